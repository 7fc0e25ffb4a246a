"""What a message of components holds."""

from collections.abc import Iterator
from typing import Any

import discord
from simcord.components import walk_components
from simcord.results import InteractionResult, ResponseMessage

Json = dict[str, Any]
Shown = ResponseMessage | discord.Message

TEXT, BUTTON, THUMBNAIL, GALLERY = 10, 2, 11, 12
COMPONENTS_MOST = 40
TEXT_MOST = 4000


def parts(shown: Shown) -> list[Json]:
    """All components of a message, nested ones too."""
    components = [one if isinstance(one, dict) else one.to_dict() for one in shown.components]
    return list(walk_components(components))


def answer(result: InteractionResult) -> ResponseMessage:
    """What only the one who acted sees."""
    assert result.response is not None
    assert result.response.ephemeral
    return result.response


def words(shown: Shown) -> str:
    """All that is written in a message."""
    return "\n".join(one["content"] for one in parts(shown) if one["type"] == TEXT)


def labels(shown: Shown) -> list[str]:
    """What its buttons say."""
    return [str(one.get("label")) for one in parts(shown) if one["type"] == BUTTON]


def links(shown: Shown) -> list[str]:
    """Where its buttons lead that lead somewhere."""
    return [one["url"] for one in parts(shown) if one.get("url") and one["type"] == BUTTON]


def ids(shown: Shown) -> dict[str, str]:
    """The ids of its buttons, by what they say."""
    return {str(one["label"]): one["custom_id"] for one in parts(shown) if "custom_id" in one}


def pictures(shown: Shown) -> list[Json]:
    """Its thumbnails and the items of its galleries."""
    return list(_pictures(shown))


def require_sendable(shown: Shown) -> None:
    """Hold Discord's limits."""
    found = parts(shown)
    assert len(found) <= COMPONENTS_MOST
    assert sum(len(one["content"]) for one in found if one["type"] == TEXT) <= TEXT_MOST
    assert all(len(one["custom_id"]) <= 100 for one in found if "custom_id" in one)


def _pictures(shown: Shown) -> Iterator[Json]:
    for one in parts(shown):
        if one["type"] == THUMBNAIL:
            yield one
        yield from one.get("items", [])
