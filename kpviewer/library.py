"""The library: all packs compiled into one store, opened read-only, browsed and read.

A store is a file `<packs>-<digest>.sqlite` in the cache. It is written beside and renamed, so its
name proves its content; it can be deleted at any time and is compiled again from the packs.
"""

import contextlib
import os
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kpviewer import paths, phrases, section
from kpviewer.errors import KpError, MachineError, Problem
from kpviewer.section import Section
from kpviewer.term import GLOSSARY, Term

if TYPE_CHECKING:
    from kpviewer.store import Kept, Progress


HELP = "get-help"
"""The leaflet that helps somebody in danger; it is never hidden."""


class Entry(NamedTuple):
    """A leaflet as lists show it."""

    slug: str
    lang: str
    title: str
    group: str
    order: int
    summary: str
    evidence: str
    """`high`, `moderate`, `low`, `very low`; empty where no evidence is graded."""
    reviewed: str
    """ISO date, as is `review_by`; empty if its author gave none."""
    review_by: str
    reviewed_by: str
    """Empty: not yet reviewed by a clinician."""
    pack: str
    short: str
    """The name for narrow places; the title where the author gave none."""
    replaces: str = ""
    """The pack in whose leaflet's place it stands; empty if in none's."""


class Page:
    """A leaflet as it is read."""

    def __init__(
        self, entry: Entry, html: str, sections: list[Section], pack_version: str, publisher: str = ""
    ) -> None:
        self.slug = entry.slug
        self.lang = entry.lang
        self.title = entry.title
        self.html = html
        """A fragment of the subset that `render` documents; without the title."""
        self.sections = sections
        self.entry = entry
        self.pack_version = pack_version
        self.publisher = publisher
        """Of its pack, or else that pack's title; empty if it comes with the program."""

    @property
    def origin(self) -> str:
        """Whose leaflet it is, in its language; empty if it comes with the program."""
        return phrases.origin(self.publisher, self.entry.replaces, self.lang)

    @property
    def text(self) -> str:
        """All sections, each a heading line and a text line."""
        return section.text(self.sections)


class DamagedStore(MachineError):
    """The store broke while it was open; compile it again."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the compiled leaflets are damaged ({reason})", "start kpviewer again")


class UnknownLeaflet(KpError):
    """No leaflet has that slug in that language."""


class Library:
    """Reads a compiled store. Not for use from two threads at once."""

    def __init__(self, store: sqlite3.Connection, path: Path | None, signed_only: bool = False) -> None:
        """`signed_only` hides what no clinician has signed off, whoever asks; help is always there."""
        self._store = store
        self._path = path
        self._signed_only = signed_only
        if signed_only:
            with _telling_damage():
                store.executescript(_SIGNED_ONLY)

    def close(self) -> None:
        """Let go of the store's file."""
        self._store.close()

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """The answer to an SQL query; raises DamagedStore."""
        with _telling_damage():
            return self._store.execute(query, values).fetchall()

    def languages(self) -> list[str]:
        """Codes of the languages that have leaflets, in alphabetical order."""
        return [lang for (lang,) in self.rows("SELECT lang FROM language ORDER BY lang")]

    def groups(self, lang: str) -> dict[str, str]:
        """The titles of the groups by their names, in reading order; empty for an unknown language."""
        return dict(self.rows('SELECT name, title FROM "group" WHERE lang = ? ORDER BY place', lang))

    def leaflets(self, lang: str) -> list[Entry]:
        """In reading order: by group, then by the author's order; empty for an unknown language."""
        return [Entry(*row) for row in self.rows(f"{_ENTRIES} WHERE lang = ? {_ORDER}", lang)]

    def read(self, slug: str, lang: str) -> Page:
        """Raises UnknownLeaflet."""
        found = self.rows(
            f"SELECT leaflet.id, html, version, publisher, pack.title, {_COLUMNS} FROM leaflet"
            " JOIN pack ON pack.name = leaflet.pack WHERE slug = ? AND lang = ?",
            slug,
            lang,
        )
        if not found:
            raise UnknownLeaflet(f"no leaflet {slug!r} in {lang!r}; kpviewer list shows what there is")
        number, html, version, publisher, pack_title, *columns = found[0]
        entry = Entry(*columns)
        if self._signed_only:
            html = self._without_hidden(html, lang)
        sections = self.rows(
            "SELECT anchor, heading, level, text FROM section WHERE leaflet = ? ORDER BY place",
            number,
        )
        publisher = "" if entry.pack == paths.BUNDLED else publisher or pack_title
        return Page(entry, html, [Section(*row) for row in sections], version, publisher)

    def _without_hidden(self, html: str, lang: str) -> str:
        """The page with links to hidden leaflets turned into plain words."""
        from kpviewer import link

        shown = {slug for (slug,) in self.rows("SELECT slug FROM leaflet WHERE lang = ?", lang)}
        leaflets = link.leaflets_of(html)
        return link.unlinked(html, (href for href, slug in leaflets.items() if slug not in shown))

    def term(self, anchor: str, lang: str) -> Term | None:
        """What the glossary says at `anchor`; None where it defines nothing."""
        found = self.rows(
            "SELECT anchor, name, definition FROM term JOIN leaflet ON leaflet.id = term.leaflet"
            " WHERE slug = ? AND lang = ? AND anchor = ?",
            GLOSSARY,
            lang,
            anchor,
        )
        return Term(*found[0]) if found else None

    def picture(self, name: str) -> bytes:
        """Content of a picture that a page's HTML names as `kp:NAME`; empty if there is none."""
        found = self.rows("SELECT data FROM picture WHERE name = ?", name)
        return found[0][0] if found else b""

    def problems(self) -> list[Problem]:
        """What is wrong with the packs; errors say what was not loaded."""
        return [Problem(*row) for row in self.rows("SELECT * FROM problem")]

    def is_current(self, folders: Sequence[Path]) -> bool:
        """Whether the store is whole and its sources are as they were when it was compiled."""
        from kpviewer import packs

        if self._path and not _is_whole(self._path):
            return False
        return self.rows("SELECT fingerprint FROM meta") == [(packs.fingerprint(folders),)]


@contextlib.contextmanager
def _telling_damage() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise DamagedStore(str(error)) from error


_SIGNED_ONLY = f"""
PRAGMA temp_store = MEMORY;
CREATE TEMP TABLE shown (id INTEGER PRIMARY KEY);
INSERT INTO shown SELECT id FROM main.leaflet WHERE reviewed_by <> '' OR slug = '{HELP}';
CREATE TEMP VIEW leaflet AS SELECT * FROM main.leaflet WHERE id IN shown;
CREATE TEMP VIEW section AS SELECT * FROM main.section WHERE leaflet IN shown;
CREATE TEMP VIEW name AS SELECT * FROM main.name AS named
    WHERE EXISTS (SELECT 1 FROM section WHERE section.id = named.section);
CREATE TEMP TABLE language AS
    SELECT * FROM main.language WHERE lang IN (SELECT DISTINCT lang FROM leaflet);
"""
"""SQLite finds a temporary table before the store's own of that name: no query can forget to hide."""

_COLUMNS = ", ".join(f'leaflet."{name}"' for name in Entry._fields)
_ENTRIES = f"SELECT {_COLUMNS} FROM leaflet"
_ORDER = 'ORDER BY group_place, "order", title'


def load(
    packs: Sequence[Path] | None = None, cache: Path | None = None, signed_only: bool = False
) -> Library:
    """The bundled pack and `packs` (folders, the later replaces the earlier), up to date.

    Compiles what changed; `cache` is where the store is kept. `signed_only` as for `Library`.
    """
    folders = all_folders(packs or [])
    library = open_last(folders, cache, signed_only)
    if library:
        with contextlib.suppress(DamagedStore):
            if library.is_current(folders):
                return library
        library.close()
    return rebuild(folders, cache, signed_only=signed_only)


def all_folders(packs: Sequence[Path]) -> list[Path]:
    """The folders that make a library: the bundled pack comes first, so that others replace it."""
    return [paths.bundled_pack(), *(Path(os.path.abspath(folder)) for folder in packs)]


def open_last(
    folders: Sequence[Path], cache: Path | None = None, signed_only: bool = False
) -> Library | None:
    """The last good store of these packs, unchecked; None if there is none that opens."""
    for path in _stores(folders, cache):
        try:
            library = Library(_open(path), path, signed_only)
            library.rows("SELECT fingerprint FROM meta")
        except (sqlite3.DatabaseError, DamagedStore):
            continue
        return library
    return None


def rebuild(
    folders: Sequence[Path],
    cache: Path | None = None,
    progress: "Progress | None" = None,
    signed_only: bool = False,
    kept: "Kept | None" = None,
) -> Library:
    """Compile the packs and open the new store; in memory if the cache cannot be written.

    `kept` as for `store.read`.
    """
    from kpviewer import store

    try:
        path = _write_store(folders, cache or paths.cache(), progress, kept)
        return Library(_open(path), path, signed_only)
    except (OSError, sqlite3.OperationalError):
        memory = sqlite3.connect(":memory:", check_same_thread=False)
        store.fill(memory, folders, progress, kept)
        return Library(memory, None, signed_only)


def _write_store(
    folders: Sequence[Path], cache: Path, progress: "Progress | None", kept: "Kept | None"
) -> Path:
    from kpviewer import store

    cache.mkdir(parents=True, exist_ok=True)
    old = _stores(folders, cache)
    beside = cache / f"{_key(folders)}-{os.getpid()}.part"
    try:
        beside.unlink(missing_ok=True)
        written = sqlite3.connect(beside)
        try:
            written.execute("PRAGMA journal_mode = OFF")
            written.execute("PRAGMA synchronous = OFF")
            store.fill(written, folders, progress, kept)
        finally:
            written.close()
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        path = cache / f"{_key(folders)}-{_digest(beside)}.sqlite"
        os.replace(beside, path)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    for other in old:
        if other != path:
            with contextlib.suppress(OSError):
                other.unlink()
    return path


def _open(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def _stores(folders: Sequence[Path], cache: Path | None) -> list[Path]:
    """Newest first."""
    found = (cache or paths.cache()).glob(f"{_key(folders)}-*.sqlite")
    try:
        return sorted(found, key=lambda path: path.stat().st_mtime_ns, reverse=True)
    except OSError:
        return []


def _key(folders: Sequence[Path]) -> str:
    return f"{zlib.crc32(os.pathsep.join(map(str, folders)).encode()):08x}"


def _digest(path: Path) -> str:
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]


def _is_whole(path: Path) -> bool:
    try:
        return path.stem.partition("-")[2] == _digest(path)
    except OSError:
        return False
