"""Through the wizard."""

import discord
import pytest
from simcord.results import InteractionResult

from bot.administration.selftest import NOT_ALL
from bot.card import Button
from bot.found import UNKNOWN_BUTTON
from bot.records.oversight import Access
from bot.setup.screens import CHANNELS, JAMS_ASKED, LIMITS, MODERATORS, MOST
from bot.setup.walking import NOT_YOURS, OPEN_S
from tests.bot.administration.conftest import closed_channel, thread_in
from tests.bot.gallery.reading import words
from tests.bot.setup.conftest import Wizard
from tests.bot.stage import sentence

WAY = [
    ("Moderators", MODERATORS),
    ("Limits", LIMITS),
    ("Jams", JAMS_ASKED),
    ("Limits", LIMITS),
    ("Moderators", MODERATORS),
    ("Channels", CHANNELS),
]


def shown(result: InteractionResult) -> str:
    assert result.response is not None
    return words(result.response)


async def test_each_screen_leads_to_the_next_and_back(wizard: Wizard) -> None:
    message = await wizard.begin()
    assert words(message) == CHANNELS
    for label, told in WAY:
        assert shown(await wizard.to(label, message)).startswith(told)


async def test_channels_that_are_picked_are_the_only_ones(wizard: Wizard) -> None:
    message = await wizard.begin()
    other = wizard.stage.guild.create_text_channel("other")
    await wizard.pick("allowed", message, wizard.stage.channel, other)
    await wizard.pick("allowed", message, other)
    assert (await wizard.oversight()).access == (Access("channel", str(other.id), "allow"),)
    await wizard.pick("allowed", message)
    assert (await wizard.oversight()).access == ()


async def test_what_was_said_by_a_command_stays(wizard: Wizard) -> None:
    access = Access("channel", "123456789012345678", "deny")
    server = str(wizard.stage.guild.id)
    await wizard.stage.services.records.set_access(server, access, by="1", now_s=0)
    await wizard.pick("allowed", await wizard.begin())
    assert (await wizard.oversight()).access == (access,)


async def test_roles_that_are_picked_moderate_or_are_trusted(wizard: Wizard) -> None:
    message = await wizard.begin()
    await wizard.to("Moderators", message)
    helpers, band = (wizard.stage.guild.create_role(name) for name in ("helpers", "band"))
    await wizard.pick("moderators", message, helpers, band)
    await wizard.pick("trusted", message, band)
    said = {one.target: one.verdict for one in (await wizard.oversight()).access}
    assert said == {str(helpers.id): "moderator", str(band.id): "trusted"}


async def test_the_moderators_channel_is_picked_and_taken_back(wizard: Wizard) -> None:
    message = await wizard.begin()
    await wizard.to("Moderators", message)
    await wizard.pick("asked", message, wizard.stage.channel)
    assert (await wizard.settled()).mod_channel == str(wizard.stage.channel.id)
    await wizard.pick("asked", message)
    assert (await wizard.settled()).mod_channel is None


async def test_a_moderators_channel_in_which_the_bot_cant_post_is_refused(wizard: Wizard) -> None:
    message = await wizard.begin()
    await wizard.to("Moderators", message)
    closed = closed_channel(wizard.stage, attach_files=False)
    result = await wizard.pick("asked", message, closed)
    assert "I lack Attach Files" in result.followups[0].content
    assert (await wizard.settled()).mod_channel is None


@pytest.mark.parametrize(("pack", "artists", "days"), [("open", "allow", 0), ("strict", "refuse", 7)])
async def test_a_preset_chooses_what_belongs_to_it(wizard: Wizard, pack: str, artists: str, days: int) -> None:
    message = await wizard.begin()
    await wizard.to("Moderators", message)
    await wizard.to("Limits", message)
    await wizard.pick("pack", message, pack)
    settled = await wizard.settled()
    assert (settled.moderation, settled.artists, settled.newcomer_days) == (pack, artists, days)


async def test_the_longest_clip_is_picked(wizard: Wizard) -> None:
    message = await wizard.begin()
    await wizard.to("Moderators", message)
    await wizard.to("Limits", message)
    await wizard.pick("longest", message, "15")
    assert (await wizard.settled()).longest == 15


async def test_what_is_picked_of_jams_holds(wizard: Wizard) -> None:
    message = await wizard.begin()
    for label in ("Moderators", "Limits", "Jams"):
        await wizard.to(label, message)
    picked = {"jams": "off", "jam-players": "4", "jams-at-once": "1", "gallery": wizard.stage.channel}
    told = [shown(await wizard.pick(what, message, value)) for what, value in picked.items()]
    settled = await wizard.settled()
    assert (settled.jams, settled.jam_players, settled.jams_at_once) == (False, 4, 1)
    assert settled.gallery == str(wizard.stage.channel.id)
    assert told[-1].startswith(JAMS_ASKED)
    assert "`jams` `off` · for this server" in told[-1]


async def test_it_ends_with_a_self_test(wizard: Wizard) -> None:
    message = await wizard.begin()
    for label in ("Moderators", "Limits", "Jams"):
        await wizard.to(label, message)
    said = shown(await wizard.to("Self-test", message))
    assert NOT_ALL.partition("{")[0] in said
    assert "**Painters**" in said
    assert shown(await wizard.to("Self-test", message)) == said


async def test_its_choices_are_in_the_audit_log(wizard: Wizard) -> None:
    await wizard.pick("allowed", await wizard.begin(), wizard.stage.channel)
    (entry,) = (await wizard.stage.services.records.audit(str(wizard.stage.guild.id))).entries
    assert (entry.actor, entry.action) == (str(wizard.chief.id), "access")


async def test_after_a_restart_it_goes_on(wizard: Wizard) -> None:
    """Nothing of it is in memory: a menu that another process posted works all the same."""
    message = await wizard.begin()
    wizard.stage.bot._connection._view_store._views.clear()
    await wizard.pick("allowed", message, wizard.stage.channel)
    assert shown(await wizard.to("Moderators", message)) == MODERATORS
    assert len((await wizard.oversight()).access) == 1


async def test_who_may_no_longer_manage_the_server_changes_nothing(wizard: Wizard) -> None:
    stage, message = wizard.stage, await wizard.begin()
    stage.env.backend.remove_member_role(stage.guild.id, wizard.chief.id, wizard.role.id)
    await stage.env.advance_time(OPEN_S + 1)
    assert sentence(await wizard.pick("allowed", message, stage.channel)) == NOT_YOURS
    assert sentence(await wizard.to("Moderators", message)) == NOT_YOURS
    assert (await wizard.oversight()).access == ()


async def test_who_was_let_in_by_the_server_goes_through_it_too(wizard: Wizard) -> None:
    """A server can let people use the command who may not manage it; Discord doesn't say so when they press."""
    stage, message = wizard.stage, await wizard.begin()
    stage.env.backend.remove_member_role(stage.guild.id, wizard.chief.id, wizard.role.id)
    await wizard.pick("allowed", message, stage.channel)
    assert len((await wizard.oversight()).access) == 1


async def test_channels_that_are_gone_are_picked_no_more(wizard: Wizard) -> None:
    """Where no channel is picked, clips may be asked for everywhere: nothing that is gone may stand against that."""
    server, thread = str(wizard.stage.guild.id), thread_in(wizard.stage)
    for target in ("123456789012345678", str(thread.id)):
        allow = Access("channel", target, "allow")
        await wizard.stage.services.records.set_access(server, allow, by="1", now_s=0)
    await wizard.pick("allowed", await wizard.begin())
    assert [one.target for one in (await wizard.oversight()).access] == [str(thread.id)]


async def test_more_channels_than_a_menu_holds_stay(wizard: Wizard) -> None:
    stage, server = wizard.stage, str(wizard.stage.guild.id)
    many = [stage.guild.create_text_channel(f"room-{number}") for number in range(MOST + 2)]
    for one in many:
        await stage.services.records.set_access(server, Access("channel", str(one.id), "allow"), by="1", now_s=0)
    await wizard.pick("allowed", await wizard.begin(), many[0])
    assert len((await wizard.oversight()).access) == 3


@pytest.mark.parametrize("what", ["colour", "pack"])
async def test_a_menu_of_another_version_is_told(wizard: Wizard, what: str) -> None:
    option = discord.SelectOption(label="blue", value="blue")
    menu = discord.ui.Select[discord.ui.View](custom_id=f"rf1-pick:{what}", options=[option])
    channel = wizard.stage.bot.get_channel(wizard.stage.channel.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send("a message", view=discord.ui.View(timeout=None).add_item(menu))
    assert sentence(await wizard.pick(what, message, "blue")) == UNKNOWN_BUTTON
    assert (await wizard.oversight()).choices == {}


async def test_a_button_of_another_version_is_told(wizard: Wizard) -> None:
    result = await wizard.stage.press_on(Button("setup", "colours", "🎨", "Colours"), wizard.chief)
    assert sentence(result) == UNKNOWN_BUTTON
