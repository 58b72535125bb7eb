"""What `kpviewer pack …` does: packs begun, built, proved, installed and taken back."""

import argparse
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from kpviewer import console, kpack, paths, signature
from kpviewer.errors import ContentError, KpError, MachineError
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
    raise AssertionError(given.command)


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
    problems = check.check([root], [folder for folder in beside if folder != root], console.Progress())
    errors = [problem for problem in problems if problem.level == "error"]
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
    """Say what is in a file, if it may be trusted."""
    proved = kpack.verify(given.file, signature.trust_of(chosen), console.Progress("file"))
    print(_described(proved))
    return 0


def _described(proved: Kpack) -> str:
    said = proved.manifest
    leaflets = console.counted(len(proved.titles), "leaflet")
    return (
        f"{proved.path}: {said.name} {said.version}, {said.title}, from {said.publisher}: "
        f"{leaflets} in {', '.join(said.languages)}; {proved.signer}"
    )
