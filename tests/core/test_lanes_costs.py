"""What recipes cost, and which are made together."""

import pytest
from redis import Redis

from core.contract import Beat, Export, Extend, Join, Morph, Play, Recipe, Region, Remix, Riff, SecondSeed, See
from core.lanes import Lanes
from core.lanes.costs import PRIOR_CONVERSION_MS, PRIOR_NATIVE_MS, Fits
from core.limits import BEAT_STRENGTH
from core.request import Origin, Request
from core.work import EXTEND_STRENGTH, windows_of
from tests.core.asking import NO_LIMITS, NUMBERS, finish, ids, take

SOURCE = "a" * 64
RIFF = Riff(prompt="rain", seed=1)
REMIX = Remix(prompt="rain", seed=1, source=SOURCE, strength=0.5)
EXTEND = Extend(prompt="rain", seed=1, source=SOURCE, added_s=10, length_s=15)
LOOP = Extend(prompt="rain", seed=1, source=SOURCE, added_s=10, length_s=15, side="loop", loop=True)
MORPH = Morph(prompt="rain", seed=1, to_prompt="sun", to_seed=2, length_s=15)
BEAT = Beat(prompt="rain", seed=1, bpm=90)
PART = REMIX.model_copy(update={"region": Region(low_hz=500)})
WAV, FILM = Export(source=SOURCE, format="wav"), Export(source=SOURCE, format="mp4")
TRACK = Join(sources=(SOURCE, SOURCE), chapters=("", ""), title="Friday", bpm=96)
PLAY, SEE = Play(source=SOURCE), See(source=SOURCE)


@pytest.fixture
def lanes(redis: Redis) -> Lanes:
    return Lanes(redis, limits=NO_LIMITS)


def enqueue(lanes: Lanes, *recipes: Recipe) -> list[str]:
    origin = Origin(server="s", channel="c", author="u")
    requests = [Request(id=f"k{next(NUMBERS)}", recipe=recipe, origin=origin) for recipe in recipes]
    return list(lanes.enqueue(requests, now_s=0))


@pytest.mark.parametrize(
    "recipe",
    [
        RIFF,
        REMIX,
        PLAY,
        SEE,
        EXTEND,
        LOOP,
        MORPH,
        BEAT,
        PART,
        WAV,
        RIFF.model_copy(update={"model": "a | b", "guidance": 4.5}),
    ],
)
def test_what_fits_survives_its_text(recipe: Recipe) -> None:
    fits = Fits.of(recipe)
    assert Fits.read(str(fits)) == fits


@pytest.mark.parametrize("text", ["", "riff", "riff|a|25|3.0|0.0|dpm++|mini", "512|25|3.0|dpm++|mini"])
def test_what_is_no_text_of_it_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Fits.read(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (RIFF, RIFF.model_copy(update={"prompt": "sun", "seed": 2, "negative": "drums"})),
        (REMIX, REMIX.model_copy(update={"prompt": "sun", "source": "b" * 64})),
        (RIFF, RIFF.model_copy(update={"second": SecondSeed(seed=3, amount=0.2)})),
        (BEAT, BEAT.model_copy(update={"bpm": 120})),
        (PART, PART.model_copy(update={"region": Region(from_s=1)})),
        (EXTEND, EXTEND.model_copy(update={"source": "b" * 64})),
        (MORPH, MORPH.model_copy(update={"to_prompt": "moon", "stages": 8})),
        (PLAY, Play(source="b" * 64)),
        (SEE, See(source="b" * 64)),
    ],
)
def test_what_differs_in_words_or_source_alone_is_made_together(lanes: Lanes, one: Recipe, other: Recipe) -> None:
    both = enqueue(lanes, one, other)
    assert ids(take(lanes, most=8)) == both


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (RIFF, REMIX),
        (RIFF, PLAY),
        (PLAY, SEE),
        (RIFF, BEAT),
        (RIFF, RIFF.model_copy(update={"loop": True})),
        (REMIX, PART),
        (BEAT, BEAT.model_copy(update={"strength": 0.5})),
        (EXTEND, EXTEND.model_copy(update={"side": "before"})),
        (EXTEND, LOOP),
        (EXTEND, EXTEND.model_copy(update={"added_s": 5})),
        (MORPH, MORPH.model_copy(update={"source": SOURCE})),
        (MORPH, MORPH.model_copy(update={"curve": "ease"})),
        (WAV, FILM),
        (TRACK, TRACK.model_copy(update={"sources": (SOURCE,), "chapters": ("",)})),
        (RIFF, RIFF.model_copy(update={"length_s": 10})),
        (RIFF, RIFF.model_copy(update={"model": "other"})),
        (REMIX, REMIX.model_copy(update={"strength": 0.55})),
        (REMIX, REMIX.model_copy(update={"steps": 20})),
    ],
)
def test_what_differs_in_the_work_is_not(lanes: Lanes, one: Recipe, other: Recipe) -> None:
    first, _ = enqueue(lanes, one, other)
    assert ids(take(lanes, most=8)) == [first]


@pytest.mark.parametrize(
    ("recipe", "prior_ms"),
    [
        (RIFF, PRIOR_NATIVE_MS),
        (RIFF.model_copy(update={"length_s": 60}), 12 * PRIOR_NATIVE_MS),
        (RIFF.model_copy(update={"guidance": 1.0}), PRIOR_NATIVE_MS / 2),
        (REMIX, PRIOR_NATIVE_MS / 2),
        (REMIX.model_copy(update={"strength": 0.95}), PRIOR_NATIVE_MS * 0.95),
        (BEAT, PRIOR_NATIVE_MS * BEAT_STRENGTH),
        (EXTEND, len(windows_of(EXTEND)) * PRIOR_NATIVE_MS * EXTEND_STRENGTH),
        (LOOP, len(windows_of(LOOP)) * PRIOR_NATIVE_MS * EXTEND_STRENGTH),
        (MORPH, 5 * PRIOR_NATIVE_MS),
        (WAV, PRIOR_CONVERSION_MS),
        (PLAY, PRIOR_CONVERSION_MS),
        (SEE, PRIOR_CONVERSION_MS),
        (TRACK, 2 * PRIOR_CONVERSION_MS),
    ],
)
def test_a_first_guess_is_in_proportion_to_the_work(recipe: Recipe, prior_ms: float) -> None:
    assert Fits.of(recipe).prior_ms == pytest.approx(prior_ms)


@pytest.mark.parametrize(
    ("one", "other"),
    [(RIFF, REMIX), (PLAY, SEE), (WAV, FILM), (RIFF, EXTEND), (REMIX, REMIX.model_copy(update={"strength": 0.9}))],
)
def test_each_kind_and_strength_is_learned_apart(lanes: Lanes, one: Recipe, other: Recipe) -> None:
    enqueue(lanes, one, one, other)
    before_s = Fits.of(other).prior_ms / 1000
    finish(lanes, take(lanes, "1"), took_s=100)
    assert take(lanes, "2").predicted_s > 10
    assert take(lanes, "3").predicted_s == pytest.approx(before_s)


def test_strengths_that_are_close_are_learned_together_so_that_there_are_few() -> None:
    strengths = [number / 1000 for number in range(50, 951)]
    keys = {Fits.of(REMIX.model_copy(update={"strength": strength})).cost_key for strength in strengths}
    assert len(keys) <= 10


def test_a_conversion_is_charged_little_of_the_day(lanes: Lanes, redis: Redis) -> None:
    enqueue(lanes, PLAY)
    assert redis.hgetall("{jamgram}:spent:0") == {b"u": b"1000"}
