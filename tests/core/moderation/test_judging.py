import logging
from collections.abc import Mapping
from typing import cast

import pytest

from core.moderation import Artists, Family, Judgement, Rules, judge, judge_all
from core.moderation.phrases import REASONS, reason
from tests.core.moderation.written import own

BLOCK, HOLD, ALLOW = own("block", "banjo"), own("hold", "banjo"), own("allow", "banjo solo", name="fine")
REPLACE = own("replace", "banjo", replacement="harp")


def outcomes(text: str, *rules: Rules) -> tuple[str, str]:
    judgement = judge(text, rules)
    return judgement.outcome, judgement.text


def certain(family: Family, sure: float) -> "Certain":
    return Certain({family: sure})


class Certain:
    """A classifier that says the same of everything, and remembers what it was asked."""

    def __init__(self, says: Mapping[Family, float]) -> None:
        self.says = says
        self.asked: list[str] = []

    def __call__(self, text: str, /) -> Mapping[Family, float]:
        self.asked.append(text)
        return self.says


def failing(text: str, /) -> Mapping[Family, float]:
    raise RuntimeError(f"no idea what {text} is")


def test_what_no_rule_finds_is_allowed_as_it_stands() -> None:
    assert judge("ＢＡＳＳ solo", [BLOCK]) == Judgement("allow", "ＢＡＳＳ solo", trace=("No rule finds anything.",))


def test_blocking_is_above_holding_and_holding_above_replacing() -> None:
    assert outcomes("banjo", REPLACE, HOLD, BLOCK)[0] == "refuse"
    assert outcomes("banjo", REPLACE, HOLD) == ("hold", "harp")
    assert outcomes("banjo", REPLACE) == ("allow", "harp")


@pytest.mark.parametrize("action", ["block", "hold", "replace"])
def test_what_a_server_allows_is_above_its_other_rules(action: str) -> None:
    rule = {"block": BLOCK, "hold": HOLD, "replace": REPLACE}[action]
    assert outcomes("a banjo solo", ALLOW, rule) == ("allow", "a banjo solo")


def test_what_is_allowed_in_one_place_is_refused_in_another() -> None:
    judgement = judge("banjo solo, banjo", [ALLOW, BLOCK])
    assert (judgement.outcome, judgement.matched) == ("refuse", "banjo")


def test_what_a_server_allows_is_above_the_built_in_rules(rules: Rules) -> None:
    assert judge("sieg heil", [rules]).outcome == "refuse"
    assert judge("sieg heil", [rules, own("allow", "sieg heil")]).outcome == "allow"


def test_no_server_allows_what_nobody_may(rules: Rules) -> None:
    judgement = judge("child porn", [rules, own("allow", "child porn")])
    assert (judgement.outcome, judgement.family) == ("refuse", "minors")


def test_what_nobody_may_is_told_before_all_else(rules: Rules) -> None:
    assert judge("sieg heil, child porn", [own("block", "sieg*"), rules]).family == "minors"


def test_what_is_replaced_is_put_where_it_stood() -> None:
    text = "A ＢＡＮＪＯ, a b-a-n-j-o, banjo!"
    assert judge(text, [REPLACE]).text == "A harp, a harp, harp!"


def test_of_what_overlaps_the_first_is_replaced() -> None:
    rules = own("replace", "banjo solo", replacement="harp"), own("replace", "solo part", replacement="duet")
    assert outcomes("banjo solo part", *rules) == ("allow", "harp part")


def test_what_comes_of_replacing_is_looked_at_again() -> None:
    gap = own("replace", "quiet", replacement="ban", name="gap")
    judgement = judge("quietjo, quiet jo", [gap, BLOCK])
    assert (judgement.outcome, judgement.rule) == ("refuse", "ours")
    assert "What is replaced reads otherwise now, so it is looked at again." in judgement.trace


@pytest.mark.parametrize(("artists", "outcome"), [("allow", "allow"), ("hold", "hold"), ("refuse", "refuse")])
def test_the_names_of_living_artists_are_each_servers_business(artists: Artists, outcome: str, rules: Rules) -> None:
    judgement = judge("a song like Taylor Swift's", [rules], artists=artists)
    assert judgement.outcome == outcome


@pytest.mark.parametrize("text", ["in the style of Drake", "drake type beat", "feat. Sting", "sounds like Adele"])
def test_names_that_are_words_count_where_a_person_is_meant(text: str, rules: Rules) -> None:
    assert judge(text, [rules]).family == "artist"


@pytest.mark.parametrize(
    "text",
    [
        "a drake on the pond", "the sting of a bee", "pink noise", "sounds like pink noise", "like a queen",
        "future bass", "in the style of future funk", "oasis in the desert", "in the voice of an angel", "muse of fire",
        "by future generations", "slash and burn", "common time",
    ],
)  # fmt: skip
def test_elsewhere_they_are_words(text: str, rules: Rules) -> None:
    assert judge(text, [rules], artists="refuse").outcome == "allow"


def test_among_adults_what_is_sexual_passes(rules: Rules) -> None:
    assert judge("porn groove, nsfw sex", [rules]).outcome != "allow"
    assert judge("porn, nsfw sex", [rules], age_restricted=True).outcome == "allow"


@pytest.mark.parametrize(
    "text", ["child porn", "sieg heil", "kill yourself", "you ugly whore", "in the style of Drake"]
)
def test_among_adults_nothing_else_passes(text: str, rules: Rules) -> None:
    assert judge(text, [rules], age_restricted=True).outcome != "allow"


def test_how_it_was_decided_is_told_step_by_step(rules: Rules) -> None:
    allow, hold = own("allow", "sieg heil", name="history"), own("hold", "march")
    assert judge("Sieg Heil march", [rules, allow, hold]).trace == (
        "The server rule history (server) finds “Sieg Heil”: allow.",
        "The built-in rule hate-praise (hate) finds “Sieg Heil”: allowed by the server rule history.",
        "The server rule ours (server) finds “march”: hold.",
    )


def test_few_steps_are_told_of_many() -> None:
    assert len(judge("banjo " * 200, [BLOCK, own("allow", "banjo")]).trace) == 50


def test_a_classifier_is_asked_what_no_rule_decides() -> None:
    classifier = certain("hate", 0.1)
    judge("banjo", [BLOCK], classifier=classifier)
    judge("harp", [BLOCK], classifier=classifier)
    assert classifier.asked == ["harp"]


@pytest.mark.parametrize(("sure", "outcome"), [(0.49, "allow"), (0.5, "hold"), (1.0, "hold")])
def test_what_a_classifier_doubts_is_held(sure: float, outcome: str) -> None:
    assert judge("harp", [], classifier=certain("hate", sure)).outcome == outcome


def test_what_a_classifier_takes_for_what_nobody_may_is_refused() -> None:
    judgement = judge("harp", [], classifier=certain("minors", 0.6))
    assert (judgement.outcome, judgement.family, judgement.rule) == ("refuse", "minors", "classifier")


def test_among_adults_a_classifier_holds_nothing_for_being_sexual() -> None:
    classifier = Certain({"sexual": 0.9, "hate": 0.6})
    assert judge("harp", [], classifier=certain("sexual", 0.9), age_restricted=True).outcome == "allow"
    assert judge("harp", [], classifier=classifier, age_restricted=True).family == "hate"


def test_what_nobody_may_is_refused_also_where_a_classifier_is_surer_of_something_else() -> None:
    judgement = judge("harp", [], classifier=Certain({"sexual": 0.95, "minors": 0.6}))
    assert (judgement.outcome, judgement.family) == ("refuse", "minors")


def test_a_label_that_is_none_of_the_families_has_a_sentence_all_the_same() -> None:
    toxic = cast("Mapping[Family, float]", {"toxic": 0.9, "hate": 0.6})
    judgement = judge("harp", [], classifier=Certain(toxic))
    assert (judgement.outcome, judgement.family) == ("hold", "classifier")
    assert reason(judgement.family) == REASONS["classifier"]


def test_a_classifier_that_is_sure_of_no_number_fails() -> None:
    judgement = judge("harp", [], classifier=Certain({"spam": 0.1, "hate": float("nan")}))
    assert (judgement.outcome, judgement.family) == ("hold", "classifier")


def test_a_classifier_that_says_nothing_minds_nothing() -> None:
    assert judge("harp", [], classifier=Certain({})).outcome == "allow"


def test_what_a_classifier_fails_at_is_held_and_no_word_of_it_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        judgement = judge("secret harp", [], classifier=failing)
    assert (judgement.outcome, judgement.family) == ("hold", "classifier")
    assert caplog.messages == ["the classifier failed, what it was asked is held: RuntimeError"]


def test_of_several_texts_the_worst_counts_and_each_is_replaced() -> None:
    judged = judge_all(["banjo", "flute"], [REPLACE, own("hold", "flute")], avoided=["banjo"])
    assert (judged.worst.outcome, judged.texts, judged.avoided) == ("hold", ("harp", "flute"), ("harp",))


def test_what_nobody_may_is_the_worst_of_what_is_refused(rules: Rules) -> None:
    assert judge_all(["sieg heil", "child porn"], [rules]).worst.family == "minors"


def test_nothing_is_held_for_what_is_to_be_avoided(rules: Rules) -> None:
    judged = judge_all(["harp"], [rules, HOLD], avoided=["nsfw, banjo, Taylor Swift"], artists="refuse")
    assert judged.worst.outcome == "allow"


def test_what_is_to_be_avoided_may_not_be_refused(rules: Rules) -> None:
    assert judge_all(["harp"], [rules], avoided=["faggots"]).worst.outcome == "refuse"


def test_without_texts_there_is_nothing_to_mind(rules: Rules) -> None:
    assert judge_all([], [rules]).worst == Judgement("allow", "")
