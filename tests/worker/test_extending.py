import pytest
import torch
from torch import Tensor

from core.contract import Extend, SecondSeed
from core.limits import LengthS, Side
from core.recipes import chained
from core.work import EXTEND_STRENGTH, Window, steps_of, steps_taken, windows_of
from worker.extending import (
    JOIN,
    LAG_LEAST,
    STRETCH_MOST,
    alone,
    at_pace,
    canvas_of,
    continued,
    extend,
    glimpse_later,
    joined,
    lag_of,
    onward,
    put,
    round_to_beginning,
)
from worker.painter import Painter
from worker.steps import Glimpse

KEY = "0" * 64
STEPS = 2
TAKEN = steps_taken(STEPS, strength=EXTEND_STRENGTH)


def extension(side: Side = "after", *, added_s: LengthS = 5, length_s: LengthS = 10, **changes: object) -> Extend:
    values = {"prompt": "piano", "seed": 1, "source": KEY, "loop": side == "loop", "steps": STEPS}
    return Extend.model_validate(values | {"side": side, "added_s": added_s, "length_s": length_s} | changes)


def struck(columns: int, *, every: int, first: int = 0) -> Tensor:
    """A picture with a stroke every so many columns, every fourth one higher."""
    picture = torch.full((512, columns), 255, dtype=torch.uint8)
    for number, column in enumerate(range(first, columns, every)):
        rows = slice(0, 200) if number % 4 == 0 else slice(300, 512)
        picture[rows, column : column + 6] = 0
    return picture


def chance(columns: int, *, seed: int = 1) -> Tensor:
    return torch.randint(0, 256, (512, columns), generator=torch.Generator().manual_seed(seed), dtype=torch.uint8)


def silent(_done: int, _total: int) -> None:
    """A listener that lets the work go on."""


@pytest.mark.parametrize("every", [33, 40, 50, 64, 71])
def test_a_sound_is_most_like_itself_whole_beats_later(every: int) -> None:
    assert lag_of(struck(512, every=every)) % every == 0


def test_a_sound_too_short_to_be_like_itself_is_repeated() -> None:
    assert lag_of(chance(96)) == 96
    assert onward(chance(96), columns=64).equal(chance(96)[:, :64])


def test_of_a_long_sound_the_end_is_listened_to() -> None:
    long = torch.cat([struck(3072, every=45), struck(1024, every=60)], dim=-1)
    assert lag_of(long) % 60 == 0


def test_a_guess_goes_on_in_time() -> None:
    whole = struck(1536, every=50)
    assert onward(whole[:, :512], columns=1024).equal(whole[:, 512:])


def test_a_guess_at_what_came_before_is_in_time_as_well() -> None:
    whole = struck(1024, every=32)
    recipe = extension("before")
    assert continued(whole[:, 512:], recipe).equal(whole)


@pytest.mark.parametrize("side", ["after", "before", "loop"])
def test_what_is_kept_is_where_it_belongs(side: Side) -> None:
    kept, recipe = chance(512), extension(side)
    whole = continued(kept, recipe)
    assert whole.shape == (512, 1024)
    assert whole[:, 512:].equal(kept) if side == "before" else whole[:, :512].equal(kept)


def test_a_guess_leads_back_to_the_beginning_in_time() -> None:
    kept = struck(512, every=50)  # the next strokes of its own pace would come 38 and 88 columns after its end
    guess = round_to_beginning(kept, columns=512)
    strokes = (guess.float().diff(dim=-1).abs().mean(0) > 50).nonzero().flatten()
    last = 512 - int(strokes[-2])
    assert abs(last - 50) <= 3
    assert guess.shape == (512, 512)


def test_no_guess_is_stretched_by_more_than_it_may() -> None:
    for seed in range(3):
        assert round_to_beginning(chance(512, seed=seed), columns=512).shape == (512, 512)
    assert STRETCH_MOST < LAG_LEAST


def test_another_pace_keeps_both_ends() -> None:
    line = at_pace(torch.tensor([[0, 100, 200]], dtype=torch.uint8), columns=6)
    assert line.shape == (1, 6)
    assert (int(line[0, 0]), int(line[0, -1])) == (0, 200)


@pytest.mark.parametrize(("side", "added_s", "length_s"), [("after", 10, 15), ("before", 5, 10), ("loop", 5, 10)])
def test_what_is_kept_stays_pixel_for_pixel_and_the_rest_is_painted(
    painter: Painter, side: Side, added_s: LengthS, length_s: LengthS
) -> None:
    recipe = extension(side, added_s=added_s, length_s=length_s)
    kept = chance(512)
    guess = continued(kept, recipe)
    painted = extend(painter, [recipe], [guess], on_step=silent)[0]
    added = recipe.columns - 512
    where, there = (slice(0, added), slice(added, None)) if side == "before" else (slice(512, None), slice(0, 512))
    assert painted[:, there].equal(kept)
    assert (painted[:, where] != guess[:, where]).float().mean() > 0.9


def test_steps_are_told_over_all_windows(painter: Painter) -> None:
    recipe = extension(added_s=10, length_s=15)
    told: list[tuple[int, int]] = []
    extend(painter, [recipe], [chance(recipe.columns)], on_step=lambda done, total: told.append((done, total)))
    assert told == [(done, steps_of(recipe)) for done in range(1, steps_of(recipe) + 1)]


def test_the_same_recipe_is_extended_the_same_way_whatever_is_painted_beside_it(painter: Painter) -> None:
    recipes, pictures = [extension(seed=seed) for seed in (1, 2)], [chance(1024, seed=seed) for seed in (1, 2)]
    alone_ = extend(painter, recipes[:1], pictures[:1], on_step=silent)[0]
    beside = extend(painter, recipes, pictures, on_step=silent)[0]
    assert (alone_.int() - beside.int()).abs().max() <= 1


def test_every_window_sees_what_the_one_before_it_painted(painter: Painter) -> None:
    recipe = extension()
    whole = extend(painter, [recipe], [chance(1024)], on_step=silent)[0]
    windows = windows_of(recipe)
    second = canvas_of(recipe, whole, number=1)
    assert second.picture is not None
    assert second.mask is not None
    assert second.picture.equal(whole[:, windows[1].start : windows[1].stop])
    assert second.mask[0].nonzero().flatten().tolist() == list(
        range(windows[1].begin - windows[1].start, windows[1].end - windows[1].start)
    )


def test_a_window_of_a_circle_sees_the_beginning_after_the_end() -> None:
    recipe = extension("loop")
    whole = chance(1024)
    last = canvas_of(recipe, whole, number=len(windows_of(recipe)) - 1)
    assert last.picture is not None
    assert last.picture[:, -128:].equal(whole[:, :128])


def test_a_guess_sets_in_with_the_sound_that_it_ends_with() -> None:
    chord, other = torch.full((512, 256), 255, dtype=torch.uint8), torch.full((512, 256), 255, dtype=torch.uint8)
    chord[100:110], other[300:310] = 0, 0
    assert onward(torch.cat([other, chord], dim=-1), columns=64).equal(chord[:, :64])


def test_a_new_part_begins_as_what_is_before_it_ends_and_becomes_itself() -> None:
    part = torch.full((2, 100), 100, dtype=torch.uint8)
    line = joined(part, before=torch.tensor([0, 200], dtype=torch.uint8), after=None)
    assert line[0, 0] < 10
    assert line[1, 0] > 190
    assert line[0, :JOIN].diff().gt(0).all()
    assert line[:, JOIN:].eq(100).all()


def test_a_new_part_ends_as_what_is_after_it_begins() -> None:
    part = torch.full((1, 100), 100, dtype=torch.uint8)
    line = joined(part, before=None, after=torch.tensor([0], dtype=torch.uint8))
    assert line[:, :-JOIN].eq(100).all()
    assert line[0, -1] < 10


def test_the_last_window_of_a_loop_is_joined_to_the_beginning() -> None:
    picture, window = torch.zeros(512, 1024, dtype=torch.uint8), Window(640, 768, 1024)
    put(picture, torch.full((512, 512), 200, dtype=torch.uint8), window, side="loop")
    assert picture[0, 768] < 20
    assert picture[0, 900] == 200
    assert picture[0, 1023] < 20


def test_what_is_put_before_is_joined_only_to_what_follows() -> None:
    picture, window = torch.zeros(512, 1024, dtype=torch.uint8), Window(256, 256, 512)
    put(picture, torch.full((512, 512), 200, dtype=torch.uint8), window, side="before")
    assert picture[0, 256] == 200
    assert picture[0, 511] < 20
    assert not picture[:, 512:].any()


def test_each_window_has_noise_of_its_own_and_none_is_a_circle() -> None:
    recipe = extension("loop", seed=2**32 - 1, second=SecondSeed(seed=7, amount=0.5))
    painted = [alone(recipe, number=number) for number in range(2)]
    assert [one.seed for one in painted] == [2**32 - 1, 0]
    assert [one.second.seed for one in painted if one.second] == [7, 8]
    assert not any(one.loop for one in painted)


def test_what_was_varied_twice_has_both_seeds_move_from_window_to_window() -> None:
    second = chained([SecondSeed(seed=7, amount=0.5), SecondSeed(seed=20, amount=0.1)])
    assert alone(extension("loop", second=second), number=1).second == chained(
        [SecondSeed(seed=8, amount=0.5), SecondSeed(seed=21, amount=0.1)]
    )


def test_a_glimpse_is_shown_in_the_window_that_it_falls_into() -> None:
    glimpse = Glimpse(frozenset({2, 5}), lambda _: None)
    assert glimpse_later(None, 3) is None
    inner = glimpse_later(glimpse, 3)
    assert inner is not None
    assert inner.after == {2}
