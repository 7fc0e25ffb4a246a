"""What a jam is to be, from a modal."""

from dataclasses import replace

import pytest
from simcord.components import validate_modal

from bot.jams.commands.planning import Feel, Wanted
from bot.modals.jam_start import start_modal, wanted_in
from bot.modals.typed import Typed
from core.errors import UserError

WANTED = Wanted("🎧" * 60, "battle", "🎧" * 300, 3, 10, pre_moderated=True, is_private=True, feel=Feel(bpm=120))
FIELDS = {"name": "Friday", "mode": "battle", "theme": "rain"}


def typed(**picked: tuple[str, ...]) -> Typed:
    return Typed("rf1:jamstart:1", FIELDS, picked=picked)


@pytest.mark.parametrize("wanted", [Wanted(), WANTED])
async def test_discord_takes_it_whatever_was_said_before(wanted: Wanted) -> None:
    validate_modal(start_modal(wanted).to_dict())


async def test_what_was_said_before_is_filled_in() -> None:
    fields = {one["component"]["custom_id"]: one["component"] for one in start_modal(WANTED).to_dict()["components"]}
    assert fields["theme"]["value"] == WANTED.theme
    assert [one["value"] for one in fields["options"]["options"] if one.get("default")] == [
        "longer",
        "moderated",
        "private",
    ]
    assert [one["value"] for one in fields["rounds"]["options"] if one.get("default")] == ["3"]


def test_what_is_filled_in_is_what_is_wanted() -> None:
    wanted = wanted_in(WANTED.feel.code, typed(rounds=("3",), options=("longer", "moderated", "private")))
    assert wanted == replace(WANTED, name="Friday", theme="rain")


def test_nothing_chosen_is_as_usual() -> None:
    wanted = wanted_in(Feel().code, typed(rounds=("usual",)))
    assert (wanted.rounds, wanted.length_s, wanted.pre_moderated, wanted.is_private) == (None, 5, False, False)


@pytest.mark.parametrize("forged", ["²", "-3", "all", ""])
def test_what_is_no_number_of_sections_is_as_usual(forged: str) -> None:
    assert wanted_in(Feel().code, typed(rounds=(forged,))).rounds is None


def test_a_forged_number_of_sections_begins_nothing() -> None:
    with pytest.raises(UserError, match="1 to 8 sections"):
        _ = wanted_in(Feel().code, typed(rounds=("9" * 90,))).rules
