import pytest
import torch
from torch import Tensor

from core.contract import Riff, SecondSeed
from core.errors import Cancelled
from tests.worker.painter.canvases import (
    STEPS,
    differing,
    half_mask,
    painted,
    painted_on,
    plain,
    riff,
    silent_steps,
    striped,
)
from worker.painter import Painter
from worker.painter.canvas import Canvas, Turn
from worker.steps import Glimpse


@pytest.mark.parametrize("columns", [64, 192, 512])
def test_a_picture_is_as_wide_as_asked(painter: Painter, columns: int) -> None:
    picture = painted(painter, riff(), columns=columns)
    assert picture.shape == (1, 512, columns)
    assert picture.dtype == torch.uint8


@pytest.mark.parametrize("columns", [0, -64, 100])
def test_a_width_between_two_multiples_of_64_is_refused(painter: Painter, columns: int) -> None:
    with pytest.raises(ValueError, match=f"64 columns wide, not {columns}"):
        painted(painter, riff(), columns=columns)


@pytest.mark.parametrize("strength", [0.0, 0.5])
def test_painting_over_a_picture_of_a_width_between_is_refused(painter: Painter, strength: float) -> None:
    with pytest.raises(ValueError, match="64 columns wide, not 100"):
        painted_on(painter, Canvas(riff(), 100, plain(0, columns=100), strength))


def test_the_layout_of_riffusions_checkpoint_paints_too(big_painter: Painter) -> None:
    picture = painted(big_painter, riff(), columns=128)
    assert picture.shape == (1, 512, 128)
    assert picture.float().std() > 1


def test_the_same_recipe_paints_the_same_picture(painter: Painter) -> None:
    assert torch.equal(painted(painter, riff()), painted(painter, riff()))


@pytest.mark.parametrize(
    "changes",
    [
        {"seed": 8},
        {"prompt": "heavy metal"},
        {"negative": "drums"},
        {"guidance": 9.0},
        {"guidance": 1.0},
        {"steps": 5},
        {"loop": True},
        {"second": SecondSeed(seed=8, amount=0.3)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_every_part_of_a_recipe_changes_the_picture(painter: Painter, changes: dict[str, object]) -> None:
    assert not torch.equal(painted(painter, riff()), painted(painter, riff(**changes)))


@pytest.mark.parametrize("name", ["painter", "big_painter"])
def test_a_clip_does_not_depend_on_its_neighbours(name: str, request: pytest.FixtureRequest) -> None:
    painter: Painter = request.getfixturevalue(name)
    stranger = riff(prompt="techno", seed=1)
    assert torch.equal(painted(painter, riff()), painted(painter, stranger, riff())[1:])
    assert differing(painted(painter, riff()), painted(painter, stranger)) > 5


def test_canvases_with_all_that_there_is_do_not_depend_on_each_other(painter: Painter) -> None:
    recipes = [riff(loop=True, second=SecondSeed(seed=3, amount=0.5)), riff(prompt="techno", seed=1, loop=True)]
    turns = [Turn("choir", 5, torch.linspace(0, 1, 128)), Turn("organ", 6, torch.ones(128))]
    pictures, masks = [striped(), plain(90)], [half_mask(), half_mask(value=0.4)]
    canvases = [Canvas(recipes[n], 128, pictures[n], 0.7, masks[n], turns[n]) for n in range(2)]
    together = painted_on(painter, *canvases)
    assert torch.equal(together, torch.cat([painted_on(painter, canvas) for canvas in canvases]))


def test_every_step_is_told_in_order(painter: Painter) -> None:
    told: list[tuple[int, int]] = []
    painter.paint([Canvas(riff(), 64)], on_step=lambda done, total: told.append((done, total)))
    assert told == [(1, STEPS), (2, STEPS), (3, STEPS)]


def test_over_a_picture_only_the_steps_that_are_taken_are_told(painter: Painter) -> None:
    told: list[tuple[int, int]] = []
    canvas = Canvas(riff(steps=8), 64, plain(0, columns=64), 0.5)
    painter.paint([canvas], on_step=lambda done, total: told.append((done, total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize("recipe", [riff(steps=6), riff(steps=6, loop=True)], ids=["straight", "loop"])
def test_a_cancelled_picture_stops_at_that_step_and_harms_no_other(painter: Painter, recipe: Riff) -> None:
    before, told = painted(painter, riff(), columns=64), list[int]()

    def cancel_after_two(done: int, _total: int) -> None:
        told.append(done)
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        painter.paint([Canvas(recipe, 64)], on_step=cancel_after_two)
    assert told == [1, 2]
    assert torch.equal(painted(painter, riff(), columns=64), before)


def test_a_glimpse_comes_after_its_steps_and_nears_the_picture(painter: Painter) -> None:
    seen: list[Tensor] = []
    glimpse = Glimpse(frozenset({2, 5}), lambda latents: seen.append(painter.decode(latents)))
    picture = painter.paint([Canvas(riff(steps=6), 64)], on_step=silent_steps, glimpse=glimpse)
    assert [one.shape for one in seen] == [picture.shape] * 2
    assert differing(seen[1], picture) < differing(seen[0], picture)


def test_looking_changes_nothing(painter: Painter) -> None:
    looked: list[Tensor] = []
    glimpse = Glimpse(frozenset({1, 2}), lambda latents: looked.append(painter.decode(latents)))
    looked_at = painter.paint([Canvas(riff(), 128)], on_step=silent_steps, glimpse=glimpse)
    assert torch.equal(looked_at, painted(painter, riff()))


def test_what_is_no_number_is_painted_as_silence(painter: Painter) -> None:
    latents = torch.zeros(2, 4, 32, 32)
    latents[1] = float("nan")
    pictures = painter.decode(latents)
    assert int(pictures[1].min()) == 255
    assert torch.equal(pictures[:1], painter.decode(latents[:1]))


@pytest.mark.parametrize("name", ["painter", "big_painter"])
def test_a_prompt_longer_than_the_encoder_paints_and_tells_what_was_left_out(
    name: str, request: pytest.FixtureRequest
) -> None:
    painter: Painter = request.getfixturevalue(name)
    prompt = " ".join(["slow"] * 55 + ["oboe"])
    assert painter.unread(prompt).replace(" ", "").endswith("oboe")
    assert painted(painter, riff(prompt=prompt), columns=64).shape == (1, 512, 64)


def test_a_prompt_that_fits_leaves_nothing_out(painter: Painter) -> None:
    assert painter.unread("lo-fi beats with a warm piano") == ""


def test_emoji_and_other_alphabets_paint(painter: Painter) -> None:
    assert painted(painter, riff(prompt="🎷 джаз ジャズ"), columns=64).shape == (1, 512, 64)
