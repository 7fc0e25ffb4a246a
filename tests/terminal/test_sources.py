"""What is in files that others come of."""

from pathlib import Path

import pytest

from core.contract import AnyPaint, Converted, Export, Extend, Join, Layer, Morph, Play, Remix, SecondSeed, Section, See
from core.errors import UserError
from terminal.sources import Source, key_of, needed, painted_in, source_of
from tests.terminal.results import LO_FI, clip
from worker.codecs import encode_mp3, encode_wav
from worker.sound.beat import beat

FILE = Path("clip.png")
KEY = key_of(b"source")


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def wav(*, columns: int = 100) -> bytes:
    return encode_wav(beat(120, columns=columns))


def test_a_clip_is_its_picture_with_its_recipe() -> None:
    content = clip().read_bytes()
    source = source_of(content)
    assert (source.content, source.recipe, source.duration_s) == (content, LO_FI, 5.12)
    assert source.png == key_of(content)


def test_an_mp3_of_ours_is_the_picture_on_its_cover() -> None:
    png = clip().read_bytes()
    assert source_of(Path("clip.mp3").read_bytes()) == source_of(png)


def test_a_picture_without_a_recipe_is_one_to_be_played() -> None:
    source = source_of(clip(None, columns=200).read_bytes())
    assert (source.recipe, source.duration_s) == (Play(source=source.png), 2.0)


def test_a_sound_without_a_recipe_is_one_to_be_seen() -> None:
    source = source_of(wav())
    assert (source.content, source.recipe, source.duration_s) == (wav(), See(source=key_of(wav())), 1.0)


def test_a_cover_on_the_sound_of_somebody_else_is_no_spectrogram() -> None:
    mp3 = encode_mp3(beat(120, columns=100), cover=clip().read_bytes())
    assert source_of(mp3).content == mp3


@pytest.mark.parametrize(("content", "said"), [(b"", "no sound"), (b"\x89PNG\r\n\x1a\n", "picture")])
def test_what_is_neither_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said):
        source_of(content)


def test_a_recipe_is_painted_by_the_model_that_there_is() -> None:
    varied = LO_FI.model_copy(update={"second": SecondSeed(seed=1, amount=0.5)})
    again = painted_in(source_of(clip(varied).read_bytes()), file=FILE, model="other")
    assert again == varied.model_copy(update={"model": "other"})


def test_what_holds_no_recipe_is_not_painted() -> None:
    with pytest.raises(UserError, match=r"clip\.png holds no recipe"):
        painted_in(Source(wav(), None, 1.0), file=FILE, model="mini")


@pytest.mark.parametrize(
    ("recipe", "said"),
    [
        (Play(source=KEY), "`riff play PICTURE`"),
        (See(source=KEY), "`riff see SOUND`"),
        (Export(source=KEY, format="wav"), "`riff export PICTURE FORMAT`"),
        (Join(sources=(KEY,), chapters=("Ana: jazz",), title="Friday", bpm=100), "the track of a jam"),
    ],
)
def test_what_was_converted_says_how_it_is_made_again(recipe: Converted, said: str) -> None:
    with pytest.raises(UserError, match=said):
        painted_in(source_of(clip(recipe, columns=64).read_bytes()), file=FILE, model="mini")


def test_words_alone_need_no_file() -> None:
    assert needed(LO_FI, [], file=FILE) == []
    assert needed(Section(prompt="a", seed=1, bpm=90), [], file=FILE) == []
    assert needed(Morph(prompt="a", seed=1, to_prompt="b", to_seed=2), [wav()], file=FILE) == []


def test_what_a_clip_began_with_is_found_among_files_and_on_their_covers() -> None:
    png, mp3 = clip(columns=64).read_bytes(), Path("clip.mp3").read_bytes()
    over_picture = Remix(prompt="a", seed=1, source=key_of(png))
    over_sound = Remix(prompt="a", seed=1, source=key_of(mp3))
    assert needed(over_picture, [wav(), png], file=FILE) == needed(over_picture, [mp3], file=FILE) == [png]
    assert needed(over_sound, [mp3], file=FILE) == [mp3]


def test_both_ends_of_a_morph_are_found_in_any_order() -> None:
    one, other = wav(columns=64), wav(columns=128)
    morph = Morph(prompt="a", seed=1, to_prompt="b", to_seed=2, source=key_of(one), to_source=key_of(other))
    assert needed(morph, [other, one], file=FILE) == [one, other]


@pytest.mark.parametrize(
    ("recipe", "said"),
    [
        (Remix(prompt="a", seed=1, source=KEY), "clip.png is a remix: .* that it was painted over"),
        (Extend(prompt="a", seed=1, source=KEY, length_s=10, added_s=5), "clip.png is an extension: .* goes on from"),
        (Morph(prompt="a", seed=1, to_prompt="b", to_seed=2, to_source=KEY), "clip.png is a morph: .* from or into"),
        (Section(prompt="a", seed=1, source=KEY, bpm=90), "clip.png is a section of a jam: .* goes on from"),
        (Layer(prompt="a", seed=1, source=KEY, bpm=90, part="lead"), "clip.png is a layer of a jam: .* was added to"),
    ],
)
@pytest.mark.parametrize("given", [[], [wav()]])
def test_what_is_missing_is_said(recipe: AnyPaint, said: str, given: list[bytes]) -> None:
    with pytest.raises(UserError, match=rf"{said}.*its SHA-256 begins with {KEY[:12]}\.$"):
        needed(recipe, given, file=FILE)
