"""From a wish to a question."""

from bot.family.asking import OPEN_MOST
from bot.intake import OPENING_S
from tests.bot.delivery.away import Slow
from tests.bot.family.kin import Kin, told
from tests.bot.stage import sentence


async def test_nobody_is_asked_over_and_over(kin: Kin) -> None:
    root = await kin.root(remixes="ask")
    for _ in range(OPEN_MOST):
        await kin.remix(root)
    assert "has not answered your other questions yet" in sentence(await kin.remix(root))
    assert len(kin.thread_messages()) == OPEN_MOST


async def test_who_can_not_be_asked_at_all_is_told_of_at_once(kin: Kin) -> None:
    root = await kin.root(remixes="ask")
    kin.refuse_threads(code=160006)
    kin.refuse_posts(kin.stage.channel, code=50013, times=None)
    kin.stage.refuse("POST", "/users/@me/channels", status=403, code=50007, times=None)
    assert "I can't reach them" in told(await kin.remix(root))
    assert await kin.stage.services.records.open_asks_to(str(kin.stage.ana.id)) == []


async def test_a_question_that_is_slowly_remembered_is_put_once_all_the_same(kin: Kin) -> None:
    """Refused, it would be remembered after all, and put a minute later."""
    root = await kin.root(remixes="ask")
    kin.stage.change(records=Slow(kin.stage.services.records, "open_ask", takes_s=1.1 * OPENING_S))
    assert "so I have asked" in told(await kin.remix(root))
    assert len(kin.thread_messages()) == 1
