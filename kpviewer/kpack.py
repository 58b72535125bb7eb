"""A `.kpack`: a pack in one file, with the sum of every member and a signature over the sums.

Its members are `SHA256SUMS`, as `sha256sum -c` takes it; `SHA256SUMS.minisig` if somebody signed;
`pack.toml`; leaflets and pictures, sorted; nothing else. So the same pack is the same bytes.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kpviewer import archive, files, installed, leaflet, manifest, picture, signature
from kpviewer.errors import ContentError, MachineError
from kpviewer.manifest import LANGUAGE, SLUG, Manifest
from kpviewer.signature import Signer, Trust, Untrusted

SUFFIX = ".kpack"
SUMS = installed.SUMS
SIGNATURE = f"{SUMS}.minisig"

Progress = Callable[[int, int], None]
"""Called with members done and members in all; what it raises ends the work."""
Sign = Callable[[bytes, str], bytes]
"""Signs the sums, and with them a comment."""

_LEAFLET = re.compile(rf"{LANGUAGE.pattern}/{SLUG.pattern}\.md")
_LINE = re.compile("([0-9a-f]{64})  (.+)")
_COPY = "ask for another copy"


@dataclass(frozen=True)
class Kpack:
    """A file that was proved, and what is in it."""

    path: Path
    manifest: Manifest
    signer: Signer
    digest: str
    """Of all that is in it; another content has another."""
    sums: Mapping[str, str]
    """By the names of its members, without those that prove them."""
    titles: Mapping[str, str]
    """Of its leaflets, by the names of the members."""


def build(root: Path, target: Path, sign: Sign | None = None, trust: Trust | None = None) -> Kpack:
    """Write the pack in `root`, in which `check` finds no error, as one file, and prove that.

    Raises ContentError, or MachineError of the file.
    """
    names = members(root)[0]
    sums = "".join(f"{_sum(_content(root, name))}  {name}\n" for name in names).encode()
    head = [(SUMS, sums)]
    if sign:
        said = manifest.read(root)
        head.append((SIGNATURE, sign(sums, f"{said.name} {said.version}")))
    with files.writing(target) as file:
        try:
            archive.write(file, chain(head, ((name, _content(root, name)) for name in names)))
        except archive.Refused as refused:
            raise ContentError(root, 0, f"{refused}; rename it", "pack") from refused
        file.seek(0)
        return _proved(_Reader(file, target, trust or Trust()), None)


def members(root: Path) -> tuple[list[str], list[str]]:
    """The names of what goes into the file, and of what stays out of it: notes, drawings, sources.

    Raises ContentError of a file that cannot go with the others.
    """
    taken, left = [], []
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if path.is_dir() or any(part.startswith(".") for part in name.split("/")):
            continue
        if not _is_member(name):
            left.append(name)
        elif path.is_symlink():
            raise ContentError(path, 0, "is a link; put the file itself there", "pack")
        elif why := archive.objection(name):
            raise ContentError(path, 0, f"has a name that {why}; rename it", "pack")
        else:
            taken.append(name)
    return sorted(taken, key=_place), sorted(left)


def verify(path: Path, trust: Trust, progress: Progress | None = None) -> Kpack:
    """Prove a file: layout, names, sums, signature, pictures, front matter. Writes nothing.

    Raises ContentError with one line that says what is wrong, or MachineError if it cannot be read.
    """
    with _opened(path) as file:
        return _proved(_Reader(file, path, trust), progress)


def unpack(proved: Kpack, folder: Path, trust: Trust, progress: Progress | None = None) -> None:
    """Write what was proved into an empty folder, for everyone to read.

    It is proved once more on the way, since a stick need not tell the same story twice. Raises
    ContentError, and OSError of the folder.
    """
    with _opened(proved.path) as file:
        reader = _Reader(file, proved.path, trust)
        if reader.sums != proved.sums:
            raise ContentError(proved.path, 0, f"changed while it was read; {_COPY}", "kpack")
        head = {SUMS: reader.text, SIGNATURE: reader.signature}
        for name, content in head.items():
            if content:
                _write(folder, name, content)
        for done, (name, content) in enumerate(reader, 1):
            _write(folder, name, content)
            if progress:
                progress(done, len(proved.sums))
    files.publish(folder)


class _Reader:
    """Gives out the files of a `.kpack`, each only if it has the sum that was signed for it."""

    def __init__(self, file: BinaryIO, path: Path, trust: Trust) -> None:
        self.path = path
        self._members = self._read(file)
        name, self.text = next(self._members)
        if name != SUMS:
            raise self._error("is not a pack of kpviewer; kpviewer pack build makes one")
        self.sums = self._sums()
        second = next(self._members, ("", b""))
        self.signature = second[1] if second[0] == SIGNATURE else None
        if self.signature is None:
            self._members = chain([second], self._members)
        try:
            self.signer = signature.prove(self.text, self.signature, trust)
        except Untrusted as error:
            raise ContentError(path, 0, str(error), "signature") from error

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        for name, digest in self.sums.items():
            found, content = next(self._members, ("", b""))
            if found != name or _sum(content) != digest:
                raise self._error(f"{name} is not what it was when the pack was built; {_COPY}")
            yield name, content
        if next(self._members, None):
            raise self._error(f"has files that {SUMS} does not name; {_COPY}")

    def _read(self, file: BinaryIO) -> Iterator[tuple[str, bytes]]:
        try:
            yield from archive.read(file)
        except archive.Refused as refused:
            raise self._error(str(refused)) from refused
        except OSError as error:
            raise _unreadable(self.path, error) from error

    def _sums(self) -> dict[str, str]:
        """By name, in the order of the members."""
        try:
            *lines, end = self.text.decode().split("\n")
        except UnicodeDecodeError as error:
            raise self._error(f"has {SUMS} that are no text; {_COPY}") from error
        sums = {}
        for line in lines:
            found = _LINE.fullmatch(line)
            if not found or end or found[2] in sums:
                raise self._error(f"has {SUMS} that sha256sum did not make; {_COPY}")
            if not _is_member(found[2]):
                kinds = ", ".join(picture.KINDS)
                problem = f"has a file named {found[2][:60]!r}; a pack holds leaflets and {kinds}"
                raise self._error(problem)
            sums[found[2]] = found[1]
        if manifest.FILE not in sums:
            raise self._error(f"has no {manifest.FILE}; {_COPY}")
        if list(sums) != sorted(sums, key=_place):
            raise self._error(f"has its files in another order than kpviewer pack build; {_COPY}")
        return sums

    def _error(self, problem: str) -> ContentError:
        return ContentError(self.path, 0, problem, "kpack")


def _proved(reader: _Reader, progress: Progress | None) -> Kpack:
    said, titles = None, {}
    for done, (name, content) in enumerate(reader, 1):
        inside = reader.path / name
        if name == manifest.FILE:
            said = manifest.parse(content, inside)
        elif _LEAFLET.fullmatch(name):
            titles[name] = leaflet.parse_bytes(content, inside).title
        else:
            _prove_picture(content, inside)
        if progress:
            progress(done, len(reader.sums))
    assert said
    lacking = manifest.lacking(said, {name.partition("/")[0] for name in titles})
    if lacking:
        raise ContentError(reader.path / manifest.FILE, 1, lacking, "pack")
    return Kpack(reader.path, said, reader.signer, _sum(reader.text), reader.sums, titles)


def _prove_picture(content: bytes, inside: Path) -> None:
    try:
        picture.prove(content, inside.suffix)
    except picture.Refused as refused:
        raise ContentError(inside, 0, str(refused), refused.rule) from refused


def _is_member(name: str) -> bool:
    is_picture = name[name.rfind(".") :].lower() in picture.KINDS
    return name == manifest.FILE or is_picture or _LEAFLET.fullmatch(name) is not None


def _place(name: str) -> tuple[bool, str]:
    """Sorts the members: first of all what the pack says of itself."""
    return name != manifest.FILE, name


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _content(root: Path, name: str) -> bytes:
    try:
        return (root / name).read_bytes()
    except OSError as error:
        raise ContentError(root / name, 0, f"cannot be read: {error.strerror}") from error


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> MachineError:
    return MachineError(f"{path} cannot be read ({error.strerror})", "name a .kpack file that is there")


def _write(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
