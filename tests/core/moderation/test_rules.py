import pytest

from core.errors import UserError
from core.moderation import NO_RULES, AutoModRule, Rules, judge
from tests.core.moderation.written import own


def auto_mod(
    *keywords: str, patterns: tuple[str, ...] = (), allowed: tuple[str, ...] = (), blocks: bool = True
) -> Rules:
    return Rules.auto_mod(AutoModRule("Blocked words", keywords, patterns, allowed, blocks=blocks))


def test_what_auto_mod_blocks_is_refused() -> None:
    judgement = judge("loud banjo", [auto_mod("banjo")])
    assert (judgement.outcome, judgement.family, judgement.rule) == ("refuse", "server", "Blocked words")


def test_what_auto_mod_only_tells_of_is_held() -> None:
    assert judge("loud banjo", [auto_mod("banjo", blocks=False)]).outcome == "hold"


@pytest.mark.parametrize(
    ("keyword", "text"), [("banj*", "banjos"), ("*anjo", "superbanjo"), ("*anj*", "superbanjos"), ("b njo", "b njo")]
)
def test_auto_mods_stars_let_words_go_on(keyword: str, text: str) -> None:
    assert judge(text, [auto_mod(keyword)]).outcome == "refuse"
    assert judge("no " + text[::-1], [auto_mod(keyword)]).outcome == "allow"


def test_what_auto_mod_allows_within_a_match_is_allowed() -> None:
    rules = auto_mod("banj*", allowed=("banjo tuner",))
    assert judge("a banjo tuner", [rules]).outcome == "allow"
    assert judge("a banjo tuner and a banjo", [rules]).outcome == "refuse"


def test_auto_mods_patterns_are_asked() -> None:
    assert judge("Banjo 12", [auto_mod(patterns=(r"banjo \d+",))]).outcome == "refuse"


def test_a_pattern_that_cannot_be_used_here_is_named_and_the_others_are_asked() -> None:
    rules = auto_mod("tuba", patterns=(r"banjo(?= solo)", "flute"))
    assert rules.unusable == (r"banjo(?= solo)",)
    assert [judge(text, [rules]).outcome for text in ("banjo solo", "flute", "tuba")] == ["allow", "refuse", "refuse"]


def test_an_auto_mod_rule_without_anything_finds_nothing() -> None:
    assert judge("banjo", [auto_mod()]).outcome == "allow"


def test_a_servers_pattern_that_cannot_be_used_is_told() -> None:
    with pytest.raises(UserError, match="The rule ours has a pattern that cannot be used: missing"):
        own("block", pattern="(")


def test_a_servers_rule_needs_something_to_find() -> None:
    with pytest.raises(UserError, match="The rule ours has neither words nor a pattern"):
        own("block")


def test_rules_can_be_put_together() -> None:
    both = own("block", "banjo", name="one") + auto_mod("tuba", patterns=("(",))
    assert [judge(text, [both]).rule for text in ("banjo", "tuba", "flute")] == ["one", "Blocked words", ""]
    assert both.unusable == ("(",)


def test_no_rules_find_nothing() -> None:
    assert judge("anything", [NO_RULES]).outcome == "allow"


@pytest.mark.parametrize(
    "text", ["against rape", "no to rape", "The Rape of Lucretia, opera", "rapped verses", "fight against nazis"]
)
def test_words_are_spared_where_they_are_meant_otherwise(text: str, rules: Rules) -> None:
    assert judge(text, [rules]).outcome == "allow"


@pytest.mark.parametrize("text", ["The Rape of Lucretia and rape", "against rape. rape!", "against all odds, rape"])
def test_elsewhere_in_the_same_text_they_are_not(text: str, rules: Rules) -> None:
    assert judge(text, [rules]).outcome == "refuse"


@pytest.mark.parametrize("text", ["stop. kill yourself", "stop, kill yourself", "never\nnow kill yourself"])
def test_a_word_turns_round_only_what_stands_right_after_it(text: str, rules: Rules) -> None:
    assert judge(text, [rules]).outcome == "refuse"
    assert judge("please stop kill yourself memes", [rules]).outcome == "allow"


@pytest.mark.parametrize(
    "text", ["nsfw, children playing", "erotic, kids music", "kill, yourself", "white, power chords"]
)
def test_no_phrase_goes_on_behind_a_comma(text: str, rules: Rules) -> None:
    assert judge(text, [rules], age_restricted=True).outcome == "allow"


def test_no_phrase_goes_on_in_another_reading() -> None:
    assert judge("heil. b-a-c-h und hit-ler", [own("block", "ler heil")]).outcome == "allow"


@pytest.mark.parametrize("text", ["r*a*p*e, piano", "s3x p1stols", "r a p e"])
def test_nobody_gets_by_in_the_shape_of_an_exception(text: str, rules: Rules) -> None:
    assert judge(text, [rules]).outcome != "allow"


def test_what_a_server_allows_is_taken_at_its_word() -> None:
    rules = own("block", "banjo"), own("allow", "banjos", name="fine")
    assert [judge(text, rules).outcome for text in ("Banjos", "banjo", "b4njos")] == ["allow", "refuse", "allow"]
    assert judge("banjo$", [own("block", "banjos"), own("allow", "banjos", name="fine")]).outcome == "refuse"


@pytest.mark.parametrize("sign", ["▇", "·", "•", "█▇", "＊", "■ ■"])
def test_signs_that_blot_letters_out_find_themselves_alone(sign: str) -> None:
    """As a word of a rule they were once read as a wildcard, which finds everything."""
    assert [judge(words, [own("block", sign)]).outcome for words in ("warm piano", f"warm {sign} piano")] == [
        "allow",
        "refuse",
    ]


def test_a_word_that_nobody_sees_is_none() -> None:
    with pytest.raises(UserError, match="neither words nor a pattern"):
        own("block", "\u200b")
