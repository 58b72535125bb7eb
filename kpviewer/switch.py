"""How what is installed is changed: by one program at a time, beside what is shown, in one rename."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kpviewer import files, installed, kpack, library, lock, paths
from kpviewer.errors import ContentError
from kpviewer.installed import Slot
from kpviewer.kpack import Kpack
from kpviewer.settings import Settings
from kpviewer.shelf import Shelf
from kpviewer.signature import Trust

Progress = Callable[[str, int, int], None]
"""Called with `verify`, `wait` (for another program), `unpack` or `compile`, what is done, what there is.

What it raises ends the work, and nothing has changed.
"""

_LOCK = ".lock"
_BESIDE = ".new-"
_LINKS = ("dead-link", "unknown-term", "group")
"""Rules about what other packs bring; a library may well lack that, and shows words instead."""


class New(NamedTuple):
    """What is to be shown."""

    name: str
    root: Path | None
    """The folder of the version; None: no version of the pack is shown any more."""
    source: Path
    """What complaints are about: the file that it comes from, or `root`."""


@contextlib.contextmanager
def alone(folder: Path, told: Progress) -> Iterator[None]:
    """Nobody else changes the folder of installed packs meanwhile; what comes to nothing leaves nothing."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    is_ours = False
    try:
        with contextlib.ExitStack() as held:
            try:
                for path in reversed(made):
                    path.mkdir(exist_ok=True)
                    path.chmod(0o755)
                held.enter_context(lock.held(folder / _LOCK, partial(told, "wait", 0, 0)))
                is_ours = True
                sweep(folder)
            except OSError as error:
                raise files.Unwritable(folder, error) from error
            yield
    finally:
        if not (folder / installed.INDEX).exists():
            with contextlib.suppress(OSError):
                if is_ours:  # else another program holds it
                    (folder / _LOCK).unlink(missing_ok=True)
                for path in made:
                    path.rmdir()


@contextlib.contextmanager
def unpacked(proved: Kpack, root: Path, trust: Trust, told: Progress) -> Iterator[None]:
    """It is there in `root` from now on, whole and on the disk; unless something goes wrong meanwhile."""
    folder = root.parent.parent
    was_there = root.exists()  # as the version before, or without a signature
    try:
        beside = Path(tempfile.mkdtemp(prefix=_BESIDE, dir=folder))
        try:
            kpack.unpack(proved, beside / "new", trust, partial(told, "unpack"))
            root.parent.mkdir(exist_ok=True)
            root.parent.chmod(0o755)
            if was_there:
                _put_over(beside / "new", root)
            else:
                os.replace(beside / "new", root)
            files.keep_name(root.parent)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise files.Unwritable(folder, error) from error
    try:
        yield
    except BaseException:
        if not was_there:
            shutil.rmtree(root, ignore_errors=True)
        with contextlib.suppress(OSError):
            root.parent.rmdir()
        raise


def _put_over(new: Path, root: Path) -> None:
    """File by file, so that none is missing at any moment: `root` is shown, or kept.

    Its content is the same, as its name says, but for the signature and for what was damaged.
    """
    is_signed = (new / kpack.SIGNATURE).exists()
    for path in sorted(new.rglob("*")):
        there = root / path.relative_to(new)
        if path.is_dir():
            there.mkdir(exist_ok=True)
            there.chmod(0o755)
        else:
            os.replace(path, there)
    if not is_signed:
        (root / kpack.SIGNATURE).unlink(missing_ok=True)


def to(slots: Mapping[str, Slot], folder: Path, new: New, settings: Settings, told: Progress) -> None:
    """Compile the library as it will be, then rewrite the index of `folder`.

    Raises ContentError of what cannot be shown of the new version.
    """
    with _scratch() as scratch:
        folders = installed.folders(settings, {new.name: new.root})
        here, there = Shelf(folders), Shelf(folders, scratch)
        base = here.last_whole()
        if base:
            with contextlib.suppress(OSError):  # the disk is full
                shutil.copy(base, scratch)  # what is good in it is not compiled again
        compiled = library.load_from(folders, scratch, progress=partial(told, "compile"))
        problems = compiled.problems()
        compiled.close()
        for problem in problems:
            path = Path(problem.path)
            is_bad = problem.level == "error" and problem.rule not in _LINKS
            if is_bad and new.root and new.root in path.parents:
                inside = new.source / path.relative_to(new.root)
                raise ContentError(inside, problem.line, problem.problem, problem.rule)
        with contextlib.ExitStack() as held:
            with contextlib.suppress(OSError):
                held.enter_context(here.alone(partial(told, "wait", 0, 0)))
            installed.write(folder, slots)  # nobody is told any more: this cannot be stopped halfway
            with contextlib.suppress(OSError):
                here.adopt(there)


def sweep(folder: Path) -> None:
    """Remove what the index does not name: versions that are not kept, and what killed programs left."""
    slots = installed.read(folder)
    kept = {name: {version.folder for version in slot if version} for name, slot in slots.items()}
    for pack in folder.iterdir():
        if pack.is_dir() and pack.name not in kept:
            shutil.rmtree(pack, ignore_errors=True)
        elif pack.is_dir():
            for root in pack.iterdir():
                if root.name not in kept[pack.name]:
                    shutil.rmtree(root, ignore_errors=True)
        elif pack.name.endswith(".part"):
            pack.unlink(missing_ok=True)
    for left in paths.cache().glob(f"{_BESIDE}*"):
        shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    """A folder for a store that is to be renamed into the cache, where the cache can be written."""
    cache = paths.cache()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        folder = tempfile.mkdtemp(prefix=_BESIDE, dir=cache)
    except OSError:
        try:
            folder = tempfile.mkdtemp()
        except OSError as error:
            raise files.Unwritable(cache, error) from error
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
