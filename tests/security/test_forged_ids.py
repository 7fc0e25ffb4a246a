"""Buttons and modals whose ids somebody wrote: another server's cases, freezes and people, another person's cards."""

import discord
import pytest
from simcord.enums import InteractionType

from bot.buttons import buttons_of
from bot.card import Button, CardView
from bot.modals import MODALS
from bot.presses import PRESSES
from bot.records.oversight import Freeze, NewCase
from bot.records.values import CardRecord
from tests.bot.cases.docket import Docket
from tests.bot.stage import Stage

DECIDING = ("approve", "remove", "strike", "block", "review")


class Elsewhere:
    """A server of its own with somebody who may do everything in it, and in nobody else's."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.guild = stage.env.create_guild()
        self.channel = self.guild.create_text_channel("lair")
        role = self.guild.create_role("bosses", permissions=discord.Permissions(administrator=True))
        self.boss = self.guild.add_member(stage.env.create_user("boss"), roles=[role])

    async def press(self, verb: str, target: str) -> None:
        channel = self.stage.bot.get_channel(self.channel.id)
        assert isinstance(channel, discord.TextChannel)
        button = Button(verb, target, "✅", "Press")  # type: ignore[arg-type]
        message = await channel.send("a message", view=buttons_of(CardView("", buttons=((button,),))))
        await self.boss.click(message, label="Press")

    async def send(self, verb: str, target: str) -> None:
        data = {"custom_id": f"rf1:{verb}:{target}", "components": FIELDS}
        await self.boss._dispatch_interaction(InteractionType.MODAL_SUBMIT, self.channel, data)


def field(name: str, value: object, kind: discord.ComponentType) -> dict[str, object]:
    return {"type": 18, "id": 1, "component": {"type": kind.value, "id": 2, "custom_id": name, "value": value}}


FIELDS = [
    field("decision", "block", discord.ComponentType.radio_group),
    field("reason", "spam", discord.ComponentType.text_input),
    field("text", "it is a hymn", discord.ComponentType.text_input),
    field("tell", True, discord.ComponentType.checkbox),  # noqa: FBT003 - as it is ticked
]


@pytest.fixture
def elsewhere(stage: Stage) -> Elsewhere:
    return Elsewhere(stage)


async def kept(stage: Stage, card_id: str) -> CardRecord:
    return await stage.record(card_id)


@pytest.mark.parametrize("verb", DECIDING)
async def test_no_button_reaches_a_case_of_another_server(stage: Stage, elsewhere: Elsewhere, verb: str) -> None:
    await stage.riff()
    card_id = (await stage.only_card()).card.id
    server = str(stage.guild.id)
    case = await stage.services.records.open_case(NewCase("report", server, str(stage.ana.id), card_id), stage.clock())
    await elsewhere.press(verb, str(case.number))
    assert await stage.services.records.case(case.number, server) == case


async def test_no_modal_decides_one(stage: Stage, elsewhere: Elsewhere) -> None:
    server = str(stage.guild.id)
    case = await stage.services.records.open_case(NewCase("report", server, str(stage.ana.id), "1"), stage.clock())
    await elsewhere.send("decide", str(case.number))
    assert await stage.services.records.case(case.number, server) == case
    assert await stage.services.records.blocks_of(str(stage.ana.id)) == []
    await Docket(stage).eve._dispatch_interaction(
        InteractionType.MODAL_SUBMIT, stage.channel, {"custom_id": f"rf1:decide:{case.number}", "components": FIELDS}
    )
    decided = await stage.services.records.case(case.number, server)
    assert decided is not None
    assert decided.decision == "block"  # so that modal would have


async def test_no_button_thaws_what_others_froze(stage: Stage, elsewhere: Elsewhere) -> None:
    server, ana = str(stage.guild.id), str(stage.ana.id)
    freezes = [Freeze(server, "server", server, "1", "", 1.0), Freeze(server, "user", ana, "1", "", 2.0)]
    freezes.append(Freeze("*", "everything", "*", "operator", "", 3.0))
    for one in freezes:
        await stage.services.records.freeze(one)
    for target in (f"server-{server}", f"user-{ana}", "everything-", "everything-800"):
        await elsewhere.press("thaw", target)
    assert await stage.services.records.freezes() == freezes


async def test_no_button_or_modal_of_another_changes_a_card(stage: Stage, elsewhere: Elsewhere) -> None:
    """Whatever is pressed there: what waits here waits on, and nobody's data is deleted for them."""
    await stage.riff()
    before = await kept(stage, (await stage.only_card()).card.id)
    for verb in PRESSES:
        for target in (before.card.id, before.requests[0].request.id, str(stage.ana.id)):
            await elsewhere.press(verb, target)
    for verb in MODALS:
        await elsewhere.send(verb, before.card.id)
    assert await kept(stage, before.card.id) == before
    assert await stage.services.records.erasure_of(str(stage.ana.id)) is None
    here = (await stage.services.records.audit(str(stage.guild.id))).entries
    assert here == ()
