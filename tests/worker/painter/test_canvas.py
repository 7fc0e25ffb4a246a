import pytest
import torch
from torch import Tensor

from core.contract import SecondSeed
from tests.worker.painter.canvases import differing, half_mask, painted, painted_on, plain, riff, striped
from worker.painter import Painter
from worker.painter.canvas import Canvas, Turn, masks_of, pictures_of


def test_pictures_and_masks_are_those_of_canvases_that_have_them() -> None:
    canvases = [Canvas(riff(), 128, plain(level), 0.5, half_mask()) for level in (0, 9)]
    masks = masks_of(canvases)
    assert torch.equal(pictures_of(canvases)[1], plain(9))
    assert masks is not None
    assert masks.shape == (2, 512, 128)
    assert masks_of([Canvas(riff(), 128)]) is None


@pytest.mark.parametrize("name", ["painter", "big_painter"])
def test_at_no_strength_the_picture_comes_back(name: str, request: pytest.FixtureRequest) -> None:
    painter: Painter = request.getfixturevalue(name)
    told: list[int] = []
    canvas = Canvas(riff(), 128, striped(), strength=0.0, mask=half_mask())
    picture = painter.paint([canvas], on_step=lambda done, _total: told.append(done))
    assert torch.equal(picture[0], striped())
    assert told == []


def test_at_full_strength_nothing_of_the_picture_is_left(painter: Painter) -> None:
    bare = painted(painter, riff())
    assert all(torch.equal(painted_on(painter, Canvas(riff(), 128, one, 1.0)), bare) for one in (plain(0), striped()))


def test_the_stronger_the_paint_the_less_of_the_source_is_left(painter: Painter) -> None:
    weak, middle, strong = (
        differing(*(painted_on(painter, Canvas(riff(steps=8), 128, plain(level), strength)) for level in (0, 255)))
        for strength in (0.25, 0.6, 0.9)
    )
    assert weak > middle > strong


@pytest.mark.parametrize(("steps", "strength"), [(10, 0.05), (1, 0.5), (3, 0.33)])
def test_a_little_strength_takes_one_step_at_the_least(painter: Painter, steps: int, strength: float) -> None:
    told: list[tuple[int, int]] = []
    canvas = Canvas(riff(steps=steps), 64, plain(0, columns=64), strength)
    painter.paint([canvas], on_step=lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]


@pytest.mark.parametrize("strength", [0.6, 1.0])
@pytest.mark.parametrize("name", ["painter", "big_painter"])
def test_what_a_mask_keeps_comes_back_and_the_rest_is_painted(
    name: str, strength: float, request: pytest.FixtureRequest
) -> None:
    painter: Painter = request.getfixturevalue(name)
    picture = painted_on(painter, Canvas(riff(), 128, striped(), strength, half_mask()))[0]
    assert torch.equal(picture[:, :56], striped()[:, :56])
    assert differing(picture[:, 64:], striped()[:, 64:]) > 5


def test_behind_a_mask_of_zeros_the_picture_comes_back(painter: Painter) -> None:
    canvas = Canvas(riff(), 128, striped(), 1.0, torch.zeros(512, 128))
    assert torch.equal(painted_on(painter, canvas)[0], striped())


def test_a_mask_of_ones_is_none(painter: Painter) -> None:
    masked = Canvas(riff(), 128, striped(), 0.6, torch.ones(512, 128))
    assert torch.equal(painted_on(painter, masked), painted_on(painter, Canvas(riff(), 128, striped(), 0.6)))


def test_the_longer_a_mask_keeps_something_the_more_of_it_is_left(painter: Painter) -> None:
    free, held = (Canvas(riff(steps=8), 128, striped(), 1.0, half_mask(value=value)) for value in (0.9, 0.15))
    far, near = (differing(painted_on(painter, canvas)[0, :, 64:], striped()[:, 64:]) for canvas in (free, held))
    assert near < far


def test_what_is_painted_listens_to_what_is_kept(painter: Painter) -> None:
    beside = [Canvas(riff(), 128, picture, 1.0, half_mask()) for picture in (plain(0), plain(255))]
    black, white = (painted_on(painter, canvas)[0, :, 64:] for canvas in beside)
    assert not torch.equal(black, white)


@pytest.mark.parametrize(("amount", "seed"), [(0.0, 7), (1.0, 8)])
@pytest.mark.parametrize("strength", [0.7, 1.0])
def test_at_either_end_between_two_seeds_the_clip_is_that_of_its_seed(
    painter: Painter, amount: float, seed: int, strength: float
) -> None:
    between = Canvas(riff(second=SecondSeed(seed=8, amount=amount)), 128, striped(), strength)
    assert torch.equal(
        painted_on(painter, between), painted_on(painter, Canvas(riff(seed=seed), 128, striped(), strength))
    )


def test_more_of_a_second_seed_goes_further(painter: Painter) -> None:
    amounts = (0.1, 0.4, 0.8)
    varied = [painted(painter, riff(second=SecondSeed(seed=8, amount=amount))) for amount in amounts]
    near, further, far = (differing(one, painted(painter, riff())) for one in varied)
    assert 0 < near < further < far


def test_the_same_seed_again_changes_nearly_nothing(painter: Painter) -> None:
    same = painted(painter, riff(second=SecondSeed(seed=7, amount=0.5)))
    assert int((same.int() - painted(painter, riff()).int()).abs().max()) <= 1


def turned(painter: Painter, alphas: Tensor, **changes: object) -> Tensor:
    turn = Turn("heavy metal", 9, alphas)
    return painted_on(painter, Canvas(riff(**changes), len(alphas), turn=turn))


def test_a_turn_that_has_not_begun_is_the_recipes_own_clip(painter: Painter) -> None:
    assert torch.equal(turned(painter, torch.zeros(512)), painted(painter, riff(), columns=512))


def test_a_turn_that_is_over_is_the_other_ends_clip(painter: Painter) -> None:
    other = painted(painter, riff(prompt="heavy metal", seed=9), columns=512)
    assert torch.equal(turned(painter, torch.ones(512)), other)


def test_a_turn_goes_from_one_end_to_the_other(painter: Painter) -> None:
    begun, over = turned(painter, torch.zeros(1024)), turned(painter, torch.ones(1024))
    turning = turned(painter, torch.linspace(-0.5, 1.5, 1024).clamp(0, 1))
    assert differing(turning[..., :128], begun[..., :128]) < differing(turning[..., :128], over[..., :128])
    assert differing(turning[..., -128:], over[..., -128:]) < differing(turning[..., -128:], begun[..., -128:])


def test_a_turn_of_a_loop_sees_the_end_beside_the_beginning(painter: Painter) -> None:
    there_and_back = 1 - torch.linspace(-1, 1, 1024).abs()
    straight, circular = (turned(painter, there_and_back, loop=loop) for loop in (False, True))
    assert not torch.equal(straight, circular)


def test_a_turn_keeps_a_picture_at_its_end(painter: Painter) -> None:
    picture, mask = striped(columns=1024), half_mask(columns=1024)
    canvas = Canvas(riff(), 1024, picture, 1.0, mask, Turn("heavy metal", 9, torch.linspace(0, 1, 1024)))
    assert torch.equal(painted_on(painter, canvas)[0, :, :504], picture[:, :504])
