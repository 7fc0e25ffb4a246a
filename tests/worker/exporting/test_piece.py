from dataclasses import replace

import pytest
import torch

from core.errors import UserError
from tests.worker.exporting.pieces import CPU, label, picture, piece
from worker.codecs import Picture, encode_mp3
from worker.exporting import piece_of
from worker.sound.playing import sound_of


def test_a_piece_sounds_as_its_clip_does() -> None:
    assert torch.equal(piece(columns=64).waveform, sound_of(picture(columns=64).pixels, loop=False))
    mono = picture(columns=64).pixels[0]
    assert encode_mp3(piece(columns=64).waveform) == encode_mp3(sound_of(mono, loop=False))


def test_a_loops_piece_sounds_as_a_circle() -> None:
    looped = piece(columns=64, loop=True)
    assert looped.is_loop
    assert torch.equal(looped.waveform, sound_of(picture(columns=64, loop=True).pixels, loop=True))


def test_a_piece_says_what_its_clip_says() -> None:
    assert piece(columns=64).tags.title == "lo-fi beats"
    assert piece(columns=64).tags.comment == label()


@pytest.mark.parametrize("comment", ["", "{}", '{"recipe": 7}', "a" * 100_000])
def test_words_that_are_no_label_are_not_repeated(comment: str) -> None:
    tags = piece_of(replace(picture(columns=64), comment=comment), device=CPU).tags
    assert tags.title == "Spectrogram"
    assert tags.comment == ""


def test_silence_is_refused_in_a_sentence() -> None:
    with pytest.raises(UserError, match="nothing to export"):
        piece_of(Picture(torch.full((1, 512, 32), 255, dtype=torch.uint8)), device=CPU)


def test_both_sides_of_a_stereo_picture_are_heard() -> None:
    pixels = torch.cat([picture(columns=64).pixels] * 2)
    assert piece_of(Picture(pixels), device=CPU).waveform.shape == (2, 64 * 441)
