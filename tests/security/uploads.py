"""Files that somebody means harm with, and files that say more of who sent them than they know."""

import random
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import mutagen.id3
import numpy as np
import soundfile
from PIL import Image, PngImagePlugin

SECRET: Final = b"52.5200N-13.4050E-ana@example.org"
"""What nobody should find in anything that is posted."""

HUGE: Final = 2**31 - 1


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, *chunks: bytes, packed: bytes = b"") -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def zeros(size: int) -> bytes:
    """So many zeros, packed."""
    packer = zlib.compressobj(9)
    piece = bytes(1 << 20)
    return b"".join(packer.compress(piece) for _ in range(size >> 20)) + packer.flush()


def tone(kind: str, duration_s: float = 1.0) -> bytes:
    written = BytesIO()
    soundfile.write(written, 0.5 * np.sin(np.arange(round(duration_s * 44_100)) / 9), 44_100, format=kind)
    return written.getvalue()


def picture(kind: str, **options: object) -> bytes:
    written = BytesIO()
    Image.fromarray(np.arange(512 * 64, dtype=np.uint32).astype(np.uint8).reshape(512, 64)).convert("RGB").save(
        written, kind, **options
    )
    return written.getvalue()


def wav_of(frames: int, content: bytes = b"") -> bytes:
    """A WAV that claims so many frames."""
    size = frames * 2 % 2**32
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 44_100, 88_200, 2, 16)
    return (
        b"RIFF" + struct.pack("<I", (size + 36) % 2**32) + b"WAVE" + form + struct.pack("<4sI", b"data", size) + content
    )


def mp3_that_claims(frames: int) -> bytes:
    """An MP3 whose Xing header tells of so many frames."""
    content = bytearray(tone("MP3"))
    place = max(content.find(b"Xing"), content.find(b"Info"))
    assert place > 0
    content[place + 8 : place + 12] = struct.pack(">I", frames)
    return bytes(content)


def flac_that_claims(samples: int) -> bytes:
    """A FLAC whose header tells of so many samples: 36 bits, from the 108th of the block on."""
    content = bytearray(tone("FLAC"))
    content[21] = content[21] & 0xF0 | samples >> 32
    content[22:26] = struct.pack(">I", samples & 0xFFFFFFFF)
    return bytes(content)


def ogg_that_claims(granule: int) -> bytes:
    """An Ogg whose last page tells of so many samples; its checksum is wrong then, too."""
    content = bytearray(tone("OGG"))
    place = content.rfind(b"OggS")
    content[place + 6 : place + 14] = struct.pack("<q", granule)
    return bytes(content)


BOMBS: Final[dict[str, bytes]] = {
    "a PNG of 10^9 pixels": png(1_953_125, 512),
    "a PNG of 2^62 pixels": png(HUGE, HUGE),
    "a PNG of no pixels": png(0, 512),
    "a PNG that is one row of 2^31": png(HUGE, 1),
    "a PNG whose pixels are missing": png(60_000, 512),
    "a PNG with far more pixels than it says": png(64, 512, packed=zeros(200 << 20)),
    "a PNG whose words unpack into 200 MiB": png(64, 512, chunk(b"zTXt", b"recipe\0\0" + zeros(200 << 20))),
    "a PNG whose colours unpack into 200 MiB": png(64, 512, chunk(b"iCCP", b"c\0\0" + zeros(200 << 20))),
    "a PNG of 10,000 chunks": png(64, 512, *[chunk(b"tEXt", b"k\0v")] * 10_000),
    "a PNG whose tags go in circles": png(64, 512, chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\x01" + b"\0\x08" * 40)),
    "a PNG with a chunk of 2 GiB": b"\x89PNG\r\n\x1a\n" + struct.pack(">I", HUGE) + b"IHDR",
    "a JPEG of 65,500²": picture("JPEG").replace(struct.pack(">HH", 512, 64), struct.pack(">HH", 65_500, 65_500)),
    "a JPEG that ends": picture("JPEG")[:700],
    "a WebP of 16,383²": picture("WEBP", lossless=True)[:21] + b"\xff\xff\xff\x0f" + bytes(40),
    "a WebP that ends": picture("WEBP")[:60],
    "a WAV of 4 GiB": wav_of(2**31 - 1),
    "a WAV of 4 GiB with a second in it": wav_of(2**31 - 1, bytes(range(256)) * 300),
    "a WAV of nothing": wav_of(0),
    "a WAV of 65,535 channels": wav_of(9)[:22] + b"\xff\xff" + wav_of(9, bytes(500))[24:],
    "a WAV of 4 GHz": wav_of(9)[:24] + b"\xff\xff\xff\xff" + wav_of(9, bytes(500))[28:],
    "an MP3 of 31,000 hours": mp3_that_claims(2**32 - 1),
    "an MP3 of one frame that goes on": mp3_that_claims(1),
    "an MP3 behind 1 MiB of tags": b"ID3\x04\0\0\0\x3f\x7f\x7f" + bytes(0x0FFFFF) + tone("MP3"),
    "an MP3 that is tags alone": b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(64),
    "a FLAC of 18 days": flac_that_claims(2**36 - 1),
    "a FLAC that says it is silent": flac_that_claims(0),
    "an Ogg of 6 million years": ogg_that_claims(2**63 - 1),
    "an Ogg before the beginning of time": ogg_that_claims(-1),
}


def spoilt(content: bytes, *, chance: random.Random) -> bytes:
    """Change some bytes of a file, leave some out, or repeat some."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                changed[place : place + 4] = chance.choice([b"\xff" * 4, bytes(4), struct.pack(">I", 2**31)])
            case 2:
                del changed[place : place + chance.randint(1, 64)]
            case _:
                changed[place:place] = changed[place : place + 64]
    return bytes(changed)


def originals() -> Iterator[tuple[str, bytes]]:
    """One whole file of every kind that is read."""
    yield from ((kind, picture(kind)) for kind in ("PNG", "JPEG", "WEBP"))
    yield from ((kind, tone(kind, 0.2)) for kind in ("WAV", "FLAC", "OGG", "MP3", "AIFF", "CAF"))


def telling_picture(kind: str) -> bytes:
    """A picture that tells where it was taken and by whom, wherever such a file can."""
    words, exif = SECRET.decode(), Image.Exif()
    exif.update({270: words, 315: words, 33432: words})
    exif.get_ifd(34853)[29] = words
    if kind != "PNG":
        return picture(kind, exif=exif, icc_profile=SECRET * 9, comment=SECRET, xmp=SECRET * 2) + SECRET
    text = PngImagePlugin.PngInfo()
    for key in ("Comment", "Author", "recipe", "XML:com.adobe.xmp"):
        text.add_itxt(key, words)
    text.add_text("Software", words)
    return picture(kind, exif=exif, pnginfo=text, icc_profile=SECRET * 9) + chunk(b"prVt", SECRET) + SECRET


def telling_sound(kind: str) -> bytes:
    """A sound with tags, and with more behind its end."""
    written, words = BytesIO(), SECRET.decode()
    with soundfile.SoundFile(written, "w", 44_100, 1, format=kind) as sound:
        sound.title = sound.comment = sound.artist = sound.copyright = words
        sound.write(0.5 * np.sin(np.arange(44_100) / 9))
    if kind != "MP3":
        return written.getvalue() + SECRET
    tags = mutagen.id3.ID3()
    tags.add(mutagen.id3.COMM(encoding=3, lang="eng", desc="", text=words))
    tags.add(mutagen.id3.PRIV(owner=words, data=SECRET))
    tags.add(mutagen.id3.APIC(encoding=3, mime="image/png", type=3, desc=words, data=telling_picture("PNG")))
    tags.save(written)
    return written.getvalue() + SECRET
