"""What a reader apart answers, taken piece by piece and not believed before it was looked at."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from core.codes import code_named
from core.ending import SENTENCE_MAX
from core.errors import UserError
from worker.confining.frames import BODY, END, FAULT, HEAD, REFUSED, SAID_MAX, hear
from worker.confining.heads import FLOAT_BYTES, PictureHead, SoundHead
from worker.reading.pictures import Seen
from worker.reading.sounds import PIECE_FRAMES, Samples, gathered

FAULT_SHOWN: Final = 300


@dataclass(frozen=True)
class Answer:
    """What comes back, piece by piece, before a moment."""

    line: socket.socket
    until_s: float

    def piece(self, mark: bytes, *, most: int) -> bytearray | None:
        """Give the next piece, which has this mark, or None if that was all.

        Raises
        ------
        UserError
            If the file can't be used.
        ValueError
            If the reader broke, or says what it should not.
        """
        found, content = hear(self.line, most=max(most, SAID_MAX), until_s=self.until_s)
        if found == REFUSED:
            raise _refusal(content)
        if found == FAULT:
            raise ValueError(_told(content))
        if found not in {mark, END} or (found == mark and len(content) > most):
            raise ValueError(f"{found!r} of {len(content)} bytes where {mark!r} should be")
        return content if found == mark else None

    def head(self) -> bytearray:
        """Give the first piece."""
        return self.piece(HEAD, most=SAID_MAX) or bytearray()


def _refusal(content: bytearray) -> UserError:
    """Take down why a file can't be used: a code of ours on a line of its own, if there is one, and the sentence."""
    said = content.decode("utf-8", "replace")
    name, _, sentence = said.partition("\n")
    code = code_named(name)
    return UserError((sentence if code else said)[:SENTENCE_MAX], code=code)


def _told(content: bytearray) -> str:
    """Take down where a reader says that it broke, on a line: a reader that was taken over writes no log of ours."""
    words = content[:FAULT_SHOWN].decode("ascii", "replace")
    return "".join(sign if sign.isprintable() else "?" for sign in words)


def take_picture(answer: Answer) -> Seen:
    """Receive a picture."""
    head = PictureHead.model_validate_json(answer.head())
    levels = answer.piece(BODY, most=head.size)
    if levels is None or len(levels) != head.size or answer.piece(BODY, most=0) is not None:
        raise ValueError(f"a picture of {head.shape} has {head.size} bytes")
    return Seen(np.frombuffer(levels, np.uint8).reshape(head.shape), head.picture_format, head.comment)


def take_sound(answer: Answer) -> tuple[SoundHead, Samples]:
    """Receive the beginning of a sound."""
    head = SoundHead.model_validate_json(answer.head())
    return head, gathered(head.opened, pieces_of(answer, channels=head.channels))


def pieces_of(answer: Answer, *, channels: int) -> Iterator[Samples]:
    """Receive samples, float32 [frames, channels], until there are no more."""
    most = PIECE_FRAMES * channels * FLOAT_BYTES
    while (piece := answer.piece(BODY, most=most)) is not None:
        yield np.frombuffer(piece, np.float32).reshape(-1, channels)
