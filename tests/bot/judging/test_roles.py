"""Who asks decides what becomes of it: members, newcomers, whoever is trusted, moderators, blocked people, others."""

import pytest
from simcord.actors import MemberActor

from bot.records.oversight import EVERYWHERE
from tests.bot.judging.gatehouse import FINE, HELD, REFUSED, Gatehouse, buttons, told
from tests.bot.stage import Stage, sentence


async def trusted(gate: Gatehouse) -> MemberActor:
    """Give ben a role that the server trusts."""
    role = gate.stage.guild.create_role("regulars")
    await gate.say_of("role", role.id, "trusted")
    return gate.stage.guild.add_member(gate.stage.env.create_user("tess"), roles=[role])


async def test_nothing_of_who_is_trusted_is_held(gate: Gatehouse) -> None:
    tess = await trusted(gate)
    await gate.ask("riff", HELD, tess)
    assert [one.card.state for one in await gate.unfinished(tess)] == ["open"]


async def test_what_is_refused_is_refused_to_who_is_trusted_too(gate: Gatehouse) -> None:
    tess = await trusted(gate)
    assert "This server has a rule" in told(await gate.ask("riff", REFUSED, tess))


async def test_nothing_of_a_moderators_is_held(gate: Gatehouse) -> None:
    await gate.ask("riff", HELD, gate.stage.mod)
    assert [one.card.state for one in await gate.unfinished(gate.stage.mod)] == ["open"]


async def test_a_user_whom_the_server_trusts_needs_no_role(gate: Gatehouse) -> None:
    await gate.say_of("user", gate.stage.ben.id, "trusted")
    await gate.ask("riff", HELD)
    assert [one.card.state for one in await gate.unfinished()] == ["open"]


async def test_a_newcomer_has_one_request_waiting_at_a_time(gate: Gatehouse) -> None:
    await gate.choose("newcomer_days", "7")
    newt = gate.newcomer(days=1)
    await gate.ask("riff", FINE, newt)
    second = sentence(await gate.stage.riff(newt, prompt=FINE))
    assert "You can have 1 request waiting" in second
    assert "You are new in this server" in second
    assert len(await gate.unfinished(newt)) == 1


async def test_a_newcomer_asks_for_one_variation(gate: Gatehouse) -> None:
    await gate.choose("newcomer_days", "7")
    said = sentence(await gate.stage.riff(gate.newcomer(), prompt=FINE, variations=2))
    assert "ask for 1 variation" in said


async def test_after_their_days_a_newcomer_is_like_all(gate: Gatehouse) -> None:
    await gate.choose("newcomer_days", "7")
    newt = gate.newcomer(days=8)
    for _ in range(2):
        await gate.ask("riff", FINE, newt)
    assert len(await gate.unfinished(newt)) == 2


async def test_where_a_server_is_strict_a_newcomers_first_clips_are_held(gate: Gatehouse) -> None:
    await gate.choose("newcomer_days", "7")
    await gate.choose("moderation", "strict")
    newt = gate.newcomer()
    assert "Held: **#" in told(await gate.ask("riff", FINE, newt))
    (case,) = await gate.cases()
    assert case.rule == "first clips"
    await gate.ask("riff", FINE)
    assert [one.card.state for one in await gate.unfinished()] == ["open"]


async def test_who_is_blocked_is_told_until_when(gate: Gatehouse) -> None:
    until_s = gate.stage.clock() + 3600
    await gate.block(gate.stage.ben, until_s=until_s)
    assert f"<t:{round(until_s)}:f>" in told(await gate.ask("riff", FINE))
    gate.stage.clock.move(3601)
    await gate.ask("riff", FINE)
    assert len(await gate.unfinished()) == 1


async def test_who_is_blocked_here_may_ask_in_direct_messages(gate: Gatehouse) -> None:
    await gate.block(gate.stage.ben)
    await gate.stage.ben.user.slash("riff", prompt=FINE)
    assert len(await gate.unfinished()) == 1


async def test_whom_the_operator_blocks_may_ask_nowhere(gate: Gatehouse) -> None:
    await gate.block(gate.stage.ben, server=EVERYWHERE)
    assert "Whoever runs Jamgram has blocked you" in told(await gate.ask("riff", FINE))
    assert "Whoever runs Jamgram has blocked you" in told(await gate.stage.ben.user.slash("riff", prompt=FINE))


async def test_in_direct_messages_nothing_is_held_and_nobody_can_be_appealed_to(gate: Gatehouse) -> None:
    result = await gate.stage.ben.user.slash("riff", prompt="a song like Taylor Swift")
    assert "Name the sound instead of the artist" in told(result)
    assert buttons(result) == {}
    assert await gate.cases() == ()


async def test_another_servers_rules_do_not_hold_in_direct_messages(gate: Gatehouse) -> None:
    await gate.stage.ben.user.slash("riff", prompt=REFUSED)
    assert len(await gate.unfinished()) == 1


async def test_another_server_decides_for_itself(gate: Gatehouse) -> None:
    guild = gate.stage.env.create_guild("another")
    there, ben = guild.create_text_channel("music"), guild.add_member(gate.stage.ben.user)
    await ben.slash(there, "riff", prompt=REFUSED)
    (record,) = await gate.unfinished()
    assert record.card.origin.server == str(guild.id)


async def test_where_nothing_was_decided_words_without_harm_are_made(stage: Stage) -> None:
    await stage.riff(prompt="lo-fi beats, rainy window")
    assert (await stage.only_card()).card.state == "open"


async def test_without_a_channel_for_moderators_what_would_be_held_is_refused(stage: Stage) -> None:
    said = sentence(await stage.riff(prompt="a song like Taylor Swift"))
    assert "Name the sound instead of the artist" in said
    assert await stage.services.records.open_cards() == []


@pytest.mark.parametrize(
    ("kind", "told_of"), [("user", "what you ask for"), ("channel", "in this channel"), ("server", "in this server")]
)
async def test_what_is_frozen_takes_nothing_in(gate: Gatehouse, kind: str, told_of: str) -> None:
    target = {"user": gate.stage.ben.id, "channel": gate.stage.channel.id, "server": gate.stage.guild.id}[kind]
    await gate.freeze(kind, target)  # type: ignore[arg-type]
    assert told_of in told(await gate.ask("riff", FINE))
    assert await gate.unfinished() == []


async def test_a_denied_channel_says_where_to_ask(gate: Gatehouse) -> None:
    await gate.say_of("channel", gate.room.id, "allow")
    assert f"in <#{gate.room.id}>" in told(await gate.ask("riff", FINE))
    await gate.ask("riff", FINE, gate.stage.mod)
    assert len(await gate.unfinished(gate.stage.mod)) == 1


async def test_a_family_whose_channel_is_denied_now_is_not_gone_on_with_there(gate: Gatehouse) -> None:
    root, elsewhere = await gate.root(), gate.stage.guild.create_text_channel("elsewhere")
    await gate.say_of("channel", gate.stage.channel.id, "deny")
    await gate.kin.remix(root, at=elsewhere, prompt=FINE)
    (record,) = await gate.unfinished()
    assert record.card.origin.channel == str(elsewhere.id)


async def test_three_refusals_within_ten_minutes_are_followed_by_ten_minutes_of_rest(gate: Gatehouse) -> None:
    for _ in range(2):
        assert "🧊" not in told(await gate.ask("riff", REFUSED))
    until = f"<t:{round(gate.stage.clock() + 600)}:R>"
    assert until in told(await gate.ask("riff", REFUSED))
    assert "refused within ten minutes" in told(await gate.ask("riff", FINE))
    gate.stage.clock.move(601)
    await gate.ask("riff", FINE)
    assert len(await gate.unfinished()) == 1


async def test_in_direct_messages_there_is_a_rest_too_which_holds_nowhere_else(gate: Gatehouse) -> None:
    ben = gate.stage.ben
    for _ in range(3):
        result = await ben.user.slash("riff", prompt="a song like Taylor Swift")
    assert "🧊" in told(result)
    assert "refused within ten minutes" in told(await ben.user.slash("riff", prompt=FINE))
    await gate.ask("riff", FINE)
    assert len(await gate.unfinished()) == 1


async def test_refusals_that_are_far_apart_ask_for_no_rest(gate: Gatehouse) -> None:
    for _ in range(4):
        assert "🧊" not in told(await gate.ask("riff", REFUSED))
        gate.stage.clock.move(400)


async def test_one_person_has_five_things_held_at_a_time(gate: Gatehouse) -> None:
    for _ in range(5):
        await gate.ask("riff", HELD)
    assert "5 others of yours wait" in told(await gate.ask("riff", HELD))
    assert len(await gate.cases()) == 5
