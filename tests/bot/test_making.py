"""A clip, and what somebody wishes of it, become a card."""

import pytest

from bot.answers import DATABASE_DOWN
from bot.fetching import GONE
from bot.records import DatabaseDownError, Records
from bot.records.values import ClipRecord
from core.errors import UserError
from core.settings import Settings
from tests.bot.stage import Stage, png, sentence

WISHES = [
    ("remix", {"prompt": "snow"}),
    ("vary", {}),
    ("extend", {"prompt": "snow"}),
]


async def made(stage: Stage) -> ClipRecord:
    return await stage.clip(await stage.made())


@pytest.mark.parametrize(("command", "wish"), WISHES)
async def test_a_clip_of_a_clip_is_shown_like_any_other(stage: Stage, command: str, wish: dict[str, str]) -> None:
    clip = await made(stage)
    await stage.ben.slash(stage.channel, command, riff=clip.id, **wish)
    asked = await stage.only_card()
    stage.worker.finish()
    await stage.deliver()
    message = await stage.shown(asked.card.id)
    assert len(message.attachments) == 2
    child = await stage.clip(message)
    assert (child.ancestry.parent, child.root, child.generation) == (clip.id, clip.id, 2)


@pytest.mark.parametrize(("command", "wish"), WISHES)
async def test_who_has_enough_waiting_is_told(stage: Stage, command: str, wish: dict[str, str]) -> None:
    clip = await made(stage)
    await stage.riff(stage.ben, variations=4)
    result = await stage.ben.slash(stage.channel, command, riff=clip.id, **wish)
    said = [one.content for one in [result.response, *result.followups] if one is not None]
    assert any("You can have 4 requests waiting" in one for one in said)
    assert len(await stage.services.records.open_cards()) == 1


async def test_todays_model_paints_whatever_comes_of_a_clip(stage: Stage) -> None:
    clip = await made(stage)
    stage.change(settings=Settings(riff_model="riffusion/riffusion-model-v1"))
    for who, command in ((stage.ana, "remix"), (stage.ben, "vary"), (stage.mod, "extend")):
        await who.slash(stage.channel, command, riff=clip.id, private=True)
    cards = await stage.services.records.open_cards()
    models = [getattr(one.requests[0].request.recipe, "model", None) for one in cards]
    assert models == ["riffusion/riffusion-model-v1"] * 3


async def test_a_file_that_cannot_be_fetched_leaves_nothing(stage: Stage) -> None:
    async def gone(_: str) -> bytes:
        raise UserError(GONE)

    stage.change(fetch=gone)
    result = await stage.fill("Remix", await stage.made(), file=("hum.png", png()))
    assert any(one.content.startswith(GONE) for one in [result.response, *result.followups] if one is not None)
    assert await stage.services.records.open_cards() == []


async def test_a_clip_is_remixed_in_a_direct_message(stage: Stage) -> None:
    user = stage.ana.user
    await user.slash("riff", prompt="lo-fi beats")
    parent = (await stage.only_card()).requests[0].request.id
    stage.worker.finish()
    await stage.deliver()
    await user.slash("remix", riff=parent, prompt="snow")
    (asked,) = (await stage.only_card()).requests
    assert (asked.ancestry.parent, asked.request.origin.server) == (parent, None)


class Away(Records):
    """Records whose database can't be reached any more."""

    async def clip(self, *_: object, **__: object) -> ClipRecord | None:
        raise DatabaseDownError


async def test_while_the_records_are_away_that_is_told(stage: Stage) -> None:
    message = await stage.made()
    stage.change(records=Away(stage.services.records._database))
    assert sentence(await stage.press("Remix", message)) == DATABASE_DOWN
