"""How a person's client fills in a command: from what the bot has registered, refusing what a client refuses."""

from typing import Final

from tests.discord.state import File, Json, Message, User, World, snowflake
from tests.discord.wire import file_json, message_json, user_json

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, ATTACHMENT = 1, 2, 3, 4, 5, 6, 11
SLASH, MESSAGE_MENU = 1, 3
BUTTON, SELECT = 2, 3
ANSWERED_BY: Final = "this is not what the client would let anybody send: "


def command_named(world: World, name: str, kind: int, guild: str | None) -> Json:
    """Find a command as it is registered, the server's own before everybody's."""
    known = [*world.commands.get(guild, []), *world.commands.get(None, [])]
    found = [command for command in known if (command["name"], command["type"]) == (name, kind)]
    assert found, f"no command {name!r} among {[command['name'] for command in known]}"
    return found[0]


def slash_data(
    world: World, words: str, options: dict[str, Json], guild: str | None, focused: str | None = None
) -> Json:
    """Fill in a slash command such as "queue view"."""
    name, *inner = words.split()
    command = command_named(world, name, SLASH, guild)
    resolved: Json = {}
    data = {"id": command["id"], "name": name, "type": SLASH, "resolved": resolved}
    if guild is not None and "guild_id" in command:
        data["guild_id"] = guild
    place, asked = data, command
    for word in inner:
        (asked,) = [option for option in asked["options"] if option["name"] == word]
        place["options"] = [{"name": word, "type": asked["type"]}]
        place = place["options"][0]
    known = {option["name"]: option for option in asked.get("options") or []}
    missing = {name for name, option in known.items() if option.get("required")} - set(options)
    assert not missing or focused, f"{ANSWERED_BY}{missing} missing"
    place["options"] = [filled(known[key], value, world, resolved, focused) for key, value in options.items()]
    return data


def filled(option: Json, value: Json, world: World, resolved: Json, focused: str | None) -> Json:
    if option["type"] == ATTACHMENT:
        value = attached(value, world, resolved)
    elif option["type"] == USER:
        value = named(value, resolved)
    elif focused is None:
        check_value(option, value)
    written = {"name": option["name"], "type": option["type"], "value": value}
    return written | {"focused": True} if option["name"] == focused else written


def attached(file: File, world: World, resolved: Json) -> str:
    world.files[file.id] = file
    resolved.setdefault("attachments", {})[file.id] = file_json(file, world.base)
    return file.id


def named(user: User, resolved: Json) -> str:
    resolved.setdefault("users", {})[user.id] = user_json(user)
    return user.id


def check_value(option: Json, value: Json) -> None:
    size = len(value) if isinstance(value, str) else value
    low, high = ("min_length", "max_length") if isinstance(value, str) else ("min_value", "max_value")
    choices = [choice["value"] for choice in option.get("choices") or []]
    assert option.get(low) is None or size >= option[low], f"{ANSWERED_BY}{value!r} for {option['name']}"
    assert option.get(high) is None or size <= option[high], f"{ANSWERED_BY}{value!r} for {option['name']}"
    assert not choices or value in choices, f"{ANSWERED_BY}{value!r} for {option['name']}"


def menu_data(world: World, name: str, message: Message, guild: str | None) -> Json:
    """Fill in a message's menu."""
    command = command_named(world, name, MESSAGE_MENU, guild)
    return {
        "id": command["id"],
        "name": name,
        "type": MESSAGE_MENU,
        "target_id": message.id,
        "resolved": {"messages": {message.id: message_json(message, world.base)}},
    }


def press_data(message: Message, custom_id: str) -> Json:
    """Press a button that is on the message and not greyed out."""
    (button,) = [button for button in message.buttons if button.get("custom_id") == custom_id]
    assert not button.get("disabled"), f"{ANSWERED_BY}{custom_id} is disabled"
    return {"custom_id": custom_id, "component_type": BUTTON, "id": int(snowflake()) % 1000}


def choose_data(message: Message, custom_id: str, values: list[str]) -> Json:
    """Choose from a select menu."""
    (select,) = [part for part in message.parts if part.get("custom_id") == custom_id]
    assert {option["value"] for option in select["options"]} >= set(values)
    return {"custom_id": custom_id, "component_type": SELECT, "values": values}
