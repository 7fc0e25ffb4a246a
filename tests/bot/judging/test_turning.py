"""What is held or refused is recorded once, told once, and goes on when moderators let it."""

from bot.cases.desk import Desk
from bot.intake import judged_record
from bot.judging.deciding import Held, Refused
from bot.judging.turning import recorded
from bot.judging.wording import HOLDING, held_view, interim_view, refused_view
from bot.words import units
from core.contract import Riff
from core.lease import Lease
from tests.bot.judging.gatehouse import FINE, HELD, REFUSED, Gatehouse, told
from tests.bot.samples import card as sample
from tests.bot.stage import filled_in

RIFF = Riff(prompt="theremin solo", negative="voices", seed=0)
HOLD = Held((RIFF,), "theremins", "server", "theremin")
REFUSE = Refused((RIFF,), "Say it otherwise. Nothing was used up.", "no kazoos", "server", "theremin", appealable=True)


async def look(gate: Gatehouse) -> None:
    """Let moderators see what they are asked."""
    lease = Lease(gate.stage.services.redis, "{jamgram}:lease:cases", holder="bot-1", ttl_s=10)
    await Desk(gate.stage.services, gate.stage.bot, lease).look()


async def test_what_is_held_is_made_when_a_moderator_lets_it(gate: Gatehouse) -> None:
    await gate.ask("riff", HELD)
    await look(gate)
    (shown,) = gate.room.history()
    modal = await gate.stage.mod.click(shown, label="Approve")
    await gate.stage.mod.submit_modal(modal, {**filled_in(modal), "reason": "", "tell": True})
    gate.stage.worker.finish()
    await gate.stage.deliver()
    assert gate.stage.messages(gate.stage.mod)[-1].content.startswith("**theremin solo**\n🎧")
    assert await gate.unfinished() == []


async def test_a_held_file_is_shown_when_a_moderator_lets_it(gate: Gatehouse) -> None:
    await gate.choose("moderation", "strict")
    await gate.upload()
    await look(gate)
    (shown,) = [one for one in gate.room.history() if one.components]
    modal = await gate.stage.mod.click(shown, label="Approve")
    await gate.stage.mod.submit_modal(modal, {**filled_in(modal), "reason": "", "tell": True})
    gate.stage.worker.finish()
    await gate.stage.deliver()
    last = gate.stage.messages(gate.stage.mod)[-1]
    assert "🎧" in last.content
    assert len(last.attachments) == 2


async def test_whichever_process_hears_of_it_second_records_and_tells_nothing(gate: Gatehouse) -> None:
    services, card = gate.stage.services, sample()
    for turned in (HOLD, REFUSE):
        record = judged_record(card, turned)
        assert (await recorded(services, record, turned) is None) is (turned is REFUSE)
        assert await recorded(services, record, turned) is None


async def test_a_card_that_its_author_called_off_meanwhile_is_not_held(gate: Gatehouse) -> None:
    services, record = gate.stage.services, judged_record(sample(), HOLD)
    assert await services.records.open_card(record.card, [])
    assert await services.records.refuse(record.card.id)
    assert await recorded(services, record, HOLD, begun=True) is None
    assert await gate.cases() == ()


async def test_a_card_that_discord_does_not_let_go_is_held_all_the_same(gate: Gatehouse) -> None:
    await gate.choose("moderation", "strict")
    gate.stage.refuse("DELETE", "/webhooks/*/*/messages/*", status=500, code=0, times=None)
    assert "Held: **#" in told(await gate.upload())
    assert [one.card.state for one in await gate.unfinished()] == ["held"]


async def test_an_author_who_can_not_be_told_finds_it_in_the_queue(gate: Gatehouse) -> None:
    gate.stage.refuse("POST", "/interactions/*/*/callback", status=500, code=0, times=None)
    await gate.ask("riff", HELD)
    assert [one.card.state for one in await gate.unfinished()] == ["held"]


async def test_what_is_refused_twice_is_recorded_twice(gate: Gatehouse) -> None:
    for _ in range(2):
        await gate.ask("riff", REFUSED)
    records, now_s = gate.stage.services.records, gate.stage.clock()
    assert await records.refusals_since(str(gate.stage.ben.id), gate.server, now_s - 1) == 2
    await gate.ask("riff", FINE)
    assert await gate.used() == 1


def test_its_author_reads_what_it_is_about_and_what_they_typed() -> None:
    view = refused_view(REFUSE, "7", alone=True)
    assert view.content.splitlines() == [
        "⛔ Say it otherwise. Nothing was used up. `E-REJECT`", "-# It is about “theremin”.",
        "What you typed:", "```", "theremin solo", "```", "```", "voices", "```",
    ]  # fmt: skip
    assert [button.custom_id for row in view.buttons for button in row] == ["rf1:appeal:7"]


def test_others_read_no_word_of_it() -> None:
    assert refused_view(REFUSE, "7", alone=False).content == "⛔ Say it otherwise. Nothing was used up. `E-REJECT`"


def test_what_nobody_may_ask_for_is_repeated_to_nobody() -> None:
    refused = Refused((RIFF,), "No.", "minors-sexual", "minors", "theremin")
    assert refused_view(refused, "7", alone=True).content == "⛔ No. `E-REJECT`"


def test_the_longest_words_fit_into_a_message() -> None:
    longest = Riff(prompt="w" * 300, negative="v" * 200, seed=0)
    assert units(refused_view(Refused((longest,) * 4, "No.", "x"), "7", alone=True).content) <= 2000


def test_until_it_is_recorded_only_what_is_certain_is_said() -> None:
    assert interim_view(HOLD).content == HOLDING
    assert interim_view(REFUSE).content == f"⛔ {REFUSE.sentence} `E-REJECT`"
    assert interim_view(REFUSE).buttons == ()


def test_whose_file_is_held_reads_that_it_is_for_being_one() -> None:
    assert "-# Why: They look at files first here." in held_view(Held((), "uploads"), 7, "1").content


def test_a_rule_may_be_called_like_a_doubt() -> None:
    assert "They look at files" not in held_view(Held((), "uploads", "server", "kazoo"), 7, "1").content
