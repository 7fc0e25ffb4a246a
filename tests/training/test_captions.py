import re
from functools import cache

import numpy as np

from training.captions import caption
from training.captions_names import NAMES, is_true, true_names
from training.compose import compose, style_names
from training.compose_piece import Piece
from training.compose_voices import VOICES

SPOKEN = sorted({voice.spoken for voice in VOICES.values()}, key=len, reverse=True)
DRUM_WORDS = re.compile(r"\b(drums?|drum machine|beats?|breakbeat|percussion|kit)\b")
NOT_DRUMS = re.compile(
    r"no drums|without drums|drumless|no percussion|beatless|beats per minute|steel drums|drum and bass"
)


@cache
def pieces() -> list[Piece]:
    return [compose(style, np.random.default_rng([2, take])) for style in style_names() for take in range(20)]


@cache
def captions() -> list[tuple[Piece, str]]:
    return [(piece, caption(piece, np.random.default_rng([3, draw]))) for piece in pieces() for draw in range(4)]


def named(words: str) -> list[str]:
    """The instruments that a caption names, longest names first."""
    found = []
    for name in SPOKEN:
        if re.search(rf"\b{name}\b", words):
            found.append(name)
            words = re.sub(rf"\b{name}\b", "", words)
    return found


def missing(piece: Piece, words: str) -> list[str]:
    sounding = " | ".join(piece.instruments) + (" | drums" if piece.drums else "")
    return [name for name in named(NOT_DRUMS.sub("", words)) if name not in sounding and name != piece.style]


def test_every_style_has_five_names_and_begins_with_its_own() -> None:
    assert set(NAMES) == set(style_names())
    assert all(len(names) >= 5 for names in NAMES.values())
    assert all(names[0].startswith(style[:4]) for style, names in NAMES.items() if style != "jazz swing")


def test_no_caption_promises_drums_where_there_are_none() -> None:
    wrong = [
        (piece.style, piece.kind, words)
        for piece, words in captions()
        if not piece.drums and DRUM_WORDS.search(NOT_DRUMS.sub("", words))
    ]
    assert wrong == []


def test_no_caption_denies_drums_where_there_are_some() -> None:
    denied = re.compile(r"\b(no drums|without drums|drumless|no percussion|beatless)\b")
    assert [words for piece, words in captions() if piece.drums and denied.search(words)] == []


def test_no_caption_names_an_instrument_that_is_not_heard() -> None:
    wrong = [(words, piece.instruments) for piece, words in captions() if missing(piece, words)]
    assert wrong == []


def test_a_key_and_a_tempo_are_the_pieces_own() -> None:
    for piece, words in captions():
        bpm = re.search(r"(\d+) (?:bpm|BPM|beats per minute)", words)
        key = re.search(r"\bin ([A-G](?: sharp| flat)? (?:major|minor))", words)
        assert bpm is None or int(bpm[1]) == round(piece.tempo_bpm)
        assert key is None or key[1] == f"{piece.key} {piece.mode}"


def test_a_third_of_the_captions_are_short() -> None:
    full = [words for piece, words in captions() if piece.kind == "full"]
    assert np.mean([len(words.split()) <= 5 for words in full]) > 0.33


def test_captions_of_a_piece_vary() -> None:
    piece = compose("house", np.random.default_rng(1), kind="full")
    assert len({caption(piece, np.random.default_rng(draw)) for draw in range(50)}) > 25


def test_the_same_seed_says_the_same() -> None:
    piece = pieces()[0]
    assert caption(piece, np.random.default_rng(5)) == caption(piece, np.random.default_rng(5))


def test_a_name_with_an_instrument_holds_only_where_it_sounds() -> None:
    piece = compose("flamenco", np.random.default_rng(1), kind="full")
    assert is_true("flamenco guitar", piece)
    assert not is_true("piano flamenco", piece)


def test_a_style_without_its_drums_is_not_called_a_beat() -> None:
    drumless = next(piece for piece in pieces() if piece.style in ("trap", "lo-fi hip hop") and not piece.drums)
    assert not any("beat" in name for name in true_names(drumless))
