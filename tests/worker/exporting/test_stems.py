import io
import zipfile

import pytest
import soundfile
import torch

from core.errors import UserError
from core.formats import suffix_of
from tests.worker.exporting.pieces import MIB, piece
from worker.codecs import read_tags
from worker.exporting import Piece
from worker.exporting.stems import NAMES, stems
from worker.sound.balance import shares
from worker.sound.frames import powers


def short() -> Piece:
    return piece(columns=128)


def unpacked(content: bytes) -> dict[str, bytes]:
    assert suffix_of(content) == ".zip"
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        assert pack.testzip() is None
        return {name: pack.read(name) for name in pack.namelist()}


def sound(content: bytes) -> torch.Tensor:
    samples, _ = soundfile.read(io.BytesIO(content), dtype="float32", always_2d=True)
    return torch.from_numpy(samples.T)


def test_both_stems_added_up_are_the_clip() -> None:
    parts = unpacked(stems(short(), limit=10 * MIB))
    assert list(parts) == ["harmonic.wav", "percussive.wav"]
    total = sum((sound(content) for content in parts.values()), start=torch.zeros(()))
    torch.testing.assert_close(total, short().waveform, atol=2.01 / 32_768, rtol=0)


def test_what_rings_and_what_strikes_are_told_apart() -> None:
    """Of a beat, the bass rings and the hats strike."""
    harmonic, percussive = (shares(powers(sound(part))) for part in unpacked(stems(short(), limit=10 * MIB)).values())
    assert harmonic[0] > percussive[0]
    assert harmonic[2] < percussive[2]


def test_each_stem_says_which_it_is() -> None:
    for name, content in zip(NAMES, unpacked(stems(short(), limit=10 * MIB)).values(), strict=True):
        assert read_tags(content).title == f"lo-fi beats ({name})"


def test_stems_are_made_smaller_until_they_can_be_posted() -> None:
    limit, forms = 10 * MIB, []
    for _ in range(4):
        content = stems(short(), limit=limit)
        assert len(content) <= limit
        forms.append({suffix_of(part) for part in unpacked(content).values()})
        limit = len(content) - 1
    assert forms == [{".wav"}, {".flac"}, {".mp3"}, {".mp3"}]
    with pytest.raises(UserError, match="The ZIP with the stems would be larger than"):
        stems(short(), limit=limit)


def test_the_same_stems_are_the_same_bytes() -> None:
    assert stems(short(), limit=MIB) == stems(short(), limit=MIB)


@pytest.mark.parametrize("limit", [1, 22])
def test_what_fits_nowhere_says_so(limit: int) -> None:
    with pytest.raises(UserError, match="Ask for another format"):
        stems(piece(columns=64), limit=limit)
