"""What people make of each other's clips, over the wire: threads, replies, credits, stars, lists, files."""

import asyncio
import io
import re
from functools import partial

import pytest
from PIL import Image

from tests.discord.quick_clips import file_of, picture_of, sound_of
from tests.discord.rig import Rig
from tests.discord.state import BOT_ID, File, Json, Message
from tests.end_to_end.family import custom_id_of, endings, family, modal_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_remix_comes_in_a_thread_with_its_files_and_its_credit(rig: Rig) -> None:
    kin = await family(rig)
    shown = await kin.press("remix")
    fields = modal_of(shown)
    assert fields["prompt"]["value"] == "rain"
    assert set(fields) == {"prompt", "negative", "keep", "seed", "file"}
    asked = await rig.discord.submit(shown, prompt="rain at night", keep="mood")
    (child,) = await kin.children()
    assert (endings(child), child.file(".mp3").content) == (["mp3", "png"], sound_of(f"{asked.id}-0"))
    assert "rain at night" in child.content
    assert f"by <@{kin.ana.id}> · 2nd generation" in child.content
    assert kin.at_home == []
    (told,) = [one for one in rig.discord.seen(kin.channel, kin.ben) if one.ephemeral]
    await rig.wait_for(lambda: f"/{kin.root.id}/{child.id}" in told.content, "where it is")


async def test_a_grandchild_replies_to_its_parent_and_names_both_authors(rig: Rig) -> None:
    kin, cleo = await family(rig), rig.discord.new_user("cleo")
    await kin.ask("remix", prompt="snow")
    (child,) = await kin.children()
    await kin.ask("remix", child, by=cleo, prompt="hail")
    _, grandchild = await kin.children(2)
    assert grandchild.reply_to == child.id
    assert f"by <@{kin.ben.id}>, <@{kin.ana.id}> · 3rd generation" in grandchild.content


async def test_two_remixes_at_once_share_one_thread(rig: Rig) -> None:
    kin, cleo = await family(rig), rig.discord.new_user("cleo")
    shown = [await kin.press("remix", by=user) for user in (kin.ben, cleo)]
    await asyncio.gather(*(rig.discord.submit(one, prompt=f"rain {number}") for number, one in enumerate(shown)))
    made = await kin.children(2)
    await asyncio.sleep(0.5)
    assert sorted(child.file(".mp3").content for child in rig.clips(kin.in_thread[0].channel)) == sorted(
        child.file(".mp3").content for child in made
    )
    assert (len(kin.in_thread), kin.at_home) == (2, [])
    opened = [call for call in rig.discord.reception.calls if call.path.endswith(f"/{kin.root.id}/threads")]
    assert sorted(call.status or 0 for call in opened) in ([201], [201, 400])


async def test_words_in_a_reply_are_a_remix(rig: Rig) -> None:
    kin = await family(rig)
    said = await rig.discord.reply(kin.ben, kin.root, f"<@{BOT_ID}> darker, add piano")
    (child,) = await kin.children()
    assert "rain, darker, add piano" in child.content
    await rig.discord.reply(kin.ana, child, f"<@{BOT_ID}> slower")
    _, grandchild = await kin.children(2)
    assert grandchild.reply_to == child.id
    assert "rain, darker, add piano, slower" in grandchild.content
    assert kin.at_home == [said]


async def test_another_file_in_the_modal_is_painted_over(rig: Rig) -> None:
    kin = await family(rig)
    await kin.ask("remix", prompt="snow", file=File("mine.png", picture_of("mine"), content_type="image/png"))
    (child,) = await kin.children()
    assert "snow" in child.content


@pytest.mark.parametrize(
    ("verb", "typed", "credit"),
    [
        ("extend", {"side": "loop", "seconds": "10"}, "↳ extension of"),
        ("morph", {"to": "thunder", "curve": "ease"}, "↳ morph of"),
        ("vary", {"how": "strong"}, "↳ variation of"),
    ],
)
async def test_other_modals_make_children_too(rig: Rig, verb: str, typed: Json, credit: str) -> None:
    kin = await family(rig)
    await kin.ask(verb, **typed)
    (child,) = await kin.children()
    assert credit in child.content
    assert endings(child) == ["mp3", "png"]


async def test_commands_name_clips_that_are_offered(rig: Rig) -> None:
    kin, other = await family(rig, prompt="zither"), await family(rig, prompt="gong")
    offered = await rig.discord.autocomplete("morph", "from", "zith", user=kin.ana, channel=kin.channel, to="bells")
    (clip,) = [choice["value"] for choice in offered]
    assert clip.startswith(kin.root.interaction.id if kin.root.interaction else "-")
    await rig.discord.slash("morph", **{"from": clip, "to": "bells"}, user=kin.ana, channel=kin.channel)
    await kin.children()
    await rig.discord.slash("remix", riff=clip, prompt="lyre", user=kin.ana, channel=other.channel)
    elsewhere = await rig.wait_for(lambda: rig.clips(other.channel)[1:], "a clip where it was asked for")
    assert "lyre" in elsewhere[0].content


async def test_a_star_shows_on_the_card_and_goes_again(rig: Rig) -> None:
    kin = await family(rig)
    for label in ("Star · 1", "Star"):
        await kin.press("star")
        await rig.wait_for(partial(labelled, kin.root, label), label)
    assert endings(kin.root) == ["mp3", "png"]


async def test_many_stars_lift_a_clip_out_of_its_thread(rig: Rig) -> None:
    kin = await family(rig)
    await kin.ask("remix", prompt="snow")
    (child,) = await kin.children()
    for name in ("ana", "cleo", "dora", "emil"):
        await kin.press("star", child, by=rig.discord.new_user(name))
    (lifted,) = await rig.wait_for(lambda: kin.at_home, "the clip in the channel")
    assert lifted.file(".mp3").content == child.file(".mp3").content
    assert f"/{child.channel.id}/{child.id}" in lifted.content


async def test_lists_and_family_trees_are_shown(rig: Rig) -> None:
    kin = await family(rig, prompt="dulcimer")
    await kin.ask("remix", prompt="marimba")
    (child,) = await kin.children()
    listed = await rig.discord.slash("riffs latest", user=kin.ana, channel=kin.channel)
    await rig.wait_for(lambda: listed.original and "marimba" in listed.original.words, "a list")
    assert listed.original is not None
    assert "dulcimer" in listed.original.words
    page = await rig.discord.press(listed.original, custom_id_of(listed.original, "details"), user=kin.ana)
    await rig.wait_for(
        lambda: "marimba" in "".join(one.words for one in (page.original, *page.follow_ups) if one), "it"
    )
    tree = await rig.discord.slash("riffs lineage", riff=recipe_id(child.content), user=kin.ben, channel=kin.channel)
    await rig.wait_for(lambda: tree.original and tree.original.files, "a tree")
    assert tree.original is not None
    with Image.open(io.BytesIO(tree.original.file(".png").content)) as picture:
        assert min(picture.size) > 100
    assert {recipe_id(card.content) for card in (kin.root, child)} <= set(re.findall(r"R-\w{6}", tree.original.words))


@pytest.mark.parametrize("form", ["wav", "mp4"])
async def test_an_export_comes_to_whoever_asks(rig: Rig, form: str) -> None:
    kin = await family(rig)
    choice = await kin.press("export")
    await rig.wait_for(lambda: choice.original and choice.original.buttons, "a choice")
    assert choice.original is not None
    (wanted,) = [one["custom_id"] for one in choice.original.buttons if one["custom_id"].endswith(f"-{form}")]
    asked = await rig.discord.press(choice.original, wanted, user=kin.ben)
    await rig.wait_for(lambda: asked.original and asked.original.files, "a file")
    assert asked.original is not None
    assert [file.content for file in asked.original.files] == [file_of(f"{asked.id}-0")]
    assert (endings(asked.original), asked.original.only_for) == ([form], kin.ben)
    assert kin.at_home == []


async def test_the_same_recipe_again_is_answered_from_the_store(rig: Rig) -> None:
    kin = await family(rig, prompt="harp", seed=5)
    asked = await rig.discord.slash("riff", prompt="harp", seed=5, user=kin.ben, channel=kin.channel)
    await rig.wait_for(lambda: asked.original and asked.original.files, "a clip")
    assert asked.original is not None
    assert asked.original.file(".mp3").content == kin.root.file(".mp3").content
    assert "came from the store" in asked.original.content
    assert rig.state_of(f"{asked.id}-0") is None


def labelled(card: Message, label: str) -> bool:
    """Tell whether a card has a button with this label."""
    return label in {button.get("label") for button in card.buttons}


def recipe_id(content: str) -> str:
    """Read a clip's name off its card."""
    return "R-" + content.partition("`R-")[2][:6]
