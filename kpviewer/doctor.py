"""What works on this machine, and what to do where something does not. Says nothing of any person."""

import contextlib
import os
import platform
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kpviewer import __version__, console, installed, library, paths, settings, spooler, voices
from kpviewer.errors import MachineError
from kpviewer.settings import Settings

_LEAST_ROOM = 100
"""Megabytes that compiling and printing may want."""


class Finding(NamedTuple):
    """One line of `kpviewer doctor`."""

    subject: str
    state: str
    """`ok`, `attention` (something is missing, the rest works) or `broken`."""
    words: str
    advice: str = ""
    """What to do; empty where all is well."""


Examine = Callable[[], Iterator[Finding]]


def findings(
    chosen: Settings | MachineError, folders: Sequence[Path], look_at_qt: Examine
) -> Iterator[Finding]:
    """Everything, one after the other, each within a few seconds; what fails is a finding itself.

    `chosen` is the error where settings or policy could not be read; `look_at_qt` finds what only Qt knows.
    """
    usable = Settings() if isinstance(chosen, MachineError) else chosen
    examinations: list[tuple[str, Examine]] = [
        ("versions", _versions),
        ("policy", lambda: _policy(chosen)),
        ("Qt", look_at_qt),
        ("printers", lambda: _printers(usable["print.printer"], usable["print.enabled"])),
        ("voices", _voices),
        ("keys", lambda: _keys(usable)),
        ("packs", lambda: _packs(folders)),
        ("store", lambda: _store(folders)),
    ]
    for subject, examine in examinations:
        try:
            yield from map(_without_home, examine())
        except MachineError as error:
            yield Finding(subject, "broken", error.problem, error.advice)
        except Exception as error:  # the doctor tells of what it did not expect, too
            yield Finding(subject, "broken", f"{type(error).__name__}: {error}", "send this to support")


def _without_home(finding: Finding) -> Finding:
    """The name of a home folder is a person's."""
    home = os.environ.get("HOME", "").rstrip("/")
    return Finding(*(text.replace(home, "~") for text in finding)) if home else finding


def letters(folders: Sequence[Path]) -> dict[str, str]:
    """All characters that the leaflets of each language need; of no language where there is no store."""
    last = library.open_last(folders)
    if not last:
        return {}
    with contextlib.closing(last):
        query = "SELECT title FROM leaflet WHERE lang = ? UNION ALL SELECT text FROM section"
        query += " JOIN leaflet ON leaflet.id = section.leaflet WHERE lang = ?"
        texts = {lang: last.rows(query, lang, lang) for lang in last.languages()}
    seen = {lang: set().union(*(text for (text,) in rows)) for lang, rows in texts.items()}
    return {lang: "".join(sorted(filter(str.isprintable, one))) for lang, one in seen.items()}


def _versions() -> Iterator[Finding]:
    words = f"kpviewer {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    yield Finding("versions", "ok", f"{words}, {platform.system()} {platform.release()}")


def _policy(chosen: Settings | MachineError) -> Iterator[Finding]:
    if isinstance(chosen, MachineError):
        yield Finding("policy", "broken", chosen.problem, chosen.advice)
        return
    for path in (paths.settings_file(), paths.policy_file()):
        there = "is used" if path.is_file() else "is not there, which is fine"
        yield Finding(path.stem, "ok", f"{path} {there}")
    if chosen.complaint:
        yield Finding("settings", "attention", f"ignored: {chosen.complaint}", "mend that line")
    names = [key.name for key in settings.KEYS if chosen.origin(key.name) != "default"]
    for doubt in settings.doubts({name: chosen[name] for name in names}):
        yield Finding("policy", "attention", doubt, "see kpviewer settings")


def _printers(wanted: str, is_enabled: bool) -> Iterator[Finding]:
    if not is_enabled:
        yield Finding("printers", "ok", "printing is switched off by print.enabled")
        return
    if not spooler.is_here():
        advice = "apt-get install cups-client, where handouts are to be printed"
        yield Finding("printers", "attention", "CUPS is not installed", advice)
        return
    try:
        names, default = spooler.printers()
    except MachineError as error:
        yield Finding("printers", "attention", error.problem, error.advice)
        return
    if wanted and wanted not in names:
        problem = f"print.printer names {wanted!r}; there are: {', '.join(names) or 'none'}"
        yield Finding("printers", "broken", problem, "lpstat -e lists the names")
    elif not names:
        yield Finding("printers", "attention", "there is no printer", "add one to CUPS")
    else:
        yield Finding("printers", "ok", f"{', '.join(names)}; default: {default or 'none'}")


def _voices() -> Iterator[Finding]:
    commands = voices.advice()
    if commands:
        yield Finding("voices", "attention", "leaflets cannot be read aloud", " && ".join(commands))
    else:
        yield Finding("voices", "ok", "there is a voice to read leaflets aloud")


def _keys(chosen: Settings) -> Iterator[Finding]:
    from kpviewer import signature

    numbers = [signature.number(key) for key in chosen["content.trusted_keys"]]
    if numbers:
        yield Finding("keys", "ok", f"trusted: {', '.join(numbers)}")
    elif chosen["content.require_signature"]:
        problem = (
            "content.require_signature is set, but no key is trusted: there are the bundled leaflets only"
        )
        yield Finding("keys", "attention", problem, "name the keys of your packs in content.trusted_keys")
    else:
        yield Finding("keys", "ok", "none is trusted: whoever signed a pack, it may be installed")


def _packs(folders: Sequence[Path]) -> Iterator[Finding]:
    from kpviewer import packs

    found, problems = packs.find(folders)
    signers = _signers()
    for pack in found:
        said = pack.manifest
        version = f" {said.version}" if said.version else ""
        words = f"{said.title}{version}: {console.counted(len(pack.leaflets()), 'leaflet')}"
        yield Finding("packs", "ok", f"{words}, {signers.pop(pack.root, 'a folder')}")
    for root in signers:
        if root != paths.bundled_pack():
            words = f"{root.parent.name} is installed, but something keeps it out of sight"
            yield Finding("packs", "attention", words, "kpviewer pack list says what")
    for problem in problems:
        yield Finding("packs", "attention", str(problem), "kpviewer check tells more")


def _signers() -> dict[Path, str]:
    """Who vouches for the folders of the packs that are not somebody's own."""
    found = {paths.bundled_pack(): "which come with kpviewer"}
    for place in (paths.user_packs(), paths.machine_packs()):
        for name, slot in installed.read(place).items():
            if slot.shown:
                key = slot.shown.key
                said = f"signed by key {key}" if key else "not signed by a trusted key"
                found[place / name / slot.shown.folder] = said
    return found


def _store(folders: Sequence[Path]) -> Iterator[Finding]:
    cache = paths.cache()
    last = library.open_last(folders)
    if not last:
        yield Finding("store", "attention", f"no store in {cache}", "none: the next start compiles it")
    else:
        with contextlib.closing(last):
            yield _state_of(last, folders)
    place = next(folder for folder in (cache, *cache.parents) if folder.is_dir())
    if not os.access(place, os.W_OK):
        problem = f"{place} cannot be written: leaflets are compiled at every start"
        yield Finding("store", "attention", problem, "give the user of kpviewer that folder")
        return
    room = shutil.disk_usage(place).free // 1_000_000
    state = "ok" if room >= _LEAST_ROOM else "attention"
    yield Finding("disk", state, f"{room:,} MB free", "" if state == "ok" else "free some space")


def _state_of(last: library.Library, folders: Sequence[Path]) -> Finding:
    counts = ", ".join(f"{len(last.leaflets(lang))} in {lang}" for lang in last.languages())
    if not library.is_current(folders):
        words = f"leaflets changed since it was compiled ({counts})"
        return Finding("store", "attention", words, "none: the next start compiles it")
    problems = last.problems()
    if problems:
        words = f"{len(problems)} problems in the packs ({counts})"
        return Finding("store", "attention", words, "kpviewer check lists them")
    return Finding("store", "ok", f"whole and current ({counts})")
