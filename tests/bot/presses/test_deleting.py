"""🗑 Delete."""

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.card import Button
from bot.found import NO_CARD
from bot.presses.deleting import NOT_YOURS, STILL_WORKING
from core.artefacts import ArtefactGoneError
from tests.bot.stage import Stage, custom_ids, sentence


def card_id(message: discord.Message) -> str:
    return custom_ids(message)["Delete"].rpartition(":")[2]


@pytest.mark.parametrize("name", ["ana", "mod"])
async def test_author_and_moderators_take_a_clip_away(stage: Stage, name: str) -> None:
    message = await stage.made()
    who = getattr(stage, name)
    await stage.press("Delete", message, who)
    left = stage.message(message.id)
    assert left.content == f"🗑️ Removed by <@{who.id}>."
    assert (left.attachments, left.components) == ([], [])


async def test_others_are_told_why_they_may_not(stage: Stage) -> None:
    message = await stage.made()
    assert sentence(await stage.press("Delete", message, stage.ben)) == NOT_YOURS
    assert stage.message(message.id).content == message.content


async def test_whoever_may_manage_messages_elsewhere_only_may_not(stage: Stage) -> None:
    """The right counts where the card is, and overwrites of the channel with it."""
    message = await stage.made()
    _, deny = discord.PermissionOverwrite(manage_messages=False).pair()
    overwrite = Overwrite(stage.mod.id, OverwriteType.MEMBER, deny=deny.value)
    stage.env.backend.set_overwrite(stage.channel.id, overwrite)
    assert sentence(await stage.press("Delete", message, stage.mod)) == NOT_YOURS


async def test_nobody_is_called_by_it(stage: Stage) -> None:
    await stage.press("Delete", await stage.made())
    (body,) = [one.json for one in stage.env.http_requests[-1:]]
    assert isinstance(body, dict)
    assert body["allowed_mentions"] == {"parse": []}


async def test_the_clips_bytes_are_gone(stage: Stage) -> None:
    message = await stage.made()
    clip = await stage.services.records.clip(f"{card_id(message)}-0")
    assert clip is not None
    await stage.press("Delete", message)
    for key in (clip.png, clip.mp3):
        assert key is not None
        with pytest.raises(ArtefactGoneError):
            stage.services.artefacts.get(key)


async def test_bytes_that_another_clip_has_too_stay(stage: Stage) -> None:
    message, other = await stage.made(), await stage.made()
    mine, theirs = [await stage.services.records.clip(f"{card_id(one)}-0") for one in (message, other)]
    assert mine is not None
    assert theirs is not None
    shared = stage.services.records.keys_in_use
    await stage.press("Delete", message)
    assert theirs.png is not None
    assert await shared([theirs.png]) == {theirs.png}
    assert stage.services.artefacts.get(theirs.png)


async def test_all_variations_go_together(stage: Stage) -> None:
    message = await stage.made(variations=4)
    await stage.press("Delete", message)
    clips = [await stage.services.records.clip(f"{card_id(message)}-{number}") for number in range(4)]
    assert all(clip is not None and clip.deleted_s is not None for clip in clips)


async def test_nothing_is_shown_again_after_that(stage: Stage) -> None:
    message = await stage.made()
    await stage.press("Delete", message)
    assert not await stage.services.records.redeliver(card_id(message))
    await stage.deliver()
    assert "Removed by" in stage.message(message.id).content


async def test_a_private_clip_is_taken_away_too(stage: Stage) -> None:
    result = await stage.riff(private=True)
    stage.worker.finish()
    await stage.deliver()
    assert result.response is not None
    await stage.press("Delete", stage.message(result.response.id))
    assert "Removed by" in stage.message(result.response.id).content


async def test_what_is_still_worked_on_has_to_be_cancelled(stage: Stage) -> None:
    """Such a card has no button for it; a client that shows an older state may."""
    await stage.riff()
    card_id = (await stage.only_card()).card.id
    assert sentence(await stage.press_on(Button("delete", card_id, "🗑️", "Delete"))) == STILL_WORKING
    assert (await stage.only_card()).card.id == card_id


async def test_a_card_that_is_unknown_says_so(stage: Stage) -> None:
    assert sentence(await stage.press_on(Button("delete", "123", "🗑️", "Delete"))) == NO_CARD


async def test_to_press_again_repeats_what_was_left_undone(stage: Stage) -> None:
    message = await stage.made()
    stage.refuse("PATCH", "/webhooks/*", status=403, code=50001)
    await stage.press("Delete", message)
    assert stage.message(message.id).content == message.content
    await stage.press("Delete", message)
    assert "Removed by" in stage.message(message.id).content
