"""How parts are added to the mix of a jam."""

from functools import partial
from typing import get_args

import pytest
import torch
from torch import Tensor

from core.contract import Layer
from core.errors import UserError
from core.sections import LayerPart
from worker.codecs import encode_png
from worker.layering import (
    LEVELS_DB,
    REGISTERS_HZ,
    added,
    guide_of,
    laid,
    loudness_of,
    mask_of,
    over_mix,
    register_of,
    silence,
    tuned,
)
from worker.painter import Painter
from worker.pipeline import company_of, make_clips, paint
from worker.sketch import Sketch, sketch_of
from worker.sound.levels import magnitudes_from_picture

KEY = "0" * 64
PITCHED: tuple[LayerPart, ...] = ("bass", "chords", "lead")
PARTS: tuple[LayerPart, ...] = get_args(LayerPart)


def layer(part: LayerPart = "bass", *, source: str | None = KEY, seed: int = 1, bpm: int = 100) -> Layer:
    return Layer(prompt="piano", seed=seed, steps=2, part=part, bpm=bpm, source=source)


def sketched(recipe: Layer, mix: Tensor) -> Sketch:
    return sketch_of(recipe, fetch=lambda _: encode_png(mix))


def kept(content: bytes, _key: str) -> bytes:
    """A store with one thing in it."""
    return content


def silent(_done: int, _total: int) -> None:
    """A listener that lets the work go on."""


@pytest.fixture(scope="module")
def drums() -> Tensor:
    return guide_of(layer("drums"))


def power(pixels: Tensor, rows: Tensor) -> float:
    return float(magnitudes_from_picture(pixels[None])[0].flip(0)[rows].square().sum())


def test_drums_without_a_mix_are_painted_over_the_beat_as_a_whole() -> None:
    sketch = sketch_of(layer("drums", source=None), fetch=lambda _: b"")
    assert sketch.picture is not None
    assert sketch.picture.pixels[0].equal(guide_of(layer("drums")))
    assert sketch.mask is None
    assert sketch.under is None


@pytest.mark.parametrize("part", PITCHED)
def test_a_part_that_begins_a_mix_is_laid_over_silence(part: LayerPart, painter: Painter) -> None:
    recipe = layer(part, source=None)
    painted = paint(painter, [sketch_of(recipe, fetch=lambda _: b"")], on_step=silent)[0]
    outside = register_of(part) == 0
    assert painted[outside].eq(255).all()
    assert painted[~outside].min() < 50


@pytest.mark.parametrize("part", PARTS)
def test_the_mix_stays_as_it_was_and_more_is_heard_in_the_register(
    part: LayerPart, painter: Painter, drums: Tensor
) -> None:
    painted = paint(painter, [sketched(layer(part), drums)], on_step=silent)[0]
    outside = register_of(part) == 0
    assert painted[outside].equal(drums[outside])
    assert (painted <= drums).all()
    assert (painted < drums).any()


@pytest.mark.parametrize("part", PITCHED)
def test_a_part_is_heard_in_its_register(part: LayerPart, drums: Tensor) -> None:
    ground, inside = over_mix(drums, layer(part)), register_of(part) > 0
    assert power(ground, inside) > 1.4 * power(drums, inside)


@pytest.mark.parametrize("part", ["bass", "chords"])
def test_a_part_is_as_loud_beside_the_mix_as_it_should_be(part: LayerPart, drums: Tensor) -> None:
    before, after = (magnitudes_from_picture(one[None])[0] for one in (drums, over_mix(drums, layer(part))))
    new = (after.square() - before.square()).clamp(min=0).sqrt()
    level_db = 10 * torch.tensor(loudness_of(new) / loudness_of(before)).log10()
    assert float(level_db) == pytest.approx(LEVELS_DB[part], abs=1)


def test_registers_together_are_all_that_is_painted_and_each_has_its_own() -> None:
    assert register_of("drums").eq(1).all()
    for part in PITCHED:
        assert 0 < int(register_of(part).count_nonzero()) < 400
    assert REGISTERS_HZ["bass"][1] < REGISTERS_HZ["chords"][1] < REGISTERS_HZ["lead"][1]


def test_a_register_sets_in_softly() -> None:
    chords = register_of("chords")
    inside = chords.nonzero()[:, 0]
    assert chords[inside[0]] < 0.1
    assert chords[inside[-1]] < 0.1
    assert chords.max() == 1
    assert mask_of(layer("chords")).shape == (512, 512)


def test_the_notes_of_a_part_are_those_of_its_seed_and_key() -> None:
    recipe = layer("lead")
    others = [layer("lead", seed=2), recipe.model_copy(update={"tonic": "C"}), layer("lead", bpm=80)]
    assert guide_of(recipe).equal(guide_of(recipe))
    assert not any(guide_of(recipe).equal(guide_of(other)) for other in others)


def test_a_part_of_which_nothing_was_painted_is_refused(drums: Tensor) -> None:
    with pytest.raises(UserError, match="silent"):
        added(drums, drums, layer("chords"))
    with pytest.raises(UserError, match="silent"):
        laid(torch.zeros(512, 512), drums, part="lead")


def test_low_notes_are_tuned_to_their_guide_and_as_loud_as_they_were_painted() -> None:
    guide, painted = torch.full((512, 64), 1e-4), torch.full((512, 64), 0.02)
    guide[20] = 0.5
    loud = torch.cat([painted, 4 * painted], dim=-1)
    notes = tuned(loud, torch.cat([guide, guide], dim=-1))
    assert notes[20, 10] > 100 * notes[24, 10]
    assert float(notes[20, 100] / notes[20, 10]) == pytest.approx(4, rel=0.01)


def test_silence_has_no_level_to_be_beside() -> None:
    mix = over_mix(silence(layer()), layer())
    assert mix.min() == 0


def test_no_part_makes_a_mix_louder_than_a_picture_can_say(drums: Tensor) -> None:
    black = torch.zeros_like(drums)
    assert over_mix(black, layer("lead")).equal(black)


def test_parts_of_one_round_are_painted_in_one_pass_and_others_apart(painter: Painter, drums: Tensor) -> None:
    recipes = [layer("chords", seed=1), layer("chords", seed=2)]
    assert company_of(recipes[0]) == company_of(recipes[1])
    assert company_of(layer("bass")) != company_of(layer("lead"))
    assert company_of(layer("drums")) != company_of(layer("drums", source=None))
    together = paint(painter, [sketched(one, drums) for one in recipes], on_step=silent)
    alone = paint(painter, [sketched(recipes[1], drums)], on_step=silent)[0]
    assert (together[1].int() - alone.int()).abs().max() <= 1


def test_four_layers_become_one_mix(painter: Painter) -> None:
    png = b""
    for number, part in enumerate(PARTS):
        content, recipe = png, layer(part, source=KEY if number else None)
        [clip] = make_clips(painter, [recipe], on_step=silent, fetch=partial(kept, content))
        assert clip.recipe == recipe
        assert clip.duration_s == 5.12
        png = clip.png
