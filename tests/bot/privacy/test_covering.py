"""Messages that are written over."""

from typing import Any

import discord
import pytest

from bot.privacy.covering import CASE, COVERED, cover, cover_case, cover_thread, is_final
from bot.privacy.throttle import Throttle
from bot.records.oversight import NewCase
from bot.records.values import Card
from tests.bot.family.kin import ARCHIVED, Kin
from tests.bot.gallery.reading import words
from tests.bot.privacy.leaving import Leaving
from tests.bot.stage import Stage

EDIT = ("PATCH", "/channels/*/messages/*")
UNTHROTTLED = Throttle(0.0)


def refused(status: int, code: int = 0) -> discord.HTTPException:
    class Response:
        def __init__(self) -> None:
            self.status, self.reason = status, "refused"

    response: Any = Response()
    return discord.HTTPException(response, {"code": code, "message": "refused"})


async def made(stage: Stage) -> tuple[discord.Message, Card]:
    message = await stage.made()
    return message, (await stage.record((await stage.clip(message)).card_id)).card


@pytest.mark.parametrize("status", [400, 403, 404])
def test_what_is_gone_or_not_ours_stays_so(status: int) -> None:
    assert is_final(refused(status))


@pytest.mark.parametrize("status", [401, 429, 500, 503])
def test_all_else_may_work_later(status: int) -> None:
    assert not is_final(refused(status))


async def test_a_message_loses_words_files_and_buttons(stage: Stage) -> None:
    message, card = await made(stage)
    assert await cover(stage.bot, UNTHROTTLED, card)
    now = stage.message(message.id)
    assert (now.content, now.attachments, now.components) == (COVERED, [], [])


async def test_nobody_is_called_by_it(stage: Stage) -> None:
    _, card = await made(stage)
    await cover(stage.bot, UNTHROTTLED, card)
    body = stage.env.http_requests[-1].json
    assert isinstance(body, dict)
    assert body["allowed_mentions"] == {"parse": []}


async def test_what_only_a_token_could_edit_counts_as_done(stage: Stage) -> None:
    result = await stage.riff(private=True)
    assert result.response is not None
    card = (await stage.only_card()).card
    before = len(stage.env.http_requests)
    assert await cover(stage.bot, UNTHROTTLED, card)
    assert len(stage.env.http_requests) == before


async def test_a_thread_that_fell_asleep_is_woken(kin: Kin) -> None:
    card = (await kin.card(await kin.remixed(await kin.root()))).card
    thread = kin.stage.bot.get_channel(kin.thread.id)
    assert isinstance(thread, discord.Thread)
    await thread.edit(archived=True)
    kin.stage.refuse(*EDIT, status=400, code=ARCHIVED)
    assert await cover(kin.stage.bot, UNTHROTTLED, card)
    assert kin.thread_messages()[-1].content == COVERED


async def test_a_thread_that_is_locked_holds_nothing_up(kin: Kin) -> None:
    card = (await kin.card(await kin.remixed(await kin.root()))).card
    kin.stage.refuse(*EDIT, status=400, code=ARCHIVED, times=None)
    assert await cover(kin.stage.bot, UNTHROTTLED, card)


async def test_a_threads_name_is_written_over_once(kin: Kin) -> None:
    root = await kin.clip_of(await kin.root())
    await kin.remix(await kin.stage.shown(root.card_id))
    thread = str(kin.thread.id)
    await cover_thread(kin.stage.bot, thread, root)
    await kin.stage.env.settle()
    before = len(kin.stage.env.http_requests)
    await cover_thread(kin.stage.bot, thread, root)
    assert len(kin.stage.env.http_requests) == before


async def test_a_thread_that_is_gone_holds_nothing_up(kin: Kin) -> None:
    root = await kin.clip_of(await kin.root())
    await cover_thread(kin.stage.bot, "123456789012345678", root)


async def test_a_case_among_moderators_loses_words_and_name(leaving: Leaving) -> None:
    stage, records = leaving.stage, leaving.stage.services.records
    clip = await stage.clip(await stage.made(prompt="a very own melody"))
    new = NewCase("report", str(stage.guild.id), leaving.user, clip.card_id, clip.id, text="“a very own melody”?")
    case = await records.open_case(new, stage.clock())
    posted = await stage.bot.get_partial_messageable(stage.channel.id).send(view=_layout("a very own melody"))
    await records.note_case(case.number, channel=str(stage.channel.id), message=str(posted.id))
    await leaving.leave()
    assert await leaving.is_done()
    assert words(stage.message(posted.id)) == CASE.format(number=case.number)


async def test_a_case_that_was_never_posted_needs_nothing(leaving: Leaving) -> None:
    stage = leaving.stage
    new = NewCase("held", str(stage.guild.id), leaving.user, "1")
    case = await stage.services.records.open_case(new, stage.clock())
    before = len(stage.env.http_requests)
    await cover_case(stage.bot, UNTHROTTLED, case)
    assert len(stage.env.http_requests) == before


def _layout(said: str) -> discord.ui.LayoutView:
    view: discord.ui.LayoutView = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(said))
    return view
