"""The page-maker: a composed handout on any QPagedPaintDevice, so that what is saved is what prints.

Lengths are in units of a tenth of a point, whatever the device's resolution: pages break at the
same words everywhere. QTextDocument lays a leaflet out as one long column; where that column is
cut into pages is decided here, so that no heading ends a page and no call-out, table row or list
item is torn apart.
"""

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPagedPaintDevice,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextBlock,
    QTextDocument,
    QTextFrame,
    QTextTable,
)

from kpviewer.errors import MachineError
from kpviewer.handout import Handout, Part
from kpviewer.phrases import phrase
from kpviewer.ui import theme
from kpviewer.ui.page import LINE, PageDocument, table_rect

POINT = 10.0
MARGIN = 20 / 25.4 * 72 * POINT
"""20 mm."""

_SIZES = {"letter": QPageSize.PageSizeId.Letter, "a4": QPageSize.PageSizeId.A4}
_BODY_POINTS = {False: 14, True: 18}
_COLOURS = theme.PRINT
_WRAPPED = Qt.TextFlag.TextWordWrap
_CLINIC_SHARE = 0.54
"""Of the width of the head; the rest is for the name and date to write in."""
_FOOT_UNIT = 14 * POINT / theme.BODY
"""The foot stays as it is in large print, so that it stays whole."""
_FOOT_LINE = 15 * _FOOT_UNIT


class Slice(NamedTuple):
    """What stands on one page: a stretch of a document's column."""

    top: float
    bottom: float


class _Atom(NamedTuple):
    """A stretch that no page break may cut."""

    top: float
    bottom: float
    keeps_next: bool = False


class _Leaf(NamedTuple):
    """One leaflet of the handout, laid out and cut into pages."""

    part: Part
    page: PageDocument
    slices: list[Slice]


def pdf(handout: Handout) -> bytes:
    """The handout as a PDF file. Untagged, as all of Qt's: the accessible file is the HTML."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(1200)
    writer.setTitle(handout.title)
    writer.setCreator("kpviewer")
    paint(handout, writer)
    return bytes(buffer.data().data())


def paint(handout: Handout, device: QPagedPaintDevice) -> int:
    """Paint all pages; returns how many. Raises MachineError if the device does not start."""
    sheet = Sheet(handout)
    device.setPageSize(sheet.paper)
    device.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter()
    if not painter.begin(device):
        raise MachineError("the printer does not start", "see that it is on, or choose another")
    try:
        scale = device.logicalDpiX() / (72 * POINT)
        painter.scale(scale, scale)
        for number in range(sheet.page_count):
            if number:
                device.newPage()
            sheet.paint_page(painter, number)
    finally:
        painter.end()
    return sheet.page_count


class Sheet:
    """A handout laid out on its paper: the same pages for preview, printer and PDF."""

    def __init__(self, handout: Handout) -> None:
        self.paper = QPageSize(_SIZES[handout.options.paper])
        width, height = (side * POINT for side in self.paper.size(QPageSize.Unit.Point).toTuple())
        self._handout = handout
        self._unit = _BODY_POINTS[handout.options.large_print] * POINT / theme.BODY
        self._frame = QRectF(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN)
        self._foot_height = 46 * self._unit + _FOOT_LINE
        self._head = _Head(handout, self._frame, self._unit)
        self._leaves = [self._lay_out(part, first=not number) for number, part in enumerate(handout.parts)]
        self._pages = [(leaf, cut) for leaf in self._leaves for cut in leaf.slices]

    @property
    def page_count(self) -> int:
        """At least 1."""
        return len(self._pages)

    def _lay_out(self, part: Part, first: bool) -> _Leaf:
        document = QTextDocument()
        _add_pictures(document, part, self._handout, self._frame.width())
        page = PageDocument(document, _COLOURS, self._unit)
        page.fill(part.page, re.sub(r'<a [^>]*class="back">.*?</a>', "", part.html))
        document.setTextWidth(self._frame.width())
        height = self._frame.height() - self._foot_height
        head = self._head.height if first else 0.0
        return _Leaf(part, page, list(cut(document, height - head, height)))

    def paint_page(self, painter: QPainter, number: int) -> None:
        """Paint one page, counted from 0; the painter's units are a tenth of a point from its corner."""
        leaf, stretch = self._pages[number]
        top = self._frame.top()
        if not number:
            self._head.paint(painter)
            top += self._head.height
        painter.save()
        painter.translate(self._frame.left(), top - stretch.top)
        area = QRectF(0, stretch.top, self._frame.width(), stretch.bottom - stretch.top)
        painter.setClipRect(area.adjusted(-POINT, -POINT, POINT, POINT))
        leaf.page.draw_call_outs(painter, area)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = area
        palette = QPalette(QColor(_COLOURS.ink))
        palette.setColor(QPalette.ColorRole.Text, QColor(_COLOURS.ink))
        context.palette = palette
        leaf.page.document.documentLayout().draw(painter, context)
        painter.restore()
        self._paint_foot(painter, leaf.part, number)

    def _paint_foot(self, painter: QPainter, part: Part, number: int) -> None:
        lang, clinic = part.page.lang, self._handout.options.clinic
        unit = min(self._unit, _FOOT_UNIT)
        line = self._frame.bottom() - 36 * unit - _FOOT_LINE
        painter.setPen(QPen(QColor(_COLOURS.line), unit))
        painter.drawLine(round(self._frame.left()), round(line), round(self._frame.right()), round(line))
        place = QRectF(self._frame.left(), line + 6 * unit, self._frame.width(), 16 * unit)
        count = phrase("page", lang, number=number + 1, total=self.page_count)
        painter.setFont(_bold(theme.font(12 * unit)))
        painter.setPen(QColor(_COLOURS.ink))
        painter.drawText(place, Qt.AlignmentFlag.AlignRight, count)
        taken = painter.fontMetrics().horizontalAdvance(f"{count}   ")
        painter.setFont(theme.font(11.5 * unit))
        painter.setPen(QColor(_COLOURS.muted))
        version = part.page.pack_version and phrase("version", lang, version=part.page.pack_version)
        lines = (
            ((part.page.entry.short, clinic.name), place.width() - taken),
            ((part.review,), place.width()),
            ((version, clinic.footer), place.width()),
        )
        for words, room in lines:
            said = " · ".join(filter(None, words))
            short = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, round(room))
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, short)
            place.translate(0, _FOOT_LINE)


class _Head:
    """The head of the first page: whose handout it is, and whom it is for."""

    def __init__(self, handout: Handout, frame: QRectF, unit: float) -> None:
        self._options = handout.options
        self._lang = handout.parts[0].page.lang
        self._frame = frame
        self._unit = unit
        clinic = self._options.clinic
        self._rows: list[tuple[QRectF, QFont, str]] = []
        top = frame.top()
        for words, made in (
            (clinic.name, _bold(theme.font(20 * unit))),
            (clinic.address, theme.font(13 * unit)),
            (clinic.phone, theme.font(13 * unit)),
        ):
            room = QRectF(frame.left(), top, frame.width() * _CLINIC_SHARE, frame.height())
            place = QFontMetricsF(made).boundingRect(room, _WRAPPED, words)
            self._rows.append((place, made, words))
            top = place.bottom() if words else top
        self._ruled = max(top + 8 * unit, frame.top() + 56 * unit)
        self.height = self._ruled - frame.top() + 26 * unit
        """Of the whole head with the space below it."""

    def paint(self, painter: QPainter) -> None:
        unit, frame = self._unit, self._frame
        painter.setPen(QColor(_COLOURS.ink))
        for place, made, words in self._rows:
            painter.setFont(made)
            painter.drawText(place, _WRAPPED, words)
        self._paint_blank(painter, phrase("prepared", self._lang), frame.top(), 0.58)
        self._paint_blank(painter, phrase("date", self._lang), frame.top() + 25 * unit, 0.72)
        painter.setPen(QPen(QColor(_COLOURS.accent), 2 * unit))
        painter.drawLine(round(frame.left()), round(self._ruled), round(frame.right()), round(self._ruled))

    def _paint_blank(self, painter: QPainter, words: str, top: float, start: float) -> None:
        """A name and a line to write on, from `start` of the width to the right margin."""
        frame, unit = self._frame, self._unit
        painter.setFont(theme.font(13 * unit))
        painter.setPen(QColor(_COLOURS.ink))
        left = frame.left() + start * frame.width()
        base = top + 19 * unit
        painter.drawText(QRectF(left, top, frame.width(), 22 * unit), words)
        after = left + QFontMetricsF(painter.font()).horizontalAdvance(words) + 6 * unit
        painter.setPen(QPen(QColor(_COLOURS.ink), unit))
        painter.drawLine(round(after), round(base), round(frame.right()), round(base))


def cut(document: QTextDocument, first_height: float, height: float) -> Iterator[Slice]:
    """Cut a document's column into pages: the first of one height, the others of another."""
    room = first_height
    top = bottom = None
    atoms = list(_atoms(document, document.rootFrame(), height))
    # The last source keeps the disclaimer, which has up to three atoms, from a page of its own.
    atoms[-4:-1] = [atom._replace(keeps_next=True) for atom in atoms[-4:-1]]
    for stretch in _stretches(atoms, height):
        if top is None or bottom is None:
            top, bottom = stretch
        elif stretch.bottom - top <= room:
            bottom = stretch.bottom
        else:
            yield Slice(top, bottom)
            top, bottom = stretch
            room = height
    if top is not None and bottom is not None:
        yield Slice(top, bottom)


def _stretches(atoms: list[_Atom], height: float) -> Iterator[Slice]:
    """Atoms joined to what must stay with them, as far as that fits on a page."""
    start = 0
    for number, atom in enumerate(atoms):
        after = atoms[number + 1] if number + 1 < len(atoms) else None
        if atom.keeps_next and after and after.bottom - atoms[start].top <= height:
            continue
        yield Slice(atoms[start].top, max(a.bottom for a in atoms[start : number + 1]))
        start = number + 1


def _atoms(document: QTextDocument, frame: QTextFrame, height: float) -> Iterator[_Atom]:
    layout = document.documentLayout()
    place = frame.begin()
    while not place.atEnd():
        child, block = place.currentFrame(), place.currentBlock()
        if isinstance(child, QTextTable):
            yield from _table_atoms(document, child, height)
        elif block.isValid() and block.isVisible():
            rect = layout.blockBoundingRect(block)
            yield from _block_atoms(block, rect)
        place += 1


def _table_atoms(document: QTextDocument, table: QTextTable, height: float) -> Iterator[_Atom]:
    layout = document.documentLayout()
    whole = table_rect(document, table)
    if table.rows() == 1:
        if whole.height() <= height:
            badge = whole.width() < document.textWidth() / 2
            yield _Atom(whole.top(), whole.bottom(), keeps_next=badge)
        else:
            yield from _atoms(document, table, height)
        return
    padding = table.format().cellPadding()
    for row in range(table.rows()):
        rects = [
            layout.blockBoundingRect(cell.firstCursorPosition().block()).united(
                layout.blockBoundingRect(cell.lastCursorPosition().block())
            )
            for cell in (table.cellAt(row, column) for column in range(table.columns()))
        ]
        top = min(rect.top() for rect in rects) - padding
        bottom = max(rect.bottom() for rect in rects) + padding
        if row == table.rows() - 1:
            bottom = whole.bottom()
        yield _Atom(whole.top() if not row else top, bottom, keeps_next=not row)


def _block_atoms(block: QTextBlock, rect: QRectF) -> Iterator[_Atom]:
    lines = block.layout().lineCount()
    introduces = bool(block.blockFormat().headingLevel()) or block.text().rstrip().endswith(":")
    leads = introduces or block.next().text() == LINE
    if lines <= 3 or leads or block.textList():
        yield _Atom(rect.top(), rect.bottom(), keeps_next=leads)
        return
    tops = [rect.top() + block.layout().lineAt(n).y() for n in range(lines)]
    cuts = [tops[0], *tops[2 : lines - 1], rect.bottom()]
    yield from (_Atom(top, bottom) for top, bottom in itertools.pairwise(cuts))


def _add_pictures(document: QTextDocument, part: Part, handout: Handout, widest: float) -> None:
    """Give the document its pictures: a pixel is 1/96 inch, no picture wider than the column."""
    for name in set(re.findall(r'src="kp:([^"]+)"', part.html)):
        image = QImage()
        if image.loadFromData(handout.pictures[name]):
            width = min(image.width() * 72 / 96 * POINT, widest)
            image.setDevicePixelRatio(image.width() / width)
            kind = QTextDocument.ResourceType.ImageResource
            document.addResource(kind.value, f"kp:{name}", image)


def _bold(plain: QFont) -> QFont:
    plain.setBold(True)
    return plain
