"""Who is named under open cards."""

from dataclasses import replace

from sqlalchemy import update

from bot.family.naming import Credits, with_credit
from bot.records.kinship import LineageRow
from bot.records.models import ClipRow
from bot.records.values import Ancestry, Unnamed
from tests.bot.family.kin import Kin


async def test_all_authors_are_named_the_nearest_first_and_each_once(kin: Kin) -> None:
    first = await kin.remixed(await kin.root())
    second = await kin.remixed(first, kin.stage.mod)
    await kin.remix(second, kin.stage.ben)
    record = await with_credit(kin.stage.services, await kin.stage.only_card())
    assert record.credit is not None
    assert record.credit.authors == tuple(str(who.id) for who in (kin.stage.mod, kin.stage.ben, kin.stage.ana))
    assert record.credit.generation == 4
    assert record.credit.parents == ((await kin.clip_of(second)).recipe.recipe_id,)


async def test_both_ends_of_a_morph_are_named(kin: Kin) -> None:
    first, second = await kin.root(), await kin.root()
    ids = [(await kin.clip_of(one)).id for one in (first, second)]
    await kin.stage.ben.slash(kin.stage.channel, "morph", **{"from": ids[0], "to": ids[1]})
    record = await with_credit(kin.stage.services, await kin.stage.only_card())
    assert record.requests[0].ancestry == Ancestry("morph", *ids)
    assert record.credit is not None
    assert len(record.credit.parents) == 2
    assert record.credit.authors == (str(kin.stage.ana.id),)


async def test_open_cards_are_looked_up_once(kin: Kin) -> None:
    await kin.remix(await kin.root())
    known = Credits(kin.stage.services)
    (found,) = await known.add([await kin.stage.only_card()])
    assert found.credit is not None
    await kin.stage.services.records.close()
    (again,) = await known.add([found])
    assert again.credit == found.credit
    assert await known.add([]) == []


async def test_what_became_private_is_not_named_but_to_its_author(kin: Kin) -> None:
    first = await kin.remixed(await kin.root())
    child, own = await kin.remixed(first, kin.stage.mod), await kin.remixed(first, kin.stage.ben)
    parent = await kin.clip_of(first)
    await kin.stage.services.records.set_visibility(parent.id, "private")
    ana, ben = str(kin.stage.ana.id), str(kin.stage.ben.id)
    found = [(await with_credit(kin.stage.services, await kin.card(one))).credit for one in (child, own)]
    assert [one and (one.parents, one.authors) for one in found] == [
        ((Unnamed.PRIVATE,), (ana,)), ((parent.recipe.recipe_id,), (ben, ana)),
    ]  # fmt: skip


async def test_what_was_made_where_not_everybody_may_look_is_named_there_alone(kin: Kin) -> None:
    root = await kin.root()
    child = await kin.card(await kin.remixed(root))
    for table in (ClipRow, LineageRow):
        secluding = update(table).values(secluded=True)
        await kin.stage.services.records._database.write(lambda session, do=secluding: session.execute(do))  # type: ignore[misc]
    told = []
    for secluded in (False, True):
        card = replace(child.card, secluded=secluded)
        credit = (await with_credit(kin.stage.services, replace(child, card=card))).credit
        told.append(credit and (credit.parents, credit.authors))
    name = (await kin.clip_of(root)).recipe.recipe_id
    assert told == [((Unnamed.PRIVATE,), ()), ((name,), (str(kin.stage.ana.id),))]
