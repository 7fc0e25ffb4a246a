import pytest
import torch
from torch import Generator, Tensor

from core.contract import SecondSeed
from core.recipes import chained
from tests.worker.painter.canvases import riff
from worker.painter.canvas import Canvas, Turn
from worker.painter.noise import noise_of, slerp

SHAPE = (4, 32, 32)


def noise(*, seed: int = 7, dtype: torch.dtype = torch.float32, draws: int = 1, **changes: object) -> Tensor:
    return noise_of(Canvas(riff(seed=seed, **changes), 512), SHAPE, draws=draws, dtype=dtype)


def test_a_seed_draws_what_torch_draws() -> None:
    generator = Generator().manual_seed(7)
    first, second = (torch.randn(1, *SHAPE, generator=generator)[0] for _ in range(2))
    assert torch.equal(noise(draws=2), torch.stack([first, second]))


@pytest.mark.parametrize("amount", [0.2, 0.5, 0.8])
def test_what_is_between_two_noises_is_as_loud_as_they_are(amount: float) -> None:
    between = slerp(noise(), noise(seed=8), torch.tensor(amount))
    assert float(between.std()) == pytest.approx(float(noise().std()), rel=0.02)
    assert float(torch.lerp(noise(), noise(seed=8), amount).std()) < float(between.std())


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.bfloat16])
def test_the_ends_are_exact_in_every_precision(dtype: torch.dtype) -> None:
    start, end = noise(dtype=dtype), noise(seed=8, dtype=dtype)
    assert torch.equal(slerp(start, end, torch.tensor(0.0)), start)
    assert torch.equal(slerp(start, end, torch.tensor(1.0)), end)
    assert slerp(start, end, torch.tensor(0.5)).dtype == dtype


def test_between_a_noise_and_itself_there_is_nothing_else() -> None:
    assert torch.allclose(slerp(noise(), noise(), torch.tensor(0.3)), noise())


def test_each_draw_goes_along_an_arc_of_its_own() -> None:
    both = noise(draws=2, second=SecondSeed(seed=8, amount=0.4))
    alone = [slerp(noise(draws=2)[n : n + 1], noise(seed=8, draws=2)[n : n + 1], torch.tensor(0.4)) for n in range(2)]
    assert torch.equal(both, torch.cat(alone))


@pytest.mark.parametrize(("amount", "seed"), [(0.0, 7), (1.0, 8)])
def test_a_second_seed_has_none_or_all_to_say_at_the_ends(amount: float, seed: int) -> None:
    assert torch.equal(noise(second=SecondSeed(seed=8, amount=amount)), noise(seed=seed))


def test_one_seed_after_the_other_is_mixed_in() -> None:
    once = noise(second=SecondSeed(seed=8, amount=0.4))
    twice = noise(second=chained([SecondSeed(seed=8, amount=0.4), SecondSeed(seed=9, amount=0.1)]))
    assert torch.equal(twice, slerp(once, noise(seed=9), torch.tensor(0.1)))


def test_a_little_of_another_seed_stays_close_to_what_was_varied_before() -> None:
    once = noise(second=SecondSeed(seed=8, amount=0.4))
    twice = noise(second=chained([SecondSeed(seed=8, amount=0.4), SecondSeed(seed=9, amount=0.15)]))
    assert float((twice - once).norm()) < float((twice - noise()).norm())


def test_more_of_a_second_seed_is_further_from_the_first() -> None:
    varied = [noise(second=SecondSeed(seed=8, amount=amount)) for amount in (0.1, 0.5, 0.9)]
    near, middle, far = (float((one - noise()).norm()) for one in varied)
    assert near < middle < far


def test_a_turn_takes_each_column_from_one_noise_to_the_other() -> None:
    alphas = torch.cat([torch.zeros(160), torch.linspace(0, 1, 192), torch.ones(160)])
    turning = noise_of(Canvas(riff(), 512, turn=Turn("choir", 8, alphas)), SHAPE, draws=1, dtype=torch.float32)
    assert torch.equal(turning[..., :10], noise()[..., :10])
    assert torch.equal(turning[..., 22:], noise(seed=8)[..., 22:])
    assert float(turning.std(dim=(0, 1, 2)).min()) > 0.8


def test_a_turn_begins_with_what_is_between_two_seeds() -> None:
    canvas = Canvas(riff(second=SecondSeed(seed=9, amount=1.0)), 512, turn=Turn("choir", 8, torch.zeros(512)))
    assert torch.equal(noise_of(canvas, SHAPE, draws=1, dtype=torch.float32), noise(seed=9))
