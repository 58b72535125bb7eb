"""A leaflet's Markdown as its author sees it: what stands on which line.

`render` makes the page and forgets the lines. This reads the same Markdown for the proof-reader,
who has to name them: blocks of words, and the links, pictures and marks inside them.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kpviewer.leaflet import Leaflet

PROSE = ("paragraph", "item", "definition", "caption")
"""Kinds of block that hold sentences."""

_HEADING = re.compile(r"(#{1,6})(.*?)#*\s*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+) *$")
_CALL_OUT = re.compile(r'!!! ?([\w-]+)[\w -]*?(?: +"(.*?)")? *$')
_ITEM = re.compile(r"(?:[-*+]|\d+\.) +(?:\[ \] )?")
_DEFINITION = re.compile(r": {1,3}")
_SOURCE = re.compile(r" {0,3}\[\^([^\]]*)\]: *")
_TARGET = re.compile(r" {0,3}\[([^\]^]+)\]: *<?(\S+?)>?(?: .*)?$")
_ABBREVIATION = re.compile(r" {0,3}\*\[[^\]]+\]:")
_RULE = re.compile(r"([-_*])( {0,2}\1){2,} *$")
_COLUMNS = re.compile(r"(?=.*-)[ |:-]*$")
_CELL_END = re.compile(r"(?<!\\)\|")

_TARGET_OF_LINK = r"\(\s*(?:<(?P<bare>[^<>\n]*)>|(?P<target>(?:[^()\n]|\([^()\n]*\))*?))"
_TITLE_OF_LINK = r"(?:\s+(?P<title>\"[^\"]*\"|'[^']*'))?\s*\)"
_WORDS = r"\[(?P<words>(?:\\.|[^\[\]\\]|\[[^\[\]]*\])*)\]"
_TAGS = (
    r"a|abbr|address|article|aside|audio|b|big|blockquote|body|br|button|center|code|dd|del|details|div|dl|dt"
    r"|em|embed|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|li|link|main|mark"
    r"|meta|nav|object|ol|p|pre|q|s|samp|script|section|select|small|span|strike|strong|style|sub|summary|sup"
    r"|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|tt|u|ul|var|video"
)
_INLINE = re.compile(
    rf"""
      (?P<ticks>`{{1,9}})(?P<code>.{{1,999}}?)(?<!`)(?P=ticks)(?!`)
    | \\(?P<escaped>[\\`*_{{}}\[\]()>\#+.!-])
    | \[\^(?P<mark>[^\]]{{0,99}})\]
    | (?P<picture>!?){_WORDS}(?:{_TARGET_OF_LINK}{_TITLE_OF_LINK}|[ ]?\[(?P<other>[^\]]*)\]|)
    | <(?P<address>[A-Za-z][\w+.-]*://[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>
    | (?P<tag></?(?:{_TAGS})(?:\s[^<>]*)?/?>|<!--)
    | (?P<emphasis>\*+|(?<!\w)_+(?=\w)|(?<=[^\s_])_+(?!\w))
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_SIGN = re.compile(r"[`\\\[<*_&]")


class Spot(NamedTuple):
    """A name, and the line on which it stands."""

    name: str
    line: int


class Block(NamedTuple):
    """A heading, a paragraph, an item, a cell: words that belong together."""

    kind: str
    """`heading`, `paragraph`, `item`, `definition`, `term`, `caption` of a picture, `title` of a call-out,
    `cell` or `source`."""
    line: int
    text: str
    """Plain words, without Markdown's signs; as many lines as in the file."""
    level: int
    """1 to 6 of a heading; else 0."""
    marks: tuple[Spot, ...]
    """Footnotes that it refers to."""

    def line_of(self, place: int) -> int:
        """The line of the file on which character `place` of the text stands."""
        return self.line + self.text.count("\n", 0, place)


class Picture(NamedTuple):
    """A picture, as its author refers to it."""

    source: str
    description: str
    line: int
    caption: str = ""


class Table(NamedTuple):
    """A table; its cells are blocks."""

    line: int
    columns: int


@dataclass
class Manuscript:
    """A leaflet, read line by line; lines are those of the file, counted from 1."""

    leaflet: Leaflet
    blocks: list[Block] = field(default_factory=list)
    """In reading order."""
    call_outs: list[Spot] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    links: list[Spot] = field(default_factory=list)
    """Where each leads, as it is written."""
    pictures: list[Picture] = field(default_factory=list)
    marks: list[Spot] = field(default_factory=list)
    sources: list[Spot] = field(default_factory=list)
    tags: list[Spot] = field(default_factory=list)
    """Raw HTML."""

    def key_line(self, key: str) -> int:
        """The line of the front matter that sets `key`; 1 if none does."""
        try:
            text = self.leaflet.path.read_text("utf-8-sig", errors="replace")
        except OSError:
            return 1
        head = text.split("\n")[: self.leaflet.body_line]
        sets = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
        return next((number for number, line in enumerate(head, 1) if sets.match(line)), 1)

    @property
    def prose(self) -> Iterator[Block]:
        """The blocks that hold sentences."""
        return (block for block in self.blocks if block.kind in PROSE)

    @property
    def sections(self) -> Iterator[list[Block]]:
        """The blocks cut before each heading; the first is what stands before any."""
        section: list[Block] = []
        for block in self.blocks:
            if block.kind == "heading":
                yield section
                section = []
            section.append(block)
        yield section


def read(leaflet: Leaflet) -> Manuscript:
    """Never fails: whatever the text, it is some Markdown."""
    return _Reader(leaflet).read()


class _Reader:
    def __init__(self, leaflet: Leaflet) -> None:
        self._lines = [line.expandtabs(4) for line in leaflet.body.split("\n")]
        self._first = leaflet.body_line
        self._made = Manuscript(leaflet)
        self._targets = {
            found[1].lower(): found[2] for line in self._lines if (found := _TARGET.match(line))
        }
        self._open: tuple[str, int, list[str]] | None = None
        """Kind, line and lines of the block that is being read."""
        self._inside = False
        """Whether indented lines belong to an item, a call-out, a definition or a source."""

    def read(self) -> Manuscript:
        number = 0
        while number < len(self._lines):
            number += self._take(number)
        self._close()
        return self._made

    def _take(self, number: int) -> int:
        """Read on from a line; how many lines were taken."""
        whole = self._lines[number]
        line = whole.lstrip()
        if line.startswith(">"):
            line = line.lstrip("> ")
        indented = whole.startswith("    ")
        here = self._first + number
        if not line:
            self._close()
        elif indented and not self._inside:
            if self._open:  # else it is a block of code
                self._open[2].append(line)
        elif self._open is None and self._is_table(number):
            return self._table(number)
        elif line[0] in "#!-*+:[=_0123456789" and self._special(line, whole, here):
            pass
        elif self._open is None:
            self._inside &= indented
            self._open = ("paragraph", here, [line])
        else:
            self._open[2].append(line)
        return 1

    def _special(self, line: str, whole: str, here: int) -> bool:
        """Take a line whose first character means something; False if it does not here."""
        if line[0] == "#" and (found := _HEADING.match(line)):
            self._close()
            self._add("heading", here, found[2].strip(), len(found[1]))
        elif self._open and len(self._open[2]) == 1 and (found := _UNDERLINE.match(whole)):
            _, start, lines = self._open
            self._open = None
            self._add("heading", start, lines[0], 1 if found[1][0] == "=" else 2)
        elif _RULE.match(line):
            self._close()
        elif line[0] == "!" and (found := _CALL_OUT.match(line)):
            self._close()
            self._inside = True
            self._made.call_outs.append(Spot(found[1].lower(), here))
            title = found[1].capitalize() if found[2] is None else found[2]
            self._add("title", here, title)
        elif line[0] == ":" and (found := _DEFINITION.match(line)):
            self._define(here, line[found.end() :])
        elif found := _SOURCE.match(whole):
            self._start("source", here, whole[found.end() :].strip())
            self._made.sources.append(Spot(found[1], here))
        elif self._open is None and (_TARGET.match(whole) or _ABBREVIATION.match(whole)):
            pass
        elif (not self._open or self._open[0] == "item") and (found := _ITEM.match(line)):
            self._start("item", here, line[found.end() :])
        else:
            return False
        return True

    def _start(self, kind: str, here: int, line: str) -> None:
        self._close()
        self._inside = True
        self._open = (kind, here, [line])

    def _close(self) -> None:
        if self._open:
            kind, here, lines = self._open
            self._open = None
            self._add(kind, here, "\n".join(lines))

    def _define(self, here: int, line: str) -> None:
        """A definition; the lines of the paragraph before it were terms."""
        if self._open and self._open[0] == "paragraph":
            _, start, terms = self._open
            self._open = None
            for number, term in enumerate(terms):
                self._add("term", start + number, term)
        self._start("definition", here, line)

    def _is_table(self, number: int) -> bool:
        head, below = [*self._lines[number : number + 2], ""][:2]
        if "|" not in head or not _COLUMNS.match(below):
            return False
        return len(_cells(head, head)) == len(_cells(below, head))

    def _table(self, number: int) -> int:
        head = self._lines[number]
        self._made.tables.append(Table(self._first + number, len(_cells(head, head))))
        taken = 0
        while number + taken < len(self._lines) and self._lines[number + taken].strip():
            if taken != 1:
                for cell in _cells(self._lines[number + taken], head):
                    self._add("cell", self._first + number + taken, cell)
            taken += 1
        return taken

    def _add(self, kind: str, line: int, markdown: str, level: int = 0) -> None:
        made = self._made
        marked, pictured = len(made.marks), len(made.pictures)
        text = self._plain(markdown, line)
        made.blocks.append(Block(kind, line, text, level, tuple(made.marks[marked:])))
        found = _INLINE.fullmatch(markdown.strip()) if made.pictures[pictured:] else None
        if found and found["title"] and kind == "paragraph":
            caption = html.unescape(found["title"][1:-1].strip())
            made.pictures[-1] = made.pictures[-1]._replace(caption=caption)
            made.blocks.append(Block("caption", line, caption, 0, ()))

    def _plain(self, markdown: str, line: int) -> str:
        """The words of a piece of Markdown; what stands in them is noted."""
        if not _SIGN.search(markdown):
            return markdown

        words = []
        place = 0
        while found := _INLINE.search(markdown, place):
            words.append(markdown[place : found.start()])
            line += markdown.count("\n", place, found.start())
            shown = self._note(found, line)
            if shown is None:
                words.append(markdown[found.start()])
                place = found.start() + 1
            else:
                lines = found[0].count("\n")
                words.append(shown + "\n" * (lines - shown.count("\n")))
                line += lines
                place = found.end()
        return html.unescape("".join(words) + markdown[place:])

    def _note(self, found: re.Match[str], line: int) -> str | None:
        """Note what was found on that line; the words that it shows, None if it is but a bracket."""
        if found["code"] is not None:
            return found["code"]
        if found["escaped"]:
            return found["escaped"]
        if found["mark"] is not None:
            self._made.marks.append(Spot(found["mark"], line))
        elif found["tag"]:
            if not found["tag"].startswith("</"):
                self._made.tags.append(Spot(found["tag"], line))
        elif found["address"]:
            return found["address"]
        elif not found["emphasis"]:
            return self._reference(found, line)
        return ""

    def _reference(self, found: re.Match[str], line: int) -> str | None:
        words = found["words"]
        written = found["target"] if found["bare"] is None else found["bare"]
        if written is None:
            written = self._targets.get((found["other"] or words).lower())
        if written is None:
            return None
        target = html.unescape(written.strip())
        if found["picture"]:
            self._made.pictures.append(Picture(target, words.strip(), line))
            return words
        self._made.links.append(Spot(target, line))
        return self._plain(words, line)


def _cells(line: str, head: str) -> list[str]:
    """The cells of a row; bars at its ends are borders if the table's head has one."""
    line, head = line.strip(), head.strip()
    if head.startswith("|") or head.endswith("|"):
        line = line.removeprefix("|")
        line = line if line.endswith(r"\|") else line.removesuffix("|")
    return [cell.strip().replace(r"\|", "|") for cell in _CELL_END.split(line)]
