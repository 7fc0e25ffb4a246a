"""Moderators decide over the wire: whatever is refused, broken off or decided elsewhere, each thing happens once."""

from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.discord.errors import MISSING_ACCESS
from tests.discord.faults import Fault, server_fault
from tests.discord.quick_clips import sound_of
from tests.discord.rig import Rig
from tests.discord.state import Channel, Guild, Interaction, Message, User

pytestmark = pytest.mark.asyncio(loop_scope="session")

HELD = "a hymn like Taylor Swift"
REFUSED = "kill yourself techno"
HOLD_S = 3600.0
PAINTED = 1


@dataclass
class House:
    """A server with moderators who are asked in a channel of theirs."""

    rig: Rig
    guild: Guild
    riffs: Channel
    room: Channel
    mod: User
    ana: User

    @property
    def cards(self) -> list[Message]:
        """The cases that moderators see."""
        return [one for one in self.rig.discord.seen(self.room) if "### " in one.words]

    @property
    def told(self) -> list[str]:
        """What ana alone reads, where she asked and in direct messages."""
        here = [one for one in self.rig.discord.seen(self.riffs, self.ana) if one.ephemeral]
        return [one.content for one in (*here, *self.direct)]

    @property
    def direct(self) -> list[Message]:
        return self.rig.discord.seen(self.rig.discord.world.channel_with(self.ana), self.ana)

    async def do(self, words: str, /, **options: str) -> Interaction:
        """Let the moderator use a command, and wait for what it says."""
        return await self.done(await self.rig.discord.slash(words, user=self.mod, channel=self.room, **options))

    async def done(self, asked: Interaction) -> Interaction:
        await self.rig.wait_for(lambda: asked.original and not asked.original.loading, "an answer")
        return asked

    async def ask(self, prompt: str, seed: int = 0) -> Interaction:
        return await self.rig.discord.slash("riff", prompt=prompt, seed=seed, user=self.ana, channel=self.riffs)

    async def card(self) -> Message:
        (card,) = await self.rig.wait_for(lambda: self.cards, "a case")
        return card

    async def decide(self, verb: str, *, reason: str = "", tell: bool = True) -> Interaction:
        """Press a button of the one case and send off what it asks; what comes of it is not waited for."""
        card = await self.card()
        (button,) = [one["custom_id"] for one in card.buttons if f":{verb}:" in one.get("custom_id", "")]
        shown = await self.rig.discord.press(card, button, user=self.mod)
        return await self.rig.discord.submit(shown, reason=reason, tell=tell)

    async def clips(self, number: int) -> list[bytes]:
        """Wait for so many clips, and give their sounds."""
        await self.rig.wait_for(lambda: len(self.rig.clips(self.riffs)) >= number, "clips")
        return [one.file(".mp3").content for one in self.rig.clips(self.riffs)]


@pytest_asyncio.fixture(loop_scope="session")
async def house(rig: Rig) -> House:
    guild, mod = await rig.discord.new_guild(), rig.discord.new_user("mod", moderates=True)
    riffs, room = await rig.discord.new_channel(guild), await rig.discord.new_channel(guild, "moderators")
    there = House(rig, guild, riffs, room, mod, rig.discord.new_user("ana"))
    await there.do("riff-admin config set", key="mod_channel", value=room.id)
    return there


async def restart(rig: Rig) -> None:
    await rig.bots[0].kill()
    rig.discord.reception.release()
    rig.discord.reception.faults.clear()
    await rig.start_bot(rig.bots[0])


async def test_what_is_held_is_asked_and_made_once_though_the_bot_is_killed_twice(house: House) -> None:
    rig = house.rig
    asked = await house.ask(HELD)
    await restart(rig)
    await house.card()
    assert [words.startswith("⏸️ Held: **#") for words in house.told] == [True]
    posting = rig.discord.reception.faults.add(Fault("POST", f"/channels/{house.riffs.id}/messages", delay_s=HOLD_S))
    await house.decide("approve", reason="it is a hymn")
    await rig.wait_for(lambda: posting.happened, "the post")
    await restart(rig)
    assert await house.clips(1) == [sound_of(f"{asked.id}-0")]
    await rig.wait_for(lambda: "Approved" in house.cards[0].words, "the decision on its card")
    await rig.wait_for(lambda: "the moderators let it through" in str(house.told), "what ana is told")
    (told,) = [words for words in house.told if "the moderators let it through" in words]
    assert "it is a hymn" in told
    assert len(rig.discord.seen(house.riffs)) == len(house.cards) == 1


async def test_what_is_refused_is_made_once_moderators_grant_the_appeal(house: House) -> None:
    rig = house.rig
    asked = await house.done(await house.ask(REFUSED))
    refusal = asked.original
    assert refusal is not None
    assert rig.discord.seen(house.riffs) == []
    shown = await rig.discord.press(refusal, f"rf1:appeal:{asked.id}", user=house.ana)
    await house.done(await rig.discord.submit(shown, text="it is the name of a band"))
    assert "it is the name of a band" in (await house.card()).words
    await house.done(await house.decide("approve", tell=False))
    assert await house.clips(1) == [sound_of(f"{asked.id}-0")]


async def test_what_moderators_freeze_comes_once_when_they_thaw_it_though_the_bot_is_killed(house: House) -> None:
    rig = house.rig
    asked = [await house.ask("rain", rig.close_gate(PAINTED))]
    await rig.wait_for(lambda: rig.state_of(f"{asked[0].id}-0") == "taken", "a painter at work")
    asked += [await house.ask("rain", 2), await house.ask("rain", 3)]
    held = rig.discord.reception.faults.add(Fault("PATCH", "/webhooks/*/*/messages/@original", delay_s=HOLD_S))
    await rig.discord.slash("riff-mod freeze server", user=house.mod, channel=house.room)
    await rig.wait_for(lambda: held.happened, "the freeze")
    await restart(rig)
    await rig.wait_for(lambda: [rig.state_of(f"{one.id}-0") for one in asked] == [None] * 3, "empty lanes")
    rig.open_gates()
    late = await house.done(await house.ask("snow"))
    assert late.original is not None
    assert "is stopped in this server" in late.original.content
    frozen = await house.do("riff-mod thaw")
    assert frozen.original is not None
    await rig.discord.press(frozen.original, f"rf1:thaw:server-{house.guild.id}", user=house.mod)
    assert sorted(await house.clips(3)) == sorted(sound_of(f"{one.id}-0") for one in asked)
    assert len(rig.discord.seen(house.riffs)) == 3


async def test_reports_hide_a_clip_and_reach_moderators_whatever_discord_says_first(house: House) -> None:
    rig, posts = house.rig, ("POST", f"/channels/{house.room.id}/messages")
    await house.ask("rain")
    clip = await rig.clip(house.riffs)
    faults = [Fault(*posts, MISSING_ACCESS), server_fault(*posts, 500), Fault(*posts, retry_after_s=0.2)]
    waiting = [rig.discord.reception.faults.add(fault) for fault in faults]
    for number in range(3):
        user = rig.discord.new_user(f"u{number}", id=str(10**17 + number))
        shown = await rig.discord.menu("Report riff", clip, user=user)
        await house.done(await rig.discord.submit(shown, reason="spam"))
    await rig.wait_for(lambda: "Hidden" in clip.content and not clip.files, "a hidden clip")
    await rig.wait_for(lambda: len(rig.discord.seen(house.room)) == 2, "the case and its files")
    assert all(fault.happened for fault in waiting)
    await house.done(await house.decide("approve"))
    await rig.wait_for(lambda: rig.clips(house.riffs) == [clip], "the clip again")
    await rig.wait_for(lambda: rig.discord.seen(house.room) == house.cards, "the case without its files")
    await rig.wait_for(lambda: len(house.direct) == 2, "what ana is told")
    hidden, shown_again = [one.content for one in house.direct]
    assert "hidden until" in hidden
    assert "it is shown again" in shown_again


async def test_what_one_bot_decides_holds_for_the_next_thing_that_another_is_asked(house: House) -> None:
    rig, (one,) = house.rig, house.rig.bots
    other = await rig.add_bot()
    await house.ask("rain")
    await rig.clip(house.riffs)
    rig.pause(other)
    added = await house.do("riff-admin filters add", name="dry", action="block", words="rain")
    assert added.original is not None
    assert "dry" in added.original.content
    rig.pause(one)
    other.go_on()
    refused = await house.done(await house.ask("rain again"))
    one.go_on()
    await other.kill()
    rig.bots.remove(other)
    assert refused.original is not None
    assert "This server has a rule against these words" in refused.original.content
    assert len(rig.discord.seen(house.riffs)) == 1
