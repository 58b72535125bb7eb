"""What is drawn beneath the text of a page: call-outs, the evidence badge, bullets, boxes, lines."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTextBlock,
    QTextDocument,
    QTextFormat,
    QTextTable,
)

from kpviewer.phrases import GRADES
from kpviewer.ui import icon
from kpviewer.ui.theme import RADIUS, Theme

LINE = "\u200b"
"""The text of a line to write on: Qt draws its own too fine for paper, and hides an empty block."""

CALL_OUTS = ("key", "help", "note", "warning")
"""Their classes, which are the names of their icons too."""

BULLET_ROOM = 26
"""Width of the column of bullets, boxes and numbers before a list's words, in pixels at 100 %."""

_SIGN = 20
_SIGN_ROOM = 32
"""Of a call-out's icon and of what its first words leave free for it, in pixels at 100 %."""


class Ground:
    """Everything beneath the text of one document."""

    def __init__(self, document: QTextDocument, colours: Theme, unit: float, on_paper: bool) -> None:
        self.document = document
        self._colours = colours
        self.unit = unit
        self.on_paper = on_paper
        self._tables: list[_CallOut] = []
        self._blocks: list[QTextBlock] = []
        self.lines: dict[int, QTextBlock] = {}
        """The lines to write on, by block number."""

    def take_tables(self, tables: Sequence[tuple[str, QTextTable]], evidence: str) -> None:
        """Take over the tables that are call-outs, by their classes; `evidence` is the badge's grade."""
        grade = GRADES.index(evidence) + 1 if evidence else 0
        for kind, table in tables:
            if kind == "badge":
                self._tables.append(_Badge(self, table, grade))
            elif kind in CALL_OUTS:
                self._tables.append(_CallOut(self, table, kind))

    def take_block(self, block: QTextBlock) -> None:
        """Take over what stands beneath a block, if anything does."""
        look = block.blockFormat()
        if block.text() == LINE:
            self.lines[block.blockNumber()] = block
        elif _is_bulleted(block) or look.property(QTextFormat.Property.BlockQuoteLevel):
            self._blocks.append(block)

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Draw what lies inside `area`, in the coordinates of the document."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout = self.document.documentLayout()
        for table in self._tables:
            place = table_rect(self.document, table.table)
            if place.top() > area.bottom():
                break  # Qt lays out no more of a page than it is asked for
            if place.intersects(area):
                table.draw(painter, place)
        for block in self._blocks:
            place = layout.blockBoundingRect(block)
            if place.top() > area.bottom():
                break
            if place.bottom() >= area.top():
                self._draw_block(painter, block, place)
        for block in self.lines.values():
            place = layout.blockBoundingRect(block)
            if place.intersects(area):
                painter.setPen(QPen(QColor(self._colours.edge), self.unit))
                left, right = self.document.indentWidth(), self.document.textWidth()
                base = place.bottom() - self.unit
                painter.drawLine(QLineF(left, base, right, base))

    def _draw_block(self, painter: QPainter, block: QTextBlock, place: QRectF) -> None:
        unit, look = self.unit, block.blockFormat()
        if not block.textList():
            left = place.left() + look.leftMargin() - 16 * unit
            bar = QRectF(left, place.top(), 4 * unit, place.height())
            painter.fillRect(bar, _brush(self._colours.line))
            return
        line = block.layout().lineAt(0).naturalTextRect().translated(_origin(block, place))
        height = QFontMetricsF(self.document.defaultFont()).xHeight()
        middle = line.top() + block.layout().lineAt(0).ascent() - height / 2
        left = line.left() - BULLET_ROOM * unit
        shape = QPainterPath()
        if look.marker() == look.MarkerType.Unchecked:
            shape.addRoundedRect(
                QRectF(left + unit, middle - 7.5 * unit, 15 * unit, 15 * unit), 3 * unit, 3 * unit
            )
            painter.strokePath(shape, QPen(_brush(self._colours.muted), 1.5 * unit))
        else:
            shape.addEllipse(QPointF(left + 12 * unit, middle), 3 * unit, 3 * unit)
            painter.fillPath(shape, _brush(self._colours.accent))


class _CallOut:
    """A table of one cell, drawn as a card in the colours that the style sheet gave the table."""

    space_above = 12
    space_below = 12

    def __init__(self, ground: "Ground", table: QTextTable, kind: str) -> None:
        """Takes the table's ground from Qt, which would draw it square; `kind` names an icon, if any."""
        self._document, self._unit, self._on_paper = ground.document, ground.unit, ground.on_paper
        self.table = table
        self._kind = kind
        look = table.format()
        self._ground, self._accent = look.background(), look.borderBrush()
        self._edge = table.cellAt(0, 0).format().toTableCellFormat().leftBorderBrush()
        look.clearBackground()
        look.setTopMargin(self.space_above * self._unit)
        look.setBottomMargin(self.space_below * self._unit)
        table.setFormat(look)
        self._sign = QPixmap()
        first = table.cellAt(0, 0).firstCursorPosition()
        if kind and not first.block().textList():
            beside = first.blockFormat()
            beside.setLeftMargin(beside.leftMargin() + _SIGN_ROOM * self._unit)
            first.setBlockFormat(beside)

    def draw(self, painter: QPainter, place: QRectF) -> None:
        unit = self._unit
        shape, bar = QPainterPath(), QPainterPath()
        shape.addRoundedRect(place, RADIUS * unit, RADIUS * unit)
        bar.addRect(QRectF(place.left(), place.top(), 6 * unit, place.height()))
        painter.fillPath(shape, self._ground)
        painter.fillPath(shape.intersected(bar), self._accent)
        painter.strokePath(shape, QPen(self._edge, unit))
        if self._kind:
            self._draw_sign(painter)

    def _draw_sign(self, painter: QPainter) -> None:
        """Beside the first line, which leaves room for it."""
        block = self.table.cellAt(0, 0).firstCursorPosition().block()
        whole = self._document.documentLayout().blockBoundingRect(block)
        line = block.layout().lineAt(0).rect().translated(_origin(block, whole))
        size, ink = round(_SIGN * self._unit), self._accent.color().name()
        left = line.left() - _SIGN_ROOM * self._unit
        place = QRectF(round(left), round(line.center().y() - size / 2), size, size)
        if self._on_paper:
            icon.draw(painter, self._kind, ink, place)
            return
        if self._sign.isNull():
            self._sign = icon.picture(self._kind, ink, size, painter.device().devicePixelRatio())
        painter.drawPixmap(place, self._sign, QRectF(self._sign.rect()))


class _Badge(_CallOut):
    """The evidence badge: a pill with a dot for each grade."""

    space_above = 8
    space_below = 4

    def __init__(self, ground: "Ground", table: QTextTable, grade: int) -> None:
        super().__init__(ground, table, "")
        self._grade = grade

    def draw(self, painter: QPainter, place: QRectF) -> None:
        unit, half = self._unit, place.height() / 2
        pill = QPainterPath()
        pill.addRoundedRect(place.adjusted(unit, unit, -unit, -unit), half, half)
        painter.fillPath(pill, self._ground)
        painter.strokePath(pill, QPen(self._edge, unit))
        for number in range(len(GRADES)):
            dot = QPainterPath()
            centre = QPointF(place.left() + (18 + 12 * number) * unit, place.top() + half)
            dot.addEllipse(centre, 4 * unit, 4 * unit)
            if number < self._grade:
                painter.fillPath(dot, self._accent)
            painter.strokePath(dot, QPen(self._accent, 1.2 * unit))


def _brush(colour: str) -> QBrush:
    """Made from a pen, for that alone lets Python's `Qt` namespace be; see the package's docstring."""
    pen = QPen()
    pen.setColor(QColor(colour))
    return pen.brush()


def _is_bulleted(block: QTextBlock) -> bool:
    """Whether a list puts a bullet or a box before a block; a number is drawn by Qt."""
    items = block.textList()
    return bool(items) and not items.itemText(block).strip()[:-1]


def _origin(block: QTextBlock, place: QRectF) -> QPointF:
    """Where the lines of a block count from, in the document; `place` is the block's."""
    return QPointF(place.left(), place.top() - block.layout().boundingRect().top())


def table_rect(document: QTextDocument, table: QTextTable) -> QRectF:
    """Where a table stands, without its margins.

    Qt's own answer includes the margins and is off by the position of the table's first cell.
    """
    cell = table.cellAt(0, 0).format().toTableCellFormat()
    space = table.format()
    rect = document.documentLayout().frameBoundingRect(table)
    rect.translate(-cell.leftPadding(), -cell.topPadding())
    return rect.adjusted(0, 0, 0, -space.topMargin() - space.bottomMargin())
