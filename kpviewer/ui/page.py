"""A leaflet as a QTextDocument: laid out and decorated in one way for screen, paper and PDF."""

import html
import re
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QBrush,
    QColor,
    QPainter,
    QPainterPath,
    QPen,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextTable,
)

from kpviewer.library import Page
from kpviewer.phrases import GRADES, evidence, phrase, review
from kpviewer.ui import theme
from kpviewer.ui.theme import Theme

GLOSSARY = "kp:glossary#"

_TABLES = re.compile(r'<table class="(\w+)"')


class CallOut(NamedTuple):
    """A table of one cell that is drawn as a card, in the colours that the style sheet gave it."""

    kind: str
    table: QTextTable
    ground: QBrush
    accent: QBrush
    edge: QBrush


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
        source = _dialect(_head(page) + body + _foot(page))
        document = self.document
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setIndentWidth(26 * self._unit)
        document.setDefaultFont(theme.font(theme.BODY * self._unit))
        document.setDefaultStyleSheet(theme.page_style(self._colours, self._unit))
        document.setHtml(source)
        found = zip(_TABLES.findall(source), _tables(document.rootFrame()), strict=True)
        self._call_outs = [self._take(kind, table) for kind, table in found if kind != "data"]
        self._mark_blocks()

    def _take(self, kind: str, table: QTextTable) -> CallOut:
        """Take a table's ground from Qt, which would draw it square."""
        space = table.format()
        edge = table.cellAt(0, 0).format().toTableCellFormat().leftBorderBrush()
        call_out = CallOut(kind, table, space.background(), space.borderBrush(), edge)
        above, below = (2, 2) if kind == "badge" else (8, 12)
        space.clearBackground()
        space.setTopMargin(above * self._unit)
        space.setBottomMargin(below * self._unit)
        table.setFormat(space)
        return call_out

    def draw_call_outs(self, painter: QPainter, area: QRectF) -> None:
        """Draw what lies beneath the text inside `area` (document coordinates)."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for call_out in self._call_outs:
            place = table_rect(self.document, call_out.table)
            if not place.intersects(area):
                continue
            if call_out.kind == "badge":
                self._draw_badge(painter, place, call_out)
            else:
                self._draw_call_out(painter, place, call_out)

    def _draw_badge(self, painter: QPainter, place: QRectF, badge: CallOut) -> None:
        unit = self._unit
        half = place.height() / 2
        pill = QPainterPath()
        pill.addRoundedRect(place.adjusted(unit, unit, -unit, -unit), half, half)
        painter.fillPath(pill, badge.ground)
        painter.strokePath(pill, QPen(badge.edge, unit))
        for number in range(len(GRADES)):
            dot = QPainterPath()
            centre = QPointF(place.left() + (18 + 12 * number) * unit, place.top() + half)
            dot.addEllipse(centre, 4 * unit, 4 * unit)
            if number < self._grade:
                painter.fillPath(dot, badge.accent)
            painter.strokePath(dot, QPen(badge.accent, 1.2 * unit))

    def _draw_call_out(self, painter: QPainter, place: QRectF, call_out: CallOut) -> None:
        unit = self._unit
        shape, bar = QPainterPath(), QPainterPath()
        shape.addRoundedRect(place, 8 * unit, 8 * unit)
        bar.addRect(QRectF(place.left(), place.top(), 6 * unit, place.height()))
        painter.fillPath(shape, call_out.ground)
        painter.fillPath(shape.intersected(bar), call_out.accent)
        if call_out.ground.color() == QColor(self._colours.paper):
            painter.strokePath(shape, QPen(call_out.accent, 1.2 * unit))

    def _mark_blocks(self) -> None:
        """Note where named places start; give headings their size and glossary terms their line."""
        self.headings = {}
        changes: list[tuple[int, int, QTextCharFormat]] = []
        block = self.document.begin()
        while block.isValid():
            for name in block.charFormat().anchorNames():
                self.headings[name] = block
            level = block.blockFormat().headingLevel()
            parts = block.begin()
            while not parts.atEnd():
                part = parts.fragment()
                look = part.charFormat()
                if level:
                    changes.append((part.position(), part.length(), self._heading(look, level)))
                elif look.anchorHref().startswith(GLOSSARY):
                    changes.append((part.position(), part.length(), self._term(look)))
                parts += 1
            block = block.next()
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        for position, length, look in changes:
            cursor.setPosition(position)
            cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(look)
        cursor.endEditBlock()

    def _heading(self, look: QTextCharFormat, level: int) -> QTextCharFormat:
        """Qt sizes headings by a scale of its own, whatever the style sheet says."""
        pixels = theme.HEADINGS[min(level, len(theme.HEADINGS)) - 1] * self._unit
        look.clearProperty(QTextFormat.Property.FontSizeAdjustment)
        look.setProperty(QTextFormat.Property.FontPixelSize, round(pixels))
        return look

    def _term(self, look: QTextCharFormat) -> QTextCharFormat:
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        look.setUnderlineColor(QColor(self._colours.accent))
        return look


def table_rect(document: QTextDocument, table: QTextTable) -> QRectF:
    """Where a table stands, without its margins.

    Qt's own answer includes the margins and is off by the position of the table's first cell.
    """
    cell = table.cellAt(0, 0).format().toTableCellFormat()
    space = table.format()
    rect = document.documentLayout().frameBoundingRect(table)
    rect.translate(-cell.leftPadding(), -cell.topPadding())
    return rect.adjusted(0, 0, 0, -space.topMargin() - space.bottomMargin())


def _head(page: Page) -> str:
    """Title, evidence badge and review line."""
    entry = page.entry
    said = review(entry.reviewed, "", entry.reviewed_by, page.lang)
    badge = evidence(entry.evidence, page.lang)
    table = f'<table class="badge" cellspacing="0"><tr><td>{html.escape(badge)}</td></tr></table>' if badge else ""
    return (
        f"<h1>{html.escape(page.title)}</h1>{table}"
        f'<p class="review">{html.escape(" · ".join(said))}</p>'
    )


def _foot(page: Page) -> str:
    """What the leaflet is and is not, and when its facts are checked again."""
    entry = page.entry
    said = review(entry.reviewed, entry.review_by, entry.reviewed_by, page.lang)
    return (
        f'<p class="review">{html.escape(phrase("disclaimer", page.lang))}</p>'
        f'<p class="review">{html.escape(" · ".join(said))}</p>'
    )


def _dialect(fragment: str) -> str:
    """The subset in the words that QTextDocument knows: a call-out is a table of one cell."""
    one_cell = r'<table class="\1" width="100%" cellspacing="0"><tr><td>'
    fragment = re.sub(r'<aside class="(\w+)">', one_cell, fragment)
    fragment = fragment.replace("</aside>", "</td></tr></table>").replace("<th>", '<th align="left">')
    fragment = fragment.replace(f'<a href="{GLOSSARY}', f'<a class="term" href="{GLOSSARY}')
    return re.sub(r'</sup>\s*<sup id="', '</sup><sup>,&nbsp;</sup><sup id="', fragment)


def _tables(frame: QTextFrame) -> list[QTextTable]:
    """All tables below `frame`, in the order of the text."""
    children = [child for child in frame.childFrames() if isinstance(child, QTextTable)]
    return [table for child in children for table in (child, *_tables(child))]
