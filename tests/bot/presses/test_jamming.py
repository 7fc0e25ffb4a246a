"""The buttons on the board of a jam."""

from dataclasses import dataclass, field

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.card import Button
from bot.found import UNKNOWN_BUTTON
from bot.jams.board.buttons import draft_button
from bot.jams.board.keeping import EDIT_EVERY_S, Boards
from bot.jams.commands.acting import TOO_LATE
from bot.jams.commands.finding import OVER, UNKNOWN
from bot.jams.commands.leading import DRAFTED, ENDED, SKIPPED, STARTED, WENT_ON
from bot.jams.machine.acts import End, Enter
from tests.bot.jams.sessions import Session
from tests.bot.stage import Stage, sentence, told_alone


@dataclass
class Play:
    """A jam whose board is pressed on."""

    session: Session
    boards: Boards = field(default_factory=Boards)

    @property
    def stage(self) -> Stage:
        return self.session.stage

    async def board(self) -> discord.Message:
        self.stage.clock.move(EDIT_EVERY_S)
        await self.boards.tend(self.stage.services, self.stage.bot, await self.session.now())
        post = (await self.session.now()).posts["board"]
        (found,) = (one for one in self.session.thread.history() if str(one.id) == post.message)
        return found

    async def press(self, label: str, who: MemberActor | None = None) -> str:
        return sentence(await (who or self.stage.ana).click(await self.board(), label=label))

    async def press_on(self, button: Button, who: MemberActor | None = None) -> InteractionResult:
        return await self.stage.press_on(button, who)


@pytest.fixture
async def play(stage: Stage) -> Play:
    session = Session(stage)
    await session.begin(starts=False)
    return Play(session)


async def test_a_host_leads_with_buttons(play: Play) -> None:
    assert await play.press("Start") == STARTED
    assert ", with 85 s left." in await play.press("Pause")
    assert "▶️ The clock runs again, until <t:" in await play.press("Resume")
    await play.session.do(Enter(str(play.stage.ben.id), "rain"))
    assert await play.press("Next") == WENT_ON
    assert (await play.session.now()).phase == "rendering"
    assert await play.press("Skip") == SKIPPED
    assert (await play.session.now()).round == 2


async def test_a_moderator_leads_as_well_and_nobody_else(play: Play) -> None:
    refused = await play.stage.ben.click(await play.board(), label="Start")
    assert "E-JAM-HOST" in told_alone(refused)
    assert await play.press("Start", play.stage.mod) == STARTED


async def test_players_come_and_go(play: Play) -> None:
    assert "👋" in await play.press("Leave", play.stage.ben)
    assert "🙋 You play." in await play.press("Join", play.stage.ben)


async def test_who_listens_is_counted_on_the_board_and_may_play(play: Play) -> None:
    assert "👂 You listen" in await play.press("Listen", play.stage.mod)
    assert "**Listening:** 1 person" in (await play.board()).content
    assert "🙋 You play." in await play.press("Join", play.stage.mod)
    assert "hand it over first" in await play.press("Listen")


async def test_the_second_of_two_presses_does_nothing_to_what_comes_next(play: Play) -> None:
    await play.press("Start")
    await play.session.do(Enter(str(play.stage.ben.id), "rain"))
    board = await play.board()
    assert sentence(await play.stage.ana.click(board, label="Next")) == WENT_ON
    said = sentence(await play.stage.mod.click(board, label="Next"))
    assert "done already" in said
    assert (await play.session.now()).phase == "rendering"


async def test_what_to_play_is_asked_with_what_stands(play: Play) -> None:
    await play.press("Start")
    await play.session.do(Enter(str(play.stage.ben.id), "rain"))
    shown = await play.stage.ben.click(await play.board(), label="Contribute")
    assert shown.modal is not None
    (label,) = shown.modal["components"]
    assert (shown.modal["title"], label["component"]["value"]) == ("Round 1", "rain")
    await play.stage.ben.submit_modal(shown, {"prompt": "hail"})
    assert [(one.prompt, one.state) for one in (await play.session.now()).entries] == [("hail", "ready")]


async def test_whoever_may_enter_nothing_is_not_asked_what(play: Play) -> None:
    await play.press("Start")
    assert "press Join, then you play from the next round on" in await play.press("Contribute", play.stage.mod)


async def test_whoever_does_not_lead_is_offered_no_tools(play: Play) -> None:
    assert f"Only its host <@{play.stage.ana.id}>" in await play.press("Tools", play.stage.ben)
    shown = await play.stage.mod.click(await play.board(), label="Tools")
    assert shown.modal is not None


async def test_what_was_typed_after_the_bell_comes_back(play: Play) -> None:
    await play.press("Start")
    shown = await play.stage.ben.click(await play.board(), label="Contribute")
    await play.press("Skip")
    result = await play.stage.ben.submit_modal(shown, {"prompt": "hail on a tin roof"})
    assert sentence(result).startswith(TOO_LATE)
    assert "hail on a tin roof" in sentence(result)


async def test_a_board_of_before_asks_nothing(play: Play) -> None:
    await play.press("Start")
    board = await play.board()
    await play.press("Skip")
    target = next(one for row in board.components for one in row.children if one.label == "Contribute")  # type: ignore[union-attr]
    verb, moment = str(target.custom_id).split(":")[1:]  # type: ignore[union-attr]
    assert verb == "jamenter"
    assert sentence(await play.press_on(Button("jamenter", moment, "🎤", "Contribute"))) == TOO_LATE


async def test_the_host_has_a_round_painted_sooner(play: Play) -> None:
    await play.press("Start")
    await play.session.do(Enter(str(play.stage.ben.id), "rain"))
    await play.press("Next")
    assert sentence(await play.press_on(draft_button(await play.session.now()))) == DRAFTED
    assert (await play.session.now()).rounds[0].is_draft


async def test_a_jam_that_is_over_takes_no_press(play: Play) -> None:
    board = await play.board()
    await play.session.do(End(str(play.stage.ana.id)))
    assert sentence(await play.stage.ana.click(board, label="Join")) == OVER


async def test_forged_buttons_are_refused(play: Play) -> None:
    for target, said in (("J000000", UNKNOWN), ("nonsense", UNKNOWN_BUTTON), ("J000000-1-voting", UNKNOWN)):
        assert sentence(await play.press_on(Button("jamjoin", target, "🙋", "Join"))) == said


async def test_tools_give_time_hand_over_keep_out_and_end(play: Play) -> None:
    await play.press("Start")
    stage = play.stage
    before = (await play.session.now()).deadline_s
    shown = await stage.ana.click(await play.board(), label="Tools")
    assert "⏱️ There is more time" in sentence(await stage.ana.submit_modal(shown, {"what": "extend", "minutes": "3"}))
    after = (await play.session.now()).deadline_s
    assert before is not None
    assert after == before + 180
    shown = await stage.ana.click(await play.board(), label="Tools")
    assert "👑" in sentence(await stage.ana.submit_modal(shown, {"what": "hand", "whom": [stage.ben]}))
    assert (await play.session.now()).host == str(stage.ben.id)
    shown = await stage.ben.click(await play.board(), label="Tools")
    assert "👢" in sentence(await stage.ben.submit_modal(shown, {"what": "kick", "whom": [stage.ana]}))
    shown = await stage.ben.click(await play.board(), label="Tools")
    assert sentence(await stage.ben.submit_modal(shown, {"what": "end"})) == ENDED


async def test_tools_ask_who_is_meant(play: Play) -> None:
    shown = await play.stage.ana.click(await play.board(), label="Tools")
    said = sentence(await play.stage.ana.submit_modal(shown, {"what": "kick", "minutes": "2"}))
    assert said.startswith("Name somebody for that. Nothing was changed.")
