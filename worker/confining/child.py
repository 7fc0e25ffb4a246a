"""The reader apart: it gives up all that reading needs not, and then reads one file after the other.

`python -m worker.confining.child MEMORY_BYTES CPU_S`, with a socket for its standard input.
"""

import json
import socket
import sys
from contextlib import suppress
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Final

import numpy as np
import soundfile
from PIL import Image

from core.codes import Code
from core.errors import UserError
from worker.confining.bounds import Bounds, begin_counting, give_up
from worker.confining.frames import BODY, END, FAULT, REFUSED, hear, tell, tell_values
from worker.reading.pictures import READABLE, see
from worker.reading.sounds import opened

FILE_MAX: Final = 1 << 31
TOO_MUCH: Final = (
    "Reading that file takes more memory than any clip does. Nothing was used up: "
    "export it again, or use a shorter one."
)
SOUND_KINDS: Final = ("WAV", "FLAC", "OGG", "MP3")


def main(line: socket.socket, bounds: Bounds) -> None:
    """Get ready, say so, and read what is asked until nobody asks any more."""
    sys.excepthook = lambda kind, _, trace: tell(line, FAULT, where(kind, trace).encode())
    warm_up()
    give_up(bounds)
    tell(line, END)
    while True:
        try:
            _, asked = hear(line)
            _, content = hear(line, most=FILE_MAX)
        except (EOFError, ConnectionError):
            return
        begin_counting(bounds)
        answer(line, json.loads(asked), bytes(content))


def answer(line: socket.socket, asked: dict[str, float], content: bytes) -> None:
    """Read one file, and say what is in it or why it can't be used."""
    try:
        if "most_s" in asked:
            send_sound(line, content, most_s=asked["most_s"])
        else:
            send_picture(line, content)
    except UserError as error:
        refuse(line, str(error), error.code)
    except MemoryError:
        refuse(line, TOO_MUCH, "E-UPLOAD-BIG")
    else:
        tell(line, END)


def refuse(line: socket.socket, sentence: str, code: Code | None) -> None:
    """Say why a file can't be used, below the code for that."""
    tell(line, REFUSED, "\n".join(filter(None, [code, sentence])).encode())


def send_picture(line: socket.socket, content: bytes) -> None:
    """Send what a picture says and its levels."""
    seen = see(content)
    channels, rows, columns = seen.levels.shape
    size = {"channels": channels, "rows": rows, "columns": columns}
    tell_values(line, {**size, "picture_format": asdict(seen.picture_format), "comment": seen.comment})
    tell(line, BODY, seen.levels.tobytes())


def send_sound(line: socket.socket, content: bytes, *, most_s: float) -> None:
    """Send what a sound's header says, and its samples as they are read."""
    with opened(content, most_s=most_s) as (sound, pieces):
        tell_values(line, asdict(sound))
        for piece in pieces:
            tell(line, BODY, piece.tobytes())


def warm_up() -> None:
    """Read one file of each kind: libraries load some of their parts only then, and later there is nothing to load."""
    for kind in READABLE:
        written = BytesIO()
        Image.new("RGB", (2, 2)).save(written, kind, exif=Image.Exif().tobytes())
        with suppress(UserError):
            see(written.getvalue())
    for kind in SOUND_KINDS:
        written = BytesIO()
        soundfile.write(written, np.zeros((4096, 2), np.float32), 44_100, format=kind)
        with opened(written.getvalue(), most_s=1) as (_, pieces):
            list(pieces)


def where(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Say what broke and where, without a word of what was read."""
    places = []
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " in ".join([kind.__name__, *reversed(places)])


if __name__ == "__main__":
    main(socket.socket(fileno=sys.stdin.fileno()), Bounds(int(sys.argv[1]), int(sys.argv[2])))
