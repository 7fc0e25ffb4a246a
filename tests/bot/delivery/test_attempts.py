"""Which way a card's end goes next when one is barred."""

from collections.abc import Iterator
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

ATTEMPTS_MOST = 7


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


@pytest.mark.parametrize("way", Way)
def test_whatever_goes_wrong_there_is_an_end_soon(way: Way) -> None:
    for faults in product(Fault, repeat=3):
        steps = list(walk(Attempt(way), faults))
        assert len(steps) <= ATTEMPTS_MOST + 1
        assert isinstance(steps[-1], Removed | Postponed | GivenUp | Revoked)


@pytest.mark.parametrize("way", Way)
def test_nothing_is_tried_twice_in_the_same_way(way: Way) -> None:
    for faults in product(Fault, repeat=3):
        tried = [(step.way, step.form) for step in walk(Attempt(way), faults) if isinstance(step, Attempt)]
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
