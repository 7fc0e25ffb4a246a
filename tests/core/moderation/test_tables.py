from collections import Counter

from benchmarks.moderation import CAUGHT, FALSE_ALARMS, evasions, false_alarms, innocents, missed
from core.limits import PROMPT_MAX
from core.moderation import Rules


def test_the_tables_are_long_enough_and_hold_nothing_twice() -> None:
    prompts = [one.prompt for one in evasions()]
    assert len(set(prompts)) == len(prompts) >= 200
    assert len(set(innocents())) == len(innocents()) >= 500


def test_there_are_many_ways_to_evade_and_few_of_each() -> None:
    ways = Counter(one.how for one in evasions())
    assert len(ways) >= 80
    assert sum(count <= 3 for count in ways.values()) >= 75


def test_every_prompt_of_the_tables_is_one() -> None:
    assert [one for one in (*innocents(), *(one.prompt for one in evasions())) if not 0 < len(one) <= PROMPT_MAX] == []


def test_what_is_written_not_to_be_seen_is_seen(rules: Rules) -> None:
    assert len(missed(rules)) <= (1 - CAUGHT) * len(evasions())


def test_innocent_prompts_are_left_alone(rules: Rules) -> None:
    assert len(false_alarms(rules)) <= FALSE_ALARMS * len(innocents())
