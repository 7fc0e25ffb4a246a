"""The whole way with nothing replaced but Discord: `/riff lo-fi beats`, the bot, the worker and the built-in model."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import pyloudnorm
import pytest
import soundfile
from PIL import Image

from core.clip import Label
from core.contract import Riff
from tests.discord.rig import Rig, rigged
from tests.discord.state import Message
from worker.codecs import decode_audio, decode_picture

pytestmark = pytest.mark.timeout(300)

LUFS: Final = -14.0
COLUMNS, ROWS = 512, 512
SEED: Final = 7


async def riff(rig: Rig) -> Message:
    channel = await rig.new_channel()
    await rig.discord.slash("riff", prompt="lo-fi beats", seed=SEED, user=rig.discord.new_user(), channel=channel)
    return await rig.clip(channel, within_s=180)


async def test_lo_fi_beats_can_be_seen_and_heard(root: Path, report: Callable[[str], None]) -> None:
    async with rigged(root) as rig:
        rig.add_worker()
        await rig.add_bot_as_operators_do()
        clip = await riff(rig)
        assert rig.discord.violations() == []
    report(check_sound(clip.file(".mp3").content))
    check_picture(clip.file(".png").content)
    assert "lo-fi beats" in (clip.file(".png").description or "")
    assert "lo-fi beats" in clip.content
    assert str(SEED) in clip.content


def check_sound(mp3: bytes) -> str:
    waveform, rate_hz = soundfile.read(io.BytesIO(mp3), always_2d=True)
    loudness = pyloudnorm.Meter(rate_hz).integrated_loudness(waveform)
    assert abs(len(waveform) / rate_hz - COLUMNS / 100) < 0.1
    assert abs(loudness - LUFS) < 1
    assert np.abs(waveform).max() < 1
    assert decode_audio(mp3).shape[-1] == COLUMNS * 441
    return f"lo-fi beats: {len(waveform) / rate_hz:.2f} s, {loudness:.1f} LUFS, peak {np.abs(waveform).max():.2f}"


def check_picture(png: bytes) -> None:
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.size == (COLUMNS, ROWS)
        assert np.asarray(picture.convert("L"), dtype=np.float32).std() > 10
    recipe = Label.model_validate_json(decode_picture(png).comment).recipe
    assert isinstance(recipe, Riff)
    assert (recipe.prompt, recipe.seed) == ("lo-fi beats", SEED)
