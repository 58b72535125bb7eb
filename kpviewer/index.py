"""What `search` looks things up in: names, sections and the vocabulary, all as words without endings."""

import sqlite3
from collections import Counter
from collections.abc import Iterable

from kpviewer import words
from kpviewer.leaflet import Leaflet
from kpviewer.section import Section

TITLE, ALIAS, HEADING, SECTION_ALIAS = range(4)
"""What kind of name: the first two are of a leaflet, the others of a section."""

_SCHEMA = """
CREATE TABLE language (number INTEGER PRIMARY KEY, lang TEXT UNIQUE NOT NULL, sections INTEGER NOT NULL);
CREATE TABLE name (
    id INTEGER PRIMARY KEY, lang TEXT NOT NULL, section INTEGER NOT NULL REFERENCES section,
    kind INTEGER NOT NULL, key TEXT NOT NULL, told TEXT NOT NULL, stems TEXT NOT NULL, filler TEXT NOT NULL
);
CREATE TABLE word (
    lang TEXT NOT NULL, word TEXT NOT NULL, written TEXT NOT NULL, stem TEXT NOT NULL, sound TEXT NOT NULL,
    sections INTEGER NOT NULL, telling INTEGER NOT NULL, PRIMARY KEY (lang, word)
) WITHOUT ROWID;
"""
"""`name.key` are its letters alone, `name.told` those of its words without the filler, `name.stems` the
words. A word is `telling` if it is not an everyday one, or if it is a whole name."""

_LANGUAGE = """
CREATE VIRTUAL TABLE names_{0} USING fts5 (stems, content = '', detail = none, columnsize = 0);
CREATE VIRTUAL TABLE bodies_{0} USING fts5 (stems, theme, content = '', detail = column, columnsize = 0);
"""
"""A row of `names` is a name, a row of `bodies` a section; its theme are the words that it keeps coming
back to. Each language has its own, so that what is found need not be looked up to be sorted out."""

_INDEXES = """
CREATE INDEX name_key ON name (lang, key);
CREATE INDEX name_told ON name (lang, told);
CREATE INDEX word_stem ON word (lang, stem, word, sections, telling);
CREATE INDEX word_sound ON word (lang, sound, sections);
"""
_UNSEARCHED = ("sources",)
_THEME = 3
"""A section that has a word so often is about it."""
_SECTIONS_AT_MOST = 2**20
"""Of a leaflet; its source has fewer bytes."""


def section_number(leaflet: int, place: int) -> int:
    """The number in the store of a leaflet's section at a place, counted from 0."""
    return leaflet * _SECTIONS_AT_MOST + place


def leaflet_number(section: int) -> int:
    """The number of the leaflet that a section belongs to."""
    return section // _SECTIONS_AT_MOST


class Index:
    """Fills the tables that search reads."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self._store = store
        self._languages: dict[str, _Language] = {}
        store.executescript(_SCHEMA)

    def add(self, leaflet: Leaflet, number: int, sections: Iterable[Section]) -> None:
        """Add a leaflet by its number in the store."""
        if leaflet.lang not in self._languages:
            self._languages[leaflet.lang] = _Language(self._store, leaflet.lang, len(self._languages))
        language = self._languages[leaflet.lang]
        for place, section in enumerate(sections):
            if section.anchor in _UNSEARCHED:
                continue
            names = [(SECTION_ALIAS, name) for name in leaflet.section_aliases.get(section.anchor, ())]
            if place:
                names.append((HEADING, section.heading))
            else:
                names += ((TITLE, name) for name in {leaflet.title, leaflet.short} - {""})
                names += ((ALIAS, name) for name in leaflet.aliases)
            text = section.text if place else f"{leaflet.summary} {section.text}"
            language.add(section_number(number, place), names, text)

    def finish(self) -> None:
        """Write the vocabulary; nothing is found before."""
        for language in self._languages.values():
            language.finish()
        self._store.executescript(_INDEXES)


class _Language:
    """What one language adds to the index."""

    def __init__(self, store: sqlite3.Connection, lang: str, number: int) -> None:
        self._store = store
        self._lang = lang
        self._number = number
        self._sections = 0
        self._words: Counter[str] = Counter()
        self._written: dict[str, str] = {}
        self._whole_names: set[str] = set()
        store.executescript(_LANGUAGE.format(number))

    def add(self, section: int, names: Iterable[tuple[int, str]], text: str) -> None:
        said = words.indexed(text)
        stems = Counter(words.stem(word, self._lang) for word, _ in said)
        theme = " ".join(stem for stem, times in stems.items() if times >= _THEME)
        bodies = f"INSERT INTO bodies_{self._number} (rowid, stems, theme) VALUES (?, ?, ?)"
        self._store.execute(bodies, (section, " ".join(stems), theme))
        written = dict(said)
        for kind, name in names:
            written |= self._add_name(kind, name, section)
        self._words.update(written.keys())
        for word, spelled in written.items():
            self._written.setdefault(word, spelled)
        self._sections += 1

    def _add_name(self, kind: int, name: str, section: int) -> dict[str, str]:
        """Returns its words, each with how it is written."""
        said = dict(words.indexed(name))
        told = words.told(list(said), self._lang)
        stems = " ".join(dict.fromkeys(words.stem(word, self._lang) for word in told))
        filler = " ".join(said.keys() - told)
        typed = words.read(name)
        number = self._store.execute(
            "INSERT INTO name (section, lang, kind, key, told, stems, filler) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                section,
                self._lang,
                kind,
                "".join(typed),
                "".join(words.told(typed, self._lang)),
                stems,
                filler,
            ),
        ).lastrowid
        self._whole_names.add(stems)
        self._store.execute(
            f"INSERT INTO names_{self._number} (rowid, stems) VALUES (?, ?)", (number, stems)
        )
        return said

    def finish(self) -> None:
        lang = self._lang
        self._store.execute("INSERT INTO language VALUES (?, ?, ?)", (self._number, lang, self._sections))
        everyday = words.everyday(lang)
        self._store.executemany(
            "INSERT INTO word VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (lang, word, self._written[word], stem, words.sound(word, lang), sections, telling)
                for word, sections in sorted(self._words.items())
                for stem in [words.stem(word, lang)]
                for telling in [stem in self._whole_names or word not in everyday]
            ),
        )
        for table in (f"names_{self._number}", f"bodies_{self._number}"):
            self._store.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
