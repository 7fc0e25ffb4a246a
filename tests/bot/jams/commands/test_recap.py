"""What is told of a jam that is over."""

import json
from dataclasses import replace
from typing import Any

from bot.jams.commands.recap import recap_of
from bot.judging.shown import VEILED, showing_through
from bot.records.jam import Jam, Vote
from tests.bot.jams.sketches import ANA, BEN, CAT, entry_of, jam_of, seated


def over() -> Jam:
    jam = jam_of("archived").with_entry(entry_of(ANA, state="painted", prompt="rain"))
    jam = jam.with_entry(entry_of(BEN, place=2, state="painted", prompt="hail"))
    jam = jam.with_entry(entry_of(CAT, place=3, state="removed", prompt="taken out"))
    jam = jam.with_round(replace(jam.rounds[0], winner="J7F3K9Q-1-2"))
    return replace(jam, votes=(Vote(1, ANA, "J7F3K9Q-1-2"),), track="J7F3K9Q-track-0")


def read(jam: Jam) -> dict[str, Any]:
    recap: dict[str, Any] = json.loads(recap_of(jam))
    return recap


def test_it_has_everything_that_everybody_heard_of() -> None:
    (played,) = read(over())["rounds"]
    assert played["winner"] == "J7F3K9Q-1-2"
    assert [(one["user"], one["prompt"], one["votes"]) for one in played["entries"]] == [
        (ANA, "rain", 0),
        (BEN, "hail", 1),
    ]


def test_what_moderators_took_out_is_not_in_it() -> None:
    assert "taken out" not in recap_of(over())


def test_who_voted_for_what_is_not_in_it() -> None:
    alone = replace(over(), entries=(entry_of(BEN, place=2, state="painted"),), host=BEN)
    assert "voter" not in recap_of(alone)


def test_who_was_kept_out_is_not_in_it() -> None:
    assert CAT not in [one["user"] for one in read(seated(over(), CAT, "kicked"))["players"]]


def test_words_that_rules_refuse_by_now_are_veiled() -> None:
    with showing_through(lambda words: words.replace("hail", VEILED)):
        assert "hail" not in recap_of(over())


def test_who_listened_is_counted_and_no_player() -> None:
    recap = read(seated(over(), CAT, "listening"))
    assert (recap["listeners"], [one["user"] for one in recap["players"]]) == (1, [ANA, BEN])


def test_who_played_before_they_listened_is_a_player() -> None:
    recap = read(seated(over(), BEN, "listening"))
    assert (recap["listeners"], [one["user"] for one in recap["players"]]) == (0, [ANA, BEN])
