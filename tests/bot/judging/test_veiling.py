"""Words that rules refuse by now are shown nowhere, and nothing else of a clip changes."""

import pytest

from bot.gallery.exporting import NOT_SAID
from bot.judging.shown import VEILED, showing_through, shown, shown_to_reuse
from bot.judging.veil import Veil
from bot.placing import place
from bot.records.oversight import Filter
from core.moderation import Rules
from tests.bot.cases.docket import Docket
from tests.bot.judging.gatehouse import FINE, Gatehouse
from tests.bot.stage import filled_in, sentence

NO_KAZOO = Rules.of([Filter("no kazoos", "block", ("kazoo",)), Filter("no gongs", "block", ("gong",))])


def veil(*, age_restricted: bool = False) -> Veil:
    return Veil((NO_KAZOO, Rules.built_in(None)), age_restricted=age_restricted)


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("marimba solo", "marimba solo"),
        ("kazoo solo", "▇▇▇ solo"),
        ("Kazoo and kazoo", "▇▇▇ and ▇▇▇"),
        ("kazoo, then gong", "▇▇▇, then ▇▇▇"),
        ("k a z o o choir", "▇▇▇ choir"),
        ("", ""),
    ],
)
def test_blocks_stand_for_what_is_refused(words: str, seen: str) -> None:
    assert veil()(words) == seen


def test_what_is_held_or_names_an_artist_is_shown() -> None:
    assert veil()("a ballad like Taylor Swift") == "a ballad like Taylor Swift"


def test_among_adults_more_is_shown() -> None:
    assert VEILED in veil()("blowjob funk")
    assert veil(age_restricted=True)("blowjob funk") == "blowjob funk"


def test_what_holds_too_much_of_it_is_not_shown_at_all() -> None:
    words = " ".join(f"kazoo{'o' * number}" for number in range(40))
    assert "kazoo" not in veil()(words)


def test_so_many_texts_are_remembered_and_no_more() -> None:
    one = Veil((NO_KAZOO,), age_restricted=False, most=3)
    for words in ("kazoo", "rain", "snow", "hail", "kazoo", "rain"):
        assert one(words) == (VEILED if words == "kazoo" else words)


def test_nothing_is_veiled_where_nobody_says_by_which_rules() -> None:
    assert shown("kazoo") == "kazoo"
    with showing_through(veil()):
        assert shown("kazoo solo") == "▇▇▇ solo"
        assert shown_to_reuse("kazoo solo") == "solo"
    assert shown("kazoo") == "kazoo"


async def seen_in_lists(gate: Gatehouse) -> str:
    """All that ben reads of a clip of ana's, wherever it is listed."""
    stage, clip = gate.stage, await gate.clip()
    before = len(stage.env.http_requests)
    said = [
        await stage.ben.slash(stage.channel, "riffs latest"),
        await stage.ben.slash(stage.channel, "riffs search", text="solo"),
        await stage.ben.slash(stage.channel, "riffs show", riff=clip.id),
        await stage.ben.slash(stage.channel, "riffs lineage", riff=clip.id),
    ]
    offered = await stage.ben.autocomplete(stage.channel, "remix", "riff", "")
    bodies = [str(one.json) for one in stage.env.http_requests[before:]]
    return "\n".join([*(str(one.response) for one in said), *(one["name"] for one in offered), *bodies])


async def test_lists_panels_and_offers_show_it_no_more(gate: Gatehouse) -> None:
    await gate.make_now_refused()
    text = await seen_in_lists(gate)
    assert "marimba" not in text
    assert "▇▇▇ solo" in text
    assert (await gate.clip()).recipe.recipe_id in text


async def test_a_card_that_is_delivered_late_shows_it_no_more(gate: Gatehouse) -> None:
    await gate.ask("riff", FINE, gate.stage.ana)
    await gate.refuse_now("marimba")
    gate.stage.worker.finish()
    await gate.stage.deliver()
    card = gate.stage.messages()[-1]
    assert card.content.startswith("**▇▇▇ solo**")
    assert all("marimba" not in (one.description or "") for one in card.attachments)


async def test_its_recipe_is_handed_to_its_author_alone(gate: Gatehouse) -> None:
    clip = await gate.make_now_refused()
    order = {"riff": clip.id, "format": "recipe"}
    assert sentence(await gate.stage.ben.slash(gate.stage.channel, "riffs export", **order)) == NOT_SAID
    assert (
        sentence(await gate.stage.ana.slash(gate.stage.channel, "riffs export", **order))
        == f"`{clip.recipe.recipe_id}`"
    )
    assert (
        sentence(await gate.stage.ben.slash(gate.stage.channel, "riffs export", riff=clip.id, format="png")) != NOT_SAID
    )


async def test_its_recipe_and_name_stay(gate: Gatehouse) -> None:
    before = await gate.make_now_refused()
    after = await gate.clip()
    assert (after.recipe, after.recipe.recipe_id) == (before.recipe, before.recipe.recipe_id)


async def test_a_modal_begins_with_what_may_be_said(gate: Gatehouse) -> None:
    await gate.make_now_refused()
    assert filled_in(await gate.stage.press("Remix", await gate.root(), gate.stage.ben))["prompt"] == "solo"


async def test_ones_own_words_are_offered_no_more(gate: Gatehouse) -> None:
    await gate.make_now_refused()
    offered = await gate.stage.ana.autocomplete(gate.stage.channel, "riff", "prompt", "mar")
    assert [one["value"] for one in offered if "solo" in one["value"]] == []


async def test_a_thread_that_is_opened_now_is_named_without_it(gate: Gatehouse) -> None:
    await gate.make_now_refused()
    await gate.kin.remix(await gate.root(), prompt="rain")
    assert str(gate.kin.thread.name).startswith("🎛 ▇▇▇ solo · ")


async def test_the_queue_shows_it_no_more(gate: Gatehouse) -> None:
    await gate.ask("riff", FINE)
    await gate.refuse_now("marimba")
    assert "▇▇▇ solo" in sentence(await gate.stage.ben.slash(gate.stage.channel, "queue view"))


async def test_what_moderators_let_pass_is_shown(gate: Gatehouse) -> None:
    result = await gate.ask("riff", "kazoo solo")
    assert result is not None
    assert result.response is not None
    modal = await gate.stage.ben.click(result.response, label="Appeal")
    await gate.stage.ben.submit_modal(modal, {"text": "please"})
    (case,) = await gate.cases()
    records, now_s = gate.stage.services.records, gate.stage.clock()
    assert await records.claim(case.number, str(gate.stage.mod.id), now_s=now_s, for_s=60)
    by = str(gate.stage.mod.id)
    assert await records.decide(case.number, "approve", by=by, reason="", now_s=now_s)
    record = await gate.stage.record(case.card_id)
    assert (record.card.state, record.requests[0].request.cleared) == ("open", True)
    await place(gate.stage.services, record)
    gate.stage.worker.finish()
    await gate.stage.deliver()
    assert gate.stage.messages()[-1].content.startswith("**kazoo solo**")


async def test_what_moderators_let_pass_is_shown_from_the_first(gate: Gatehouse) -> None:
    docket = Docket(gate.stage)
    await docket.with_room()
    result = await gate.ask("riff", "kazoo solo")
    assert result is not None
    assert result.response is not None
    modal = await gate.stage.ben.click(result.response, label="Appeal")
    await gate.stage.ben.submit_modal(modal, {"text": "please"})
    (case,) = await gate.cases()
    await docket.decide("Approve", case)
    assert gate.stage.messages(gate.stage.mod)[-1].content.startswith("**kazoo solo**")
    assert "> kazoo solo" in docket.told(gate.stage.ben)[-1]
