import io
from dataclasses import replace

import pytest
import soundfile
import torch

from core.artefacts import Artefacts
from core.clip import Label
from core.contract import Export, Play, Recipe, Remix, Riff, See
from core.ending import Exported, Made
from core.errors import UserError
from core.moderation import Rules
from core.request import Origin, Request
from tests.worker.test_sketch import sound
from worker.codecs import decode_picture, encode_png, read_tags
from worker.painter import Painter
from worker.studio import SOURCE_GONE, PaintersStudio


@pytest.fixture(scope="module")
def studio(painter: Painter) -> PaintersStudio:
    return PaintersStudio(painter, Artefacts("memory://artefacts"))


@pytest.fixture(scope="module")
def riff(studio: PaintersStudio) -> Made:
    return made(studio, ask(Riff(prompt="piano", seed=1, steps=1, model="another/model")))


def ask(recipe: Recipe, *, upload_limit: int = 10 * 2**20) -> Request:
    return Request(id="r", recipe=recipe, origin=Origin(channel="c", author="u"), upload_limit=upload_limit)


def ended(studio: PaintersStudio, request: Request) -> Made | Exported:
    sketch = studio.begin(request)
    [pixels] = studio.paint([sketch], on_step=lambda *_: None, glimpse=None)
    return studio.finish(request, sketch, pixels)


def made(studio: PaintersStudio, request: Request) -> Made:
    clip = ended(studio, request)
    assert isinstance(clip, Made)
    return clip


def exported(studio: PaintersStudio, request: Request) -> bytes:
    file = ended(studio, request)
    assert isinstance(file, Exported)
    return studio.artefacts.get(file.file)


def test_a_riff_is_kept_as_picture_and_sound(studio: PaintersStudio, riff: Made) -> None:
    assert decode_picture(studio.artefacts.get(riff.png)).pixels.shape == (1, 512, 512)
    samples, _ = soundfile.read(io.BytesIO(studio.artefacts.get(riff.mp3)))
    assert len(samples) == 512 * 441
    assert riff.receipt == studio.painter.receipt


def test_what_can_be_heard_in_a_clip_is_told(riff: Made) -> None:
    assert riff.features is not None
    assert riff.features.low + riff.features.middle + riff.features.high == pytest.approx(1, abs=0.01)


def test_an_export_is_the_clips_own_sound(studio: PaintersStudio, riff: Made) -> None:
    file = exported(studio, ask(Export(source=riff.png, format="flac")))
    samples, rate = soundfile.read(io.BytesIO(file), dtype="float32")
    mp3, _ = soundfile.read(io.BytesIO(studio.artefacts.get(riff.mp3)), dtype="float32")
    assert (rate, len(samples)) == (44_100, 512 * 441)
    assert abs(samples - mp3).max() < 0.1
    assert abs(samples - mp3).mean() < 0.1 * abs(samples).mean()


def test_an_export_that_nobody_can_post_says_so(studio: PaintersStudio, riff: Made) -> None:
    with pytest.raises(UserError, match="The FLAC would be larger than"):
        exported(studio, ask(Export(source=riff.png, format="flac"), upload_limit=10_000))


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_what_only_says_that_it_is_a_picture_is_not_exported(studio: PaintersStudio, content: bytes) -> None:
    source = studio.artefacts.put(content)
    with pytest.raises(UserError, match="picture"):
        exported(studio, ask(Export(source=source, format="wav")))


def test_silence_is_not_exported(studio: PaintersStudio) -> None:
    white = studio.artefacts.put(encode_png(torch.full((512, 64), 255, dtype=torch.uint8)))
    with pytest.raises(UserError, match="nothing to export"):
        exported(studio, ask(Export(source=white, format="mp4")))


def test_the_recipe_in_the_files_names_the_model_that_painted(studio: PaintersStudio, riff: Made) -> None:
    label = Label.model_validate_json(decode_picture(studio.artefacts.get(riff.png)).comment)
    assert isinstance(label.recipe, Riff)
    assert label.recipe.model == studio.painter.name


def test_a_weak_remix_is_nearer_to_its_source_than_a_strong_one(studio: PaintersStudio, riff: Made) -> None:
    source = decode_picture(studio.artefacts.get(riff.png)).pixels.float()

    def distance(strength: float) -> float:
        recipe = Remix(prompt="drums", seed=2, steps=4, source=riff.png, strength=strength)
        [remix] = studio.paint([studio.begin(ask(recipe))], on_step=lambda *_: None, glimpse=None)
        return float((remix - source).abs().mean())

    assert distance(0.1) < distance(0.95)


def test_our_own_picture_keeps_its_recipe_and_sounds_as_it_did(studio: PaintersStudio, riff: Made) -> None:
    clip = made(studio, ask(Play(source=riff.png)))
    assert clip.receipt is None
    assert clip.mp3 == riff.mp3
    for content in (
        decode_picture(studio.artefacts.get(clip.png)).comment,
        read_tags(studio.artefacts.get(clip.mp3)).comment,
    ):
        label = Label.model_validate_json(content)
        assert label.recipe.kind == "riff"
        assert label.receipt == studio.painter.receipt


def test_a_strangers_picture_says_that_it_was_played(studio: PaintersStudio) -> None:
    chance = torch.Generator().manual_seed(1)
    picture = torch.randint(0, 256, (512, 128), generator=chance, dtype=torch.uint8)
    source = studio.artefacts.put(encode_png(picture))
    clip = made(studio, ask(Play(source=source)))
    assert Label.model_validate_json(decode_picture(studio.artefacts.get(clip.png)).comment).recipe == Play(
        source=source
    )
    assert clip.duration_s == 1.28


def test_a_sound_that_is_seen_is_heard_as_its_picture_keeps_it(studio: PaintersStudio) -> None:
    source = studio.artefacts.put(sound(2.0, channels=(1.0, 0.5)))
    clip = made(studio, ask(See(source=source)))
    assert decode_picture(studio.artefacts.get(clip.png)).pixels.shape == (1, 512, 200)
    samples, rate = soundfile.read(io.BytesIO(studio.artefacts.get(clip.mp3)))
    spectrum = abs(torch.fft.rfft(torch.from_numpy(samples)))
    assert int(spectrum.argmax()) * rate / len(samples) == pytest.approx(440, abs=15)
    assert clip.duration_s == 2.0


def test_silence_is_refused_in_a_sentence(studio: PaintersStudio) -> None:
    white = studio.artefacts.put(encode_png(torch.full((512, 64), 255, dtype=torch.uint8)))
    with pytest.raises(UserError, match="nothing to hear"):
        made(studio, ask(Play(source=white)))


def test_files_are_as_small_as_they_must_be(studio: PaintersStudio) -> None:
    source = studio.artefacts.put(encode_png(torch.arange(512, dtype=torch.int32).to(torch.uint8).repeat(512, 1).T))
    clip = made(studio, ask(Play(source=source), upload_limit=80_000))
    assert len(studio.artefacts.get(clip.mp3)) <= 80_000
    assert "kbit/s" in clip.notes[0]


def test_a_source_that_is_gone_is_said_in_a_sentence(studio: PaintersStudio) -> None:
    with pytest.raises(UserError, match=SOURCE_GONE):
        studio.begin(ask(Play(source="0" * 64)))


def test_a_preview_is_a_picture_that_can_be_forgotten(studio: PaintersStudio) -> None:
    key = studio.preview(torch.zeros(2, 4, 32, 32))
    assert decode_picture(studio.artefacts.get(key)).pixels.shape == (1, 512, 512)
    studio.forget(key)
    with pytest.raises(LookupError):
        studio.artefacts.get(key)


def test_a_studio_holds_as_many_as_its_painter(studio: PaintersStudio) -> None:
    assert PaintersStudio(replace(studio.painter, batch=5), studio.artefacts).batch == 5


def test_words_are_read_once_more_before_they_are_painted(studio: PaintersStudio) -> None:
    guarded = replace(studio, rules=Rules.built_in())
    with pytest.raises(UserError, match="These words demean people"):
        guarded.begin(ask(Riff(prompt="faggot march", seed=1)))
