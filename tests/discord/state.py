"""What the stand-in of Discord remembers: people, places, messages, interactions; plain values for tests to read."""

import time
from base64 import b64encode
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count
from typing import Any, Final

EPOCH_MS: Final = 1_420_070_400_000
BOT_ID: Final = "900000000000000001"
APPLICATION_ID: Final = "900000000000000002"

PERMISSION_BITS: Final = {
    "view": 1 << 10,
    "send": 1 << 11,
    "embed": 1 << 14,
    "attach": 1 << 15,
    "history": 1 << 16,
    "open_threads": 1 << 35,
    "send_in_threads": 1 << 38,
}
MANAGE_GUILD: Final = 1 << 5
MANAGE_MESSAGES: Final = 1 << 13
EPHEMERAL: Final = 1 << 6
LOADING: Final = 1 << 7
COMPONENTS_V2: Final = 1 << 15

MiB: Final = 2**20
TOLD_MOST: Final = 6
"""Interactions and messages that a failure tells of."""

Json = Any
"""JSON as it came over the wire."""

_numbers = count()


def snowflake() -> str:
    """An id as Discord makes them: the time is in it."""
    return str((int(time.time() * 1000) - EPOCH_MS) << 22 | next(_numbers) % 4096)


@dataclass(eq=False)
class User:
    """A person. Who has closed their direct messages is not reached by the bot."""

    name: str
    id: str = field(default_factory=snowflake)
    takes_messages: bool = True
    moderates: bool = False
    """In every server they have the role that lets manage messages, and the server."""


@dataclass(eq=False)
class Guild:
    """A server. One without the bot knows it as a user-installed app only."""

    name: str
    id: str = field(default_factory=snowflake)
    has_bot: bool = True
    upload_limit: int = 10 * MiB
    threads_most: int = 1000
    """So many threads that are not archived it has room for; Discord tells nobody its own number."""


@dataclass(eq=False)
class Channel:
    """A text channel of a server, a thread in one, or a direct one between the bot and a person."""

    name: str
    guild: Guild | None
    recipient: User | None = None
    id: str = field(default_factory=snowflake)
    bot_may: set[str] = field(default_factory=lambda: set(PERMISSION_BITS))
    deleted: bool = False
    parent: "Channel | None" = None
    """Where it is, if it is a thread."""
    archived: bool = False
    locked: bool = False
    private: bool = False
    """A thread for those who were let in."""
    members: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class File:
    """An attachment with the bytes that were sent."""

    name: str
    content: bytes
    id: str = field(default_factory=snowflake)
    description: str | None = None
    content_type: str = "application/octet-stream"


@dataclass(frozen=True)
class Edit:
    """A message as an edit left it."""

    at_s: float
    content: str
    files: tuple[File, ...]


def all_parts(components: list[Json]) -> list[Json]:
    """List components with what is inside of them."""
    found = []
    for part in components:
        found += [part, *all_parts([*part.get("components", []), *filter(None, [part.get("accessory")])])]
    return found


@dataclass(eq=False)
class Message:
    """A message: what everybody in its channel sees, or only one person."""

    channel: Channel
    author: User
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    files: tuple[File, ...] = ()
    flags: int = 0
    allowed_mentions: Json = None
    nonce: str | None = None
    reply_to: str | None = None
    interaction: "Interaction | None" = None
    only_for: User | None = None
    id: str = field(default_factory=snowflake)
    created_s: float = field(default_factory=time.time)
    deleted: bool = False
    pinned: bool = False
    edits: list[Edit] = field(default_factory=list)

    @property
    def ephemeral(self) -> bool:
        return self.only_for is not None

    @property
    def loading(self) -> bool:
        return bool(self.flags & LOADING)

    @property
    def parts(self) -> list[Json]:
        """All components, those inside others too."""
        return all_parts(self.components)

    @property
    def buttons(self) -> list[Json]:
        return [part for part in self.parts if part["type"] == 2]

    @property
    def words(self) -> str:
        """What can be read in it, be it its content or in components."""
        return "\n".join([self.content, *(part["content"] for part in self.parts if part["type"] == 10)])

    def file(self, ending: str) -> File:
        """The one attachment whose name ends so."""
        (found,) = [file for file in self.files if file.name.endswith(ending)]
        return found


class Kind(IntEnum):
    """What a person did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


@dataclass(eq=False)
class Interaction:
    """Something that a person did and the bot must answer within 3 s."""

    kind: Kind
    user: User
    channel: Channel
    data: Json
    message: Message | None = None
    id: str = field(default_factory=snowflake)
    token: str = field(default_factory=lambda: b64encode(f"interaction:{snowflake()}:{'x' * 60}".encode()).decode())
    asked_s: float = field(default_factory=time.monotonic)
    answered_s: float | None = None
    callback: Json = None
    original: Message | None = None
    follow_ups: list[Message] = field(default_factory=list)

    @property
    def took_s(self) -> float:
        """How long the first answer took."""
        assert self.answered_s is not None, f"never answered: {self.data}"
        return self.answered_s - self.asked_s

    @property
    def choices(self) -> list[Json]:
        return list(self.callback["data"]["choices"])

    def __str__(self) -> str:
        asked = f"interaction {self.id} in {self.channel.id}"
        return f"{asked}, answered after {self.took_s:.2f} s" if self.answered_s else f"{asked}, not answered"


@dataclass
class World:
    """All of it."""

    token: str
    address: str = ""
    bot: User = field(default_factory=lambda: User("jamgram", BOT_ID))
    guilds: dict[str, Guild] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    interactions: dict[str, Interaction] = field(default_factory=dict)
    commands: dict[str | None, list[Json]] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return f"http://{self.address}"

    @property
    def gateway_url(self) -> str:
        return f"ws://{self.address}/gateway"

    def threads_of(self, guild: Guild) -> list[Channel]:
        """The threads of a server that are not archived."""
        return [
            channel
            for channel in self.channels.values()
            if channel.guild is guild and channel.parent and not (channel.deleted or channel.archived)
        ]

    def channel_with(self, user: User) -> Channel:
        """The direct channel between a person and the bot."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        return self.add_channel(Channel(user.name, None, user))

    def add_channel(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        return channel

    def told(self) -> str:
        """What people did last and saw of it, for who reads about a failure."""
        messages = list(self.messages.values())[-TOLD_MOST:]
        return "\n".join(
            [
                *(str(interaction) for interaction in list(self.interactions.values())[-TOLD_MOST:]),
                *(
                    f"message {one.id} in {one.channel.id}{' (deleted)' * one.deleted}: {one.words!r}"
                    for one in messages
                ),
            ]
        )

    def by_token(self, token: str) -> Interaction | None:
        return next((found for found in self.interactions.values() if found.token == token), None)

    def messages_in(self, channel: Channel) -> list[Message]:
        """What everybody sees there, the oldest first."""
        return [
            message
            for message in self.messages.values()
            if message.channel is channel and not message.deleted and not message.ephemeral and not channel.deleted
        ]
