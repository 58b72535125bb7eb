"""The sections that answer a query, best first.

A word counts by how rare it is and by where it stands: in the leaflet's title or an alias, in a
heading, or in a text. A title or alias counts by how much of it was said; what is exactly one comes
before all others, and what starts like one before the rest.
"""

import itertools
from collections.abc import Sequence

from kpviewer import number
from kpviewer.index import ALIAS, HEADING, SECTION_ALIAS, TITLE
from kpviewer.library import Library
from kpviewer.query import LAST, Query, Term

_COMMON = 100
"""A word that more sections have is too common to be looked for in texts, unless nothing rarer was said:
then in so many of those with all such words, and about the rarest."""
_NAMES_AT_MOST = 400
"""Looked at for one word."""
_OF_A_LEAFLET = 4
"""Sections at most."""

_EXACT, _TOLD, _BEGUN, _TITLE_FIRST = 1000.0, 500.0, 100.0, 1.1
"""Bonus of a title or alias that was typed, or was but for filler or spelling, or that starts like it."""
_NAMED = {TITLE: 6.0, ALIAS: 3.5, SECTION_ALIAS: 3.4, HEADING: 2.5}
_ALONE = 0.45
"""Worth of one word of a long name, as a share of the whole name's."""
_FILLER = 0.1
"""What each word of filler adds that stands in a name and was typed: it hides nothing, but it helps."""
_BODY = {"stems": 1.0, "theme": 1.6}
_INHERITED = 0.45
"""How much of its leaflet's title and aliases a section makes its own."""

Scored = tuple[int, float]
"""A section's number and its score; larger is better."""

_Evidence = dict[int, dict[int, float]]
"""Section or leaflet → place of the term → what that says for it."""


def best(library: Library, query: Query, limit: int) -> list[Scored]:
    """The best sections, those of a leaflet together, the leaflet with the best one first."""
    leaflets: dict[int, list[Scored]] = {}
    for scored in sorted(_scores(library, query).items(), key=_rank):
        leaflets.setdefault(number.leaflet_of(scored[0]), []).append(scored)
    return list(
        itertools.islice((hit for hits in leaflets.values() for hit in hits[:_OF_A_LEAFLET]), limit)
    )


def _rank(scored: Scored) -> tuple[float, int]:
    section, score = scored
    return -score, section


def _scores(library: Library, query: Query) -> dict[int, float]:
    if query.language < 0:
        return {}
    terms = query.terms
    sections, leaflets = _evidence(library, query, terms)
    weights = [term.weight for term in terms]
    for leaflet in leaflets:
        sections.setdefault(number.of_section(leaflet, 0), {})
    scores = {}
    for section, said in sections.items():
        leaflet = number.leaflet_of(section)
        if leaflet in leaflets:
            share = 1.0 if section == number.of_section(leaflet, 0) else _INHERITED
            for place, worth in leaflets[leaflet].items():
                said[place] = max(said.get(place, 0.0), share * worth)
        scores[section] = sum([weights[place] * worth for place, worth in said.items()])
    for section, bonus in _named(library, query).items():
        scores[section] = scores.get(section, 0.0) + bonus
    return scores


def _evidence(library: Library, query: Query, terms: Sequence[Term]) -> tuple[_Evidence, _Evidence]:
    """What speaks for sections, and what for whole leaflets."""
    sections: _Evidence = {}
    leaflets: _Evidence = {}
    said = {stem for term in terms for stem in term.stems}
    for place, term in enumerate(terms):
        for section, kind, name, filler in _names(library, query.language, _any(term)):
            stems = name.split()
            share = sum(stem in said for stem in stems) / len(stems)
            sure = max(term.stems.get(stem, 0.0) for stem in stems)
            worth = _NAMED[kind] * (_ALONE + (1 - _ALONE) * share**2) * sure
            worth *= 1 + _FILLER * len(query.filler.intersection(filler.split()))
            if kind in (TITLE, ALIAS):
                _add(leaflets, number.leaflet_of(section), place, worth)
            else:
                _add(sections, section, place, worth)
    for place, term in enumerate(terms):
        if term.sections <= _COMMON or not place:
            for column, worth in _BODY.items():
                for section in _bodies(library, query.language, f"{column} : ({_any(term)})"):
                    _add(sections, section, place, worth * max(term.stems.values()))
    if terms and terms[0].sections > _COMMON:
        wanted = " AND ".join(f"({_any(term)})" for term in terms)
        for section in _bodies(library, query.language, f"stems : ({wanted})"):
            for place, term in enumerate(terms):
                _add(sections, section, place, _BODY["stems"] * max(term.stems.values()))
    return sections, leaflets


def _add(evidence: _Evidence, what: int, place: int, worth: float) -> None:
    terms = evidence.setdefault(what, {})
    terms[place] = max(worth, terms.get(place, 0.0))


def _any(term: Term) -> str:
    """FTS5's syntax for a term."""
    return " OR ".join(f'"{stem}"' for stem in term.stems)


def _names(library: Library, language: int, wanted: str) -> list[tuple[int, int, str, str]]:
    """Section, kind, stems and filler of each name that matches."""
    return library.rows(
        f"SELECT section, kind, name.stems, filler FROM names_{language} AS found"
        f" CROSS JOIN name ON name.id = found.rowid WHERE names_{language} MATCH ? LIMIT ?",
        wanted,
        _NAMES_AT_MOST,
    )


def _bodies(library: Library, language: int, wanted: str) -> list[int]:
    query = (
        f"SELECT section.id FROM bodies_{language} AS found"
        f" CROSS JOIN section ON section.id = found.rowid WHERE bodies_{language} MATCH ? LIMIT ?"
    )
    return [section for (section,) in library.rows(query, wanted, _COMMON)]


def _named(library: Library, query: Query) -> dict[int, float]:
    """Section → bonus, where a title or alias is what was typed, or starts with it."""
    whole, meant = "".join(query.typed), "".join(query.meant)
    told = "".join(query.told)
    bonuses: dict[int, float] = {}
    for column, first, last in (("key", whole, whole + LAST), ("key", meant, meant), ("told", told, told)):
        rows = library.rows(
            f"SELECT section, kind, key FROM name WHERE lang = ? AND kind <> ? AND {column} BETWEEN ? AND ?"
            " LIMIT ?",
            query.lang,
            HEADING,
            first,
            last,
            _NAMES_AT_MOST,
        )
        for section, kind, key in rows:
            begun = _TOLD if first == last else _BEGUN * len(whole) / len(key)
            bonus = _EXACT if key == whole else begun
            bonus *= _TITLE_FIRST if kind == TITLE else 1.0
            bonuses[section] = max(bonus, bonuses.get(section, 0.0))
    return bonuses
