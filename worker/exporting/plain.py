"""A clip's sound alone: as WAV, FLAC or Ogg Vorbis, from beginning to end or cut to repeat."""

from functools import partial

import torch

from worker.codecs import Tags, encode_flac, encode_ogg, encode_wav
from worker.exporting.fitting import first_fitting
from worker.exporting.piece import Piece
from worker.features import features_of
from worker.sound.looping import closed


def wav(piece: Piece, *, limit: int) -> bytes:
    """Write 16-bit WAV, or where that is too large FLAC, which loses nothing either."""
    return lossless(piece.waveform, tags=piece.tags, limit=limit, what="WAV")


def flac(piece: Piece, *, limit: int) -> bytes:
    """Write 16-bit FLAC."""
    return first_fitting([partial(_flac, piece.waveform, piece.tags)], limit=limit, what="FLAC")


def ogg(piece: Piece, *, limit: int) -> bytes:
    """Write Ogg Vorbis."""
    write = partial(encode_ogg, piece.waveform, title=piece.tags.title, comment=piece.tags.comment)
    return first_fitting([write], limit=limit, what="OGG")


def looped(piece: Piece, *, limit: int) -> bytes:
    """Write a WAV that can be repeated without a seam: of a loop all of it, of anything else whole bars."""
    if piece.is_loop:
        return lossless(piece.waveform, tags=piece.tags, limit=limit, what="loop")
    circle = closed(piece.waveform, bpm=features_of(piece.waveform).tempo_bpm)
    return lossless(circle, tags=piece.tags, limit=limit, what="loop")


def lossless(waveform: torch.Tensor, *, tags: Tags, limit: int, what: str) -> bytes:
    """Write 16-bit WAV, or where that is too large FLAC, which loses nothing either."""
    write_wav = partial(encode_wav, waveform, title=tags.title, comment=tags.comment)
    return first_fitting([write_wav, partial(_flac, waveform, tags)], limit=limit, what=what)


def _flac(waveform: torch.Tensor, tags: Tags) -> bytes:
    return encode_flac(waveform, title=tags.title, comment=tags.comment)
