"""Terms: the words that the glossary explains, each with its definition."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kpviewer.section import plain

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

GLOSSARY = "glossary"
"""Slug of the leaflet that explains the words of all others."""


class Term(NamedTuple):
    """A word and what it means."""

    anchor: str
    """Names it on the glossary's page."""
    name: str
    definition: str
    """Plain text, footnote marks left out."""


def find(body: "Element") -> Iterator[Term]:
    """The terms of a rendered page, in order; names that share a definition are terms each."""
    for entries in body.iter("dl"):
        names: list[Element] = []
        meanings: list[str] = []
        for entry in entries:
            if entry.tag == "dt" and meanings:
                yield from _terms(names, meanings)
                names, meanings = [], []
            if entry.tag == "dt":
                names.append(entry)
            else:
                meanings.append(plain(entry))
        yield from _terms(names, meanings)


def _terms(names: "list[Element]", meanings: list[str]) -> Iterator[Term]:
    definition = " ".join(filter(None, meanings))
    if definition:
        yield from (Term(name.get("id", ""), plain(name), definition) for name in names)
