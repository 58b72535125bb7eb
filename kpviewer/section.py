"""Sections: the headings of a page and the plain text under them."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

BLOCKS = {
    "h2",
    "h3",
    "h4",
    "p",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "hr",
    "table",
    "tr",
    "dl",
    "dt",
    "dd",
    "aside",
    "figure",
    "figcaption",
}
"""Elements after which the text goes on apart."""

_HEADINGS = ("h2", "h3", "h4")


class Section(NamedTuple):
    """A heading and the text under it."""

    anchor: str
    """Empty for the start of the leaflet, whose heading is its title."""
    heading: str
    level: int
    """1 for the start of the leaflet, else 2 to 4."""
    text: str
    """Plain, white space folded; footnote marks left out."""


def text(sections: Iterable[Section]) -> str:
    """All sections, each a heading line and a text line."""
    return "\n".join(f"{section.heading}\n{section.text}" for section in sections)


def cut(title: str, body: "Element") -> Iterator[Section]:
    """The sections of a rendered page, in order; the first is what stands before any heading."""
    anchor, heading, level, texts = "", title, 1, list[str]()
    for node in body:
        named = node[0] if node.tag == "aside" and len(node) and node[0].get("id") else node
        if node.tag in _HEADINGS or named is not node:
            yield Section(anchor, heading, level, " ".join(texts))
            anchor, heading, texts = named.get("id", ""), plain(named), []
            level = int(node.tag[1]) if node.tag in _HEADINGS else 2
            if node.tag in _HEADINGS:
                continue
        words = plain(node)
        texts.append(words.removeprefix(heading).lstrip() if named is not node else words)
    yield Section(anchor, heading, level, " ".join(texts))


def plain(node: "Element") -> str:
    """The words of an element."""
    return unicodedata.normalize("NFC", " ".join("".join(_words(node)).split()))


def _words(node: "Element") -> Iterator[str]:
    if node.tag == "img":
        yield f" {node.get('alt')} "
    elif (node.tag == "sup" and len(node)) or node.get("class") == "back":
        return
    else:
        yield node.text or ""
        for child in node:
            yield from _words(child)
            yield child.tail or ""
    if node.tag in BLOCKS or node.tag in ("th", "td", "br"):
        yield " "
