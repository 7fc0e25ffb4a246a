from redis import Redis

from core.roster import SILENCE_S, Present, Roster


def worker(name: str, *, model: str = "mini") -> Present:
    return Present(name=name, model=model, device="cpu", version="0.1.0")


def test_who_has_introduced_itself_is_there(redis: Redis) -> None:
    roster = Roster(redis)
    roster.note(worker("b"), now_s=0)
    roster.note(worker("a", model="big"), now_s=1)
    assert roster.present(now_s=2) == (worker("a", model="big"), worker("b"))


def test_nobody_is_there_at_first(redis: Redis) -> None:
    assert Roster(redis).present(now_s=0) == ()


def test_who_introduces_itself_again_is_there_once_with_what_it_says_now(redis: Redis) -> None:
    roster = Roster(redis)
    for model in ("mini", "big"):
        roster.note(worker("a", model=model), now_s=0)
    assert roster.present(now_s=0) == (worker("a", model="big"),)


def test_who_leaves_is_gone(redis: Redis) -> None:
    roster = Roster(redis)
    roster.note(worker("a"), now_s=0)
    roster.leave("a")
    assert roster.present(now_s=0) == ()


def test_who_is_silent_is_gone_and_forgotten(redis: Redis) -> None:
    roster = Roster(redis)
    roster.note(worker("silent"), now_s=0)
    roster.note(worker("a"), now_s=SILENCE_S)
    assert roster.present(now_s=SILENCE_S) == (worker("a"),)
    assert redis.hlen("{jamgram}:roster") == 1


def test_what_another_version_wrote_is_passed_over(redis: Redis) -> None:
    redis.hset("{jamgram}:roster", "odd", '{"worker": 7}')
    Roster(redis).note(worker("a"), now_s=0)
    assert Roster(redis).present(now_s=0) == (worker("a"),)


def test_two_tags_have_nothing_to_do_with_each_other(redis: Redis) -> None:
    Roster(redis, tag="other").note(worker("a"), now_s=0)
    assert Roster(redis).present(now_s=0) == ()
