"""What becomes of what somebody asks for: the same for the same, and never milder than the rules."""

from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from bot.choices.keys import Artists, Moderation
from bot.judging.asking import Asked
from bot.judging.deciding import FIRST_CLIPS, Allowed, Held, Refused, Ruling, Verdict, decided
from bot.judging.permitting import Permitted, Person, Place, Rank
from bot.judging.policies import NOTHING, House
from bot.records.oversight import Filter
from core.contract import Morph, Play, Recipe, Riff
from core.moderation import Family, Rules

SERVER, CHANNEL, OTHER = "100", "11", "12"
MODERATORS = "123456789012345678"
FILTERS = (
    Filter("no kazoos", "block", ("kazoo",)),
    Filter("theremins", "hold", ("theremin",)),
    Filter("strings", "replace", ("banjo",), replacement="guitar"),
    Filter("hymns", "allow", ("nazi punks",)),
)
RULES = (Rules.built_in(None), Rules.of(FILTERS))
HERE = Place(SERVER, CHANNEL)
ASKED = Asked(Person("1"), HERE)
NONE: Mapping[str, str] = {}

TEXTS = (
    "lo-fi beats", "kazoo", "theremin", "banjo", "a song like Taylor Swift", "blowjob funk", "loli porn", "kazoo banjo",
)  # fmt: skip
words = st.sampled_from(TEXTS)
riffs = st.builds(Riff, prompt=words, negative=st.one_of(st.just(""), words), seed=st.just(0))
ranks = st.sampled_from(get_args(Rank))
modes = st.sampled_from(get_args(Moderation))
policies = st.sampled_from(get_args(Artists))
chosen = st.fixed_dictionaries({"moderation": modes, "artists": policies})
kinds = st.builds(
    Asked, st.just(Person("1")), st.just(HERE), upload=st.booleans(), private=st.booleans(), may_hold=st.booleans()
)


def house(chosen: Mapping[str, str], *, channel: Mapping[str, str] = NONE) -> House:
    choices = {("server", SERVER): chosen, ("channel", CHANNEL): channel}
    return House.of(SERVER, replace(NOTHING, choices=choices, filters=FILTERS), RULES)  # type: ignore[arg-type]


def moderated(**chosen: str) -> Ruling:
    """A server that wants moderators to be asked."""
    return Ruling(house({"mod_channel": MODERATORS, **chosen}))


MODERATED = moderated()


def decide(
    recipe: Recipe, ruling: Ruling = MODERATED, *, asked: Asked = ASKED, rank: Rank = "member", made: int = 0
) -> Verdict:
    return decided(asked, ruling, Permitted(rank), [recipe], made=made)


def riff(prompt: str = "lo-fi beats", **fields: object) -> Riff:
    return Riff.model_validate({"prompt": prompt, "seed": 0, **fields})


@given(riffs, kinds, ranks, chosen, st.integers(0, 5))
def test_what_rules_refuse_nobody_has_made(
    recipe: Riff, asked: Asked, rank: Rank, chosen: dict[str, str], made: int
) -> None:
    verdict, said = decide(recipe, moderated(**chosen), asked=asked, rank=rank, made=made), str(recipe)
    if "kazoo" in said or "loli" in said:
        assert isinstance(verdict, Refused)
    if isinstance(verdict, Allowed):
        assert "banjo" not in str(verdict.recipes)


@given(riffs, st.sampled_from(["trusted", "moderator"]), chosen, kinds)
def test_nothing_of_whom_a_server_trusts_is_held(
    recipe: Riff, rank: Rank, chosen: dict[str, str], asked: Asked
) -> None:
    assert not isinstance(decide(recipe, moderated(**chosen), asked=asked, rank=rank), Held)


@given(riffs, kinds, ranks, chosen)
def test_without_moderators_nothing_is_held_and_nobody_can_appeal(
    recipe: Riff, asked: Asked, rank: Rank, chosen: dict[str, str]
) -> None:
    verdict = decide(recipe, Ruling(house(chosen)), asked=asked, rank=rank)
    assert not isinstance(verdict, Held)
    assert not (isinstance(verdict, Refused) and verdict.appealable)


@given(riffs, ranks, modes)
def test_whoever_is_refused_hears_why_and_that_nothing_was_used_up(recipe: Riff, rank: Rank, mode: str) -> None:
    verdict = decide(recipe, moderated(moderation=mode), rank=rank)
    if isinstance(verdict, Refused):
        assert verdict.sentence.endswith("Nothing was used up.")
        assert verdict.rule


@given(riffs, ranks, policies)
def test_an_open_server_has_held_no_more_than_a_strict_one(recipe: Riff, rank: Rank, artists: str) -> None:
    weights = {Allowed: 0, Held: 1, Refused: 2}
    rulings = [moderated(artists=artists, moderation=mode) for mode in ("open", "balanced", "strict")]
    found = [decide(recipe, ruling, rank=rank) for ruling in rulings]
    assert [weights[type(one)] for one in found] == sorted(weights[type(one)] for one in found)


def test_what_nobody_may_allow_can_not_be_appealed() -> None:
    verdict = decide(riff("loli porn"))
    assert isinstance(verdict, Refused)
    assert (verdict.family, verdict.appealable) == ("minors", False)


def test_what_another_rule_refuses_can_be() -> None:
    verdict = decide(riff("kazoo"))
    assert isinstance(verdict, Refused)
    assert (verdict.family, verdict.rule, verdict.matched, verdict.appealable) == ("server", "no kazoos", "kazoo", True)


def test_both_ends_of_a_morph_are_judged_and_rewritten() -> None:
    morph = Morph(prompt="banjo", seed=0, to_prompt="two banjos and a banjo", to_seed=0)
    verdict = decide(morph)
    assert isinstance(verdict, Allowed)
    assert [(one.prompt, one.to_prompt) for one in verdict.recipes if isinstance(one, Morph)] == [
        ("guitar", "two banjos and a guitar")
    ]
    assert isinstance(decide(morph.model_copy(update={"to_prompt": "kazoo"})), Refused)


def test_what_a_negative_prompt_avoids_is_not_held_but_may_be_refused() -> None:
    assert isinstance(decide(riff(negative="theremin")), Allowed)
    assert isinstance(decide(riff(negative="kazoo")), Refused)


def test_a_recipe_that_no_rule_minds_is_the_very_same() -> None:
    recipe = riff("lo-fi beats", negative="voices")
    verdict = decide(recipe)
    assert isinstance(verdict, Allowed)
    assert verdict.recipes[0] is recipe


def test_what_has_no_words_has_nothing_to_be_judged() -> None:
    assert isinstance(decide(Play(source="0" * 64)), Allowed)


def test_the_stricter_of_two_places_decides() -> None:
    chosen = {"mod_channel": MODERATORS, "artists": "allow"}
    ruling = Ruling(house(chosen, channel={"artists": "refuse"}))
    elsewhere = replace(ASKED, place=Place(SERVER, OTHER))
    name = riff("a song like Taylor Swift")
    assert isinstance(decide(name, ruling, asked=elsewhere), Allowed)
    assert isinstance(decide(name, ruling, asked=replace(elsewhere, shown=HERE)), Refused)


def test_what_is_shown_to_all_is_not_for_adults_alone() -> None:
    adults = Place(SERVER, CHANNEL, age_restricted=True)
    assert isinstance(decide(riff("blowjob funk"), asked=replace(ASKED, place=adults)), Allowed)
    assert isinstance(decide(riff("blowjob funk"), asked=replace(ASKED, place=adults, shown=HERE)), Refused)


def test_workers_are_told_of_what_only_this_server_lets_pass() -> None:
    adults = replace(ASKED, place=Place(SERVER, CHANNEL, age_restricted=True))
    for recipe, asked, cleared in (
        (riff("blowjob funk"), adults, True),
        (riff(), adults, False),
        (riff(), ASKED, False),
    ):
        verdict = decide(recipe, asked=asked)
        assert isinstance(verdict, Allowed)
        assert verdict.cleared is cleared


def test_a_newcomer_has_first_clips_seen_and_one_request_waiting() -> None:
    first = decide(riff(), moderated(moderation="strict"), rank="newcomer", made=FIRST_CLIPS - 1)
    assert isinstance(first, Held)
    assert first.rule == "first clips"
    later = decide(riff(), moderated(moderation="strict"), rank="newcomer", made=FIRST_CLIPS)
    assert isinstance(later, Allowed)
    assert later.most_waiting == 1
    assert decide(riff()) == Allowed((riff(),))


def test_a_classifiers_doubt_is_held() -> None:
    def doubting(text: str) -> dict[Family, float]:
        return {"hate": 0.9 if "grim" in text else 0.0}

    ruling = replace(moderated(), classifier=doubting)
    verdict = decide(riff("grim march"), ruling)
    assert isinstance(verdict, Held)
    assert verdict.family == "hate"
    assert isinstance(decide(riff("glad march"), ruling), Allowed)


def test_auto_mods_rules_hold_beside_the_servers() -> None:
    ruling = replace(moderated(), auto_mod=(Rules.of([Filter("x", "block", ("gong",))]),))
    assert isinstance(decide(riff("gong"), ruling), Refused)
    assert isinstance(decide(riff("kazoo"), ruling), Refused)
