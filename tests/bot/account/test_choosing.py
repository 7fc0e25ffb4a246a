"""One's own choices."""

import pytest

from bot.account.choosing import HEADING, HOW, OF_NOBODY, OF_SERVER, OWN, YOURS, line_of, lines_of, offers_of
from bot.choices import SETTINGS, Settled
from bot.choices.cascade import Layer
from bot.records.statements import Choice
from tests.bot.stage import Stage, sentence

ANA = "300000000000000001"


def settled(*layers: Layer) -> Settled:
    return Settled(layers)


def told(key: str, *layers: Layer) -> str:
    setting = SETTINGS[key]
    return line_of(setting, settled(*layers).of(setting))


def test_all_that_users_may_choose_is_told_once() -> None:
    lines = lines_of(settled())
    assert [lines[0], lines[-1]] == [HEADING, HOW]
    assert [line.split("`")[1] for line in lines[1:-1]] == [one.key for one in OWN]
    assert {one.key for one in OWN} == {"remixes", "length", "quality", "ping", "private_by_default", "progress"}


def test_it_fits_a_message() -> None:
    assert len("\n".join(lines_of(settled()))) < 2000


@pytest.mark.parametrize(
    ("layers", "source"),
    [
        ([], OF_NOBODY),
        ([Layer("server", "1", {"length": "10"})], OF_SERVER),
        ([Layer("channel", "20", {"length": "10"})], "<#20>'s"),
        ([Layer("server", "1", {"length": "10"}), Layer("user", ANA, {"length": "15"})], YOURS),
    ],
)
def test_each_value_is_told_with_where_it_comes_from(layers: list[Layer], source: str) -> None:
    assert source in told("length", *layers)


@pytest.mark.parametrize("setting", OWN, ids=lambda one: one.key)
def test_what_is_offered_can_be_chosen_and_taken_back(setting: object) -> None:
    found = next(one for one in OWN if one is setting)
    *values, last = offers_of(found)
    assert last == "default"
    assert values
    assert all(found.kind.read(found.kind.write(found.kind.parse(value))) is not None for value in values)


async def test_without_a_choice_what_holds_is_shown_to_whoever_asks_alone(stage: Stage) -> None:
    said = sentence(await stage.ana.slash(stage.channel, "account settings"))
    assert f"`ping` `ping` · {OF_NOBODY}" in said
    assert stage.messages() == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ping", "silent"),
        ("remixes", "ask"),
        ("length", "15"),
        ("quality", "fine"),
        ("private_by_default", "on"),
        ("progress", "off"),
    ],
)
async def test_a_choice_is_remembered_and_shown(stage: Stage, key: str, value: str) -> None:
    said = sentence(await stage.ana.slash(stage.channel, "account settings", **{key: value}))
    assert f"`{key}` `{value}` · {YOURS}" in said
    assert await stage.services.records.choices_of(str(stage.ana.id)) == {key: value}


async def test_several_are_chosen_at_once_and_what_was_chosen_before_stays(stage: Stage) -> None:
    await stage.ana.slash(stage.channel, "account settings", ping="none")
    await stage.ana.slash(stage.channel, "account settings", length="10", quality="draft")
    chosen = await stage.services.records.choices_of(str(stage.ana.id))
    assert chosen == {"ping": "none", "length": "10", "quality": "draft"}


async def test_a_choice_can_be_taken_back(stage: Stage) -> None:
    await stage.ana.slash(stage.channel, "account settings", length="10")
    said = sentence(await stage.ana.slash(stage.channel, "account settings", length="default"))
    assert f"`length` `5` · {OF_NOBODY}" in said
    assert await stage.services.records.choices_of(str(stage.ana.id)) == {}


async def test_a_choice_is_ones_own(stage: Stage) -> None:
    await stage.ana.slash(stage.channel, "account settings", ping="none")
    assert await stage.services.records.choices_of(str(stage.ben.id)) == {}


async def test_what_the_server_chose_is_told_as_the_servers(stage: Stage) -> None:
    choice = Choice("server", str(stage.guild.id), "length", "20", server=str(stage.guild.id))
    await stage.services.records.choose(choice, by="1", now_s=stage.clock())
    said = sentence(await stage.ana.slash(stage.channel, "account settings"))
    assert f"`length` `20` · {OF_SERVER}" in said
