"""A clip that comes into the records has all that it needs to be found and shared."""

from dataclasses import replace

from sqlalchemy import update

from bot.records import Records
from bot.records.models import RequestRow
from bot.records.statements import Choice
from bot.records.values import Ancestry, Remixes
from core.clip import Features
from core.ending import Ended
from tests.bot.records.clips import ANY, ask, child, found, make
from tests.bot.records.samples import card, done, made, requests

FEATURES = Features(tempo_bpm=90.0, onsets_per_s=2.5, low=0.5, middle=0.3, high=0.2, course="rising")


async def test_others_may_do_with_a_new_clip_what_its_author_or_else_its_server_says(records: Records) -> None:
    assert (await found(records, await make(records, "1"))).remixes == "all"
    said: list[tuple[str | None, str | None, Remixes]] = [
        (None, "ask", "ask"), ("none", "ask", "none"), ("all", "none", "all"), (None, None, "all"),
        ("friends", "none", "none"), ("friends", "nobody", "all"),
    ]  # fmt: skip
    for number, (own, servers, holds) in enumerate(said, 2):
        await records.choose(Choice("user", "600", "remixes", own), by="600", now_s=1.0)
        await records.choose(Choice("server", "800", "remixes", servers, "800"), by="900", now_s=1.0)
        assert (await found(records, await make(records, str(number)))).remixes == holds


async def test_what_a_server_says_holds_there_only(records: Records) -> None:
    await records.choose(Choice("server", "800", "remixes", "none", "800"), by="900", now_s=1.0)
    assert (await found(records, await make(records, "1", replace(ANY, server=None)))).remixes == "all"


async def test_a_later_choice_changes_no_clip_that_is_there(records: Records) -> None:
    await make(records, "1")
    await records.choose(Choice("user", "600", "remixes", "none"), by="600", now_s=1.0)
    assert (await found(records, "1-0")).remixes == "all"


async def test_a_clip_of_a_private_card_is_private(records: Records) -> None:
    assert (await found(records, await make(records, "1", replace(ANY, private=True)))).visibility == "private"
    assert (await found(records, await make(records, "2"))).visibility == "server"


async def test_a_clip_is_as_secluded_as_its_card_until_its_author_says_for_whom_it_is(records: Records) -> None:
    for name, private in (("1", False), ("2", True)):
        await make(records, name, replace(ANY, private=private, secluded=True))
    await make(records, "3")
    assert [(await found(records, f"{name}-0")).secluded for name in "123"] == [True, False, False]
    assert await records.named("1-0", "601", "800") is None
    await records.set_visibility("1-0", remixes="ask")
    assert (await found(records, "1-0")).secluded
    await records.set_visibility("1-0", "server")
    assert (await records.named("1-0", "601", "800")) == await found(records, "1-0")
    family = await records.family("1-0", viewer="601", server="800")
    assert family is not None
    assert not family.members[0].hidden


async def test_what_can_be_heard_in_a_clip_is_remembered(records: Records) -> None:
    await ask(records, "1")
    measured = made().model_copy(update={"features": FEATURES})
    await records.end_request(Ended(request="1-0", end="done", made=measured), now_s=1005.0)
    assert (await found(records, "1-0")).features == FEATURES


async def test_one_ancestry_is_that_of_all_requests_of_a_card(records: Records) -> None:
    await make(records, "1")
    new = card("2")
    await records.open_card(new, requests(new, 2), ancestries=[Ancestry("vary", "1-0")])
    for number in range(2):
        await records.end_request(done(f"2-{number}"), now_s=2000.0)
    clips = [await found(records, f"2-{number}") for number in range(2)]
    assert [(clip.ancestry, clip.root, clip.generation) for clip in clips] == [(Ancestry("vary", "1-0"), "1-0", 2)] * 2


async def test_a_clip_that_is_told_of_twice_has_one_place_in_its_family(records: Records, other: Records) -> None:
    await make(records, "1")
    await child(records, "2", "1-0")
    await other.end_request(done("2-0"), now_s=3000.0)
    family = await records.family("1-0", viewer="600", server="800")
    assert family is not None
    assert [member.id for member in family.members] == ["1-0", "2-0"]


async def test_a_clip_whose_recipe_can_not_be_read_has_a_place_in_its_family(records: Records) -> None:
    await ask(records, "1")
    later = update(RequestRow).values(recipe='{"kind": "song", "prompt": "la la"}')
    await records._database.write(lambda session: session.execute(later))
    await records.end_request(done("1-0"), now_s=1005.0)
    family = await records.family("1-0", viewer="600", server="800")
    assert family is not None
    assert [(member.recipe_id, member.prompt) for member in family.members] == [("R-??????", None)]
