"""The page that is read."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from kpviewer.library import Library
from kpviewer.page import Page
from kpviewer.term import GLOSSARY
from kpviewer.ui.page import PageDocument
from kpviewer.ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QContextMenuEvent, QImage, QKeyEvent, QTextBlock, QTextCursor, QWheelEvent


_CARET = 2
"""Width in pixels."""


class Viewer(QTextBrowser):
    """Shows one leaflet; loads nothing but the pictures of the library, opens nothing by itself.

    Signals:
        leaflet_wanted(slug, anchor): a link to another leaflet was followed.
        term_touched(anchor, start, end): a link to the glossary; the characters of the page that it takes.
        place_left(): a link within the page is about to be followed.
        section_reached(anchor): the reader scrolled into a section.
        zoom_wanted(steps): Ctrl and the wheel; positive is larger.
        words_changed(): another text is shown than before.
        page_replaced(): a page is shown anew, of the same words or of others.
        link_reached(): Tab selected a link, or left the last.
        menu_wanted(place): what can be done with the selection; a place on the screen.
    """

    leaflet_wanted = Signal(str, str)
    term_touched = Signal(str, int, int)
    place_left = Signal()
    section_reached = Signal(str)
    zoom_wanted = Signal(int)
    words_changed = Signal()
    page_replaced = Signal()
    link_reached = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Leaflet text"))
        self.setCursorWidth(0)  # nobody needs a caret who moves none
        self.setOpenLinks(False)
        self.setAcceptDrops(False)
        self.lang = ""
        """Of the page."""
        self._library: Library | None = None
        self._page: PageDocument | None = None
        self._document: QTextDocument | None = None
        self._sections: list[str] = []
        self._words: object = None
        self._colours = LIGHT
        self._marked = (0, 0)
        self._selections: Sequence[QTextEdit.ExtraSelection] = []
        self._column_left = 0
        self.anchorClicked.connect(self._follow)
        self.verticalScrollBar().setRange(0, 1)  # without a bar Qt would lay out a wider page first
        self.verticalScrollBar().valueChanged.connect(self._announce_section)

    def let_keyboard_in(self) -> None:
        """Arrow keys move a caret that screen readers follow; Tab walks the links."""
        from PySide6.QtCore import Qt

        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def focusNextPrevChild(self, forward: bool) -> bool:
        """To the next link behind the caret, or before it; out of the page where there is none.

        Qt looks from the start or the end unless something is selected, and is silent about what it finds.
        """
        caret = self.textCursor()
        if not caret.hasSelection():
            place = caret.position()
            if not forward and place == 0:
                return QTextEdit.focusNextPrevChild(self, forward)
            beside = place - 1 if forward else place + 1
            if 0 <= beside < self.document().characterCount():
                self.select(beside, place)
        has_moved = super().focusNextPrevChild(forward)
        if not self.hasFocus():
            self.put_caret(caret.position())
        self.link_reached.emit()
        return has_moved

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Return follows the link at the caret, whether Tab or arrow keys led there.

        Arrow keys pass over the empty paragraphs that Qt puts behind tables.
        """
        from PySide6.QtCore import Qt

        caret, is_return = self.textCursor(), event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (is_return and not caret.hasSelection() and self.follow(caret.position())):
            self.setCursorWidth(_CARET)
            super().keyPressEvent(event)
            arrows = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
            here = self.textCursor()
            if event.key() in arrows and here.position() != caret.position() and not here.block().text():
                super().keyPressEvent(event)

    def show_page(self, library: Library, page: Page, colours: Theme, unit: float) -> None:
        """Show a leaflet from its start; the caret stays where it was if the words are the same."""
        self._library = library
        self.lang = page.lang
        self._sections = [section.anchor for section in page.sections if section.level <= 2]
        words = (page.entry, page.html)
        self._show(words, lambda document: document.fill(page, page.html), colours, unit)

    def show_manual(self, html: str, lang: str, colours: Theme, unit: float) -> None:
        """As `show_page`, for a page that is no leaflet, in the subset that `render` documents."""
        self.lang = lang
        self._sections = []
        self._show(html, lambda document: document.show(html), colours, unit)

    def _show(
        self, words: object, fill: Callable[[PageDocument], None], colours: Theme, unit: float
    ) -> None:
        caret = self.textCursor().anchor(), self.textCursor().position()
        self._lay_out(fill, colours, unit)
        if words != self._words:
            self._words = words
            self._marked = (0, 0)
            self.words_changed.emit()
            return
        self.select(*caret)
        if self._marked != (0, 0):
            self._show_marks()

    def _lay_out(self, fill: Callable[[PageDocument], None], colours: Theme, unit: float) -> None:
        self._colours = colours
        document = QTextDocument(self)
        self._page = PageDocument(document, colours, unit)
        fill(self._page)
        ground = document.rootFrame()
        margins = ground.frameFormat()
        margins.setTopMargin(32 * unit)
        margins.setBottomMargin(64 * unit)
        ground.setFrameFormat(margins)
        self._replace_document(document)

    def _replace_document(self, document: QTextDocument) -> None:
        """Whole, so that it is laid out once."""
        last, self._document = self._document, document
        if last:
            self._selections = []
            super().setExtraSelections([])  # Qt looks for them in a document that is gone, and crashes
        self.setDocument(document)
        if last:
            last.setParent(None)  # so that it goes with its last reference
        self.page_replaced.emit()

    def set_column(self, left: int, width: int) -> None:
        """Put the text that far, in pixels, from the left, and make its column so wide."""
        frame, bar = 2 * self.frameWidth(), self.verticalScrollBar().sizeHint().width()
        before, after = left, max(self.width() - left - width - frame - bar, 0)
        if self.isRightToLeft():  # the scroll bar stands at the left
            before, after = left - bar, after + bar
        self._column_left = left + self.frameWidth()
        self.column = QRect(self._column_left, 0, width, self.height())
        """Where the text stands, and where scrolling paints anew."""
        self.setViewportMargins(before, 0, after, 0)

    def go_to(self, anchor: str) -> None:
        """Scroll to a named place, and put the caret there; to the start if there is none of that name."""
        place = self._page.place(anchor) if self._page else 0
        self.put_caret(place)
        if place:
            self.scrollToAnchor(anchor)
        else:
            self.verticalScrollBar().setValue(0)

    def first_character(self) -> int:
        """Which character of the page stands at the top of the view; 0 at the start."""
        if not self.verticalScrollBar().value():
            return 0
        return self.cursorForPosition(QPoint(0, 0)).position()

    def go_to_character(self, position: int) -> None:
        """Scroll until that character of the page is at the top."""
        self.verticalScrollBar().setValue(round(self._line_of(position).top()) if position else 0)

    def mark(self, start: int, end: int) -> None:
        """Mark that stretch of the page in place of the one before.

        It is kept in view, unless the reader scrolled away from the one before.
        """
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top, bottom = self._reach(*self._marked)
        is_followed = self._marked == (0, 0) or (top < bar.value() + height and bottom > bar.value())
        self._marked = (start, end)
        self._show_marks()
        top, bottom = self._reach(start, end)
        if is_followed and not bar.value() <= top < bottom <= bar.value() + height:
            bar.setValue(round(top - height / 4))

    def unmark(self) -> None:
        """Mark no stretch."""
        self._marked = (0, 0)
        self._show_marks()

    def setExtraSelections(self, selections: Sequence[QTextEdit.ExtraSelection]) -> None:
        """Show what others mark, and beneath it what `mark` does."""
        self._selections = selections
        self._show_marks()

    def _show_marks(self) -> None:
        marks = [] if self._marked == (0, 0) else [self._mark(*self._marked)]
        super().setExtraSelections([*marks, *self._selections])

    def _mark(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        from PySide6.QtGui import QColor, QTextCharFormat

        look = QTextCharFormat()
        look.setForeground(QColor(self._colours.ink))
        look.setBackground(QColor(self._colours.mark))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(QColor(self._colours.accent))
        mark = QTextEdit.ExtraSelection()
        mark.cursor, mark.format = self._cursor(start, end), look
        return mark

    def _reach(self, start: int, end: int) -> tuple[float, float]:
        """Top and bottom of a stretch of the page."""
        return self._line_of(start).top(), self._line_of(max(start, end - 1)).bottom()

    def _line_of(self, position: int) -> QRectF:
        """Where the line with that character of the page stands."""
        block = self.document().findBlock(position)
        top = self.document().documentLayout().blockBoundingRect(block).top()  # lays it out first
        line = block.layout().lineForTextPosition(position - block.position())
        return line.rect().translated(0, top)

    def place_of(self, start: int, end: int) -> QRect:
        """Where a stretch of the page stands, in pixels from the corner of the viewer."""
        ends = (self.cursorRect(self._cursor(position, position)) for position in (start, end))
        return next(ends).united(next(ends)).translated(self.viewport().pos())

    def place_of_blocks(self, blocks: "Sequence[QTextBlock]") -> QRect:
        """Where paragraphs stand, in pixels from the corner of the viewer."""
        layout, place = self.document().documentLayout(), QRectF()
        for block in blocks:
            place = place.united(layout.blockBoundingRect(block))
        corner = self.viewport().pos() - QPoint(0, self.verticalScrollBar().value())
        return place.toAlignedRect().translated(corner)

    def follow(self, position: int) -> bool:
        """Follow the link with that character of the page; whether there is one."""
        from PySide6.QtCore import QUrl

        parts = self.document().findBlock(position).begin()
        while not parts.atEnd():
            part = parts.fragment()
            if part.contains(position) and part.charFormat().anchorHref():
                self.select(part.position(), part.position() + part.length())
                self.anchorClicked.emit(QUrl(part.charFormat().anchorHref()))
                return True
            parts += 1
        return False

    def put_caret(self, position: int) -> None:
        """Let the keyboard go on from that character of the page."""
        self.select(position, position)

    def select(self, start: int, end: int) -> None:
        """Select a stretch of the page, so that the keyboard goes on from there."""
        self.setTextCursor(self._cursor(start, end))

    def _cursor(self, start: int, end: int) -> "QTextCursor":
        from PySide6.QtGui import QTextCursor

        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def section(self) -> str:
        """Anchor of the section that is being read; empty at the start of the page."""
        if not self._page:
            return ""
        layout, bar = self.document().documentLayout(), self.verticalScrollBar()
        reading_line = bar.value() + self.viewport().height() // 4
        if bar.value() and bar.value() == bar.maximum():
            reading_line = bar.value() + self.viewport().height()
        reached = ""
        for anchor in self._sections:
            block = self._page.headings.get(anchor)
            if block and layout.blockBoundingRect(block).top() <= reading_line:
                reached = anchor
        return reached

    def selected_sections(self) -> list[str]:
        """Anchors of the sections that the selection touches, in their order; empty for the start."""
        selection = self.textCursor()
        if not self._page or not selection.hasSelection():
            return []
        headings = self._page.headings
        starts = [(a, headings[a].position() if a else 0) for a in self._sections if not a or a in headings]
        ends = [start for _, start in starts[1:]] + [self.document().characterCount()]
        first, last = selection.selectionStart(), selection.selectionEnd()
        spans = zip(starts, ends, strict=True)
        return [anchor for (anchor, start), end in spans if start < last and first < end]

    def _announce_section(self) -> None:
        self.section_reached.emit(self.section())

    def _follow(self, url: "QUrl") -> None:
        if url.scheme() == "kp" and url.path() == GLOSSARY and url.hasFragment():
            link = self.textCursor()
            self.term_touched.emit(url.fragment(), link.selectionStart(), link.selectionEnd())
        elif url.scheme() == "kp":
            self.leaflet_wanted.emit(url.path(), url.fragment())
        elif url.isRelative() and url.hasFragment():
            self.place_left.emit()
            self.go_to(url.fragment())

    def loadResource(self, kind: int, name: "QUrl | str") -> object:
        """Only pictures that the library knows by that name: whatever else a page names is not there."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QImage

        from kpviewer import picture

        data = self._library.picture(QUrl(name).path()) if self._library else b""
        if not data or not self._page:
            return QImage()
        width = min(picture.size(data)[0] * self._page.unit, self.viewport().width())
        return _shrunk(data, round(width * self.devicePixelRatioF()))

    def paint_ground(self, painter: QPainter) -> None:
        """Draw what lies beneath the text, on the widget that this one lies on."""
        if not self._page:
            return
        left, scrolled = self._column_left, self.verticalScrollBar().value()
        painter.translate(left, -scrolled)
        self._page.ground.draw(painter, QRectF(0, scrolled, self.width(), self.height()))

    def wheelEvent(self, event: "QWheelEvent") -> None:
        from PySide6.QtCore import Qt

        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: "QContextMenuEvent") -> None:
        self.menu_wanted.emit(event.globalPos())


@lru_cache(maxsize=8)
def _shrunk(data: bytes, width: int) -> "QImage":
    """A picture at most so wide; Qt itself would leave pixels out."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    image = QImage.fromData(data)
    if image.width() <= width:
        return image
    return image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
