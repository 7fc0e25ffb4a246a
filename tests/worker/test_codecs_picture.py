import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
import torch
from PIL import Image

from core.errors import UserError
from worker.codecs import decode_picture, encode_png
from worker.sound.format import RIFFUSION, PictureFormat

PIXELS = torch.randint(0, 256, (512, 48), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))
COMMENT = '{"prompt":"лёгкий 🎹 “lo-fi”","seed":1}'


def as_file(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    written = BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def grey(rows: int = 512, columns: int = 48) -> Image.Image:
    return Image.fromarray(np.full((rows, columns), 128, np.uint8))


def riffusions_png(*, stereo: bool) -> bytes:
    """Write a picture as Riffusion does: RGB, tags of its own types, the maximum as a float."""
    image = Image.fromarray(np.stack([np.full((512, 48), value, np.uint8) for value in (10, 20, 30)], axis=-1))
    exif = image.getexif()
    tags = {11000: 44100, 11005: stereo, 11010: 10, 11020: 100, 11030: 400, 11040: 512, 11050: 0, 11060: 10000}
    exif.update({**tags, 11070: 0.25, 11080: 3456789.25})
    return as_file(image, exif=exif)


def png_that_claims(width: int, height: int) -> bytes:
    """Write a PNG whose header alone says how large it is."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [header, b"IDAT" + zlib.compress(b""), b"IEND"]
    packed = [struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def test_a_mono_picture_reads_back_with_all_it_says() -> None:
    picture = decode_picture(encode_png(PIXELS, comment=COMMENT))
    assert torch.equal(picture.pixels, PIXELS[None])
    assert (picture.picture_format, picture.comment) == (RIFFUSION, COMMENT)


def test_a_stereo_picture_reads_back_with_its_format() -> None:
    both = torch.stack([PIXELS, PIXELS.flip(0)])
    painted = PictureFormat(sample_rate_hz=48_000, max_value=1234.5)
    picture = decode_picture(encode_png(both, picture_format=painted))
    assert torch.equal(picture.pixels, both)
    assert picture.picture_format == PictureFormat(sample_rate_hz=48_000, max_value=1234.5, stereo=True)


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert encode_png(PIXELS, comment=COMMENT) == encode_png(PIXELS.clone(), comment=COMMENT)


def test_riffusion_can_read_our_pictures() -> None:
    with Image.open(BytesIO(encode_png(PIXELS))) as image:
        assert image.mode == "RGB"
        tags = image.getexif()
    assert {tag: float(tags[tag]) for tag in (11000, 11005, 11040, 11070)} == {
        11000: 44_100,
        11005: 0,
        11040: 512,
        11070: 0.25,
    }


def test_riffusions_mono_picture_is_its_red() -> None:
    picture = decode_picture(riffusions_png(stereo=False))
    assert picture.pixels.unique().tolist() == [10]
    assert picture.picture_format.max_value == 3456789.25


def test_riffusions_stereo_picture_is_its_green_and_blue() -> None:
    pixels = decode_picture(riffusions_png(stereo=True)).pixels
    assert [channel.unique().tolist() for channel in pixels] == [[20], [30]]


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P", "1", "LA", "CMYK"])
def test_a_plain_picture_without_tags_is_mono_in_riffusions_format(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    picture = decode_picture(as_file(grey().convert(mode), kind))
    assert picture.pixels.shape == (1, 512, 48)
    assert (picture.picture_format, picture.comment) == (RIFFUSION, "")


def test_sixteen_bits_are_read_as_eight() -> None:
    image = Image.fromarray(np.full((512, 48), 0x80FF, np.uint16))
    assert decode_picture(as_file(image)).pixels.unique().tolist() == [0x80]


def test_the_web_apps_jpeg_plays_too() -> None:
    assert decode_picture(as_file(grey(), "JPEG")).pixels.shape == (1, 512, 48)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF" + bytes(400),
        np.random.default_rng(0).bytes(5000),
        as_file(grey(), "GIF"),
    ],
    ids=["empty", "text", "signature", "wav", "noise", "gif"],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(UserError, match=r"no picture that can be read. Use"):
        decode_picture(content)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_truncated_picture_is_refused(share: float) -> None:
    content = encode_png(PIXELS)
    with pytest.raises(UserError, match=r"damaged or not complete. Send"):
        decode_picture(content[: int(len(content) * share)])


def test_a_picture_with_flipped_bytes_is_refused() -> None:
    content = bytearray(encode_png(PIXELS))
    content[len(content) // 2] ^= 0xFF
    with pytest.raises(UserError, match=r"damaged"):
        decode_picture(bytes(content))


@pytest.mark.parametrize(
    ("width", "height"),
    [(50_000, 50_000), (130_000, 512), (4_000, 20_000)],
)
def test_a_bomb_is_refused_before_it_is_unpacked(width: int, height: int) -> None:
    with pytest.raises(UserError, match=r"far too large"):
        decode_picture(png_that_claims(width, height))


def test_a_picture_of_more_than_10_minutes_is_refused() -> None:
    with pytest.raises(UserError, match=r"60001 pixels wide and would last 10:01 minutes; 10 is the most. Crop"):
        decode_picture(as_file(grey(columns=60_001), compress_level=1))


def test_a_bomb_of_text_is_refused() -> None:
    text = b"zTXt" + b"recipe\0\0" + zlib.compress(bytes(80_000_000))
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    plain = as_file(grey())
    with pytest.raises(UserError, match=r"no picture|damaged"):
        decode_picture(plain[:33] + chunk + plain[33:])


def test_a_picture_of_another_height_is_refused() -> None:
    with pytest.raises(UserError, match=r"300 pixels high, but its spectrogram must be 512"):
        decode_picture(as_file(grey(rows=300)))


def test_tags_without_sense_are_refused() -> None:
    exif = Image.Exif()
    exif[11010] = 0
    with pytest.raises(UserError, match=r"no possible spectrogram. Save"):
        decode_picture(as_file(grey(), exif=exif))


@pytest.mark.parametrize("pixels", [torch.zeros(3, 512, 4, dtype=torch.uint8), torch.zeros(512, 4)])
def test_what_is_no_picture_is_not_written(pixels: torch.Tensor) -> None:
    with pytest.raises(ValueError, match=r"no mono or stereo picture"):
        encode_png(pixels)
