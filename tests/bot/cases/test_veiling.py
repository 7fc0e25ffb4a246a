"""Pictures that come of uploads, where they are spoilers until a moderator looked at them."""

import discord
import pytest

from bot.card import working_view
from bot.card.ended import VEILED
from core.lanes import Forecast
from tests.bot.cases.docket import Docket
from tests.bot.gallery.reading import answer, pictures, words
from tests.bot.stage import Stage, attached, png


@pytest.fixture(autouse=True)
def _cdn(stage: Stage) -> None:
    stage.change(fetch=attached(stage))


@pytest.fixture
async def veiling(docket: Docket) -> Docket:
    """A server that wants to look at pictures first."""
    await docket.choose("veil_uploads", "on")
    return docket


async def played(docket: Docket, **options: object) -> discord.Message:
    """Play an upload to its end."""
    stage = docket.stage
    result = await stage.ana.slash(stage.channel, "play", file=("riff.png", png()), **options)
    stage.worker.finish()
    await stage.deliver()
    assert result.response is not None
    return stage.message(result.response.id)


async def test_a_picture_that_came_of_an_upload_is_a_spoiler_and_its_sound_is_not(veiling: Docket) -> None:
    message = await played(veiling)
    assert [one.is_spoiler() for one in message.attachments] == [True, False]
    assert VEILED in message.content


async def test_moderators_are_asked_about_it_once(veiling: Docket) -> None:
    message = await played(veiling)
    case = await veiling.only_case("veiled")
    card = await veiling.shown(case)
    assert "🫣" in words(card)
    _, reply = veiling.posted()
    assert [one.is_spoiler() for one in reply.attachments] == [True, False]
    await veiling.stage.services.records.redeliver(case.card_id)
    await veiling.stage.deliver()
    assert (await veiling.only_case("veiled")).number == case.number
    assert veiling.stage.message(message.id).attachments[0].is_spoiler()


async def test_what_they_approve_is_shown_plainly(veiling: Docket) -> None:
    message = await played(veiling)
    await veiling.decide("Approve", await veiling.only_case("veiled"))
    await veiling.stage.deliver()
    now = veiling.stage.message(message.id)
    assert [one.is_spoiler() for one in now.attachments] == [False, False]
    assert VEILED not in now.content
    assert "Everybody sees its picture now" in veiling.told()[0]
    assert len(veiling.posted()) == 1


async def test_what_they_remove_is_gone(veiling: Docket) -> None:
    message = await played(veiling)
    await veiling.decide("Remove", await veiling.only_case("veiled"), reason="a drawing")
    assert veiling.stage.message(message.id).content == "🗑️ Removed by the moderators."
    assert "a drawing" in veiling.told()[0]


async def test_what_comes_of_a_veiled_clip_is_veiled(veiling: Docket) -> None:
    message = await played(veiling)
    await veiling.stage.fill("Remix", message, veiling.stage.ben, prompt="jazz")
    assert (await veiling.stage.only_card()).card.veiled


async def test_what_comes_of_a_cleared_clip_is_not(veiling: Docket) -> None:
    message = await played(veiling)
    await veiling.decide("Approve", await veiling.only_case("veiled"))
    await veiling.stage.deliver()
    await veiling.stage.fill("Remix", veiling.stage.message(message.id), veiling.stage.ben, prompt="jazz")
    assert not (await veiling.stage.only_card()).card.veiled


async def test_words_alone_are_never_veiled(veiling: Docket) -> None:
    message = await veiling.stage.made()
    assert not any(one.is_spoiler() for one in message.attachments)


async def test_what_only_its_author_sees_is_not(veiling: Docket) -> None:
    message = await played(veiling, private=True)
    assert not any(one.is_spoiler() for one in message.attachments)


async def test_where_nobody_asks_for_it_nothing_is_veiled(docket: Docket) -> None:
    message = await played(docket)
    assert not any(one.is_spoiler() for one in message.attachments)


async def test_lists_and_panels_veil_it_and_its_familys_tree_leaves_it_out(veiling: Docket) -> None:
    stage, clip = veiling.stage, await veiling.stage.clip(await played(veiling))
    for command, options in (("riffs latest", {}), ("riffs show", {"riff": clip.id})):
        shown = answer(await stage.ben.slash(stage.channel, command, **options))
        assert [one["spoiler"] for one in pictures(shown)] == [True]
    family = answer(await stage.ben.slash(stage.channel, "riffs lineage", riff=clip.id))
    assert "1 clip in 1 generation" in words(family)
    await veiling.decide("Approve", await veiling.only_case("veiled"))
    shown = answer(await stage.ben.slash(stage.channel, "riffs latest"))
    assert [bool(one.get("spoiler")) for one in pictures(shown)] == [False]


@pytest.mark.parametrize("flow", ["source", "file in a remix"])
async def test_so_is_what_is_painted_over_a_file(veiling: Docket, flow: str) -> None:
    stage = veiling.stage
    if flow == "source":
        await stage.riff(source=("hum.png", png()))
    else:
        await stage.fill("Remix", await stage.made(), stage.ben, prompt="jazz", file=("hum.png", png()))
    assert (await stage.only_card()).card.veiled


async def test_a_picture_is_veiled_while_it_is_painted(veiling: Docket) -> None:
    await veiling.stage.riff(source=("hum.png", png()))
    record = await veiling.stage.only_card()
    forecast = Forecast(
        place=1, running=True, done=3, total=9, starts_s=1.0, ends_s=2.0, preview="0123456789abcdef" * 4,
        cancelling=False,
    )  # fmt: skip
    (preview,) = working_view(
        record, {record.requests[0].request.id: forecast}, resting=False, cancelling=False, now_s=1.0
    ).files
    assert preview.veiled
