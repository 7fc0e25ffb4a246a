import dataclasses
from functools import cache

import numpy as np
import pytest

from training.compose import KINDS, compose, style_names
from training.compose_harmony import numeral, progression, voicing
from training.compose_piece import CLIP_SECONDS, Piece
from training.compose_sketch import Sketch, hits
from training.compose_styles import STYLES
from training.compose_voices import VOICES

PIECES_A_STYLE = 12


@cache
def pieces() -> list[Piece]:
    return [
        compose(style, np.random.default_rng([1, take])) for style in style_names() for take in range(PIECES_A_STYLE)
    ]


def plan(*, bar: int = 4) -> Sketch:
    chords = progression("I V", tonic=0, beats_each=4, total=8)
    return Sketch(np.random.default_rng(0), 120.0, 0, "major", bar, 2, chords)


def test_there_are_at_least_24_styles() -> None:
    assert len(style_names()) >= 24


def test_the_data_sets_order_names_every_style_once() -> None:
    assert sorted(style_names()) == sorted(STYLES)


@pytest.mark.parametrize("style", style_names())
def test_the_same_seed_writes_the_same_piece(style: str) -> None:
    assert compose(style, np.random.default_rng(7)) == compose(style, np.random.default_rng(7))


def test_pieces_of_a_style_differ() -> None:
    assert len({repr(piece.parts) for piece in pieces()}) == len(pieces())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("style", style_names())
def test_somebody_plays_on_the_first_downbeat(style: str, kind: str) -> None:
    piece = compose(style, np.random.default_rng(3), kind=kind)
    assert min(note.beat for part in piece.parts for note in part.notes) < 0.01


def test_the_tempo_is_in_the_styles_range() -> None:
    for piece in pieces():
        slowest, fastest = STYLES[piece.style].tempo
        assert slowest - 0.1 <= piece.tempo_bpm <= fastest + 0.1


def test_drums_are_said_to_play_exactly_where_a_kit_sounds() -> None:
    def sounds(piece: Piece) -> bool:
        kits = [part for part in piece.parts if VOICES[part.voice].kit or VOICES[part.voice].bank == 128]
        return any(note.beat * 60 / piece.tempo_bpm < CLIP_SECONDS for part in kits for note in part.notes)

    assert [piece.style for piece in pieces() if sounds(piece) != piece.drums] == []


def test_every_named_instrument_plays_within_the_clip() -> None:
    for piece in pieces():
        heard = {
            VOICES[part.voice].spoken
            for part in piece.parts
            if any(note.beat * 60 / piece.tempo_bpm < CLIP_SECONDS - 0.2 for note in part.notes)
        }
        assert set(piece.instruments) == heard, piece.style


def test_every_pitch_is_one_that_midi_has() -> None:
    assert all(0 <= note.pitch <= 127 for piece in pieces() for part in piece.parts for note in part.notes)


def test_a_solo_has_one_instrument() -> None:
    for style in style_names():
        assert len(compose(style, np.random.default_rng(5), kind="solo").instruments) == 1


def test_pieces_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        pieces()[0].tempo_bpm = 1.0  # type: ignore[misc]


@pytest.mark.parametrize(
    ("word", "root", "shape"),
    [("ii7", 2, (0, 3, 7, 10)), ("bVII", 10, (0, 4, 7)), ("Imaj7", 0, (0, 4, 7, 11)), ("#ivdim7", 6, (0, 3, 6, 9))],
)
def test_roman_numerals_name_chords(word: str, root: int, shape: tuple[int, ...]) -> None:
    assert numeral(word) == (root, shape)


def test_a_word_that_is_no_numeral_is_refused() -> None:
    with pytest.raises(ValueError, match="not a roman numeral: H7"):
        numeral("H7")


def test_a_voicing_stays_near_its_centre() -> None:
    chord = progression("V7", tonic=4, beats_each=4, total=4)[0]
    assert all(abs(pitch - 62) <= 7 for pitch in voicing(chord, centre=62))


def test_a_pattern_is_read_in_steps_of_a_bar() -> None:
    assert [hit.beat for hit in hits(plan(), "x...x_..")] == [0.0, 2.0, 4.0, 6.0]


def test_a_held_step_lasts_until_the_next() -> None:
    assert next(iter(hits(plan(), "x___x...."[:8]))).beats == pytest.approx(1.95)


def test_a_pattern_that_does_not_divide_the_bar_is_refused() -> None:
    with pytest.raises(ValueError, match="7 steps don't divide a bar of 4"):
        list(hits(plan(), "x.x.x.x"))
