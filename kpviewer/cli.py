"""The commands, and the only place that builds everything."""

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kpviewer import (
    arguments,
    console,
    display,
    files,
    installed,
    instance,
    library,
    paths,
    quickstart,
    settings,
)
from kpviewer.errors import ContentError, KpError, MachineError
from kpviewer.settings import Settings

if TYPE_CHECKING:
    from kpviewer.doctor import Finding
    from kpviewer.handout import Handout
    from kpviewer.page import Entry

_PATIENCE_SECONDS = 60.0
"""With a printer, before `print` leaves the job to its queue."""
_UNLISTED = ("short", "replaces")
"""What `list --json` does not promise."""
_INTERRUPTED = 130
"""What shells say of a program that Ctrl+C ended."""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code, as `KpError` explains them."""
    try:
        command, given = arguments.read(list(sys.argv[1:] if words is None else words))
        if command == "settings" and (given.check or given.hash_pin):
            return _apart(given)
        if command == "doctor":
            return _examine(given)
        return _COMMANDS[command](given, _settings(given))
    except KpError as error:
        print(f"kpviewer: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return _INTERRUPTED


# The commands


def _open_window(given: argparse.Namespace, chosen: Settings) -> int:
    display.choose()
    lang, slug = _lang(given, chosen), given.leaflet or ""
    own = map(str, (*chosen["content.packs"], given.settings, given.policy))
    meeting = "" if given.kiosk else instance.address(*own)
    if meeting and instance.hand_over(meeting, [slug, os.environ.get("XDG_ACTIVATION_TOKEN", "")]):
        return 0
    gc.disable()  # until the window stands and `garbage` takes over
    with _loading_qt():
        from kpviewer.ui import app
    if given.kiosk and not chosen[settings.EXIT_PIN]:
        print(f"kpviewer: {settings.NO_PIN}", file=sys.stderr)
    is_watched_over = bool(os.environ.get("NOTIFY_SOCKET")) or sys.platform == "win32"
    app.start_desk()
    code = app.App(lambda: _folders(chosen), chosen, lang, slug, meeting, given.kiosk).run()
    if code == app.RESTART and not is_watched_over:
        os.execv(sys.executable, sys.orig_argv)
    return code


def _list(given: argparse.Namespace, chosen: Settings) -> int:
    if given.due:
        return _list_due(given, chosen)
    loaded = _library(chosen)
    entries = loaded.leaflets(_known(_lang(given, chosen), loaded))
    if given.json:
        console.print_json([_listed(entry) for entry in entries])
    else:
        for entry in entries:
            print(f"{entry.slug:32} {entry.title}{_whose(entry)}")
    return 0


def _whose(entry: "Entry") -> str:
    """The pack that a leaflet comes from, and the one in whose place; nothing of the bundled ones."""
    if entry.pack == paths.BUNDLED:
        return ""
    return f"  [{entry.pack}, in place of {entry.replaces}]" if entry.replaces else f"  [{entry.pack}]"


def _list_due(given: argparse.Namespace, chosen: Settings) -> int:
    from kpviewer import due

    loaded = _load(chosen, signed_only=False)
    langs = [_known(lang, loaded) for lang in given.lang or loaded.languages()]
    found = due.find(loaded, langs)
    if given.json:
        console.print_json([_listed(entry) | {"state": state} for entry, state in found])
    else:
        for leaflet in found:
            print(leaflet)
        print(f"{console.counted(len(found), 'leaflet')} to see to")
    return 0


def _listed(entry: "Entry") -> dict[str, object]:
    """A leaflet in the shape of `kpviewer list --json`."""
    return {key: value for key, value in entry._asdict().items() if key not in _UNLISTED}


def _search(given: argparse.Namespace, chosen: Settings) -> int:
    from kpviewer import search

    loaded = _library(chosen)
    lang = _known(_lang(given, chosen), loaded)
    found = search.find(loaded, " ".join(given.words), lang, given.limit)
    if given.json:
        console.print_json([hit._asdict() for hit in found])
    else:
        for hit in found:
            place = f"{hit.slug}#{hit.anchor}" if hit.anchor else hit.slug
            print(f"{place}\n    {hit.heading}\n    {hit.snippet}")
    return 0


def _export(given: argparse.Namespace, chosen: Settings) -> int:
    from kpviewer import handout

    target: Path = given.output
    if target.suffix.lower() not in (".pdf", ".html"):
        raise KpError(f"{target}: name a file that ends in .pdf or .html")
    composed = _compose(given, chosen)
    if target.suffix.lower() == ".html":
        files.save(target, handout.to_html(composed).encode())
    else:
        with _loading_qt():
            from kpviewer.ui import app, paper
        app.start_unseen()
        files.save(target, paper.pdf(composed))
    return 0


def _print(given: argparse.Namespace, chosen: Settings) -> int:
    from kpviewer import phrases, spooler

    if given.copies < 1:
        raise KpError("--copies takes 1 or more")
    if not chosen["print.enabled"]:
        raise MachineError(
            "nothing is printed here", f"print.enabled says so in the {chosen.origin('print.enabled')}"
        )
    composed = _compose(given, chosen)
    with _loading_qt():
        from kpviewer.ui import app, printing
    app.start_unseen()
    printer = given.printer or chosen["print.printer"]
    job = printing.print_to(composed, printer, given.copies)
    if not job:
        print("sent to the printer")
        return 0
    print(f"sent to {job.printer} as {job.name}", flush=True)
    *_, state = spooler.watch(job, _PATIENCE_SECONDS)
    words = phrases.phrase(state.name, "en", printer=job.printer)
    if state.is_fault:
        raise MachineError(f"{job.name}: {words.rstrip('.')}", phrases.phrase("staff", "en"))
    print(words)
    return 0


def _check(given: argparse.Namespace, chosen: Settings) -> int:
    from kpviewer import check

    if given.rules:
        _print_rules(given.json)
        return 0
    folders, beside = _folders(chosen), list[Path]()
    if given.pack:
        pack = Path(os.path.abspath(given.pack))
        folders, beside = [pack], [folder for folder in folders if folder != pack]
    told = console.Progress()
    problems = check.check(folders, beside, told)
    errors = sum(problem.level == "error" for problem in problems)
    if given.json:
        console.print_json([problem._asdict() for problem in problems])
    else:
        for problem in problems:
            print(f"{problem} [{problem.rule}]")
        warnings = console.counted(len(problems) - errors, "warning")
        print(f"{console.counted(told.total, 'leaflet')}: {console.counted(errors, 'error')}, {warnings}")
    return ContentError.exit_code if errors else 0


def _print_rules(as_json: bool) -> None:
    from kpviewer.check import RULES

    if as_json:
        console.print_json([rule._asdict() for rule in RULES])
    else:
        for rule in RULES:
            print(f"{rule.name:22} {rule.level:8} {rule.finds}: {rule.mend}")


def _pack(given: argparse.Namespace, chosen: Settings) -> int:
    from kpviewer import pack_command

    return pack_command.run(given, chosen, _folders(chosen))


def _settings_command(given: argparse.Namespace, chosen: Settings) -> int:
    from kpviewer import settings_command

    return settings_command.show(chosen)


def _apart(given: argparse.Namespace) -> int:
    """What `kpviewer settings` does where this machine's own settings and policy do not matter."""
    from kpviewer import settings_command

    return settings_command.prove(given.check) if given.check else settings_command.hash_pin()


def _examine(given: argparse.Namespace) -> int:
    """Where settings or policy are broken, that is what it says."""
    from kpviewer import doctor

    chosen: Settings | MachineError
    try:
        chosen = _settings(given)
        folders = _folders(chosen)
    except MachineError as error:
        chosen, folders = error, library.all_folders([])
    found = []
    for finding in doctor.findings(chosen, folders, lambda: _examine_qt(folders)):
        found.append(finding)
        if not given.json:
            advice = f"; {finding.advice}" if finding.advice else ""
            print(f"{finding.state:10} {finding.subject:10} {finding.words}{advice}", flush=True)
    if given.json:
        console.print_json([finding._asdict() for finding in found])
    return MachineError.exit_code if any(finding.state == "broken" for finding in found) else 0


def _examine_qt(folders: Sequence[Path]) -> "Iterator[Finding]":
    from kpviewer import doctor

    letters = doctor.letters(folders)
    with _loading_qt():
        from kpviewer.ui import probe
    yield from probe.findings(letters)


# What several commands need


def _settings(given: argparse.Namespace) -> Settings:
    chosen = settings.load(given.settings, given.policy)
    if chosen.complaint:
        print(f"kpviewer: ignored: {chosen.complaint}", file=sys.stderr)
    if given.lang:
        chosen.put({"content.default_language": given.lang[0]}, "command line")
    if given.packs:
        chosen.put({"content.packs": [str(folder) for folder in given.packs]}, "command line")
    if chosen["content.require_signature"] and chosen["content.packs"]:
        folders = ", ".join(chosen["content.packs"])
        print(f"kpviewer: ignored: {folders}: content.require_signature is set", file=sys.stderr)
    return chosen


def _lang(given: argparse.Namespace, chosen: Settings) -> str:
    return str(chosen["content.default_language"])


def _known(lang: str, loaded: library.Library) -> str:
    languages = loaded.languages()
    if lang not in languages:
        raise KpError(f"no leaflets in {lang!r}; there are: {', '.join(languages)}")
    return lang


def _folders(chosen: Settings) -> list[Path]:
    """Those that make the library; without the installed ones if it is not known which they are."""
    try:
        return installed.folders(chosen)
    except MachineError as error:
        print(f"kpviewer: {error}", file=sys.stderr)
        return library.all_folders([Path(folder).expanduser() for folder in chosen["content.packs"]])


def _load(chosen: Settings, signed_only: bool) -> library.Library:
    told = console.Progress()
    try:
        loaded = library.load(_folders(chosen)[1:], signed_only=signed_only, progress=told)
        loaded.offer(chosen["content.languages"])
        return loaded
    finally:
        told.end()


def _library(chosen: Settings) -> library.Library:
    loaded = _load(chosen, signed_only=chosen["content.require_clinical_review"])
    for problem in loaded.problems():
        print(problem, file=sys.stderr)
    return loaded


def _compose(given: argparse.Namespace, chosen: Settings) -> "Handout":
    from kpviewer import handout

    sections = tuple(filter(None, (given.sections or "").split(",")))
    options = handout.options_of(
        chosen,
        langs=tuple(given.lang or [_lang(given, chosen)]),
        sections=sections,
        glossary=given.glossary,
        note=given.note or "",
        prepared_for=given.prepared_for or "",
        right_hand=given.right_hand,
        **({"paper": given.paper} if given.paper else {}),
        **({"large_print": True} if given.large_print else {}),
    )
    loaded = _library(chosen)
    composed = handout.compose(loaded, given.leaflets, options)
    loaded.close()
    if composed.complaint:
        print(f"kpviewer: {composed.complaint}", file=sys.stderr)
    return composed


@contextlib.contextmanager
def _loading_qt() -> Iterator[None]:
    """Names the system package to install if Qt's libraries are not there."""
    try:
        with quickstart.kept_bytecode():
            yield
    except ImportError as error:
        raise display.explain_import(error) from error


_COMMANDS = {
    "": _open_window,
    "list": _list,
    "search": _search,
    "export": _export,
    "print": _print,
    "check": _check,
    "settings": _settings_command,
    "pack new": _pack,
    "pack build": _pack,
    "pack verify": _pack,
    "pack install": _pack,
    "pack list": _pack,
    "pack rollback": _pack,
}
