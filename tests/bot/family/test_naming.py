"""Who is named under open cards."""

from bot.family.naming import Credits, with_credit
from bot.records.values import Ancestry
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
