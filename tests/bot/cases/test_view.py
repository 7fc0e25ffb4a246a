"""The card of a case, as it is written."""

from dataclasses import replace

import pytest

from bot.cases.marking import marked
from bot.cases.view import GONE, HIDDEN, Shown, case_view, lines_of, review_view
from bot.records.oversight import Case, CaseKind, CaseState
from bot.records.statements import Report
from core.contract import Morph
from core.limits import PROMPT_MAX
from tests.bot.gallery.reading import COMPONENTS_MOST, TEXT_MOST
from tests.bot.samples import AUTHOR, CARD_ID, PLAY, done, record, request, riff

CASE = Case(
    number=123, kind="held", server="7", author=AUTHOR, card_id=CARD_ID, clip_id=None, family="artist",
    rule="living artists", matched="Taylor Swift", text="", state="open", opened_s=1.8e9,
)  # fmt: skip


def said(shown: Shown) -> str:
    return "\n".join(lines_of(shown))


@pytest.mark.parametrize(
    ("words", "matched", "shown"),
    [
        ("a hymn", "", "a hymn"),
        ("a hymn like Taylor Swift", "Taylor Swift", "a hymn like __**Taylor Swift**__"),
        ("TAYLOR SWIFT live", "Taylor Swift", "__**TAYLOR SWIFT**__ live"),
        ("*loud* f**k", "f**k", "\\*loud\\* __**f\\*\\*k**__"),
        ("nothing of it", "elsewhere", "nothing of it"),
        ("Straße und STRASSE", "strasse", "Straße und __**STRASSE**__"),
        ("a  b", "a b", "__**a b**__"),
        ("- hm", "hm", "\\- __**hm**__"),
        ("@everyone hm", "hm", "@\u200beveryone __**hm**__"),
    ],
)
def test_what_matched_is_marked_and_all_else_is_as_it_was_typed(words: str, matched: str, shown: str) -> None:
    assert marked(words, matched) == shown


def test_a_long_prompt_is_cut() -> None:
    assert len(marked("la " * 500, "la", most=100)) <= 120


def test_it_says_who_asked_for_what_where_and_what_was_found() -> None:
    told = said(Shown(CASE, record(request(riff("a hymn like Taylor Swift")))))
    assert told.splitlines() == [
        "### ⏸️ #123 · Held before it is made",
        "by <@42> · <t:1800000000:R> in <#8> · no strikes",
        "> a hymn like __**Taylor Swift**__",
        "🔍 artist (rule `living artists`): “Taylor Swift”",
    ]


@pytest.mark.parametrize(("count", "told"), [(0, "no strikes"), (1, "1 strike so far"), (3, "3 strikes so far")])
def test_strikes_that_count_are_told(count: int, told: str) -> None:
    assert said(Shown(CASE, record(), strikes=count)).splitlines()[1].endswith(f" · {told}")


async def test_who_opens_it_reads_how_it_would_be_painted_and_what_was_decided_before() -> None:
    before = replace(CASE, number=7, state="removed", decision="strike", decided_by="9", reason="loud")
    view = review_view(Shown(CASE, record()), [before])
    told = view.children[-1].to_component_dict()["content"]
    assert told.splitlines() == [
        "🧾 seed 1234 · 25 steps · guidance 3",
        "**Decided about its author before:**",
        "-# ⏸️ #7 ⚠️ **Removed, with a strike** by <@9>: “loud”",
    ]


def test_both_ends_of_a_morph_and_what_it_should_not_be_are_shown() -> None:
    recipe = Morph(prompt="rain", to_prompt="Taylor Swift", seed=1, to_seed=2, negative="drums")
    told = said(Shown(CASE, record(request(recipe))))
    assert "> rain → __**Taylor Swift**__" in told
    assert "🚫 not: drums" in told


def test_variations_of_the_same_words_are_written_once() -> None:
    told = said(Shown(CASE, record(*(request(riff(seed=number), number) for number in range(4)))))
    assert told.count("> lo-fi beats") == 1


def test_what_has_no_words_is_said_to_be_a_file() -> None:
    assert "> A file that somebody posted" in said(Shown(CASE, record(request(PLAY))))


def test_what_is_gone_is_said_to_be_gone() -> None:
    assert GONE in said(Shown(CASE, None))


def test_reports_are_counted_by_reason_with_some_of_what_they_say() -> None:
    case = replace(CASE, kind="report", clip_id=f"{CARD_ID}-0", family="", rule="", matched="")
    reports = tuple(Report(f"{CARD_ID}-0", str(n), "hate" if n else "spam", f"word {n}", 1.0, 1.0) for n in range(5))
    told = said(Shown(case, record(done(riff(), hidden_s=1.0)), reports=reports))
    assert "🚩 5 people: hate ×4 · spam" in told
    assert "💬 “word 2”" in told
    assert "word 3" not in told
    assert HIDDEN in told


def test_a_reported_variation_is_shown_alone() -> None:
    case = replace(CASE, kind="report", clip_id=f"{CARD_ID}-1")
    told = said(Shown(case, record(done(riff("one")), done(riff("other", seed=2), 1))))
    assert "> other" in told
    assert "> one" not in told


@pytest.mark.parametrize("kind", ["held", "appeal", "report", "veiled"])
@pytest.mark.parametrize("state", ["open", "approved", "removed", "lapsed"])
async def test_the_longest_of_each_kind_fits_a_message(kind: CaseKind, state: CaseState) -> None:
    case = replace(
        CASE, kind=kind, state=state, rule="*" * 200, matched="*" * PROMPT_MAX, text="*" * 1000, reason="*" * 400,
        decided_by="1" * 20, decision=None if state in {"open", "lapsed"} else "block",
    )  # fmt: skip
    prompts = [riff("*" * (PROMPT_MAX - 1) + str(number)) for number in range(4)]
    reports = tuple(Report("1", str(n), "harmful_audio", "*" * 1000, 1.0, 1.0) for n in range(9))
    shown = Shown(case, record(*(done(one, n) for n, one in enumerate(prompts)), message="9"), 3, reports)
    for view in (case_view(shown), review_view(shown, [case] * 5)):
        assert view.total_children_count <= COMPONENTS_MOST
        assert view.content_length() <= TEXT_MOST


def test_it_names_the_track_that_still_has_it() -> None:
    told = said(Shown(replace(CASE, kind="report"), record(done(riff("a hymn"))), track="R-7F3K9Q"))
    assert "also in the track `R-7F3K9Q`" in told
