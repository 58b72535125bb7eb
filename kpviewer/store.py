"""The store: one SQLite database that is browsed, searched and read; what it holds, how it is changed."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from kpviewer import grouping, link, number, words
from kpviewer.errors import Problem
from kpviewer.grouping import Grouping
from kpviewer.index import Index
from kpviewer.packs import Pack
from kpviewer.record import Attempt, Record

_SCHEMA = """
CREATE TABLE meta (compiler TEXT NOT NULL, sources TEXT NOT NULL);
CREATE TABLE pack (
    name TEXT PRIMARY KEY, title TEXT NOT NULL, version TEXT NOT NULL, publisher TEXT NOT NULL
);
CREATE TABLE "group" (
    lang TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL,
    PRIMARY KEY (lang, place)
) WITHOUT ROWID;
CREATE TABLE source (
    id INTEGER PRIMARY KEY, lang TEXT NOT NULL, slug TEXT NOT NULL,
    stamps TEXT NOT NULL, path TEXT, anchors TEXT, pictures TEXT
);
CREATE TABLE problem (
    source INTEGER NOT NULL REFERENCES source, path TEXT NOT NULL, line INTEGER NOT NULL,
    level TEXT NOT NULL, rule TEXT NOT NULL, problem TEXT NOT NULL
);
CREATE TABLE leaflet (
    id INTEGER PRIMARY KEY REFERENCES source,
    slug TEXT NOT NULL, lang TEXT NOT NULL, title TEXT NOT NULL, short TEXT NOT NULL, sorted TEXT NOT NULL,
    "group" TEXT NOT NULL, group_place INTEGER NOT NULL, "order" INTEGER NOT NULL,
    own_group TEXT NOT NULL, own_order INTEGER NOT NULL,
    summary TEXT NOT NULL, evidence TEXT NOT NULL,
    reviewed TEXT NOT NULL, review_by TEXT NOT NULL, reviewed_by TEXT NOT NULL,
    pack TEXT NOT NULL REFERENCES pack, replaces TEXT NOT NULL,
    UNIQUE (slug, lang)
);
CREATE TABLE page (leaflet INTEGER PRIMARY KEY REFERENCES leaflet, html TEXT NOT NULL);
CREATE TABLE section (
    id INTEGER PRIMARY KEY,
    leaflet INTEGER NOT NULL REFERENCES leaflet, place INTEGER NOT NULL,
    anchor TEXT NOT NULL, heading TEXT NOT NULL, level INTEGER NOT NULL, text TEXT NOT NULL
);
CREATE TABLE term (
    leaflet INTEGER NOT NULL REFERENCES leaflet,
    anchor TEXT NOT NULL, name TEXT NOT NULL, definition TEXT NOT NULL,
    PRIMARY KEY (leaflet, anchor)
) WITHOUT ROWID;
CREATE TABLE link (
    leaflet INTEGER NOT NULL REFERENCES leaflet, place INTEGER NOT NULL,
    slug TEXT NOT NULL, anchor TEXT NOT NULL, line INTEGER NOT NULL, PRIMARY KEY (leaflet, place)
) WITHOUT ROWID;
CREATE TABLE picture (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE shown (
    leaflet INTEGER NOT NULL REFERENCES leaflet, picture TEXT NOT NULL REFERENCES picture,
    PRIMARY KEY (leaflet, picture)
) WITHOUT ROWID;
"""
"""A source is what a leaflet of some name was, or could not be, loaded from; it has the leaflet's number.
`stamps` are the files that were tried and what changes when they do; `path` is the one that was loaded, its
`anchors` are where links may lead, its `pictures` the files that it names. What a leaflet says of its place
itself are `own_group` and `own_order`; packs may put it elsewhere."""

_INDEXES = """
CREATE INDEX leaflet_place ON leaflet (lang, group_place, "order", sorted, slug);
CREATE INDEX leaflet_sorted ON leaflet (lang, sorted, slug);
CREATE INDEX link_slug ON link (slug);
CREATE INDEX problem_source ON problem (source);
"""

Key = tuple[str, str]
"""Language and slug of a leaflet."""

_PLACES_KEPT = 1000
"""Leaflets whose anchors are kept at hand while links are proved."""
_PACKS = 0
"""Stands for a source where a problem is one of packs."""


class Known(NamedTuple):
    """A source as it was."""

    number: int
    stamps: str
    pictures: list[str]
    """Paths of the pictures that its leaflet shows, or would if they were there."""


def known(database: sqlite3.Connection) -> dict[Key, Known]:
    """The sources of a store."""
    rows = database.execute("SELECT lang, slug, id, stamps, pictures FROM source")
    return {
        (lang, slug): Known(number, stamps, pictures.split("\n") if pictures else [])
        for lang, slug, number, stamps, pictures in rows
    }


class Store:
    """Changes a store. What is read from it meanwhile is out of step, until `finish`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """An empty database becomes a store."""
        self._database = database
        self._is_new = not database.execute("SELECT 1 FROM sqlite_master").fetchone()
        if self._is_new:
            database.executescript(_SCHEMA)
            Index.create(database)
        self._index = Index(database)
        rows = database.execute("SELECT lang, slug, id FROM source")
        self._numbers: dict[Key, int] = {(lang, slug): number for lang, slug, number in rows}
        self._fresh: dict[int, Key] = {}
        """What was put, by number."""
        self._places_before: dict[Key, set[str] | None] = {}
        """Where links could lead in what was put or removed; None where there was no such leaflet."""

    def put(self, key: Key, own: int, attempt: Attempt, packs: Sequence[str], stamps: str) -> None:
        """Take in what came of loading a leaflet, under its `own` number, which must be free.

        `packs` are the names of those that the files were of which were tried, or would have been.
        """
        record = attempt.record
        self._places_before.setdefault(key, None)
        self._numbers[key] = own
        self._fresh[own] = key
        of_leaflet: list[str | None] = [None, None, None]
        if record:
            anchors, pictures = sorted(record.page.anchors), record.page.files
            of_leaflet = [str(record.leaflet.path), "\n".join(anchors), "\n".join(pictures)]
            pack, replaces, *_ = *packs[attempt.place :], ""
            self._insert(own, record, pack, replaces)
        row = (own, *key, stamps, *of_leaflet)
        self._database.execute("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        self._report(own, attempt.problems)

    def _insert(self, own: int, record: Record, pack: str, replaces: str) -> None:
        database, parsed, page = self._database, record.leaflet, record.page
        short = parsed.short or parsed.title
        row = {
            "id": own,
            "slug": parsed.slug,
            "lang": parsed.lang,
            "title": parsed.title,
            "short": short,
            "sorted": " ".join(words.read(short)) or short,
            "group": "",  # as the two below: `_arrange` knows
            "group_place": 0,
            "order": 0,
            "own_group": parsed.group,
            "own_order": parsed.order,
            "summary": parsed.summary,
            "evidence": parsed.evidence,
            "reviewed": parsed.reviewed,
            "review_by": parsed.review_by,
            "reviewed_by": parsed.reviewed_by,
            "pack": pack,
            "replaces": replaces,
        }
        columns = ", ".join(f'"{name}"' for name in row)
        values = ", ".join("?" * len(row))
        database.execute(f"INSERT INTO leaflet ({columns}) VALUES ({values})", [*row.values()])
        database.execute("INSERT INTO page VALUES (?, ?)", (own, page.html))
        database.executemany(
            "INSERT INTO section VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (number.of_section(own, place), own, place, *part)
                for place, part in enumerate(page.sections)
            ],
        )
        database.executemany("INSERT INTO term VALUES (?, ?, ?, ?)", [(own, *term) for term in page.terms])
        database.executemany(
            "INSERT INTO link VALUES (?, ?, ?, ?, ?)",
            [(own, place, *to, line) for place, (to, line) in enumerate(page.links)],
        )
        database.executemany("INSERT OR IGNORE INTO picture VALUES (?, ?)", page.pictures.items())
        database.executemany("INSERT INTO shown VALUES (?, ?)", [(own, name) for name in page.pictures])
        self._index.add(own, parsed.lang, record.looks)

    def _report(self, source: int, problems: Iterable[Problem]) -> None:
        rows = [(source, *problem) for problem in problems]
        self._database.executemany("INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?)", rows)

    def remove(self, key: Key) -> None:
        """Forget a source that is there, and its leaflet."""
        self._places_before.setdefault(key, self._places(key))
        own = self._numbers.pop(key)
        self._fresh.pop(own, None)
        sections = number.sections_of(own)
        for (summary,) in self._database.execute("SELECT summary FROM leaflet WHERE id = ?", (own,)):
            query = "SELECT place, anchor, text FROM section WHERE id BETWEEN ? AND ?"
            self._index.remove(own, key[0], summary, self._database.execute(query, sections).fetchall())
        self._database.execute("DELETE FROM section WHERE id BETWEEN ? AND ?", sections)
        for table, column in _OF_A_SOURCE.items():
            self._database.execute(f"DELETE FROM {table} WHERE {column} = ?", (own,))

    def astray(self) -> list[Key]:
        """Leaflets that must be put again: their links now lead elsewhere, or to nothing, or lead again."""
        found: dict[Key, None] = {}
        query = (
            "SELECT source.lang, source.slug, source.id, link.slug, anchor FROM link"
            " JOIN source ON source.id = link.leaflet WHERE link.slug = ? AND lang = ?"
        )
        for (lang, slug), before in self._places_before.items():
            now = self._places((lang, slug))
            if now == before or self._is_new:
                continue
            for *key, own, to, anchor in self._database.execute(query, (slug, lang)):
                target = link.Target(to, anchor)
                if own not in self._fresh and link.fault(target, before) != link.fault(target, now):
                    found[key[0], key[1]] = None
        return list(found)

    def _places(self, key: Key) -> set[str] | None:
        """The anchors of a leaflet; None if there is none."""
        query = "SELECT anchors FROM source WHERE id = ? AND path IS NOT NULL"
        found = self._database.execute(query, (self._numbers.get(key),)).fetchone()
        return set(found[0].split("\n")) if found else None

    def finish(self, meta: tuple[str, str], found: Sequence[Pack], problems: Iterable[Problem]) -> None:
        """Bring everything in step with what was put and removed.

        `meta` is what the store says of itself; `problems` are those with the packs themselves.
        """
        database = self._database
        places = lru_cache(_PLACES_KEPT)(self._places)
        for own, key in self._fresh.items():
            self._prove_links(own, key[0], places)
        database.execute("DELETE FROM meta")
        database.execute("INSERT INTO meta VALUES (?, ?)", meta)
        database.execute("DELETE FROM pack")
        database.executemany(
            "INSERT OR REPLACE INTO pack VALUES (?, ?, ?, ?)",
            [
                (said.name, said.title, said.version, said.publisher)
                for said in (pack.manifest for pack in found)
            ],
        )
        database.execute("DELETE FROM problem WHERE source = ?", (_PACKS,))
        self._report(_PACKS, problems)
        self._arrange(found)
        database.execute("DELETE FROM picture WHERE name NOT IN (SELECT picture FROM shown)")
        self._index.finish()
        if self._is_new:
            database.executescript(_INDEXES)
            self._index.create_indexes()
        database.commit()

    def _arrange(self, found: Sequence[Pack]) -> None:
        """Give leaflets the places in groups that their packs want, and say where these are at a loss."""
        database = self._database
        groups = Grouping(pack.manifest for pack in found)
        query = (
            'SELECT id, path, lang, slug, own_group, own_order, "group", group_place, "order"'
            " FROM leaflet JOIN source USING (id, lang, slug) ORDER BY own_group"
        )
        moved, langs, slugs = [], set(), set()
        for own, path, lang, slug, group, order, *was in database.execute(query).fetchall():
            langs.add(lang)
            slugs.add(slug)
            place = groups.place(slug, group, order)
            if place != tuple(was):
                moved.append((*place, own))
            untitled = groups.fault(slug, group)
            if untitled:
                self._report(_PACKS, [Problem(path, 1, "error", grouping.RULE, untitled)])
        database.executemany(
            'UPDATE leaflet SET "group" = ?, group_place = ?, "order" = ? WHERE id = ?', moved
        )
        for pack in found:
            self._report(_PACKS, grouping.missing(pack.root, pack.manifest, slugs))
        database.execute('DELETE FROM "group"')
        titles = (row for lang in langs for row in groups.titles(lang))
        database.executemany('INSERT INTO "group" VALUES (?, ?, ?, ?)', titles)

    def _prove_links(self, own: int, lang: str, places: Callable[[Key], set[str] | None]) -> None:
        """Turn links that lead nowhere into words, and say so."""
        dead = []
        query = (
            "SELECT path, link.slug, anchor, line FROM link JOIN source ON id = leaflet WHERE leaflet = ?"
        )
        for path, slug, anchor, line in self._database.execute(query, (own,)).fetchall():
            to = link.Target(slug, anchor)
            broken = link.fault(to, places((lang, slug)))
            if broken:
                dead.append(to.href)
                self._report(own, [Problem(path, line, "error", *broken)])
        if dead:
            query = "SELECT html FROM page WHERE leaflet = ?"
            [(html,)] = self._database.execute(query, (own,))
            html = link.unlinked(html, dead)
            self._database.execute("UPDATE page SET html = ? WHERE leaflet = ?", (html, own))


_OF_A_SOURCE = {
    "source": "id",
    "problem": "source",
    "leaflet": "id",
    "page": "leaflet",
    "term": "leaflet",
    "link": "leaflet",
    "shown": "leaflet",
}
"""The tables that have something of a source, but for its sections, and the column that says of which."""
