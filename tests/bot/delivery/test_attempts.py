"""Which way a card's end goes next when one is barred."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from bot.delivery.attempts import (
    CHANNEL_GONE,
    LATE,
    OUT_OF_REACH,
    Attempt,
    Delivered,
    Form,
    GivenUp,
    Outcome,
    Postponed,
    Removed,
    Revoked,
    Setback,
    Way,
    first_attempt,
    next_attempt,
    token_lives,
)
from bot.delivery.faults import Fault
from bot.records.values import Card, Reach
from core.request import Origin

ATTEMPTS_MOST = 10


def card(*, reach: Reach = "channel", message: str | None = "1", has_token: bool = True) -> Card:
    return Card(
        id="100", origin=Origin(server="8", channel="7", author="6"), reach=reach, private=False,
        upload_limit=1, created_s=0.0, token="t" if has_token else None, message=message,
    )  # fmt: skip


def setback(fault: Fault) -> Setback:
    return Setback(fault, "Discord answered 400, code 1", code=1)


def walk(attempt: Attempt, faults: tuple[Fault, ...]) -> Iterator[Attempt | Outcome]:
    """Everything that happens when these faults come one after another, the last of them for ever."""
    step: Attempt | Outcome = attempt
    for number in range(100):
        yield step
        if not isinstance(step, Attempt):
            return
        step = next_attempt(step, setback(faults[min(number, len(faults) - 1)]))
    raise AssertionError(f"no end: {attempt} with {faults}")


@pytest.mark.parametrize("home", [None, "9"])
@pytest.mark.parametrize("way", Way)
def test_whatever_goes_wrong_there_is_an_end_soon(way: Way, home: str | None) -> None:
    for faults in product(Fault, repeat=3):
        steps = list(walk(Attempt(way, home=home), faults))
        assert len(steps) <= ATTEMPTS_MOST + 1
        assert isinstance(steps[-1], Removed | Postponed | GivenUp | Revoked)


@pytest.mark.parametrize("home", [None, "9"])
@pytest.mark.parametrize("way", Way)
def test_nothing_is_tried_twice_in_the_same_way(way: Way, home: str | None) -> None:
    for faults in product(Fault, repeat=3):
        steps = walk(Attempt(way, home=home), faults)
        tried = [(step.way, step.form) for step in steps if isinstance(step, Attempt)]
        assert len(tried) == len(set(tried))


def test_a_known_message_is_edited() -> None:
    assert first_attempt(card(), now_s=10**6) == Attempt(Way.EDIT)


def test_an_unknown_message_is_posted() -> None:
    assert first_attempt(card(message=None), now_s=0) == Attempt(Way.POST)


def test_a_living_token_is_used() -> None:
    assert first_attempt(card(reach="token"), now_s=14 * 60) == Attempt(Way.TOKEN)


@pytest.mark.parametrize("now_s", [14.5 * 60, 15 * 60, 10**6])
def test_a_token_about_to_die_is_not_begun_with(now_s: float) -> None:
    assert first_attempt(card(reach="token"), now_s=now_s) == Attempt(Way.DIRECT, because=LATE)


def test_a_forgotten_token_does_not_live() -> None:
    assert not token_lives(card(reach="token", has_token=False), now_s=0)
    assert first_attempt(card(reach="token", has_token=False), now_s=0) == Attempt(Way.DIRECT, because=OUT_OF_REACH)


def test_a_direct_message_has_all_the_files_again() -> None:
    barred = Attempt(Way.EDIT, Form.BARE, "no files here")
    assert next_attempt(barred, setback(Fault.GONE)) == Attempt(Way.DIRECT, because=CHANNEL_GONE)


def test_an_old_message_is_answered_in_the_same_form() -> None:
    barred = Attempt(Way.EDIT, Form.SOUND, "too large")
    assert next_attempt(barred, setback(Fault.OLD)) == Attempt(Way.POST, Form.SOUND, "too large")


def test_an_old_message_that_was_found_by_its_buttons_waits() -> None:
    assert isinstance(next_attempt(Attempt(Way.POST), setback(Fault.OLD)), Postponed)


def test_lacking_permissions_are_named() -> None:
    said = Setback(Fault.FORBIDDEN, "403", lacking=("Send Messages", "Attach Files"))
    step = next_attempt(Attempt(Way.EDIT), said)
    assert isinstance(step, Attempt)
    assert step.because.endswith("I need the permission **Send Messages** and **Attach Files** there.")


def test_a_forbidden_direct_message_is_given_up() -> None:
    steps = list(walk(Attempt(Way.DIRECT), (Fault.FORBIDDEN,)))
    assert [step.form for step in steps if isinstance(step, Attempt)] == [Form.FULL, Form.BARE]
    assert isinstance(steps[-1], GivenUp)


def test_delivered_names_no_message_unless_it_is_new() -> None:
    assert Delivered().message is None


@pytest.mark.parametrize("fault", [Fault.LOCKED, Fault.GONE])
@pytest.mark.parametrize("way", [Way.EDIT, Way.POST])
def test_a_closed_thread_leaves_the_channel_that_it_belongs_to(way: Way, fault: Fault) -> None:
    assert next_attempt(Attempt(way, Form.SOUND, home="9"), setback(fault)) == Attempt(Way.HOME)


def test_a_thread_that_may_not_be_written_in_is_left() -> None:
    assert next_attempt(Attempt(Way.POST, home="9"), setback(Fault.FORBIDDEN)) == Attempt(Way.HOME)


def test_an_edit_that_is_forbidden_is_tried_without_files_before_the_thread_is_left() -> None:
    step = next_attempt(Attempt(Way.EDIT, home="9"), setback(Fault.FORBIDDEN))
    assert isinstance(step, Attempt)
    assert (step.way, step.form) == (Way.EDIT, Form.BARE)
    assert next_attempt(step, setback(Fault.FORBIDDEN)) == Attempt(Way.HOME)


def test_a_locked_thread_without_a_home_is_as_one_without_a_permission() -> None:
    step = next_attempt(Attempt(Way.POST, Form.BARE), setback(Fault.LOCKED))
    assert isinstance(step, Attempt)
    assert step.way is Way.DIRECT


def test_an_archived_thread_that_a_post_does_not_open_is_left() -> None:
    archived = Setback(Fault.OLD, "Discord answered 400, code 50083", code=50083)
    assert next_attempt(Attempt(Way.POST, home="9"), archived) == Attempt(Way.HOME)


def test_a_card_in_a_thread_knows_its_way_home() -> None:
    assert first_attempt(replace(card(), home="9"), now_s=0) == Attempt(Way.EDIT, home="9")
