"""The panel of one clip."""

import pytest

from bot.gallery.details import panel
from bot.gallery.facts import Facts
from bot.gallery.listings import Reader
from bot.records.values import ClipRecord
from core.contract import Play
from tests.bot.gallery.clips import put
from tests.bot.gallery.reading import answer, labels, links, pictures, require_sendable, words
from tests.bot.samples import AUTHOR, clip, riff
from tests.bot.stage import Stage, png

MAKING = ["Remix", "Vary", "Extend", "Morph"]


async def test_whoever_looks_can_do_all_that_a_card_offers(stage: Stage) -> None:
    message = await stage.made()
    riff_id = labels(message)
    shown = answer(await stage.ben.slash(stage.channel, "riffs show", riff=(await only_clip(stage)).id))
    assert labels(shown) == [*MAKING, "Star", "Export", "Family", "Go to it", "Report"]
    assert links(shown) == [message.jump_url]
    assert set(MAKING) < set(riff_id)
    require_sendable(shown)


async def only_clip(stage: Stage) -> ClipRecord:
    (found,) = await stage.services.records.find("", str(stage.ana.id), str(stage.guild.id))
    return found.clip


async def test_its_author_can_share_and_delete_it(stage: Stage) -> None:
    one = await put(stage)
    shown = answer(await stage.ana.slash(stage.channel, "riffs show", riff=one.id))
    assert labels(shown)[-2:] == ["Who sees it", "Delete"]


async def test_its_spectrogram_is_described(stage: Stage) -> None:
    one = await put(stage)
    shown = answer(await stage.ben.slash(stage.channel, "riffs show", riff=one.id))
    (picture,) = pictures(shown)
    assert "lo-fi beats" in picture["description"]
    assert "lo-fi beats" in words(shown)


async def test_its_buttons_do_what_those_of_a_card_do(stage: Stage) -> None:
    one = await put(stage)
    shown = answer(await stage.ben.slash(stage.channel, "riffs show", riff=one.id))
    exported = await stage.ben.click(shown, label="Export")
    assert "in which form?" in answer(exported).content
    family = await stage.ben.click(shown, label="Family")
    assert "1 clip in 1 generation" in words(answer(family))
    remix = await stage.ben.click(shown, label="Remix")
    assert remix.modal is not None


async def test_a_conversion_can_not_be_varied(stage: Stage) -> None:
    source = stage.services.artefacts.put(png())
    one = await put(stage, recipe=Play(source=source))
    shown = answer(await stage.ben.slash(stage.channel, "riffs show", riff=one.id))
    assert labels(shown)[:3] == ["Remix", "Extend", "Morph"]


@pytest.mark.parametrize("user", [AUTHOR, "43"])
async def test_without_files_nothing_can_be_made_of_it(user: str) -> None:
    one = clip(riff(), png=None, mp3=None)
    view = panel(Facts(one, None, 0, starred=False), Reader(user, "7"), None, may_delete=False)
    assert view.total_children_count < 10
