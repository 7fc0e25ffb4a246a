"""A clip that is painted over somebody's file comes into the thread when the file is there."""

from bot.family.asking import ASKING
from bot.uploads import UNREADABLE
from core.contract import Remix
from tests.bot.delivery.away import gone_before
from tests.bot.family.kin import Kin, told
from tests.bot.stage import attached, png


async def test_the_card_is_posted_when_the_file_is_there(kin: Kin) -> None:
    kin.stage.change(fetch=attached(kin.stage))
    root = await kin.root()
    result = await kin.stage.fill("Remix", root, kin.stage.ben, prompt="darker", file=("hum.png", png(7)))
    (card,) = kin.thread_messages()
    assert card.content.startswith("**darker**")
    assert told(result).startswith("🎛 Here it is: ")
    recipe = await kin.stage.recipe()
    assert isinstance(recipe, Remix)
    assert recipe.source != (await kin.clip_of(root)).png


async def test_a_file_that_nobody_can_read_leaves_nothing_in_the_thread(kin: Kin) -> None:
    kin.stage.change(fetch=attached(kin.stage))
    root = await kin.root()
    result = await kin.stage.fill("Remix", root, kin.stage.ben, prompt="darker", file=("notes.txt", b"la la la"))
    assert told(result).startswith(UNREADABLE)
    assert kin.stage.channel.threads == []
    assert await kin.stage.services.records.open_cards() == []


async def test_a_card_that_nobody_waits_for_any_more_asks_for_nothing(kin: Kin) -> None:
    fetch = attached(kin.stage)

    async def fetch_and_lose(url: str) -> bytes:
        (record,) = await kin.stage.services.records.open_cards()
        await kin.stage.services.records.end_card(record.card.id, None, now_s=kin.stage.clock())
        return await fetch(url)

    kin.stage.change(fetch=fetch_and_lose)
    root = await kin.root()
    await kin.stage.fill("Remix", root, kin.stage.ben, prompt="darker", file=("hum.png", png(7)))
    await kin.stage.deliver()
    (card,) = kin.thread_messages()
    assert "I was restarted while fetching your file" in card.content


async def test_an_author_is_asked_when_the_file_is_there(kin: Kin) -> None:
    kin.stage.change(fetch=attached(kin.stage))
    root = await kin.root(remixes="ask")
    result = await kin.stage.fill("Remix", root, kin.stage.ben, prompt="darker", file=("hum.png", png(7)))
    (question,) = kin.thread_messages()
    assert "**darker**" in question.content
    assert "I have asked" in told(result)
    assert "I am asking" in ASKING


async def test_records_that_go_away_in_between_are_told_of(kin: Kin) -> None:
    root = await kin.root()
    kin.stage.change(records=gone_before(kin.stage.services.records, "open_card", times=1))
    result = await kin.remix(root)
    words = [one.content for one in [result.response, *result.followups] if one is not None]
    assert "records can't be reached" in words[-1]
    assert kin.stage.channel.threads == []
