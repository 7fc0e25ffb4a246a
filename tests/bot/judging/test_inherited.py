"""Nobody is blamed for words that they did not type, and nobody learns them from a refusal."""

from dataclasses import replace

import pytest

from bot.judging.asking import Texts
from bot.judging.deciding import INHERITED, Held, Refused, Verdict
from core.codes import coded
from core.contract import Riff
from tests.bot.judging.gatehouse import FINE, REFUSED, Gatehouse, told
from tests.bot.judging.test_deciding import ASKED, MODERATED, decide, riff
from tests.bot.stage import filled_in

PRESSES = 4
"""More than it takes to have to cool down."""


def of(inherited: str, asked: str) -> Verdict:
    return decide(riff(asked), MODERATED, asked=replace(ASKED, inherited=frozenset({inherited})))


def test_words_of_what_it_is_made_of_are_refused_without_naming_them() -> None:
    verdict = of("kazoo", "kazoo, darker")
    assert isinstance(verdict, Refused)
    assert (verdict.sentence, verdict.blameless, verdict.matched) == (INHERITED, True, "")
    assert not verdict.appealable


@pytest.mark.parametrize("asked", ["kazoo", "darker, kazoo", "rain, kazoo"])
def test_whoever_types_them_is_told_the_rule(asked: str) -> None:
    verdict = of("rain", asked)
    assert isinstance(verdict, Refused)
    assert (verdict.blameless, verdict.matched) == (False, "kazoo")


def test_what_is_doubtful_is_held_whoever_typed_it() -> None:
    assert isinstance(of("theremin", "theremin"), Held)


def test_what_nobody_can_be_asked_about_is_refused_without_naming_it() -> None:
    verdict = decide(riff("theremin"), asked=replace(ASKED, may_hold=False, inherited=frozenset({"theremin"})))
    assert isinstance(verdict, Refused)
    assert verdict.blameless


def test_the_longest_beginning_is_left_out() -> None:
    texts = Texts(("rain, snow, darker",), ("snow",)).without(["rain", "rain, snow", ""])
    assert texts == Texts((", darker",), ("snow",))


def test_all_words_of_a_clip_are_inherited() -> None:
    assert Texts.of([Riff(prompt="rain", negative="voices", seed=0)]).all == {"rain", "voices"}


async def test_no_button_says_again_what_is_refused_by_now(gate: Gatehouse) -> None:
    await gate.make_now_refused()
    root = await gate.root()
    said = [told(await gate.stage.press("Reroll", root, gate.stage.ben))]
    for label in ("Vary", "Extend"):
        modal = await gate.stage.press(label, root, gate.stage.ben)
        said.append(told(await gate.stage.ben.submit_modal(modal, filled_in(modal))))
    said += [told(await gate.stage.ben.slash(gate.stage.channel, "remix", riff=(await gate.clip()).id, keep="mood"))]
    assert said == [INHERITED] * 4
    assert await gate.cases() == ()


async def test_nobody_cools_down_for_what_others_typed(gate: Gatehouse) -> None:
    await gate.make_now_refused()
    for _ in range(PRESSES):
        await gate.stage.press("Reroll", await gate.root(), gate.stage.ben)
    await gate.ask("riff", "ocarina solo")
    assert len(await gate.unfinished()) == 1


async def test_a_reply_to_it_is_turned_down_in_the_same_words(gate: Gatehouse) -> None:
    await gate.make_now_refused()
    await gate.ask("reply", "darker")
    assert gate.stage.messages(gate.stage.mod)[-1].content == coded(INHERITED, "E-REJECT")


async def test_a_reply_with_forbidden_words_of_its_own_is_refused_as_such(gate: Gatehouse) -> None:
    await gate.make_now_refused()
    await gate.ask("reply", REFUSED)
    assert "This server has a rule against these words" in gate.stage.messages(gate.stage.mod)[-1].content


async def test_other_words_can_be_painted_over_it(gate: Gatehouse) -> None:
    await gate.make_now_refused()
    await gate.ask("remix", "ocarina solo")
    assert len(await gate.unfinished()) == 1


async def test_an_author_is_not_asked_about_it_either(gate: Gatehouse) -> None:
    root = await gate.kin.root(remixes="ask", prompt=FINE)
    await gate.refuse_now("marimba")
    clip = await gate.kin.clip_of(root)
    assert told(await gate.stage.ben.slash(gate.stage.channel, "vary", riff=clip.id)) == INHERITED
    assert await gate.stage.services.records.open_asks_to(str(gate.stage.ana.id)) == []


async def test_nobody_cools_down_for_what_moderators_cannot_be_asked(gate: Gatehouse) -> None:
    await gate.choose("moderation", "strict")
    await gate.choose("mod_channel", None)
    for _ in range(PRESSES):
        assert "have no channel for that" in told(await gate.upload())
    await gate.ask("riff", FINE)
    assert len(await gate.unfinished()) == 1
