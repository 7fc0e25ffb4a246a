"""What sections of a jam are painted over, and what comes out of them."""

import torch
from torch import Tensor

from core.contract import Section
from core.limits import LengthS
from core.work import SECTION_SEEN
from worker.codecs import encode_png
from worker.painter import Painter
from worker.pipeline import canvas_of, company_of, make_clips, paint
from worker.sectioning import BEAT_OVER, beat_of, leading_on, mask_of, over_beat
from worker.sketch import Sketch, sketch_of

KEY = "0" * 64


def section(*, bpm: int = 100, length_s: LengthS = 5, source: str | None = KEY, seed: int = 1) -> Section:
    return Section(prompt="piano", seed=seed, steps=2, bpm=bpm, length_s=length_s, source=source)


def chance(columns: int, *, seed: int = 1) -> Tensor:
    return torch.randint(0, 256, (512, columns), generator=torch.Generator().manual_seed(seed), dtype=torch.uint8)


def sketched(recipe: Section, source: Tensor) -> Sketch:
    return sketch_of(recipe, fetch=lambda _: encode_png(source))


def silent(_done: int, _total: int) -> None:
    """A listener that lets the work go on."""


def test_the_first_section_is_painted_over_the_beat_alone() -> None:
    recipe = section(source=None)
    sketch = sketch_of(recipe, fetch=lambda _: b"")
    assert sketch.picture is not None
    assert sketch.picture.pixels[0].equal(beat_of(recipe))
    assert sketch.mask is None


def test_a_section_sees_the_end_of_what_a_track_keeps_of_its_source() -> None:
    source, recipe = chance(512), section(bpm=100)
    ground = leading_on(source, recipe)
    assert ground.shape == (512, SECTION_SEEN + 512)
    assert ground[:, :SECTION_SEEN].equal(source[:, 480 - SECTION_SEEN : 480])


def test_a_source_that_is_shorter_than_what_is_seen_is_repeated() -> None:
    source = chance(64)
    assert leading_on(source, section(bpm=150))[:, SECTION_SEEN - 40 : SECTION_SEEN].equal(source[:, :40])


def test_the_first_beats_of_source_and_section_fall_together_however_long_it_is() -> None:
    """A stroke on the first column of the source is on the first of the section, and again where the source ends."""
    source = torch.full((512, 512), 255, dtype=torch.uint8)
    source[100:110, :4] = 0
    recipe = section(bpm=100, length_s=10)
    there = leading_on(source, recipe)[105, SECTION_SEEN:] < beat_of(recipe)[105]
    assert there[[0, 480, 960]].all()


def test_the_beat_stands_out_of_the_source() -> None:
    """Both are brought to one power first, whatever theirs was."""
    drums, loud, quiet = (torch.full((512, 4), level, dtype=torch.uint8) for level in (200, 0, 128))
    drums[:, 2:], quiet[:, :2] = 255, 255
    both = over_beat(quiet, drums)
    ratio = (255 - both[0, 2].double()) / (255 - both[0, 0].double())
    assert abs(float(ratio) ** 4 - 1 / BEAT_OVER) < 0.02
    assert over_beat(loud, drums)[0, 0] == 0


def test_silence_leaves_the_beat() -> None:
    drums = beat_of(section())
    silence = torch.full((512, 512), 255, dtype=torch.uint8)
    assert (over_beat(silence, drums).int() - drums.int()).abs().max() <= 1


def test_only_what_is_new_is_painted() -> None:
    mask = mask_of(section())
    assert not mask[:, :SECTION_SEEN].any()
    assert mask[:, SECTION_SEEN:].eq(1).all()


def test_only_what_is_new_comes_out(painter: Painter) -> None:
    sketch = sketched(section(), chance(512))
    whole = painter.paint([canvas_of(sketch)], on_step=silent)[0]
    assert paint(painter, [sketch], on_step=silent)[0].equal(whole[:, SECTION_SEEN:])


def test_what_came_before_is_heard_in_what_follows(painter: Painter) -> None:
    one, other = (sketched(section(), chance(512, seed=seed)) for seed in (1, 2))
    assert not paint(painter, [one], on_step=silent)[0].equal(paint(painter, [other], on_step=silent)[0])


def test_entries_of_one_round_are_painted_in_one_pass_and_come_out_as_alone(painter: Painter) -> None:
    recipes = [section(seed=1), section(seed=2, bpm=100)]
    assert company_of(recipes[0]) == company_of(recipes[1])
    assert company_of(recipes[0]) != company_of(section(source=None))
    together = paint(painter, [sketched(one, chance(512)) for one in recipes], on_step=silent)
    alone = paint(painter, [sketched(recipes[1], chance(512))], on_step=silent)[0]
    assert (together[1].int() - alone.int()).abs().max() <= 1


def test_a_section_of_a_section_is_a_clip_of_its_own_length(painter: Painter) -> None:
    first = make_clips(painter, [section(source=None)], on_step=silent)[0]
    second = make_clips(painter, [section()], on_step=silent, fetch=lambda _: first.png)[0]
    assert second.duration_s == first.duration_s == 5.12
    assert second.recipe == section()
    assert second.receipt is not None
