"""A leaflet as a QTextDocument: laid out and decorated in one way for screen, paper and PDF."""

import html
import re
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPainterPath,
    QPen,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrame,
    QTextTable,
)

from kpviewer.library import Page
from kpviewer.phrases import GRADES, evidence, review
from kpviewer.ui import theme
from kpviewer.ui.theme import Theme

GLOSSARY = "kp:glossary#"

_TABLES = re.compile(r'<table class="(\w+)"')


class CallOut(NamedTuple):
    """A frame of the document with a ground and a bar, or the evidence badge."""

    kind: str
    frame: QTextTable


class PageDocument:
    """A leaflet in a QTextDocument, and the call-outs to be drawn beneath its text."""

    def __init__(self, document: QTextDocument, colours: Theme, unit: float) -> None:
        """`unit` is how many device units one pixel at 100 % takes; see `theme.page_style`."""
        self.document = document
        self._colours = colours
        self._unit = unit
        self._call_outs: list[CallOut] = []
        self._grade = 0
        self.headings: dict[str, QTextBlock] = {}
        """Where each named place of the page starts, in the order of the page."""

    def fill(self, page: Page, body: str) -> None:
        """Show `page` with `body`, a fragment of the subset that `render` documents."""
        self._grade = GRADES.index(page.entry.evidence) + 1 if page.entry.evidence else 0
        source = _dialect(_head(page) + body)
        document = self.document
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setIndentWidth(26 * self._unit)
        document.setDefaultFont(font(theme.BODY * self._unit))
        document.setDefaultStyleSheet(theme.page_style(self._colours, self._unit))
        document.setHtml(source)
        kinds = _TABLES.findall(source)
        frames = _tables(document.rootFrame())
        self._call_outs = [
            CallOut(kind, frame) for kind, frame in zip(kinds, frames, strict=True) if kind != "data"
        ]
        for kind, frame in self._call_outs:
            space = frame.format()
            space.setTopMargin((2 if kind == "badge" else 8) * self._unit)
            space.setBottomMargin((2 if kind == "badge" else 12) * self._unit)
            frame.setFormat(space)
        self._mark_blocks()

    def draw_call_outs(self, painter: QPainter, area: QRectF) -> None:
        """Draw what lies beneath the text inside `area` (document coordinates)."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for kind, frame in self._call_outs:
            place = table_rect(self.document, frame)
            if not place.intersects(area):
                continue
            if kind == "badge":
                self._draw_badge(painter, place)
            else:
                self._draw_call_out(painter, place, kind)

    def _draw_badge(self, painter: QPainter, place: QRectF) -> None:
        unit, colours = self._unit, self._colours
        half = place.height() / 2
        pill = QPainterPath()
        pill.addRoundedRect(place.adjusted(unit, unit, -unit, -unit), half, half)
        painter.fillPath(pill, QColor(colours.surface))
        painter.strokePath(pill, QPen(QColor(colours.line), unit))
        for number in range(len(GRADES)):
            dot = QPainterPath()
            centre = QPointF(place.left() + (18 + 12 * number) * unit, place.top() + half)
            dot.addEllipse(centre, 4 * unit, 4 * unit)
            if number < self._grade:
                painter.fillPath(dot, QColor(colours.accent))
            painter.strokePath(dot, QPen(QColor(colours.accent), 1.2 * unit))

    def _draw_call_out(self, painter: QPainter, place: QRectF, kind: str) -> None:
        unit, colours = self._unit, self._colours
        urgent = kind == "help"
        ground = QColor(colours.help_tint if urgent else colours.tint)
        accent = QColor(colours.help if urgent else colours.accent)
        shape = QPainterPath()
        shape.addRoundedRect(place, 8 * unit, 8 * unit)
        bar = QPainterPath()
        bar.addRect(QRectF(place.left(), place.top(), 6 * unit, place.height()))
        painter.fillPath(shape, ground)
        painter.fillPath(shape.intersected(bar), accent)
        if ground == QColor(colours.paper):
            painter.strokePath(shape, QPen(accent, 1.2 * unit))

    def _mark_blocks(self) -> None:
        """Note where headings start, and underline the words that the glossary explains."""
        self.headings = {}
        terms: list[tuple[int, int]] = []
        block = self.document.begin()
        while block.isValid():
            for name in block.charFormat().anchorNames():
                self.headings[name] = block
            parts = block.begin()
            while not parts.atEnd():
                part = parts.fragment()
                if part.charFormat().anchorHref().startswith(GLOSSARY):
                    terms.append((part.position(), part.length()))
                parts += 1
            block = block.next()
        look = QTextCharFormat()
        look.setForeground(QColor(self._colours.ink))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        look.setUnderlineColor(QColor(self._colours.accent))
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        for position, length in terms:
            cursor.setPosition(position)
            cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(look)
        cursor.endEditBlock()


def table_rect(document: QTextDocument, table: QTextTable) -> QRectF:
    """Where a table stands; Qt's own answer is off by the padding of the table's first cell."""
    padding = table.cellAt(0, 0).format().toTableCellFormat()
    rect = document.documentLayout().frameBoundingRect(table)
    return rect.translated(-padding.leftPadding(), -padding.topPadding())


def font(pixels: float) -> QFont:
    """The program's type at a size in device units."""
    result = QFont(theme.FAMILIES)
    result.setPixelSize(round(pixels))
    return result


def _head(page: Page) -> str:
    """Title, evidence badge and review line."""
    entry = page.entry
    said = review(entry.reviewed, entry.review_by, entry.reviewed_by, page.lang)
    badge = evidence(entry.evidence, page.lang)
    table = f'<table class="badge" cellspacing="0"><tr><td>{html.escape(badge)}</td></tr></table>' if badge else ""
    return (
        f"<h1>{html.escape(page.title)}</h1>{table}"
        f'<p class="review">{html.escape(" · ".join(said))}</p>'
    )


def _dialect(fragment: str) -> str:
    """The subset in the words that QTextDocument knows: a call-out is a table of one cell."""
    one_cell = r'<table class="\1" width="100%" cellspacing="0"><tr><td>'
    fragment = re.sub(r'<aside class="(\w+)">', one_cell, fragment)
    fragment = fragment.replace("</aside>", "</td></tr></table>")
    return fragment.replace('</sup><sup id="', '</sup><sup>, </sup><sup id="')


def _tables(frame: QTextFrame) -> list[QTextTable]:
    """All tables below `frame`, in the order of the text."""
    children = [child for child in frame.childFrames() if isinstance(child, QTextTable)]
    return [table for child in children for table in (child, *_tables(child))]
