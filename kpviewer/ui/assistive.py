"""What widgets are to assistive technology where Qt by itself tells too little, or too much.

Qt asks when such a program first wants to know of a widget: for all other readers nothing of this is made.
"""

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QStackedWidget, QWidget

from kpviewer.ui.notice import Notice
from kpviewer.ui.viewer import Viewer

if TYPE_CHECKING:
    from kpviewer.ui.accessible_page import AccessiblePage

_finished: set[int] = set()
"""Ids of windows and viewers that stand: while they were made they were not yet what they are."""

_pages: "dict[int, AccessiblePage]" = {}
"""By the id of the viewer."""


def install(window: QWidget, viewer: Viewer) -> None:
    """Answer from now on, for these and what is in them; what was told of these before is forgotten."""
    _install()
    for widget in (window, viewer, *window.findChildren(QStackedWidget)):
        number = id(widget)
        if number not in _finished:
            if QAccessible.isActive():
                known = QAccessible.queryAccessibleInterface(widget)
                QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(known))
            _finished.add(number)
            widget.destroyed.connect(lambda _=None, number=number: _forget(number))


@cache
def _install() -> None:
    QAccessible.installFactory(_make)


def _make(key: str, thing: QObject | None) -> QAccessibleInterface | None:
    """Qt keeps what it gets as long as the widget lives; it asks again when PySide extends the class."""
    if isinstance(thing, Notice):
        return QAccessibleWidget(thing, QAccessible.Role.Notification)
    if isinstance(thing, QStackedWidget):
        return QAccessibleWidget(thing, QAccessible.Role.Client)
    if id(thing) not in _finished:
        return None
    if isinstance(thing, Viewer):
        return _page(thing)
    return QAccessibleWidget(thing, QAccessible.Role.Window) if isinstance(thing, QWidget) else None


def _page(viewer: Viewer) -> "AccessiblePage":
    from kpviewer.ui.accessible_page import AccessiblePage

    if id(viewer) in _pages:
        _pages[id(viewer)].retire()
    page = _pages[id(viewer)] = AccessiblePage(viewer)
    return page


def _forget(number: int) -> None:
    """The widget is gone."""
    _finished.discard(number)
    if number in _pages:
        _pages.pop(number).retire()
