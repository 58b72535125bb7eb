"""Pages about the program itself: its keys, and what it is made of. They are read like leaflets."""

import platform
import sqlite3
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

import PySide6
from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtGui import QKeySequence

from kpviewer import __version__, review
from kpviewer.library import Library
from kpviewer.ui import actions, tongue
from kpviewer.ui.history import KEYS

translate = QCoreApplication.translate

_LICENCES = (
    ("kpviewer", "MIT"),
    ("Qt, PySide6", "LGPL-3.0"),
    ("Python", "PSF-2.0"),
    ("Markdown", "BSD-3-Clause"),
    ("rapidfuzz", "MIT"),
    ("snowballstemmer", "BSD-3-Clause"),
    ("py-minisign", "ISC"),
    ("SQLite", "Public Domain"),
)


class Manual(NamedTuple):
    """A page about the program."""

    title: str
    html: str
    """In the subset that `render` documents, with the title."""


def page(slug: str, library: Library) -> Manual:
    """The page that a place of this module stands for."""
    return _keys() if slug == KEYS else _about(library)


def _keys() -> Manual:
    title = actions.title("keys")
    rows = [row for row in actions.ACTIONS if row.name not in actions.KIOSK]
    named = [(actions.title(row.name), ", ".join(map(_shown, row.keys))) for row in rows]
    everywhere = (
        (translate("Manual", "Next control, next link"), _shown("Tab")),
        (translate("Manual", "The control or link before"), _shown("Shift+Tab")),
        (translate("Manual", "Follow a link, press a button"), _shown("Return")),
        (translate("Manual", "Move in a list or in the text"), translate("Manual", "Arrow keys")),
    )
    head = (translate("Manual", "To do"), translate("Manual", "Keys"))
    return Manual(title, _tagged("h1", title) + _table(head, (*named, *everywhere)))


def _about(library: Library) -> Manual:
    title = actions.title("about")
    purpose = translate(
        "Manual", "Leaflets about ketamine psychotherapy, read and printed without internet."
    )
    privacy = translate("Manual", "What you type and read stays on this computer.")
    head = (
        translate("Manual", "Language"),
        translate("Manual", "Leaflets"),
        translate("Manual", "Not signed off"),
        translate("Manual", "Review overdue"),
    )
    versions = (
        f"kpviewer {__version__}, Qt {qVersion()}, PySide6 {PySide6.__version__},"
        f" Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
    parts = [
        _tagged("h1", title),
        _tagged("p", purpose),
        _tagged("p", privacy),
        _tagged("h2", translate("Manual", "Leaflets")),
        *(_tagged("p", line) for line in _packs(library)),
        _table(head, _content(library)),
        _tagged("h2", translate("Manual", "Versions")),
        _tagged("p", versions),
        _tagged("h2", translate("Manual", "Licences")),
        _table((), _LICENCES),
    ]
    return Manual(title, "".join(parts))


def _packs(library: Library) -> Iterable[str]:
    for texts in library.rows("SELECT title, version, publisher FROM pack"):
        yield " · ".join(filter(None, texts))


def _content(library: Library) -> Iterable[tuple[str, ...]]:
    for lang in library.languages():
        entries = library.leaflets(lang)
        unsigned = sum(not entry.reviewed_by for entry in entries)
        overdue = sum(review.is_overdue(entry.review_by) for entry in entries)
        yield tongue.name(lang), str(len(entries)), str(unsigned), str(overdue)


def _shown(key: str) -> str:
    """A key as keyboards of the reader's language have it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    top = "".join(_tagged("th", cell) for cell in head)
    lines = "".join(f"<tr>{''.join(_tagged('td', cell) for cell in row)}</tr>" for row in rows)
    return f'<table class="data">{f"<tr>{top}</tr>" if top else ""}{lines}</table>'


def _tagged(name: str, words: str) -> str:
    return f"<{name}>{escape(words)}</{name}>"
