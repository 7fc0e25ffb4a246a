"""One request's way through the lanes."""

import pytest
from redis import Redis

from core.lanes import Lanes, State
from tests.core.asking import NO_LIMITS, ask, finish, flood, ids, take

DAY_S = 24 * 3600


@pytest.fixture
def lanes(redis: Redis) -> Lanes:
    return Lanes(redis, limits=NO_LIMITS)


def test_nobody_waits_in_new_lanes(lanes: Lanes) -> None:
    assert lanes.take("w", most=8, now_s=0) is None
    assert lanes.forecast(now_s=0) == {}


def test_a_request_comes_out_as_it_went_in(lanes: Lanes) -> None:
    request = ask()
    lanes.enqueue([request], now_s=0)
    assert take(lanes).requests == (request,)


def test_a_request_is_enqueued_once_by_its_id(lanes: Lanes) -> None:
    assert lanes.enqueue([ask("a")], now_s=0) == ("a",)
    assert lanes.enqueue([ask("a"), ask("b")], now_s=0) == ("b",)
    assert ids(take(lanes, most=8)) == ["a", "b"]


def test_an_id_that_is_named_twice_at_once_counts_once(lanes: Lanes) -> None:
    assert lanes.enqueue([ask("a"), ask("a")], now_s=0) == ("a",)
    assert ids(take(lanes, most=8)) == ["a"]


@pytest.mark.parametrize("ended", ["taken", "done", "failed", "cancelled"])
def test_an_id_is_remembered_in_every_state(lanes: Lanes, ended: State) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    if ended == "cancelled":
        lanes.cancel("a")
    else:
        batch = take(lanes)
        if ended != "taken":
            finish(lanes, batch, took_s=1, failed=["a"] if ended == "failed" else [])
    assert lanes.state("a") == ended
    assert lanes.enqueue([ask("a")], now_s=1) == ()
    assert lanes.take("other", most=8, now_s=1) is None


def test_an_end_is_forgotten_after_a_day(lanes: Lanes, redis: Redis) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    assert redis.ttl("{jamgram}:request:a") == -1
    lanes.cancel("a")
    assert 0 < redis.ttl("{jamgram}:request:a") <= DAY_S


@pytest.mark.parametrize("ended", ["done", "cancelled"])
def test_the_words_of_what_has_ended_are_not_kept(lanes: Lanes, redis: Redis, ended: State) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    assert redis.hexists("{jamgram}:request:a", "text")
    if ended == "cancelled":
        lanes.cancel("a")
    else:
        finish(lanes, take(lanes), took_s=1)
    assert not redis.hexists("{jamgram}:request:a", "text")


def test_requests_that_wait_together_are_of_one_lane(lanes: Lanes) -> None:
    with pytest.raises(ValueError, match="from 2"):
        lanes.enqueue([ask(user="u"), ask(user="v")], now_s=0)
    with pytest.raises(ValueError, match="from 0"):
        lanes.enqueue([], now_s=0)


def test_a_batch_holds_what_fits_one_pass_and_no_more(lanes: Lanes) -> None:
    lanes.enqueue([ask("a", user="u")], now_s=0)
    lanes.enqueue([ask("other-steps", user="v", steps=50)], now_s=0)
    lanes.enqueue([ask("other-guidance", user="w", guidance=5.0)], now_s=0)
    lanes.enqueue([ask("b", user="x"), ask("c", user="x")], now_s=0)
    assert ids(take(lanes, "1", most=2)) == ["a", "b"]
    assert ids(take(lanes, "2", most=2)) == ["other-steps"]
    assert ids(take(lanes, "3", most=2)) == ["other-guidance"]
    assert ids(take(lanes, "4", most=2)) == ["c"]


def test_nobody_overtakes_their_own_request_to_fit_a_batch(lanes: Lanes) -> None:
    lanes.enqueue([ask("a"), ask("slow", steps=50), ask("b")], now_s=0)
    assert ids(take(lanes, "1", most=8)) == ["a"]
    assert ids(take(lanes, "2", most=8)) == ["slow"]


def test_a_batch_of_nothing_is_refused(lanes: Lanes) -> None:
    with pytest.raises(ValueError, match="not 0"):
        lanes.take("w", most=0, now_s=0)


def test_a_worker_whose_answer_was_lost_gets_the_same_batch_again(lanes: Lanes) -> None:
    flood(lanes, 3)
    assert take(lanes, "w", most=2, now_s=0) == take(lanes, "w", most=2, now_s=1)


def test_a_waiting_request_is_cancelled_at_once(lanes: Lanes) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    assert lanes.cancel("a") == "cancelled"
    assert ids(take(lanes, most=8)) == ["b"]


def test_a_taken_request_is_cancelled_once_its_worker_says_so(lanes: Lanes) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    batch = take(lanes, most=8)
    assert lanes.beat(batch.id, now_s=1) == frozenset()
    assert lanes.cancel("a") == "taken"
    assert lanes.beat(batch.id, now_s=2) == {"a"}
    assert lanes.state("a") == "taken"
    assert lanes.confirm_cancelled(batch.id, "a")
    assert lanes.state("a") == "cancelled"
    assert lanes.beat(batch.id, now_s=3) == frozenset()
    assert finish(lanes, batch, took_s=1).done == ("b",)


def test_a_cancel_that_comes_too_late_for_the_worker_changes_nothing(lanes: Lanes) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    batch = take(lanes)
    lanes.cancel("a")
    assert finish(lanes, batch, took_s=1).done == ("a",)
    assert not lanes.confirm_cancelled(batch.id, "a")
    assert lanes.cancel("a") == "done"


def test_a_worker_cannot_confirm_what_nobody_asked_for(lanes: Lanes) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    assert not lanes.confirm_cancelled(take(lanes).id, "a")
    assert lanes.state("a") == "taken"


def test_cancelling_twice_or_the_unknown_changes_nothing(lanes: Lanes) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    assert (lanes.cancel("a"), lanes.cancel("a"), lanes.cancel("b")) == ("cancelled", "cancelled", None)


def test_a_batch_ends_as_its_worker_says(lanes: Lanes) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    over = finish(lanes, take(lanes, most=8), took_s=1, failed=["b"])
    assert (over.done, over.failed) == (("a",), ("b",))


def test_a_cost_begins_with_a_guess_in_proportion_to_the_work(lanes: Lanes) -> None:
    lanes.enqueue([ask(user="u", steps=25)], now_s=0)
    lanes.enqueue([ask(user="v", steps=50)], now_s=0)
    assert 2 * take(lanes, "1").predicted_s == take(lanes, "2").predicted_s


def test_costs_come_close_to_what_batches_take(lanes: Lanes) -> None:
    flood(lanes, 40)
    predicted_s = []
    for _ in range(20):
        batch = take(lanes, most=2)
        predicted_s.append(batch.predicted_s)
        finish(lanes, batch, took_s=1.0)
    assert predicted_s == sorted(predicted_s, reverse=True)
    assert predicted_s[-1] == pytest.approx(1.0, rel=0.05)


def test_one_odd_batch_does_not_overturn_what_was_learned(lanes: Lanes) -> None:
    flood(lanes, 12)
    for took_s in [2.0] * 10 + [20.0]:
        finish(lanes, take(lanes), took_s=took_s)
    assert take(lanes).predicted_s < 2 + (20 - 2) * 0.3


def test_other_guidance_costs_the_same_and_other_steps_are_learned_apart(lanes: Lanes) -> None:
    lanes.enqueue([ask(user="u", guidance=3.0)], now_s=0)
    finish(lanes, take(lanes), took_s=2.0)
    lanes.enqueue([ask(user="u", guidance=5.0)], now_s=0)
    assert take(lanes, "1").predicted_s == 5.0
    lanes.enqueue([ask(user="v", steps=50)], now_s=0)
    assert take(lanes, "2").predicted_s == 16.0


@pytest.mark.parametrize("failed", [["a"], []])
def test_a_batch_that_was_not_painted_whole_teaches_nothing(lanes: Lanes, failed: list[str]) -> None:
    lanes.enqueue([ask("a"), ask("b"), ask("c")], now_s=0)
    batch = take(lanes, most=2)
    lanes.cancel("b")
    lanes.confirm_cancelled(batch.id, "b")
    finish(lanes, batch, took_s=0.1, failed=failed)
    assert take(lanes).predicted_s == batch.predicted_s / 2


def test_every_key_is_in_one_slot_of_a_cluster(lanes: Lanes, redis: Redis) -> None:
    flood(lanes, 2)
    take(lanes)
    assert len(redis.keys("{jamgram}:*")) == redis.dbsize() > 0


def test_lanes_of_other_tags_are_strangers(lanes: Lanes, redis: Redis) -> None:
    flood(lanes, 1)
    assert Lanes(redis, tag="other").take("w", most=1, now_s=0) is None


def test_a_client_that_decodes_is_served_as_well(lanes: Lanes, redis: Redis) -> None:
    path = redis.connection_pool.connection_kwargs["path"]
    with Redis(unix_socket_path=path, decode_responses=True) as decoding:
        request = ask()
        Lanes(decoding).enqueue([request], now_s=0)
        assert take(lanes).requests == (request,)


def test_words_in_any_script_come_through(lanes: Lanes) -> None:
    request = ask()
    recipe = request.recipe.model_copy(update={"prompt": 'Ω "雨" 🎧 \\ |', "model": "a model | of 雨"})
    odd = request.model_copy(update={"recipe": recipe})
    lanes.enqueue([odd], now_s=0)
    assert list(lanes.forecast(now_s=0)) == [odd.id]
    assert take(lanes).requests == (odd,)


def contents(redis: Redis) -> list[tuple[object, object]]:
    return [(key, redis.dump(key)) for key in sorted(redis.scan_iter(), key=str)]


def test_readings_write_nothing(lanes: Lanes, redis: Redis) -> None:
    flood(lanes, 2)
    take(lanes)
    before = contents(redis)
    lanes.forecast(now_s=1)
    lanes.dead(now_s=1)
    lanes.state("a")
    assert contents(redis) == before


def test_an_idle_worker_writes_once_a_second_however_often_it_asks(redis: Redis, lanes: Lanes) -> None:
    def written() -> int:
        return int(redis.info("commandstats").get("cmdstat_zadd", {}).get("calls", 0))

    lanes.take("w", most=1, now_s=100)
    before = written()
    for tick in range(1, 20):
        lanes.take("w", most=1, now_s=100 + tick / 20)
    assert written() == before
    lanes.take("w", most=1, now_s=101)
    assert written() == before + 1
