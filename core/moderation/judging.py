"""What rules of words make of a text."""

import logging
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, Protocol, get_args

from core.moderation.finding import Covering, Text
from core.moderation.matching import Match, Spared
from core.moderation.rulefile import Action
from core.moderation.rules import Rule, Rules
from core.moderation.values import NEVER, SEVERITY, Family, Judgement, Outcome

Artists = Literal["allow", "hold", "refuse"]
"""What becomes of words that name a living artist."""

DOUBTFUL: Final = 0.5
"""What a classifier is so sure of is held."""

OUTCOMES: Final[Mapping[Action, Outcome]] = {"block": "refuse", "hold": "hold", "replace": "allow", "allow": "allow"}

FAMILIES: Final = frozenset(get_args(Family))

TOLD_MOST: Final = 50
"""Steps that are told of how something was decided."""

NOTHING: Final = "No rule finds anything."
REPLACED: Final = "What is replaced reads otherwise now, so it is looked at again."
AVOIDED: Final = "These words say what to avoid, so nothing is held for them."
DOUBTS: Final = "The classifier takes it for {family} ({sure:.0%}): {outcome}."
UNSURE: Final = "The classifier failed: what it can't judge is held."

log = logging.getLogger(__name__)


class Classifier(Protocol):
    """A model that says what a text may be about."""

    def __call__(self, text: str, /) -> Mapping[Family, float]:
        """Say how sure it is of each family, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say of several texts that belong together."""

    worst: Judgement
    """Of those that are worst, the first."""
    texts: tuple[str, ...]
    """Each as it may be used."""
    avoided: tuple[str, ...] = ()
    """The same of what is to be avoided."""


def judge(
    text: str,
    rules: Sequence[Rules],
    *,
    artists: Artists = "hold",
    age_restricted: bool = False,
    classifier: Classifier | None = None,
) -> Judgement:
    """Say what the rules, Jamgram's and a server's own, make of a text.

    `age_restricted`: Discord lets only adults in here, so nothing is refused or held for being `sexual`.
    """
    judgement = _ruled(text, rules, artists=artists, age_restricted=age_restricted)
    if judgement.outcome == "allow" and judgement.text != text:
        judgement = _seen_again(judgement, rules, artists=artists, age_restricted=age_restricted)
    if classifier is None or judgement.outcome != "allow":
        return judgement
    return _classified(judgement, classifier, age_restricted=age_restricted)


def judge_all(
    texts: Sequence[str],
    rules: Sequence[Rules],
    *,
    avoided: Sequence[str] = (),
    artists: Artists = "hold",
    age_restricted: bool = False,
    classifier: Classifier | None = None,
) -> Judged:
    """Say the same of several texts: prompts, titles. `avoided` are negative prompts, of which nothing is held."""
    said = [judge(one, rules, artists=artists, age_restricted=age_restricted, classifier=classifier) for one in texts]
    shunned = [judge(one, rules, artists="allow", age_restricted=age_restricted) for one in avoided]
    worst = max([*said, *map(_unheld, shunned)], key=_weight, default=Judgement("allow", ""))
    return Judged(worst, tuple(one.text for one in said), tuple(one.text for one in shunned))


def _weight(judgement: Judgement) -> tuple[int, bool]:
    return SEVERITY[judgement.outcome], judgement.family in NEVER


def _unheld(judgement: Judgement) -> Judgement:
    if judgement.outcome != "hold":
        return judgement
    return replace(judgement, outcome="allow", trace=(*judgement.trace, AVOIDED))


def _ruled(text: str, rules: Sequence[Rules], *, artists: Artists, age_restricted: bool) -> Judgement:
    seen = Text.of(text)
    asked = [
        (rule, _outcome(rule, artists=artists, age_restricted=age_restricted))
        for several in rules
        for rule in several.worth_asking(seen)
    ]
    allowed = [one for rule, _ in asked if rule.action == "allow" for one in _matches(rule, seen, outcome="allow")]
    spared = Covering((one.found, one.rule) for one in allowed)
    others = [(rule, outcome) for rule, outcome in asked if rule.action != "allow"]
    others.sort(key=lambda one: (SEVERITY[one[1]], one[0].family in NEVER), reverse=True)
    return _decided(text, [*allowed, *_until_refused(others, seen, spared)], spared)


def _until_refused(asked: Sequence[tuple[Rule, Outcome]], text: Text, spared: Spared) -> Iterator[Match]:
    """Ask one rule after the other, the worst first, until one refuses: nothing can be added to that."""
    for rule, outcome in asked:
        for one in _until_one_stands(_matches(rule, text, outcome=outcome), spared):
            yield one
            if outcome == "refuse" and one.stands(spared):
                return


def _seen_again(judgement: Judgement, rules: Sequence[Rules], *, artists: Artists, age_restricted: bool) -> Judgement:
    """Look at words that rules put something into: what comes of them together may be what another rule is against."""
    again = _ruled(judgement.text, rules, artists=artists, age_restricted=age_restricted)
    trace = (*judgement.trace, REPLACED, *again.trace)
    return replace(again, text=judgement.text, trace=trace)


def _matches(rule: Rule, text: Text, *, outcome: Outcome) -> Iterator[Match]:
    for one in rule.found(text):
        yield Match(rule, one, text.raw[one.start : one.end], outcome)


def _until_one_stands(matches: Iterable[Match], spared: Spared) -> Iterator[Match]:
    """Look no further than to what decides; of what is replaced, at all."""
    for one in matches:
        yield one
        if one.rule.action != "replace" and one.stands(spared):
            return


def _outcome(rule: Rule, *, artists: Artists, age_restricted: bool) -> Outcome:
    if rule.family == "artist" and rule.source == "built-in":
        return artists
    if rule.family == "sexual" and age_restricted:
        return "allow"
    return OUTCOMES[rule.action]


def _decided(text: str, matches: Sequence[Match], spared: Spared) -> Judgement:
    standing = [one for one in matches if one.rule.action != "allow" and one.stands(spared)]
    trace = tuple(one.sentence(spared) for one in matches[:TOLD_MOST]) or (NOTHING,)
    worst = standing[0] if standing else None
    if worst is None:
        return Judgement("allow", text, trace=trace)
    used = _replaced(text, [one for one in standing if one.rule.action == "replace"])
    if worst.outcome == "allow":
        return Judgement("allow", used, trace=trace)
    return Judgement(worst.outcome, used, worst.rule.family, worst.rule.name, worst.words, trace)


def _replaced(text: str, matches: Sequence[Match]) -> str:
    """Put in what rules replace; of those that overlap, the first."""
    parts, place = [], 0
    for one in sorted(matches, key=lambda one: (one.found.start, -one.found.end)):
        if one.found.start >= place:
            parts += [text[place : one.found.start], one.rule.replacement]
            place = one.found.end
    return "".join([*parts, text[place:]])


def _classified(judgement: Judgement, classifier: Classifier, *, age_restricted: bool) -> Judgement:
    """Hold what a classifier doubts; what nobody may let pass is refused."""
    try:
        scores = _read(classifier(judgement.text))
    except Exception as error:  # noqa: BLE001 - whatever an operator's own code raises, nothing passes unseen for it
        log.warning("the classifier failed, what it was asked is held: %s", type(error).__name__)
        trace = (*judgement.trace, UNSURE)
        return replace(judgement, outcome="hold", family="classifier", rule="classifier", trace=trace)
    spared = {"sexual"} if age_restricted else set()
    minded = {family: sure for family, sure in scores.items() if sure >= DOUBTFUL and family not in spared}
    family = max(minded, key=lambda family: (family in NEVER, minded[family]), default=None)
    if family is None:
        return judgement
    outcome: Outcome = "refuse" if family in NEVER else "hold"
    step = DOUBTS.format(sure=minded[family], family=family, outcome=outcome)
    return replace(judgement, outcome=outcome, family=family, rule="classifier", trace=(*judgement.trace, step))


def _read(said: Mapping[Family, float]) -> dict[Family, float]:
    """Take what a classifier says; a label that is none of our families counts as `classifier`.

    Raises
    ------
    ValueError
        If it is not sure of a number.
    """
    scores: dict[Family, float] = {}
    for label, sure in said.items():
        family: Family = label if label in FAMILIES else "classifier"
        scores[family] = max(float(sure), scores.get(family, 0.0))
        if math.isnan(sure):
            raise ValueError("no number says how sure it is")
    return scores
