"""Pictures and waveforms to the bytes of files and back; whatever a user's file can be is met here."""

from worker.codecs.audio import decode_audio, decode_beginning, encode_flac, encode_mp3, encode_ogg, encode_wav
from worker.codecs.picture import Picture, decode_picture, encode_png
from worker.codecs.tags import Chapter, Tags, read_tags

__all__ = [
    "Chapter",
    "Picture",
    "Tags",
    "decode_audio",
    "decode_beginning",
    "decode_picture",
    "encode_flac",
    "encode_mp3",
    "encode_ogg",
    "encode_png",
    "encode_wav",
    "read_tags",
]
