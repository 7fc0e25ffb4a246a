import pytest
import torch

from tests.worker.painter.canvases import half_mask, plain, riff, striped
from worker.painter import Painter
from worker.painter.canvas import Canvas
from worker.painter.denoising import Ground
from worker.painter.ground import cell_of, ground_of


def ground(painter: Painter, *canvases: Canvas) -> Ground:
    with torch.no_grad():
        return ground_of(painter.pipeline, canvases)


@pytest.mark.parametrize(("name", "cell"), [("painter", 16), ("big_painter", 8)])
def test_a_latent_stands_for_a_square_of_pixels(name: str, cell: int, request: pytest.FixtureRequest) -> None:
    painter: Painter = request.getfixturevalue(name)
    assert cell_of(painter.pipeline) == cell
    assert ground(painter, Canvas(riff(), 128)).noise.shape == (1, 4, 512 // cell, 128 // cell)


@pytest.mark.parametrize("canvas", [Canvas(riff(), 128), Canvas(riff(), 128, striped(), 1.0)], ids=["bare", "covered"])
def test_where_no_picture_matters_there_is_noise_alone(painter: Painter, canvas: Canvas) -> None:
    bare = ground(painter, canvas)
    assert bare.latents is None
    assert bare.cells is None
    assert torch.equal(bare.noise, ground(painter, Canvas(riff(), 128)).noise)


def test_a_picture_that_matters_is_encoded(painter: Painter) -> None:
    over = ground(painter, Canvas(riff(), 128, striped(), 0.5))
    other = ground(painter, Canvas(riff(), 128, plain(0), 0.5))
    assert over.latents is not None
    assert other.latents is not None
    assert not torch.allclose(over.latents, other.latents)
    assert torch.equal(over.noise, other.noise)


def test_a_mask_comes_with_its_picture_at_any_strength(painter: Painter) -> None:
    kept = ground(painter, Canvas(riff(), 128, striped(), 1.0, half_mask()))
    assert kept.latents is not None
    assert kept.cells is not None
    assert kept.cells[0, 0].mean() == 0.5


def test_each_canvas_has_its_own(painter: Painter) -> None:
    canvases = [Canvas(riff(seed=seed), 128, plain(level), 0.5) for seed, level in ((1, 0), (2, 255))]
    both, alone = ground(painter, *canvases), ground(painter, canvases[1])
    assert both.latents is not None
    assert alone.latents is not None
    assert torch.equal(both.noise[1:], alone.noise)
    assert torch.equal(both.latents[1:], alone.latents)
