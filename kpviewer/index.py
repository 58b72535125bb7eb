"""What `search` looks things up in: names, sections and the vocabulary, all as words without endings."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kpviewer import number, words
from kpviewer.leaflet import Leaflet
from kpviewer.section import Section

TITLE, ALIAS, HEADING, SECTION_ALIAS = range(4)
"""What kind of name: the first two are of a leaflet, the others of a section."""

_SCHEMA = """
CREATE TABLE language (number INTEGER PRIMARY KEY, lang TEXT UNIQUE NOT NULL, sections INTEGER NOT NULL);
CREATE TABLE name (
    id INTEGER PRIMARY KEY, lang TEXT NOT NULL, section INTEGER NOT NULL REFERENCES section,
    kind INTEGER NOT NULL, name TEXT NOT NULL,
    key TEXT NOT NULL, told TEXT NOT NULL, stems TEXT NOT NULL, filler TEXT NOT NULL
);
CREATE TABLE spelling (
    lang TEXT NOT NULL, word TEXT NOT NULL, written TEXT NOT NULL, sections INTEGER NOT NULL,
    PRIMARY KEY (lang, word, written)
) WITHOUT ROWID;
CREATE TABLE word (
    lang TEXT NOT NULL, word TEXT NOT NULL, written TEXT NOT NULL, stem TEXT NOT NULL, sound TEXT NOT NULL,
    sections INTEGER NOT NULL, telling INTEGER NOT NULL, PRIMARY KEY (lang, word)
) WITHOUT ROWID;
"""
"""`name.key` are its letters alone, `name.told` those of its words without the filler, `name.stems` the
words. A word is `telling` if it is not an everyday one, or if it is a whole name; it is `written` as most
sections have it, which `spelling` counts."""

_LANGUAGE = {
    "names": "stems, content = '', columnsize = 0, detail = none",
    "bodies": "stems, theme, content = '', columnsize = 0, detail = column",
}
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


class Name(NamedTuple):
    """Something that is called so."""

    place: int
    """Of the section, counted from 0; so below."""
    kind: int
    name: str
    key: str
    told: str
    stems: str
    filler: str


class Body(NamedTuple):
    """The words of a section, without endings."""

    place: int
    stems: str
    theme: str


class Looks(NamedTuple):
    """What a leaflet is found by."""

    names: list[Name]
    bodies: list[Body]
    words: list[str]
    """Of each section, once each: the word and, after a space, how it is written if that is different."""


def looks(leaflet: Leaflet, sections: Iterable[Section]) -> Looks:
    """What a leaflet is found by, without the sections that nobody looks for."""
    names: dict[int, list[tuple[int, str]]] = {}
    texts = []
    for place, section in enumerate(sections):
        if section.anchor in _UNSEARCHED:
            continue
        named = [(SECTION_ALIAS, name) for name in leaflet.section_aliases.get(section.anchor, ())]
        if place:
            named.append((HEADING, section.heading))
        else:
            named += ((TITLE, name) for name in dict.fromkeys((leaflet.title, leaflet.short)) if name)
            named += ((ALIAS, name) for name in leaflet.aliases)
        names[place] = named
        texts.append((place, section.text))
    return _looks(leaflet.lang, leaflet.summary, texts, names)


def _looks(
    lang: str,
    summary: str,
    texts: Iterable[tuple[int, str]],
    names: Mapping[int, Iterable[tuple[int, str]]],
) -> Looks:
    """`texts` and `names` are those of its sections, by place; each name with its kind."""
    found = Looks([], [], [])
    for place, text in texts:
        said = words.indexed(text if place else f"{summary} {text}")
        stems: Counter[str] = Counter()
        for word, times in Counter(word for word, _ in said).items():
            stems[words.stem(word, lang)] += times
        theme = " ".join(stem for stem, times in stems.items() if times >= _THEME)
        found.bodies.append(Body(place, " ".join(stems), theme))
        written = dict(said)
        for kind, name in names.get(place, ()):
            named = dict(words.indexed(name))
            found.names.append(_name(place, kind, name, list(named), lang))
            written |= named
        found.words.extend(
            word if word == spelled else f"{word} {spelled}" for word, spelled in written.items()
        )
    return found


def _name(place: int, kind: int, name: str, named: list[str], lang: str) -> Name:
    told = words.told(named, lang)
    typed = words.read(name)
    return Name(
        place,
        kind,
        name,
        key="".join(typed),
        told="".join(words.told(typed, lang)),
        stems=" ".join(dict.fromkeys(words.stem(word, lang) for word in told)),
        filler=" ".join(word for word in named if word not in told),
    )


class Index:
    """Keeps the tables that search reads in step with the leaflets."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self._store = store
        self._languages: dict[str, int] = dict(store.execute("SELECT lang, number FROM language"))
        self._sections: Counter[str] = Counter()
        """How many more each language has than its table says; so with the words."""
        self._words: dict[str, Counter[str]] = {}
        self._whole_names: dict[str, set[str]] = {}
        """By language, the names of one word that came or went."""

    @staticmethod
    def create(store: sqlite3.Connection) -> None:
        """Make the tables; `create_indexes` follows when they are filled."""
        store.executescript(_SCHEMA)

    def create_indexes(self) -> None:
        """Make what looks things up quickly, and put in order what was filled."""
        self._store.executescript(_INDEXES)
        for language in self._languages.values():
            for table in (f"{kind}_{language}" for kind in _LANGUAGE):
                self._store.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")

    def add(self, leaflet: int, lang: str, found: Looks) -> None:
        """Add a leaflet by its number in the store; nothing of it is found before `finish`."""
        language = self._language(lang)
        first, _ = number.sections_of(leaflet)
        self._store.executemany(
            "INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(first + n, lang, first + name.place, *name[1:]) for n, name in enumerate(found.names)],
        )
        self._store.executemany(
            f"INSERT INTO names_{language} (rowid, stems) VALUES (?, ?)",
            [(first + n, name.stems) for n, name in enumerate(found.names)],
        )
        self._store.executemany(
            f"INSERT INTO bodies_{language} (rowid, stems, theme) VALUES (?, ?, ?)",
            [(first + body.place, body.stems, body.theme) for body in found.bodies],
        )
        self._words.setdefault(lang, Counter()).update(found.words)
        self._note(lang, found, 1)

    def remove(
        self, leaflet: int, lang: str, summary: str, sections: Iterable[tuple[int, str, str]]
    ) -> None:
        """Remove a leaflet; of its sections come place, anchor and text.

        FTS5 keeps no text to forget: it is told again what it was told once.
        """
        language = self._language(lang)
        first, last = number.sections_of(leaflet)
        names: dict[int, list[tuple[int, str]]] = {}
        rows = "SELECT section, kind, name FROM name WHERE id BETWEEN ? AND ? ORDER BY id"
        for section, kind, name in self._store.execute(rows, (first, last)):
            names.setdefault(section - first, []).append((kind, name))
        texts = [(place, text) for place, anchor, text in sections if anchor not in _UNSEARCHED]
        found = _looks(lang, summary, texts, names)
        self._store.execute(
            f"INSERT INTO names_{language} (names_{language}, rowid, stems)"
            " SELECT 'delete', id, stems FROM name WHERE id BETWEEN ? AND ?",
            (first, last),
        )
        self._store.executemany(
            f"INSERT INTO bodies_{language} (bodies_{language}, rowid, stems, theme)"
            " VALUES ('delete', ?, ?, ?)",
            [(first + body.place, body.stems, body.theme) for body in found.bodies],
        )
        self._store.execute("DELETE FROM name WHERE id BETWEEN ? AND ?", (first, last))
        self._words.setdefault(lang, Counter()).subtract(found.words)
        self._note(lang, found, -1)

    def _language(self, lang: str) -> int:
        """The number of a language in the store."""
        if lang not in self._languages:
            language = max(self._languages.values(), default=-1) + 1
            for table, columns in _LANGUAGE.items():
                self._store.execute(f"CREATE VIRTUAL TABLE {table}_{language} USING fts5 ({columns})")
            self._store.execute("INSERT INTO language VALUES (?, ?, 0)", (language, lang))
            self._languages[lang] = language
        return self._languages[lang]

    def _note(self, lang: str, found: Looks, one: int) -> None:
        self._sections[lang] += one * len(found.bodies)
        whole = (name.stems for name in found.names if " " not in name.stems)
        self._whole_names.setdefault(lang, set()).update(whole)

    def finish(self) -> None:
        """Bring the vocabulary in step."""
        for lang, sections in self._sections.items():
            self._store.execute(
                "UPDATE language SET sections = sections + ? WHERE lang = ?", (sections, lang)
            )
            self._count_spellings(lang, self._words[lang])
            changed = {spelled.partition(" ")[0] for spelled in self._words[lang]}
            self._write_words(lang, changed.union(self._called(lang)))
        self._drop_languages()

    def _count_spellings(self, lang: str, counted: Counter[str]) -> None:
        spelled = ((word.partition(" "), more) for word, more in sorted(counted.items()) if more)
        self._store.executemany(
            "INSERT INTO spelling VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET sections = sections + excluded.sections",
            ((lang, word, written or word, more) for (word, _, written), more in spelled),
        )
        self._store.execute("DELETE FROM spelling WHERE lang = ? AND sections = 0", (lang,))

    def _called(self, lang: str) -> Iterator[str]:
        """The words that are in step but for whether they tell: names that they make came or went."""
        for stem in self._whole_names[lang]:
            rows = self._store.execute("SELECT word FROM word WHERE lang = ? AND stem = ?", (lang, stem))
            yield from (word for (word,) in rows)

    def _write_words(self, lang: str, changed: Iterable[str]) -> None:
        everyday = words.everyday(lang)
        for word in sorted(changed):
            spelled = self._store.execute(
                "SELECT written, sections FROM spelling WHERE lang = ? AND word = ?"
                " ORDER BY sections DESC, written",
                (lang, word),
            ).fetchall()
            if not spelled:
                self._store.execute("DELETE FROM word WHERE lang = ? AND word = ?", (lang, word))
                continue
            stem = words.stem(word, lang)
            telling = word not in everyday or self._is_whole_name(lang, stem)
            sections = sum(sections for _, sections in spelled)
            row = (lang, word, spelled[0][0], stem, words.sound(word, lang), sections, telling)
            self._store.execute("INSERT OR REPLACE INTO word VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def _is_whole_name(self, lang: str, stem: str) -> bool:
        language = self._languages[lang]
        query = (
            f"SELECT 1 FROM names_{language} AS found CROSS JOIN name ON name.id = found.rowid"
            f" WHERE names_{language} MATCH ? AND name.stems = ? LIMIT 1"
        )
        return bool(self._store.execute(query, (f'"{stem}"', stem)).fetchone())

    def _drop_languages(self) -> None:
        """Forget the languages that have no leaflets any more."""
        gone = "SELECT lang, number FROM language WHERE lang NOT IN (SELECT lang FROM leaflet)"
        for lang, language in self._store.execute(gone).fetchall():
            self._store.execute("DELETE FROM language WHERE lang = ?", (lang,))
            for table in _LANGUAGE:
                self._store.execute(f"DROP TABLE {table}_{language}")
            del self._languages[lang]
