"""What the quick worker makes."""

import io

from PIL import Image


def picture_of(request_id: str) -> bytes:
    """A small picture, another for each request."""
    content = io.BytesIO()
    Image.frombytes("L", (len(request_id), 1), request_id.encode()).resize((64, 64)).save(content, "PNG")
    return content.getvalue()


def file_of(request_id: str) -> bytes:
    """What an export becomes."""
    return b"an export of " + request_id.encode()


def sound_of(request_id: str) -> bytes:
    return b"ID3 of " + request_id.encode()
