"""A clinic's logo: read, or refused before anything decodes it."""

import struct
import zlib
from pathlib import Path

from kpviewer import picture

PIXEL_LIMIT = 10_000_000
"""Enough for a hand's breadth at 600 dots per inch."""

_KINDS = {"PNG": "image/png", "JPEG": "image/jpeg"}
"""Which pictures may be logos, and their media types."""
_PNG_START = 8
"""Bytes before the first chunk."""


def load(path: Path) -> bytes:
    """The content of a PNG or JPEG file; ValueError says why it is refused."""
    try:
        if not path.is_file():
            raise ValueError("is not there")
        if path.stat().st_size > picture.BYTES_LIMIT:
            raise ValueError(f"is larger than {picture.BYTES_LIMIT:,} bytes")
        data = path.read_bytes()
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror}") from error
    try:
        kind, width, height = picture.read_header(data)
        if kind not in _KINDS or not width or not height or not _is_whole(data, kind):
            raise ValueError("is not a whole PNG or JPEG picture")
    except (IndexError, struct.error) as error:
        raise ValueError("is not a whole PNG or JPEG picture") from error
    if width * height > PIXEL_LIMIT:
        raise ValueError(f"has more than {PIXEL_LIMIT:,} pixels")
    return data


def media_type(data: bytes) -> str:
    """Of what `load` returned."""
    return _KINDS[picture.read_header(data)[0]]


def _is_whole(data: bytes, kind: str) -> bool:
    """Whether nothing is missing or broken, as far as that shows without decoding."""
    if kind == "JPEG":
        return b"\xff\xd9" in data[-64:]
    place, found = _PNG_START, b""
    while found != b"IEND":
        length, found = struct.unpack_from(">I4s", data, place)
        end = place + 8 + length
        (checksum,) = struct.unpack_from(">I", data, end)
        if zlib.crc32(data[place + 4 : end]) != checksum:
            return False
        place = end + 4
    return True
