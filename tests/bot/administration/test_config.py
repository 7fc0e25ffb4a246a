"""/riff-admin config."""

import pytest
from simcord.actors import MemberActor

from bot.administration.config import ELSEWHERE
from bot.choices import SETTINGS
from bot.choices.keys import KEY_UNKNOWN
from tests.bot.administration.conftest import Admin, thread_in
from tests.bot.stage import Stage


async def test_each_value_is_shown_with_where_it_comes_from(admin: Admin) -> None:
    await admin("config set", key="moderation", value="strict")
    said = await admin("config view")
    assert "`moderation` `strict` · for this server" in said
    assert "`artists` `hold` · by default" in said
    shown = {line.split("`")[1] for line in said.splitlines()}
    assert shown == {key for key, setting in SETTINGS.items() if "server" in setting.scopes}


async def test_a_channels_value_goes_before_the_servers(stage: Stage, admin: Admin) -> None:
    await admin("config set", key="moderation", value="strict")
    assert "`moderation` is `open` for" in await admin(
        "config set", key="moderation", value="open", channel=stage.channel
    )
    assert f"`moderation` `open` · for <#{stage.channel.id}>" in await admin("config view", channel=stage.channel)
    said = await admin("config view")
    assert "`moderation` `strict` · for this server" in said
    assert ELSEWHERE.format(channels=f"<#{stage.channel.id}>") in said


async def test_in_a_channel_only_what_can_be_chosen_there_is_shown(stage: Stage, admin: Admin) -> None:
    said = await admin("config view", channel=stage.channel)
    assert "`uploads`" in said
    assert "`promotion`" not in said


async def test_a_thread_is_as_its_channel(stage: Stage, admin: Admin) -> None:
    thread = thread_in(stage)
    await admin("config set", key="longest", value="15", channel=stage.channel)
    assert f"`longest` `15` · for <#{stage.channel.id}>" in await admin("config view", channel=thread)


async def test_what_cant_work_without_moderators_is_told(stage: Stage, admin: Admin) -> None:
    assert "⚠️ No `mod_channel` is chosen" in await admin("config set", key="moderation", value="strict")
    assert "⚠️ Everybody can see" in await admin("config set", key="mod_channel", value=str(stage.channel.id))
    assert "⚠️" not in await admin("config set", key="longest", value="15")


async def test_what_is_reset_is_as_it_was_before(stage: Stage, admin: Admin) -> None:
    await admin("config set", key="longest", value="30")
    await admin("config set", key="longest", value="15", channel=stage.channel)
    said = await admin("config reset", key="longest", channel=stage.channel)
    assert "`longest` is `30`" in said
    assert "for this server" in said
    assert "by default" in await admin("config reset", key="longest")
    assert "was not chosen" in await admin("config reset", key="longest")


async def test_a_value_that_there_is_not_is_answered_with_those_that_there_are(admin: Admin) -> None:
    said = await admin("config set", key="moderation", value="paranoid")
    assert "`open`, `balanced`, `strict`" in said
    assert "by default" in await admin("config view")


@pytest.mark.parametrize("key", ["volume", "ping", "private_by_default"])
async def test_what_a_server_cant_choose_is_told(admin: Admin, key: str) -> None:
    assert await admin("config set", key=key, value="on") == KEY_UNKNOWN


async def test_a_channel_cant_choose_for_all(stage: Stage, admin: Admin) -> None:
    assert await admin("config set", key="promotion", value="5", channel=stage.channel) == KEY_UNKNOWN


async def test_who_changed_what_is_in_the_audit_log(stage: Stage, admin: Admin, chief: MemberActor) -> None:
    await admin("config set", key="promotion", value="5")
    await admin("config set", key="promotion", value="7")
    (last, first) = (await stage.services.records.audit(str(stage.guild.id))).entries
    assert (last.actor, last.action, last.before, last.after) == (str(chief.id), "choose", "5", "7")
    assert first.before == ""


async def test_a_number_is_told_with_what_it_decides(admin: Admin) -> None:
    assert "`promotion` is `0` for this server now: how many" in await admin("config set", key="promotion", value="0")


async def offered(stage: Stage, chief: MemberActor, option: str, typed: str, **options: object) -> list[str]:
    choices = await chief.autocomplete(stage.channel, "riff-admin config set", option, typed, **options)
    return [str(one["value"]) for one in choices]


async def test_keys_are_offered_by_their_names_and_by_what_they_decide(stage: Stage, chief: MemberActor) -> None:
    assert await offered(stage, chief, "key", "upl") == ["uploads", "veil_uploads"]
    assert await offered(stage, chief, "key", "living artists") == ["artists"]
    assert len(await offered(stage, chief, "key", "")) == 19


async def test_keys_of_a_channel_are_fewer(stage: Stage, chief: MemberActor) -> None:
    keys = await offered(stage, chief, "key", "", channel=stage.channel)
    assert keys == [key for key, setting in SETTINGS.items() if "channel" in setting.scopes]


async def test_values_are_offered_for_the_key(stage: Stage, chief: MemberActor) -> None:
    assert await offered(stage, chief, "value", "", key="moderation") == ["open", "balanced", "strict"]
    assert await offered(stage, chief, "value", "12", key="promotion") == ["12"]
    assert await offered(stage, chief, "value", "mus", key="gallery") == [str(stage.channel.id)]
    assert await offered(stage, chief, "value", "", key="volume") == []
