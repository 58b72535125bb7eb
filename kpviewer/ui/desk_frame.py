"""The frame of a desk: where each pane stands."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QVBoxLayout, QWidget

from kpviewer.section import Section
from kpviewer.ui import tab_order
from kpviewer.ui.bar import Bar
from kpviewer.ui.columns import Columns
from kpviewer.ui.frame import Frame
from kpviewer.ui.sidebar import Sidebar
from kpviewer.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kpviewer.ui.preparing_bar import PreparingBar

_AT_START = ("lists", "home", "back", "forward")
_AT_END = ("listen", "smaller", "larger", "theme", "language", "add", "print")
"""The buttons of the tool bar."""
_SHORT = ("back", "forward")
"""Those that never show words."""
_FOLDING = ("theme", "home", "listen", "language", "lists", "print", "add")
_STOWING = (
    "forward",
    "theme",
    "language",
    "home",
    "listen",
    "add",
    "print",
    "larger",
    "smaller",
    "back",
    "lists",
)
"""Which lose their words where there is no room, then which go into a menu."""
_LASTING = ("help",)
"""Those that say what they are for as long as they can."""
_WIDE = 760
"""Width from which there is room for the lists beside the page, in pixels at 100 %."""
_TALL = 1000
"""Height at which the sidebar has room for the outline too, in pixels at 100 %."""


class DeskFrame(Frame):
    """Search field, lists and help at the left; tool bar and page at the right.

    Where that is too wide the lists have the whole window while they are asked for, and help is in the bar.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__((*_AT_START, *_AT_END, "handout", "help"), window)
        self.reading.roominess_changed.connect(self._place_outline)
        self.centre.currentChanged.connect(self._place_outline)
        self.sidebar = Sidebar()
        self._lists = QStackedWidget()
        self._lists.addWidget(self.sidebar)

        side = QWidget()
        side.setObjectName("sidebar")
        self._side_column = QVBoxLayout(side)
        self._side_column.addWidget(self.field)
        self._side_column.addWidget(self._lists, 3)
        self._side_column.addWidget(self.buttons["handout"])
        self._side_column.addWidget(self.buttons["help"])

        named = self.buttons.__getitem__
        self._bar = Bar([*map(named, _AT_START)], [*map(named, _AT_END)])
        self._bar.give_way(*([*map(named, names)] for names in (_SHORT, _FOLDING, _STOWING, _LASTING)))
        self.buttons["lists"].setCheckable(True)
        self.buttons["lists"].hide()

        self._top = QWidget()
        self._top.setObjectName("bar")
        self._top.setLayout(self._bar)

        main = QWidget()
        main.setLayout(self._main_column)
        self._main_column.insertWidget(0, self._top)
        self.columns = Columns(side, main)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self.columns, 1)
        side.lower()  # assistive technology goes by what was placed first
        self._top.lower()
        self._order_tabs()

    def _order_tabs(self) -> None:
        """From looking for something over what can be done to what is read, whatever was made first."""
        last = [self.viewer, self.outline.list]
        side = [self.buttons["handout"], self.buttons["help"]]
        tab_order.follow([self.field, self.sidebar, *side, *self._bar.buttons, *last])

    def dress(self, colours: Theme, unit: float) -> None:
        super().dress(colours, unit)
        edge = round(16 * unit)
        self._side_column.setContentsMargins(edge, edge, edge, edge)
        self._side_column.setSpacing(round(12 * unit))
        self._bar.dress(unit)
        self.sidebar.dress(unit)
        self.columns.dress(unit)
        if "_preparing" in self.__dict__:
            self._preparing.dress(unit)
        if self.isVisible():
            self._arrange()

    def mark_leaflet(self, slug: str) -> None:
        self.sidebar.mark(slug)
        self.show_lists(False)

    def seek(self) -> None:
        self.show_lists(True)
        super().seek()

    def list_group(self, group: str) -> None:
        self.field.clear()
        self.show_lists(True)
        self.sidebar.turn_to(group)
        self.sidebar.setFocus()

    def turn_to_lists(self) -> None:
        """Let the reader choose a leaflet; asked again where the lists hide the page, show that."""
        are_shown = self.columns.are_both or not self._lists.isVisible()
        self.show_lists(are_shown)
        if are_shown:
            self.sidebar.setFocus()

    def step_area(self, steps: int) -> None:
        """Let the keyboard work on another part of the window."""
        lists, centre = self._lists.currentWidget(), self.centre.currentWidget()
        assert lists and centre
        areas: list[QWidget] = [self.field, lists, self._top, centre]
        if self.outline.isVisible():
            areas.insert(4 if self.reading.is_roomy else 2, self.outline)
        areas = [area for area in areas if area.isVisible()]
        focused = self.window().focusWidget()
        here = [n for n, area in enumerate(areas) if area is focused or area.isAncestorOf(focused)]
        chosen = areas[((here or [-1])[-1] + steps) % len(areas)]
        if chosen is self._top:
            self._bar.take_focus()
        elif chosen is lists:
            tab_order.first(lists).setFocus()
        else:
            chosen.setFocus()

    def show_lists(self, are_shown: bool) -> None:
        """Where they have no room beside the page, show the lists in its place, or the page again."""
        if not self.columns.are_both:
            self.columns.show_one(is_side=are_shown)
            self.buttons["lists"].setChecked(are_shown)

    def adopt_hits(self, panel: QWidget) -> None:
        self._lists.addWidget(panel)
        tab_order.follow([self.sidebar, *panel.findChildren(QAbstractItemView)])

    def show_hits(self, are_shown: bool) -> None:
        self._lists.setCurrentIndex(int(are_shown))

    @property
    def shows_hits(self) -> bool:
        return self._lists.currentWidget() is not self.sidebar

    def show_progress(self, done: int, total: int) -> None:
        if total:
            self._preparing.show_progress(done, total)
        elif "_preparing" in self.__dict__:
            self._preparing.hide()

    @cached_property
    def _preparing(self) -> "PreparingBar":
        from kpviewer.ui.preparing_bar import PreparingBar

        bar = PreparingBar()
        bar.hide()
        bar.stop_wanted.connect(self.stop_wanted)
        bar.dress(self.unit)
        self._main_column.addWidget(bar)
        return bar

    def _arrange(self) -> None:
        """Lists beside the page where there is room for both."""
        is_wide = self.width() >= _WIDE * self.unit
        if is_wide == self.columns.are_both:
            return
        lists, help_ = self.buttons["lists"], self.buttons["help"]
        lists.setVisible(not is_wide)
        if is_wide:
            self._bar.release(help_)
            self._side_column.addWidget(help_)
            self._main_column.insertWidget(0, self._top)
            self.columns.show_both()
        else:
            self._bar.take(help_)
            self._whole.insertWidget(0, self._top)
            self.columns.show_one(is_side=False)
            lists.setChecked(False)
            if self.window().focusWidget() is self.field:
                lists.setFocus()

    def show_sections(self, sections: Sequence[Section]) -> None:
        super().show_sections(sections)
        self._place_outline()

    def _place_outline(self) -> None:
        """Beside the page while there is room, else below the list of leaflets in a tall window."""
        if self.reading.is_roomy:
            self._side_column.removeWidget(self.outline)
            self.reading.adopt(self.outline)
        elif self.outline.parent() is self.reading:
            self.reading.release()
            self._side_column.insertWidget(2, self.outline, 2)
        tall = self.height() >= _TALL * self.unit
        is_read = self.centre.currentWidget() is self.reading
        has_room = self.reading.is_roomy or tall
        self.outline.setVisible(is_read and has_room and not self.outline.is_empty)

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        self._arrange()
        self._place_outline()
