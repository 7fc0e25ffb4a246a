import io
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
import soundfile
import torch
from torch import Tensor

from core.clip import Label
from core.contract import AnyPaint, Beat, Extend, Layer, Morph, Play, Recipe, Region, Remix, Riff, Section, See
from core.errors import Cancelled, UserError
from core.work import steps_of
from worker.codecs import decode_picture, encode_png, read_tags
from worker.painter import Painter
from worker.pipeline import canvas_of, company_of, finish, make_clips, notes_on, paint, passes
from worker.sketch import Sketch, sketch_of
from worker.sound.playing import sound_of


def riff(**changes: object) -> Riff:
    return Riff.model_validate({"prompt": "lo-fi beats", "seed": 7, "steps": 2} | changes)


def silent_steps(_done: int, _total: int) -> None:
    """A listener that lets the work go on."""


def test_words_become_a_picture_and_a_sound_of_the_same_length(painter: Painter) -> None:
    clip = make_clips(painter, [riff()], on_step=silent_steps)[0]
    assert decode_picture(clip.png).pixels.shape[-2:] == (512, 512)
    samples, rate = soundfile.read(io.BytesIO(clip.mp3))
    assert rate == 44_100
    assert abs(len(samples) - 512 * 441) <= 1152
    assert clip.duration_s == 5.12


def test_both_files_tell_how_to_make_the_clip_anew(painter: Painter) -> None:
    clip = make_clips(painter, [riff(prompt="bossa nova 🎸")], on_step=silent_steps)[0]
    for comment in (decode_picture(clip.png).comment, read_tags(clip.mp3).comment):
        label = Label.model_validate_json(comment)
        assert label.recipe == clip.recipe
        assert label.receipt == clip.receipt


def test_the_same_recipe_gives_the_same_bytes_whatever_is_made_beside_it(painter: Painter) -> None:
    alone = make_clips(painter, [riff()], on_step=silent_steps)[0]
    beside = make_clips(painter, [riff(seed=1), riff()], on_step=silent_steps)[1]
    assert alone.png == beside.png
    assert alone.mp3 == beside.mp3


def test_clips_come_in_the_order_of_their_recipes(painter: Painter) -> None:
    recipes = [riff(seed=1), riff(seed=2, steps=3), riff(seed=3)]
    assert [clip.recipe for clip in make_clips(painter, recipes, on_step=silent_steps)] == recipes


def test_steps_are_counted_over_all_recipes(painter: Painter) -> None:
    told: list[tuple[int, int]] = []
    make_clips(painter, [riff(), riff(seed=8, steps=3)], on_step=lambda done, total: told.append((done, total)))
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


def test_cancelling_leaves_no_clip(painter: Painter) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        make_clips(painter, [riff()], on_step=cancel)


def test_a_prompt_that_was_cut_is_noted_on_the_clip(painter: Painter) -> None:
    clip = make_clips(painter, [riff(prompt=" ".join(["slow"] * 55))], on_step=silent_steps)[0]
    assert "left out" in clip.notes[0]


def test_a_negative_prompt_that_was_cut_or_ignored_is_noted(painter: Painter) -> None:
    assert notes_on(painter, riff(negative="drums")) == ()
    assert "negative prompt" in notes_on(painter, riff(negative=" ".join("abcdefghij" * 6)))[0]
    assert "guidance of 1" in notes_on(painter, riff(negative="drums", guidance=1.0))[0]


def sizes(recipes: Sequence[Recipe], *, most: int) -> list[int]:
    return [len(batch) for batch in passes(recipes, size=most, company=company_of)]


def test_only_recipes_that_one_pass_can_paint_share_a_batch() -> None:
    recipes = [riff(seed=1), riff(seed=2), riff(steps=3), riff(guidance=5.0), riff(length_s=10), riff(length_s=10)]
    assert sizes(recipes, most=8) == [2, 1, 1, 2]
    assert sizes([riff(seed=seed) for seed in range(5)], most=2) == [2, 2, 1]


def test_kinds_and_strengths_are_painted_apart() -> None:
    key = "0" * 64
    remixes = [Remix(prompt="piano", seed=1, source=key, strength=strength) for strength in (0.5, 0.5, 0.7)]
    recipes: list[Recipe] = [riff(), *remixes, Play(source=key), Play(source=key), See(source=key)]
    assert sizes(recipes, most=8) == [1, 2, 1, 2, 1]


KEY = "0" * 64
SOURCE = encode_png(torch.randint(0, 256, (1, 512, 512), generator=torch.Generator().manual_seed(1), dtype=torch.uint8))
WORDS = {"prompt": "piano", "seed": 1, "steps": 2}
EVERY: list[AnyPaint] = [
    riff(),
    riff(loop=True),
    riff(second={"seed": 3, "amount": 0.5}),
    Beat(**WORDS, bpm=120),
    Remix(**WORDS, source=KEY, strength=0.5),
    Remix(**WORDS, source=KEY, strength=0.5, region=Region(low_hz=500)),
    Extend(**WORDS, source=KEY, added_s=5, length_s=10),
    Extend(**WORDS, source=KEY, side="loop", loop=True, added_s=5, length_s=10),
    Morph(**WORDS, to_prompt="rain", to_seed=2, length_s=10),
    Morph(**WORDS, to_prompt="rain", to_seed=2, length_s=10, source=KEY),
    Section(**WORDS, bpm=100),
    Section(**WORDS, bpm=100, length_s=10, source=KEY),
    Layer(**WORDS, bpm=100, part="drums"),
    Layer(**WORDS, bpm=100, part="lead", source=KEY),
]


@dataclass(frozen=True)
class Painted:
    """What a recipe became, and the steps that were told meanwhile."""

    recipe: AnyPaint
    pixels: Tensor
    told: list[tuple[int, int]]


@pytest.fixture(scope="module", params=EVERY)
def once(painter: Painter, request: pytest.FixtureRequest) -> Painted:
    """One of each kind, painted for all tests that look at it."""
    told: list[tuple[int, int]] = []
    sketch = sketch_of(request.param, fetch=lambda _: SOURCE)
    pixels = paint(painter, [sketch], on_step=lambda done, total: told.append((done, total)))[0]
    return Painted(request.param, pixels, told)


def test_every_kind_is_made_as_wide_as_it_says_in_the_steps_that_were_told(once: Painted) -> None:
    assert once.pixels.shape == (512, once.recipe.columns)
    assert once.told == [(done, steps_of(once.recipe)) for done in range(1, steps_of(once.recipe) + 1)]


def test_every_kind_is_painted_the_same_again(painter: Painter, once: Painted) -> None:
    again = paint(painter, [sketch_of(once.recipe, fetch=lambda _: SOURCE)], on_step=silent_steps)[0]
    assert once.pixels.equal(again)


@pytest.mark.parametrize("recipe", [one for one in EVERY if one.kind in {"extend", "morph"}])
def test_calling_off_stops_between_two_steps_of_any_kind(painter: Painter, recipe: AnyPaint) -> None:
    told: list[int] = []

    def cancel(done: int, _total: int) -> None:
        told.append(done)
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        paint(painter, [sketch_of(recipe, fetch=lambda _: SOURCE)], on_step=cancel)
    assert told == [1, 2]


def test_a_part_is_painted_and_all_else_stays(painter: Painter) -> None:
    recipe = Remix(**WORDS, source=KEY, strength=0.9, region=Region(from_s=2.0, to_s=4.0))
    sketch = sketch_of(recipe, fetch=lambda _: SOURCE)
    before, after = canvas_of(sketch).picture, paint(painter, [sketch], on_step=silent_steps)[0]
    assert before is not None
    assert after[:, :190].equal(before[:, :190])
    assert after[:, 410:].equal(before[:, 410:])
    assert (after[:, 200:400] != before[:, 200:400]).float().mean() > 0.9


def test_of_a_morph_both_prompts_are_read_as_far_as_the_model_reads(painter: Painter) -> None:
    morph = Morph(**WORDS, to_prompt=" ".join(["slow"] * 55), to_seed=2)
    assert "so long a second prompt" in notes_on(painter, morph)[0]


def test_a_silent_picture_becomes_no_clip(painter: Painter) -> None:
    with pytest.raises(UserError, match="silent"):
        finish(painter, Sketch(riff()), torch.full((512, 64), 255, dtype=torch.uint8))


def test_a_white_picture_is_silent() -> None:
    assert not sound_of(torch.full((512, 64), 255, dtype=torch.uint8), loop=False).any()
