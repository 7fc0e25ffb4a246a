"""Whose leave is needed to make others of clips."""

from dataclasses import replace

import pytest

from bot.family.consent import NOT_YOU, TWO_OWNERS, clip_to_ask_for, whom_to_ask
from bot.records.values import ClipRecord, Remixes
from bot.services import Services
from core.contract import Riff
from core.errors import UserError

CLIP = ClipRecord(
    id="1-0", card_id="1", author="ana", server="8", recipe=Riff(prompt="beats", seed=1), receipt=None,
    png="0" * 64, mp3="1" * 64, duration_s=5.12, notes=(), created_s=0,
)  # fmt: skip


def clip(remixes: Remixes, author: str = "ana", number: int = 1) -> ClipRecord:
    return replace(CLIP, id=f"{number}-0", author=author, remixes=remixes)


def test_nobody_is_asked_for_what_all_may_do() -> None:
    assert clip_to_ask_for([clip("all")], asker="ben") is None


def test_an_author_is_asked_who_wants_to_be() -> None:
    asking = clip("ask", number=2)
    assert clip_to_ask_for([clip("all"), asking], asker="ben") == asking


@pytest.mark.parametrize("remixes", ["ask", "none"])
def test_ones_own_clips_need_no_leave(remixes: Remixes) -> None:
    assert clip_to_ask_for([clip(remixes)], asker="ana") is None


def test_a_no_of_either_author_is_a_no() -> None:
    with pytest.raises(UserError, match="wants nobody else"):
        clip_to_ask_for([clip("ask"), clip("none", "cy", 2)], asker="ben")


def test_one_author_of_both_is_asked_once() -> None:
    assert clip_to_ask_for([clip("ask"), clip("ask", number=2)], asker="ben") == clip("ask")


def test_two_authors_are_not_asked_at_once() -> None:
    with pytest.raises(UserError, match="ask") as refused:
        clip_to_ask_for([clip("ask"), clip("ask", "cy", 2)], asker="ben")
    assert str(refused.value) == TWO_OWNERS


@pytest.mark.parametrize("remixes", ["all", "ask", "none"])
async def test_whoever_an_author_blocked_is_refused_whatever_holds_for_others(
    services: Services, remixes: Remixes
) -> None:
    await services.records.shun("ana", "ben", now_s=0.0)
    with pytest.raises(UserError) as refused:
        await whom_to_ask(services, [clip(remixes)], asker="ben")
    assert str(refused.value) == NOT_YOU.format(recipe_id=CLIP.recipe.recipe_id)


async def test_either_author_may_have_blocked_them(services: Services) -> None:
    await services.records.shun("cy", "ben", now_s=0.0)
    with pytest.raises(UserError):
        await whom_to_ask(services, [clip("all"), clip("all", "cy", 2)], asker="ben")


async def test_nobody_is_kept_from_what_is_their_own(services: Services) -> None:
    await services.records.shun("ana", "ana", now_s=0.0)
    assert await whom_to_ask(services, [clip("none")], asker="ana") is None


async def test_without_a_block_the_clip_decides(services: Services) -> None:
    await services.records.shun("ben", "ana", now_s=0.0)
    assert await whom_to_ask(services, [clip("ask")], asker="ben") == clip("ask")
