"""What is sent of cases, against Discord's own description of its API."""

from bot.records.oversight import NewCase
from tests.bot.cases.docket import Docket
from tests.bot.gallery.clips import put
from tests.discord.description import Description

MESSAGES = "/channels/1/messages"


async def test_discord_would_take_all_cards_of_cases_and_their_modals(docket: Docket, description: Description) -> None:
    stage, clip = docket.stage, await put(docket.stage)
    asked = NewCase("report", docket.server, clip.author, clip.card_id, clip.id)
    reported = await stage.services.records.open_case(asked, stage.clock())
    for case in (await docket.held(), reported):
        await docket.press("Open", case)
        await docket.decide("Remove", case, reason="no")
    requests = [one for one in stage.env.http_requests if one.json]
    posts = [one.json for one in requests if one.method == "POST" and one.path.endswith("/messages")]
    edits = [one.json for one in requests if one.method == "PATCH" and "/messages/" in one.path]
    modals = [one.json for one in requests if one.path.endswith("/callback")]
    assert len(posts) == 4
    faults = [description.faults_of("post", MESSAGES, one) for one in posts]
    faults += [description.faults_of("patch", f"{MESSAGES}/2", one) for one in edits]
    faults += [description.faults_of("post", "/interactions/1/t/callback", one) for one in modals]
    assert [fault for fault in faults if fault] == []
