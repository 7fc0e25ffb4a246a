"""What Discord's own description of its API finds in a request."""

import pytest

from tests.discord.description import Description
from tests.discord.state import Json

MESSAGES = "/channels/1/messages"


def button(**more: Json) -> Json:
    return [{"type": 1, "components": [{"type": 2, "style": 2, "label": "A", "custom_id": "a", **more}]}]


@pytest.mark.parametrize(
    ("method", "path", "payload"),
    [
        ("post", MESSAGES, {"content": "x", "nonce": "1", "enforce_nonce": True}),
        ("post", MESSAGES, {"content": "x", "components": button(emoji={"id": None, "name": "🔁"})}),
        ("post", MESSAGES, {"content": "x", "message_reference": {"message_id": 12, "channel_id": "13"}}),
        ("patch", MESSAGES + "/2", {"content": "x", "attachments": [{"id": 0, "filename": "a", "description": "b"}]}),
        ("post", "/interactions/1/t/callback", {"type": 4, "data": {"content": "x", "flags": 64}}),
        ("post", "/interactions/1/t/callback", {"type": 8, "data": {"choices": [{"name": "a", "value": "a"}]}}),
        ("patch", "/webhooks/1/t/messages/@original", {"content": "x"}),
        ("put", "/applications/1/commands", [{"name": "riff", "type": 1, "description": "d", "options": []}]),
    ],
)
def test_what_is_right_passes(description: Description, method: str, path: str, payload: Json) -> None:
    assert description.faults_of(method, path, payload) == []


@pytest.mark.parametrize(
    ("method", "path", "payload", "found"),
    [
        ("post", MESSAGES, {"contents": "x"}, "$.contents: unknown"),
        ("post", MESSAGES, {"content": 7}, "$.content"),
        ("post", MESSAGES, {"components": button(colour=2)}, "$.components[0].components[0].colour: unknown"),
        ("post", MESSAGES, {"components": button(custom_id="x" * 101)}, "$.components"),
        ("post", MESSAGES, {"message_reference": {"message_id": "me"}}, "$.message_reference"),
        ("post", "/interactions/1/t/callback", {"type": 4, "data": {"emphemeral": True}}, "$.data.emphemeral: unknown"),
        ("post", "/nowhere", {}, "no post /nowhere"),
    ],
)
def test_what_is_wrong_is_named(description: Description, method: str, path: str, payload: Json, found: str) -> None:
    assert found in "; ".join(description.faults_of(method, path, payload))
