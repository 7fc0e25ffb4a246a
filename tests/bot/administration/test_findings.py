"""What a self-test finds in a server."""

import discord
import pytest

from bot.administration.findings import (
    asked_in,
    of_auto_mod,
    of_channels,
    of_clock,
    of_gallery,
    of_jams,
    of_mod_channel,
    of_workers,
)
from bot.choices import Settled
from bot.records.oversight import Access
from core.lanes import Counts
from tests.bot.administration.conftest import closed_channel, thread_in
from tests.bot.stage import Stage


def guild_of(stage: Stage) -> discord.Guild:
    found = stage.bot.get_guild(stage.guild.id)
    assert found is not None
    return found


def settled(stage: Stage, channel: int) -> Settled:
    return Settled.at({("server", str(stage.guild.id)): {"mod_channel": str(channel)}}, server=str(stage.guild.id))


async def test_a_channel_in_which_all_is_allowed_is_well(stage: Stage) -> None:
    (found,) = of_channels(guild_of(stage), ())
    assert found.well
    assert f"<#{stage.channel.id}>" in found.says


async def test_what_is_lacking_is_named_once_for_all_channels_that_lack_it(stage: Stage) -> None:
    closed = [closed_channel(stage, f"closed-{number}", attach_files=False) for number in range(12)]
    wrong, well = of_channels(guild_of(stage), ())
    assert "I lack Attach Files in" in wrong.says
    assert f"<#{closed[0].id}>" in wrong.says
    assert "and 2 more" in wrong.says
    assert str(closed[0].id) not in well.says


async def test_where_no_threads_may_be_made_that_is_said(stage: Stage) -> None:
    closed_channel(stage, create_public_threads=False)
    wrong, well = of_channels(guild_of(stage), ())
    assert "remixes have no threads of their own" in wrong.says
    assert well.well


async def test_with_a_list_only_those_channels_are_looked_at(stage: Stage) -> None:
    other = stage.guild.create_text_channel("other")
    allow = (Access("channel", str(other.id), "allow"),)
    assert [one.id for one in asked_in(guild_of(stage), allow)] == [other.id]
    deny = (Access("channel", str(other.id), "deny"),)
    assert [one.id for one in asked_in(guild_of(stage), deny)] == [stage.channel.id]


async def test_a_channel_that_the_bot_doesnt_see_is_not_spoken_of_unless_it_was_allowed(stage: Stage) -> None:
    secret = closed_channel(stage, "secret", view_channel=False)
    assert [one.id for one in asked_in(guild_of(stage), ())] == [stage.channel.id]
    (wrong,) = of_channels(guild_of(stage), (Access("channel", str(secret.id), "allow"),))
    assert "I lack View Channel" in wrong.says


async def test_channels_for_voices_and_threads_are_looked_at_if_they_are_allowed(stage: Stage) -> None:
    places = [stage.guild.create_voice_channel("voice"), thread_in(stage)]
    access = [Access("channel", str(one.id), "allow") for one in places]
    assert {one.id for one in asked_in(guild_of(stage), access)} == {one.id for one in places}


async def test_a_server_without_any_channel_to_ask_in_is_told(stage: Stage) -> None:
    (found,) = of_channels(guild_of(stage), (Access("channel", "123456789012345678", "allow"),))
    assert not found.well
    assert "There is none" in found.says


async def test_a_moderators_channel_that_only_they_see_is_well(stage: Stage) -> None:
    assert stage.guild.me is not None
    hide, show = (discord.PermissionOverwrite(view_channel=shown) for shown in (False, True))
    hidden = stage.guild.create_text_channel("mods", overwrites={stage.guild.default_role: hide, stage.guild.me: show})
    found = of_mod_channel(guild_of(stage), settled(stage, hidden.id))
    assert (found.well, found.says) == (True, f"They are asked in <#{hidden.id}>.")


@pytest.mark.parametrize("which", ["none", "gone", "closed", "open"])
async def test_a_moderators_channel_that_wont_do_is_told(stage: Stage, which: str) -> None:
    ids = {"gone": 123456789012345678, "open": stage.channel.id}
    ids["closed"] = closed_channel(stage, attach_files=False).id
    told = {
        "none": "reports wait in `/riff-mod queue`",
        "gone": "is gone",
        "closed": "I lack Attach Files",
        "open": "Everybody can see",
    }
    found = of_mod_channel(guild_of(stage), Settled() if which == "none" else settled(stage, ids[which]))
    assert not found.well
    assert told[which] in found.says


async def test_a_gallery_that_there_is_not_is_not_spoken_of(stage: Stage) -> None:
    assert list(of_gallery(guild_of(stage), Settled())) == []


@pytest.mark.parametrize("which", ["gone", "closed", "open"])
async def test_a_gallery_is_looked_at(stage: Stage, which: str) -> None:
    closed = closed_channel(stage, attach_files=False)
    ids = {"gone": 123456789012345678, "open": stage.channel.id, "closed": closed.id}
    told = {
        "gone": "is gone",
        "closed": "I lack Attach Files",
        "open": "Remixes with 3 stars and tracks of jams are shown in",
    }
    server = str(stage.guild.id)
    chosen = Settled.at({("server", server): {"gallery": str(ids[which])}}, server=server)
    (found,) = of_gallery(guild_of(stage), chosen)
    assert found.well == (which == "open")
    assert told[which] in found.says


async def test_where_no_remix_is_shown_tracks_of_jams_are(stage: Stage) -> None:
    server, chosen = str(stage.guild.id), {"gallery": str(stage.channel.id), "promotion": "0"}
    (found,) = of_gallery(guild_of(stage), Settled.at({("server", server): chosen}, server=server))
    assert found.says == f"Tracks of jams are shown in <#{stage.channel.id}>."


@pytest.mark.parametrize(
    ("readable", "is_well", "says"),
    [(True, True, "hold for what I make, too"), (None, True, "hold for"), (False, False, "couldn't read")],
)
async def test_whether_auto_mod_holds_is_said(stage: Stage, *, readable: bool | None, is_well: bool, says: str) -> None:
    found = of_auto_mod(guild_of(stage), readable=readable)
    assert (found.well, found.about) == (is_well, "AutoMod")
    assert says in found.says


async def test_without_manage_server_auto_mod_holds_for_people_alone(stage: Stage) -> None:
    guild = guild_of(stage)
    for role in guild.me.roles:
        stage.env.backend.edit_role(guild.id, role.id, {"permissions": discord.Permissions(view_channel=True).value})
    found = of_auto_mod(guild_of(stage), readable=None)
    assert found.well
    assert "only with Manage Server" in found.says


def test_without_a_painter_that_is_said() -> None:
    assert not of_workers(Counts(waiting=3, taken=0, workers=0)).well
    assert "1 painter is awake, 3 clips wait" in of_workers(Counts(waiting=3, taken=0, workers=1)).says
    assert "2 painters are awake, 1 clip waits" in of_workers(Counts(waiting=1, taken=2, workers=2)).says


@pytest.mark.parametrize(("ours", "says"), [(1000.0, "as Discord's"), (1009.0, "9 s ahead"), (980.0, "20 s behind")])
def test_a_clock_that_goes_wrong_is_told(ours: float, says: str) -> None:
    assert says in of_clock(1000.0, ours).says
    assert of_clock(1000.0, ours).well == (ours == 1000.0)


async def test_where_all_is_allowed_jams_can_be_held(stage: Stage) -> None:
    found = of_jams(guild_of(stage), (), Settled())
    assert (found.well, found.says) == (True, "They can be held, with all that belongs to them.")


async def test_what_jams_do_without_is_named(stage: Stage) -> None:
    closed_channel(stage, pin_messages=False, create_events=False)
    found = of_jams(guild_of(stage), (), Settled())
    assert found.well
    assert "I lack Pin Messages and Create Events: boards of jams are not pinned and scheduled" in found.says


async def test_without_threads_there_are_no_jams(stage: Stage) -> None:
    only = closed_channel(stage, create_public_threads=False)
    found = of_jams(guild_of(stage), (Access("channel", str(only.id), "allow"),), Settled())
    assert not found.well
    assert "turns `jams` off" in found.says


async def test_who_wants_no_jams_needs_nothing_for_them(stage: Stage) -> None:
    off = Settled.at({("server", "1"): {"jams": "off"}}, server="1")
    assert of_jams(guild_of(stage), (), off).well
