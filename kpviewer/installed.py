"""Which packs are installed, and which version of each is shown. Every start asks, so it imports little.

A folder of installed packs holds `<name>/<version>/` and an index: a line for each pack, with the version
that is shown and the one before. To rewrite the index is to switch; a reader sees one state or the other.
"""

import os
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from kpviewer import files, paths
from kpviewer.errors import MachineError
from kpviewer.settings import Settings

INDEX = "index"
SUMS = "SHA256SUMS"
"""The file with the sums of all others of a version."""
_NONE = "-"


class Version(NamedTuple):
    """One version of an installed pack."""

    folder: str
    """Its name in the folder of the pack; made of the content's sums, so never used for another content."""
    key: str
    """Number of the trusted key that signed it; empty if none did."""


class Slot(NamedTuple):
    """The two versions of a pack that are kept."""

    shown: Version | None
    before: Version | None


def read(folder: Path) -> dict[str, Slot]:
    """The packs installed in `folder`, by name; raises MachineError if its index is damaged."""
    try:
        lines = (folder / INDEX).read_text("utf-8").splitlines()
        return {
            name: Slot(_version(*words[:2]), _version(*words[2:])) for name, *words in map(str.split, lines)
        }
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, TypeError) as error:
        advice = "remove that file and install the packs again"
        raise MachineError(f"{folder / INDEX} is damaged ({error})", advice) from error


def write(folder: Path, slots: Mapping[str, Slot]) -> None:
    """Switch to these; raises MachineError, and then nothing has changed."""
    lines = [" ".join([name, *_words(slot.shown), *_words(slot.before)]) for name, slot in slots.items()]
    with files.writing(folder / INDEX) as file:
        file.write("".join(f"{line}\n" for line in sorted(lines)).encode())
        if sys.platform != "win32":
            os.fchmod(file.fileno(), 0o644)  # whatever the umask says


def folders(settings: Settings, instead: Mapping[str, Path | None] | None = None) -> list[Path]:
    """The folders that make the library: the bundled pack, the installed ones, those of `content.packs`.

    `instead` are other versions of installed packs, or none, by name.
    """
    if settings["content.require_signature"]:
        from kpviewer import signature

        roots, own = find({signature.number(key) for key in settings["content.trusted_keys"]}), []
    else:
        roots, own = find(), settings["content.packs"]
    shown = sorted({**roots, **(instead or {})}.items())
    drafts = (Path(os.path.abspath(Path(folder).expanduser())) for folder in own)
    return [paths.bundled_pack(), *(root for _, root in shown if root), *drafts]


def find(keys: Collection[str] | None = None) -> dict[str, Path]:
    """The folders of the versions that are shown, by pack; what IT installed for the machine goes first.

    `keys` are numbers: what none of them signed is not shown. None: signed or not, all is shown.
    """
    found = {}
    for folder in (paths.user_packs(), paths.machine_packs()):
        for name, slot in read(folder).items():
            if slot.shown and (keys is None or slot.shown.key in keys):
                found[name] = folder / name / slot.shown.folder
    return found


def sums(root: Path) -> dict[str, str]:
    """Of the files of a version, by their names; none if they are gone. Nobody has looked at the files."""
    try:
        lines = (root / SUMS).read_text("utf-8").splitlines()
    except OSError:
        return {}
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def stamps(root: Path) -> dict[str, str]:
    """The same by the `lasting` paths of the files."""
    return {lasting(os.path.join(root, name)): digest for name, digest in sums(root).items()}


def lasting(path: str) -> str:
    """The path of a file, the same for all versions of an installed pack: what did not change keeps it."""
    for folder in (paths.user_packs(), paths.machine_packs()):
        if path.startswith(f"{folder}{os.sep}"):
            name, _, *inside = Path(path).relative_to(folder).parts
            return os.path.join(folder, name, *inside)
    return path


def watched() -> list[str]:
    """The folders in which something happens when packs are installed, even the first one."""
    found = []
    for place in (paths.user_packs(), paths.machine_packs()):
        found += [str(one) for one in (place, *place.parents[:2]) if one.is_dir()][:1]
    return found


def holds(path: Path) -> bool:
    """Whether it is a version of an installed pack."""
    return any(folder in path.parents for folder in (paths.user_packs(), paths.machine_packs()))


def _version(folder: str, key: str) -> Version | None:
    return None if folder == _NONE else Version(folder, "" if key == _NONE else key)


def _words(version: Version | None) -> tuple[str, str]:
    return (version.folder, version.key or _NONE) if version else (_NONE, _NONE)
