"""What the words that somebody typed may mean, in one language."""

import math
from collections.abc import Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from kpviewer import words
from kpviewer.library import Library
from kpviewer.marks import Marks
from kpviewer.spelling import ONE_EDIT, Vocabulary

LAST = chr(0x10FFFF)
"""Comes after every letter."""
_WORDS_AT_MOST = 12
"""Looked for, filler not counted."""
_COMPLETIONS = 12
_RARE = 3
"""A word that fewer sections have is no rarer: one odd word must not outweigh two good ones."""
_EVERYDAY = 0.5
"""Worth of a word that says little."""
_UNSURE = 0.7
"""Worth of a word that may be meant: a completion, a correction."""


class Term(NamedTuple):
    """A word that was typed, as what it may mean."""

    stems: dict[str, float]
    """Each with how surely it is meant, up to 1; empty if no leaflet has the word."""
    sections: int
    """How many have it, at most."""
    weight: float
    """The rarer the word, the larger."""


class Query:
    """The words of a query without filler, each as a term."""

    def __init__(self, library: Library, typed: Sequence[str], lang: str, unfinished: bool) -> None:
        """`typed` as `words.read` gives them; `unfinished`: the last may be the start of a word."""
        self.typed = typed
        self.meant = list(typed)
        """As `typed`, its misspelled words corrected."""
        self.lang = lang
        self._library = library
        found = library.rows("SELECT number, sections FROM language WHERE lang = ?", lang)
        self.language, self._sections = found[0] if found else (-1, 0)
        """Number of the language in the store; -1 if it has no leaflets."""
        self.told = words.told(list(typed), lang)
        self.filler = {*typed} - {*self.told}
        self._terms = {word: self._term(word) for word in self.told[:_WORDS_AT_MOST]}
        known = (word for word, term in self._terms.items() if term.stems)
        self.known = sum(not words.is_filler(word) for word in known)
        """How many words leaflets have as they stand, those left out that are filler somewhere."""
        if unfinished and typed[-1] in self._terms:
            self._terms[typed[-1]] = self._begun(typed[-1], self._terms[typed[-1]])

    @property
    def terms(self) -> list[Term]:
        """Those that leaflets have, the rarest first."""
        known = (term for term in self._terms.values() if term.stems)
        return sorted(known, key=lambda term: term.sections)

    @property
    def unknown(self) -> list[str]:
        """The words that no leaflet of the language has."""
        return [word for word, term in self._terms.items() if not term.stems]

    def correct(self) -> None:
        """Put words that leaflets have in the place of those that none has."""
        for word in self.unknown:
            joined = self._joined(word)
            if joined:
                self._terms[word] = self._term(joined)
                continue
            near = self._nearest(word)
            if near:
                term = self._term(near)
                self._terms[word] = term._replace(weight=term.weight * _UNSURE)
                self.meant = [near if other == word else other for other in self.meant]

    @property
    def instead(self) -> str:
        """What is searched in place of what was typed, with its accents; empty if that is the same."""
        if self.meant == self.typed:
            return ""
        query = "SELECT written FROM word WHERE lang = ? AND word = ?"
        written = (self._library.rows(query, self.lang, word) for word in self.meant)
        return " ".join(
            rows[0][0] if rows else word for rows, word in zip(written, self.meant, strict=True)
        )

    def shorten(self) -> None:
        """Take words that no leaflet has for any that start alike."""
        for word in self.unknown:
            starts = (self._begun(word[:length], self._terms[word]) for length in range(len(word), 0, -1))
            self._terms[word] = next((term for term in starts if term.stems), self._terms[word])

    def marks(self) -> Marks:
        """Finds the words that may have matched."""
        stems = [stem for term in self._terms.values() for stem in term.stems]
        query = f"SELECT word FROM word WHERE lang = ? AND stem IN ({', '.join('?' * len(stems))})"
        return Marks(word for (word,) in self._library.rows(query, self.lang, *stems))

    def _term(self, word: str) -> Term:
        stem = words.stem(word, self.lang)
        query = "SELECT total(sections), max(telling) FROM word WHERE lang = ? AND stem = ?"
        ((sections, telling),) = self._library.rows(query, self.lang, stem)
        term = self._weighed({stem: 1.0} if sections else {}, sections)
        return term if telling else term._replace(weight=term.weight * _EVERYDAY)

    def _begun(self, word: str, finished: Term) -> Term:
        """The word as it stands, or any that starts with it."""
        rows = self._library.rows(
            "SELECT stem, sections FROM word WHERE lang = ? AND word BETWEEN ? AND ?"
            " ORDER BY sections DESC LIMIT ?",
            self.lang,
            word,
            word + LAST,
            _COMPLETIONS,
        )
        stems = {stem: _UNSURE for stem, _ in rows} | finished.stems
        if finished.stems:
            return finished._replace(stems=stems)
        return self._weighed(stems, max((sections for _, sections in rows), default=0))

    def _weighed(self, stems: dict[str, float], sections: int) -> Term:
        return Term(stems, sections, math.log(1 + self._sections / max(sections, _RARE)))

    def _joined(self, word: str) -> str:
        """The word that this one makes with the next or the one before; empty if there is none."""
        place = list(self.typed).index(word)
        pairs = (self.typed[place : place + 2], self.typed[max(place - 1, 0) : place + 1])
        together = ("".join(pair) for pair in pairs if len(pair) == 2)
        return next((whole for whole in together if self._term(whole).stems), "")

    def _nearest(self, word: str) -> str:
        """The word of the vocabulary that this one was meant for: first by sound, then by letters."""
        if word in words.everyday(self.lang):
            return ""
        if len(word) >= ONE_EDIT:
            alike = self._library.rows(
                "SELECT word FROM word WHERE lang = ? AND sound = ? ORDER BY sections DESC LIMIT 1",
                self.lang,
                words.sound(word, self.lang),
            )
            if alike:
                return str(alike[0][0])
        return _vocabulary(self._library, self.lang).nearest(word)


_vocabularies: WeakKeyDictionary[Library, dict[str, Vocabulary]] = WeakKeyDictionary()


def _vocabulary(library: Library, lang: str) -> Vocabulary:
    known = _vocabularies.setdefault(library, {})
    if lang not in known:
        rows = library.rows("SELECT word, sections FROM word WHERE lang = ?", lang)
        known[lang] = Vocabulary((str(word), int(sections)) for word, sections in rows)
    return known[lang]
