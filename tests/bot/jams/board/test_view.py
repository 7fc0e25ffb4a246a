"""What a board tells."""

from dataclasses import replace
from itertools import combinations, product
from typing import get_args

import pytest

from bot.jams.board.view import board_view, is_board, last_heard, rules_line, title_line
from bot.judging.shown import VEILED, showing_through
from bot.records.jam import Halt, Jam, JamRules, Mode, Offer, Phase, Player
from bot.words import CONTENT_MAX, units
from tests.bot.jams.sketches import ANA, BEN, CAT, NOW_S, entry_of, jam_of, posted, seated


def told(**changes: object) -> str:
    return board_view(replace(jam_of(), **changes)).content  # type: ignore[arg-type]


def won(jam: Jam, number: int) -> Jam:
    """The same, with a section in that round."""
    entry = entry_of(ANA, number=number, state="painted")
    return jam.with_entry(entry).with_round(replace(jam.rounds[number - 1], winner=entry.id))


def test_it_says_which_jam_it_is_and_how_far() -> None:
    content = board_view(jam_of()).content
    assert content.startswith("## 🎶 Friday\nbattle · 0 of 4 sections\n")
    assert "> rain" in content
    assert content.endswith("`J7F3K9Q`")


def test_sections_that_are_there_are_counted() -> None:
    assert title_line(won(jam_of(number=2), 1)) == "**Friday** · battle · 1 of 4 sections"


def test_everybody_is_named_by_their_seat() -> None:
    jam = seated(seated(jam_of(), CAT, "waiting"), "100000000000000004", "benched")
    content = board_view(jam).content
    assert f"**Playing** (2 of 16): <@{ANA}> 👑 · <@{BEN}>" in content
    assert f"**Waiting:** <@{CAT}>" in content
    assert "**On the bench:** <@100000000000000004>" in content


def test_who_listens_is_counted_and_not_named() -> None:
    content = board_view(seated(jam_of(), CAT, "listening")).content
    assert "**Listening:** 1 person" in content
    assert CAT not in content
    assert "**Listening:** 2 people" in board_view(seated(seated(jam_of(), CAT, "listening"), "4", "listening")).content


@pytest.mark.parametrize("seat", ["left", "kicked"])
def test_who_is_gone_is_not_named(seat: str) -> None:
    assert CAT not in board_view(seated(jam_of(), CAT, seat)).content  # type: ignore[arg-type]


def test_who_has_entered_is_marked_and_what_is_told_nobody() -> None:
    content = board_view(jam_of().with_entry(entry_of(BEN, prompt="a secret"))).content
    assert f"<@{BEN}> ✅" in content
    assert f"<@{ANA}> 👑 ·" in content
    assert "a secret" not in content


def test_wins_and_muted_people_are_marked() -> None:
    jam = jam_of().with_player(Player(BEN, NOW_S, order=2, wins=2, is_muted=True))
    assert f"<@{BEN}> 🔇 🏆2" in board_view(jam).content


def test_the_last_section_is_linked() -> None:
    jam = posted(posted(won(won(jam_of(number=3), 1), 2), "reveal-1", "1"), "reveal-2", "2")
    assert (last_heard(jam) or "").endswith("/2")
    assert "🎧 Last heard: https://discord.com/channels/" in board_view(jam).content


def test_at_the_end_the_track_is_linked() -> None:
    jam = posted(posted(won(jam_of("archived"), 1), "reveal-1", "1"), "finale", "2")
    assert f"🏁 The track: https://discord.com/channels/{jam.server}/{jam.thread}/2" in board_view(jam).content


def test_what_was_not_shown_yet_is_not_linked() -> None:
    assert last_heard(jam_of()) is None
    assert last_heard(won(jam_of(), 1)) is None


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("relay", "sections of 5 s · 96 BPM · 90 s to say something"),
        ("battle", "sections of 5 s · 96 BPM · 90 s to say something · 60 s to vote"),
        ("layers", "sections of 5 s · 96 BPM · 90 s to say something · 60 s to vote · in A minor"),
    ],
)
def test_its_rules_are_told(mode: Mode, said: str) -> None:
    assert rules_line(JamRules(mode, rounds=4)) == said


def test_what_is_special_is_told() -> None:
    line = rules_line(JamRules("relay", rounds=4, pre_moderated=True, is_private=True))
    assert line.endswith("moderators see everything first · for those who were invited")


def test_a_name_is_shown_as_it_is_and_calls_nobody() -> None:
    content = told(name="**@everyone**", theme="<#1>\n# loud")
    assert "\\*\\*@\u200beveryone\\*\\*" in content
    assert "> \\<#1\\> # loud" in content


def test_what_rules_refuse_by_now_is_veiled() -> None:
    with showing_through(lambda words: words.replace("rain", VEILED)):
        assert f"> {VEILED}" in told()


def test_the_fullest_board_fits_into_a_message() -> None:
    jam = replace(jam_of(), theme="*" * 300, name="_" * 60)
    for number in range(16):
        jam = jam.with_player(Player(str(10**19 + number), NOW_S, wins=16, is_muted=True))
    for number in range(16, 90):
        jam = seated(jam, str(10**19 + number), "waiting" if number % 2 else "benched")
    content = board_view(posted(won(jam, 1), "reveal-1")).content
    assert units(content) <= CONTENT_MAX
    assert is_board(jam, content)
    assert content.count(" and 31 more") == 2


def test_a_board_is_known_by_how_it_begins_and_ends() -> None:
    jam = jam_of()
    assert is_board(jam, board_view(jam).content)
    assert not is_board(replace(jam, id="J000000"), board_view(jam).content)
    assert not is_board(jam, f"🎶 **Friday** · `{jam.id}`")


@pytest.mark.parametrize("mode", get_args(Mode))
@pytest.mark.parametrize("phase", get_args(Phase))
def test_there_is_a_board_for_every_state(phase: Phase, mode: Mode) -> None:
    halts: list[frozenset[Halt]] = [
        frozenset(some) for count in range(4) for some in combinations(get_args(Halt), count)
    ]
    offers = (None, Offer(BEN, NOW_S, NOW_S))
    for halted, offer, number in product(halts, offers, (0, 1)):
        jam = replace(jam_of(phase, mode=mode, number=number), halts=halted, offer=offer, deadline_s=None)
        view = board_view(jam)
        assert is_board(jam, view.content)
        assert all(0 < len(row) <= 5 for row in view.buttons)
        assert len({one.custom_id for row in view.buttons for one in row}) == sum(map(len, view.buttons))
