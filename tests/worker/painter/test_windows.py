import pytest
import torch
from torch import Tensor

from worker.painter.windows import joined, weights_of, windows_over

NOW = torch.tensor(500)
"""A timestep; the predictions here do not depend on it."""


def test_what_is_no_wider_is_seen_at_once() -> None:
    assert windows_over(32, native=32, loop=True).tolist() == [[*range(32)]]
    assert windows_over(12, native=32, loop=False).tolist() == [[*range(12)]]


@pytest.mark.parametrize("columns", [36, 48, 64, 100, 384])
@pytest.mark.parametrize("loop", [False, True])
def test_every_column_is_seen_and_none_is_seen_alone_at_a_windows_edge(columns: int, loop: bool) -> None:  # noqa: FBT001
    windows = windows_over(columns, native=32, loop=loop)
    assert set(windows.flatten().tolist()) == set(range(columns))
    edges = {int(edge) for edge in (*windows[:, 0], *windows[:, -1])} - (set() if loop else {0, columns - 1})
    assert all(int((windows == edge).sum()) >= 2 for edge in edges)


def test_neighbours_overlap_by_half() -> None:
    assert windows_over(64, native=32, loop=False)[:, 0].tolist() == [0, 16, 32]


def test_a_loops_last_window_ends_in_its_beginning() -> None:
    windows = windows_over(64, native=32, loop=True)
    assert windows[:, 0].tolist() == [0, 16, 32, 48]
    assert windows[-1].tolist() == [*range(48, 64), *range(16)]


def test_the_middle_of_a_window_has_most_to_say() -> None:
    weights = weights_of(32)
    assert torch.equal(weights, weights.flip(0))
    assert weights.argmax() in (15, 16)
    assert weights.min() > 0


@pytest.mark.parametrize("loop", [False, True])
def test_windows_that_agree_say_what_one_would(loop: bool) -> None:  # noqa: FBT001
    latents = torch.randn(2, 4, 8, 80, generator=torch.Generator().manual_seed(1))
    predict = joined(lambda seen, _timestep: seen, windows_over(80, native=32, loop=loop), columns=80)
    assert torch.allclose(predict(latents, NOW), latents, atol=1e-6)


def test_a_canvas_windows_come_in_a_row() -> None:
    seen: list[Tensor] = []

    def look(pieces: Tensor, _timestep: Tensor) -> Tensor:
        seen.append(pieces)
        return pieces

    latents = torch.arange(2.0).view(2, 1, 1, 1).expand(2, 1, 1, 64)
    joined(look, windows_over(64, native=32, loop=False), columns=64)(latents, NOW)
    assert seen[0][:, 0, 0, 0].tolist() == [0, 0, 0, 1, 1, 1]
    assert seen[0].shape == (6, 1, 1, 32)


def test_windows_that_disagree_go_over_into_each_other() -> None:
    def say_which(pieces: Tensor, _timestep: Tensor) -> Tensor:
        return torch.arange(float(len(pieces))).view(-1, 1, 1, 1).expand_as(pieces)

    predict = joined(say_which, windows_over(64, native=32, loop=False), columns=64)
    said = predict(torch.zeros(1, 1, 1, 64), NOW)[0, 0, 0]
    assert said[0] == 0
    assert said[-1] == 2
    assert said.diff().min() >= 0
    assert said.diff().max() < 0.1
