"""How a card names what was asked for."""

import pytest

from bot.card.title import alt_of, asked_by, seconds, title_of
from bot.words import ALT_MAX
from core.clip import Features
from core.contract import Beat, Extend, Join, Layer, Morph, Recipe, Region, Remix, Riff, SecondSeed, Section
from tests.bot.samples import AUTHOR, KEY, PLAY, SEE, done, record, request, riff


def test_words_are_named_as_they_were_typed() -> None:
    assert title_of(record(request(riff("lo-fi *beats*")))) == r"**lo-fi \*beats\***"


def test_a_card_is_named_by_what_was_not_deleted() -> None:
    gone, left = done(riff("[removed]"), deleted_s=1.0), done(riff("rain"), 1)
    assert title_of(record(gone, left)) == "**rain**"
    assert title_of(record(gone, gone)) == r"**\[removed\]**"


def test_conversions_are_named_by_what_they_make() -> None:
    assert title_of(record(request(PLAY))) == "**The sound of a picture**"
    assert title_of(record(request(SEE))) == "**The picture of a sound**"


def test_a_morph_is_named_by_both_its_words() -> None:
    morph = Morph(prompt="rain *at* night", seed=1, to_prompt="jazz", to_seed=1)
    assert title_of(record(request(morph))) == r"**rain \*at\* night → jazz**"


def test_the_words_of_a_morph_share_their_room() -> None:
    morph = Morph(prompt="r" * 300, seed=1, to_prompt="j" * 300, to_seed=1)
    assert title_of(record(request(morph))) == f"**{'r' * 149}… → {'j' * 149}…**"


@pytest.mark.parametrize(
    ("recipe", "told"),
    [
        (Beat(prompt="rain", seed=1, bpm=93), "93 BPM"),
        (Extend(prompt="rain", seed=1, source=KEY, length_s=15, added_s=10), "10 s longer"),
        (Extend(prompt="rain", seed=1, source=KEY, length_s=10, added_s=5, side="before"), "5 s before it"),
        (
            Extend(prompt="rain", seed=1, source=KEY, length_s=10, added_s=5, side="loop", loop=True),
            "5 s back to its beginning",
        ),
        (Remix(prompt="rain", seed=1, source=KEY, region=Region(high_hz=250)), "a part of it"),
        (Riff(prompt="rain", seed=1, second=SecondSeed(seed=2, amount=0.2)), "varied"),
    ],
    ids=["beat", "after", "before", "loop", "part", "varied"],
)
def test_what_is_special_about_a_clip_is_told(recipe: Recipe, told: str) -> None:
    assert title_of(record(request(recipe))) == f"**rain** · {told}"


def test_a_track_is_named_by_its_title() -> None:
    track = Join(sources=(KEY, KEY), chapters=("ana: rain", "ben: fog"), title="Friday *jam*", bpm=96)
    assert title_of(record(request(track))) == "**Friday \\*jam\\*** · 2 sections · 96 BPM"
    assert "“Friday *jam*”" in alt_of(track, duration_s=40.0)


def test_a_section_and_a_layer_say_what_they_keep() -> None:
    section, layer = Section(prompt="rain", seed=1, bpm=96), Layer(prompt="rain", seed=1, bpm=96, part="bass")
    assert title_of(record(request(section))) == "**rain** · 96 BPM"
    assert title_of(record(request(layer))) == "**rain** · bass · 96 BPM"


def test_a_remix_is_named_by_its_words() -> None:
    assert title_of(record(request(Remix(prompt="rain", seed=1, source=KEY)))) == "**rain**"


def test_the_author_is_named() -> None:
    assert asked_by(record()) == f"by <@{AUTHOR}>"


def test_a_picture_is_described() -> None:
    said = alt_of(riff("lo-fi *beats*"), duration_s=5.12)
    assert said == "Spectrogram of “lo-fi *beats*”: 5.1 s of sound from left to right, low notes at the bottom."
    assert "a posted file" in alt_of(PLAY, duration_s=5.12)


def test_a_picture_is_described_by_what_can_be_heard() -> None:
    features = Features(tempo_bpm=84, onsets_per_s=3, low=0.7, middle=0.2, high=0.1)
    said = alt_of(riff("lo-fi *beats*"), duration_s=5.12, features=features)
    assert said == (
        "Spectrogram of “lo-fi *beats*”, 5.1 s: about 84 beats a minute, about 3 strokes a second, "
        "most of the sound below 250 Hz."
    )
    assert alt_of(PLAY, duration_s=5.12, features=features).startswith("Spectrogram of a posted file, 5.1 s: about 84")


def test_a_description_of_what_can_be_heard_is_brief_however_long_the_words() -> None:
    features = Features(tempo_bpm=184, onsets_per_s=13, low=0.2, middle=0.6, high=0.2, course="falling")
    said = alt_of(riff("x" * 300), duration_s=60, features=features)
    assert len(said) == 300
    assert said.endswith("quieter in its second half.")
    assert "…”" in said


def test_a_description_is_never_too_long() -> None:
    assert len(alt_of(riff("x" * 300), duration_s=60)) <= ALT_MAX


@pytest.mark.parametrize(("duration_s", "written"), [(5.12, "5.1 s"), (60.0, "60 s"), (10.24, "10.2 s"), (0.04, "0 s")])
def test_lengths_are_written_to_a_tenth(duration_s: float, written: str) -> None:
    assert seconds(duration_s) == written
