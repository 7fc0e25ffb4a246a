from pathlib import Path

import pytest

from core.errors import UserError
from core.moderation import judge
from core.moderation.rulefile import built_in_rules, rules_in, rules_of
from core.moderation.rules import Rules

GOOD = """
[lists]
horns = ["trumpet(s)?", "tuba"]

[[rules]]
name = "brass"
action = "hold"
words = ["{horns} solo"]
exceptions = ["tuba solo allowed"]
unless_after = ["no"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rules.toml"


def complaint(toml: str) -> str:
    with pytest.raises(UserError) as raised:
        rules_of(toml, name="rules.toml")
    return str(raised.value)


def test_an_operators_file_adds_rules(file: Path) -> None:
    file.write_text(GOOD, "utf-8")
    judgement = judge("a trumpets solo", [Rules.built_in(file)])
    assert (judgement.outcome, judgement.family, judgement.rule) == ("hold", "server", "brass")


@pytest.mark.parametrize("text", ["tuba solo allowed", "no tuba solo", "flute solo"])
def test_what_a_file_excepts_passes(file: Path, text: str) -> None:
    file.write_text(GOOD, "utf-8")
    assert judge(text, [Rules.built_in(file)]).outcome == "allow"


def test_a_file_that_is_not_there_is_told(file: Path) -> None:
    with pytest.raises(UserError, match=r"The rules in .*rules\.toml cannot be read: .*No such file"):
        rules_in(file)


def test_a_file_that_is_no_text_is_told(file: Path) -> None:
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(UserError, match="cannot be read"):
        rules_in(file)


def test_what_is_no_toml_is_told_with_its_line() -> None:
    assert complaint("\n[[rules]]\nname = drums\n").startswith(
        "The rules in rules.toml are no TOML: Invalid value (at line 3"
    )


@pytest.mark.parametrize(
    ("toml", "where"),
    [
        ('[[rules]]\nname = "drums"\naction = "sing"', "rule drums action"),
        ('[[rules]]\naction = "hold"', "rule number 1 name"),
        ('[[rules]]\nname = "drums"\naction = "hold"\nwrods = []', "rule drums wrods"),
        ('[[rules]]\nname = "drums"\naction = "hold"\nwords = [""]', "rule drums words"),
        ('[[rules]]\nname = "drums"\nfamily = "noise"\naction = "hold"', "rule drums family"),
        ("rules = 3", "rules"),
        ("rules = [3]", "rule 0"),
        ("", "rules"),
    ],
)
def test_what_is_wrong_is_told_with_its_rule(toml: str, where: str) -> None:
    assert f"are not right: {where}: " in complaint(toml)


def test_a_list_that_is_not_there_is_told() -> None:
    toml = '[[rules]]\nname = "drums"\naction = "hold"\nwords = ["{loud}"]'
    assert complaint(toml).endswith("rule drums names the list loud, which isn't there.")


def test_a_pattern_that_cannot_be_used_is_told_with_its_rule(file: Path) -> None:
    file.write_text('[[rules]]\nname = "drums"\naction = "hold"\npatterns = ["("]', "utf-8")
    with pytest.raises(UserError, match="The rule drums has a pattern that cannot be used: missing"):
        Rules.built_in(file)


def test_every_built_in_rule_has_a_name_of_its_own_and_finds_something() -> None:
    rules = [*built_in_rules()]
    assert len({rule.name for rule in rules}) == len(rules) > 10
    assert all(rule.words or rule.patterns for rule in rules)


def test_no_built_in_rule_is_a_servers() -> None:
    assert {rule.family for rule in built_in_rules()} == {
        "minors", "sexual", "hate", "harassment", "self_harm", "violence", "spam", "artist",
    }  # fmt: skip


def test_the_file_that_is_explained_can_be_used(root: Path) -> None:
    page = (root / "docs" / "moderation.md").read_text("utf-8")
    [rule] = rules_of(page.partition("```toml\n")[2].partition("```")[0], name="docs/moderation.md")
    assert rule.words == ("(trumpet(s)?|tuba) solo", "(loud|noisy) brass*")
