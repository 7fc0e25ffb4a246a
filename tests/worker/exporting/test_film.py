import io
from collections.abc import Iterator

import av
import numpy as np
import pytest
import torch

from core.errors import UserError
from core.formats import suffix_of
from tests.worker.exporting.pieces import CPU, MIB, picture, piece
from worker.codecs import Picture
from worker.exporting import piece_of
from worker.exporting.film import film


@pytest.fixture(scope="module")
def content() -> bytes:
    return film(piece(), limit=10 * MIB)


def pictures(content: bytes) -> Iterator[np.ndarray]:
    with av.open(io.BytesIO(content), "r") as container:
        for frame in container.decode(video=0):
            yield frame.to_ndarray(format="gray")


def sound(content: bytes) -> np.ndarray:
    with av.open(io.BytesIO(content), "r") as container:
        return np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=-1)


def test_a_film_has_a_picture_and_a_sound_that_every_player_reads(content: bytes) -> None:
    assert suffix_of(content) == ".mp4"
    with av.open(io.BytesIO(content), "r") as container:
        [video], [audio] = container.streams.video, container.streams.audio
        assert (video.codec_context.name, audio.codec_context.name) == ("h264", "aac")
        assert video.codec_context.pix_fmt == "yuv420p"
        assert (video.width, video.height) == (768, 512)
        assert (float(video.average_rate or 0), audio.rate, audio.channels) == (25, 44_100, 1)


def test_a_film_is_as_long_as_its_clip(content: bytes) -> None:
    with av.open(io.BytesIO(content), "r") as container:
        for stream in container.streams:
            assert stream.duration is not None
            assert stream.time_base is not None
            assert float(stream.duration * stream.time_base) == pytest.approx(5.12, abs=0.03)
    assert sum(1 for _ in pictures(content)) == 128
    assert sound(content).shape[-1] == pytest.approx(512 * 441, abs=1_100)


def test_a_film_sounds_like_its_clip_and_at_the_same_time(content: bytes) -> None:
    heard, whole = sound(content)[0, : 512 * 441], piece().waveform[0].numpy()
    most = min(len(heard), len(whole))
    assert np.corrcoef(heard[:most], whole[:most])[0, 1] > 0.95


def test_the_picture_moves_past_the_playhead(content: bytes) -> None:
    drawn = list(pictures(content))
    earlier, later = drawn[40].astype(float), drawn[50].astype(float)
    assert np.abs(earlier - later).mean() > 3
    assert np.abs(earlier[:, 340:] - later[:, 300:-40]).mean() < 3


def test_a_film_begins_to_play_before_all_of_it_is_there(content: bytes) -> None:
    assert 0 < content.find(b"moov") < content.find(b"mdat")


def test_a_film_says_what_it_is(content: bytes) -> None:
    with av.open(io.BytesIO(content), "r") as container:
        assert container.metadata["title"] == "lo-fi beats"


def test_a_film_is_made_smaller_until_it_can_be_posted() -> None:
    chance = torch.Generator().manual_seed(1)
    noise = piece_of(Picture(torch.randint(0, 256, (1, 512, 128), generator=chance, dtype=torch.uint8)), device=CPU)
    large = film(noise, limit=10 * MIB)
    small = film(noise, limit=len(large) // 2)
    assert len(small) <= len(large) // 2
    assert sum(1 for _ in pictures(small)) == 32


def test_what_cannot_be_told_apart_any_more_is_not_made() -> None:
    with pytest.raises(UserError, match="The film would be larger than"):
        film(piece(), limit=40_000)


def test_both_sides_are_heard() -> None:
    sides = torch.cat([picture(columns=64).pixels] * 2)
    assert sound(film(piece_of(Picture(sides), device=CPU), limit=MIB)).shape[0] == 2


@pytest.mark.parametrize("columns", [1, 5])
def test_the_shortest_clip_is_a_film(columns: int) -> None:
    short = Picture(torch.zeros(1, 512, columns, dtype=torch.uint8))
    assert sum(1 for _ in pictures(film(piece_of(short, device=CPU), limit=MIB))) == -(-columns // 4)
