"""Pictures of a pack: which files may be shown. Their headers are read, the pictures are not decoded."""

import hashlib
import re
import struct
from pathlib import Path

KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WebP"}
"""What a file holds, by the end of its name."""
BYTES_LIMIT = 2_000_000
SIDE_LIMIT = 4_000
"""Pixels of the longer side; a page of paper at 300 dots per inch has 3,300."""
PER_INCH = 96
"""Pixels of a screen to the inch, and of a file that does not say how fine its own are."""

UNDESCRIBED = "has no description; write ![what it shows](file.png)"

_SCHEME = re.compile(r"//|[A-Za-z][A-Za-z0-9+.-]+:")
_ELSEWHERE = re.compile(r"[/\\]|[A-Za-z]:")
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG segments that hold the size: ITU T.81, table B.1."""
_PNG_DENSITY = re.compile(rb"\x00\x00\x00\x09pHYs(.{4}).{4}\x01", re.DOTALL)
"""Pixels to the metre: PNG (3rd edition), 11.3.4.3."""
_JPEG_DENSITY = re.compile(rb"\xff\xd8\xff\xe0..JFIF\x00..([\x01\x02])(..)", re.DOTALL)
"""Pixels to the inch or to the centimetre: JFIF 1.02, page 5."""


class Refused(Exception):
    """A picture that may not be shown."""

    def __init__(self, rule: str, problem: str) -> None:
        super().__init__(problem)
        self.rule = rule


def load(source: str, folder: Path, root: Path) -> tuple[str, bytes]:
    """Name in the store and content of the picture that a leaflet in `folder` calls `source`.

    Raises Refused; its message goes on from the picture's name.
    """
    if _SCHEME.match(source):
        raise Refused("remote", "must be a file of the pack, named by a relative path")
    if _ELSEWHERE.match(source):
        raise Refused("picture-outside", "must be a file of the pack, named by a relative path")
    path = folder / source
    suffix = path.suffix.lower()
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            raise Refused("picture-outside", "is outside the pack; put it beside the leaflet")
        if suffix not in KINDS:
            raise Refused("picture-type", f"is not one of {', '.join(KINDS)}; save it as PNG, JPEG or WebP")
        _prove_weight(path.stat().st_size)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise Refused("picture-missing", f"cannot be read: {why}; put it there") from error
    prove(data, suffix)
    return hashlib.blake2b(data, digest_size=12).hexdigest() + suffix, data


def size(data: bytes) -> tuple[int, int]:
    """Width and height at which it is meant to be shown, in pixels of a screen; for what `load` took."""
    _, width, height = read_header(data)
    growth = PER_INCH / (_per_inch(data) or PER_INCH)
    return max(1, round(width * growth)), max(1, round(height * growth))


def _per_inch(data: bytes) -> float:
    """How fine its pixels are; 0 if it does not say."""
    if found := _JPEG_DENSITY.match(data):
        return int.from_bytes(found[2]) * (1 if found[1] == b"\x01" else 2.54)
    if found := _PNG_DENSITY.search(data, 0, max(data.find(b"IDAT"), 0)):
        return int.from_bytes(found[1]) * 0.0254
    return 0


def prove(data: bytes, suffix: str) -> None:
    """Raises Refused unless it is a picture of the kind that ends so, and of a bearable size."""
    _prove_weight(len(data))
    kind = KINDS[suffix.lower()]
    try:
        found, width, height = read_header(data)
    except (struct.error, IndexError):
        found, width, height = "", 0, 0
    if found != kind:
        raise Refused("picture-type", f"is no {kind} whatever its name says; save it as one")
    if max(width, height) > SIDE_LIMIT:
        problem = f"has {width:,} × {height:,} pixels; save it with {SIDE_LIMIT:,} at most on a side"
        raise Refused("picture-large", problem)


def _prove_weight(size: int) -> None:
    if size > BYTES_LIMIT:
        raise Refused("picture-large", f"has {size:,} bytes; save it smaller than {BYTES_LIMIT:,}")


def read_header(data: bytes) -> tuple[str, int, int]:
    """Kind, width and height; the kind is empty if it is none that is known."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG", *struct.unpack_from(">II", data, 16)
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG", *_jpeg_size(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP", *_webp_size(data)
    return "", 0, 0


def _jpeg_size(data: bytes) -> tuple[int, int]:
    place = 2
    while data[place + 1] not in _FRAMES:
        place += 1 if data[place + 1] == 0xFF else 2 + struct.unpack_from(">H", data, place + 2)[0]
    height, width = struct.unpack_from(">HH", data, place + 5)
    return width, height


def _webp_size(data: bytes) -> tuple[int, int]:
    form = data[12:16]
    if form == b"VP8X":
        width, more_width, height, more_height = struct.unpack_from("<HBHB", data, 24)
        return 1 + width + (more_width << 16), 1 + height + (more_height << 16)
    if form == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF
