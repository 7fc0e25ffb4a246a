"""A family on stage: ana's clip in the channel, and what others make of it."""

from dataclasses import dataclass

import discord
from simcord.actors import MemberActor
from simcord.backend.models import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import OverwriteType
from simcord.results import InteractionResult

from bot.records.statements import Choice
from bot.records.values import CardRecord, ClipRecord, Remixes
from tests.bot.stage import Stage

ARCHIVED, LOCKED = 50083, 160005


@dataclass
class Kin:
    """What the tests of families do, and see."""

    stage: Stage

    async def root(self, *, remixes: Remixes = "all", **options: object) -> discord.Message:
        """Let ana make a clip."""
        if remixes != "all":
            records = self.stage.services.records
            ana = str(self.stage.ana.id)
            await records.choose(Choice("user", ana, "remixes", remixes), by=ana, now_s=0.0)
        return await self.stage.made(**options)

    async def clip_of(self, message: discord.Message, number: int = 0) -> ClipRecord:
        """The clip that a message shows."""
        (record,) = await self.stage.services.records.cards_of_messages(str(message.channel.id), [str(message.id)])
        clip = record.requests[number].clip
        assert clip is not None
        return clip

    async def remix(
        self,
        of: discord.Message,
        who: MemberActor | None = None,
        *,
        prompt: str = "darker",
        at: ChannelHandle | None = None,
        **options: object,
    ) -> InteractionResult:
        """Let somebody, ben if nobody else, ask for a remix."""
        clip = await self.clip_of(of)
        who, at = who or self.stage.ben, at or self.stage.channel
        return await who.slash(at, "remix", riff=clip.id, prompt=prompt, **options)

    async def remixed(self, of: discord.Message, who: MemberActor | None = None) -> discord.Message:
        """Let somebody make a remix, let it be painted, and show it."""
        await self.remix(of, who)
        self.stage.worker.finish()
        await self.stage.deliver()
        return self.thread_messages()[-1]

    async def asked(self, **options: object) -> discord.Message:
        """Let ben ask ana, who wants to be asked, and find the question."""
        await self.remix(await self.root(remixes="ask"), **options)  # type: ignore[arg-type]
        return self.thread_messages()[-1]

    @property
    def thread(self) -> ChannelHandle:
        """The only thread of the channel."""
        (found,) = self.stage.channel.threads
        return found

    def thread_messages(self) -> list[discord.Message]:
        """What is in it, the oldest first."""
        return sorted(self.thread.history(), key=lambda message: message.id)

    def channel_messages(self) -> list[discord.Message]:
        """What has buttons in the channel; Discord says something of threads too."""
        return [one for one in self.stage.messages() if one.components]

    async def card(self, message: discord.Message) -> CardRecord:
        """The card that a message shows."""
        (found,) = await self.stage.services.records.cards_of_messages(str(message.channel.id), [str(message.id)])
        return found

    def forbid(self, **permissions: bool) -> None:
        """Take permissions from everybody in the channel, the bot too, and let it hear of it."""
        self._overwrite(self.stage.guild.id, OverwriteType.ROLE, permissions)
        self._overwrite(self.stage.env.backend.bot_user.id, OverwriteType.MEMBER, permissions)

    def hide_from(self, who: MemberActor) -> None:
        """Let somebody no longer see the channel."""
        self._overwrite(who.id, OverwriteType.MEMBER, {"view_channel": False})

    def silence(self, who: MemberActor) -> None:
        """Let somebody only read the channel and its threads."""
        self._overwrite(who.id, OverwriteType.MEMBER, {"send_messages": False, "send_messages_in_threads": False})

    def _overwrite(self, target: int, kind: OverwriteType, permissions: dict[str, bool]) -> None:
        _, deny = discord.PermissionOverwrite(**permissions).pair()
        self.stage.env.backend.set_overwrite(self.stage.channel.id, Overwrite(target, kind, deny=deny.value))

    def refuse_threads(self, *, status: int = 400, code: int) -> None:
        """Let Discord refuse to open threads."""
        self.stage.refuse("POST", "/channels/*/threads", status=status, code=code, times=None)

    def refuse_posts(
        self, channel: ChannelHandle | int, *, status: int = 403, code: int, times: int | None = 1
    ) -> None:
        """Let Discord refuse messages in a channel."""
        number = channel if isinstance(channel, int) else channel.id
        self.stage.refuse("POST", f"/channels/{number}/messages", status=status, code=code, times=times)


def told(result: InteractionResult) -> str:
    """What the person who asked is told by now, and nobody else sees."""
    assert result.response is not None
    assert result.response.ephemeral
    return result.response.content


def replied_to(message: discord.Message) -> int | None:
    """The message that one replies to."""
    return None if message.reference is None else message.reference.message_id
