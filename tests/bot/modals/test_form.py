"""What modals are put together from: whatever the clip, Discord takes them."""

from collections.abc import Callable

import pytest
from discord import ui
from simcord.components import validate_modal

from bot.modals.appeal import appeal_modal
from bot.modals.decide import decide_modal
from bot.modals.extend import extend_modal
from bot.modals.form import checkbox, modal, radio, text, upload
from bot.modals.morph import morph_modal
from bot.modals.over import over_modal
from bot.modals.remix import remix_modal
from bot.modals.report import report_modal
from bot.modals.vary import vary_modal
from bot.records.oversight import Case
from bot.records.values import ClipRecord
from core.contract import Beat, Morph, Recipe, Riff
from tests.bot.samples import PLAY, SEE, clip, riff

LONG = "🎧" * 300

RECIPES: list[Recipe] = [
    riff(),
    PLAY,
    SEE,
    Riff(prompt=LONG, negative="x" * 200, seed=1, length_s=55),
    Beat(prompt="a", seed=1, bpm=60),
    Morph(prompt=LONG, seed=1, to_prompt=LONG[:-1], to_seed=1),
]


def four(one: ClipRecord) -> ui.Modal:
    return morph_modal({letter: clip(one.recipe, number) for number, letter in enumerate("ABCD")})


def case_about(one: ClipRecord) -> Case:
    return Case(
        number=10**9, kind="report", server="7", author=one.author, card_id=one.card_id, clip_id=one.id, family="",
        rule="", matched="", text="", state="open", opened_s=1.8e9,
    )  # fmt: skip


MODALS: list[Callable[[ClipRecord], ui.Modal]] = [
    remix_modal,
    vary_modal,
    extend_modal,
    four,
    lambda one: morph_modal({"A": one}),
    lambda one: over_modal(one.id.partition("-")[0]),
    report_modal,
    lambda one: appeal_modal(one.card_id),
    lambda one: decide_modal(case_about(one), "strike"),
]


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda one: one.kind)
@pytest.mark.parametrize("make", MODALS)
async def test_discord_takes_every_modal_of_every_clip(make: Callable[[ClipRecord], ui.Modal], recipe: Recipe) -> None:
    shown = make(clip(recipe)).to_dict()
    assert 1 <= len(shown["components"]) <= 5
    validate_modal(shown)


async def test_nothing_of_a_modal_is_kept() -> None:
    assert modal("remix", "1-0", "Remix", text("prompt", "What", most=9)).is_finished()


async def test_a_modal_is_named_by_what_it_is_about() -> None:
    assert modal("remix", "1-0", "Remix", text("prompt", "What", most=9)).custom_id == "rf1:remix:1-0"


async def test_a_long_title_is_cut() -> None:
    assert len(modal("remix", "1", "x" * 99, text("prompt", "What", most=9)).title) == 45


async def test_what_stands_in_a_field_is_no_longer_than_may_be_typed() -> None:
    (field,) = text("prompt", "What", most=3, filled="snow").walk_children()
    assert isinstance(field, ui.TextInput)
    assert field.default == "sno"


async def test_one_choice_is_made_already() -> None:
    (group,) = radio("how", "How", [("a", "A", ""), ("b", "B", "Why.")], chosen="b").walk_children()
    assert isinstance(group, ui.RadioGroup)
    assert [(one.value, one.default, one.description) for one in group.options] == [
        ("a", False, None),
        ("b", True, "Why."),
    ]


async def test_a_box_may_be_ticked_already() -> None:
    (box,) = checkbox("tell", "Tell", ticked=True).walk_children()
    assert isinstance(box, ui.Checkbox)
    assert box.default


async def test_a_file_need_not_be_attached() -> None:
    (field,) = upload("file", "Another").walk_children()
    assert isinstance(field, ui.FileUpload)
    assert (field.required, field.min_values, field.max_values) == (False, 0, 1)
