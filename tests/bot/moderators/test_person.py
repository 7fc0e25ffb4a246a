"""What moderators see of somebody, and do about it from there."""

from dataclasses import replace

import pytest
from simcord.enums import InteractionType
from simcord.results import InteractionResult

from bot.card import Button
from bot.modals.person import HOW_MANY
from bot.moderators.people import UNKNOWN
from bot.moderators.person import Person, person_of, person_view
from bot.records.oversight import EVERYWHERE, Block, Case, Freeze, Strike
from bot.words import CONTENT_MAX, units
from tests.bot.stage import Stage, sentence

ANA, MOD, HERE = "987654321098765432", "123456789012345678", "1"
NOW_S = 1_800_000_000.0
NOBODY_SPECIAL = Person(ANA, HERE, (), (), (), (), ())


def labels(person: Person) -> list[str]:
    return [button.label for row in person_view(person).buttons for button in row]


async def opened(stage: Stage) -> InteractionResult:
    return await stage.mod.context_menu(stage.channel, "Riff moderation", stage.ana)


async def pressed(stage: Stage, label: str, **typed: object) -> str:
    """Press a button of the panel, and fill in what it asks."""
    panel = await opened(stage)
    assert panel.response is not None
    shown = await stage.mod.click(panel.response, label=label)
    return sentence(await stage.mod.submit_modal(shown, typed) if shown.modal else shown)


def test_strikes_and_blocks_are_told_with_their_reasons() -> None:
    strike = Strike(HERE, ANA, MOD, "spam", NOW_S, NOW_S + 60)
    block = Block(HERE, ANA, MOD, "more *spam*", NOW_S)
    said = person_view(replace(NOBODY_SPECIAL, strikes=(strike,), blocks=(block,))).content
    assert f"⚠️ A strike <t:1800000000:R> by <@{MOD}>, counts until <t:1800000060:f>: “spam”" in said
    assert f"🚫 Blocked here until it is lifted, by <@{MOD}>: “more \\*spam\\*”" in said


def test_a_moderator_who_had_all_their_data_deleted_is_not_taken_for_jamgram() -> None:
    strike, mine = Strike(HERE, ANA, "gone-3f", "spam", NOW_S, NOW_S + 60), Block(HERE, ANA, "jamgram", "", NOW_S)
    said = person_view(replace(NOBODY_SPECIAL, strikes=(strike,), blocks=(mine,))).content
    assert "A strike <t:1800000000:R> by somebody who left" in said
    assert "Blocked here until it is lifted, by Jamgram" in said


@pytest.mark.parametrize("verb", ["strike", "block", "unblock", "freeze", "purge"])
@pytest.mark.parametrize("whom", ["", "ana", "1" * 14, "1" * 21])
async def test_a_button_about_nobody_does_nothing(stage: Stage, verb: str, whom: str) -> None:
    button = Button("person", f"{verb}-{whom}", "🚫", "Do")
    assert sentence(await stage.press_on(button, stage.mod)) == UNKNOWN
    assert (await stage.services.records.audit(str(stage.guild.id))).total == 0


async def test_nor_does_a_modal(stage: Stage) -> None:
    for action in ("strike", "block", "freeze", "purge"):
        data = {"custom_id": f"rf1:person:{action}-800", "components": []}
        await stage.mod._dispatch_interaction(InteractionType.MODAL_SUBMIT, stage.channel, data)
    assert (await stage.services.records.audit(str(stage.guild.id))).total == 0


def test_what_the_operator_did_is_told_as_such() -> None:
    block = Block(EVERYWHERE, ANA, "operator", "", NOW_S)
    frozen = Freeze(EVERYWHERE, "user", ANA, "operator", "", NOW_S)
    person = replace(NOBODY_SPECIAL, blocks=(block,), freezes=(frozen,))
    assert "Blocked everywhere until it is lifted, by whoever runs Jamgram" in person_view(person).content
    assert labels(person) == ["Strike", "Block", "Freeze", "Purge", "Audit log"]


def test_what_holds_is_offered_to_be_lifted() -> None:
    block, frozen = Block(HERE, ANA, MOD, "", NOW_S), Freeze(HERE, "user", ANA, MOD, "", NOW_S)
    person = replace(NOBODY_SPECIAL, blocks=(block,), freezes=(frozen,))
    assert labels(person) == ["Strike", "Unblock", "Thaw", "Purge", "Audit log"]


def test_the_last_cases_are_named() -> None:
    case = Case(7, "report", HERE, ANA, "c", None, "", "", "", "", "open", NOW_S)
    assert "⚖️ #7 (report, open)" in person_view(replace(NOBODY_SPECIAL, cases=(case,))).content


def test_however_much_there_is_it_fits_a_message() -> None:
    strikes = tuple(Strike(HERE, ANA, MOD, "*" * 400, NOW_S, NOW_S) for _ in range(40))
    assert units(person_view(replace(NOBODY_SPECIAL, strikes=strikes)).content) <= CONTENT_MAX


async def test_only_what_holds_now_and_here_is_gathered(stage: Stage) -> None:
    records, now_s, here = stage.services.records, stage.clock(), str(stage.guild.id)
    ana = str(stage.ana.id)
    await records.block(Block(here, ana, MOD, "run out", now_s - 10, now_s - 5))
    await records.block(Block("other", ana, MOD, "elsewhere", now_s))
    await records.freeze(Freeze("other", "user", ana, MOD, "elsewhere", now_s))
    await records.strike(Strike("other", ana, MOD, "elsewhere", now_s, now_s + 60))
    person = await person_of(stage.services, ana, server=here, viewer=MOD)
    assert (person.strikes, person.blocks, person.freezes) == ((), (), ())


async def test_the_last_riffs_are_linked_and_private_ones_left_out(stage: Stage) -> None:
    message = await stage.made(prompt="for all here")
    await stage.riff(prompt="for me alone", private=True)
    stage.worker.finish()
    await stage.deliver()
    said = sentence(await opened(stage))
    assert "for all here" in said
    assert f"/{message.id}" in said
    assert "for me alone" not in said


async def test_a_strike_is_given(stage: Stage) -> None:
    assert "1st strike" in await pressed(stage, "Strike", reason="spam")
    assert "“spam”" in sentence(await opened(stage))


async def test_a_block_is_given_for_as_long_as_is_chosen_and_lifted(stage: Stage) -> None:
    await pressed(stage, "Block", duration="a week", reason="spam")
    (block,) = await stage.services.records.blocks_of(str(stage.ana.id))
    assert block.until_s == stage.clock() + 7 * 86_400
    assert "no longer blocked" in await pressed(stage, "Unblock")


async def test_somebody_is_frozen_and_thawed(stage: Stage) -> None:
    await stage.riff()
    assert "stops now (1)" in await pressed(stage, "Freeze", reason="a break")
    assert "goes on (1)" in await pressed(stage, "Thaw")


async def test_the_last_riffs_are_removed(stage: Stage) -> None:
    message = await stage.made()
    assert "1 riff of" in await pressed(stage, "Purge", number="10", reason="spam")
    assert stage.message(message.id).attachments == []


async def test_how_many_has_to_be_a_number(stage: Stage) -> None:
    assert "whole number from 1 to 100" in await pressed(stage, "Purge", number="ten")
    assert HOW_MANY in await pressed(stage, "Purge", number=" ")


async def test_their_log_is_read(stage: Stage) -> None:
    await pressed(stage, "Strike", reason="spam")
    panel = await opened(stage)
    assert panel.response is not None
    shown = await stage.mod.click(panel.response, label="Audit log")
    assert "spam" in str([part for one in [shown.response, *shown.followups] if one for part in one.components])


async def test_a_button_of_another_version_does_nothing(stage: Stage) -> None:
    button = Button("person", f"banish-{stage.ana.id}", "🌤️", "Banish")
    assert sentence(await stage.press_on(button, stage.mod)) == UNKNOWN
