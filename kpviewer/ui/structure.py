"""What a page consists of, as assistive technology tells it: headings, lists, tables, pictures, links."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from PySide6.QtGui import QTextBlock, QTextDocument, QTextFormat, QTextFragment, QTextFrame, QTextTable

from kpviewer.phrases import phrase
from kpviewer.ui.ground import LINE
from kpviewer.ui.page import PICTURE

_LINE_BREAK = "\u2028"
_BULLET = "•"


class Kind(Enum):
    """What a part of a page is."""

    HEADING = auto()
    PARAGRAPH = auto()
    LIST = auto()
    ITEM = auto()
    TABLE = auto()
    ROW = auto()
    HEADER = auto()
    CELL = auto()
    CALL_OUT = auto()
    PICTURE = auto()
    LINK = auto()


class Words(NamedTuple):
    """What is said of paragraphs, line by line as they are laid out."""

    text: str
    places: list[int]
    """Of each character, and of the end, where in the page it stands."""

    def offset(self, position: int) -> int:
        """Which character stands at that position of the page."""
        return max(bisect_right(self.places, position) - 1, 0)


class Part:
    """A stretch of the page, and the parts that it consists of."""

    def __init__(self, kind: Kind, start: int, end: int) -> None:
        """`start` and `end` are characters of the page."""
        self.kind = kind
        self.start = start
        self.end = end
        self.blocks: list[QTextBlock] = []
        """The paragraphs whose words are its own."""
        self.name = ""
        self.href = ""
        self.level = 0
        """Of a heading, counted from 1."""
        self.row = self.column = 0
        """Of a cell."""
        self.parts: list[Part] = []

    def take(self, part: "Part") -> "Part":
        """Hold a part that follows all others."""
        self.parts.append(part)
        self.end = part.end
        return part


def parts(document: QTextDocument, lang: str) -> list[Part]:
    """The parts of a page that no other part holds, in its order."""
    return _parts(document.rootFrame().begin(), lang)


def words(blocks: Sequence[QTextBlock], lang: str) -> Words:
    """What is said of paragraphs: footnote marks with what they are, pictures by what they show."""
    text, places, end = "", list[int](), 0
    for block in blocks:
        layout = block.layout()
        lines = {block.position() + layout.lineAt(n).textStart() for n in range(1, layout.lineCount())}
        if text:
            text += "\n"
            places.append(end)
        for said, place in _said(block, lang):
            if place in lines:
                lines.remove(place)
                text += "\n"
                places.append(place)
            text += said
            places += [place] * len(said)
        end = _end(block)
    return Words(text, [*places, end])


def _said(block: QTextBlock, lang: str) -> Iterator[tuple[str, int]]:
    """Piece by piece what is said of a paragraph, and where it stands."""
    last = ""
    if block.textList():
        yield f"{_marker(block)} ", block.position()
    for part in _fragments(block):
        href, place = part.charFormat().anchorHref(), part.position()
        if href.startswith("#fn:") and href != last:
            yield f" {phrase('source', lang, number='').strip()} ", place
        last = href
        for sign in part.text():
            yield {PICTURE: _alt(part), _LINE_BREAK: "\n", LINE: ""}.get(sign, sign), place
            place += 1 + (ord(sign) > 0xFFFF)  # Qt counts in UTF-16


def _parts(place: QTextFrame.iterator, lang: str) -> list[Part]:
    found: list[Part] = []
    lists: list[Part] = []
    """Those that the next item may belong to, outermost first."""
    while not place.atEnd():
        frame, block = place.currentFrame(), place.currentBlock()
        place += 1
        if isinstance(frame, QTextTable):
            lists = []
            headings = [part.name for part in found if part.kind is Kind.HEADING]
            found += _table(frame, lang, "".join(headings[-1:]))
        elif frame:
            found += _parts(frame.begin(), lang)
        elif block.textList():
            lists = _open_lists(block, lists, found)
            item = Part(Kind.ITEM, block.position(), _end(block))
            item.take(_paragraph(block, lang))
            for around in lists:
                around.end = item.end
            lists[-1].take(item)
        elif lists and block.blockFormat().indent():
            lists[-1].parts[-1].take(_paragraph(block, lang))
        else:
            lists = []
            found += (
                [_paragraph(block, lang)] if block.text() else []
            )  # behind a table Qt puts an empty one
    return found


def _open_lists(block: QTextBlock, lists: list[Part], found: list[Part]) -> list[Part]:
    """The list that an item belongs to, behind those around it."""
    items = block.textList()
    depth = items.format().indent()
    lists = lists[: depth - 1] if items.itemNumber(block) == 0 else lists[:depth]
    if len(lists) < depth:
        begun = Part(Kind.LIST, block.position(), _end(block))
        (lists[-1].parts[-1].parts if lists else found).append(begun)
        lists = [*lists, begun]
    return lists


def _paragraph(block: QTextBlock, lang: str) -> Part:
    inside = _inside(block, lang)
    if block.text() == PICTURE and inside:
        inside[0].blocks = [block]
        return inside[0]
    part = Part(Kind.PARAGRAPH, block.position(), _end(block))
    part.blocks, part.parts = [block], inside
    level = block.blockFormat().headingLevel()
    if level:
        part.kind, part.level, part.name = Kind.HEADING, level, _name([block], lang)
    return part


def _table(table: QTextTable, lang: str, heading: str) -> list[Part]:
    """The table, named by the heading above it.

    A call-out is a table of a single cell, and the badge is only a paragraph in one.
    """
    start, end = table.firstPosition(), table.lastPosition()
    if table.rows() == table.columns() == 1:
        inside = _parts(table.cellAt(0, 0).begin(), lang)
        if len(inside) == 1:
            return inside
        call_out = Part(Kind.CALL_OUT, start, end)
        call_out.name = _name(inside[0].blocks, lang)
        call_out.parts = inside
        return [call_out]
    whole = Part(Kind.TABLE, start, end)
    whole.name = heading
    for number in range(table.rows()):
        cells = [_cell(table, number, column, lang) for column in range(table.columns())]
        row = Part(Kind.ROW, cells[0].start, cells[-1].end)
        row.parts = cells
        whole.take(row)
    return [whole]


def _cell(table: QTextTable, row: int, column: int, lang: str) -> Part:
    cell = table.cellAt(row, column)
    kind = Kind.HEADER if row < table.format().headerRowCount() else Kind.CELL
    part = Part(kind, cell.firstPosition(), cell.lastPosition())
    part.row, part.column = row, column
    place = cell.begin()
    while not place.atEnd():
        part.blocks.append(place.currentBlock())
        part.parts += _inside(place.currentBlock(), lang)
        place += 1
    part.name = _name(part.blocks, lang)
    return part


def _inside(block: QTextBlock, lang: str) -> list[Part]:
    """The links and pictures in a paragraph."""
    found: list[Part] = []
    for piece in _fragments(block):
        look, start = piece.charFormat(), piece.position()
        end, href = start + piece.length(), look.anchorHref()
        if look.isImageFormat():
            picture = Part(Kind.PICTURE, start, end)
            picture.name = _alt(piece)
            found.append(picture)
        elif href and found and (found[-1].href, found[-1].end) == (href, start):
            found[-1].end = end
            found[-1].name += piece.text()
        elif href:
            link = Part(Kind.LINK, start, end)
            link.href, link.name = href, piece.text()
            found.append(link)
    for part in found:
        if part.href.startswith("#fn:"):
            part.name = phrase("source", lang, number=part.name)
        elif part.href.startswith("#fnref"):
            part.name = phrase("back", lang)
    return found


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1


def _name(blocks: Sequence[QTextBlock], lang: str) -> str:
    """What is said of paragraphs, on one line."""
    said = " ".join("".join(said for said, _ in _said(block, lang)) for block in blocks)
    return " ".join(said.split())


def _marker(block: QTextBlock) -> str:
    """What a list puts before its item."""
    label = block.textList().itemText(block).strip()
    return label if label[:-1].isalnum() else _BULLET


def _alt(part: QTextFragment) -> str:
    """What a picture shows."""
    return str(part.charFormat().property(QTextFormat.Property.ImageAltText) or "").strip()


def _end(block: QTextBlock) -> int:
    return block.position() + block.length() - 1
