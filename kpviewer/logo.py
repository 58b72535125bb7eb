"""A clinic's logo: read, or refused before anything decodes it."""

import struct
import zlib
from pathlib import Path

BYTE_LIMIT = 2_000_000
PIXEL_LIMIT = 10_000_000
"""Enough for a hand's breadth at 600 dots per inch."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Markers of the segments that tell a JPEG's size."""


def load(path: Path) -> bytes:
    """The content of a PNG or JPEG file; ValueError says why it is refused."""
    try:
        if not path.is_file():
            raise ValueError("is not there")
        if path.stat().st_size > BYTE_LIMIT:
            raise ValueError(f"is larger than {BYTE_LIMIT:,} bytes")
        data = path.read_bytes()
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror}") from error
    try:
        width, height = _png_size(data) if data.startswith(_PNG) else _jpeg_size(data)
    except (IndexError, struct.error):
        width = height = 0
    if not width or not height:
        raise ValueError("is not a whole PNG or JPEG picture")
    if width * height > PIXEL_LIMIT:
        raise ValueError(f"has more than {PIXEL_LIMIT:,} pixels")
    return data


def media_type(data: bytes) -> str:
    """Of what `load` returned."""
    return "image/png" if data.startswith(_PNG) else "image/jpeg"


def _png_size(data: bytes) -> tuple[int, int]:
    """Width and height; zeros unless every chunk is whole."""
    size, place = (0, 0), len(_PNG)
    while place < len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        end = place + 8 + length
        (checksum,) = struct.unpack_from(">I", data, end)
        if zlib.crc32(data[place + 4 : end]) != checksum:
            break
        if kind == b"IHDR":
            size = struct.unpack_from(">II", data, place + 8)
        if kind == b"IEND":
            return size
        place = end + 4
    return 0, 0


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height; zeros if it is no JPEG, or one that breaks off."""
    place = 2
    while data.startswith(_JPEG) and b"\xff\xd9" in data[place:]:
        marker = data[place + 1]
        (length,) = struct.unpack_from(">H", data, place + 2)
        if data[place] != 0xFF:
            break
        if marker in _JPEG_SIZES:
            height, width = struct.unpack_from(">HH", data, place + 5)
            return width, height
        place += 2 + length
    return 0, 0
