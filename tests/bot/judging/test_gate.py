"""The gate is the only way in: for replies, for what is asked of authors, for what is kept to be shown."""

import re
from pathlib import Path

from bot.judging.denying import ALOUD, ALOUD_FROZEN
from core.codes import coded
from tests.bot.judging.gatehouse import FINE, HELD, REFUSED, REPLACED, Gatehouse, buttons, told
from tests.bot.stage import sentence

RECORDING = re.compile(
    r"\.(?:open_card|open_ask|add_requests|add_preset|open_held|open_refused|hold_card|refuse_card)\("
)
PASSED = {
    "bot/administration/presets.py",  # require_good_words
    "bot/family/asking.py",  # judged_here
    "bot/family/deriving.py",  # judged_here, judged
    "bot/family/posting.py",  # takes what was allowed
    "bot/family/replies.py",  # judged
    "bot/intake.py",  # judged_here, judged
    "bot/jams/conducting/cards.py",  # entries that passed as bot/jams/entering.py took them
    "bot/judging/recording.py",  # what was held or refused
}
"""Who records what somebody asks for, and how that passed the gate."""


def test_nothing_is_recorded_that_did_not_pass_the_gate(root: Path) -> None:
    files = [path for path in (root / "bot").rglob("*.py") if path.parts[-2] != "records"]
    found = {str(path.relative_to(root)) for path in files if RECORDING.search(path.read_text("utf-8"))}
    assert found == PASSED


async def test_a_reply_that_is_refused_is_answered_without_its_words(gate: Gatehouse) -> None:
    await gate.ask("reply", REFUSED)
    answer = gate.stage.messages(gate.stage.mod)[-1]
    assert "This server has a rule against these words" in answer.content
    assert "kazoo" not in answer.content
    assert [one.label for row in answer.components for one in row.children] == ["Appeal"]  # type: ignore[union-attr]


async def test_a_reply_that_is_held_is_answered_with_its_number(gate: Gatehouse) -> None:
    await gate.ask("reply", HELD)
    (case,) = await gate.cases()
    assert f"Held: **#{case.number}**" in gate.stage.messages(gate.stage.mod)[-1].content


async def test_only_who_replied_can_appeal(gate: Gatehouse) -> None:
    await gate.ask("reply", REFUSED)
    answer = gate.stage.messages(gate.stage.mod)[-1]
    assert "Only the person who asked for it can appeal." in sentence(
        await gate.stage.press("Appeal", answer, gate.stage.ana)
    )
    modal = await gate.stage.press("Appeal", answer, gate.stage.ben)
    await gate.stage.ben.submit_modal(modal, {"text": "it is a hymn"})
    assert [one.kind for one in await gate.cases()] == ["appeal"]


async def test_a_reply_of_somebody_blocked_makes_nothing(gate: Gatehouse) -> None:
    await gate.block(gate.stage.ben)
    await gate.ask("reply", FINE)
    assert await gate.unfinished() == []
    assert gate.stage.messages(gate.stage.mod)[-1].content == coded(ALOUD, "E-STANDING")


async def test_nobody_else_reads_why_somebody_is_frozen(gate: Gatehouse) -> None:
    await gate.freeze("user", gate.stage.ben.id)
    await gate.ask("reply", FINE)
    assert gate.stage.messages(gate.stage.mod)[-1].content == coded(ALOUD_FROZEN, "E-STANDING")


async def ask_ana(gate: Gatehouse, words: str) -> str:
    """Let ben ask for a remix of a clip whose author wants to be asked, and say what he is told."""
    root = await gate.kin.root(remixes="ask")
    return told(await gate.kin.remix(root, prompt=words))


async def test_no_author_is_asked_about_words_that_are_refused(gate: Gatehouse) -> None:
    assert "This server has a rule" in await ask_ana(gate, REFUSED)
    assert "kazoo" not in gate.seen_by_others()
    assert await gate.stage.services.records.open_asks_to(str(gate.stage.ana.id)) == []


async def test_what_would_be_held_is_refused_where_an_author_has_to_be_asked(gate: Gatehouse) -> None:
    assert "This server has a rule" in await ask_ana(gate, HELD)
    assert await gate.cases() == ()
    assert await gate.unfinished() == []


async def test_an_author_is_asked_about_words_as_they_will_be_used(gate: Gatehouse) -> None:
    await ask_ana(gate, REPLACED)
    assert "guitar solo" in gate.seen_by_others()
    assert "banjo" not in gate.seen_by_others()


async def test_what_an_author_allowed_is_judged_again_when_it_is_made(gate: Gatehouse) -> None:
    await ask_ana(gate, FINE)
    await gate.refuse_now("marimba")
    await gate.stage.press("Allow", gate.kin.thread_messages()[-1], gate.stage.ana)
    assert await gate.unfinished() == []
    assert "This server has a rule against these words" in gate.kin.thread_messages()[-1].content


async def test_who_was_blocked_since_they_asked_gets_nothing_made(gate: Gatehouse) -> None:
    await ask_ana(gate, FINE)
    await gate.block(gate.stage.ben)
    await gate.stage.press("Allow", gate.kin.thread_messages()[-1], gate.stage.ana)
    assert await gate.unfinished() == []
    assert ALOUD in gate.kin.thread_messages()[-1].content
    assert "blocked" not in gate.kin.thread_messages()[-1].content


async def test_what_an_author_allowed_may_be_held_after_all(gate: Gatehouse) -> None:
    await ask_ana(gate, FINE)
    await gate.choose("moderation", "strict")
    await gate.choose("newcomer_days", "3000")
    await gate.stage.press("Allow", gate.kin.thread_messages()[-1], gate.stage.ana)
    assert [one.card.state for one in await gate.unfinished()] == ["held"]
    assert "Held: **#" in gate.kin.thread_messages()[-1].content


async def test_no_words_are_offered_to_all_that_rules_refuse(gate: Gatehouse) -> None:
    boss = gate.stage.guild.add_member(gate.stage.env.create_user("boss"), roles=[gate.managers()])
    said = await boss.slash(gate.stage.channel, "riff-admin presets add", name="funny", prompt=REFUSED)
    assert "This server has a rule" in told(said)
    said = await boss.slash(gate.stage.channel, "riff-admin presets add", name="kazoo", prompt=FINE)
    assert "This server has a rule" in told(said)
    said = await boss.slash(gate.stage.channel, "riff-admin presets add", name="funny", prompt=FINE)
    assert "offers this to everybody here now" in told(said)
    assert buttons(said) == {}


async def test_a_managers_words_are_not_doubted(gate: Gatehouse) -> None:
    boss = gate.stage.guild.add_member(gate.stage.env.create_user("boss"), roles=[gate.managers()])
    said = await boss.slash(gate.stage.channel, "riff-admin presets add", name="spooky", prompt=HELD)
    assert "offers this to everybody here now" in told(said)
