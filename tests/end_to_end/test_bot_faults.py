"""What Discord may answer, and how each of it ends; docs/operations.md has the table."""

import asyncio
import time
from dataclasses import replace
from typing import Final

import pytest

from bot.patience import SLOW
from tests.discord.errors import MISSING_PERMISSIONS, TOO_LARGE, UNKNOWN_MESSAGE
from tests.discord.faults import Fault, server_fault
from tests.discord.patience import are_apart
from tests.discord.rig import Rig
from tests.discord.state import Channel, Interaction, Message, User

pytestmark = pytest.mark.asyncio(loop_scope="session")

EDIT: Final = ("PATCH", "/channels/*/messages/*")
POST: Final = ("POST", "/channels/*/messages")
ACKNOWLEDGE: Final = ("POST", "/interactions/*/*/callback")
TRIES: Final = 5
QUIET_S: Final = 0.7
"""Long enough for a second answer to show."""


async def ask(rig: Rig, user: User, channel: Channel, *, gate: int | None = None) -> Interaction:
    """Ask for a clip, to be painted when its gate opens."""
    seed = rig.close_gate(gate) if gate else 0
    return await rig.discord.slash("riff", prompt="rain", seed=seed, user=user, channel=channel)


async def painted(rig: Rig, user: User, channel: Channel, gate: int) -> Message:
    """Ask, and wait until it is being painted."""
    interaction = await ask(rig, user, channel, gate=gate)
    await rig.wait_for(lambda: rig.state_of(f"{interaction.id}-0") == "taken", "a painter")
    return await rig.card(channel)


async def only_clip(rig: Rig, channel: Channel) -> Message:
    """Wait for the clip, and a while for a second one that must not come."""
    clip = await rig.clip(channel)
    await asyncio.sleep(QUIET_S)
    assert rig.discord.seen(channel) == [clip]
    return clip


def told_to_try_again(interaction: Interaction) -> bool:
    """Tell whether the records were too slow, as on a starved machine: the one answer after which people ask anew."""
    return interaction.original is not None and interaction.original.content.startswith(SLOW)


async def direct_clip(rig: Rig, user: User) -> Message:
    return await only_clip(rig, rig.discord.world.channel_with(user))


async def ended(rig: Rig, card: Message) -> Message:
    """Wait until a card says how it ended: it has no Cancel button any more."""
    await rig.wait_for(lambda: not any("Cancel" in str(one.get("label")) for one in card.buttons), "an end")
    return card


@pytest.mark.parametrize(
    "fault",
    [
        server_fault(*EDIT, 500, with_files=True),
        server_fault(*EDIT, 502, after_work=True, with_files=True),
        Fault(*EDIT, retry_after_s=0.5, times=2, with_files=True),
        Fault(*EDIT, lost=True, with_files=True),
        Fault(*EDIT, delay_s=2, with_files=True),
    ],
    ids=["500", "502 after it was done", "429", "lost answer", "slow"],
)
async def test_a_passing_fault_delays_the_clip_and_doubles_nothing(rig: Rig, fault: Fault) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    rig.discord.reception.faults.add(fault)
    await ask(rig, user, channel)
    await only_clip(rig, channel)
    assert fault.happened == fault.times


@pytest.mark.parametrize(
    "fault",
    [
        Fault(*ACKNOWLEDGE, lost=True),
        server_fault(*ACKNOWLEDGE, 500),
        server_fault(*ACKNOWLEDGE, 502, after_work=True),
    ],
    ids=["lost answer", "500", "502 after it was done"],
)
async def test_an_acknowledgement_that_went_wrong_ends_in_one_clip(rig: Rig, fault: Fault) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    rig.discord.reception.faults.add(fault)
    await ask(rig, user, channel)
    await only_clip(rig, channel)


@pytest.mark.parametrize("nonce_life_s", [180.0, 0.0], ids=["a nonce", "its history"])
async def test_a_new_message_whose_answer_was_lost_is_found_again(rig: Rig, nonce_life_s: float) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    rig.discord.posting.nonce_life_s = nonce_life_s
    rig.discord.reception.faults.add(Fault(*ACKNOWLEDGE, MISSING_PERMISSIONS))
    lost = rig.discord.reception.faults.add(Fault(*POST, lost=True))
    await rig.discord.ask("riff", prompt="rain", user=user, channel=channel)
    await only_clip(rig, channel)
    rig.discord.posting.nonce_life_s = 180.0
    assert lost.happened == 1


@pytest.mark.parametrize("noticed", ["told by the gateway", "found by editing"])
async def test_a_deleted_card_is_let_go(rig: Rig, noticed: str) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    card = await painted(rig, user, channel, 81)
    if noticed == "told by the gateway":
        await rig.discord.delete(card)
    else:
        card.deleted = True
        rig.open_gates()
    name = f"{card.interaction.id if card.interaction else ''}-0"
    await rig.wait_for(lambda: rig.state_of(name) in {"cancelled", "done"}, "an end in the lanes")
    await asyncio.sleep(QUIET_S)
    assert rig.discord.seen(channel) == []
    assert rig.discord.seen(rig.discord.world.channel_with(user)) == []


async def test_without_the_right_to_attach_the_card_says_what_is_missing(rig: Rig) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    card = await painted(rig, user, channel, 82)
    channel.bot_may.discard("attach")
    rig.open_gates()
    assert "Attach Files" in (await ended(rig, card)).content
    assert card.files == ()


@pytest.mark.parametrize("how", ["view revoked", "channel deleted"])
async def test_a_place_that_is_closed_to_the_bot_gets_a_direct_message_instead(rig: Rig, how: str) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    await painted(rig, user, channel, 83)
    if how == "view revoked":
        channel.bot_may.clear()
    else:
        await rig.discord.delete_channel(channel)
    rig.open_gates()
    clip = await direct_clip(rig, user)
    assert ("View Channel" if how == "view revoked" else "is gone") in clip.content


async def test_who_takes_no_direct_messages_stops_nobody_else(rig: Rig) -> None:
    closed, user = rig.discord.new_user("ben", takes_messages=False), rig.discord.new_user()
    gone, channel = await rig.new_channel(), await rig.new_channel()
    await painted(rig, closed, gone, 84)
    await rig.discord.delete_channel(gone)
    rig.open_gates()
    await ask(rig, user, channel)
    await only_clip(rig, channel)
    assert rig.discord.seen(rig.discord.world.channel_with(closed)) == []


@pytest.mark.parametrize(("limit", "endings"), [(60, ["mp3"]), (10, [])], ids=["without the picture", "text alone"])
async def test_files_that_are_too_large_after_all_are_left_out(rig: Rig, limit: int, endings: list[str]) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    card = await painted(rig, user, channel, 85)
    assert channel.guild is not None
    channel.guild.upload_limit = limit
    rig.open_gates()
    await ended(rig, card)
    assert [file.name.rpartition(".")[2] for file in card.files] == endings
    assert "too large" in card.content or endings


async def test_a_request_that_is_too_large_as_a_whole_is_made_smaller(rig: Rig) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    rig.discord.reception.faults.add(Fault(*EDIT, TOO_LARGE, with_files=True))
    await ask(rig, user, channel)
    assert len((await only_clip(rig, channel)).files) == 1


async def test_an_interactions_token_may_expire_before_the_clip(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    await painted(rig, user, channel, 86)
    monkeypatch.setattr(rig.discord.interactions, "token_life_s", 0.0)
    rig.open_gates()
    await only_clip(rig, channel)


async def test_what_only_the_token_reaches_comes_as_a_direct_message_when_that_expires(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = rig.discord.new_user()
    channel = await rig.discord.new_channel(await rig.discord.new_guild(has_bot=False))
    await painted(rig, user, channel, 87)
    monkeypatch.setattr(rig.discord.interactions, "token_life_s", 0.0)
    rig.open_gates()
    assert "15 minutes" in (await direct_clip(rig, user)).content


async def test_an_unknown_message_is_not_posted_anew(rig: Rig) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    card = await painted(rig, user, channel, 88)
    refused = rig.discord.reception.faults.add(replace(Fault(*EDIT, UNKNOWN_MESSAGE), times=5))
    rig.open_gates()
    await rig.wait_for(lambda: refused.happened, "an edit")
    await asyncio.sleep(QUIET_S)
    assert rig.discord.seen(channel) == [card]


@pytest.mark.parametrize("way", ["closed", "cut", "asked to reconnect", "session forgotten"])
async def test_a_gateway_that_goes_away_loses_no_request(rig: Rig, way: str) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    gateway = rig.discord.gateway
    identified = gateway.identified
    if way == "session forgotten":
        await gateway.invalidate()
        await rig.wait_for(lambda: gateway.identified > identified, "a new session")
    else:
        await {"closed": gateway.drop, "asked to reconnect": gateway.ask_to_reconnect}.get(way, gateway.cut_off)()
    for _ in range(TRIES):
        interaction = await rig.discord.answered(
            await rig.discord.ask("riff", prompt="rain", user=user, channel=channel)
        )
        if not told_to_try_again(interaction):
            break
    await only_clip(rig, channel)


async def test_edits_of_one_card_are_seconds_apart(rig: Rig) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    begun_s = time.monotonic()
    card = await painted(rig, user, channel, 89)
    await asyncio.sleep(4)
    await rig.wait_for(lambda: card.edits, "some progress")
    assert are_apart(len(card.edits), within_s=time.monotonic() - begun_s)
    rig.open_gates()
    await rig.clip(channel)
