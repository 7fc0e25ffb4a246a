"""What an end costs of a user's day."""

import pytest
from redis import Redis

from core.contract import Beat, Morph, Play, Recipe, Remix, Riff, See
from core.ending import Failure
from core.faults import fault
from core.lanes import Lanes
from core.request import Origin, Request
from tests.core.asking import broken, take

SOURCE = "a" * 64
RIFF = Riff(prompt="rain", seed=1)
MORPH = Morph(prompt="rain", seed=1, to_prompt="sun", to_seed=2, length_s=10)
OF_WORDS: list[Recipe] = [RIFF, Beat(prompt="rain", seed=1, bpm=90), MORPH]
OF_A_FILE: list[Recipe] = [
    Play(source=SOURCE),
    See(source=SOURCE),
    Remix(prompt="rain", seed=1, source=SOURCE),
    MORPH.model_copy(update={"to_source": SOURCE}),
]


def spent_ms(redis: Redis, recipe: Recipe, ends: dict[str, Failure]) -> int:
    """Let one worker fail after 73 s, and say what that cost."""
    lanes = Lanes(redis)
    lanes.enqueue([Request(id="a", recipe=recipe, origin=Origin(server="s", channel="c", author="u"))], now_s=0)
    lanes.finish(take(lanes).id, took_s=73, ends=ends)
    return int(redis.hget("{jamgram}:spent:0", "u") or 0)


@pytest.mark.parametrize("recipe", OF_A_FILE)
def test_a_file_that_cannot_be_used_costs_the_time_that_it_took(redis: Redis, recipe: Recipe) -> None:
    assert spent_ms(redis, recipe, {"a": broken()}) == 73_000


@pytest.mark.parametrize("recipe", OF_WORDS, ids=lambda recipe: recipe.kind)
def test_words_of_which_no_clip_came_cost_nothing(redis: Redis, recipe: Recipe) -> None:
    assert spent_ms(redis, recipe, {"a": broken()}) == 0


@pytest.mark.parametrize("recipe", [RIFF, *OF_A_FILE])
@pytest.mark.parametrize("ends", [{}, {"a": fault("It broke.")}], ids=["left out", "a fault of ours"])
def test_what_we_broke_costs_nothing(redis: Redis, recipe: Recipe, ends: dict[str, Failure]) -> None:
    assert spent_ms(redis, recipe, ends) == 0
