"""Packs: folders of leaflets with a `pack.toml`; which files they hold and whether those changed."""

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpviewer import installed, manifest, paths
from kpviewer.errors import ContentError, Problem
from kpviewer.manifest import FILE, LANGUAGE, Manifest


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
        return [Path(path) for path in self.sources().values()]

    def sources(self) -> dict[tuple[str, str], str]:
        """The paths of the leaflet files, by language and slug."""
        found = {}
        for folder in _entries(self.root):
            if LANGUAGE.fullmatch(folder.name) and folder.is_dir():
                for file in _entries(folder):
                    if file.name.endswith(".md"):
                        found[folder.name, file.name.removesuffix(".md")] = file.path
        return found


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
    there = [folder for folder in folders if folder.is_dir()]
    return [*map(str, there), *(entry.path for folder in there for entry in _walk(folder))]


def stamps(paths: Iterable[Path]) -> dict[str, str]:
    """The files at `paths` and in the folders there, each with what changes when it does.

    Nobody writes in the folders of installed packs: their sums are known, see `installed.stamps`.
    """
    found: dict[str, str] = {}
    for path in paths:
        if installed.holds(path):
            found |= installed.stamps(path)
            continue
        for file in _walk(path) if path.is_dir() else [path]:
            with contextlib.suppress(OSError):  # a link to nowhere, or gone meanwhile
                status = file.stat()
                if not stat.S_ISDIR(status.st_mode):
                    found[os.fspath(file)] = f"{status.st_size} {status.st_mtime_ns}"
    return found


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


def _walk(folder: Path) -> Iterator[os.DirEntry[str]]:
    """The files and folders in a folder and below."""
    waiting, seen = [os.fspath(folder)], {os.path.realpath(folder)}
    while waiting:
        for entry in _entries(waiting.pop()):
            yield entry
            if (
                entry.is_dir() and (real := os.path.realpath(entry)) not in seen
            ):  # links may lead in a circle
                waiting.append(entry.path)
                seen.add(real)


def _entries(folder: os.PathLike[str] | str) -> list[os.DirEntry[str]]:
    """In alphabetical order; without hidden ones, which editors and git keep for themselves."""
    try:
        with os.scandir(folder) as found:
            return sorted((entry for entry in found if entry.name[0] != "."), key=lambda entry: entry.name)
    except OSError:
        return []
