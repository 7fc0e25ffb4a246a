from dataclasses import replace

import numpy as np
import pytest
import torch

from tests.worker.exporting.pieces import picture
from worker.codecs import Picture
from worker.exporting.scrolling import BRIGHTEST, DARKEST, PLAYHEAD, WIDTH, frames, plainly
from worker.sound.format import RIFFUSION


def bright(frame: np.ndarray) -> np.ndarray:
    return frame[:512]


def test_a_second_is_25_frames_of_a_whole_picture() -> None:
    drawn = list(frames(picture()))
    assert len(drawn) == 128
    assert {frame.shape for frame in drawn} == {(768, WIDTH)}
    assert WIDTH % 2 == 0


def test_what_is_heard_is_under_the_playhead() -> None:
    lonely = torch.full((1, 512, 400), 255, dtype=torch.uint8)
    lonely[..., 200:208] = 0
    drawn = [bright(frame)[300] for frame in frames(Picture(lonely))]
    for number in (0, 25, 40):
        [where] = {int(column) - 200 + 4 * number for column in np.flatnonzero(drawn[number] == DARKEST)[:1]}
        assert where == PLAYHEAD
    assert drawn[50][PLAYHEAD + 4] == DARKEST


def test_every_frame_is_the_one_before_moved_on() -> None:
    first, second = list(frames(picture()))[20:22]
    np.testing.assert_array_equal(bright(first)[:, 304:], bright(second)[:, 300:-4])


def test_the_playhead_is_seen_on_black_and_on_white_without_its_colour() -> None:
    for level in (0, 255):
        frame = next(iter(frames(Picture(torch.full((1, 512, 600), level, dtype=torch.uint8)))))
        line = bright(frame)[100, PLAYHEAD - 8 : PLAYHEAD + 8].astype(int)
        assert BRIGHTEST - line.min() > 100
        assert abs(np.diff(line)).max() > 100


def test_before_and_behind_a_clip_there_is_silence() -> None:
    drawn = list(frames(Picture(torch.zeros(1, 512, 100, dtype=torch.uint8))))
    assert (bright(drawn[0])[:, :200] == BRIGHTEST).all()
    assert (bright(drawn[-1])[:, 300:] == BRIGHTEST).all()


@pytest.mark.parametrize(
    ("step_ms", "rows", "columns"), [(20, 512, 100), (10, 256, 200), (5, 512, 400), (10, 512, 200)]
)
def test_any_picture_runs_at_the_speed_of_its_sound(step_ms: int, rows: int, columns: int) -> None:
    picture_format = replace(RIFFUSION, step_size_ms=step_ms, num_frequencies=rows)
    foreign = Picture(torch.zeros(1, rows, columns, dtype=torch.uint8), picture_format)
    assert plainly(foreign).shape == (512, 200)


def test_both_sides_are_seen_as_one() -> None:
    sides = torch.stack([torch.zeros(512, 8), torch.full((512, 8), 200)]).to(torch.uint8)
    assert (plainly(Picture(sides)) == 100).all()
