"""What is private is its author's: every command, menu, button and modal is tried by others, and none shows it."""

from pathlib import Path

import discord
import pytest
from simcord.actors import MemberActor

from bot.modals import MODALS
from bot.presses import PRESSES
from core.contract import Painted
from tests.bot.gallery.clips import put, star
from tests.bot.privacy.prying import HERS, Prying, Watched, commands, fillings, menus
from tests.bot.stage import Stage

WHO = ["ben", "boss"]
"""Somebody, and somebody who may do everything in the server."""


@pytest.fixture
async def prying(stage: Stage, tmp_path: Path) -> Prying:
    """A private riff of ana's, with a star of her own, and one that is for everybody."""
    store = Watched(f"file://{tmp_path}/artefacts")
    stage.change(artefacts=store)
    await put(stage, "for everybody")
    clip = await put(stage, HERS, private=True)
    await star(stage, clip, stage.ana)
    store.read.clear()
    return Prying(stage, clip, store)


@pytest.fixture
def boss(stage: Stage) -> MemberActor:
    """Somebody who may do everything in the server."""
    role = stage.guild.create_role("bosses", permissions=discord.Permissions(administrator=True))
    return stage.guild.add_member(stage.env.create_user("boss"), roles=[role])


def chosen(prying: Prying, boss: MemberActor, name: str) -> MemberActor:
    return {"ben": prying.stage.ben, "boss": boss}[name]


async def test_its_author_sees_it_so_the_others_could(prying: Prying) -> None:
    """The walks below would notice."""
    await prying.command(prying.stage.ana, "riffs show", {"riff": prying.clip.id})
    await prying.press(prying.stage.ana, "form", f"{prying.clip.id}-mp3")
    await prying.offers(prying.stage.ana, "riffs show", "riff", HERS[:4])
    assert {leak.partition(":")[0].partition(" ")[0] for leak in prying.leaks} == {"/riffs", "button"}
    assert any("offers it" in leak for leak in prying.leaks)


@pytest.mark.parametrize("name", WHO)
async def test_no_command_shows_it_to_others(prying: Prying, boss: MemberActor, name: str) -> None:
    who = chosen(prying, boss, name)
    for command in commands():
        for options in fillings(command, prying.stage, prying.clip):
            await prying.command(who, command.qualified_name, options)
    assert prying.leaks == []
    for_all = {one.qualified_name for one in commands() if not one.qualified_name.startswith("riff-")}
    everything = {one.qualified_name for one in commands()}
    assert prying.reached >= (for_all if name == "ben" else everything)


async def test_none_offers_it_to_others(prying: Prying, boss: MemberActor) -> None:
    for command in commands():
        for option in (one for one in command.parameters if one.autocomplete):
            for typed in ("", HERS[:4], prying.clip.id, prying.clip.recipe.recipe_id):
                await prying.offers(boss, command.qualified_name, option.display_name, typed)
    assert prying.leaks == []
    assert len(prying.tried) > 20


@pytest.mark.parametrize("name", WHO)
async def test_no_button_shows_it_to_others(prying: Prying, boss: MemberActor, name: str) -> None:
    who = chosen(prying, boss, name)
    for verb in PRESSES:
        for target in prying.targets:
            await prying.press(who, verb, target)
    for form in ("mp3", "png", "recipe", "wav"):
        await prying.press(who, "form", f"{prying.clip.id}-{form}")
    assert prying.leaks == []


@pytest.mark.parametrize("name", WHO)
async def test_no_modal_shows_it_to_others_or_makes_something_of_it(
    prying: Prying, boss: MemberActor, name: str
) -> None:
    who = chosen(prying, boss, name)
    for verb in MODALS:
        for target in prying.targets:
            await prying.modal(who, verb, target)
    assert prying.leaks == []
    records = await prying.stage.services.records.open_cards()
    ancestors = {one.ancestry.parent for record in records for one in record.requests}
    assert prying.clip.id not in ancestors


@pytest.mark.parametrize("name", WHO)
async def test_no_menu_of_people_shows_it_to_others(prying: Prying, boss: MemberActor, name: str) -> None:
    who = chosen(prying, boss, name)
    for menu in menus():
        if menu.type is discord.AppCommandType.user and (name != "ben" or "moderation" not in menu.name):
            await who.context_menu(prying.stage.channel, menu.name, prying.stage.ana)
            prying.look(menu.name)
    assert prying.leaks == []
    assert prying.tried != []


@pytest.mark.parametrize("name", WHO)
async def test_no_menu_of_messages_shows_it_to_others(prying: Prying, boss: MemberActor, name: str) -> None:
    """A message that a private card is said to stand on, as if somebody had copied its place."""
    who, stage = chosen(prying, boss, name), prying.stage
    message = await stage.made()
    assert isinstance(prying.clip.recipe, Painted)
    await stage.services.records.note_message(prying.clip.card_id, str(message.id))
    stage.message(message.id)
    prying.store.read.clear()
    prying.look("before")
    prying.leaks.clear()
    for menu in menus():
        if menu.type is discord.AppCommandType.message:
            await who.context_menu(stage.channel, menu.name, message)
            prying.look(menu.name)
    assert prying.leaks == []


async def test_what_others_make_shows_nothing_of_it_either(prying: Prying) -> None:
    """The very same recipe is painted anew for somebody else: that it was made before is not for them to know."""
    recipe = prying.clip.recipe
    assert isinstance(recipe, Painted)
    same = await prying.stage.services.records.same(recipe, str(prying.stage.ben.id), str(prying.stage.guild.id))
    assert same is None
