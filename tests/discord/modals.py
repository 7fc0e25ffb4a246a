"""How a person's client sends back a modal: filled in or as it was, refusing what a client refuses."""

from tests.discord.asking import ANSWERED_BY, attached
from tests.discord.state import File, Json, World

TEXT_INPUT, UPLOAD, RADIO, CHECKBOX = 4, 19, 21, 23
Filling = str | bool | File


def modal_data(modal: Json, values: dict[str, Filling], world: World) -> Json:
    """Send a modal back; what nobody fills in stays as the bot filled it in."""
    resolved: Json = {}
    known = {part["custom_id"] for part in map(part_in, modal["components"])}
    assert known >= set(values), f"{ANSWERED_BY}{set(values) - known} is not asked for"
    rows = [_sent(row, values, world, resolved) for row in modal["components"]]
    return {"custom_id": modal["custom_id"], "components": rows, "resolved": resolved}


def part_in(row: Json) -> Json:
    """The one thing that can be filled in of a label, or of a row."""
    (part,) = row.get("components") or [row["component"]]
    return part


def _sent(row: Json, values: dict[str, Filling], world: World, resolved: Json) -> Json:
    part = part_in(row)
    value = values.get(part["custom_id"])
    written = {"type": part["type"], "custom_id": part["custom_id"], **_filled(part, value, world, resolved)}
    return {"type": row["type"], **({"component": written} if "component" in row else {"components": [written]})}


def _filled(part: Json, value: Filling | None, world: World, resolved: Json) -> Json:
    if part["type"] == CHECKBOX:
        assert value is None or isinstance(value, bool), f"{ANSWERED_BY}{value!r} in {part['custom_id']}"
        return {"value": bool(part.get("default")) if value is None else value}
    assert not isinstance(value, bool), f"{ANSWERED_BY}a tick in {part['custom_id']}"
    if part["type"] == UPLOAD:
        assert not isinstance(value, str), f"{ANSWERED_BY}words in {part['custom_id']}"
        return {"values": [] if value is None else [attached(value, world, resolved)]}
    assert not isinstance(value, File), f"{ANSWERED_BY}a file in {part['custom_id']}"
    return {"value": _chosen(part, value) if part["type"] == RADIO else _typed(part, value)}


def _typed(part: Json, value: str | None) -> str:
    words = str(part.get("value") or "") if value is None else value
    assert words or not part.get("required", True), f"{ANSWERED_BY}nothing in {part['custom_id']}"
    assert len(words) <= part.get("max_length", 4000), f"{ANSWERED_BY}{len(words)} letters in {part['custom_id']}"
    return words


def _chosen(part: Json, value: str | None) -> str | None:
    offered = {option["value"]: option.get("default", False) for option in part["options"]}
    chosen = next((name for name, default in offered.items() if default), None) if value is None else value
    assert chosen in offered or not part.get("required", True), f"{ANSWERED_BY}{chosen!r} of {list(offered)}"
    return chosen
