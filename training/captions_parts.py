"""The parts that captions are put together from: moods, pace, key, players, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from training.compose_piece import Piece

TEMPO = {
    "slow": ("slow", "downtempo", "slow-paced", "unhurried"),
    "mid": ("mid-tempo", "medium tempo", "moderate", "steady"),
    "fast": ("fast", "uptempo", "quick", "high-tempo"),
}
_MODE_MOODS = {
    "minor": ("sad", "dark", "melancholic", "moody", "minor key"),
    "major": ("happy", "bright", "cheerful", "warm", "major key"),
}
_GLAD = frozenset(
    [
        "euphoric",
        "happy",
        "joyful",
        "uplifting",
        "festive",
        "sunny",
        "cheerful",
        "playful",
        "jubilant",
        "merry",
        "carefree",
        "bouncy",
        "glamorous",
    ]
)
_GRIM = frozenset(
    [
        "dark",
        "menacing",
        "aggressive",
        "brutal",
        "angry",
        "ominous",
        "eerie",
        "sad",
        "furious",
        "heavy",
        "dystopian",
        "harsh",
        "gritty",
    ]
)
_DENSITY = {"sparse": ("sparse", "minimal"), "medium": (), "dense": ("busy", "dense", "full")}


class Draw:
    """Choices made by one random generator."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def one(self, *choices: str) -> str:
        """One of these, each as likely."""
        return choices[int(self.rng.integers(len(choices)))]

    def chance(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return bool(self.rng.random() < probability)


def mode_moods(piece: Piece) -> tuple[str, ...]:
    """What the mode alone says about the mood, unless the style says the opposite."""
    opposite = _GLAD if piece.mode == "minor" else _GRIM
    return () if opposite & set(piece.moods) else _MODE_MOODS.get(piece.mode, ())


def mood_of(piece: Piece, draw: Draw, name: str) -> str:
    """An adjective from the style's moods, the mode or the tempo, that the name doesn't hold already."""
    choices = [*piece.moods, draw.one(*TEMPO[piece.tempo_word])]
    if mode_moods(piece) and draw.chance(0.5):
        choices.append(draw.one(*mode_moods(piece)))
    if _DENSITY[piece.density] and draw.chance(0.3):
        choices.append(draw.one(*_DENSITY[piece.density]))
    return draw.one(*[word for word in choices if word[:4] not in name] or ["steady"])


def pace(piece: Piece, draw: Draw) -> str:
    """The tempo, in a word or in beats per minute."""
    bpm = f"{round(piece.tempo_bpm)} {draw.one('bpm', 'bpm', 'BPM', 'beats per minute')}"
    return draw.one(draw.one(*TEMPO[piece.tempo_word]), bpm, bpm)


def key_of(piece: Piece) -> str:
    """The key and its mode, if the piece has one."""
    return f"{piece.key} {piece.mode}" if piece.key else ""


def some_players(piece: Piece, draw: Draw, name: str, most: int) -> list[str]:
    """A few of the instruments, in any order; the guest always; none twice that the name holds already."""
    guests = [extra.removeprefix("with ") for extra in piece.extras if extra.startswith("with ")]
    others = [one for one in piece.instruments if one not in guests and one not in name] or list(piece.instruments[:1])
    others = [str(one) for one in draw.rng.permutation(others)]
    count = int(draw.rng.integers(1, most + 1))
    return (guests + others)[:count]


def joined(names: list[str]) -> str:
    """Names as a sentence lists them."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def absent(piece: Piece, draw: Draw) -> str:
    """How to say what a reduced piece leaves out."""
    if "no drums" in piece.extras:
        return draw.one("no drums", "without drums", "drumless", "no percussion", "beatless")
    if "drums and bass" in piece.extras:
        return draw.one("just drums and bass", "only rhythm section", "bass and drums only")
    return ""


def produced(piece: Piece, draw: Draw, before: str) -> str:
    """Now and then how the piece was recorded, after a separator."""
    if piece.production and draw.chance(0.35):
        return before + draw.one(*piece.production)
    return ""
