"""Which choices hold where somebody acts: seen by what /riff makes of what nobody said."""

import pytest

from bot.choices.here import settled_for, settled_in
from bot.records import DatabaseDownError
from core.contract import Riff
from tests.bot.administration.conftest import thread_in
from tests.bot.choices.choosing import choose
from tests.bot.stage import Stage, attached, png


async def asked(stage: Stage) -> tuple[int, int, bool]:
    """Length, steps and privacy of the one card that is open."""
    card, recipe = (await stage.only_card()).card, await stage.recipe()
    assert isinstance(recipe, Riff)
    return recipe.length_s, recipe.steps, card.private


async def test_what_nobody_says_is_as_by_default(stage: Stage) -> None:
    await stage.riff()
    assert await asked(stage) == (5, 25, False)


async def test_what_nobody_says_is_as_the_server_chose(stage: Stage) -> None:
    await choose(stage.services.records, "server", stage.guild.id, length=20, quality="fine")
    await stage.riff()
    assert await asked(stage) == (20, 50, False)


async def test_a_channel_goes_before_its_server_also_in_its_threads(stage: Stage) -> None:
    records, server = stage.services.records, stage.guild.id
    await choose(records, "server", server, length=20)
    await choose(records, "channel", stage.channel.id, server, length=10)
    await stage.ana.slash(thread_in(stage), "riff", prompt="rain")
    assert (await asked(stage))[0] == 10


async def test_ones_own_choice_goes_before_all_others(stage: Stage) -> None:
    records = stage.services.records
    await choose(records, "server", stage.guild.id, length=20, quality="fine")
    await choose(records, "user", stage.ana.id, quality="draft", private_by_default="on")
    await stage.riff()
    assert await asked(stage) == (20, 15, True)


async def test_what_somebody_says_goes_before_every_choice(stage: Stage) -> None:
    await choose(stage.services.records, "user", stage.ana.id, quality="draft", length=30, private_by_default="on")
    await stage.riff(length=5, quality="standard", private=False)
    assert await asked(stage) == (5, 25, False)


COMMANDS: dict[str, dict[str, object]] = {
    "remix": {"prompt": "darker"}, "vary": {}, "extend": {"seconds": 5}, "morph": {"to": "rain"},
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
async def test_what_comes_of_a_clip_is_private_too_if_its_asker_chose_so(stage: Stage, command: str) -> None:
    clip = await stage.clip(await stage.made())
    await choose(stage.services.records, "user", stage.ben.id, private_by_default="on")
    of = {"from" if command == "morph" else "riff": clip.id}
    await stage.ben.slash(stage.channel, command, **of, **COMMANDS[command])
    assert (await stage.only_card()).card.private


async def test_so_is_a_file_that_is_played(stage: Stage) -> None:
    stage.change(fetch=attached(stage))
    await choose(stage.services.records, "user", stage.ben.id, private_by_default="on")
    await stage.ben.slash(stage.channel, "play", file=("a.png", png()))
    assert (await stage.only_card()).card.private


@pytest.mark.parametrize("label", ["Reroll", "Vary", "Remix"])
async def test_so_is_what_comes_of_a_button(stage: Stage, label: str) -> None:
    message = await stage.made()
    await choose(stage.services.records, "user", stage.ben.id, private_by_default="on")
    if label == "Reroll":
        await stage.press(label, message, stage.ben)
    else:
        await stage.fill(label, message, stage.ben)
    assert (await stage.only_card()).card.private


async def test_a_server_that_wants_nothing_private_has_it_so(stage: Stage) -> None:
    records = stage.services.records
    await choose(records, "server", stage.guild.id, private="off")
    await choose(records, "user", stage.ana.id, private_by_default="on")
    await stage.riff()
    assert not (await stage.only_card()).card.private


async def test_in_a_direct_message_ones_own_choices_hold(stage: Stage) -> None:
    await choose(stage.services.records, "user", stage.ana.id, length=15)
    await stage.ana.user.slash("riff", prompt="rain")
    assert (await asked(stage))[0] == 15


async def test_what_holds_for_a_card_is_found_by_where_it_was_asked_for(stage: Stage) -> None:
    records, server = stage.services.records, stage.guild.id
    await choose(records, "channel", stage.channel.id, server, quality="fine")
    await choose(records, "user", stage.ana.id, ping="silent")
    await stage.riff()
    settled = await settled_for(stage.services, (await stage.only_card()).card)
    assert (settled.quality, settled.ping) == ("fine", "silent")
    assert (await settled_in(stage.services, str(server))).quality == "standard"


async def test_without_the_records_nothing_is_made_up(stage: Stage) -> None:
    await stage.services.records.close()
    with pytest.raises(DatabaseDownError):
        await settled_in(stage.services, str(stage.guild.id))
