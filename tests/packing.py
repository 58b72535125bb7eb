"""Packs as files: good ones, and ones that nobody honest would make."""

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

from kpviewer import archive, kpack, signature
from tests.conftest import LEAFLET, Key
from tests.test_render import PIXEL

MANIFEST = (
    'name = "riverside"\ntitle = "Sheets"\nversion = "{}"\npublisher = "Riverside"\nlanguages = ["en"]\n'
)

Files = dict[str, bytes]


def leaflet(title: str = "Sleep", body: str = "Words.") -> bytes:
    return LEAFLET.format(title=title, body=body).encode()


def files(version: str = "2", more: Mapping[str, bytes] | None = None) -> Files:
    """A good pack, in the order of its members."""
    return {
        "pack.toml": MANIFEST.format(version).encode(),
        "en/brain.png": PIXEL,
        "en/sleep.md": leaflet(body="![A brain](brain.png)"),
        **(more or {}),
    }


def sums(content: Mapping[str, bytes]) -> bytes:
    """As `sha256sum` would write them for these files, in the order given."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in content.items())
    return "".join(lines).encode()


def pack(content: Mapping[str, bytes], key: Key | None = None, text: bytes | None = None) -> bytes:
    """A file of these members, sorted as they must be; their sums are right unless `text` is given."""
    ordered = dict(sorted(content.items(), key=lambda item: (item[0] != "pack.toml", item[0])))
    text = sums(ordered) if text is None else text
    head = {kpack.SUMS: text}
    if key:
        head[kpack.SIGNATURE] = signature.sign(text, key.secret, "riverside", str)
    file = io.BytesIO()
    archive.write(file, [*head.items(), *ordered.items()])
    return file.getvalue()


def write(path: Path, content: Mapping[str, bytes]) -> Path:
    """A folder with these files."""
    for name, data in content.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path
