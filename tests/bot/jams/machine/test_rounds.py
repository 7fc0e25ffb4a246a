"""Rounds: entered, painted, voted for, shown."""

from dataclasses import replace

import pytest

from bot.jams.machine import acts
from bot.records.jam import JamRules
from tests.bot.jams.machine.game import BATTLE, BEN, CAM, HOST, LAYERS, RELAY, Game, playing, voting


def test_the_bell_rings_early_when_all_have_entered() -> None:
    game = playing().enter(HOST, BEN)
    assert game.jam.phase == "collecting"
    assert game.enter(CAM).jam.phase == "rendering"


def test_the_bell_rings_when_the_time_is_over() -> None:
    assert playing().enter(BEN).ring().jam.phase == "rendering"


def test_the_bell_waits_for_an_entry_that_moderators_look_at() -> None:
    game = playing().enter(HOST, BEN).enter(CAM, is_held=True)
    assert game.jam.phase == "collecting"
    assert game.do(acts.Clear("7", game.entry(CAM).id, as_moderator=True)).jam.phase == "rendering"


def test_the_bell_does_not_wait_for_who_left() -> None:
    assert playing().enter(HOST, BEN).do(acts.Leave(CAM)).jam.phase == "rendering"


def test_it_is_voted_when_all_is_painted() -> None:
    assert voting().jam.phase == "voting"


def test_one_entry_wins_without_a_vote() -> None:
    game = playing().enter(BEN).ring().paint()
    assert (game.jam.phase, game.now.winner) == ("reveal", game.entry(BEN).id)


def test_there_is_time_to_listen_before_a_vote_is_over() -> None:
    many = [str(user) for user in range(2, 17)]
    game = playing(BATTLE, *many).enter(HOST, *many).paint()
    assert game.jam.deadline_s == game.now_s + 16 * 5 + 15


def test_painting_that_takes_too_long_is_not_waited_for() -> None:
    game = playing().enter(HOST, BEN, CAM)
    game.do(*(acts.Painted(game.entry(user).id, f"clip-{user}") for user in (HOST, BEN))).ring()
    assert game.jam.phase == "voting"
    assert game.entry(CAM).state == "failed"


def test_a_late_clip_changes_nothing_more() -> None:
    game = playing().enter(HOST, BEN, CAM).ring()
    before = game.jam
    assert game.do(acts.Painted(game.entry(CAM).id, "late")).jam is before


def test_a_round_of_which_nothing_could_be_painted_is_over() -> None:
    game = playing().enter(HOST, BEN, CAM).paint(HOST, BEN, CAM)
    assert (game.jam.phase, game.jam.round, game.jam.sections) == ("collecting", 2, ())


def test_the_next_round_begins_when_the_section_was_listened_to() -> None:
    game = playing().enter(BEN).ring().paint().do(acts.Revealed(1))
    assert game.jam.deadline_s == game.now_s + 5 + 15
    assert game.ring().jam.round == 2


def test_a_section_that_is_shown_twice_gives_no_more_time() -> None:
    game = playing().enter(BEN).ring().paint().do(acts.Revealed(1))
    game.now_s += 10
    before = game.jam
    assert game.do(acts.Revealed(1)).jam is before


def test_a_section_that_can_not_be_shown_does_not_stop_the_jam() -> None:
    assert playing().enter(BEN).ring().paint().wait(120).jam.round == 2


def test_the_finale_comes_after_so_many_sections() -> None:
    game = playing()
    for _ in range(BATTLE.rounds):
        game.enter(BEN).ring().paint().reveal()
    assert (game.jam.phase, len(game.jam.sections)) == ("finale", 2)


def test_two_rounds_of_nothing_end_a_battle() -> None:
    game = playing(replace(BATTLE, rounds=8)).enter(BEN).ring().paint().reveal()
    assert game.ring().ring().jam.phase == "finale"


def test_a_jam_of_which_nothing_came_is_over_without_a_finale() -> None:
    assert playing().ring().ring().jam.phase == "archived"


def test_layers_are_added_part_by_part() -> None:
    game, parts = playing(LAYERS), []
    while game.jam.phase == "collecting":
        parts.append(game.now.part)
        game.win(BEN)
    assert parts == ["drums", "bass", "chords", "lead"]
    assert game.jam.phase == "finale"


def test_a_part_that_nobody_played_is_asked_for_again() -> None:
    assert playing(LAYERS).ring().now.part == "drums"


def test_a_relay_is_one_turn_after_another() -> None:
    game = playing(RELAY)
    first = game.playing
    game.enter(first)
    assert game.jam.phase == "rendering"
    game.paint()
    assert (game.jam.phase, game.now.winner) == ("reveal", game.entry(first).id)
    assert game.reveal().playing != first


def test_a_relay_is_over_when_everybody_is_benched() -> None:
    game = playing(RELAY).turn()
    while game.jam.phase == "collecting":
        game.ring()
    assert game.jam.phase == "finale"
    assert {one.seat for one in game.jam.players} == {"benched"}


def test_who_misses_two_rounds_in_a_row_is_benched_until_they_come_back() -> None:
    game = playing(replace(BATTLE, rounds=8))
    for _ in range(2):
        game.enter(HOST, BEN).ring().paint(HOST).reveal()
    assert game.player(CAM).seat == "benched"
    assert game.do(acts.Join(CAM)).ring().player(CAM).seat == "playing"


def test_who_enters_something_has_missed_nothing() -> None:
    game = playing(replace(BATTLE, rounds=8)).enter(HOST, BEN).ring().paint(HOST).reveal()
    assert game.player(CAM).missed == 1
    assert game.enter(CAM).ring().player(CAM).missed == 0


def test_who_moderators_kept_waiting_has_missed_nothing() -> None:
    game = playing().enter(CAM, is_held=True).enter(BEN).ring()
    assert (game.player(CAM).missed, game.player(HOST).missed) == (0, 1)


def test_what_is_held_at_the_bell_stays_held() -> None:
    game = playing().enter(CAM, is_held=True).enter(BEN).ring().paint().reveal()
    assert (game.jam.round, game.entry(CAM).state) == (2, "held")


@pytest.mark.parametrize("rules", [BATTLE, RELAY, LAYERS])
def test_however_many_rounds_fail_a_jam_comes_to_its_end(rules: JamRules) -> None:
    game = playing(rules)
    while game.jam.phase == "collecting":
        game.enter(*_asked(game)).paint(HOST, BEN, CAM)
    assert (game.jam.phase, game.jam.round) == ("archived", 64)


def _asked(game: Game) -> list[str]:
    return [game.now.player] if game.now.player else [HOST, BEN, CAM]
