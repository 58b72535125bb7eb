"""Install packs, take them back, say what that changes. What a staff page and `kpviewer pack` both do.

Everything is proved before anything is written; then the pack is unpacked beside what is shown, the
library compiled with it, and the index rewritten. Until that very rename the old library stands, and
what goes wrong leaves nothing behind. A window that is open takes the new library up by itself.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kpviewer import installed, kpack, leaflet, manifest, paths, signature, switch
from kpviewer.errors import ContentError, KpError, MachineError
from kpviewer.installed import Slot, Version
from kpviewer.kpack import Kpack
from kpviewer.settings import Settings
from kpviewer.switch import New, Progress


class Change(NamedTuple):
    """What a pack would do to one of the files that are shown."""

    kind: str
    """`added`, `changed` or `removed`."""
    name: str
    """Of the file in the pack: `en/sleep.md`, `en/brain.png`."""
    title: str
    """Of a leaflet; empty for a picture."""


@dataclass(frozen=True)
class Plan:
    """What installing a file would do."""

    kpack: Kpack
    shown: str
    """Version that is shown now; empty if none is."""
    changes: Sequence[Change]
    """Sorted by name; of another pack's leaflets nothing is said."""
    objection: KpError | None
    """Why it would not be installed; its text is one line for a person."""


class Installed(NamedTuple):
    """A pack that is installed, in the shape of `kpviewer pack list --json`."""

    name: str
    title: str
    version: str
    """That is shown; empty after a pack was taken back altogether."""
    publisher: str
    leaflets: int
    key: str
    """Number of the trusted key that signed it; empty if none did."""
    before: str
    """Version that rolling back would show; empty if none."""
    place: str
    """`machine` for all users, or `user`."""
    is_shown: bool
    """False if nothing is to be shown, or the machine's pack of that name goes first, or the policy
    wants another signature."""


def packs(settings: Settings) -> list[Installed]:
    """What is installed here, by name."""
    places = (paths.user_packs(), paths.machine_packs())
    return sorted(
        _described(folder, name, settings) for folder in places for name in installed.read(folder)
    )


def plan(path: Path, settings: Settings, older: bool = False, progress: Progress | None = None) -> Plan:
    """Prove a file and say what installing it would do; writes nothing.

    Raises ContentError, one line that says why it is not believed, or MachineError if it cannot be read.
    `older` as for `install`.
    """
    told = progress or _say_nothing
    trust = signature.trust_of(settings)
    proved = kpack.verify(path, trust, partial(told, "verify"))
    root = installed.find().get(proved.manifest.name)
    version = manifest.read(root).version if root else ""
    return Plan(proved, version, _changes(proved, root), _objection(proved, root, older))


def install(
    path: Path, settings: Settings, older: bool = False, progress: Progress | None = None
) -> Installed:
    """Prove a file and show what is in it from now on; the version before is kept, those before that go.

    `older`: even if it is not newer than what is shown. What is shown already stays as it is. Raises
    ContentError, one line that says why it is not believed or shown, or MachineError of this machine.
    """
    told = progress or _say_nothing
    planned = plan(path, settings, older, told)
    if planned.objection:
        raise planned.objection
    proved, name = planned.kpack, planned.kpack.manifest.name
    new = Version(_folder_of(proved), proved.signer.key if proved.signer.is_trusted else "")
    folder = paths.packs_to_install_in()
    root = folder / name / new.folder
    with switch.alone(folder, told):
        objection = _objection(proved, installed.find().get(name), older)
        if objection:  # another program was quicker
            raise objection
        slots = installed.read(folder)
        old = slots.get(name, Slot(None, None))
        if old.shown != new or not root.is_dir():
            others = [one for one in old if one and one.folder != new.folder]
            slots[name] = Slot(new, others[0] if others else None)
            with switch.unpacked(proved, root, signature.trust_of(settings), told):
                switch.to(slots, folder, New(name, root, path), settings, told)
            switch.sweep(folder)
    return _described(folder, name, settings)


def roll_back(name: str, settings: Settings, progress: Progress | None = None) -> Installed:
    """Show the version of a pack that was shown before, or none if none was; once more undoes that.

    Raises KpError if there is nothing to take back, ContentError if its signature is not good any more.
    """
    told = progress or _say_nothing
    places = (paths.machine_packs(), paths.user_packs())
    folder = next((place for place in places if name in installed.read(place)), None)
    if not folder:
        raise KpError(f"no pack {name} is installed; kpviewer pack list shows what is")
    with switch.alone(folder, told):
        slots = installed.read(folder)
        slots[name] = slot = Slot(*reversed(slots[name]))
        root = folder / name / slot.shown.folder if slot.shown else None
        if root:
            _prove_again(root, signature.trust_of(settings))
        switch.to(slots, folder, New(name, root, root or folder), settings, told)
    return _described(folder, name, settings)


def _say_nothing(stage: str, done: int, total: int) -> None:
    pass


def _folder_of(proved: Kpack) -> str:
    return proved.digest[:16]


def _changes(proved: Kpack, root: Path | None) -> list[Change]:
    """What is other in `proved` than in the version that is shown in `root`, if any."""
    old, new = installed.sums(root) if root else {}, proved.sums
    found = []
    for name in sorted({*old, *new} - {manifest.FILE}):
        if name not in old:
            found.append(Change("added", name, proved.titles.get(name, "")))
        elif name not in new:
            found.append(Change("removed", name, _title(root / name) if root else ""))
        elif old[name] != new[name]:
            found.append(Change("changed", name, proved.titles.get(name, "")))
    return found


def _objection(proved: Kpack, root: Path | None, older: bool) -> KpError | None:
    """Why it may not take the place of what is shown in `root`."""
    name, version = proved.manifest.name, proved.manifest.version
    machine = paths.machine_packs()
    if paths.packs_to_install_in() != machine and name in installed.read(machine):
        advice = f"let IT install it there, or let this user write to {machine}"
        return MachineError(f"{name} is installed for all users of this machine", advice)
    if older or not root or root.name == _folder_of(proved):
        return None
    shown = manifest.read(root).version
    key, shown_key = manifest.version_key(version), manifest.version_key(shown)
    if key > shown_key:
        return None
    why = "is older than" if key < shown_key else "has another content than"
    problem = f"{name} {version} {why} {name} {shown}, which is installed; --older installs it all the same"
    return ContentError(proved.path, 0, problem, "older")


def _prove_again(root: Path, trust: signature.Trust) -> None:
    """Raises ContentError unless the version in `root` is signed as it must be now."""
    try:
        text, signed = (root / kpack.SUMS).read_bytes(), root / kpack.SIGNATURE
        signature.prove(text, signed.read_bytes() if signed.exists() else None, trust)
    except signature.Untrusted as error:
        raise ContentError(root, 0, str(error), "signature") from error
    except OSError as error:
        raise MachineError(
            f"{root} is gone ({error.strerror})", "install the pack from its file"
        ) from error


def _title(path: Path) -> str:
    """Of a leaflet that is shown; empty of anything else."""
    with contextlib.suppress(ContentError):
        return leaflet.parse(path).title if path.suffix == ".md" else ""
    return ""


def _described(folder: Path, name: str, settings: Settings) -> Installed:
    slot = installed.read(folder)[name]
    roots = [folder / name / version.folder if version else None for version in slot]
    shown, before = (manifest.read(root) if root else None for root in roots)
    said = shown or before
    assert said
    files = installed.sums(roots[0]) if roots[0] else {}
    return Installed(
        name=name,
        title=said.title,
        version=shown.version if shown else "",
        publisher=said.publisher,
        leaflets=sum(file.endswith(".md") for file in files),
        key=slot.shown.key if slot.shown else "",
        before=before.version if before else "",
        place="machine" if folder == paths.machine_packs() else "user",
        is_shown=roots[0] in installed.folders(settings),
    )
