"""What a jam is begun with: its rules, from what somebody typed or chose. Pure."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from bot.records.jam import PLAYERS_LEAST, PLAYERS_MOST, JamRules, Mode
from core.errors import UserError
from core.limits import BPM_MAX, BPM_MIN
from core.sections import Scale, Tonic

Length = Literal[5, 10]

MODE_NAMES: Final[dict[str, Mode]] = {one: one for one in get_args(Mode)}
TONICS: Final[tuple[Tonic, ...]] = get_args(Tonic)
SCALES: Final[tuple[Scale, ...]] = get_args(Scale)

ROUNDS: Final[dict[Mode, tuple[int, int, int]]] = {"relay": (4, 8, 16), "battle": (1, 4, 8), "layers": (4, 4, 4)}
"""How many sections there may be: the fewest, the usual number, the most."""
ROUNDS_MOST: Final = 16

TURN_MIN_S: Final = 30
TURN_MAX_S: Final = 600
TURN_S: Final = 90
VOTE_MIN_S: Final = 20
VOTE_MAX_S: Final = 300
VOTE_S: Final = 60
BPM: Final = 96

WRONG_ROUNDS: Final = "A {mode} jam has {least} to {most} sections, not {asked}. Nothing was done."
WRONG_LAYERS: Final = "Layers have 4 sections: drums, bass, chords and lead, not {asked}. Nothing was done."
WRONG_CODE: Final = "This belongs to another version of Jamgram. Nothing was begun: ask for it again."


@dataclass(frozen=True, slots=True)
class Feel:
    """What a jam is played to, and how fast it goes: what few people change."""

    turn_s: int = TURN_S
    vote_s: int = VOTE_S
    bpm: int = BPM
    tonic: Tonic = "A"
    scale: Scale = "minor"
    players_most: int = PLAYERS_MOST

    @property
    def code(self) -> str:
        """Write it into the id of a modal."""
        names = TONICS.index(self.tonic), SCALES.index(self.scale)
        return "-".join(map(str, (self.turn_s, self.vote_s, self.bpm, *names, self.players_most)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to begin, as far as they said."""

    name: str = ""
    mode: Mode = "relay"
    theme: str = ""
    rounds: int | None = None
    length_s: Length = 5
    pre_moderated: bool = False
    is_private: bool = False
    is_weekly: bool = False
    feel: Feel = Feel()

    @property
    def rules(self) -> JamRules:
        """The rules that come of it.

        Raises
        ------
        UserError
            If there can't be so many sections.
        """
        feel = self.feel
        return JamRules(
            mode=self.mode,
            rounds=rounds_of(self.mode, self.rounds),
            turn_s=feel.turn_s,
            vote_s=feel.vote_s,
            length_s=self.length_s,
            bpm=feel.bpm,
            tonic=feel.tonic,
            scale=feel.scale,
            players_most=feel.players_most,
            pre_moderated=self.pre_moderated,
            is_private=self.is_private,
            is_weekly=self.is_weekly,
        )


def rounds_of(mode: Mode, asked: int | None) -> int:
    """Say how many sections there are, if there may be so many.

    Raises
    ------
    UserError
        If there may not.
    """
    least, usual, most = ROUNDS[mode]
    if asked is None:
        return usual
    if not least <= asked <= most:
        wrong = WRONG_LAYERS if mode == "layers" else WRONG_ROUNDS
        raise UserError(wrong.format(mode=mode, least=least, most=most, asked=asked), code="E-VALUE")
    return asked


def feel_in(code: str) -> Feel:
    """Read what `Feel.code` wrote, which anybody may have forged.

    Raises
    ------
    UserError
        If it is nothing of the kind.
    """
    parts = [int(one) if one.isascii() and one.isdigit() and len(one) < 5 else -1 for one in code.split("-")]
    if len(parts) != len(BOUNDS) or not all(
        least <= one <= most for one, (least, most) in zip(parts, BOUNDS, strict=True)
    ):
        raise UserError(WRONG_CODE, code="E-UNKNOWN")
    turn_s, vote_s, bpm, tonic, scale, players_most = parts
    return Feel(turn_s, vote_s, bpm, TONICS[tonic], SCALES[scale], players_most)


BOUNDS: Final[tuple[tuple[int, int], ...]] = (
    (TURN_MIN_S, TURN_MAX_S),
    (VOTE_MIN_S, VOTE_MAX_S),
    (BPM_MIN, BPM_MAX),
    (0, len(TONICS) - 1),
    (0, len(SCALES) - 1),
    (PLAYERS_LEAST, PLAYERS_MOST),
)
"""What the parts of a code may be."""
