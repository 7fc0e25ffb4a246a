"""The card or clip of a button, and who may use it."""

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.card import Button
from bot.found import CLEARED, DELETED, NO_CARD, PRIVATE
from bot.presses.morphing import morph
from bot.presses.remixing import remix
from bot.presses.varying import vary
from bot.records.values import ClipRecord, Remixes, Visibility
from core.errors import UserError
from core.recipes import CONVERTED
from tests.bot.stage import Stage, attached, custom_ids, filled_in, png, sentence

OPENING = ["Remix", "Vary", "Extend", "Morph"]


async def elsewhere(stage: Stage, clip: ClipRecord, who: MemberActor) -> InteractionResult:
    """Press on a clip's button in another channel than that of its card."""
    return await stage.press_on(Button("remix", clip.id, "🎛️", "Remix"), who)


async def seen_by(stage: Stage, clip: ClipRecord, visibility: Visibility, remixes: Remixes = "all") -> None:
    await stage.services.records.set_visibility(clip.id, visibility, remixes)


async def test_anybody_who_sees_a_card_is_asked_what_to_make_of_it(stage: Stage) -> None:
    message = await stage.made()
    shown = [await stage.press(label, message, stage.ben) for label in OPENING]
    assert all(one.modal is not None for one in shown)


async def test_a_clip_whose_files_were_cleared_away_or_that_was_deleted_says_so(stage: Stage) -> None:
    message = await stage.made()
    clip = await stage.clip(message)
    await stage.services.records.mark_swept(clip.id)
    assert [sentence(await stage.press(label, message)) for label in OPENING] == [CLEARED] * 4
    await stage.services.records.delete_clip(clip.id, stage.clock())
    assert [sentence(await stage.press(label, message)) for label in OPENING] == [DELETED] * 4


async def test_a_clip_that_became_private_is_its_authors(stage: Stage) -> None:
    message = await stage.made()
    await seen_by(stage, await stage.clip(message), "private")
    assert sentence(await stage.press("Remix", message, stage.ben)) == PRIVATE
    assert sentence(await stage.press("Morph", message, stage.ben)) == PRIVATE
    assert (await stage.press("Remix", message, stage.ana)).modal is not None


async def test_what_is_shown_to_the_server_is_used_in_all_of_its_channels(stage: Stage) -> None:
    clip = await stage.clip(await stage.made())
    stage.channel = stage.guild.create_text_channel("other")
    assert (await elsewhere(stage, clip, stage.ben)).modal is not None


async def test_what_is_private_is_used_nowhere_by_others(stage: Stage) -> None:
    arrived = stage.watch()
    await stage.riff(private=True)
    stage.worker.finish()
    await stage.deliver()
    await stage.ben.slash(stage.channel, "help")
    clip_id = f"{arrived[0].id}-0"
    for press, target in ((remix, clip_id), (morph, clip_id), (morph, str(arrived[0].id))):
        with pytest.raises(UserError, match=PRIVATE):
            await press(arrived[1], target)


@pytest.mark.parametrize(("press", "target"), [(remix, "123-0"), (vary, "123-0"), (morph, "123-0"), (morph, "123")])
async def test_what_nobody_knows_says_so(stage: Stage, press: object, target: str) -> None:
    arrived = stage.watch()
    await stage.ana.slash(stage.channel, "help")
    with pytest.raises(UserError, match=NO_CARD):
        await press(arrived[0], target)  # type: ignore[operator]


async def test_what_was_converted_has_no_variations(stage: Stage) -> None:
    stage.change(fetch=attached(stage))
    await stage.ana.slash(stage.channel, "play", file=("riff.png", png()))
    clip_id = (await stage.only_card()).requests[0].request.id
    stage.worker.finish()
    await stage.deliver()
    assert sentence(await stage.press_on(Button("vary", clip_id, "✨", "Vary"))) == CONVERTED


async def test_a_clip_is_morphed_by_a_button_of_its_own(stage: Stage) -> None:
    message = await stage.made(variations=2)
    second = await stage.clip(message, "B")
    shown = await stage.press_on(Button("morph", second.id, "🌀", "Morph"))
    assert "which" not in filled_in(shown)
    assert shown.modal is not None
    assert shown.modal["custom_id"] == f"rf1:morph:{second.id}"


async def test_clips_that_are_gone_are_no_choice(stage: Stage) -> None:
    message = await stage.made(variations=3)
    await stage.services.records.delete_clip((await stage.clip(message, "A")).id, stage.clock())
    await stage.services.records.mark_swept((await stage.clip(message, "B")).id)
    shown = await stage.press("Morph", message)
    assert "which" not in filled_in(shown)
    assert shown.modal is not None
    assert shown.modal["custom_id"].endswith(custom_ids(message)["Export C"].rpartition(":")[2])
