"""Markdown → the HTML subset that both screen and paper can show; sections; plain text.

The subset, enforced by building every page anew from it:

    h2 h3 h4 p strong em code pre blockquote ul ol li hr sup dl dt dd
    table.data thead tbody tr th[align] td[align]
    aside.key|help|note|warning   a call-out; its first paragraph is p.title
    li.unchecked                  an item of a check list, written `- [ ] …`
    hr inside li                  a line to write an answer on
    a[href="#anchor"]             within the page; footnote marks are sup > a, a comma between two
    a[href="kp:slug#anchor"]      to another leaflet; nothing else is ever a link
    img[src="kp:HASH.png", alt, width, height]
                                  a picture of the pack, kept in the store; pixels at 100 %
    figure > img figcaption       a picture with its caption, written `![alt](file.png "caption")`
                                  in a paragraph of its own
    ol.sources                    the footnotes, under a heading of their own
"""

import html
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kpviewer import dialect, effort, link, picture, section, term
from kpviewer.errors import ContentError, Problem
from kpviewer.leaflet import Leaflet
from kpviewer.section import Section
from kpviewer.term import Term

_SOURCES = {"en": "Sources", "es": "Fuentes"}
_CALL_OUTS = ("key", "help", "note", "warning")
LEVELS = 50
"""Lists and quotes in one another; nobody follows more."""
TOO_DEEP = f"lists or quotes are nested too deeply; use {LEVELS} levels at most"
RUN_TOGETHER = "has emphasis and code that run into each other; put spaces between them"
_NESTED = {"blockquote", "dl", "ol", "table", "ul"}
_INLINE = {"strong", "em", "code", "sup", "br", "thead", "tbody", "th", "td"}
_KEPT_BACK = "\x03"
"""Ends what Markdown puts for a piece that it keeps back, and now and then forgets to put back."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAMED_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot);)[a-zA-Z]\w*;")


class _TooDeep(Exception):
    """Nobody can follow it."""


class Link(NamedTuple):
    """A link to another leaflet, to be proved when all leaflets are known."""

    to: link.Target
    line: int


@dataclass
class Page:
    """A rendered leaflet."""

    html: str
    """A fragment: no `<html>`, no title."""
    sections: list[Section]
    terms: list[Term]
    anchors: set[str]
    links: list[Link]
    pictures: dict[str, bytes]
    """By the name under which the HTML refers to it."""
    files: list[str]
    """Paths of the pictures that its author names, whether they are shown or not."""
    problems: list[Problem] = field(default_factory=list)


def render(leaflet: Leaflet, root: Path) -> Page:
    """Render a leaflet of the pack in `root`; pictures outside it are refused.

    What can be left out (a picture, a link) is left out and listed in the page's problems;
    raises ContentError when the leaflet as a whole cannot be rendered.
    """
    try:
        xhtml = dialect.converter().convert(_CONTROL.sub("", leaflet.body))
        if _KEPT_BACK in xhtml:
            raise ContentError(leaflet.path, leaflet.body_line, RUN_TOGETHER)
        xhtml = _NAMED_ENTITY.sub(lambda found: html.escape(html.unescape(found[0])), xhtml)
        tree = ElementTree.fromstring(f"<body>{xhtml}</body>")
        return _Builder(leaflet, root).page(tree)
    except (RecursionError, _TooDeep):
        raise ContentError(leaflet.path, leaflet.body_line, TOO_DEEP, "nested") from None
    except effort.TooMuch:
        problem = "has so many signs that it would take too long to show; use fewer, or cut it into several"
        raise ContentError(leaflet.path, leaflet.body_line, problem, "too-large") from None
    except ElementTree.ParseError as error:
        problem = f"cannot be rendered: {error}"
        raise ContentError(leaflet.path, leaflet.body_line, problem) from error


Piece = str | Element


class _Builder:
    """Builds the page anew from the tags of the subset; whatever else comes is text."""

    def __init__(self, leaflet: Leaflet, root: Path) -> None:
        self._leaflet = leaflet
        self._root = root
        self._depth = 0
        self._anchors: set[str] = set()
        self._own_links: list[str] = []
        self._links: list[Link] = []
        self._pictures: dict[str, bytes] = {}
        self._files: dict[str, None] = {}
        self._problems: list[Problem] = []
        self._special: dict[str, Callable[[Element], list[Piece]]] = {
            "a": self._link,
            "p": self._paragraph,
            "img": self._picture,
            "div": self._division,
            "h1": self._as("h2"),
            "h5": self._as("h4"),
            "h6": self._as("h4"),
            "li": self._item,
            "dt": self._term,
            "table": self._table,
            "th": self._cell,
            "td": self._cell,
        }

    def page(self, tree: Element) -> Page:
        body = self._filled(Element("body"), tree)
        _number_sources(body)
        dead = []
        for anchor in self._own_links:
            broken = link.fault(link.Target("", anchor), self._anchors)
            if broken:
                dead.append(anchor)
                self._report(broken[0], f"(#{anchor}", broken[1])
        fragment = "\n".join(_serialize(child) for child in body)
        fragment = re.sub(r'</sup>\s*<sup id="', '</sup><sup>,&nbsp;</sup><sup id="', fragment)
        return Page(
            html=link.unlinked(fragment, [f"#{anchor}" for anchor in dead]),
            sections=list(section.cut(self._leaflet.title, body)),
            terms=list(term.find(body)),
            anchors=self._anchors,
            links=self._links,
            pictures=self._pictures,
            files=list(self._files),
            problems=self._problems,
        )

    def _filled(self, target: Element, source: Element) -> Element:
        """`target`, with what is inside `source` converted and appended."""
        _append(target, source.text or "")
        for child in source:
            for piece in self._convert(child):
                _append(target, piece)
            _append(target, child.tail or "")
        return target

    def _convert(self, node: Element) -> list[Piece]:
        is_level = node.tag in _NESTED
        self._depth += is_level
        if self._depth > LEVELS:
            raise _TooDeep
        pieces = self._converted(node)
        self._depth -= is_level
        return pieces

    def _converted(self, node: Element) -> list[Piece]:
        if node.tag in self._special:
            return self._special[node.tag](node)
        if node.tag in section.BLOCKS | _INLINE:
            return [self._copy(node, node.tag)]
        inside = self._filled(Element("p"), node)
        return [inside.text or "", *inside]

    def _copy(self, node: Element, tag: str, **attributes: str) -> Element:
        anchor = node.get("id")
        if anchor:
            self._anchors.add(anchor)
            attributes = {"id": anchor} | attributes
        return self._filled(Element(tag, attributes), node)

    def _as(self, tag: str) -> Callable[[Element], list[Piece]]:
        return lambda node: [self._copy(node, tag)]

    def _link(self, node: Element) -> list[Piece]:
        href = node.get("href", "")
        inside = self._filled(Element("a", {"href": href}), node)
        if href.startswith("#"):
            if node.get("class") == "footnote-backref":
                inside.set("class", "back")
            elif node.get("class") != "footnote-ref":
                self._own_links.append(href[1:])
            return [inside]
        words = "".join(inside.itertext())
        to = link.target(href)
        if to:
            self._links.append(Link(to, self._line_of(f"({href}")))
            inside.set("href", to.href)
            return [inside]
        if not link.leads_out(href):
            self._report("dead-link", f"({href}", link.not_a_leaflet(href))
            return [words]
        address = href.removeprefix("mailto:")
        return [words if address in words else f"{words} ({address})"]

    def _picture(self, node: Element) -> list[Piece]:
        source, alt = node.get("src", ""), node.get("alt", "").strip()
        self._files[os.path.normpath(self._leaflet.path.parent / source)] = None
        try:
            if not alt:
                raise picture.Refused("picture-text", picture.UNDESCRIBED)
            name, data = picture.load(source, self._leaflet.path.parent, self._root)
        except picture.Refused as refused:
            self._report(refused.rule, f"({source}", f"picture {source} {refused}")
            return [f"[{alt}]" if alt else ""]
        self._pictures[name] = data
        width, height = map(str, picture.size(data))
        return [Element("img", {"src": f"kp:{name}", "alt": alt, "width": width, "height": height})]

    def _paragraph(self, node: Element) -> list[Piece]:
        made = self._copy(node, "p")
        caption = node[0].get("title", "").strip() if len(node) == 1 else ""
        if not caption or [child.tag for child in made] != ["img"] or "".join(made.itertext()).strip():
            return [made]
        figure = Element("figure")
        figure.append(made[0])
        ElementTree.SubElement(figure, "figcaption").text = caption
        return [figure]

    def _division(self, node: Element) -> list[Piece]:
        kind, *names = node.get("class", "").split() or [""]
        if kind == "footnote":
            heading = Element("h2", {"id": "sources"})
            heading.text = _SOURCES.get(self._leaflet.lang, _SOURCES["en"])
            self._anchors.add("sources")
            entries = self._filled(Element("ol", {"class": "sources"}), node.find("ol") or node)
            return [heading, entries]
        name = next((name for name in names if name in _CALL_OUTS), "note")
        call_out = self._copy(node, "aside", **{"class": name})
        if node.find("p[@class='admonition-title']") is not None:
            title = call_out[0]
            title.set("class", "title")
            if name == "help":
                title.set("id", self._unused(dialect.anchor_of(section.plain(title))))
        return [call_out]

    def _item(self, node: Element) -> list[Piece]:
        item = self._copy(node, "li")
        first = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        if (first.text or "").lstrip().startswith("[ ] "):
            first.text = (first.text or "").lstrip()[4:]
            item.set("class", "unchecked")
        return [item]

    def _term(self, node: Element) -> list[Piece]:
        term = self._copy(node, "dt")
        term.set("id", self._unused(dialect.anchor_of(section.plain(term))))
        return [term]

    def _table(self, node: Element) -> list[Piece]:
        return [self._copy(node, "table", **{"class": "data"})]

    def _cell(self, node: Element) -> list[Piece]:
        found = re.search(r"text-align: (\w+)", node.get("style", ""))
        return [self._copy(node, node.tag, **({"align": found[1]} if found else {}))]

    def _unused(self, anchor: str) -> str:
        """`anchor`, or with a number behind it if the page has it already; taken from now on."""
        free, number = anchor, 1
        while free in self._anchors:
            number += 1
            free = f"{anchor}-{number}"
        self._anchors.add(free)
        return free

    def _line_of(self, words: str) -> int:
        before, found, _ = self._leaflet.body.partition(words)
        return self._leaflet.body_line + (before.count("\n") if found else 0)

    def _report(self, rule: str, words: str, problem: str) -> None:
        line = self._line_of(words)
        self._problems.append(Problem(str(self._leaflet.path), line, "error", rule, problem))


def _number_sources(body: Element) -> None:
    """Number the sources in the order in which a reader meets their marks."""
    sources = body.find("ol[@class='sources']")
    if sources is None:
        return
    marks = [a for a in body.iterfind(".//sup/a") if a.get("href", "").startswith("#fn:")]
    places = {target: n for n, target in enumerate(dict.fromkeys(a.get("href") for a in marks), 1)}
    for mark in marks:
        mark.text = str(places[mark.get("href")])
    entries = sorted(sources, key=lambda entry: places.get(f"#{entry.get('id')}", len(places)))
    sources[:] = entries


def _append(target: Element, piece: Piece) -> None:
    if isinstance(piece, Element):
        target.append(piece)
    elif len(target):
        target[-1].tail = (target[-1].tail or "") + piece
    else:
        target.text = (target.text or "") + piece


def _serialize(node: Element) -> str:
    node.tail = None
    return ElementTree.tostring(node, encoding="unicode", method="html")
