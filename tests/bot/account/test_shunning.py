"""People somebody wants nothing to do with."""

import pytest

from bot.account import shunning
from bot.account.shunning import BLOCKED, NOT_BLOCKED, TOO_MANY, UNBLOCKED, WAS_BLOCKED, YOURSELF
from bot.family.consent import NOT_YOU
from tests.bot.gallery.reading import answer, words
from tests.bot.stage import Stage, sentence


async def block(stage: Stage) -> str:
    return sentence(await stage.ana.slash(stage.channel, "account block", user=stage.ben))


async def unblock(stage: Stage) -> str:
    return sentence(await stage.ana.slash(stage.channel, "account unblock", user=stage.ben))


async def test_to_block_twice_changes_nothing(stage: Stage) -> None:
    who = f"<@{stage.ben.id}>"
    assert await block(stage) == BLOCKED.format(who=who)
    assert await block(stage) == WAS_BLOCKED.format(who=who)
    assert await stage.services.records.shunned(str(stage.ana.id)) == {str(stage.ben.id)}


async def test_to_unblock_who_is_not_blocked_changes_nothing(stage: Stage) -> None:
    assert await unblock(stage) == NOT_BLOCKED.format(who=f"<@{stage.ben.id}>")


async def test_nobody_blocks_themselves(stage: Stage) -> None:
    assert sentence(await stage.ana.slash(stage.channel, "account block", user=stage.ana)) == YOURSELF


async def test_there_is_an_end_to_how_many(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shunning, "SHUN_MOST", 1)
    await block(stage)
    assert sentence(await stage.ana.slash(stage.channel, "account block", user=stage.mod)) == TOO_MANY
    assert await block(stage) == WAS_BLOCKED.format(who=f"<@{stage.ben.id}>")


async def test_nobody_but_who_blocks_is_told(stage: Stage) -> None:
    await block(stage)
    assert stage.messages() == []
    assert [entry for entry in stage.env.http_requests if "users/@me/channels" in entry.path] == []


async def test_who_is_blocked_can_not_remix_ones_riffs(stage: Stage) -> None:
    clip = await stage.clip(await stage.made())
    await block(stage)
    said = sentence(await stage.ben.slash(stage.channel, "remix", riff=clip.id, prompt="darker"))
    assert said == NOT_YOU.format(recipe_id=clip.recipe.recipe_id)
    assert await stage.services.records.open_cards() == []


@pytest.mark.parametrize(
    ("command", "options"),
    [("extend", {}), ("vary", {}), ("morph", {"to": "rain"})],
)
async def test_nor_make_anything_else_of_them(stage: Stage, command: str, options: dict[str, object]) -> None:
    clip = await stage.clip(await stage.made())
    await block(stage)
    name = "from" if command == "morph" else "riff"
    said = sentence(await stage.ben.slash(stage.channel, command, **{name: clip.id, **options}))
    assert said == NOT_YOU.format(recipe_id=clip.recipe.recipe_id)


async def test_nor_by_a_button_or_a_reply(stage: Stage) -> None:
    message = await stage.made()
    await block(stage)
    refused = NOT_YOU.format(recipe_id=(await stage.clip(message)).recipe.recipe_id)
    shown = await stage.press("Vary", message, stage.ben)
    if shown.modal is not None:
        shown = await stage.fill("Vary", message, stage.ben)
    assert refused in sentence(shown)
    await stage.ben.send(stage.channel, f"<@{stage.env.backend.bot_user.id}> darker", reply_to=message)
    await stage.env.settle()
    assert refused in stage.messages()[-1].content


async def test_others_can(stage: Stage) -> None:
    clip = await stage.clip(await stage.made())
    await block(stage)
    await stage.mod.slash(stage.channel, "remix", riff=clip.id, prompt="darker")
    assert len(await stage.services.records.open_cards()) == 1


async def test_it_is_over_once_they_are_unblocked(stage: Stage) -> None:
    clip = await stage.clip(await stage.made())
    await block(stage)
    assert await unblock(stage) == UNBLOCKED.format(who=f"<@{stage.ben.id}>")
    await stage.ben.slash(stage.channel, "remix", riff=clip.id, prompt="darker")
    assert len(await stage.services.records.open_cards()) == 1


async def test_who_blocks_may_still_remix_theirs(stage: Stage) -> None:
    await stage.riff(stage.ben)
    stage.worker.finish()
    await stage.deliver()
    (record,) = await stage.services.records.cards_of_messages(
        str(stage.channel.id), [str(one.id) for one in stage.messages()]
    )
    clip = record.requests[0].clip
    assert clip is not None
    await block(stage)
    await stage.ana.slash(stage.channel, "remix", riff=clip.id, prompt="darker")
    assert len(await stage.services.records.open_cards()) == 1


@pytest.mark.parametrize("command", ["riffs latest", "riffs search"])
async def test_their_riffs_are_in_none_of_ones_lists(stage: Stage, command: str) -> None:
    await stage.riff(stage.ben, prompt="what ben likes")
    stage.worker.finish()
    await stage.deliver()
    options = {"text": "likes"} if command == "riffs search" else {}
    assert "what ben likes" in words(answer(await stage.ana.slash(stage.channel, command, **options)))
    await block(stage)
    assert "what ben likes" not in words(answer(await stage.ana.slash(stage.channel, command, **options)))
    assert "what ben likes" in words(answer(await stage.mod.slash(stage.channel, command, **options)))


async def test_their_riffs_are_not_offered_either(stage: Stage) -> None:
    await stage.riff(stage.ben, prompt="what ben likes")
    stage.worker.finish()
    await stage.deliver()
    await block(stage)
    assert await stage.ana.autocomplete(stage.channel, "remix", "riff", "") == []
