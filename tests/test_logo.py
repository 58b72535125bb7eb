"""Logos, good and bad."""

import base64
import os
import struct
import zlib
from pathlib import Path

import pytest

from kpviewer import logo, picture
from tests.test_render import PIXEL

JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAx"
    "NDQ0Hyc5PTgyPC4zNDL/wAALCAABAAIBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAFBABAAAAAAAAAAAA"
    "AAAAAAAAAP/aAAgBAQAAPwBzP//Z"
)
"""Two pixels of grey."""


def png(width: int, height: int) -> bytes:
    """A black picture of one bit a pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 7) // 8 + 1) * height)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("data", "kind"), [(PIXEL, "image/png"), (png(400, 90), "image/png"), (JPEG, "image/jpeg")]
)
def test_png_and_jpeg_are_taken(data: bytes, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "logo"
    path.write_bytes(data)
    assert logo.load(path) == data
    assert logo.media_type(data) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg/>",
        b"GIF89a" + bytes(40),
        PIXEL[:-12],
        PIXEL[:30],
        PIXEL.replace(b"IDAT", b"IDAX"),
        png(0, 0),
        JPEG[:-2],
        JPEG[:40],
        b"\xff\xd8\xff\xd9",
    ],
)
def test_what_is_no_whole_picture_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(data)
    with pytest.raises(ValueError, match="is not a whole PNG or JPEG picture"):
        logo.load(path)


def test_a_small_file_of_a_huge_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(png(20_000, 20_000))
    assert path.stat().st_size < 100_000
    with pytest.raises(ValueError, match="has more than 10,000,000 pixels"):
        logo.load(path)


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    with path.open("wb") as file:
        file.truncate(picture.BYTES_LIMIT + 1)
    with pytest.raises(ValueError, match="is larger than 2,000,000 bytes"):
        logo.load(path)


@pytest.mark.parametrize("name", ["nothing.png", "", "x\0y", "x" * 300])
def test_what_is_not_a_file_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"is not there|cannot be read|null byte"):
        logo.load(tmp_path / name)


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ValueError, match="is not there"):
        logo.load(tmp_path / "pipe")
