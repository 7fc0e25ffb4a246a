"""What is decided with /riff-admin holds for the next thing that somebody asks for."""

import asyncio

import discord
import pytest
from simcord.actors import MemberActor

from bot.records import Records
from bot.records.values import CardRecord
from tests.bot.administration.conftest import Admin, thread_in
from tests.bot.choices.choosing import choose
from tests.bot.stage import Stage, png, sentence

UNUSED = "Nothing was used up"


async def open_cards(stage: Stage) -> list[CardRecord]:
    return await stage.services.records.open_cards()


async def refusal(stage: Stage, who: MemberActor | None = None, **options: object) -> str:
    """What somebody is told whose clip is not made."""
    said = sentence(await stage.riff(who, **options))
    assert await open_cards(stage) == []
    return said


@pytest.fixture
def mods(stage: Stage) -> str:
    """A channel that only moderators see."""
    assert stage.guild.me is not None
    hide, show = (discord.PermissionOverwrite(view_channel=shown) for shown in (False, True))
    made = stage.guild.create_text_channel("mods", overwrites={stage.guild.default_role: hide, stage.guild.me: show})
    return str(made.id)


async def test_a_closed_channel_takes_nothing_and_another_one_does(stage: Stage, admin: Admin) -> None:
    await admin("channels deny", channel=stage.channel)
    assert UNUSED in await refusal(stage)
    await admin("channels reset", channel=stage.channel)
    await stage.riff()
    assert len(await open_cards(stage)) == 1


async def test_with_an_allowed_channel_others_name_it(stage: Stage, admin: Admin) -> None:
    other = stage.guild.create_text_channel("other")
    await admin("channels allow", channel=other)
    assert f"<#{other.id}>" in await refusal(stage)
    await stage.ana.slash(other, "riff", prompt="rain")
    assert len(await open_cards(stage)) == 1


async def test_a_thread_of_an_allowed_channel_is_allowed(stage: Stage, admin: Admin) -> None:
    await admin("channels allow", channel=stage.channel)
    await stage.ana.slash(thread_in(stage), "riff", prompt="rain")
    assert len(await open_cards(stage)) == 1


async def test_who_moderates_is_not_locked_out_by_a_list(stage: Stage, admin: Admin) -> None:
    await admin("roles allow", who=stage.guild.create_role("band"))
    assert UNUSED in await refusal(stage)
    await stage.riff(stage.mod)
    assert len(await open_cards(stage)) == 1


async def test_a_denied_member_is_turned_away_and_nobody_else(stage: Stage, admin: Admin) -> None:
    await admin("roles deny", who=stage.ana)
    assert UNUSED in await refusal(stage, stage.ana)
    await stage.riff(stage.ben)
    assert len(await open_cards(stage)) == 1


@pytest.mark.parametrize(
    ("key", "value", "options"),
    [("private", "off", {"private": True}), ("longest", "10", {"length": 30})],
)
async def test_what_a_server_doesnt_want_is_refused(
    stage: Stage, admin: Admin, key: str, value: str, options: dict[str, object]
) -> None:
    await admin("config set", key=key, value=value)
    assert UNUSED in await refusal(stage, stage.ana, **options)
    await stage.riff()
    assert len(await open_cards(stage)) == 1


async def test_where_uploads_are_off_no_file_is_fetched(stage: Stage, admin: Admin) -> None:
    fetched: list[str] = []

    async def fetch(url: str) -> bytes:
        fetched.append(url)
        return png()

    stage.change(fetch=fetch)
    await admin("config set", key="uploads", value="off", channel=stage.channel)
    assert UNUSED in await refusal(stage, source=("a.png", png()))
    assert fetched == []


async def test_words_that_a_filter_blocks_are_refused_until_it_is_gone(stage: Stage, admin: Admin) -> None:
    await admin("filters add", name="rival", action="block", words="that band")
    assert UNUSED in await refusal(stage, prompt="like that band")
    await admin("filters remove", name="rival")
    await stage.riff(prompt="like that band")
    assert len(await open_cards(stage)) == 1


async def test_words_that_a_filter_replaces_are_painted_as_it_says(stage: Stage, admin: Admin) -> None:
    await admin("filters add", name="rival", action="replace", words="that band", replacement="our band")
    await stage.riff(prompt="like that band")
    assert (await stage.recipe()).canonical_json().count("our band") == 1


async def test_what_is_doubtful_is_held_but_not_of_whoever_is_trusted(stage: Stage, admin: Admin, mods: str) -> None:
    await admin("config set", key="mod_channel", value=mods)
    await admin("filters add", name="spoilers", action="hold", words="dead wizard")
    assert "#" in await refusal(stage, prompt="a dead wizard")
    await admin("roles trusted", who=stage.ana)
    await stage.riff(prompt="a dead wizard")
    assert len(await open_cards(stage)) == 1


async def test_one_channel_can_be_more_open_than_its_server(stage: Stage, admin: Admin, mods: str) -> None:
    await admin("config set", key="mod_channel", value=mods)
    await admin("config set", key="moderation", value="open", channel=stage.channel)
    await admin("filters add", name="spoilers", action="hold", words="dead wizard")
    await stage.riff(prompt="a dead wizard")
    assert len(await open_cards(stage)) == 1


async def test_what_another_process_decides_holds_here_too(stage: Stage, admin: Admin, database_url: str) -> None:
    await admin("config set", key="longest", value="60")
    other = await Records.open(database_url)
    try:
        await choose(other, "server", stage.guild.id, longest=5)
    finally:
        await other.close()
    assert UNUSED in await refusal(stage, length=30)


async def test_two_who_decide_at_once_both_get_their_way(stage: Stage) -> None:
    """What each chose is there, and the log tells of both: neither brings back what was before the other."""
    records, server = stage.services.records, stage.guild.id
    await asyncio.gather(*(choose(records, "server", server, **{key: 7}) for key in ("promotion", "newcomer_days")))
    chosen = (await records.oversight(str(server))).choices["server", str(server)]
    assert chosen == {"promotion": "7", "newcomer_days": "7"}
    assert len((await records.audit(str(server))).entries) == 2
