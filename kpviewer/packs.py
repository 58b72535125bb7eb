"""Packs: folders of leaflets with a `pack.toml`; which files they hold and whether those changed."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpviewer import manifest, paths
from kpviewer.errors import ContentError, Problem
from kpviewer.manifest import FILE, LANGUAGE, Manifest

_COMPILED_BY = (
    "index.py",
    "grouping.py",
    "leaflet.py",
    "link.py",
    "manifest.py",
    "packs.py",
    "picture.py",
    "render.py",
    "section.py",
    "store.py",
    "term.py",
    "words.py",
)


@dataclass(frozen=True)
class Pack:
    """A folder of leaflets, `<lang>/<slug>.md`."""

    root: Path
    manifest: Manifest

    @property
    def is_named(self) -> bool:
        """Whether another pack may take its place; none does that of the bundled one."""
        return (self.root / FILE).is_file() and self.root != paths.bundled_pack()

    def leaflets(self) -> list[Path]:
        """The leaflet files, in a stable order."""
        files = (path for path in self.root.glob("*/*.md") if not path.name.startswith("."))
        return sorted(path for path in files if LANGUAGE.fullmatch(path.parent.name))


def find(folders: Sequence[Path]) -> tuple[list[Pack], list[Problem]]:
    """The packs in `folders`, in that order, and what could not be loaded.

    A folder is a pack, or holds packs. An author's draft needs no `pack.toml`. Of packs that have one,
    and the same name, the last counts: a draft stands in for what is installed.
    """
    packs: list[Pack] = []
    problems: list[Problem] = []
    for folder in folders:
        try:
            packs += [Pack(root, manifest.read(root)) for root in _roots(folder)]
        except ContentError as error:
            problems.append(error.problem)
    last = {pack.manifest.name: pack for pack in packs if pack.is_named}
    packs = [pack for pack in packs if not pack.is_named or last[pack.manifest.name] is pack]
    problems += [problem for pack in packs for problem in _misplaced(pack)]
    return packs, problems


def source(folders: Sequence[Path], slug: str, lang: str) -> Path | None:
    """The file in which a leaflet is written, the last that has its name; None if there is none."""
    files = [path for pack in find(folders)[0] for path in pack.leaflets()]
    return next((path for path in reversed(files) if (path.stem, path.parent.name) == (slug, lang)), None)


def watched(folders: Sequence[Path]) -> list[str]:
    """The files in `folders`, and the folders in which there may be more."""
    held = (found for folder in folders for found in _walk(folder))
    return [path for root, names in held for path in (root, *(os.path.join(root, one) for one in names))]


def stamp(path: Path) -> str:
    """Changes when the file does; empty if there is none."""
    return "".join(_stamp(path))


def fingerprint(folders: Sequence[Path]) -> str:
    """Changes when a file under `folders`, or the program that compiles them, changes.

    A line for each file: path, bytes, modification time in nanoseconds.
    """
    compiled_by = [paths.package_file(name) for name in _COMPILED_BY]
    compiled_by += _files(paths.resources() / "words")
    found = [path for folder in folders for path in _files(folder)]
    return "\n".join(line for path in [*compiled_by, *found] for line in _stamp(path))


def _roots(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise ContentError(folder, 0, "is not a folder; name the folder of a pack", "no-pack")
    if (folder / FILE).is_file() or any(folder.glob("*.md")) or any(folder.glob("*/*.md")):
        return [folder]
    roots = sorted(path.parent for path in folder.glob(f"*/{FILE}"))
    if not roots:
        problem = "holds no leaflets; they belong in a folder for their language, such as en/name.md"
        raise ContentError(folder, 0, problem, "no-pack")
    return roots


def _misplaced(pack: Pack) -> Iterator[Problem]:
    for path in sorted(pack.root.glob("*.md")):
        if path.stem.isupper():
            continue
        problem = f"move it into a folder for its language, such as en/{path.name}"
        yield Problem(str(path), 0, "error", "no-language", problem)


def _files(folder: Path) -> Iterator[Path]:
    return (Path(root, name) for root, names in _walk(folder) for name in names)


def _walk(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Each folder with its files; without hidden ones, which editors and git keep for themselves."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield root, sorted(name for name in names if not name.startswith("."))


def _stamp(path: Path) -> Iterator[str]:
    try:
        status = path.stat()
    except OSError:
        return
    yield f"{path}\t{status.st_size}\t{status.st_mtime_ns}"
