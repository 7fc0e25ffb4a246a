"""What the browser sends, against Discord's own description of its API."""

from bot.records.values import Ancestry
from tests.bot.gallery.clips import put, star
from tests.bot.gallery.reading import answer
from tests.bot.stage import Stage
from tests.discord.description import Description

ORIGINAL = "/webhooks/1/t/messages/@original"


async def browse(stage: Stage) -> None:
    """Open whatever the browser has."""
    first, *_ = [await put(stage, f"song {number}") for number in range(7)]
    child = await put(stage, "darker", ancestry=Ancestry("remix", first.id))
    await star(stage, child, stage.ben)
    for command in ("latest", "mine", "favorites", "top", "mine"):
        shown = answer(await stage.ana.slash(stage.channel, f"riffs {command}"))
    await stage.ana.click(shown, label="Next")
    for command in ("show", "lineage", "delete", "visibility"):
        await stage.ana.slash(stage.channel, f"riffs {command}", riff=child.id)
    for form in ("mp3", "wav"):
        await stage.ana.slash(stage.channel, "riffs export", riff=child.id, format=form)


async def test_discord_would_take_all_that_the_browser_sends(stage: Stage, description: Description) -> None:
    await browse(stage)
    edits = [one.json for one in stage.env.http_requests if one.method == "PATCH" and "@original" in one.path]
    assert len(edits) > 10
    faults = [description.faults_of("patch", ORIGINAL, edit) for edit in edits]
    assert [fault for fault in faults if fault] == []
