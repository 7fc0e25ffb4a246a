"""What an author is asked, and what is said when it is answered."""

from dataclasses import replace

import pytest

from bot.card.asking import answered_view, question_view, refused_view, told_view
from bot.records.asks import Ask, AskState
from bot.records.values import Ancestry
from core.contract import Riff, See
from core.request import Origin

ASK = Ask(
    id="100", clip="1-0", owner="1", origin=Origin(server="7", channel="8", author="2"),
    recipes=(Riff(prompt="*darker*", seed=1),), ancestry=Ancestry("extend", "1-0"), private=False,
    upload_limit=1, created_s=0.0, until_s=86400.0,
)  # fmt: skip


def test_the_question_names_who_asks_and_for_what() -> None:
    view = question_view(ASK, "R-7F3K9Q")
    assert view.content.splitlines() == [
        "🙋 <@1>, may <@2> make an extension of your `R-7F3K9Q`?",
        "**\\*darker\\***",
        "-# No answer within a day means no.",
    ]


def test_it_has_two_buttons_that_outlive_the_bot() -> None:
    ((allow, deny),) = question_view(ASK, "R-7F3K9Q").buttons
    assert (allow.custom_id, deny.custom_id) == ("rf1:allow:100", "rf1:deny:100")
    assert (allow.label, deny.label) == ("Allow", "Don't allow")


def test_what_is_wished_for_in_private_is_not_told() -> None:
    view = question_view(replace(ASK, private=True), "R-7F3K9Q")
    assert "darker" not in view.content
    assert "-# It would be for <@2> alone." in view.content


def test_what_has_no_words_is_asked_without() -> None:
    assert "**" not in question_view(replace(ASK, recipes=(See(source="0" * 64),)), "R-7F3K9Q").content


@pytest.mark.parametrize(("state", "sign"), [("approved", "✅"), ("denied", "⛔"), ("lapsed", "⌛")])
def test_an_answer_has_no_buttons_and_a_sign(state: AskState, sign: str) -> None:
    view = answered_view(replace(ASK, state=state), "R-7F3K9Q", is_gone=False)
    assert view.content.startswith(f"{sign} <@1>")
    assert view.buttons == ()


@pytest.mark.parametrize("state", ["denied", "lapsed"])
def test_whoever_asked_is_called_and_told(state: AskState) -> None:
    said = told_view(replace(ASK, state=state), "R-7F3K9Q", is_gone=False).content
    assert said.startswith("<@2>, <@1>")
    assert said.endswith("Nothing was used up.")


def test_a_clip_that_is_gone_is_no_silence() -> None:
    ask = replace(ASK, state="lapsed")
    assert answered_view(ask, "R-7F3K9Q", is_gone=True).content.startswith("🗑️ `R-7F3K9Q` was deleted")
    assert "was deleted before <@1> answered" in told_view(ask, "R-7F3K9Q", is_gone=True).content


def test_a_refusal_comes_with_its_reason() -> None:
    said = refused_view(ASK, "R-7F3K9Q", "You have 4 requests waiting.").content
    assert said.splitlines() == [
        "<@2>, <@1> allowed it, but it can't be made of `R-7F3K9Q` just now.", "You have 4 requests waiting.",
    ]  # fmt: skip
