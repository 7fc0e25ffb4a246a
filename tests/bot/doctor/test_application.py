"""What the doctor says of Discord's side."""

import pytest
from discord.http import Route

from bot.doctor.application import NEEDED, PERMISSIONS, application
from bot.doctor.finding import Finding
from core.settings import Settings
from tests.bot.doctor.portal import SERVER_INSTALL, TOKEN, Portal


def about(findings: list[Finding], name: str) -> Finding:
    return next(finding for finding in findings if finding.about == name)


@pytest.mark.usefixtures("portal")
async def test_an_application_that_is_well_set_up_gives_nothing_to_do(settings: Settings) -> None:
    findings = await application(settings)
    assert [finding.about for finding in findings] == ["token", "intents", "commands", "invite", "servers", "users"]
    assert all(finding.well for finding in findings)
    assert about(findings, "token").says == "logged in as riff (7), in 3 servers"


@pytest.mark.usefixtures("portal")
async def test_the_invitation_asks_for_what_the_bot_needs(settings: Settings) -> None:
    link = about(await application(settings), "invite").says
    assert link.startswith("https://discord.com/oauth2/authorize?client_id=123456789012345678&")
    assert "permissions=2269769957231680" in link
    assert "scope=bot+applications.commands" in link


def test_what_is_needed_is_asked_for() -> None:
    assert NEEDED.is_subset(PERMISSIONS)
    assert PERMISSIONS.value == 2269769957231680


async def test_without_a_token_it_says_where_to_get_one() -> None:
    (finding,) = await application(Settings())
    assert not finding.well
    assert finding.says.startswith("DISCORD_TOKEN is not set. https://discord.com/developers/applications → ")


@pytest.mark.usefixtures("portal")
async def test_a_wrong_token_is_told_without_being_repeated() -> None:
    (finding,) = await application(Settings.model_validate({"discord_token": "wrong"}))
    assert (finding.about, finding.well) == ("token", False)
    assert finding.says.startswith("Discord refuses DISCORD_TOKEN.")
    assert "wrong" not in finding.says


async def test_a_discord_that_is_not_there_is_told(
    settings: Settings, nobody: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Route, "BASE", f"http://{nobody}")
    (finding,) = await application(settings)
    assert finding.says.startswith("Discord cannot be reached: ")
    assert TOKEN not in finding.says


async def test_a_discord_that_refuses_is_told(portal: Portal, settings: Settings) -> None:
    portal.status = 403
    (finding,) = await application(settings)
    assert finding.says.startswith("Discord answers 403.")


async def test_an_interactions_endpoint_that_takes_the_commands_away_is_found(
    portal: Portal, settings: Settings
) -> None:
    portal.application["interactions_endpoint_url"] = "https://example.org"
    finding = about(await application(settings), "commands")
    assert not finding.well
    assert "Interactions Endpoint URL" in finding.says


async def test_an_application_that_servers_cannot_install_is_found(portal: Portal, settings: Settings) -> None:
    portal.application["integration_types_config"] = {"1": {}}
    finding = about(await application(settings), "servers")
    assert not finding.well
    assert "Switch Guild Install on" in finding.says


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"scopes": ["bot"]}, "get it without applications.commands. "),
        ({"permissions": str(2269769957231680 - 0x8000)}, "get it without attach files. "),
        (
            {"scopes": ["applications.commands"], "permissions": str(2269769957231680 - 0x800)},
            "without bot, send messages",
        ),
    ],
)
async def test_install_settings_that_lack_something_are_found(
    portal: Portal, settings: Settings, change: dict[str, object], says: str
) -> None:
    portal.application["integration_types_config"] = {"0": {"oauth2_install_params": SERVER_INSTALL | change}}
    finding = about(await application(settings), "servers")
    assert not finding.well
    assert says in finding.says


async def test_an_administrator_lacks_nothing(portal: Portal, settings: Settings) -> None:
    default = SERVER_INSTALL | {"permissions": "8"}
    portal.application["integration_types_config"] = {"0": {"oauth2_install_params": default}}
    assert about(await application(settings), "servers").well


async def test_an_application_only_for_servers_is_well_and_says_so(portal: Portal, settings: Settings) -> None:
    portal.application["integration_types_config"] = {"0": {}}
    finding = about(await application(settings), "users")
    assert finding.well
    assert "User Install is off" in finding.says


async def test_a_code_grant_that_nobody_answers_is_found(portal: Portal, settings: Settings) -> None:
    portal.application["bot_require_code_grant"] = True
    assert not about(await application(settings), "invite").well


async def test_a_server_that_alone_gets_the_commands_is_named(portal: Portal, settings: Settings) -> None:
    portal.servers["55"] = "Jam cellar"
    finding = about(await application(settings.model_copy(update={"discord_guild_id": 55})), "server")
    assert finding == Finding("server", well=True, says="commands go to “Jam cellar” alone (DISCORD_GUILD_ID)")


@pytest.mark.usefixtures("portal")
async def test_a_server_in_which_the_bot_is_not_is_found(settings: Settings) -> None:
    finding = about(await application(settings.model_copy(update={"discord_guild_id": 56})), "server")
    assert not finding.well
    assert "DISCORD_GUILD_ID is 56, where the bot is not" in finding.says
