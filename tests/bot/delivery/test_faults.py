"""What Discord's refusals mean."""

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import discord
import pytest

from bot.delivery.faults import CODES, STATUSES, Fault, fault_of

if TYPE_CHECKING:
    import aiohttp


def refusal(status: int, code: int) -> discord.HTTPException:
    response = cast("aiohttp.ClientResponse", SimpleNamespace(status=status, reason="refused"))
    return discord.HTTPException(response, {"code": code, "message": "refused"})


@pytest.mark.parametrize(
    ("status", "code", "fault"),
    [
        (404, 10008, Fault.DELETED),
        (403, 50013, Fault.FORBIDDEN),
        (403, 50001, Fault.FORBIDDEN),
        (403, 160005, Fault.LOCKED),
        (404, 10003, Fault.GONE),
        (404, 10004, Fault.GONE),
        (400, 40005, Fault.LARGE),
        (413, 40005, Fault.LARGE),
        (413, 0, Fault.LARGE),
        (400, 30046, Fault.OLD),
        (400, 50083, Fault.OLD),
        (404, 10015, Fault.EXPIRED),
        (401, 50027, Fault.EXPIRED),
        (404, 10062, Fault.EXPIRED),
        (403, 50007, Fault.CLOSED),
        (401, 0, Fault.REVOKED),
        (429, 0, Fault.LATER),
        (500, 0, Fault.LATER),
        (503, 130000, Fault.LATER),
        (400, 50035, Fault.REFUSED),
        (403, 0, Fault.REFUSED),
    ],
)
def test_each_refusal_means_one_thing(status: int, code: int, fault: Fault) -> None:
    assert fault_of(refusal(status, code), by_token=False) is fault


def test_401_to_an_interactions_token_says_nothing_of_the_bots_own() -> None:
    assert fault_of(refusal(401, 0), by_token=True) is Fault.EXPIRED


def test_a_failing_discord_is_believed_no_code() -> None:
    assert all(fault_of(refusal(502, code), by_token=False) is Fault.LATER for code in CODES)


def test_every_fault_says_what_is_done() -> None:
    assert all(len(fault.value.split(": ")) == 2 for fault in Fault)


def test_operators_can_look_every_code_up(root: Path) -> None:
    text = (root / "docs/operations.md").read_text("utf-8")
    _, _, table = text.partition("## What becomes of a card that Discord refuses")
    said = table.partition("\n## ")[0]
    assert [code for code in (*CODES, *STATUSES) if f"{code}" not in said] == []
