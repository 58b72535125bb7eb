"""What `kpviewer pack …` does: packs begun, built, proved, installed and taken back."""

import argparse
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kpviewer import console, installing, kpack, library, paths, signature
from kpviewer.errors import ContentError, KpError, MachineError, Problem
from kpviewer.installing import Installed, Plan
from kpviewer.kpack import Kpack, Sign
from kpviewer.settings import Settings
from kpviewer.signature import Trust


def run(given: argparse.Namespace, chosen: Settings, folders: Sequence[Path]) -> int:
    """Run `given.command`; `folders` make the library. Returns the exit code."""
    match given.command:
        case "pack new":
            return _new(given)
        case "pack build":
            return _build(given, chosen, folders)
        case "pack verify":
            return _verify(given, chosen)
        case "pack install":
            return _install(given, chosen)
        case "pack list":
            return _list(given, chosen)
    return _roll_back(given, chosen)


def _new(given: argparse.Namespace) -> int:
    """Copy the template."""
    folder: Path = given.folder
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise KpError(f"{folder} is not empty; name a folder that is, or one that is not there yet")
        shutil.copytree(paths.pack_template(), folder, dirs_exist_ok=True)
    except OSError as error:
        advice = "choose another place"
        raise MachineError(f"{folder} cannot be written ({error.strerror})", advice) from error
    print(f"{folder}: begin with {folder / 'pack.toml'}, then kpviewer --packs {folder}")
    return 0


def _build(given: argparse.Namespace, chosen: Settings, beside: Sequence[Path]) -> int:
    """Check the pack, then write it; `beside` are the folders that its links may lead to."""
    from kpviewer import check

    target: Path = given.output
    if target.suffix != kpack.SUFFIX:
        raise KpError(f"{target}: name a file that ends in {kpack.SUFFIX}")
    root = Path(os.path.abspath(given.folder))
    others = [folder for folder in beside if folder != root]
    problems = check.check([root], others, console.Progress())
    errors = [problem for problem in problems if problem.level == "error"] or _unshown(root, others)
    if errors:
        for problem in errors:
            print(f"{problem} [{problem.rule}]")
        print(f"nothing was built: {console.counted(len(errors), 'error')}")
        return ContentError.exit_code
    for name in kpack.members(root)[1]:
        print(f"left out: {name}")
    trust = Trust(tuple(chosen["content.trusted_keys"])) if given.signature else Trust()
    print(_described(kpack.build(root, target, _sign(given.key, given.signature), trust)))
    return 0


def _unshown(root: Path, others: Sequence[Path]) -> list[Problem]:
    """What `check` does not see because it does not render: what would be refused where it is installed."""
    with tempfile.TemporaryDirectory() as scratch:
        compiled = library.load_from([*others, root], Path(scratch))
        problems = compiled.problems()
        compiled.close()
    return [one for one in problems if one.level == "error" and root in Path(one.path).parents]


def _sign(key: Path | None, signed: Path | None) -> Sign | None:
    """How the pack that is built is to be signed."""
    if key:
        return lambda sums, comment: signature.sign(
            sums, key, comment, lambda: console.ask_secret(f"Password of {key}: ")
        )
    if not signed:
        return None
    try:
        text = signed.read_bytes()
        tidied = signature.tidy(text)
    except OSError as error:
        advice = "name the file that minisign wrote"
        raise MachineError(f"{signed} cannot be read ({error.strerror})", advice) from error
    except signature.Untrusted as error:
        raise KpError(f"{signed} {error}") from error
    return lambda _sums, _comment: tidied


def _verify(given: argparse.Namespace, chosen: Settings) -> int:
    """Say what is in a file that may be trusted, and what it would change."""
    planned = installing.plan(given.file, chosen, progress=_Progress())
    if given.json:
        console.print_json(_planned(planned))
        return 0
    print(_described(planned.kpack))
    for change in planned.changes:
        print(f"{change.kind:8} {change.name:40} {change.title}".rstrip())
    print(f"installed is {planned.shown}" if planned.shown else "none of its name is installed")
    if planned.objection:
        print(f"it would not be installed: {planned.objection}")
    return 0


def _install(given: argparse.Namespace, chosen: Settings) -> int:
    before = installing.packs(chosen)
    now = installing.install(given.file, chosen, given.older, _Progress())
    if now in before and not given.json:
        print("installed already: ", end="")
    return _show(now, given.json)


def _roll_back(given: argparse.Namespace, chosen: Settings) -> int:
    return _show(installing.roll_back(given.name, chosen, _Progress()), given.json)


def _list(given: argparse.Namespace, chosen: Settings) -> int:
    found = installing.packs(chosen)
    if given.json:
        console.print_json([one._asdict() for one in found])
    elif not found:
        print("no pack is installed")
    else:
        for one in found:
            print(_line(one))
    return 0


def _show(one: Installed, as_json: bool) -> int:
    if as_json:
        console.print_json(one._asdict())
    else:
        print(_line(one))
    return 0


def _line(one: Installed) -> str:
    signed = f"signed by key {one.key}" if one.key else "not signed by a trusted key"
    state = "" if one.is_shown else ", not shown"
    before = f"; {one.before} before" if one.before else ""
    who = "all users" if one.place == "machine" else "this user"
    leaflets = console.counted(one.leaflets, "leaflet")
    return f"{one.name} {one.version or '(none)'}{before}: {leaflets}, for {who}, {signed}{state}"


def _planned(planned: Plan) -> dict[str, object]:
    """In the shape of `kpviewer pack verify --json`."""
    proved = planned.kpack
    return {
        "name": proved.manifest.name,
        "title": proved.manifest.title,
        "version": proved.manifest.version,
        "publisher": proved.manifest.publisher,
        "languages": list(proved.manifest.languages),
        "leaflets": len(proved.titles),
        "key": proved.signer.key,
        "is_trusted": proved.signer.is_trusted,
        "installed": planned.shown,
        "changes": [change._asdict() for change in planned.changes],
        "objection": str(planned.objection or ""),
    }


class _Progress:
    """Says on standard error how far each stage of the work is, if somebody looks on."""

    def __init__(self) -> None:
        self._stages: dict[str, console.Progress] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != "wait":
            noun = "leaflet" if stage == "compile" else "file"
            self._stages.setdefault(stage, console.Progress(noun))(done, total)


def _described(proved: Kpack) -> str:
    said = proved.manifest
    leaflets = console.counted(len(proved.titles), "leaflet")
    return (
        f"{proved.path}: {said.name} {said.version}, {said.title}, from {said.publisher}: "
        f"{leaflets} in {', '.join(said.languages)}; {proved.signer}"
    )
