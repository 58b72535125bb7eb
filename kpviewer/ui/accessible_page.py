"""The page as screen readers meet it: a document of headings, paragraphs, lists, tables, pictures, links.

QTextBrowser by itself is a label to them.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
    QAccessibleTextSelectionEvent,
)
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import Shiboken

from kpviewer.ui import structure
from kpviewer.ui.aspect import Cell, Level, Press
from kpviewer.ui.echo import Echo
from kpviewer.ui.structure import Kind, Part, Words
from kpviewer.ui.viewer import Viewer

_Interface = QAccessible.InterfaceType
_Relation = QAccessible.RelationFlag

_ROLES = {
    Kind.HEADING: QAccessible.Role.Heading,
    Kind.PARAGRAPH: QAccessible.Role.Paragraph,
    Kind.LIST: QAccessible.Role.List,
    Kind.ITEM: QAccessible.Role.ListItem,
    Kind.TABLE: QAccessible.Role.Table,
    Kind.ROW: QAccessible.Role.Row,
    Kind.HEADER: QAccessible.Role.ColumnHeader,
    Kind.CELL: QAccessible.Role.Cell,
    Kind.CALL_OUT: QAccessible.Role.Grouping,
    Kind.PICTURE: QAccessible.Role.Graphic,
    Kind.LINK: QAccessible.Role.Link,
}
_NONE = Shiboken.VoidPtr(0)
"""That there is no such interface: Python's own None crashes PySide."""


class AccessiblePage(QAccessibleWidget):
    """The page of a viewer. Its parts are made when they are first asked for, and anew with each page.

    PySide never lets go of it: `retire` sees to it that it keeps nothing alive.
    """

    def __init__(self, viewer: Viewer) -> None:
        super().__init__(viewer, QAccessible.Role.Document)
        self.viewer = viewer
        self.echo = Echo(viewer)
        self._parts: list[AccessiblePart] | None = None
        self._leaves: list[AccessiblePart] = []
        """The parts that have words of their own, in the order of the page."""
        self._focused: AccessiblePart | None = None
        self._is_over = False
        follower = _Follower(viewer, self)
        viewer.page_replaced.connect(follower.renew)
        viewer.cursorPositionChanged.connect(follower.follow)
        viewer.selectionChanged.connect(follower.follow)
        viewer.link_reached.connect(follower.follow)
        self.echo.caret_moved.connect(follower.put_caret)

    @property
    def parts(self) -> "list[AccessiblePart]":
        if self._parts is None:
            found = structure.parts(self.viewer.document(), self.viewer.lang)
            self._parts = [AccessiblePart(self, self, part) for part in found]
            self._leaves = [leaf for part in self._parts for leaf in part.leaves()]
        return self._parts

    def end(self) -> None:
        """Qt forgets the parts; others are made when another page is asked for."""
        gone, self._parts = self._parts or [], [] if self._is_over else None
        self._leaves, self._focused = [], None
        for part in gone:
            part.end()

    def retire(self) -> None:
        """The viewer is gone, or another tells of it: there are no parts from now on."""
        self._is_over = True
        self.end()
        del self.echo, self.viewer

    def focused(self) -> "AccessiblePart | None":
        """The part that the keyboard is in."""
        return self._focused if self._focused and self.viewer.hasFocus() else None

    def lose_focus(self) -> None:
        """The keyboard is elsewhere, or just came."""
        self._focused = None

    def report_caret(self) -> None:
        """Tell where the caret is: another part takes the focus; in the same one the caret moves."""
        if self._is_over or not self.viewer.hasFocus():
            return
        caret = self.viewer.textCursor()
        here = self._at(caret.selectionStart(), caret.selectionEnd())
        if not here:
            return
        if here is not self._focused:
            self._focused = here
            QAccessible.updateAccessibility(QAccessibleEvent(here, QAccessible.Event.Focus))
        elif here.has_text:
            words = here.words()
            start, end = words.offset(caret.anchor()), words.offset(caret.position())
            QAccessible.updateAccessibility(QAccessibleTextSelectionEvent(here, start, end))
            QAccessible.updateAccessibility(QAccessibleTextCursorEvent(here, end))

    def _at(self, start: int, end: int) -> "AccessiblePart | None":
        """The link that is selected, else the part whose words begin there or before."""
        leaves = self._leaves if self.parts else []
        place = bisect_right(leaves, start, key=lambda leaf: leaf.part.start)
        leaf = leaves[max(place - 1, 0)] if leaves else None
        return (leaf.selected_link(start, end) or leaf) if leaf else None

    def after(self, leaf: "AccessiblePart") -> "AccessiblePart | None":
        """The leaf whose words follow."""
        place = bisect_right(self._leaves, leaf.part.start, key=lambda leaf: leaf.part.start)
        return self._leaves[place] if place < len(self._leaves) else None

    # What Qt asks

    def state(self) -> QAccessible.State:
        state = super().state()
        state.focused = state.focused and not self._focused
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        """Qt reports the caret here, whatever the parts report: it must find a text, if an empty one."""
        if kind == _Interface.TextInterface and not self._is_over:
            return self.echo.show_words(Words("", [0]), self.viewer.textCursor())
        return _NONE

    def childCount(self) -> int:
        return len(self.parts)

    def child(self, index: int) -> Any:
        return _nth(self.parts, index)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return _index(self.parts, child)

    def focusChild(self) -> Any:
        return self.focused() or self

    def childAt(self, x: int, y: int) -> Any:
        return _deepest(self.parts, x, y)


class _Follower(QObject):
    """Reports of what goes on in a viewer; it goes with the viewer."""

    def __init__(self, viewer: Viewer, page: AccessiblePage) -> None:
        super().__init__(viewer)
        self._page = page
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._report)
        viewer.installEventFilter(self)

    def follow(self) -> None:
        """Soon, because a key may first move the caret and then select."""
        self._timer.start()

    def renew(self) -> None:
        """Another page is shown."""
        self._page.end()
        self.follow()

    def put_caret(self, position: int) -> None:
        """Assistive technology wants it there."""
        self._page.viewer.put_caret(position)

    def _report(self) -> None:
        self._page.report_caret()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt tells that the page has the focus; the part that has it is told afterwards."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._page.lose_focus()
            self.follow()
        return False


class AccessiblePart(QAccessibleInterface):
    """A part of the page. Qt keeps it until its page ends it."""

    def __init__(self, page: AccessiblePage, parent: "AccessiblePage | AccessiblePart", part: Part) -> None:
        super().__init__()
        self.part = part
        self.holder = parent
        self._page = page
        self.parts = [AccessiblePart(page, self, inner) for inner in part.parts]
        self._aspects: dict[QAccessible.InterfaceType, Any] = {}
        if part.kind is Kind.LINK:
            self._aspects[_Interface.ActionInterface] = Press(self._follow)
        elif part.kind is Kind.HEADING:
            self._aspects[_Interface.AttributesInterface] = Level(part.level)
        elif part.kind in (Kind.CELL, Kind.HEADER):
            self._aspects[_Interface.TableCellInterface] = Cell(part.row, part.column, self._table)
        self._id = QAccessible.registerAccessibleInterface(self)

    def end(self) -> None:
        """Qt deletes it and what it holds."""
        for part in self.parts:
            part.end()
        QAccessible.deleteAccessibleInterface(self._id)

    @property
    def has_text(self) -> bool:
        return bool(self.part.blocks) and self.part.kind is not Kind.PICTURE

    def words(self) -> Words:
        return structure.words(self.part.blocks, self._page.viewer.lang)

    def leaves(self) -> "Iterator[AccessiblePart]":
        """The parts in it that have words of their own, and those that are pictures alone."""
        if self.part.blocks:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def selected_link(self, start: int, end: int) -> "AccessiblePart | None":
        """The link in it that takes exactly that stretch of the page: how Tab shows where it is."""
        return next((link for link in self.parts if (link.part.start, link.part.end) == (start, end)), None)

    def _follow(self) -> None:
        """Follow the link."""
        self._page.viewer.follow(self.part.start)

    def _table(self) -> "AccessiblePart":
        """The table that the cell is in."""
        table = self.holder.parent()
        assert isinstance(table, AccessiblePart)
        return table

    # What Qt asks

    def isValid(self) -> bool:
        return True

    def object(self) -> Any:
        return None

    def role(self) -> QAccessible.Role:
        return _ROLES[self.part.kind]

    def text(self, kind: QAccessible.Text) -> str:
        return self.part.name if kind == QAccessible.Text.Name else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing of it can be changed."""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focused = self._page.focused() is self
        state.focusable = state.linked = self.part.kind is Kind.LINK
        state.selectableText = state.multiLine = self.has_text
        state.invisible = not self._page.viewer.isVisible()
        state.offscreen = not self._place().intersects(self._page.viewer.rect())
        return state

    def rect(self) -> QRect:
        return self._place().translated(self._page.viewer.mapToGlobal(QRect().topLeft()))

    def _place(self) -> QRect:
        """In pixels from the corner of the viewer."""
        if self.part.blocks:
            return self._page.viewer.place_of_blocks(self.part.blocks)
        if self.part.kind in (Kind.LINK, Kind.PICTURE):
            return self._page.viewer.place_of(self.part.start, self.part.end)
        place = QRect()
        for part in self.parts:
            place = place.united(part._place())
        return place

    def parent(self) -> QAccessibleInterface:
        return self.holder

    def window(self) -> Any:
        return self._page.window()

    def childCount(self) -> int:
        return len(self.parts)

    def child(self, index: int) -> Any:
        return _nth(self.parts, index)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return _index(self.parts, child)

    def childAt(self, x: int, y: int) -> Any:
        return _deepest(self.parts, x, y)

    def relations(
        self, match: QAccessible.RelationFlag | None = None
    ) -> list[tuple[QAccessibleInterface, QAccessible.RelationFlag]]:
        """Behind its words those of the next leaf are read; each relation is told from the other's side."""
        following = self._page.after(self) if self.part.blocks else None
        return [(following, _Relation.FlowsFrom)] if following else []

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        if kind == _Interface.TextInterface and self.has_text:
            return self._text()
        return self._aspects.get(kind, _NONE)

    def _text(self) -> QAccessibleTextInterface:
        caret = self._page.viewer.textCursor()
        if self.selected_link(caret.selectionStart(), caret.selectionEnd()):
            caret.clearSelection()  # nobody selected it
        return self._page.echo.show_words(self.words(), caret)


def _nth(parts: Sequence[AccessiblePart], index: int) -> AccessiblePart | None:
    return parts[index] if 0 <= index < len(parts) else None


def _index(parts: Sequence[AccessiblePart], child: QAccessibleInterface) -> int:
    return next((number for number, part in enumerate(parts) if part is child), -1)


def _deepest(parts: Sequence[AccessiblePart], x: int, y: int) -> AccessiblePart | None:
    """The innermost part at that place of the screen."""
    found = next((part for part in parts if part.rect().contains(x, y)), None)
    return (_deepest(found.parts, x, y) or found) if found else None
