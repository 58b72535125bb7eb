"""The page-maker: a composed handout on any QPagedPaintDevice, so that what is saved is what prints.

Lengths are in units of a tenth of a point, whatever the device's resolution: pages break at the
same words everywhere.
"""

import html
import re
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QImage,
    QPagedPaintDevice,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextCursor,
    QTextDocument,
    QTextTable,
)

from kpviewer.errors import MachineError
from kpviewer.handout import Handout, Part
from kpviewer.phrases import phrase
from kpviewer.ui import letterhead, theme
from kpviewer.ui.column import Slice, cut
from kpviewer.ui.letterhead import Foot, Head
from kpviewer.ui.page import PageDocument, whole

POINT = 10.0
MARGIN = 20 / 25.4 * 72 * POINT
"""20 mm."""

_SIZES = {"letter": QPageSize.PageSizeId.Letter, "a4": QPageSize.PageSizeId.A4}
_BODY_POINTS = {False: 14, True: 18}
_LETTERHEAD_UNIT = 14 * POINT / theme.BODY
_LETTERHEAD_GROWTH = {False: 1.0, True: 1.05}
"""In large print head and foot grow less than the leaflet, which needs the room."""
_COLOURS = theme.PRINT
_PICTURE_SHARE = 0.6
"""Of a page's height that a picture takes at most."""


class _Leaf(NamedTuple):
    """One leaflet of the handout, laid out and cut into pages."""

    page: PageDocument
    slices: list[Slice]
    foot: Foot


def pdf(handout: Handout, title: str = "") -> bytes:
    """The handout as a PDF file, of its own title unless another is given.

    Untagged, as all of Qt's: the accessible file is the HTML.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(1200)
    writer.setTitle(title or handout.title)
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


def page_size(handout: Handout) -> QPageSize:
    """The paper that a handout is made for."""
    return QPageSize(_SIZES[handout.options.paper])


class Sheet:
    """A handout laid out on its paper: the same pages for preview, printer and PDF."""

    def __init__(self, handout: Handout, before: "Sheet | None" = None) -> None:
        """What comes out as it did in the sheet `before` is taken from there, not laid out again."""
        options = handout.options
        self.paper = page_size(handout)
        width, height = (side * POINT for side in self.paper.size(QPageSize.Unit.Point).toTuple())
        self._handout = handout
        self._unit = _BODY_POINTS[options.large_print] * POINT / theme.BODY
        self._frame = QRectF(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN)
        self._letterhead_unit = _LETTERHEAD_UNIT * _LETTERHEAD_GROWTH[options.large_print]
        self._head = Head(handout, self._frame, self._letterhead_unit)
        self._laid_out: dict[tuple[object, ...], _Leaf] = {}
        """By all that a leaf depends on; its source names pictures by their content."""
        leaves = self._leaves(before._laid_out if before else {})
        self._pages: list[tuple[_Leaf, Slice | None]] = []
        starts = []
        for leaf in leaves:
            if options.right_hand and len(self._pages) % 2:
                self._pages.append((self._pages[-1][0], None))
            starts.append(len(self._pages))
            self._pages += [(leaf, stretch) for stretch in leaf.slices]
        self.starts = starts[-len(handout.parts) :]
        """On which page, counted from 0, each part of the handout starts."""
        if handout.has_contents:
            _fill_in(leaves[0].page.document, self.starts)

    @property
    def page_count(self) -> int:
        """At least 1."""
        return len(self._pages)

    def _leaves(self, kept: "dict[tuple[object, ...], _Leaf]") -> list[_Leaf]:
        """The leaflets; what comes before the first stands on its first page, or on pages of its own."""

        def leaf(part: Part, source: str, head: float = 0.0) -> _Leaf:
            page, options = part.page, self._handout.options
            looks = (options.clinic, options.paper, options.large_print)
            key = (source, head, page.entry, page.pack_version, page.origin, *looks)
            self._laid_out[key] = made = kept.get(key) or self._lay_out(part, source, head)
            return made

        first, *others = self._handout.parts
        front = _contents(self._handout) + self._handout.note
        leaves = [leaf(part, _source(part)) for part in others]
        together = leaf(first, _source(first, front), self._head.height)
        if not front or _starts_at_once(together):
            return [together, *leaves]
        return [leaf(first, front, self._head.height), leaf(first, _source(first)), *leaves]

    def _lay_out(self, part: Part, source: str, head: float) -> _Leaf:
        foot = Foot(part, self._handout.options.clinic, self._frame, self._letterhead_unit)
        height = self._frame.height() - foot.height
        document = QTextDocument()
        self._add_pictures(document, part)
        tallest = self._frame.height() * _PICTURE_SHARE
        page = PageDocument(document, _COLOURS, self._unit, on_paper=True, picture_height=tallest)
        page.show(source, part.page.entry.evidence)
        document.setDefaultFont(letterhead.font(theme.BODY * self._unit))
        document.setTextWidth(self._frame.width())
        return _Leaf(page, list(cut(document, height - head, height)), foot)

    def _add_pictures(self, document: QTextDocument, part: Part) -> None:
        for name in set(re.findall(r'src="kp:([^"]+)"', part.html)):
            image = QImage()
            if image.loadFromData(self._handout.pictures[name]):
                kind = QTextDocument.ResourceType.ImageResource
                document.addResource(kind.value, f"kp:{name}", image)

    def paint_page(self, painter: QPainter, number: int) -> None:
        """Paint one page, counted from 0; the painter's units are a tenth of a point from its corner."""
        leaf, stretch = self._pages[number]
        top = self._frame.top()
        if not number:
            self._head.paint(painter)
            top += self._head.height
        if stretch and stretch.header:
            self._paint_stretch(painter, leaf.page, stretch.header, top)
            top += stretch.header.height
        if stretch:
            self._paint_stretch(painter, leaf.page, stretch, top)
        leaf.foot.paint(painter, number + 1, self.page_count)

    def _paint_stretch(self, painter: QPainter, page: PageDocument, stretch: Slice, top: float) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(self._frame.left(), top - stretch.top)
        area = QRectF(0, stretch.top, self._frame.width(), stretch.bottom - stretch.top)
        painter.setClipRect(area.adjusted(-POINT, -POINT, POINT, POINT))
        page.ground.draw(painter, area)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = area.adjusted(0, max(stretch.skip, 1), 0, -1)  # no line that only touches it
        palette = QPalette(QColor(_COLOURS.ink))
        palette.setColor(QPalette.ColorRole.Text, QColor(_COLOURS.ink))
        context.palette = palette
        page.document.documentLayout().draw(painter, context)
        painter.restore()


def _source(part: Part, front: str = "") -> str:
    """A leaflet for paper, where nothing leads back from a source."""
    return whole(part.page, re.sub(r'<a [^>]*class="back">.*?</a>', "", part.html), front)


def _contents(handout: Handout) -> str:
    """The list of contents as a fragment, its page numbers not yet known; empty for a short handout."""
    if not handout.has_contents:
        return ""
    rows = "".join(
        f'<tr><td width="90%">{html.escape(part.page.title)}</td><td align="right">0</td></tr>'
        for part in handout.parts
    )
    title = phrase("contents", handout.parts[0].page.lang)
    return (
        f'<p class="title">{title}</p>\n'
        f'<table class="contents" width="100%" cellspacing="0">{rows}</table>\n'
    )


def _fill_in(document: QTextDocument, starts: list[int]) -> None:
    """Put into the list of contents on which page, counted from 0, each leaflet starts."""
    [contents, *_] = [
        frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)
    ]
    together = QTextCursor(document)
    together.beginEditBlock()
    for row, start in enumerate(starts):
        cursor = contents.cellAt(row, 1).firstCursorPosition()
        if cursor.block().text() != str(start + 1):
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(str(start + 1))
    together.endEditBlock()


def _starts_at_once(leaf: _Leaf) -> bool:
    """Whether a leaflet's title stands on its first page, whatever comes before it."""
    title = leaf.page.document.documentLayout().blockBoundingRect(leaf.page.title)
    return title.bottom() <= leaf.slices[0].bottom
