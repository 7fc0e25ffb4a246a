"""Whatever somebody asks with, it passes the same gate."""

import pytest

from tests.bot.judging.gatehouse import FINE, HELD, REFUSED, REPLACED, Flow, Gatehouse, buttons, told

FLOWS: tuple[Flow, ...] = (
    "riff", "morph", "remix", "extend", "remix modal", "extend modal", "morph modal", "over a file",
)  # fmt: skip


@pytest.mark.parametrize("flow", FLOWS)
async def test_what_rules_refuse_is_told_to_its_author_alone_who_can_appeal(gate: Gatehouse, flow: Flow) -> None:
    result = await gate.ask(flow, REFUSED)
    assert (await gate.unfinished(), await gate.cases(), await gate.used()) == ([], (), 0)
    assert "This server has a rule against these words." in told(result)
    assert "Nothing was used up." in told(result)
    assert "kazoo" in told(result)
    assert list(buttons(result)) == ["Appeal"]
    assert "kazoo" not in gate.seen_by_others()


@pytest.mark.parametrize("flow", FLOWS)
async def test_what_rules_doubt_is_held_and_its_author_alone_is_told_the_number(gate: Gatehouse, flow: Flow) -> None:
    result = await gate.ask(flow, HELD)
    (record,), (case,) = await gate.unfinished(), await gate.cases()
    assert (record.card.state, case.card_id, case.kind) == ("held", record.card.id, "held")
    assert (case.author, case.matched, case.rule) == (str(gate.stage.ben.id), "theremin", "theremins")
    assert ([one.state for one in record.requests], await gate.used()) == (["unplaced"], 0)
    assert f"Held: **#{case.number}**" in told(result)
    assert "theremin" not in gate.seen_by_others()


@pytest.mark.parametrize("flow", ["morph", "extend modal", "over a file", "reply"])
async def test_what_nobody_minds_is_made(gate: Gatehouse, flow: Flow) -> None:
    await gate.ask(flow, FINE)
    assert [one.card.state for one in await gate.unfinished()] == ["open"]
    assert await gate.used() == 1


@pytest.mark.parametrize("flow", ["riff", "remix", "over a file"])
async def test_who_is_blocked_makes_nothing(gate: Gatehouse, flow: Flow) -> None:
    await gate.block(gate.stage.ben)
    assert "blocked you here" in told(await gate.ask(flow, FINE))
    assert await gate.unfinished() == []


@pytest.mark.parametrize("flow", ["riff", "over a file"])
async def test_words_that_a_rule_replaces_are_made_as_others(gate: Gatehouse, flow: Flow) -> None:
    await gate.ask(flow, REPLACED)
    (record,) = await gate.unfinished()
    assert record.requests[0].request.recipe.prompt == "guitar solo"  # type: ignore[union-attr]
    assert "banjo" not in gate.seen_by_others()
