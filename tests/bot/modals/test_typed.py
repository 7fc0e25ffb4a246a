"""What somebody filled in."""

from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from bot.modals.typed import Typed, typed_in
from bot.shelf import Posted
from bot.words import SAID_BACK
from core.errors import UserError
from core.limits import SEED_MAX


def interaction(*fields: dict[str, object], **resolved: object) -> discord.Interaction[Any]:
    """An interaction as Discord sends it when a modal is sent off."""
    labels = [{"type": 18, "id": number, "component": field} for number, field in enumerate(fields)]
    data = {"custom_id": "rf1:remix:1-0", "components": labels, **resolved}
    return cast("discord.Interaction[Any]", SimpleNamespace(data=data))


def words(name: str, value: str | None) -> dict[str, object]:
    return {"type": 4, "custom_id": name, "value": value}


def test_fields_are_read_by_their_names() -> None:
    typed = typed_in(interaction(words("prompt", " snow "), {"type": 21, "custom_id": "keep", "value": "mood"}))
    assert (typed.modal, typed.get("prompt"), typed.get("keep")) == ("rf1:remix:1-0", "snow", "mood")


@pytest.mark.parametrize("nothing", ["", "  ", None])
def test_what_is_empty_is_not_there(nothing: str | None) -> None:
    typed = typed_in(interaction(words("prompt", nothing)))
    assert typed.get("prompt") == ""
    assert typed.words == {}


def test_a_file_is_found_by_its_id() -> None:
    field = {"type": 19, "custom_id": "file", "values": ["7"]}
    attachments = {"7": {"id": "7", "url": "https://cdn/7", "size": 3, "filename": "a.wav"}}
    assert typed_in(interaction(field, resolved={"attachments": attachments})).file == Posted("https://cdn/7", 3)


def test_without_a_file_there_is_none() -> None:
    assert typed_in(interaction({"type": 19, "custom_id": "file", "values": []})).file is None


def test_what_holds_nothing_to_fill_in_is_passed_by() -> None:
    made = interaction(words("prompt", "snow"))
    cast("dict[str, Any]", made.data)["components"].append({"type": 10, "id": 9})
    assert typed_in(made).words == {"prompt": "snow"}


@pytest.mark.parametrize(("written", "seed"), [("0", 0), (str(SEED_MAX), SEED_MAX), ("007", 7), ("", None)])
def test_a_seed_is_a_number_or_nothing(written: str, seed: int | None) -> None:
    assert Typed("", {"seed": written}).seed == seed


@pytest.mark.parametrize("written", ["-1", str(SEED_MAX + 1), "1.5", "seven", "²", "٣", "9" * 5000])
def test_a_seed_that_is_none_is_told(written: str) -> None:
    with pytest.raises(UserError, match=f"The seed must be a whole number from 0 to {SEED_MAX}"):
        _ = Typed("", {"seed": written}).seed


def test_a_wrong_number_is_told_without_what_it_might_do() -> None:
    with pytest.raises(UserError, match=r"from 2 to 8, not \\\*\\\*9\\\*\\\*"):
        Typed("", {"stages": "**9**"}).number("stages", least=2, most=8)


def test_what_was_typed_is_said_back_to_be_copied() -> None:
    assert Typed("", {"prompt": "lo-fi", "seed": "seven"}).said_back() == (
        f"{SAID_BACK}\n```\nlo-fi\n```\n```\nseven\n```"
    )


def test_what_was_chosen_is_not_said_back() -> None:
    typed = typed_in(interaction(words("prompt", "snow"), {"type": 21, "custom_id": "keep", "value": "mood"}))
    assert typed.said_back() == f"{SAID_BACK}\n```\nsnow\n```"


def test_what_is_said_back_stays_within_its_frame() -> None:
    said = Typed("", {"prompt": "``` @everyone ```\n**"}).said_back()
    assert said.count("```") == 2
    assert len(said.splitlines()) == 4


def test_who_typed_nothing_gets_nothing_back() -> None:
    assert Typed("", {}).said_back() == ""


@pytest.mark.parametrize(("value", "ticked"), [(True, {"tell"}), (False, set())])
def test_boxes_with_a_tick_are_told_by_their_names(value: bool, ticked: set[str]) -> None:  # noqa: FBT001 - it is one
    typed = typed_in(interaction(words("reason", "no"), {"type": 23, "custom_id": "tell", "value": value}))
    assert typed.ticked == ticked
    assert typed.words == {"reason": "no"}


def test_menus_and_boxes_may_hold_several_values() -> None:
    boxes = {"type": 22, "custom_id": "options", "values": ["longer", "private"]}
    empty = {"type": 5, "custom_id": "whom", "values": []}
    typed = typed_in(interaction(boxes, empty))
    assert typed.picked == {"options": ("longer", "private")}
    assert typed.said_back() == ""
