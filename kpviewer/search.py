"""A reader's words → hits, best first. A hit is a section of a leaflet."""

from collections.abc import Sequence
from typing import NamedTuple

from kpviewer import crisis, number, ranking, words
from kpviewer.library import HELP, Library
from kpviewer.marks import Marks, snippet
from kpviewer.query import Query
from kpviewer.ranking import Scored

_CHARACTERS_AT_MOST = 500
_LEAD = 2
"""So many words more must another language know to be the one that is searched."""
_NEAREST, _HITS_LOOKED_AT = 3, 20


class Hit(NamedTuple):
    """A section that answers, in the shape of `kpviewer search --json`."""

    slug: str
    lang: str
    title: str
    anchor: str
    """Empty for the start of the leaflet."""
    heading: str
    snippet: str
    """Plain text around the match, the matched words between `[` and `]`."""
    score: float
    """Larger is better; comparable within one answer only."""


class Answer(NamedTuple):
    """What a search found."""

    hits: list[Hit]
    """Best first, the hits of a leaflet together."""
    is_crisis: bool = False
    """Somebody may be in danger: the first hit is the leaflet that helps now."""
    instead: str = ""
    """The words that were searched, if some of those typed were taken for misspelled."""
    nearest: Sequence[str] = ()
    """If nothing was found: slugs of the leaflets whose titles come nearest."""
    marks: Marks = Marks(())
    """Finds the words that matched."""


def find(library: Library, text: str, lang: str = "en", limit: int = 20) -> list[Hit]:
    """The hits of `answer`: best first; empty if `text` has no word or nothing matches."""
    return answer(library, text, lang, limit).hits


def answer(library: Library, text: str, lang: str = "en", limit: int = 20) -> Answer:
    """Search as far as somebody has typed: every word helps, none is required, the last may be unfinished.

    If another language knows more of the words, that one is searched. A word that no leaflet has is
    taken for the one that is spelled or sounds most alike.
    """
    typed = words.read(text[:_CHARACTERS_AT_MOST])
    if not typed or limit < 1:
        return Answer([])
    query = _query(library, typed, lang, unfinished=text[-1:].isalnum())
    query.correct()
    best = ranking.best(library, query, limit)
    is_crisis = crisis.is_meant(text)
    if is_crisis:
        best = _help_first(library, query.lang, best)[:limit]
    marks = query.marks()
    hits = [_hit(library, section, score, marks) for section, score in best]
    return Answer(hits, is_crisis, query.instead, () if hits else _nearest(library, query), marks)


def _query(library: Library, typed: Sequence[str], lang: str, unfinished: bool) -> Query:
    """The query in `lang`; in another language if that is plainly what was typed."""
    query = Query(library, typed, lang, unfinished)
    if not query.unknown or query.language < 0:
        return query
    rivals = (Query(library, typed, other, unfinished) for other in library.languages())
    rival = max(rivals, key=lambda other: (other.known, len(other.terms)))
    leads = rival.known >= query.known + _LEAD or (rival.terms and not query.terms)
    return rival if leads else query


def _help_first(library: Library, lang: str, best: list[Scored]) -> list[Scored]:
    """The hits with those of the leaflet that helps now, in any language, before all others."""
    query = "SELECT id FROM leaflet WHERE slug = ? ORDER BY lang <> ?, lang LIMIT 1"
    found = library.rows(query, HELP, lang)
    if not found:
        return best
    ((leaflet,),) = found
    start = number.of_section(leaflet, 0)
    top = 1 + max((score for _, score in best), default=0.0)
    others = [hit for hit in best if number.leaflet_of(hit[0]) == leaflet and hit[0] != start]
    rest = [hit for hit in best if number.leaflet_of(hit[0]) != leaflet]
    return [(start, top), *others, *rest]


def _hit(library: Library, section: int, score: float, marks: Marks) -> Hit:
    query = (
        "SELECT slug, lang, title, summary, anchor, heading, text FROM section"
        " JOIN leaflet ON leaflet.id = leaflet WHERE section.id = ?"
    )
    slug, lang, title, summary, anchor, heading, text = library.row(query, section)
    shown = text if anchor or marks.find(text) else summary
    return Hit(slug, lang, title, anchor, heading, snippet(shown, marks), round(score, 3))


def _nearest(library: Library, query: Query) -> list[str]:
    """Leaflets that have words which start like those of a query that nothing answers."""
    query.shorten()
    near = ranking.best(library, query, _HITS_LOOKED_AT)
    slugs = (_hit(library, section, score, Marks(())).slug for section, score in near)
    return list(dict.fromkeys(slugs))[:_NEAREST]
