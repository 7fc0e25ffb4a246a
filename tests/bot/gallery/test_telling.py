"""What a list says."""

from dataclasses import replace
from typing import get_args

import pytest

from bot.gallery.listings import Kind, Leaf, Listing, Reader
from bot.gallery.telling import entry_of, link_of, nothing, title_of, words_of
from bot.records import Listed, Page
from bot.records.values import Ancestry, ClipRecord
from bot.words import units
from core.contract import Morph, Recipe
from tests.bot.samples import AUTHOR, PLAY, SEE, clip, riff

CHANNEL = "8"
READER = Reader("43", "7")


def listed(one: ClipRecord | None = None, *, stars: int = 0) -> Listed:
    return Listed(one or clip(riff()), stars, CHANNEL, "9")


def page(total: int, *, number: int = 1, last: int = 1) -> Page:
    return Page((), number, last, total)


def leaf(kind: Kind = "latest", **fields: str) -> Leaf:
    return Leaf(Listing(kind, **fields), 1, 0)  # type: ignore[arg-type]


def link(one: ClipRecord, reader: Reader = READER, *, message: str | None = "9") -> str | None:
    return link_of(one, reader, channel=CHANNEL, message=message)


def test_a_title_says_how_many_there_are() -> None:
    assert title_of(page(1), leaf()) == "**Latest riffs** · 1 riff"
    assert title_of(page(17, number=2, last=4), leaf()) == "**Latest riffs** · 17 riffs · page 2 of 4"


@pytest.mark.parametrize(
    ("one", "name"),
    [
        (leaf("mine"), "Your riffs"),
        (leaf("mine", words="*rain*"), r"Your riffs, \*rain\*"),
        (leaf("favorites"), "Your favorites"),
        (leaf("search", words="rain"), "Riffs, rain"),
        (leaf("top"), "Top riffs here, of the last week"),
        (leaf("top", period="all", scope="everywhere"), "Top riffs everywhere, of all time"),
    ],
)
def test_each_list_has_its_name(one: Leaf, name: str) -> None:
    assert title_of(page(2), one) == f"**{name}** · 2 riffs"


@pytest.mark.parametrize("kind", get_args(Kind))
def test_an_empty_list_says_what_to_do(kind: Kind) -> None:
    said = nothing(Listing(kind))
    assert "`/ri" in said or "⭐" in said


def test_what_was_searched_for_in_vain_is_said_back_harmlessly() -> None:
    assert r"\*rain\*" in nothing(Listing("search", "*rain*"))
    assert "@\u200beveryone" in nothing(Listing("mine", "@everyone"))


def test_an_entry_tells_name_author_length_and_age() -> None:
    first, second = entry_of(listed()).split("\n")
    assert first == "**lo-fi beats**"
    assert second == f"`{riff().recipe_id}` · by <@{AUTHOR}> · 5.1 s · <t:1800000000:R>"


def test_an_entry_tells_its_stars_if_it_has_some() -> None:
    assert "★ 3" in entry_of(listed(stars=3))
    assert "★" not in entry_of(listed())


def test_an_entry_tells_who_sees_it_if_that_is_not_the_server() -> None:
    assert entry_of(listed(clip(riff(), visibility="private"))).endswith("🔒 private")
    assert entry_of(listed(clip(riff(), visibility="public"))).endswith("🌍 public")


def test_an_entry_that_comes_of_another_says_so() -> None:
    child = clip(riff(), ancestry=Ancestry("remix", "x"), generation=3)
    assert entry_of(listed(child)).endswith("\n-# ↳ remix · 3rd generation")


def test_five_entries_of_the_longest_words_fit_a_message() -> None:
    longest = listed(clip(riff("*" * 300), ancestry=Ancestry("extend", "x"), generation=1000), stars=10**6)
    assert 5 * units(entry_of(longest)) < 3500


@pytest.mark.parametrize(
    ("recipe", "words"),
    [
        (Morph(prompt="rain", seed=1, to_prompt="sun", to_seed=2, length_s=20), "rain → sun"),
        (PLAY, "The sound of a picture"),
        (SEE, "The picture of a sound"),
    ],
)
def test_other_kinds_are_named_too(recipe: Recipe, words: str) -> None:
    assert words_of(recipe, most=100) == words


def test_a_link_leads_to_the_card() -> None:
    assert link(clip(riff())) == "https://discord.com/channels/7/8/9"


def test_no_link_leads_where_the_reader_can_not_go() -> None:
    elsewhere = clip(riff(), server="70", visibility="public")
    assert link(elsewhere) is None
    assert link(elsewhere, Reader(AUTHOR, "7")) == "https://discord.com/channels/70/8/9"


def test_a_card_in_direct_messages_is_its_authors_alone() -> None:
    direct = clip(riff(), server=None, visibility="public")
    assert link(direct, Reader("43", None)) is None
    assert link(direct, Reader(AUTHOR, None)) == "https://discord.com/channels/@me/8/9"


@pytest.mark.parametrize("one", [replace(clip(riff()), visibility="private"), clip(riff())])
def test_what_was_shown_to_one_alone_has_no_link(one: ClipRecord) -> None:
    assert link(one, message=None if one.visibility == "server" else "9") is None
