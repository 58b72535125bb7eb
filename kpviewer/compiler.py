"""Compile packs: find out what changed since a store was made, load that, and bring the store in step."""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from kpviewer import crew, installed, manifest, number, packs, paths, store
from kpviewer.errors import Problem
from kpviewer.packs import Pack
from kpviewer.store import Key, Store

MODULES = (
    "compiler",
    "crew",
    "dialect",
    "effort",
    "errors",
    "files",
    "grouping",
    "index",
    "installed",
    "leaflet",
    "link",
    "manifest",
    "number",
    "packs",
    "paths",
    "phrases",
    "picture",
    "pin",
    "record",
    "render",
    "review",
    "section",
    "settings",
    "store",
    "term",
    "toml",
    "words",
)
"""Those of this package that have a say in what is compiled."""

Progress = Callable[[int, int], None]
"""Called with leaflets done and leaflets in all; what it raises stops the work."""

Files = list[tuple[Pack, str]]
"""Of one name, those of later packs first."""


class State(NamedTuple):
    """What is compiled, and by what."""

    compiler: str
    """Changes when the program does."""
    stamps: dict[str, str]
    """Of the files in the packs, as `packs.stamps` has them."""

    @property
    def meta(self) -> tuple[str, str]:
        """What a store says of itself: the program that compiled it, and the files, as a digest."""
        return self.compiler, _digest(self.stamps)


def state(folders: Sequence[Path]) -> State:
    """Of the packs in `folders`, now."""
    modules = (paths.package_file(f"{name}.py") for name in MODULES)
    program = [*modules, paths.resources() / "words", paths.bundled_pack() / manifest.FILE]
    return State(_digest(packs.stamps(program)), packs.stamps(folders))


class Plan(NamedTuple):
    """What is to be done to have a store in step with packs."""

    state: State
    found: list[Pack]
    problems: list[Problem]
    """With the packs themselves."""
    topics: dict[Key, Files]
    numbers: dict[Key, int]
    """Of the leaflets that there will be."""
    changed: list[Key]
    """To be put, in the order of their numbers."""
    gone: list[Key]
    """To be removed before: what is not there any more, and what has changed."""
    is_afresh: bool
    """It starts from an empty database: there is no base, or little of it could stay."""


def plan(folders: Sequence[Path], state: State, base: Connection | None = None) -> Plan:
    """For the packs in `folders`, from nothing or from a store that the same program made."""
    found, problems = packs.find(folders)
    topics: dict[Key, Files] = {}
    for pack in reversed(found):
        for key, path in pack.sources().items():
            topics.setdefault(key, []).append((pack, path))
    numbers = number.of_leaflets(topics)
    known = store.known(base) if base else {}
    same = {
        key
        for key, was in known.items()
        if numbers.get(key) == was.number and was.stamps == _stamps(topics[key], was.pictures, state)
    }
    is_afresh = len(same) < len(numbers) / 2
    changed = [key for key in numbers if is_afresh or key not in same]
    gone = [] if is_afresh else [key for key in known if key not in same]
    return Plan(state, found, problems, topics, numbers, changed, gone, is_afresh)


def carry_out(plan: Plan, database: Connection, progress: Progress | None = None) -> None:
    """Do it to an empty database, or to a copy of the base.

    What cannot be loaded is listed in the table `problem`; the rest is compiled. A later pack replaces
    leaflets, but not by one that cannot be loaded.
    """
    changed = Store(database)
    for key in plan.gone:
        changed.remove(key)
    _load(plan, plan.changed, changed, progress)
    astray = changed.astray()
    for key in astray:
        changed.remove(key)
    _load(plan, astray, changed, progress)
    changed.finish(plan.state.meta, plan.found, plan.problems)


def _stamps(files: Files, pictures: Sequence[str], state: State) -> str:
    """Changes when the leaflet made of these files, with these pictures, may have changed."""
    named = [(pack.manifest.name, installed.lasting(path)) for pack, path in files]
    written = [f"{name} {path} {state.stamps.get(path)}" for name, path in named]
    seen = map(installed.lasting, pictures)
    return "\n".join([*written, *(f"{picture} {state.stamps.get(picture)}" for picture in seen)])


def _load(plan: Plan, keys: Sequence[Key], into: Store, progress: Progress | None) -> None:
    if progress and keys:
        progress(0, len(keys))
    wanted = [[(Path(path), pack.root) for pack, path in plan.topics[key]] for key in keys]
    with closing(crew.load(wanted)) as attempts:
        for done, (key, attempt) in enumerate(zip(keys, attempts, strict=True), 1):
            files = plan.topics[key]
            names = [pack.manifest.name for pack, _ in files]
            pictures = attempt.record.page.files if attempt.record else []
            into.put(key, plan.numbers[key], attempt, names, _stamps(files, pictures, plan.state))
            if progress:
                progress(done, len(keys))


def _digest(stamps: Mapping[str, str]) -> str:
    lines = "\n".join(f"{path} {stamp}" for path, stamp in stamps.items())
    return hashlib.blake2b(os.fsencode(lines), digest_size=16).hexdigest()
