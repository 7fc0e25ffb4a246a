"""What was shown of a clip where its family began goes with the clip."""

import discord
import pytest

from bot.card import Button
from bot.family.promoting import promote
from bot.family.withdrawing import SEARCHED, withdraw
from tests.bot.choices.choosing import choose
from tests.bot.family.kin import Kin
from tests.bot.family.test_promoting import shown


async def promoted(kin: Kin) -> discord.Message:
    """Let a remix be shown in the channel, and find its card."""
    card = await kin.remixed(await kin.root())
    kin.stage.clock.now_s = discord.utils.snowflake_time(card.id).timestamp()
    assert await promote(kin.stage.services, kin.stage.bot, await kin.clip_of(card), stars=3)
    assert len(shown(kin)) == 1
    return card


async def test_delete_under_its_card_takes_it_away(kin: Kin) -> None:
    await kin.stage.press("Delete", await promoted(kin), kin.stage.ben)
    assert shown(kin) == []


async def test_it_goes_from_a_gallery_that_is_not_the_servers_any_more(kin: Kin) -> None:
    gallery, records = kin.stage.guild.create_text_channel("gallery"), kin.stage.services.records
    card = await kin.remixed(await kin.root())
    await choose(records, "server", kin.stage.guild.id, gallery=gallery.id)
    kin.stage.clock.now_s = discord.utils.snowflake_time(card.id).timestamp()
    assert await promote(kin.stage.services, kin.stage.bot, await kin.clip_of(card), stars=3)
    await choose(records, "server", kin.stage.guild.id, gallery=kin.stage.channel.id)
    await kin.stage.press("Delete", card, kin.stage.ben)
    assert list(gallery.history(viewer=kin.stage.ben)) == []


async def test_delete_in_its_panel_takes_it_away(kin: Kin) -> None:
    clip = await kin.clip_of(await promoted(kin))
    await kin.stage.press_on(Button("dropped", clip.id, "🗑️", "Delete it"), kin.stage.ben)
    assert shown(kin) == []


async def test_it_goes_with_the_message_of_its_card(kin: Kin) -> None:
    card = await promoted(kin)
    await kin.stage.bot.get_partial_messageable(card.channel.id).get_partial_message(card.id).delete()
    await kin.stage.env.settle()
    assert shown(kin) == []


async def test_whoever_was_cut_off_takes_it_away_by_deleting_again(kin: Kin) -> None:
    card = await promoted(kin)
    await kin.stage.services.records.delete_clip((await kin.clip_of(card)).id, kin.stage.clock())
    await kin.stage.press("Delete", card, kin.stage.ben)
    assert shown(kin) == []


async def test_it_is_found_below_much_else(kin: Kin) -> None:
    card = await promoted(kin)
    for number in range(SEARCHED):
        await kin.stage.ben.send(kin.stage.channel, str(number))
    await kin.stage.press("Delete", card, kin.stage.ben)
    assert shown(kin) == []


async def test_what_is_shown_of_another_clip_stays(kin: Kin) -> None:
    root = await kin.root()
    first, second = await kin.remixed(root), await kin.remixed(root, kin.stage.ana)
    for card in (first, second):
        assert await promote(kin.stage.services, kin.stage.bot, await kin.clip_of(card), stars=3)
    await kin.stage.press("Delete", first, kin.stage.ben)
    (left,) = shown(kin)
    assert str(second.id) in left.content


async def test_where_the_history_may_not_be_read_that_is_logged(kin: Kin, caplog: pytest.LogCaptureFixture) -> None:
    card = await promoted(kin)
    kin.stage.refuse("GET", f"/channels/{kin.stage.channel.id}/messages", status=403, code=50001)
    record = await kin.card(card)
    await withdraw(kin.stage.services, kin.stage.bot, record, [await kin.clip_of(card)])
    assert "may be there still" in caplog.text
