"""How often cards may be edited."""

from itertools import pairwise
from random import Random

from bot.delivery.pace import CHANNEL_EVERY_S, MESSAGE_EVERY_S, REMEMBERED, Pace, Paces


def test_a_message_is_edited_every_3_seconds_at_most() -> None:
    paces = Paces()
    assert paces.take(card="a", channel="c", now_s=0)
    assert not paces.take(card="a", channel="c", now_s=2.9)
    assert paces.take(card="a", channel="c", now_s=3)


def test_two_messages_of_a_channel_wait_for_each_other() -> None:
    paces = Paces()
    assert paces.take(card="a", channel="c", now_s=0)
    assert not paces.take(card="b", channel="c", now_s=1.2)
    assert paces.take(card="b", channel="c", now_s=1.25)


def test_two_channels_do_not_wait_for_each_other() -> None:
    paces = Paces()
    assert paces.take(card="a", channel="c", now_s=0)
    assert paces.take(card="b", channel="d", now_s=0)


def test_who_is_refused_uses_nothing_up() -> None:
    paces = Paces()
    paces.take(card="a", channel="c", now_s=0)
    paces.take(card="a", channel="c", now_s=2.9)
    assert paces.take(card="b", channel="c", now_s=2.9)


def test_idle_time_is_not_saved_up() -> None:
    paces = Paces()
    paces.take(card="a", channel="c", now_s=0)
    assert paces.take(card="a", channel="c", now_s=100)
    assert not paces.take(card="a", channel="c", now_s=100)


def test_a_busy_minute_stays_within_both_bounds() -> None:
    chance, paces, taken = Random(1), Paces(), []  # noqa: S311 - a test that can be repeated keeps no secret
    for tick in range(6000):
        card = f"card {chance.randrange(40)}"
        if paces.take(card=card, channel=f"channel {card[-1]}", now_s=tick / 100):
            taken.append((tick / 100, card))
    assert gap_s(taken) >= MESSAGE_EVERY_S
    assert gap_s([(at_s, card[-1]) for at_s, card in taken]) >= CHANNEL_EVERY_S


def gap_s(taken: list[tuple[float, str]]) -> float:
    """The shortest time between two edits of one name."""
    times: dict[str, list[float]] = {}
    for at_s, name in taken:
        times.setdefault(name, []).append(at_s)
    return min(later - earlier for one in times.values() for earlier, later in pairwise(one)) + 1e-9


def test_one_name_alone_takes_its_turn() -> None:
    pace = Pace(10.0)
    assert [pace.take("a", now_s=now_s) for now_s in (0.0, 9.9, 10.0)] == [True, False, True]
    assert pace.take("b", now_s=10.0)


def test_names_that_may_edit_again_are_forgotten() -> None:
    pace = Pace(1.0)
    for number in range(10 * REMEMBERED):
        pace.took(str(number), now_s=float(number))
    assert len(pace._free_s) <= REMEMBERED + 1
