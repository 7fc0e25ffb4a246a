"""Why something is decided as it is: /riff-admin filters test."""

import pytest

from bot.administration import explaining
from bot.administration.explaining import APPEALABLE, EASED, HELD, LET_THROUGH, REPLACED
from tests.bot.administration.conftest import Admin, thread_in
from tests.bot.stage import Stage


def last(said: str) -> str:
    return said.splitlines()[-1]


@pytest.fixture
async def spoilers(admin: Admin) -> None:
    await admin("filters add", name="spoilers", action="hold", words="dead wizard")


async def test_innocent_words_are_let_through(stage: Stage, admin: Admin) -> None:
    said = await admin("filters test", words="lo-fi beats", who=stage.ana)
    assert last(said) == LET_THROUGH
    assert f"**Who**: <@{stage.ana.id}> in <#{stage.channel.id}>" in said
    assert "**Words**: lo-fi beats" in said
    assert "- Channels: nothing is said." in said


async def test_the_rule_that_decides_is_named(admin: Admin) -> None:
    await admin("filters add", name="rival", action="block", words="that band")
    said = await admin("filters test", words="like that band")
    assert "rival" in said
    assert last(said).startswith("🚫 **Refused**: ")
    assert APPEALABLE not in last(said)


@pytest.mark.usefixtures("spoilers")
async def test_what_is_held_goes_to_the_moderators_channel(stage: Stage, admin: Admin) -> None:
    words = {"words": "a dead wizard", "who": stage.ana}
    assert last(await admin("filters test", **words)).startswith("🚫 **Refused**: ")
    await admin("config set", key="mod_channel", value=str(stage.channel.id))
    assert last(await admin("filters test", **words)) == HELD.format(channel=stage.channel.id)


@pytest.mark.usefixtures("spoilers")
async def test_where_everything_is_open_nothing_is_held(stage: Stage, admin: Admin) -> None:
    await admin("config set", key="moderation", value="open", channel=stage.channel)
    said = await admin("filters test", words="a dead wizard", who=stage.ana)
    assert "- `moderation` is `open`" in said
    assert last(said) == EASED


@pytest.mark.usefixtures("spoilers")
async def test_who_is_trusted_is_not_held(stage: Stage, admin: Admin) -> None:
    await admin("roles trusted", who=stage.ana)
    assert last(await admin("filters test", words="a dead wizard", who=stage.ana)) == EASED


async def test_with_moderators_to_ask_a_refusal_can_be_appealed(stage: Stage, admin: Admin) -> None:
    await admin("config set", key="mod_channel", value=str(stage.channel.id))
    await admin("filters add", name="rival", action="block", words="that band")
    assert APPEALABLE in last(await admin("filters test", words="like that band", who=stage.ana))


async def test_a_newcomers_first_clips_are_held_where_a_server_is_strict(stage: Stage, admin: Admin) -> None:
    """The gate itself is asked: it knows more than words."""
    for key, value in [("mod_channel", stage.channel.id), ("moderation", "strict"), ("newcomer_days", 3650)]:
        await admin("config set", key=key, value=str(value))
    said = await admin("filters test", words="lo-fi beats", who=stage.ana)
    assert last(said) == HELD.format(channel=stage.channel.id)


async def test_words_that_make_no_clip_are_told(admin: Admin) -> None:
    assert "control character" in await admin("filters test", words="a\u0000b")


async def test_words_that_are_replaced_are_shown_as_they_will_be(admin: Admin) -> None:
    await admin("filters add", name="rival", action="replace", words="that band", replacement="our band")
    assert last(await admin("filters test", words="like that band")) == REPLACED.format(words="like our band")


async def test_who_may_not_ask_is_told_why(stage: Stage, admin: Admin) -> None:
    other = stage.guild.create_text_channel("other")
    await admin("channels allow", channel=other)
    said = await admin("filters test", words="lo-fi beats", who=stage.ana)
    assert f"<#{other.id}>" in said
    assert last(said).startswith("🚫 **Turned away**: ")
    assert last(await admin("filters test", words="lo-fi beats", who=stage.ana, channel=other)) == LET_THROUGH


async def test_a_thread_is_looked_at_as_part_of_its_channel(stage: Stage, admin: Admin) -> None:
    await admin("channels deny", channel=stage.channel)
    said = await admin("filters test", words="lo-fi beats", who=stage.ana, channel=thread_in(stage))
    assert last(said).startswith("🚫 **Turned away**: ")


async def test_hostile_words_do_nothing(admin: Admin) -> None:
    said = await admin("filters test", words="**bold** @everyone")
    assert "**Words**: \\*\\*bold\\*\\* @\u200beveryone" in said


async def test_nothing_of_it_is_remembered(stage: Stage, admin: Admin) -> None:
    await admin("filters test", words="lo-fi beats")
    assert await stage.services.records.open_cards() == []
    assert (await stage.services.records.audit(str(stage.guild.id))).entries == ()


def test_a_step_is_one_line_and_not_too_long() -> None:
    step = explaining._step("word " * 100)
    assert len(step) <= explaining.STEP_SHOWN + 2
    assert step.startswith("- word word")
