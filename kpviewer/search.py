"""A reader's words → hits, best first. A hit is a section of a leaflet."""

import re
from typing import NamedTuple

from kpviewer.library import Library

_WORD = re.compile(r"\w+")
_WORDS_AT_MOST = 32
_WEIGHTS = "12.0, 10.0, 5.0, 1.0"
"""Title, aliases, heading, body."""


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


def find(library: Library, text: str, lang: str = "en", limit: int = 20) -> list[Hit]:
    """Best first; empty if `text` has no word or nothing matches.

    Every word helps and none is required; the last one may be unfinished.
    """
    query = _query(text)
    if not query or limit < 1:
        return []
    rows = library.rows(
        "SELECT leaflet.slug, leaflet.lang, leaflet.title, section.anchor, section.heading,"
        f" snippet(words, 3, '[', ']', '…', 14), -bm25(words, {_WEIGHTS}) AS score"
        " FROM words JOIN leaflet ON leaflet.id = words.leaflet"
        " JOIN section ON section.leaflet = words.leaflet AND section.place = words.place"
        " WHERE words MATCH ? AND lang = ? ORDER BY score DESC LIMIT ?",
        query,
        lang,
        limit,
    )
    return [Hit(*row) for row in rows]


def _query(text: str) -> str:
    """FTS5's syntax for any of the words, quoted so that none of them is an operator."""
    words = _WORD.findall(text)[:_WORDS_AT_MOST]
    if not words:
        return ""
    unfinished = "*" if text[-1:].isalnum() else ""
    return " OR ".join(f'"{word}"' for word in words) + unfinished
