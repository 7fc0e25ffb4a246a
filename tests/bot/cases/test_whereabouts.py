"""Where what was held is shown once it is let through."""

from bot.children import Wish, remix_of
from bot.records.oversight import NewCase
from bot.records.values import Ancestry
from core.request import Request
from tests.bot.cases.docket import Docket


async def test_a_child_is_shown_in_the_thread_of_its_family(docket: Docket) -> None:
    stage = docket.stage
    root = await stage.made()
    clip = await stage.clip(root)
    card = await docket.card(stage.ben)
    request = Request(id=f"{card.id}-0", recipe=remix_of(clip, Wish("darker"), model="mini"), origin=card.origin)
    asked = NewCase("held", docket.server, str(stage.ben.id), card.id)
    ancestry = Ancestry("remix", clip.id)
    case = await stage.services.records.open_held(card, [request], asked, ancestries=[ancestry])
    assert case is not None
    await docket.decide("Approve", case)
    shown = await stage.shown(card.id)
    assert shown.channel.id == root.id
    assert "remix of" in shown.content
    (answer,) = (one for one in stage.messages(stage.ben) if one.flags.ephemeral)
    assert str(shown.id) in answer.content


async def test_what_comes_of_nothing_is_shown_where_it_was_asked_for(docket: Docket) -> None:
    case = await docket.held()
    await docket.decide("Approve", case)
    assert (await docket.stage.shown(case.card_id)).channel.id == docket.stage.channel.id
