"""Say in words what sounds in a piece, as people would ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.captions_names import true_names
from training.captions_parts import (
    TEMPO,
    Draw,
    absent,
    joined,
    key_of,
    mode_moods,
    mood_of,
    pace,
    produced,
    some_players,
)

if TYPE_CHECKING:
    import numpy as np

    from training.compose_piece import Piece

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


def caption(piece: Piece, rng: np.random.Generator) -> str:
    """One of many ways to ask for this piece; it names nothing that isn't heard."""
    draw = Draw(rng)
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


def _short(piece: Piece, name: str, draw: Draw) -> str:
    """What most people type: the style, perhaps with one word more."""
    if piece.extras and draw.chance(0.7):
        return draw.one(f"{name} {_extra(piece, draw)}", f"{name}, {_extra(piece, draw)}")
    if draw.chance(0.45):
        return name
    mood, player = mood_of(piece, draw, name), some_players(piece, draw, name, 1)[0]
    return draw.one(f"{mood} {name}", f"{mood} {name}", f"{name} with {player}", f"{name} {round(piece.tempo_bpm)} bpm")


def _extra(piece: Piece, draw: Draw) -> str:
    return absent(piece, draw) or piece.extras[0]


def _phrase(piece: Piece, name: str, draw: Draw) -> str:
    """Adjectives, style, instruments, then perhaps key, pace and production."""
    words = f"{mood_of(piece, draw, name)} {name}" if draw.chance(0.7) else name
    if draw.chance(0.75) or piece.kind == "recombined":
        words += f" with {joined(some_players(piece, draw, name, 3))}"
    if absent(piece, draw):
        words += f", {absent(piece, draw)}"
    if key_of(piece) and draw.chance(0.3):
        words += f" in {key_of(piece)}"
    if draw.chance(0.3):
        words += f", {pace(piece, draw)}"
    return words + produced(piece, draw, ", ")


def _tags(piece: Piece, name: str, draw: Draw) -> str:
    """A list, as in a music library."""
    tags = [name, *some_players(piece, draw, name, 3), *piece.moods[: int(draw.rng.integers(0, 3))]]
    tags += [pace(piece, draw)] if draw.chance(0.5) else []
    tags += [key_of(piece)] if key_of(piece) and draw.chance(0.3) else []
    tags += [absent(piece, draw)] if absent(piece, draw) else []
    tags += [draw.one(*piece.production)] if piece.production and draw.chance(0.4) else []
    return ", ".join(dict.fromkeys(tags if draw.chance(0.6) else [tags[0], *map(str, draw.rng.permutation(tags[1:]))]))


def _sentence(piece: Piece, name: str, draw: Draw) -> str:
    """A wish in words."""
    thing = (
        ""
        if name.rsplit(" ", 1)[-1] in ("song", "beat", "beats", "piece", "loop", "track")
        else draw.one(" song", " track", " piece", " tune", " loop")
    )
    mood = mood_of(piece, draw, name)
    article = "an" if mood[0] in "aeiou" else "a"
    wish = draw.one(
        f"{article} {mood} {name}{thing}",
        f"{mood} {name}{thing}",
        f"{name} that sounds {mood}" if mood in piece.moods else f"{article} {mood} {name}{thing}",
    )
    featured = draw.one("featuring", "with") if not piece.extras else "with"
    wish += (
        f" {featured} {joined(some_players(piece, draw, name, 2))}"
        if draw.chance(0.5) or piece.kind == "recombined"
        else ""
    )
    wish += f" in {key_of(piece)}" if key_of(piece) and draw.chance(0.25) else ""
    wish += f", {absent(piece, draw)}" if absent(piece, draw) else ""
    return wish + produced(piece, draw, ", ")


def _style_solo(piece: Piece, name: str, draw: Draw) -> str:
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
    return words + (f", {pace(piece, draw)}" if draw.chance(0.25) else "")


def _solo(piece: Piece, draw: Draw) -> str:
    """One player alone."""
    player = piece.instruments[0]
    if piece.drums:
        words = draw.one(
            "just drums", "drum solo", "solo drums", "drum loop", "drum beat", "drums only", "drum groove", f"{player}"
        )
        return f"{draw.one(*TEMPO[piece.tempo_word])} {words}" if draw.chance(0.3) else words
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
    moods = [*TEMPO[piece.tempo_word][:2], *mode_moods(piece)[:3]]
    words = f"{draw.one(*moods)} {words}" if draw.chance(0.35) and not words.startswith("a ") else words
    words += f" in {key_of(piece)}" if key_of(piece) and draw.chance(0.15) else ""
    words += f", {pace(piece, draw)}" if draw.chance(0.12) else ""
    return words + (f", {draw.one('no drums', 'reverb')}" if "reverb" in piece.production and draw.chance(0.3) else "")


def _instruments_first(piece: Piece, draw: Draw) -> str:
    """For what is left when a style's name would claim too much."""
    players = joined(list(piece.instruments[:3]))
    mood = mood_of(piece, draw, "")
    return draw.one(
        players, f"{mood} {players}", f"{players}, {mood}", f"just {players}", f"{players}, {pace(piece, draw)}"
    )
