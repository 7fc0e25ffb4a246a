from io import BytesIO

import pytest
import torch
from mutagen.mp3 import MP3

from core.errors import UserError
from worker.codecs import Chapter, Tags, read_tags
from worker.codecs.fitting import LADDER_KBPS, fitting_mp3, in_mib, predicted_bytes, require_fitting, tag_bytes

NOISE = torch.rand(441 * 512, generator=torch.Generator().manual_seed(1)) - 0.5
COVER = b"\x89PNG" + bytes(20_000)
ROOMY = 10 * 2**20


def fitted(limit: int, *, cover: bytes = COVER) -> tuple[bytes, tuple[str, ...]]:
    return fitting_mp3(NOISE, Tags("lo-fi beats", comment="{}", cover=cover), limit=limit)


def kbps_of(mp3: bytes) -> int:
    kbps: int = round(MP3(BytesIO(mp3)).info.bitrate / 1000)
    return kbps


def test_where_there_is_room_the_quality_is_the_best_and_nothing_is_noted() -> None:
    mp3, notes = fitted(ROOMY)
    assert kbps_of(mp3) == 192
    assert notes == ()


@pytest.mark.parametrize("kbps", LADDER_KBPS[1:])
def test_the_highest_quality_that_fits_is_taken_and_noted(kbps: int) -> None:
    limit = predicted_bytes(NOISE.numel(), kbps=kbps) + len(COVER) + 1000
    mp3, [note] = fitted(limit)
    assert kbps_of(mp3) == kbps
    assert len(mp3) <= limit
    assert f"{kbps} kbit/s" in note
    assert read_tags(mp3).cover == COVER


def test_the_cover_goes_when_no_quality_fits_with_it() -> None:
    mp3, [note] = fitted(150_000, cover=bytes(140_000))
    assert kbps_of(mp3) == 192
    assert "no cover" in note


def test_what_fits_in_no_quality_is_refused_in_a_sentence() -> None:
    with pytest.raises(UserError, match="larger than the 0\\.0477 MiB"):
        fitted(50_000)


@pytest.mark.parametrize("kbps", LADDER_KBPS)
@pytest.mark.parametrize("samples", [1, 1152, 44_100, 441 * 512])
def test_sizes_are_never_predicted_too_small(kbps: int, samples: int) -> None:
    mp3, _ = fitting_mp3(NOISE[:samples], Tags(), limit=predicted_bytes(samples, kbps=kbps) + 256)
    assert kbps_of(mp3) == kbps


@pytest.mark.parametrize("count", [1, 16])
def test_room_is_left_for_chapters(count: int) -> None:
    chapters = tuple(Chapter(number, number + 1, f"ana: {'🎹' * 28}") for number in range(count))
    tags = Tags("Friday", comment="{}" * 900, chapters=chapters)
    untagged, _ = fitting_mp3(NOISE, Tags(), limit=ROOMY)
    mp3, _ = fitting_mp3(NOISE, tags, limit=ROOMY)
    assert len(mp3) - len(untagged) <= tag_bytes(tags)
    assert read_tags(mp3).chapters == chapters


def test_a_picture_that_is_too_large_is_refused() -> None:
    assert require_fitting(b"12345", limit=5) == b"12345"
    with pytest.raises(UserError, match="The picture is larger"):
        require_fitting(b"123456", limit=5)


def test_limits_are_said_as_discord_says_them() -> None:
    assert in_mib(10 * 2**20) == "10 MiB"
