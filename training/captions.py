"""Say in words what sounds in a piece, as people would ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.captions_names import true_names

if TYPE_CHECKING:
    import numpy as np

    from training.compose_piece import Piece

_TEMPO = {
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
        "uplifting",
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
_PLURAL = (
    "drums",
    "strings",
    "bells",
    "brass",
    "synth bells",
    "pizzicato strings",
    "tubular bells",
    "steel drums",
    "brushed drums",
    "bagpipes",
)


class _Draw:
    """Choices made by one random generator."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def one(self, *choices: str) -> str:
        return choices[int(self.rng.integers(len(choices)))]

    def chance(self, probability: float) -> bool:
        return bool(self.rng.random() < probability)


def caption(piece: Piece, rng: np.random.Generator) -> str:
    """One of many ways to ask for this piece; it names nothing that isn't heard."""
    draw = _Draw(rng)
    if piece.kind == "solo":
        return _solo(piece, draw)
    names = true_names(piece)
    if not names:
        return _instruments_first(piece, draw)
    name = names[0] if draw.chance(0.3) else draw.one(*names)
    if piece.kind == "style solo":
        return _style_solo(piece, name, draw)
    if draw.chance(0.36):
        return _short(piece, name, draw)
    return draw.one(
        _phrase(piece, name, draw), _phrase(piece, name, draw), _tags(piece, name, draw), _sentence(piece, name, draw)
    )


def _mode_moods(piece: Piece) -> tuple[str, ...]:
    """What the mode alone says about the mood, unless the style says the opposite."""
    opposite = _GLAD if piece.mode == "minor" else _GRIM
    return () if opposite & set(piece.moods) else _MODE_MOODS.get(piece.mode, ())


def _mood(piece: Piece, draw: _Draw, name: str) -> str:
    """An adjective from the style's moods, the mode or the tempo, that the name doesn't hold already."""
    choices = [*piece.moods, draw.one(*_TEMPO[piece.tempo_word])]
    if _mode_moods(piece) and draw.chance(0.5):
        choices.append(draw.one(*_mode_moods(piece)))
    if _DENSITY[piece.density] and draw.chance(0.3):
        choices.append(draw.one(*_DENSITY[piece.density]))
    return draw.one(*[word for word in choices if word[:4] not in name] or ["steady"])


def _pace(piece: Piece, draw: _Draw) -> str:
    bpm = f"{round(piece.tempo_bpm)} {draw.one('bpm', 'bpm', 'BPM', 'beats per minute')}"
    return draw.one(draw.one(*_TEMPO[piece.tempo_word]), bpm, bpm)


def _key(piece: Piece) -> str:
    return f"{piece.key} {piece.mode}" if piece.key else ""


def _some(piece: Piece, draw: _Draw, name: str, most: int) -> list[str]:
    """A few of the instruments, in any order; the guest always; none twice that the name holds already."""
    guests = [extra.removeprefix("with ") for extra in piece.extras if extra.startswith("with ")]
    others = [one for one in piece.instruments if one not in guests and one not in name] or list(piece.instruments[:1])
    others = [str(one) for one in draw.rng.permutation(others)]
    count = int(draw.rng.integers(1, most + 1))
    return (guests + others)[:count]


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _absent(piece: Piece, draw: _Draw) -> str:
    """How to say what a reduced piece leaves out."""
    if "no drums" in piece.extras:
        return draw.one("no drums", "without drums", "drumless", "no percussion", "beatless")
    if "drums and bass" in piece.extras:
        return draw.one("just drums and bass", "only rhythm section", "bass and drums only")
    return ""


def _short(piece: Piece, name: str, draw: _Draw) -> str:
    """What most people type: the style, perhaps with one word more."""
    if piece.extras and draw.chance(0.7):
        return draw.one(f"{name} {_extra(piece, draw)}", f"{name}, {_extra(piece, draw)}")
    if draw.chance(0.45):
        return name
    mood, player = _mood(piece, draw, name), _some(piece, draw, name, 1)[0]
    return draw.one(f"{mood} {name}", f"{mood} {name}", f"{name} with {player}", f"{name} {round(piece.tempo_bpm)} bpm")


def _extra(piece: Piece, draw: _Draw) -> str:
    return _absent(piece, draw) or piece.extras[0]


def _phrase(piece: Piece, name: str, draw: _Draw) -> str:
    """Adjectives, style, instruments, then perhaps key, pace and production."""
    words = f"{_mood(piece, draw, name)} {name}" if draw.chance(0.7) else name
    if draw.chance(0.75) or piece.kind == "recombined":
        words += f" with {_joined(_some(piece, draw, name, 3))}"
    if _absent(piece, draw):
        words += f", {_absent(piece, draw)}"
    if _key(piece) and draw.chance(0.3):
        words += f" in {_key(piece)}"
    if draw.chance(0.3):
        words += f", {_pace(piece, draw)}"
    return words + _produced(piece, draw, ", ")


def _produced(piece: Piece, draw: _Draw, before: str) -> str:
    if piece.production and draw.chance(0.35):
        return before + draw.one(*piece.production)
    return ""


def _tags(piece: Piece, name: str, draw: _Draw) -> str:
    """A list, as in a music library."""
    tags = [name, *_some(piece, draw, name, 3), *piece.moods[: int(draw.rng.integers(0, 3))]]
    tags += [_pace(piece, draw)] if draw.chance(0.5) else []
    tags += [_key(piece)] if _key(piece) and draw.chance(0.3) else []
    tags += [_absent(piece, draw)] if _absent(piece, draw) else []
    tags += [draw.one(*piece.production)] if piece.production and draw.chance(0.4) else []
    return ", ".join(dict.fromkeys(tags if draw.chance(0.6) else [tags[0], *map(str, draw.rng.permutation(tags[1:]))]))


def _sentence(piece: Piece, name: str, draw: _Draw) -> str:
    """A wish in words."""
    thing = (
        ""
        if name.rsplit(" ", 1)[-1] in ("song", "beat", "beats", "piece", "loop", "track")
        else draw.one(" song", " track", " piece", " tune", " loop")
    )
    mood = _mood(piece, draw, name)
    article = "an" if mood[0] in "aeiou" else "a"
    wish = draw.one(
        f"{article} {mood} {name}{thing}",
        f"{mood} {name}{thing}",
        f"{name} that sounds {mood}" if mood in piece.moods else f"{article} {mood} {name}{thing}",
    )
    featured = draw.one("featuring", "with") if not piece.extras else "with"
    wish += (
        f" {featured} {_joined(_some(piece, draw, name, 2))}" if draw.chance(0.5) or piece.kind == "recombined" else ""
    )
    wish += f" in {_key(piece)}" if _key(piece) and draw.chance(0.25) else ""
    wish += f", {_absent(piece, draw)}" if _absent(piece, draw) else ""
    return wish + _produced(piece, draw, ", ")


def _style_solo(piece: Piece, name: str, draw: _Draw) -> str:
    player = piece.instruments[0]
    if piece.drums:
        words = draw.one(
            f"{name} drum loop", f"{name} drums", f"just {name} drums", f"{name} beat, drums only", f"drum loop, {name}"
        )
    else:
        words = draw.one(
            f"{name} {player}",
            f"solo {player}, {name}",
            f"just the {player}, {name}",
            f"{name} {player} alone",
            f"isolated {player}, {name}",
        )
    return words + (f", {_pace(piece, draw)}" if draw.chance(0.25) else "")


def _solo(piece: Piece, draw: _Draw) -> str:
    """One player alone."""
    player = piece.instruments[0]
    if piece.drums:
        words = draw.one(
            "just drums", "drum solo", "solo drums", "drum loop", "drum beat", "drums only", "drum groove", f"{player}"
        )
        return f"{draw.one(*_TEMPO[piece.tempo_word])} {words}" if draw.chance(0.3) else words
    article = "" if player in _PLURAL else draw.one("", "a lone ", "a single ", "")
    words = draw.one(
        f"solo {player}",
        f"solo {player}",
        player,
        f"{player} solo",
        f"just {player}",
        f"unaccompanied {player}",
        f"{article}{player}",
        f"{player} melody" if len(piece.parts) == 1 else f"{player} alone",
    )
    moods = [*_TEMPO[piece.tempo_word][:2], *_mode_moods(piece)[:3]]
    words = f"{draw.one(*moods)} {words}" if draw.chance(0.35) and not words.startswith("a ") else words
    words += f" in {_key(piece)}" if _key(piece) and draw.chance(0.15) else ""
    words += f", {_pace(piece, draw)}" if draw.chance(0.12) else ""
    return words + (f", {draw.one('no drums', 'reverb')}" if "reverb" in piece.production and draw.chance(0.3) else "")


def _instruments_first(piece: Piece, draw: _Draw) -> str:
    """For what is left when a style's name would claim too much."""
    players = _joined(list(piece.instruments[:3]))
    mood = _mood(piece, draw, "")
    return draw.one(
        players, f"{mood} {players}", f"{players}, {mood}", f"just {players}", f"{players}, {_pace(piece, draw)}"
    )
