"""Whether something is made, held for moderators or refused. Pure: what is asked for and what holds give an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.choices.keys import Artists
from bot.choices.settled import Settled
from bot.judging.admitting import SLOWLY
from bot.judging.asking import Asked, Texts, rewritten
from bot.judging.permitting import Permitted
from bot.judging.policies import House
from core.contract import Recipe
from core.moderation import NEVER, Classifier, Family, Judged, Judgement, Outcome, Rules, judge_all
from core.moderation.phrases import reason

FIRST_CLIPS: Final = 3
"""So many clips of a newcomer moderators see first, where a server is strict."""

Doubt = Literal["uploads", "first clips"]
"""Why something is held whatever its words."""


ARTISTS: Final[tuple[Artists, ...]] = ("allow", "hold", "refuse")
"""From the mildest to the strictest."""

UNUSED: Final = "Nothing was used up."
INHERITED: Final = (
    "⛔ The words that this was made from are not allowed here now. Nothing was used up: 🎛️ Remix paints others over it."
)
NOBODY_TO_ASK: Final = (
    "⛔ Moderators look at {what} first here, and have no channel for that: whoever manages the server chooses one "
    "with `/riff-admin setup`. Nothing was used up."
)
NOT_NOW: Final = "⛔ Moderators look at {what} first here, so its author can't be asked about it. Nothing was used up."
DOUBTED: Final[Mapping[str, str]] = {"uploads": "files", "first clips": "the first clips of new members"}


@dataclass(frozen=True, slots=True)
class Allowed:
    """It may be made: these recipes, in which rules may have replaced words."""

    recipes: tuple[Recipe, ...]
    most_waiting: int | None = None
    """How many requests of theirs may wait, if fewer than everybody's."""
    cleared: bool = False
    """The server lets pass what Jamgram's own rules refuse, which workers ask again."""


@dataclass(frozen=True, slots=True)
class Held:
    """Moderators decide whether it is made."""

    recipes: tuple[Recipe, ...]
    rule: str
    family: Family | None = None
    matched: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """It is not made, and the sentence says why and what to do."""

    recipes: tuple[Recipe, ...]
    sentence: str
    rule: str
    family: Family | None = None
    matched: str = ""
    appealable: bool = False
    """Moderators can be asked to think again."""
    blameless: bool = False
    """Nothing is wrong with what they typed themselves: it is neither remembered nor counted."""


Verdict = Allowed | Held | Refused


@dataclass(frozen=True, slots=True)
class Ruling:
    """What there is to ask: a house, its AutoMod rules as far as they hold there, a classifier if there is one."""

    house: House
    auto_mod: tuple[Rules, ...] = ()
    classifier: Classifier | None = None

    @property
    def rules(self) -> tuple[Rules, ...]:
        """All rules of words."""
        return (*self.house.rules, *self.auto_mod)


def decided(asked: Asked, ruling: Ruling, standing: Permitted, recipes: Sequence[Recipe], *, made: int) -> Verdict:
    """Say what becomes of it; `made` is how many clips of theirs there are here, as far as that matters."""
    settled = [ruling.house.settled(place) for place in asked.places]
    judged, used = _judged(asked, ruling, settled, recipes)
    has_moderators = asked.may_hold and settled[0].mod_channel is not None
    outcome = _eased(judged, settled, standing)
    if outcome == "refuse" or (outcome == "hold" and not has_moderators):
        if _is_inherited(asked, ruling, settled, standing, recipes):
            return Refused(used, INHERITED, judged.rule, blameless=True)
        return _refused(judged, used, appealable=outcome == "refuse" and has_moderators and judged.family not in NEVER)
    if outcome == "hold":
        return Held(used, judged.rule, judged.family, judged.matched)
    doubt = _doubt(asked, settled, standing, made=made)
    if doubt is not None:
        return Held(used, doubt) if has_moderators else _unasked(asked, used, doubt)
    most_waiting = SLOWLY if standing.rank == "newcomer" else None
    return Allowed(used, most_waiting, cleared=_is_lifted(asked, ruling, used))


def _is_lifted(asked: Asked, ruling: Ruling, used: Sequence[Recipe]) -> bool:
    """Tell whether what is allowed here would be refused where nobody knows of the server and its channels."""
    if not asked.age_restricted and not ruling.house.oversight.filters:
        return False
    texts = Texts.of(used)
    return judge_all(texts.wanted, ruling.house.rules[:1], avoided=texts.avoided).worst.outcome == "refuse"


def _is_inherited(
    asked: Asked, ruling: Ruling, settled: Sequence[Settled], standing: Permitted, recipes: Sequence[Recipe]
) -> bool:
    """Tell whether what they typed themselves is right, where the words of what it is made of are not."""
    texts = Texts.of(recipes)
    typed = texts.without(asked.inherited)
    return typed != texts and _eased(_worst(asked, ruling, settled, typed).worst, settled, standing) == "allow"


def is_strict(settled: Sequence[Settled]) -> bool:
    """Tell whether moderators want to see more than what is doubtful."""
    return any(one.moderation == "strict" for one in settled)


def _judged(
    asked: Asked, ruling: Ruling, settled: Sequence[Settled], recipes: Sequence[Recipe]
) -> tuple[Judgement, tuple[Recipe, ...]]:
    """Judge all words, and put in what rules replace."""
    texts = Texts.of(recipes)
    judged = _worst(asked, ruling, settled, texts)
    used = dict(zip(texts.avoided, judged.avoided, strict=True)) | dict(zip(texts.wanted, judged.texts, strict=True))
    refused = judged.worst.outcome == "refuse"
    return judged.worst, tuple(one if refused else rewritten(one, used) for one in recipes)


def _worst(asked: Asked, ruling: Ruling, settled: Sequence[Settled], texts: Texts) -> Judged:
    return judge_all(
        texts.wanted,
        ruling.rules,
        avoided=texts.avoided,
        artists=max((one.artists for one in settled), key=ARTISTS.index),
        age_restricted=asked.age_restricted,
        classifier=ruling.classifier,
    )


def _eased(judged: Judgement, settled: Sequence[Settled], standing: Permitted) -> Outcome:
    """Let pass what is merely doubtful of those who are trusted, and where a server is open."""
    is_open = all(one.moderation == "open" for one in settled)
    return "allow" if judged.outcome == "hold" and (standing.is_trusted or is_open) else judged.outcome


def _doubt(asked: Asked, settled: Sequence[Settled], standing: Permitted, *, made: int) -> Doubt | None:
    if standing.is_trusted or asked.export or not is_strict(settled):
        return None
    if asked.upload:
        return "uploads"
    return "first clips" if standing.rank == "newcomer" and made < FIRST_CLIPS else None


def _refused(judged: Judgement, used: tuple[Recipe, ...], *, appealable: bool) -> Refused:
    sentence = f"{reason(judged.family)} {UNUSED}"
    return Refused(used, sentence, judged.rule, judged.family, judged.matched, appealable)


def _unasked(asked: Asked, used: tuple[Recipe, ...], doubt: Doubt) -> Refused:
    sentence = NOBODY_TO_ASK if asked.may_hold else NOT_NOW
    return Refused(used, sentence.format(what=DOUBTED[doubt]), doubt, blameless=True)
