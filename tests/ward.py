"""Programs that are killed while they install packs: `python -m tests.ward FOLDER KILLS SEED`.

FOLDER is where `fill` put packs, which they install and take back. First one dies before each of the steps
that they take on the disk, then KILLS die at some moment. After each death is told, a line of JSON, what a
start would find, and what a next installation leaves.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from kpviewer import installed, installing, library, paths
from kpviewer.library import Library
from kpviewer.settings import Settings
from tests import packing
from tests.conftest import Key

VERSIONS = ("1", "2", "3")
_STEPS = {"os.rename", "os.remove", "os.rmdir", "os.mkdir"}
"""And every file that is opened to be written."""


def fill(folder: Path, key: Key) -> None:
    """Write three versions of a pack, whose leaflets end with their version; the second signed, too."""
    for version in VERSIONS:
        leaflet = packing.leaflet(body=f"![A brain](brain.png)\n\nWords of {version}")
        content = packing.files(version, {"en/sleep.md": leaflet, "en/rest.md": leaflet})
        (folder / f"{version}.kpack").write_bytes(packing.pack(content))
        if version == "2":
            (folder / "2-signed.kpack").write_bytes(packing.pack(content, key))
    (folder / "key").write_text(key.public)
    (folder / "bundled" / "en").mkdir(parents=True)
    shutil.copy(paths.bundled_pack() / "pack.toml", folder / "bundled")
    (folder / "bundled" / "en" / "get-help.md").write_bytes(packing.leaflet("Get help"))


def main(folder: Path, kills: int, seed: int) -> None:
    """Let one die before each step, then so many at some moment."""
    little = folder / "bundled"  # what comes with the program takes long to compile
    pytest.MonkeyPatch().setattr(paths, "bundled_pack", lambda: little)
    pytest.MonkeyPatch().setattr(os, "fsync", lambda file: None)  # only a power cut would ask for it
    homes = [paths.user_packs().parent.parent, paths.cache().parent.parent]
    settings = Settings()
    settings.put({"content.trusted_keys": [(folder / "key").read_text()]}, "policy")

    def install(file: str) -> None:
        installing.install(folder / f"{file}.kpack", settings, older=True)

    lives: dict[str, Callable[[], object]] = {
        file: partial(install, file) for file in (*VERSIONS, "2-signed")
    }
    lives["back"] = partial(installing.roll_back, "riverside", settings)
    tell = partial(_tell, settings, install)

    for home in homes:
        home.mkdir()
    _keep(homes)
    _die_before_each_step("1", lives["1"], homes, tell)
    for file in ("1", "2"):
        install(file)
    _keep(homes)
    for name in ("1", "3", "2-signed", "back"):
        _die_before_each_step(name, lives[name], homes, tell)

    chance = random.Random(seed)
    start = time.perf_counter()
    _end(_born(lives["3"]))
    longest = 1.5 * (time.perf_counter() - start)
    for _ in range(kills):
        name = chance.choice([*lives])
        before = _index()
        child = _born(lives[name])
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        _end(child)
        tell(name, "some moment", before, chance.random() < 0.5)


def _die_before_each_step(
    name: str, life: Callable[[], object], homes: list[Path], tell: Callable[..., None]
) -> None:
    step, is_killed = 0, True
    while is_killed:
        step += 1
        for home in homes:
            shutil.rmtree(home)
            shutil.copytree(_kept(home), home)
        before = _index()
        is_killed = _end(_born(life, step))
        tell(name, f"step {step}", before, True)


def _born(life: Callable[[], object], steps: int = 0) -> int:
    """The number of a process that lives this, and dies before that step if one is given."""
    child = os.fork()
    if not child:
        try:
            if steps:
                sys.addaudithook(_Fate(steps))
            life()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    return child


class _Fate:
    """Kills who takes so many steps."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def __call__(self, event: str, words: tuple[object, ...]) -> None:
        is_written = event == "open" and isinstance(words[2], int) and words[2] & (os.O_WRONLY | os.O_RDWR)
        if event in _STEPS or is_written:
            self._left -= 1
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)


def _end(child: int) -> bool:
    """Wait for it; whether it was killed."""
    status = os.waitpid(child, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("one fell ill by itself")
    return os.WIFSIGNALED(status)


def _keep(homes: list[Path]) -> None:
    for home in homes:
        shutil.rmtree(_kept(home), ignore_errors=True)
        shutil.copytree(home, _kept(home))


def _kept(home: Path) -> Path:
    return home.with_name(f"{home.name}-kept")


def _index() -> list[str]:
    """The versions that are shown and kept."""
    slot = installed.read(paths.user_packs()).get("riverside")
    return [_version(one.folder) if one else "" for one in slot] if slot else ["", ""]


def _version(folder: str) -> str:
    said = (paths.user_packs() / "riverside" / folder / "pack.toml").read_text("utf-8")
    return said.split('version = "')[1][0]


def _tell(
    settings: Settings,
    install: Callable[[str], None],
    name: str,
    when: str,
    before: list[str],
    goes_on: bool,
) -> None:
    """What a start finds, and if it goes on so what the next installation leaves."""
    first = library.open_last(installed.folders(settings))
    then = library.load_from(installed.folders(settings))
    told: dict[str, object] = {
        "life": f"{name}, {when}",
        "might show": sorted({before[0], before[1] if name == "back" else name[0]}),
        "first": _shown(first) if first else [],
        "then": _shown(then),
        "broken": [*_broken()],
    }
    if goes_on:
        another = next(version for version in VERSIONS if version != _index()[0])
        install(another)
        told |= {"next": [another], "shows": _shown(library.load_from(installed.folders(settings)))}
        told["left"] = _left()
    print(json.dumps(told), flush=True)


def _shown(opened: Library) -> list[str]:
    """The last words of the pack's leaflets, one if they are of one version."""
    ours = [entry.slug for entry in opened.leaflets("en") if entry.pack == "riverside"]
    found = {opened.read(slug, "en").text.split()[-1] for slug in ours}
    opened.close()
    return sorted(found) if len(ours) in (0, 2) else ["part of", *sorted(found)]


def _broken() -> Iterator[str]:
    """Files that are not as the sums of their version have them."""
    for slot in installed.read(paths.user_packs()).values():
        for version in filter(None, slot):
            root = paths.user_packs() / "riverside" / version.folder
            for line in (root / installed.SUMS).read_text("utf-8").splitlines():
                digest, _, name = line.partition("  ")
                if hashlib.sha256((root / name).read_bytes()).hexdigest() != digest:
                    yield f"{version.folder}/{name}"


def _left() -> list[str]:
    """What is neither named by the index nor kept by intent."""
    slots = installed.read(paths.user_packs())
    named = {"index", ".lock", *slots}
    named |= {f"{name}/{one.folder}" for name, slot in slots.items() for one in slot if one}
    packs = paths.user_packs()
    found = [path.relative_to(packs).as_posix() for path in (*packs.iterdir(), *packs.glob("*/*"))]
    [_, *stores] = paths.cache().glob("*.sqlite")
    others = [path for path in paths.cache().iterdir() if path.suffix not in (".sqlite", ".lock")]
    return [*({*found} - named), *(path.name for path in (*stores, *others))]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
