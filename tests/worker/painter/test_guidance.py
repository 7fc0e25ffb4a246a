from collections.abc import Iterator

import pytest
import torch
from torch import Tensor

from tests.worker.painter.canvases import riff
from worker.painter import Painter
from worker.painter.canvas import Canvas, Turn
from worker.painter.guidance import Words, guided, words_of
from worker.painter.windows import windows_over

LATENTS = torch.randn(3, 4, 32, 8, generator=torch.Generator().manual_seed(1))
NOW = torch.tensor(500)
ONE = windows_over(8, native=32, loop=False)
THREE = windows_over(64, native=32, loop=False)


def said(painter: Painter, *canvases: Canvas, windows: Tensor = ONE) -> Words:
    with torch.no_grad():
        return words_of(painter.pipeline, canvases, windows)


def turning(alphas: Tensor, **changes: object) -> Canvas:
    return Canvas(riff(**changes), len(alphas), turn=Turn("heavy metal", 9, alphas))


@pytest.fixture
def asked(painter: Painter) -> Iterator[list[int]]:
    """How many latents the denoiser is asked about, each time that it is asked."""
    sizes: list[int] = []
    hook = painter.pipeline.unet.register_forward_pre_hook(lambda _unet, inputs: sizes.append(len(inputs[0])))
    yield sizes
    hook.remove()


def predicted(painter: Painter, words: Words, *, guidance: float, batch: int = 3) -> Tensor:
    with torch.no_grad():
        return guided(painter.pipeline.unet, words, guidance=guidance, batch=batch)(LATENTS, NOW)


@pytest.fixture
def words(painter: Painter) -> Words:
    return said(painter, *(Canvas(riff(prompt=prompt, negative="drums"), 128) for prompt in ("a", "b", "c")))


def test_without_guidance_the_denoiser_is_asked_once(painter: Painter, asked: list[int]) -> None:
    plain = said(painter, *[Canvas(riff(guidance=1.0, negative="drums"), 128)] * 3)
    assert plain.unwanted is None
    predicted(painter, plain, guidance=1.0)
    assert asked == [3]


def test_with_guidance_it_is_asked_for_both_at_once(painter: Painter, words: Words, asked: list[int]) -> None:
    predicted(painter, words, guidance=3.0)
    assert asked == [6]


def test_it_is_asked_about_no_more_than_a_batch_holds(painter: Painter, words: Words, asked: list[int]) -> None:
    predicted(painter, words, guidance=3.0, batch=2)
    assert asked == [4, 2]


def test_the_size_of_a_batch_changes_next_to_nothing(painter: Painter, words: Words) -> None:
    whole, single = (predicted(painter, words, guidance=3.0, batch=batch) for batch in (3, 1))
    assert torch.allclose(whole, single, atol=1e-4)


def test_guidance_goes_beyond_what_is_wanted_away_from_what_is_not(painter: Painter, words: Words) -> None:
    assert words.unwanted is not None
    wanted = predicted(painter, Words(words.wanted, None), guidance=1.0)
    unwanted = predicted(painter, Words(words.unwanted, None), guidance=1.0)
    expected = unwanted + 3 * (wanted - unwanted)
    assert torch.allclose(predicted(painter, words, guidance=3.0), expected, atol=1e-4)


@pytest.mark.parametrize("name", ["painter", "big_painter"])
@pytest.mark.parametrize(("alpha", "prompt"), [(0.0, "lo-fi beats"), (1.0, "heavy metal")])
def test_at_an_end_its_own_words_are_said(name: str, alpha: float, prompt: str, request: pytest.FixtureRequest) -> None:
    painter: Painter = request.getfixturevalue(name)
    at_the_end = said(painter, turning(torch.full((1024,), alpha)), windows=THREE)
    alone = said(painter, Canvas(riff(prompt=prompt), 1024), windows=THREE)
    assert torch.equal(at_the_end.wanted, alone.wanted)


def test_each_window_hears_how_far_its_columns_have_come(painter: Painter) -> None:
    words = said(painter, turning(torch.linspace(0, 1, 1024)), windows=THREE).wanted
    start, end = (
        said(painter, Canvas(riff(prompt=prompt), 512)).wanted[0] for prompt in ("lo-fi beats", "heavy metal")
    )
    shares = [float(((one - start) * (end - start)).sum() / (end - start).square().sum()) for one in words]
    assert shares == pytest.approx([0.25, 0.5, 0.75], abs=0.01)


def test_every_window_hears_what_is_unwanted_of_its_own_canvas(painter: Painter) -> None:
    canvases = [turning(torch.linspace(0, 1, 1024), negative=negative) for negative in ("drums", "voices")]
    unwanted = said(painter, *canvases, windows=THREE).unwanted
    assert unwanted is not None
    assert torch.equal(unwanted[0], unwanted[2])
    assert torch.equal(unwanted[3], unwanted[5])
    assert not torch.equal(unwanted[2], unwanted[3])
