"""Modals as a client fills them in: what nobody touches stays, what can't be typed or chosen isn't sent."""

import pytest

from tests.discord.modals import modal_data
from tests.discord.state import File, Json, World

WORDS = {"type": 4, "custom_id": "words", "value": "rain", "required": True, "max_length": 10}
KEEP = {"type": 21, "custom_id": "keep", "options": [{"value": "mood"}, {"value": "groove", "default": True}]}
FILE = {"type": 19, "custom_id": "file"}
TELL = {"type": 23, "custom_id": "tell", "default": True}
MODAL = {
    "custom_id": "m",
    "components": [{"type": 18, "label": "x", "component": part} for part in (WORDS, KEEP, FILE, TELL)],
}


def sent(world: World, **values: Json) -> list[Json]:
    return [row["component"] for row in modal_data(MODAL, values, world)["components"]]


def test_what_nobody_touches_is_sent_as_the_bot_filled_it_in() -> None:
    words, keep, file, tell = sent(World("t"))
    assert (words["value"], keep["value"], file["values"], tell["value"]) == ("rain", "groove", [], True)


def test_what_is_filled_in_is_sent() -> None:
    world, attached = World("t"), File("a.mp3", b"a")
    data = modal_data(MODAL, {"words": "snow", "keep": "mood", "file": attached, "tell": False}, world)
    assert [row["component"].get("value") for row in data["components"]] == ["snow", "mood", None, False]
    assert list(data["resolved"]["attachments"]) == data["components"][2]["component"]["values"] == [attached.id]
    assert world.files == {attached.id: attached}


@pytest.mark.parametrize(
    "values",
    [
        {"words": ""},
        {"words": "x" * 11},
        {"words": True},
        {"words": File("a", b"")},
        {"keep": "all"},
        {"file": "a.mp3"},
        {"tell": "yes"},
        {"x": ""},
    ],
)
def test_what_a_client_does_not_let_through_is_not_sent(values: Json) -> None:
    with pytest.raises(AssertionError, match="client"):
        sent(World("t"), **values)
