"""The menus of people."""

import pytest

from bot.gallery.telling import NONE_OF_THEIRS
from bot.moderators.person import NO_BLOCK, NO_RIFFS, NO_STRIKES
from tests.bot.gallery.reading import answer, words
from tests.bot.stage import Stage, sentence


async def test_somebodys_riffs_are_listed_as_far_as_one_may_see_them(stage: Stage) -> None:
    await stage.made(prompt="for all here")
    await stage.riff(prompt="for me alone", private=True)
    stage.worker.finish()
    await stage.deliver()
    shown = words(answer(await stage.ben.context_menu(stage.channel, "See their riffs", stage.ana)))
    assert "for all here" in shown
    assert "for me alone" not in shown
    assert f"**Riffs of <@{stage.ana.id}>** · 1 riff" in shown


async def test_somebody_without_riffs_has_none_to_show(stage: Stage) -> None:
    shown = words(answer(await stage.ben.context_menu(stage.channel, "See their riffs", stage.ana)))
    assert shown == NONE_OF_THEIRS.format(who=f"<@{stage.ana.id}>")


async def test_moderators_see_how_somebody_stands(stage: Stage) -> None:
    said = sentence(await stage.mod.context_menu(stage.channel, "Riff moderation", stage.ana))
    assert said.split("\n") == [f"**<@{stage.ana.id}>**", NO_STRIKES, NO_BLOCK, NO_RIFFS]


async def test_the_menu_for_moderators_is_for_them_alone(stage: Stage) -> None:
    with pytest.raises(Exception, match="permission"):
        await stage.ben.context_menu(stage.channel, "Riff moderation", stage.ana)
