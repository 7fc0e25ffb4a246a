"""Pages of the audit log."""

import discord
import pytest

from bot.buttons import CardButton
from bot.moderators.log import NOTHING, Reading, fitted, line_of, log_view, reading_of, since
from bot.records.oversight import Action, Entry
from bot.records.statements import AuditPage
from bot.words import units
from core.errors import UserError

SERVER, MOD, ANA = "111111111111111111", "123456789012345678", "987654321098765432"


def entry(action: Action = "block", target: str = ANA, *, actor: str = MOD, **more: str) -> Entry:
    return Entry(7, SERVER, 1_800_000_000.0, actor, action, target, **more)


def words_of(view: discord.ui.LayoutView) -> str:
    return "\n".join(item.content for item in view.children if isinstance(item, discord.ui.TextDisplay))


def buttons_of(view: discord.ui.LayoutView) -> list[str]:
    return [item.custom_id for item in view.walk_children() if isinstance(item, CardButton)]


def test_a_line_says_when_who_did_what_to_whom() -> None:
    assert line_of(entry(after="a day")) == f"<t:1800000000:R> · <@{MOD}> **block** <@{ANA}> · a day"


def test_a_change_is_told_with_both_ends() -> None:
    assert line_of(entry("choose", "moderation", before="open", after="strict")).endswith("moderation · open → strict")


def test_a_frozen_channel_is_named_as_one() -> None:
    assert f"<#{ANA}>" in line_of(entry("freeze", after="channel: a fight"))
    assert f"<#{ANA}>" in line_of(entry("thaw", before="channel"))


def test_a_frozen_server_is_this_one() -> None:
    assert "this server" in line_of(entry("freeze", after="server"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (entry("access", rule="role", after="trusted"), f"**access** <@&{ANA}> · role · trusted"),
        (entry("access", rule="channel", after="deny"), f"**access** <#{ANA}> · channel · deny"),
        (entry("access", rule="user", after="deny"), f"**access** <@{ANA}> · user · deny"),
        (entry("choose", rule="length", after="10"), f"**choose** <#{ANA}> · length · 10"),
        (entry("choose", SERVER, rule="mod_channel", after=ANA), f"**choose** this server · mod\\_channel · <#{ANA}>"),
        (entry("filter", SERVER, rule="horns", before="block"), "**filter** this server · horns · block"),
    ],
)
def test_what_it_is_about_is_named_as_what_it_is(line: Entry, said: str) -> None:
    assert line_of(line).endswith(said)


@pytest.mark.parametrize(("actor", "name"), [("jamgram", "Jamgram"), ("operator", "whoever runs Jamgram")])
def test_who_is_no_user_has_a_name(actor: str, name: str) -> None:
    assert f"{name} **" in line_of(entry(actor=actor))


def test_hostile_words_in_it_do_nothing() -> None:
    said = line_of(entry(after="@everyone [x](http://x) **b**\n# big"))
    assert "@everyone" not in said
    assert "\n" not in said
    assert "[x" not in said.replace("\\[x", "")


@pytest.mark.parametrize("reading", [Reading(), Reading(3, 1_800_000_000, ANA), Reading(1, 0, ANA)])
def test_what_a_button_spells_is_read_again(reading: Reading) -> None:
    assert reading_of(reading.code) == reading


@pytest.mark.parametrize("code", ["", "x", "1-2", "1-2-x", "1-2-3-4"])
def test_what_is_spelled_otherwise_is_another_versions(code: str) -> None:
    with pytest.raises(UserError, match="another version"):
        reading_of(code)


def test_days_are_counted_back_from_now() -> None:
    assert since(None, now_s=1_800_000_000.0) == 0
    assert since(2, now_s=1_800_000_000.0) == 1_800_000_000 - 2 * 86_400


def test_lines_that_a_message_has_no_room_for_are_counted() -> None:
    said = fitted(["x" * 900] * 6)
    assert units(said) <= 4000
    assert "… and 2 more of this page" in said


async def test_a_page_in_the_middle_leads_both_ways() -> None:
    view = log_view(AuditPage((entry(),), 2, 3, 41), Reading(2, 0, ANA))
    assert "page 2 of 3" in words_of(view)
    assert buttons_of(view) == [f"rf1:audit:1-0-{ANA}", f"rf1:audit:3-0-{ANA}"]


async def test_an_empty_log_says_so() -> None:
    assert words_of(log_view(AuditPage((), 1, 1, 0), Reading())) == NOTHING.format(whom="")
