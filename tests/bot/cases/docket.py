"""Cases on the stage of the bot's tests: a channel for moderators, a second moderator, and what they decide about."""

from dataclasses import dataclass, field, replace

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from bot.cases.desk import Desk
from bot.origins import card_of
from bot.records.oversight import Case, CaseKind, NewCase
from bot.records.statements import Choice, Refusal
from bot.records.values import Card
from core.contract import Recipe, Riff
from core.lease import Lease
from core.request import Request
from tests.bot.stage import Stage, filled_in

DAY_S = 24 * 3600.0
WORDS = "a hymn like Taylor Swift"
MATCHED = "Taylor Swift"


@dataclass
class Docket:
    """What moderators of the stage's server are asked."""

    stage: Stage
    room: ChannelHandle = field(init=False)
    """Where they are asked."""
    eve: MemberActor = field(init=False)
    """The other moderator."""
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        guild = self.stage.guild
        self.room = guild.create_text_channel("moderators")
        role = guild.create_role("more mods", permissions=discord.Permissions(manage_messages=True))
        self.eve = guild.add_member(self.stage.env.create_user("eve"), roles=[role])
        self.desk = self.desk_of("bot-1")

    def desk_of(self, holder: str) -> Desk:
        services = self.stage.services
        lease = Lease(services.redis, "{jamgram}:lease:cases", holder=holder, ttl_s=10)
        return Desk(services, self.stage.bot, lease)

    @property
    def server(self) -> str:
        return str(self.stage.guild.id)

    async def choose(self, key: str, value: str) -> None:
        choice = Choice("server", self.server, key, value, self.server)
        await self.stage.services.records.choose(choice, by="1", now_s=self.stage.clock())

    async def with_room(self) -> None:
        await self.choose("mod_channel", str(self.room.id))

    async def card(self, who: MemberActor | None = None, *, private: bool = False) -> Card:
        """Begin a card of an interaction that was answered in private, as one is that holds something."""
        arrived = self.stage.watch()
        await (who or self.stage.ana).slash(self.stage.channel, "help")
        return replace(card_of(arrived[-1], private=private), message=None)

    async def held(self, recipe: Recipe | None = None, *, card: Card | None = None, kind: str = "artist") -> Case:
        """Hold what somebody asked for."""
        card = card or await self.card()
        asked = NewCase("held", self.server, card.origin.author, card.id, None, kind, "living artists", MATCHED)
        recipe = recipe or Riff(prompt=WORDS, seed=7)
        request = Request(id=f"{card.id}-0", recipe=recipe, origin=card.origin)
        case = await self.stage.services.records.open_held(card, [request], asked)
        assert case is not None
        return case

    async def refused(self, *, family: str = "hate") -> Card:
        """Refuse what somebody asked for."""
        card = await self.card()
        request = Request(id=f"{card.id}-0", recipe=Riff(prompt=WORDS, seed=7), origin=card.origin)
        refusal = Refusal(family, "slurs", "words")
        assert await self.stage.services.records.open_refused(card, [request], refusal)
        return card

    async def shown(self, case: Case) -> discord.Message:
        """Have a case posted, and find its card."""
        await self.desk.look()
        now = await self.now(case)
        assert now.message is not None
        (found,) = (one for one in self.room.history() if str(one.id) == now.message)
        return found

    def posted(self) -> list[discord.Message]:
        return sorted(self.room.history(), key=lambda message: message.id)

    async def now(self, case: Case) -> Case:
        found = await self.stage.services.records.case(case.number, self.server)
        assert found is not None
        return found

    async def only_case(self, kind: CaseKind) -> Case:
        (found,) = (await self.stage.services.records.open_cases(self.server)).cases
        assert found.kind == kind
        return found

    async def press(self, label: str, case: Case, who: MemberActor | None = None) -> InteractionResult:
        return await (who or self.stage.mod).click(await self.shown(case), label=label)

    async def decide(
        self, label: str, case: Case, who: MemberActor | None = None, *, reason: str = "", **fields: object
    ) -> InteractionResult:
        """Press a button under a case, fill in why, and send it off."""
        modal = await self.press(label, case, who)
        return await self.submit(modal, who, reason=reason, **fields)

    async def submit(
        self, modal: InteractionResult, who: MemberActor | None = None, **fields: object
    ) -> InteractionResult:
        given = {**filled_in(modal), "tell": True, **fields}
        return await (who or self.stage.mod).submit_modal(modal, given)

    def told(self, who: MemberActor | None = None) -> list[str]:
        """What somebody has from the bot in direct messages."""
        channel = (who or self.stage.ana).user.dm_channel
        return [one.content for one in sorted(channel.history(), key=lambda message: message.id)]
