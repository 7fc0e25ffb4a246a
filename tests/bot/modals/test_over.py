"""🎛 Remix of a posted file, from the menu to what is asked for."""

import discord
import pytest

from bot.app import Jamgram
from bot.modals.over import FORGOTTEN
from bot.records.values import Ancestry
from bot.services import Services
from bot.words import SAID_BACK
from core.children import NO_WORDS
from core.contract import Remix
from core.limits import KEEP
from tests.bot.stage import Stage, attached, filled_in, rest, sentence

MENU = "Riff from this audio"
SOUND = b"ID3\x04" + bytes(64)


@pytest.fixture(autouse=True)
def _cdn(stage: Stage) -> None:
    stage.change(fetch=attached(stage))


async def posted(stage: Stage) -> discord.Message:
    return await stage.ben.send(stage.channel, "listen", attachments=[("hum.mp3", SOUND)])


async def test_the_file_is_painted_over_with_what_was_typed(stage: Stage) -> None:
    shown = await stage.ana.context_menu(stage.channel, MENU, await posted(stage))
    fields = {"prompt": "snow", "negative": "drums", "keep": "melody", "seed": "7", "length": "30"}
    await stage.ana.submit_modal(shown, fields)
    recipe = await stage.recipe()
    assert isinstance(recipe, Remix)
    assert stage.services.artefacts.get(recipe.source) == SOUND
    assert recipe == Remix(
        prompt="snow", negative="drums", seed=7, length_s=30, source=recipe.source, strength=KEEP["melody"]
    )


async def test_it_comes_of_no_clip(stage: Stage) -> None:
    shown = await stage.ana.context_menu(stage.channel, MENU, await posted(stage))
    await stage.ana.submit_modal(shown, {**filled_in(shown), "prompt": "snow"})
    (asked,) = (await stage.only_card()).requests
    assert asked.ancestry == Ancestry("remix")


async def test_it_becomes_a_clip_where_it_was_asked_for(stage: Stage) -> None:
    shown = await stage.ana.context_menu(stage.channel, MENU, await posted(stage))
    result = await stage.ana.submit_modal(shown, {**filled_in(shown), "prompt": "snow"})
    stage.worker.finish()
    await stage.deliver()
    assert result.response is not None
    assert "**snow**" in stage.message(result.response.id).content


@pytest.mark.parametrize(("typed", "told"), [({"prompt": " "}, NO_WORDS), ({"prompt": "snow", "seed": "x"}, "seed")])
async def test_a_wrong_value_is_told(stage: Stage, typed: dict[str, str], told: str) -> None:
    shown = await stage.ana.context_menu(stage.channel, MENU, await posted(stage))
    fields = {**filled_in(shown), "negative": "drums", **typed}
    said = sentence(await stage.ana.submit_modal(shown, fields))
    assert told in said
    assert SAID_BACK in said
    assert "drums" in said


async def test_after_a_restart_the_menu_is_to_be_used_again(stage: Stage, services: Services) -> None:
    shown = await stage.ana.context_menu(stage.channel, MENU, await posted(stage))
    services.shelf._files.clear()
    await stage.env.restart_bot(Jamgram(services, deliver=rest, shard_count=1))
    said = sentence(await stage.ana.submit_modal(shown, {**filled_in(shown), "prompt": "snow"}))
    assert said.startswith(FORGOTTEN)
    assert "snow" in said


async def test_two_people_use_the_menu_on_the_same_file(stage: Stage) -> None:
    message = await posted(stage)
    first = await stage.ana.context_menu(stage.channel, MENU, message)
    second = await stage.ben.context_menu(stage.channel, MENU, message)
    for who, shown in ((stage.ben, second), (stage.ana, first)):
        await who.submit_modal(shown, {**filled_in(shown), "prompt": "snow"})
    cards = await stage.services.records.open_cards()
    assert {one.card.origin.author for one in cards} == {str(stage.ana.id), str(stage.ben.id)}
