"""What a server decided about files, privacy, lengths, artists and adults, and how it wants moderators to be asked."""

from typing import Any

import pytest

from bot.answers import DATABASE_DOWN
from bot.judging.turning import RECORDING_S
from core.contract import Play, Remix
from core.limits import KEEP
from tests.bot.delivery.away import Slow, gone_before
from tests.bot.judging.gatehouse import FINE, HELD, REFUSED, Gatehouse, buttons, told
from tests.bot.stage import sentence

ARTIST = "a ballad like Taylor Swift"
ADULT = "blowjob funk"


async def states(gate: Gatehouse) -> list[str]:
    return [one.card.state for one in await gate.unfinished()]


async def test_where_a_server_is_open_nothing_is_held(gate: Gatehouse) -> None:
    await gate.choose("moderation", "open")
    await gate.ask("riff", HELD)
    assert await states(gate) == ["open"]
    assert "This server has a rule" in told(await gate.ask("riff", REFUSED))


async def test_one_channel_may_be_open(gate: Gatehouse) -> None:
    await gate.choose("moderation", "open", scope="channel", holder=gate.stage.channel.id)
    await gate.ask("riff", HELD)
    assert await states(gate) == ["open"]


async def test_where_a_server_is_strict_files_are_held_when_they_are_there(gate: Gatehouse) -> None:
    await gate.choose("moderation", "strict")
    result = await gate.upload()
    (record,) = await gate.unfinished()
    (case,) = await gate.cases()
    assert (record.card.state, case.rule, case.card_id) == ("held", "uploads", record.card.id)
    assert isinstance(record.requests[0].request.recipe, Play)
    assert f"Held: **#{case.number}**" in told(result)


async def test_the_card_of_a_held_file_is_taken_away_and_stays_held(gate: Gatehouse) -> None:
    await gate.choose("moderation", "strict")
    await gate.upload()
    (record,) = await gate.unfinished()
    assert record.card.message is None
    assert [one.id for one in gate.stage.messages(gate.stage.mod)] == []


async def test_a_file_over_which_a_clip_is_painted_is_held_too(gate: Gatehouse) -> None:
    await gate.choose("moderation", "strict")
    await gate.ask("over a file", FINE)
    (record,) = await gate.unfinished()
    recipe = record.requests[0].request.recipe
    assert record.card.state == "held"
    assert isinstance(recipe, Remix)
    assert recipe.strength == KEEP["groove"]


async def test_what_comes_of_clips_alone_is_not_held_for_its_files(gate: Gatehouse) -> None:
    await gate.choose("moderation", "strict")
    await gate.ask("remix", FINE)
    assert await states(gate) == ["open"]


async def test_without_moderators_to_ask_a_strict_server_takes_no_files_and_says_why(gate: Gatehouse) -> None:
    await gate.choose("moderation", "strict")
    await gate.choose("mod_channel", None)
    assert "have no channel for that" in told(await gate.upload())
    assert await states(gate) == []


async def test_a_server_that_takes_no_files_fetches_none(gate: Gatehouse) -> None:
    await gate.choose("uploads", "off")
    fetched: list[str] = []

    async def fetch(url: str) -> bytes:
        fetched.append(url)
        return b""

    gate.stage.change(fetch=fetch)
    for result in (await gate.upload(), await gate.ask("over a file", FINE)):
        assert "takes no pictures and sounds of one's own" in told(result)
    assert fetched == []


async def test_what_was_made_of_a_file_is_not_rerolled_where_no_files_are_taken(gate: Gatehouse) -> None:
    await gate.ask("over a file", FINE)
    gate.stage.worker.finish()
    await gate.stage.deliver()
    card = gate.kin.thread_messages()[-1]
    await gate.choose("uploads", "off")
    assert "takes no pictures and sounds" in told(await gate.stage.press("Reroll", card, gate.stage.ben))


async def test_nothing_is_private_where_a_server_wants_it_so_but_exports_are(gate: Gatehouse) -> None:
    await gate.choose("private", "off")
    assert "nothing is made for one person alone" in sentence(await gate.stage.riff(gate.stage.ben, private=True))
    clip = await gate.clip()
    await gate.stage.ben.slash(gate.stage.channel, "riffs export", riff=clip.id, format="wav")
    assert await states(gate) == ["open"]


async def test_no_clip_is_longer_than_it_may_be_here(gate: Gatehouse) -> None:
    await gate.choose("longest", "10")
    assert "may last 10 s, not 30 s" in sentence(await gate.stage.riff(gate.stage.ben, length=30))
    await gate.stage.riff(gate.stage.ben, length=10)
    assert await states(gate) == ["open"]


@pytest.mark.parametrize(("policy", "state"), [("allow", ["open"]), ("hold", ["held"]), ("refuse", [])])
async def test_a_server_decides_about_artists(gate: Gatehouse, policy: str, state: list[str]) -> None:
    await gate.choose("artists", policy)
    result = await gate.ask("riff", ARTIST)
    assert await states(gate) == state
    assert policy != "refuse" or "Name the sound instead of the artist" in told(result)


async def test_adults_may_say_more_among_themselves(gate: Gatehouse) -> None:
    words = ADULT
    assert "These words are sexual" in told(await gate.ask("riff", words))
    gate.for_adults()
    await gate.ask("riff", words)
    (record,) = await gate.unfinished()
    assert record.card.state == "open"
    assert record.requests[0].request.cleared


async def test_a_clip_from_among_adults_is_not_gone_on_with_elsewhere_by_its_words(gate: Gatehouse) -> None:
    gate.for_adults()
    await gate.ask("riff", ADULT, gate.stage.ana)
    gate.stage.worker.finish()
    await gate.stage.deliver()
    message = gate.stage.messages()[-1]
    clip = await gate.kin.clip_of(message)
    elsewhere = gate.stage.guild.create_text_channel("elsewhere")
    said = told(await gate.stage.ben.slash(elsewhere, "vary", riff=clip.id))
    assert "not allowed here now" in said


async def test_words_of_a_clip_are_judged_anew_when_it_is_rerolled(gate: Gatehouse) -> None:
    await gate.ask("riff", FINE)
    gate.stage.worker.finish()
    await gate.stage.deliver()
    await gate.refuse_now("marimba")
    said = told(await gate.stage.press("Reroll", gate.stage.messages()[-1], gate.stage.ana))
    assert "not allowed here now" in said
    assert await states(gate) == []


async def test_what_is_refused_is_remembered_with_its_words_for_an_appeal(gate: Gatehouse) -> None:
    result = await gate.ask("riff", REFUSED)
    card_id = buttons(result)["Appeal"].rpartition(":")[2]
    record = await gate.stage.record(card_id)
    assert record.card.state == "refused"
    assert record.requests[0].state == "cancelled"
    assert result is not None
    assert result.response is not None
    modal = await gate.stage.ben.click(result.response, label="Appeal")
    await gate.stage.ben.submit_modal(modal, {"text": "it is a hymn"})
    (case,) = await gate.cases()
    assert (case.kind, case.card_id, case.matched) == ("appeal", card_id, "kazoo")


async def test_what_is_held_is_called_off_with_the_queue(gate: Gatehouse) -> None:
    await gate.ask("riff", HELD)
    (case,) = await gate.cases()
    shown = await gate.stage.ben.slash(gate.stage.channel, "queue view")
    assert f"held as **#{case.number}**" in sentence(shown)
    await gate.stage.ben.slash(gate.stage.channel, "queue cancel", riff="all")
    assert await states(gate) == []
    assert await gate.cases() == ()


async def test_whom_the_records_keep_waiting_is_told_at_once_and_the_number_follows(gate: Gatehouse) -> None:
    slow: Any = Slow(gate.stage.services.records, "open_held", takes_s=RECORDING_S + 0.3)
    gate.stage.change(records=slow)
    result = await gate.ask("riff", HELD)
    bodies = [one.json for one in gate.stage.env.http_requests if "callback" in one.path]
    assert "I am putting it before them" in str(bodies[-1])
    (case,) = await gate.cases()
    assert f"Held: **#{case.number}**" in told(result)


async def test_if_the_records_are_away_nothing_is_made(gate: Gatehouse) -> None:
    gate.stage.change(records=gone_before(gate.stage.services.records, "oversight_version", times=9))
    assert told(await gate.ask("riff", FINE)) == DATABASE_DOWN
    assert await states(gate) == []


async def test_if_what_is_held_can_not_be_remembered_nobody_is_told_that_it_is_held(gate: Gatehouse) -> None:
    gate.stage.change(records=gone_before(gate.stage.services.records, "open_held", times=1))
    assert told(await gate.ask("riff", HELD)) == DATABASE_DOWN
    assert await gate.cases() == ()
