"""The gate on stage: a server that decided something, people of all ranks, and how they ask for things."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, RoleHandle
from simcord.results import InteractionResult

from bot.records.oversight import Access, Case, Filter, Freeze, FreezeKind, Scope, Verdict
from bot.records.oversight import Block as Blocked
from bot.records.statements import Choice
from bot.records.values import CardRecord, ClipRecord
from tests.bot.family.kin import Kin
from tests.bot.stage import Stage, attached, png, uncoded

REFUSED, HELD, REPLACED, FINE = "kazoo solo", "theremin solo", "banjo solo", "marimba solo"
"""What the server of these tests refuses, has held, replaces, and has nothing against."""

FILTERS = (
    Filter("no kazoos", "block", ("kazoo",)),
    Filter("theremins", "hold", ("theremin",)),
    Filter("strings", "replace", ("banjo",), replacement="guitar"),
)
DAY_S = 24 * 3600.0

Flow = Literal[
    "riff", "morph", "remix", "extend", "remix modal", "extend modal", "morph modal", "over a file", "reply",
]  # fmt: skip
COMMANDS = ("remix", "extend")
FILLED: dict[str, tuple[str, str]] = {
    "remix modal": ("Remix", "prompt"),
    "over a file": ("Remix", "prompt"),
    "extend modal": ("Extend", "prompt"),
    "morph modal": ("Morph", "to"),
}
"""Which button asks for it, and where the words go."""


@dataclass
class Gatehouse:
    """A server that wants moderators to be asked."""

    stage: Stage
    kin: Kin = field(init=False)
    room: ChannelHandle = field(init=False)
    """Where moderators are asked."""
    _root: discord.Message | None = None

    def __post_init__(self) -> None:
        self.kin = Kin(self.stage)
        self.room = self.stage.guild.create_text_channel("moderators")
        self.stage.change(fetch=attached(self.stage))

    @property
    def server(self) -> str:
        return str(self.stage.guild.id)

    async def begin(self) -> None:
        """Let the server decide."""
        await self.with_filters()
        await self.choose("mod_channel", str(self.room.id))

    async def choose(self, key: str, value: str | None, *, scope: Scope = "server", holder: int | None = None) -> None:
        choice = Choice(scope, str(holder or self.server), key, value, self.server)
        await self.stage.services.records.choose(choice, by="1", now_s=self.stage.clock())

    async def with_filters(self, *filters: Filter) -> None:
        for one in filters or FILTERS:
            await self.stage.services.records.add_filter(self.server, one, by="1", now_s=self.stage.clock())

    async def refuse_now(self, word: str) -> None:
        """Let the server refuse a word from now on, and wait until what is shown over and over knows it."""
        await self.with_filters(Filter(f"no {word}", "block", (word,)))
        self.stage.clock.move(1)

    async def make_now_refused(self) -> ClipRecord:
        """Let ana make what is fine, and the server refuse its words afterwards."""
        self._root = await self.stage.made(prompt=FINE)
        await self.refuse_now("marimba")
        return await self.clip()

    async def clip(self) -> ClipRecord:
        """The clip that others are made of."""
        return await self.kin.clip_of(await self.root())

    async def root(self) -> discord.Message:
        """Ana's card, of whose clip others are made; it is made when it is needed."""
        if self._root is None:
            self._root = await self.stage.made()
        return self._root

    def managers(self) -> RoleHandle:
        """A role of those who manage the server."""
        granted = discord.Permissions(manage_guild=True, manage_messages=True)
        return self.stage.guild.create_role("managers", permissions=granted)

    def for_adults(self) -> None:
        """Let Discord show the channel to adults alone; the simulation knows no such channels."""
        channel = self.stage.bot.get_channel(self.stage.channel.id)
        assert isinstance(channel, discord.TextChannel)
        channel.nsfw = True

    async def say_of(self, kind: Literal["channel", "role", "user"], target: int, verdict: Verdict) -> None:
        access = Access(kind, str(target), verdict)
        await self.stage.services.records.set_access(self.server, access, by="1", now_s=self.stage.clock())

    async def block(self, who: MemberActor, *, server: str | None = None, until_s: float | None = None) -> None:
        now_s = self.stage.clock()
        await self.stage.services.records.block(Blocked(server or self.server, str(who.id), "1", "", now_s, until_s))

    async def freeze(self, kind: FreezeKind, target: int) -> None:
        frozen = Freeze(self.server, kind, str(target), "1", "", self.stage.clock())
        assert await self.stage.services.records.freeze(frozen)

    def newcomer(self, *, days: float = 1) -> MemberActor:
        """Somebody who joined so many days ago."""
        new = self.stage.guild.add_member(self.stage.env.create_user("newt"))
        joined = datetime.fromtimestamp(self.stage.clock() - days * DAY_S, UTC)
        self.stage.env.backend.get_guild(self.stage.guild.id).members[new.id].joined_at = joined.isoformat()
        return new

    async def ask(self, flow: Flow, words: str, who: MemberActor | None = None) -> InteractionResult | None:
        """Ask for something in one of all ways."""
        who, stage = who or self.stage.ben, self.stage
        if flow == "reply":
            assert stage.bot.user is not None
            await who.send(stage.channel, f"{stage.bot.user.mention} {words}", reply_to=await self.root())
            return None
        if flow in FILLED:
            button, field = FILLED[flow]
            file = {"file": ("hum.png", png(7))} if flow == "over a file" else {}
            return await stage.fill(button, await self.root(), who, **{field: words}, **file)
        return await who.slash(stage.channel, flow, **await self._options(flow, words))

    async def _options(self, flow: Flow, words: str) -> dict[str, object]:
        if flow == "morph":
            return {"from": "rain", "to": words}
        return {"prompt": words, **({"riff": (await self.clip()).id} if flow in COMMANDS else {})}

    async def upload(self, who: MemberActor | None = None) -> InteractionResult:
        return await (who or self.stage.ben).slash(self.stage.channel, "play", file=("riff.png", png()))

    async def unfinished(self, who: MemberActor | None = None) -> list[CardRecord]:
        return await self.stage.services.records.unfinished_cards_of(str((who or self.stage.ben).id))

    async def cases(self) -> tuple[Case, ...]:
        return (await self.stage.services.records.open_cases(self.server)).cases

    async def used(self) -> int:
        """How many requests the lanes know."""
        return self.stage.services.lanes.counts(now_s=self.stage.clock()).waiting

    def seen_by_others(self) -> str:
        """All that mod, who did nothing, reads in the channel and its threads."""
        channels = [self.stage.channel, *self.stage.channel.threads]
        messages = [one for channel in channels for one in channel.history(viewer=self.stage.mod)]
        return "\n".join(one.content for one in messages if one.author.id == self.stage.bot.user.id)  # type: ignore[union-attr]


def told(result: InteractionResult | None) -> str:
    """What only the person who asked reads by now."""
    assert result is not None
    said = [one for one in [result.response, *result.followups] if one is not None and one.ephemeral]
    return uncoded(said[-1].content)


def buttons(result: InteractionResult | None) -> dict[str, str]:
    """What that person can press: label → id."""
    assert result is not None
    said = [one for one in [result.response, *result.followups] if one is not None and one.ephemeral]
    rows: Any = said[-1].components
    return {button["label"]: button["custom_id"] for row in rows for button in row["components"]}
