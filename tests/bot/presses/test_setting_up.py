"""Buttons of the wizard."""

from bot.card import Button
from bot.presses.setting_up import WORDS
from bot.setup.walking import NOT_YOURS
from core.contract import Riff
from tests.bot.setup.conftest import wizard_on
from tests.bot.stage import Stage, sentence

FIRST = Button("setup", "first", "🎵", "Make a first clip")


async def test_a_first_clip_is_made_for_all_to_hear(stage: Stage) -> None:
    result = await stage.press_on(FIRST, wizard_on(stage).chief)
    assert result.response is not None
    assert not result.response.ephemeral
    recipe = await stage.recipe()
    assert isinstance(recipe, Riff)
    assert (recipe.prompt, recipe.length_s) == (WORDS, 5)


async def test_nobody_else_makes_it(stage: Stage) -> None:
    assert sentence(await stage.press_on(FIRST, stage.ana)) == NOT_YOURS
    assert await stage.services.records.open_cards() == []
