"""Noise for all that reads a pack before it is believed: run by hand, for as long as you like.

atheris is no dependency of the tests; it needs Linux and a wheel for this Python:

    pip install atheris
    python -m tests.fuzz_kpack FOLDER -max_total_time=240

FOLDER keeps what leads somewhere new; libFuzzer's options follow. What ends it goes to a file `crash-…`,
which `python -m tests.fuzz_kpack crash-…` shows again, and from there into the tests.
"""

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris
import minisign

with atheris.instrument_imports(include=["kpviewer", "tomllib", "minisign"]):
    from kpviewer import archive, kpack, leaflet, manifest, signature
    from kpviewer.errors import ContentError
    from kpviewer.signature import Trust, Untrusted

from tests import packing

HERE = Path("riverside.kpack")


def read_archive(noise: bytes) -> None:
    """Whatever is read is what would be written."""
    try:
        members = [*archive.read(io.BytesIO(noise))]
    except archive.Refused as refused:
        _prove_line(str(refused))
    else:
        again = io.BytesIO()
        archive.write(again, members)
        assert again.getvalue() == noise


def read_members(noise: bytes) -> None:
    """A file laid out as it must be, with right sums, of members that are noise."""
    members = {"pack.toml": packing.MANIFEST.format("1").encode()}
    for part in noise.split(_BETWEEN):
        name, _, content = part.partition(b"\n")
        members[name.decode("utf-8", "replace")] = content
    with tempfile.NamedTemporaryFile(suffix=kpack.SUFFIX) as file:
        try:
            file.write(packing.pack(members))
            file.flush()
            kpack.verify(Path(file.name), Trust())
        except (archive.Refused, ContentError) as refused:
            _prove_line(str(refused))


def read_manifest(noise: bytes) -> None:
    """What it says is text of one line."""
    try:
        said = manifest.parse(noise, HERE / "pack.toml")
    except ContentError as error:
        _prove_line(str(error))
    else:
        _prove_line(f"{said.name}{said.title}{said.version}")
        manifest.version_key(said.version)


def read_leaflet(noise: bytes) -> None:
    """Its front matter is good, or refused with a line."""
    try:
        leaflet.parse_bytes(b"+++\n" + noise, HERE / "en" / "sleep.md")
    except ContentError as error:
        _prove_line(str(error))


def read_signature(noise: bytes) -> None:
    """None is good, but some are well formed."""
    try:
        signature.prove(b"", noise, Trust())
        tidied = signature.tidy(noise)
        assert signature.tidy(tidied) == tidied
    except Untrusted as error:
        _prove_line(str(error))


READERS: list[Callable[[bytes], None]] = [
    read_archive,
    read_members,
    read_manifest,
    read_leaflet,
    read_signature,
]
"""The first byte of the noise says for whom it is."""

_BETWEEN = b"\n====\n"


def _prove_line(text: str) -> None:
    assert text.isprintable(), ascii(text)


def read(noise: bytes) -> None:
    """Give it to whom it is for."""
    if noise:
        READERS[noise[0] % len(READERS)](noise[1:])


def _begin(folder: Path) -> None:
    """Good ones, which noise grows from."""
    folder.mkdir(exist_ok=True)
    files = packing.files()
    between = _BETWEEN.join(f"{name}\n".encode() + content for name, content in files.items())
    secret = minisign.KeyPair.generate().secret_key
    good = [
        packing.pack(files),
        between,
        files["pack.toml"] + b"[groups.sleep]\ntitle = { en = 'Sleep' }\nleaflets = ['sleep']",
        files["en/sleep.md"].removeprefix(b"+++\n"),
        bytes(secret.sign(b"", trusted_comment="riverside 1")) + b"\n",
    ]
    for place, content in enumerate(good):
        (folder / f"good-{place}").write_bytes(bytes([place]) + content)


if __name__ == "__main__":
    for word in sys.argv[1:]:
        if not word.startswith("-") and not Path(word).is_file():
            _begin(Path(word))
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
