import pytest
import torch
from torch import Tensor

from core.contract import Riff
from core.errors import Cancelled
from worker.painter import Painter
from worker.steps import Glimpse

STEPS = 3


def silent_steps(_done: int, _total: int) -> None:
    """A listener that lets the work go on."""


def riff(**changes: object) -> Riff:
    return Riff.model_validate({"prompt": "lo-fi beats", "seed": 7, "steps": STEPS} | changes)


def painted(painter: Painter, *recipes: Riff, columns: int = 128) -> Tensor:
    return painter.paint(recipes, columns=columns, on_step=silent_steps)


def differing(left: Tensor, right: Tensor) -> float:
    """Mean difference in grey levels."""
    return float((left.float() - right.float()).abs().mean())


@pytest.mark.parametrize("columns", [64, 192, 512])
def test_a_picture_is_as_wide_as_asked(painter: Painter, columns: int) -> None:
    picture = painted(painter, riff(), columns=columns)
    assert picture.shape == (1, 512, columns)
    assert picture.dtype == torch.uint8


@pytest.mark.parametrize("columns", [0, -64, 100])
def test_a_width_between_two_multiples_of_64_is_refused(painter: Painter, columns: int) -> None:
    with pytest.raises(ValueError, match=f"64 columns wide, not {columns}"):
        painted(painter, riff(), columns=columns)


def test_the_layout_of_riffusions_checkpoint_paints_too(big_painter: Painter) -> None:
    picture = painted(big_painter, riff(), columns=128)
    assert picture.shape == (1, 512, 128)
    assert picture.float().std() > 1


def test_the_same_recipe_paints_the_same_picture(painter: Painter) -> None:
    assert torch.equal(painted(painter, riff()), painted(painter, riff()))


@pytest.mark.parametrize(
    "changes",
    [{"seed": 8}, {"prompt": "heavy metal"}, {"negative": "drums"}, {"guidance": 9.0}, {"steps": 5}],
    ids=lambda changes: next(iter(changes)),
)
def test_every_part_of_a_recipe_changes_the_picture(painter: Painter, changes: dict[str, object]) -> None:
    assert not torch.equal(painted(painter, riff()), painted(painter, riff(**changes)))


def test_a_clip_does_not_depend_on_its_neighbours(painter: Painter) -> None:
    alone = painted(painter, riff())
    in_company = painted(painter, riff(prompt="techno", seed=1), riff())[1:]
    stranger = painted(painter, riff(prompt="techno", seed=1))
    assert int((alone.int() - in_company.int()).abs().max()) <= 1
    assert differing(alone, stranger) > 5


def test_the_stronger_the_paint_the_less_of_the_source_is_left(painter: Painter) -> None:
    black, white = (torch.full((1, 512, 128), level, dtype=torch.uint8) for level in (0, 255))
    weak, middle, strong = (
        differing(
            *(painter.repaint([riff(steps=8)], s, strength=strength, on_step=silent_steps) for s in (black, white))
        )
        for strength in (0.25, 0.6, 1.0)
    )
    assert weak > middle > strong


@pytest.mark.parametrize(("steps", "strength"), [(10, 0.05), (1, 0.5), (3, 0.33)])
def test_painting_over_a_picture_takes_one_step_at_the_least(painter: Painter, steps: int, strength: float) -> None:
    told: list[tuple[int, int]] = []
    source = torch.zeros(1, 512, 64, dtype=torch.uint8)
    picture = painter.repaint(
        [riff(steps=steps)], source, strength=strength, on_step=lambda done, total: told.append((done, total))
    )
    assert picture.shape == source.shape
    assert told == [(1, 1)]


def test_painting_over_a_picture_of_a_width_between_is_refused(painter: Painter) -> None:
    with pytest.raises(ValueError, match="64 columns wide, not 100"):
        painter.repaint([riff()], torch.zeros(1, 512, 100, dtype=torch.uint8), strength=0.5, on_step=silent_steps)


def test_at_full_strength_nothing_of_the_source_is_left(painter: Painter) -> None:
    black, white = (torch.full((1, 512, 128), level, dtype=torch.uint8) for level in (0, 255))
    over_black, over_white = (
        painter.repaint([riff()], source, strength=1.0, on_step=silent_steps) for source in (black, white)
    )
    assert differing(over_black, over_white) < 1


def test_every_step_is_told_in_order(painter: Painter) -> None:
    told: list[tuple[int, int]] = []
    painter.paint([riff()], columns=64, on_step=lambda done, total: told.append((done, total)))
    assert told == [(1, STEPS), (2, STEPS), (3, STEPS)]


def test_repainting_tells_only_the_steps_that_it_takes(painter: Painter) -> None:
    told: list[tuple[int, int]] = []
    source = torch.zeros(1, 512, 64, dtype=torch.uint8)
    painter.repaint([riff(steps=8)], source, strength=0.5, on_step=lambda done, total: told.append((done, total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_cancelled_picture_stops_at_that_step(painter: Painter) -> None:
    told: list[int] = []

    def cancel_after_two(done: int, _total: int) -> None:
        told.append(done)
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        painter.paint([riff(steps=6)], columns=64, on_step=cancel_after_two)
    assert told == [1, 2]


def test_a_glimpse_comes_after_its_steps_and_nears_the_picture(painter: Painter) -> None:
    seen: list[Tensor] = []
    glimpse = Glimpse(frozenset({2, 5}), lambda latents: seen.append(painter.decode(latents)))
    picture = painter.paint([riff(steps=6)], columns=64, on_step=silent_steps, glimpse=glimpse)
    assert [one.shape for one in seen] == [picture.shape] * 2
    assert differing(seen[1], picture) < differing(seen[0], picture)


def test_looking_changes_nothing(painter: Painter) -> None:
    looked: list[Tensor] = []
    glimpse = Glimpse(frozenset({1, 2}), lambda latents: looked.append(painter.decode(latents)))
    looked_at = painter.paint([riff()], columns=128, on_step=silent_steps, glimpse=glimpse)
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


def test_the_receipt_names_the_model_and_its_hash(painter: Painter) -> None:
    assert painter.receipt.model == painter.name
    assert len(painter.receipt.model_hash) == 16
    assert painter.receipt.scheduler == "DPMSolverMultistepScheduler"
    assert "torch" in dict(painter.receipt.versions)
