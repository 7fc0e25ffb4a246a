"""A jam on the stage of the bot's tests, in a thread of its own; its clock stands until it is moved."""

from dataclasses import dataclass, field

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from bot.jams import overseeing
from bot.jams.machine import Plan
from bot.jams.machine.acts import Act, Enter, Join, Noted, Painted, Start
from bot.jams.moving import created, move
from bot.placing import place
from bot.records.jam import Entry, Jam, JamRules
from bot.records.values import Ancestry
from core.contract import Riff
from core.request import Origin, Request
from tests.bot import samples
from tests.bot.stage import Stage

NAME, THEME = "Friday", "rain on a tin roof"
WORDS = "marimba solo"
BATTLE = JamRules("battle", rounds=4)


@dataclass
class Session:
    """A jam that ana leads and ben plays in."""

    stage: Stage
    name: str = NAME
    id: str = field(default="", init=False)
    thread: ChannelHandle = field(init=False)

    async def begin(self, rules: JamRules = BATTLE, *, starts: bool = True) -> None:
        """Open it, with its thread, and play."""
        stage = self.stage
        await self.plan(rules)
        channel = stage.bot.get_channel(stage.channel.id)
        assert isinstance(channel, discord.TextChannel)
        kind = discord.ChannelType.private_thread if rules.is_private else discord.ChannelType.public_thread
        opened = await channel.create_thread(name=NAME, type=kind)
        (self.thread,) = (one for one in stage.channel.threads if one.id == opened.id)
        await self.do(Noted(thread=str(opened.id)), Join(str(stage.ben.id)))
        if starts:
            await self.start()

    async def plan(self, rules: JamRules = BATTLE) -> None:
        """Begin it, without a thread."""
        stage = self.stage
        plan = Plan(str(stage.guild.id), str(stage.channel.id), self.name, THEME, rules)
        self.id = (await created(stage.services, plan, host=str(stage.ana.id))).id

    async def start(self) -> Jam:
        return await self.do(Start(str(self.stage.ana.id)))

    async def do(self, *acts: Act) -> Jam:
        for act in acts:
            await move(self.stage.services, self.id, act)
        return await self.now()

    async def now(self) -> Jam:
        jam = await self.stage.services.records.jam(self.id)
        assert jam is not None
        return jam

    async def enter(self, who: MemberActor, words: str = WORDS) -> Entry:
        """Enter what nobody has anything against."""
        return of(await self.do(Enter(str(who.id), words)), who)

    async def contribute(self, who: MemberActor, words: str = WORDS) -> InteractionResult:
        """Enter it by the command, in the thread."""
        return await who.slash(self.thread, "jam contribute", prompt=words)

    async def oversee(self) -> Jam:
        await overseeing.tend(self.stage.services, self.stage.bot, await self.now())
        return await self.now()

    async def paint(self, *entries: Entry) -> Jam:
        """Have entries painted, as what leads jams does."""
        for entry in entries:
            origin = Origin(
                server=str(self.stage.guild.id), channel=str(self.thread.id), author=entry.user, jam=self.id
            )
            hidden = (await self.now()).rules.is_private
            card = samples.card(id=entry.id, origin=origin, jam=self.id, secluded=hidden, created_s=self.stage.clock())
            request = Request(id=f"{entry.id}-0", recipe=Riff(prompt=entry.prompt, seed=7), origin=origin)
            assert await self.stage.services.records.open_card(card, [request], ancestries=[Ancestry("jam")])
            await place(self.stage.services, await self.stage.record(card.id))
            self.stage.worker.finish()
            await self.stage.hear()
            await self.do(Painted(entry.id, request.id))
        return await self.now()

    def said(self) -> list[str]:
        """What the bot said in the thread, the oldest first."""
        posted = sorted(self.thread.history(), key=lambda message: message.id)
        return [one.content for one in posted if one.author == self.stage.bot.user]


def of(jam: Jam, who: MemberActor) -> Entry:
    """The entry of somebody that was added last."""
    return [one for one in jam.entries if one.user == str(who.id)][-1]
