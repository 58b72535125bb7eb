import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from kpviewer import picture
from kpviewer.picture import Refused
from tests.test_render import PIXEL


def jpeg(width: int, height: int) -> bytes:
    frame = b"\xff\xff\xc2" + struct.pack(">HBHHB", 8, 8, height, width, 1)
    return b"\xff\xd8" + b"\xff\xe0" + struct.pack(">H", 4) + b"\xff\xc0" + frame


def webp(form: bytes, size: bytes) -> bytes:
    return b"RIFF\x00\x00\x00\x00WEBP" + form + b"\x00\x00\x00\x00" + size


def png(width: int, height: int) -> bytes:
    return PIXEL.replace(PIXEL[16:24], struct.pack(">II", width, height))


def simple(width: int, height: int) -> bytes:
    return webp(b"VP8 ", b"\x00\x00\x00\x9d\x01\x2a" + struct.pack("<HH", width, height))


def lossless(width: int, height: int) -> bytes:
    return webp(b"VP8L", b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14))


def extended(width: int, height: int) -> bytes:
    sides = [(side - 1).to_bytes(3, "little") for side in (width, height)]
    return webp(b"VP8X", b"\x00\x00\x00\x00" + b"".join(sides))


Made = Callable[[int, int], bytes]
KINDS: list[tuple[str, Made]] = [
    ("a.png", png),
    ("a.jpg", jpeg),
    ("a.jpeg", jpeg),
    ("a.webp", simple),
    ("a.webp", lossless),
    ("a.WEBP", extended),
]


@pytest.mark.parametrize(("name", "made"), KINDS)
def test_a_picture_up_to_the_limit_is_taken(name: str, made: Made, tmp_path: Path) -> None:
    data = made(picture.SIDE_LIMIT, 7)
    (tmp_path / name).write_bytes(data)
    stored, loaded = picture.load(name, tmp_path, tmp_path)
    assert loaded == data
    assert stored.endswith(name[1:].lower())


@pytest.mark.parametrize(("name", "made"), KINDS)
def test_a_picture_of_more_pixels_is_refused_undecoded(name: str, made: Made, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(made(7, picture.SIDE_LIMIT + 1))
    with pytest.raises(Refused, match=r"has 7 × 4,001 pixels; save it with 4,000 at most"):
        picture.load(name, tmp_path, tmp_path)


def fine(unit: int, per: int) -> bytes:
    """A JPEG that says how fine its pixels are."""
    says = b"JFIF\x00\x01\x02" + struct.pack(">BHH", unit, per, per) + b"\x00\x00"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 8, 8, 200, 400, 1)
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", len(says) + 2) + says + frame


def fine_png(unit: int, per: int) -> bytes:
    says = struct.pack(">I", 9) + b"pHYs" + struct.pack(">IIB", per, per, unit) + b"crc!"
    return png(400, 200)[:33] + says + PIXEL[33:]


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (png(400, 200), (400, 200)),
        (simple(400, 200), (400, 200)),
        (fine_png(1, 7559), (200, 100)),
        (fine_png(0, 7559), (400, 200)),
        (fine_png(1, 0), (400, 200)),
        (fine_png(1, 2**32 - 1), (1, 1)),
        (fine(1, 192), (200, 100)),
        (fine(2, 38), (398, 199)),
        (fine(0, 192), (400, 200)),
    ],
)
def test_a_picture_is_shown_as_large_as_it_says(data: bytes, size: tuple[int, int]) -> None:
    assert picture.size(data) == size


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\xff\xd8\xff\xe0", PIXEL[:18], webp(b"VP8X", b"")])
@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp"])
def test_what_is_no_such_picture_is_refused(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Refused) as refused:
        picture.load(name, tmp_path, tmp_path)
    assert refused.value.rule == "picture-type"


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("https://example.org/a.png", "remote"),
        ("//example.org/a.png", "remote"),
        ("file:///etc/passwd", "remote"),
        ("/etc/passwd", "picture-outside"),
        ("C:\\a.png", "picture-outside"),
        ("../a.png", "picture-outside"),
        ("link.png", "picture-outside"),
        ("none.png", "picture-missing"),
        ("a\x00.png", "picture-missing"),
        ("a.svg", "picture-type"),
        ("", "picture-type"),
    ],
)
def test_each_refusal_names_its_rule(source: str, rule: str, tmp_path: Path) -> None:
    root = tmp_path / "pack"
    root.mkdir()
    (tmp_path / "a.png").write_bytes(PIXEL)
    (root / "link.png").symlink_to(tmp_path / "a.png")
    with pytest.raises(Refused) as refused:
        picture.load(source, root, root)
    assert refused.value.rule == rule
