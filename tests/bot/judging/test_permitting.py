"""Who may have something made in a place."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.judging.denying import ALOUD, Denied, freeze_denial
from bot.judging.permitting import DAY_S, LEVELS, Permitted, Person, Place, Policy, permitted, rank_of
from bot.records.oversight import EVERYWHERE, Access, Block, Freeze, FreezeKind, Verdict

NOW_S = 1_800_000_000.0
SERVER, OTHER = "100", "200"
CHANNEL, AREA, ELSEWHERE = "11", "10", "12"
ROLE, ROLE_2 = "21", "22"
ANA = Person("1", roles=frozenset({ROLE}), joined_s=NOW_S - 100 * DAY_S)
FREE = Policy()
HERE = Place(SERVER, CHANNEL, AREA)
DIRECT = Place(None, "99")

servers = st.sampled_from([SERVER, OTHER, EVERYWHERE])
users = st.sampled_from(["1", "2"])
moments = st.one_of(st.none(), st.sampled_from([NOW_S - 1, NOW_S, NOW_S + 1, NOW_S + 1000]))
blocks = st.builds(
    Block, server=servers, user=users, by=st.sampled_from(["7", "jamgram"]), reason=st.text(max_size=5),
    since_s=st.just(NOW_S - 5), until_s=moments,
)  # fmt: skip
freezes = st.builds(
    Freeze, server=servers, kind=st.sampled_from(get_args(FreezeKind)), by=st.just("7"), reason=st.text(max_size=5),
    target=st.sampled_from([SERVER, OTHER, CHANNEL, AREA, ELSEWHERE, "1", "2"]), since_s=st.just(NOW_S - 5),
)  # fmt: skip
verdicts = st.sampled_from(get_args(Verdict))
accesses = st.one_of(
    st.builds(
        Access, st.just("channel"), st.sampled_from([CHANNEL, AREA, ELSEWHERE]), st.sampled_from(["allow", "deny"])
    ),
    st.builds(Access, st.just("role"), st.sampled_from([ROLE, ROLE_2]), verdicts),
    st.builds(Access, st.just("user"), users, verdicts),
)
policies = st.builds(
    Policy, st.lists(blocks, max_size=3).map(tuple), st.lists(freezes, max_size=2).map(tuple),
    st.lists(accesses, max_size=4, unique_by=lambda one: (one.kind, one.target)).map(tuple), st.integers(0, 200),
)  # fmt: skip
people = st.builds(
    Person, users, st.frozensets(st.sampled_from([ROLE, ROLE_2])),
    st.one_of(st.none(), st.floats(NOW_S - 300 * DAY_S, NOW_S)), st.booleans(),
)  # fmt: skip
places = st.sampled_from([HERE, Place(SERVER, AREA), Place(SERVER, ELSEWHERE), Place(OTHER, CHANNEL), DIRECT])


def ask(policy: Policy = FREE, person: Person = ANA, place: Place = HERE) -> Permitted | Denied:
    return permitted(person, place, policy, now_s=NOW_S)


def code_of(policy: Policy, person: Person = ANA, place: Place = HERE) -> str | None:
    answer = ask(policy, person, place)
    return answer.code if isinstance(answer, Denied) else None


def block(server: str = SERVER, *, until_s: float | None = None, by: str = "7", reason: str = "") -> Block:
    return Block(server, ANA.id, by, reason, NOW_S - 1, until_s)


def freeze(kind: FreezeKind, target: str = "", server: str = SERVER) -> Freeze:
    return Freeze(server, kind, target, "7", "", NOW_S - 1)


def access(*said: tuple[str, str, Verdict]) -> Policy:
    return Policy(access=tuple(Access(kind, target, verdict) for kind, target, verdict in said))  # type: ignore[arg-type]


def test_where_nothing_was_decided_everybody_may() -> None:
    assert ask() == ask(Policy(), ANA, HERE)
    assert isinstance(ask(), Permitted)
    assert isinstance(ask(place=DIRECT), Permitted)


@given(people, places, policies)
def test_there_is_always_an_answer_that_says_how_it_was_found(person: Person, place: Place, policy: Policy) -> None:
    answer = permitted(person, place, policy, now_s=NOW_S)
    assert answer.steps
    if isinstance(answer, Denied):
        assert answer.sentence
        assert answer.steps[-1].endswith(answer.sentence)
        assert len(answer.steps) <= len(LEVELS)


@given(people, places, policies, st.randoms(use_true_random=False))
def test_the_order_of_what_was_decided_is_no_part_of_the_answer(person, place, policy, random) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    mixed = replace(policy, access=tuple(random.sample(policy.access, len(policy.access))))
    one, other = (permitted(person, place, each, now_s=NOW_S) for each in (policy, mixed))
    assert (isinstance(one, Denied), getattr(one, "code", None)) == (
        isinstance(other, Denied),
        getattr(other, "code", None),
    )


@given(people, places, policies)
def test_the_operators_block_comes_before_all_else(person: Person, place: Place, policy: Policy) -> None:
    everywhere = Block(EVERYWHERE, person.id, "7", "", NOW_S - 1)
    blocked = replace(policy, blocks=(*policy.blocks, everywhere))
    answer = permitted(person, place, blocked, now_s=NOW_S)
    assert isinstance(answer, Denied)
    assert answer.code == "blocked"
    assert "Whoever runs Jamgram" in answer.sentence


@given(people, policies)
def test_a_servers_block_comes_before_freezes_and_lists(person: Person, policy: Policy) -> None:
    here = Block(SERVER, person.id, "7", "", NOW_S - 1)
    policy = replace(policy, blocks=(*(one for one in policy.blocks if one.server != EVERYWHERE), here))
    assert code_of(policy, person) == "blocked"


@given(people, places, policies)
def test_a_freeze_of_everything_holds_for_moderators_and_whoever_is_trusted(person, place, policy) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    frozen = replace(policy, blocks=(), freezes=(freeze("everything", server=EVERYWHERE),))
    assert code_of(frozen, person, place) == "frozen"


@given(people, policies, st.sampled_from(["allow", "trusted", "moderator"]))
def test_what_a_server_says_of_a_user_goes_before_channels_and_roles(person, policy, said: Verdict) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    others = tuple(one for one in policy.access if one.kind != "user")
    assert code_of(Policy(access=(*others, Access("user", person.id, said))), person) is None


@given(people, policies)
def test_a_user_who_is_denied_is_denied_whatever_their_roles(person: Person, policy: Policy) -> None:
    others = tuple(one for one in policy.access if one.kind != "user")
    assert code_of(Policy(access=(*others, Access("user", person.id, "deny"))), person) == "user"


@given(people, policies)
def test_moderators_are_never_locked_out_by_allow_lists(person: Person, policy: Policy) -> None:
    allowing = tuple(one for one in policy.access if one.verdict != "deny")
    assert code_of(Policy(access=allowing), replace(person, moderates=True)) is None


@given(people, policies)
def test_in_direct_messages_no_servers_word_counts(person: Person, policy: Policy) -> None:
    blocks = tuple(one for one in policy.blocks if one.server != EVERYWHERE)
    freezes = tuple(one for one in policy.freezes if one.server != EVERYWHERE)
    assert code_of(Policy(blocks, freezes, ()), person, DIRECT) is None


@given(people, places, policies)
def test_a_block_that_ran_out_changes_nothing(person: Person, place: Place, policy: Policy) -> None:
    over = tuple(replace(one, until_s=NOW_S - 1) for one in policy.blocks)
    assert permitted(person, place, replace(policy, blocks=over), now_s=NOW_S) == permitted(
        person, place, replace(policy, blocks=()), now_s=NOW_S
    )


def test_a_block_says_who_blocked_and_until_when_and_why() -> None:
    answer = ask(Policy(blocks=(block(until_s=NOW_S + 60, reason="spam *all* day"),)))
    assert isinstance(answer, Denied)
    assert "The moderators of this server" in answer.sentence
    assert f"<t:{round(NOW_S + 60)}:f>" in answer.sentence
    assert "spam \\*all\\* day." in answer.sentence
    assert "`/account standing`" in answer.sentence


def test_others_read_neither_who_blocked_nor_why() -> None:
    answer = ask(Policy(blocks=(block(reason="spam"),)))
    assert isinstance(answer, Denied)
    assert (answer.aloud, "spam" in answer.sentence) == (ALOUD, True)


@pytest.mark.parametrize(("kind", "target"), [("user", "42"), ("server", SERVER)])
def test_a_freeze_says_why_to_who_asks_alone(kind: FreezeKind, target: str) -> None:
    answer = freeze_denial(Freeze(SERVER, kind, target, "7", "too loud", since_s=NOW_S))
    assert "Why: too loud." in answer.sentence
    assert "loud" not in answer.aloud
    assert "Nothing was used up" in answer.aloud


def test_of_several_blocks_the_longest_is_told() -> None:
    answer = ask(Policy(blocks=(block(until_s=NOW_S + 60), block(until_s=None), block(until_s=NOW_S + 90))))
    assert isinstance(answer, Denied)
    assert "<t:" not in answer.sentence


def test_a_cool_down_says_when_it_is_over() -> None:
    answer = ask(Policy(blocks=(block(until_s=NOW_S + 60, by="jamgram"),)))
    assert isinstance(answer, Denied)
    assert answer.code == "cooling"
    assert "three things" in answer.sentence.casefold()
    assert f"<t:{round(NOW_S + 60)}:R>" in answer.sentence


def test_a_block_outlasts_the_data_of_who_is_blocked() -> None:
    kept = Policy(blocks=(replace(block(), user="gone-0123"),))
    assert code_of(kept) is None
    assert code_of(kept, replace(ANA, alias="gone-0123")) == "blocked"


def test_who_was_denied_or_frozen_is_so_after_they_had_all_their_data_deleted() -> None:
    back = replace(ANA, alias="gone-0123")
    assert code_of(Policy(access=(Access("user", "gone-0123", "deny"),)), back) is not None
    frozen = Freeze(SERVER, "user", "gone-0123", "7", "", since_s=NOW_S)
    assert code_of(Policy(freezes=(frozen,)), back) is not None


@pytest.mark.parametrize("verdict", ["trusted", "moderator"])
def test_what_was_given_to_who_left_is_not_theirs_again(verdict: Verdict) -> None:
    policy = Policy(access=(Access("user", "gone-0123", verdict),))
    assert rank_of(replace(ANA, alias="gone-0123"), policy, now_s=NOW_S) == "member"


def test_a_block_elsewhere_does_not_hold_here() -> None:
    assert code_of(Policy(blocks=(block(OTHER),))) is None


def test_a_channel_is_frozen_with_its_threads() -> None:
    assert code_of(Policy(freezes=(freeze("channel", AREA),))) == "frozen"
    assert code_of(Policy(freezes=(freeze("channel", CHANNEL),))) == "frozen"
    assert code_of(Policy(freezes=(freeze("channel", ELSEWHERE),))) is None


def test_a_frozen_user_may_ask_elsewhere_unless_the_operator_froze_them() -> None:
    assert code_of(Policy(freezes=(freeze("user", ANA.id),))) == "frozen"
    assert code_of(Policy(freezes=(freeze("user", ANA.id, OTHER),))) is None
    assert code_of(Policy(freezes=(freeze("user", ANA.id, EVERYWHERE),)), place=DIRECT) == "frozen"


def test_an_operator_freezes_one_server() -> None:
    frozen = Policy(freezes=(freeze("server", SERVER, EVERYWHERE),))
    assert code_of(frozen) == "frozen"
    assert code_of(frozen, place=Place(OTHER, "5")) is None
    assert code_of(frozen, place=DIRECT) is None


def test_a_threads_own_word_goes_before_its_channels() -> None:
    assert code_of(access(("channel", CHANNEL, "allow"), ("channel", AREA, "deny"))) is None
    assert code_of(access(("channel", CHANNEL, "deny"), ("channel", AREA, "allow"))) == "channel"


def test_a_channel_that_is_allowed_denies_all_others_and_says_where() -> None:
    answer = ask(access(("channel", ELSEWHERE, "allow"), ("channel", "13", "allow")))
    assert isinstance(answer, Denied)
    assert answer.code == "channel"
    assert f"in <#{ELSEWHERE}> or <#13>" in answer.sentence


def test_threads_of_an_allowed_channel_are_allowed() -> None:
    assert code_of(access(("channel", AREA, "allow"))) is None


def test_a_role_that_is_allowed_denies_all_who_have_none_of_them() -> None:
    answer = ask(access(("role", ROLE_2, "allow")))
    assert isinstance(answer, Denied)
    assert answer.code == "role"
    assert f"<@&{ROLE_2}>" in answer.sentence
    assert code_of(access(("role", ROLE, "allow"))) is None


def test_a_role_that_is_trusted_is_on_the_list() -> None:
    assert code_of(access(("role", ROLE_2, "allow"), ("role", ROLE, "trusted"))) is None


def test_a_denied_role_counts_for_more_than_an_allowed_one() -> None:
    both = replace(ANA, roles=frozenset({ROLE, ROLE_2}))
    assert code_of(access(("role", ROLE, "allow"), ("role", ROLE_2, "deny")), both) == "role"


def test_an_allowed_channel_lets_no_denied_role_pass() -> None:
    assert code_of(access(("channel", CHANNEL, "allow"), ("role", ROLE, "deny"))) == "role"


def test_ranks_follow_from_permissions_then_roles_then_the_time_of_joining() -> None:
    policy = replace(access(("role", ROLE, "trusted")), newcomer_days=7)
    new = replace(ANA, joined_s=NOW_S - DAY_S)
    assert rank_of(replace(new, moderates=True), policy, now_s=NOW_S) == "moderator"
    assert rank_of(new, policy, now_s=NOW_S) == "trusted"
    assert rank_of(replace(new, roles=frozenset()), policy, now_s=NOW_S) == "newcomer"
    assert rank_of(replace(ANA, roles=frozenset()), policy, now_s=NOW_S) == "member"


def test_nobody_is_a_newcomer_of_whom_nobody_knows_when_they_joined() -> None:
    assert rank_of(Person("1"), Policy(newcomer_days=7), now_s=NOW_S) == "member"


def test_after_exactly_so_many_days_nobody_is_a_newcomer() -> None:
    joined = Person("1", joined_s=NOW_S - 7 * DAY_S)
    assert rank_of(joined, Policy(newcomer_days=7), now_s=NOW_S) == "member"
    assert rank_of(replace(joined, joined_s=NOW_S - 7 * DAY_S + 1), Policy(newcomer_days=7), now_s=NOW_S) == "newcomer"


def test_a_moderators_role_makes_moderators() -> None:
    answer = ask(access(("role", ROLE, "moderator"), ("channel", ELSEWHERE, "allow")))
    assert isinstance(answer, Permitted)
    assert (answer.rank, answer.is_trusted) == ("moderator", True)
