import pytest

from core.errors import UserError
from core.moderation import judge
from core.moderation.wording import is_meant
from tests.core.moderation.written import own


def finds(word: str, text: str) -> bool:
    return judge(text, [own("block", word)]).outcome == "refuse"


@pytest.mark.parametrize(
    "text",
    [
        "banjo",
        "BANJO!",
        "the banjo.",
        "b4njo",
        "b@nj0",
        "bbbanjooo",
        "b*njo",
        "b#njo",
        "ban-jo",
        "b a n j o",
        "bаnjо",
        "2banjo3",
    ],
)
def test_a_word_is_found_however_it_is_spelt(text: str) -> None:
    assert finds("banjo", text)


@pytest.mark.parametrize("text", ["banjos", "turbanjoke", "ban the jo", "bango", "b****", "84n70"])
def test_another_word_is_not(text: str) -> None:
    assert not finds("banjo", text)


def test_a_server_that_bans_a_word_bans_none_with_its_letters_doubled() -> None:
    assert finds("god", "god")
    assert finds("god", "goooood")
    assert not finds("god", "good")


@pytest.mark.parametrize(("word", "text"), [("banj*", "banjos"), ("*anjo", "superbanjo"), ("*anj*", "superbanjos")])
def test_a_star_at_an_end_lets_the_word_go_on(word: str, text: str) -> None:
    assert finds(word, text)
    assert judge(text, [own("block", word)]).matched == text


@pytest.mark.parametrize("text", ["bad banjo", "bad-banjo", "badbanjo", "bad  banjo", "BadBanjo", "b a d  b a n j o"])
def test_between_the_words_of_a_phrase_may_be_a_little(text: str) -> None:
    assert finds("bad banjo", text)


def test_signs_of_regular_expressions_mean_themselves() -> None:
    assert finds("a(b|c)?d.", "so a(b|c)?d. here")
    assert not finds("a(b|c)?d.", "abd")


@pytest.mark.parametrize("word", ["1488", "c++", "24/7"])
def test_words_may_hold_digits_and_signs(word: str) -> None:
    assert finds(word, f"music {word} music")


def test_an_emoji_is_found_as_itself() -> None:
    assert finds("🎺", "loud 🎺🎺")
    assert not finds("🎺", "loud 🎷")


@pytest.mark.parametrize("word", ["*", "**", " * "])
def test_a_star_alone_is_no_word(word: str) -> None:
    with pytest.raises(UserError, match="neither words nor a pattern"):
        own("block", word)


@pytest.mark.parametrize("found", ["f**k", "h3n741", "s3x", "sh1t", "abc"])
def test_letters_enough_are_a_word(found: str) -> None:
    assert is_meant(found)


@pytest.mark.parametrize("found", ["455", "f*g", "8008", "a**", "###", "a4"])
def test_too_few_letters_are_a_number_or_nothing(found: str) -> None:
    assert not is_meant(found)


def test_words_in_other_scripts_are_found() -> None:
    assert finds("порно", "ПОРНО музыка")
    assert finds("馬鹿*", "馬鹿野郎")
