"""The library: all packs compiled into one store, opened read-only, browsed and read."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpviewer import number, paths
from kpviewer.errors import KpError, MachineError, Problem
from kpviewer.page import Entry, Page
from kpviewer.section import Section
from kpviewer.shelf import Shelf, open_store
from kpviewer.term import GLOSSARY, Term

if TYPE_CHECKING:
    from kpviewer.compiler import Progress, State


HELP = "get-help"
"""The leaflet that helps somebody in danger; it is never hidden."""


class DamagedStore(MachineError):
    """The store broke while it was open; compile it again."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the compiled leaflets are damaged ({reason})", "start kpviewer again")


class UnknownLeaflet(KpError):
    """No leaflet has that slug in that language."""


class Library:
    """Reads a compiled store. Not for use from two threads at once."""

    def __init__(self, store: sqlite3.Connection, signed_only: bool = False) -> None:
        """`signed_only` hides what no clinician has signed off, whoever asks; help is always there."""
        self._store = store
        self._signed_only = signed_only
        self._offered: Sequence[str] = ()
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

    def row(self, query: str, *values: Any) -> tuple[Any, ...]:
        """The one row that a whole store has; raises DamagedStore."""
        found = self.rows(query, *values)
        if not found:
            raise DamagedStore("something is missing")
        return found[0]

    def offer(self, languages: Sequence[str]) -> None:
        """Let nobody choose another language than these, unless none of them has leaflets."""
        self._offered = languages

    def languages(self) -> list[str]:
        """Codes of the languages that are offered and have leaflets, in alphabetical order."""
        there = [lang for (lang,) in self.rows("SELECT lang FROM language ORDER BY lang")]
        return [lang for lang in there if lang in self._offered] or there

    def groups(self, lang: str) -> dict[str, str]:
        """The titles of the groups by their names, in reading order; empty for an unknown language."""
        return dict(self.rows('SELECT name, title FROM "group" WHERE lang = ? ORDER BY place', lang))

    def leaflets(self, lang: str) -> list[Entry]:
        """In reading order: by group, then by the author's order; empty for an unknown language."""
        return [Entry(*row) for row in self.rows(f"{_ENTRIES} WHERE lang = ? {_ORDER}", lang)]

    def entries(self, lang: str) -> "Entries":
        """The same, by slug and however many they are: each is read when it is asked for."""
        return Entries(self, lang)

    def read(self, slug: str, lang: str) -> Page:
        """Raises UnknownLeaflet."""
        found = self.rows("SELECT id FROM leaflet WHERE slug = ? AND lang = ?", slug, lang)
        if not found:
            raise UnknownLeaflet(f"no leaflet {slug!r} in {lang!r}; kpviewer list shows what there is")
        ((own,),) = found
        html, version, publisher, pack_title, *columns = self.row(
            f"SELECT html, version, publisher, pack.title, {_COLUMNS} FROM leaflet"
            " JOIN page ON page.leaflet = leaflet.id JOIN pack ON pack.name = leaflet.pack"
            " WHERE leaflet.id = ?",
            own,
        )
        entry = Entry(*columns)
        if self._signed_only:
            html = self._without_hidden(html, lang)
        sections = self.rows(
            "SELECT anchor, heading, level, text FROM section WHERE id BETWEEN ? AND ? ORDER BY id",
            *number.sections_of(own),
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

    def anchors(self) -> dict[tuple[str, str], set[str]]:
        """What links may name in every leaflet, by language and slug; of the hidden ones too."""
        rows = self.rows("SELECT lang, slug, anchors FROM source WHERE path IS NOT NULL")
        return {(lang, slug): set(anchors.split("\n")) for lang, slug, anchors in rows}

    def picture(self, name: str) -> bytes:
        """Content of a picture that a page's HTML names as `kp:NAME`; empty if there is none."""
        found = self.rows("SELECT data FROM picture WHERE name = ?", name)
        return found[0][0] if found else b""

    def problems(self) -> list[Problem]:
        """What is wrong with the packs; errors say what was not loaded."""
        return [Problem(*row) for row in self.rows(f"SELECT {_PROBLEM} FROM problem ORDER BY {_PROBLEM}")]

    def state(self) -> str:
        """Changes with what the library holds."""
        return " ".join(self.rows("SELECT compiler, sources FROM meta")[0])


class Entries(Mapping[str, Entry]):
    """The leaflets of a language by slug, in reading order."""

    def __init__(self, library: Library, lang: str) -> None:
        self._library = library
        self._lang = lang
        rows = library.rows(f"SELECT slug FROM leaflet WHERE lang = ? {_ORDER}", lang)
        self._slugs = {slug: place for place, (slug,) in enumerate(rows)}
        sizes = 'SELECT "group", count(*) FROM leaflet WHERE lang = ? GROUP BY group_place'
        self.sizes: dict[str, int] = dict(library.rows(sizes, lang))
        """How many leaflets each group has."""

    def __getitem__(self, slug: str) -> Entry:
        if slug not in self._slugs:
            raise KeyError(slug)
        query = f"{_ENTRIES} WHERE slug = ? AND lang = ?"
        return Entry(*self._library.row(query, slug, self._lang))

    def __contains__(self, slug: object) -> bool:
        return slug in self._slugs

    def __iter__(self) -> Iterator[str]:
        return iter(self._slugs)

    def __len__(self) -> int:
        return len(self._slugs)

    def first(self, most: int) -> list[Entry]:
        """The first of each group, so many at most."""
        query = f"{_ENTRIES} WHERE lang = ? AND group_place = ? {_ORDER} LIMIT ?"
        places = self._library.rows(
            "SELECT DISTINCT group_place FROM leaflet WHERE lang = ? ORDER BY 1", self._lang
        )
        return [
            Entry(*row) for (place,) in places for row in self._library.rows(query, self._lang, place, most)
        ]


@contextlib.contextmanager
def _telling_damage() -> Iterator[None]:
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
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
_ORDER = 'ORDER BY group_place, "order", sorted, slug'
_PROBLEM = ", ".join(Problem._fields)


def load(
    packs: Sequence[Path] | None = None,
    cache: Path | None = None,
    signed_only: bool = False,
    progress: "Progress | None" = None,
) -> Library:
    """The bundled pack and `packs` (folders, the later replaces the earlier), up to date.

    Compiles what changed; `cache` is where the store is kept. `signed_only` as for `Library`.
    """
    return load_from(all_folders(packs or []), cache, signed_only, progress)


def load_from(
    folders: Sequence[Path],
    cache: Path | None = None,
    signed_only: bool = False,
    progress: "Progress | None" = None,
) -> Library:
    """As `load`, of these folders alone."""
    new = renew(folders, cache, signed_only, progress)
    return new or open_last(folders, cache, signed_only) or _in_memory(folders, signed_only, progress)


def all_folders(packs: Sequence[Path]) -> list[Path]:
    """The folders that make a library: the bundled pack comes first, so that others replace it."""
    return [paths.bundled_pack(), *(Path(os.path.abspath(folder)) for folder in packs)]


def open_last(
    folders: Sequence[Path], cache: Path | None = None, signed_only: bool = False
) -> Library | None:
    """The last good library of these packs, unchecked; None if there is none that opens."""
    for path in Shelf(folders, cache).stores():
        with contextlib.suppress(sqlite3.DatabaseError, DamagedStore):
            library = Library(open_store(path), signed_only)
            library.rows("SELECT compiler FROM meta")
            return library
    return None


def is_current(folders: Sequence[Path], cache: Path | None = None) -> bool:
    """Whether the last library of these packs is whole, and what they are now."""
    from kpviewer import compiler

    return _meta(Shelf(folders, cache).last_whole()) == compiler.state(folders).meta


def renew(
    folders: Sequence[Path],
    cache: Path | None = None,
    signed_only: bool = False,
    progress: "Progress | None" = None,
) -> Library | None:
    """The library of these packs as they are now; None if the last one is that already, and whole.

    Compiles what changed, or everything if there is no good store; in memory if none can be written.
    """
    from kpviewer import compiler

    shelf = Shelf(folders, cache)
    state = compiler.state(folders)
    last = shelf.last_whole()
    shelf.remove_after(last)
    if _meta(last) == state.meta:
        return None
    try:
        with shelf.alone(lambda: progress and progress(0, 0)):
            if shelf.stores()[:1] != [last]:
                last = shelf.last_whole()
            if _meta(last) != state.meta:  # else another program was quicker
                last = _compile(folders, state, shelf, last, progress)
            assert last
            shelf.sweep()
            return Library(open_store(last), signed_only)
    except (OSError, sqlite3.OperationalError):
        return _in_memory(folders, signed_only, progress)


def _compile(
    folders: Sequence[Path], state: "State", shelf: Shelf, last: Path | None, progress: "Progress | None"
) -> Path:
    """Into the shelf; what is in the store `last` and good is taken over."""
    from kpviewer import compiler

    is_base = last and (_meta(last) or ("",))[0] == state.compiler
    with contextlib.closing(open_store(last)) if last and is_base else contextlib.nullcontext() as base:
        plan = compiler.plan(folders, state, base)
    return shelf.put(
        lambda store: compiler.carry_out(plan, store, progress), None if plan.is_afresh else last
    )


def _in_memory(folders: Sequence[Path], signed_only: bool, progress: "Progress | None") -> Library:
    from kpviewer import compiler

    memory = sqlite3.connect(":memory:", check_same_thread=False)
    compiler.carry_out(compiler.plan(folders, compiler.state(folders)), memory, progress)
    return Library(memory, signed_only)


def _meta(store: Path | None) -> tuple[str, str] | None:
    """What a store says of itself; None if it is of another kind."""
    if store:
        with contextlib.suppress(sqlite3.DatabaseError), contextlib.closing(open_store(store)) as opened:
            found: tuple[str, str] = opened.execute("SELECT compiler, sources FROM meta").fetchone()
            return found
    return None
