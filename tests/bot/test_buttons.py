"""Buttons that outlive the process that posted them."""

import re
from typing import get_args

import pytest

from bot.app import Jamgram
from bot.buttons import TEMPLATE, CardButton, buttons_of, mentions_of
from bot.card import Button, CardView, Verb, ended_view
from bot.found import UNKNOWN_BUTTON
from bot.presses import PRESSES
from bot.services import Services
from bot.setup.picking import Picker
from tests.bot.samples import several
from tests.bot.stage import Stage, custom_ids, rest, sentence


@pytest.mark.parametrize(
    ("custom_id", "parts"),
    [
        ("rf1:cancel:123", ("cancel", "123", None)),
        ("rf1:vary:123-0", ("vary", "123-0", None)),
        ("rf1:remix:123-0:mood", ("remix", "123-0", "mood")),
    ],
)
def test_an_id_says_what_to_do_with_what(custom_id: str, parts: tuple[str | None, ...]) -> None:
    found = re.fullmatch(TEMPLATE, custom_id)
    assert found is not None
    assert (found["verb"], found["target"], found["arg"]) == parts


@pytest.mark.parametrize("custom_id", ["", "rf2:cancel:1", "rf1:cancel", "rf1:cancel:", "rf1:CANCEL:1", "rf1:a:b:c:d"])
def test_other_ids_are_left_to_others(custom_id: str) -> None:
    assert re.fullmatch(TEMPLATE, custom_id) is None


async def test_rows_are_kept() -> None:
    view = buttons_of(ended_view(several()))
    assert [item.row for item in view.children] == [0] * 5 + [1] * 5 + [2] * 5 + [3] * 4 + [4] * 4
    assert view.timeout is None


async def test_discord_py_keeps_nothing_of_them_in_memory(stage: Stage) -> None:
    await stage.made()
    store = stage.bot._connection._view_store
    assert store._views == {}
    assert set(store._dynamic_items.values()) == {CardButton, Picker}


def test_every_button_has_somebody_who_answers() -> None:
    assert set(get_args(Verb)) == set(PRESSES)


def test_nobody_but_the_author_is_called() -> None:
    assert dict(mentions_of("42").to_dict()) == {"parse": [], "users": [42]}


async def test_a_view_without_buttons_takes_them_away() -> None:
    assert buttons_of(CardView("over")).children == []


async def test_buttons_work_after_a_restart(stage: Stage, services: Services) -> None:
    message = await stage.made()
    await stage.env.restart_bot(Jamgram(services, deliver=rest, shard_count=1))
    await stage.press("Reroll", message)
    assert (await stage.only_card()).requests[0].request.recipe.kind == "riff"


async def test_a_button_of_another_version_says_so(stage: Stage) -> None:
    of_tomorrow = Button("jam", "1", "🎤", "Jam")  # type: ignore[arg-type]
    assert sentence(await stage.press_on(of_tomorrow)) == UNKNOWN_BUTTON


async def test_a_card_can_be_found_by_its_id_in_every_state(stage: Stage) -> None:
    """After a long outage the bot looks for its own message by the card's id in a button."""
    result = await stage.riff()
    card_id = (await stage.only_card()).card.id
    assert result.response is not None
    assert card_id in custom_ids(stage.message(result.response.id))["Cancel"]
    stage.worker.finish()
    await stage.deliver()
    assert card_id in custom_ids(stage.message(result.response.id))["Delete"]
