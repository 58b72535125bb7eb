"""Compile packs into the store: one SQLite database that is browsed, searched and read."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kpviewer import grouping, leaflet, link, packs, render
from kpviewer.errors import ContentError, Problem
from kpviewer.grouping import Grouping, Place
from kpviewer.index import Index, section_number

_SCHEMA = """
CREATE TABLE meta (fingerprint TEXT NOT NULL);
CREATE TABLE pack (
    name TEXT PRIMARY KEY, title TEXT NOT NULL, version TEXT NOT NULL, publisher TEXT NOT NULL
);
CREATE TABLE "group" (
    lang TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL,
    PRIMARY KEY (lang, place)
) WITHOUT ROWID;
CREATE TABLE leaflet (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL, lang TEXT NOT NULL, title TEXT NOT NULL, short TEXT NOT NULL,
    "group" TEXT NOT NULL, group_place INTEGER NOT NULL, "order" INTEGER NOT NULL,
    summary TEXT NOT NULL, evidence TEXT NOT NULL,
    reviewed TEXT NOT NULL, review_by TEXT NOT NULL, reviewed_by TEXT NOT NULL,
    pack TEXT NOT NULL REFERENCES pack, replaces TEXT NOT NULL, html TEXT NOT NULL,
    UNIQUE (slug, lang)
);
CREATE TABLE section (
    id INTEGER PRIMARY KEY,
    leaflet INTEGER NOT NULL REFERENCES leaflet, place INTEGER NOT NULL,
    anchor TEXT NOT NULL, heading TEXT NOT NULL, level INTEGER NOT NULL, text TEXT NOT NULL,
    UNIQUE (leaflet, place)
);
CREATE TABLE term (
    leaflet INTEGER NOT NULL REFERENCES leaflet,
    anchor TEXT NOT NULL, name TEXT NOT NULL, definition TEXT NOT NULL,
    PRIMARY KEY (leaflet, anchor)
) WITHOUT ROWID;
CREATE TABLE picture (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE problem (path TEXT, line INTEGER, level TEXT, rule TEXT, problem TEXT);
"""

Progress = Callable[[int, int], None]
"""Called with leaflets done and leaflets in all."""


Rendered = tuple[leaflet.Leaflet, render.Page]

Kept = dict[Path, tuple[str, Rendered]]
"""Leaflets that were rendered before, each with the stamp of its file."""


class Sources(NamedTuple):
    """What the packs hold."""

    packs: list[packs.Pack]
    pages: dict[tuple[str, str], tuple[packs.Pack, leaflet.Leaflet, render.Page]]
    """By language and slug."""
    problems: list[Problem]
    replaced: dict[tuple[str, str], str]
    """The pack of which a leaflet takes the place, by language and slug."""


def read(folders: Sequence[Path], progress: Progress | None = None, kept: Kept | None = None) -> Sources:
    """Render the packs in `folders`; a later pack replaces leaflets, but not by one that cannot be loaded.

    What is in `kept` and has not changed since is not rendered again; what was, is put there.
    """
    found, problems = packs.find(folders)
    files = [(pack, path) for pack in found for path in pack.leaflets()]
    sources = Sources(found, {}, problems, {})
    for done, (pack, path) in enumerate(files, 1):
        try:
            parsed, page = _render(pack, path, {} if kept is None else kept)
            key = parsed.lang, parsed.slug
            if key in sources.pages:
                sources.replaced[key] = sources.pages[key][0].manifest.name
            sources.pages[key] = (pack, parsed, page)
        except ContentError as error:
            problems.append(error.problem)
        if progress:
            progress(done, len(files))
    return sources


def _render(pack: packs.Pack, path: Path, kept: Kept) -> Rendered:
    stamp = packs.stamp(path)
    if path not in kept or kept[path][0] != stamp:
        parsed = leaflet.parse(path)
        rendered = (parsed, render.render(parsed, pack.root))
        if "![" in parsed.body:  # its pictures may change while it does not
            return rendered
        kept[path] = (stamp, rendered)
    parsed, page = kept[path][1]
    return parsed, replace(page, problems=[*page.problems])


def fill(
    store: sqlite3.Connection,
    folders: Sequence[Path],
    progress: Progress | None = None,
    kept: Kept | None = None,
) -> None:
    """Compile the packs in `folders` into an empty database, as `read` finds them.

    What cannot be loaded is listed in the table `problem`; the rest is compiled.
    """
    stamp = packs.fingerprint(folders)
    found, pages, problems, replaced = read(folders, progress, kept)
    anchors = {key: page.anchors for key, (_, _, page) in pages.items()}
    groups = Grouping(pack.manifest for pack in found)
    with store:
        store.executescript(_SCHEMA)
        index = Index(store)
        store.execute("INSERT INTO meta VALUES (?)", [stamp])
        store.executemany(
            "INSERT OR REPLACE INTO pack VALUES (?, ?, ?, ?)",
            [
                (said.name, said.title, said.version, said.publisher)
                for said in (pack.manifest for pack in found)
            ],
        )
        for key, (pack, parsed, page) in pages.items():
            _prove_links(parsed, page, anchors)
            _prove_aliases(parsed, page)
            _prove_group(parsed, page, groups)
            number = _insert(store, pack, parsed, page, groups.place(parsed), replaced.get(key, ""))
            index.add(parsed, number, page.sections)
            problems += page.problems
        slugs, langs = {slug for _, slug in pages}, {lang for lang, _ in pages}
        for pack in found:
            problems += grouping.missing(pack.root, pack.manifest, slugs)
        titles = (row for lang in langs for row in groups.titles(lang))
        store.executemany('INSERT INTO "group" VALUES (?, ?, ?, ?)', titles)
        store.executemany("INSERT INTO problem VALUES (?, ?, ?, ?, ?)", problems)
        index.finish()


def _prove_links(
    parsed: leaflet.Leaflet, page: render.Page, anchors: dict[tuple[str, str], set[str]]
) -> None:
    """Turn links that lead nowhere into words, and say so."""
    dead = []
    for to, line in page.links:
        broken = link.fault(to, anchors.get((parsed.lang, to.slug)))
        if broken:
            dead.append(f"kp:{to.slug}#{to.anchor}" if to.anchor else f"kp:{to.slug}")
            page.problems.append(Problem(str(parsed.path), line, "error", *broken))
    page.html = link.unlinked(page.html, dead)


def _prove_aliases(parsed: leaflet.Leaflet, page: render.Page) -> None:
    """Say which aliases are for a section that is not there."""
    for anchor in parsed.section_aliases:
        missing = link.alias_fault(anchor, page.anchors)
        if missing:
            page.problems.append(Problem(str(parsed.path), 1, "error", *missing))


def _prove_group(parsed: leaflet.Leaflet, page: render.Page, groups: Grouping) -> None:
    """Say whether its group has no title."""
    untitled = groups.fault(parsed)
    if untitled:
        page.problems.append(Problem(str(parsed.path), 1, "error", grouping.RULE, untitled))


def _insert(
    store: sqlite3.Connection,
    pack: packs.Pack,
    parsed: leaflet.Leaflet,
    page: render.Page,
    place: Place,
    replaces: str,
) -> int:
    """Returns the leaflet's number in the store."""
    row = {
        "slug": parsed.slug,
        "lang": parsed.lang,
        "title": parsed.title,
        "short": parsed.short or parsed.title,
        "group": place.group,
        "group_place": place.group_place,
        "order": place.order,
        "summary": parsed.summary,
        "evidence": parsed.evidence,
        "reviewed": parsed.reviewed,
        "review_by": parsed.review_by,
        "reviewed_by": parsed.reviewed_by,
        "pack": pack.manifest.name,
        "replaces": replaces,
        "html": page.html,
    }
    columns = ", ".join(f'"{name}"' for name in row)
    values = ", ".join("?" * len(row))
    number = store.execute(
        f"INSERT INTO leaflet ({columns}) VALUES ({values})", list(row.values())
    ).lastrowid
    assert number
    store.executemany(
        "INSERT INTO section VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(section_number(number, place), number, place, *part) for place, part in enumerate(page.sections)],
    )
    store.executemany("INSERT INTO term VALUES (?, ?, ?, ?)", [(number, *term) for term in page.terms])
    store.executemany("INSERT OR IGNORE INTO picture VALUES (?, ?)", page.pictures.items())
    return number
