"""The frame of the handout panel: its parts, and where each stands."""

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kpviewer.ui import actions, tab_order, window_style
from kpviewer.ui.button import Button
from kpviewer.ui.chosen_list import ChosenList
from kpviewer.ui.flow import Flow
from kpviewer.ui.handout_form import HandoutForm
from kpviewer.ui.preview_pane import PreviewPane
from kpviewer.ui.theme import Theme

_SIDE = 380
"""Greatest width of what is chosen, beside the preview, in pixels at 100 %."""
_STACKED = 1.25
"""Height by width from which the pages have more room below."""
_TALL = 1000
"""Least height to have both above each other, in pixels at 100 %."""
_NARROW = 600
"""Width below which one of both is shown, in pixels at 100 %."""
_LOW = 560
"""Height below which all that is chosen scrolls, the buttons too, in pixels at 100 %."""
_LONGEST_FACE = 38
"""Characters of a preset's name that its button shows."""


class HandoutFrame(QWidget):
    """What is chosen at the left and the pages at the right; one above the other where it is tall.

    Where it is narrow one of both has all the room, and a button turns to the other.
    """

    def __init__(self, presets: Collection[str]) -> None:
        super().__init__()
        self.setObjectName("handout")
        self._unit = 1.0
        self._summary, self._printer, self._message = _words(), _words(), _words("handoutMessage")
        self._empty = _words("hint", self.tr("It is empty. Open a leaflet and press “Add to handout”."))
        self._clear = Button(self.tr("Clear"), "close")
        self._presets = {name: _preset(name) for name in presets}
        self._chosen, self._form = ChosenList(), HandoutForm()
        self._buttons = {name: actions.button(name) for name in ("print", "save", "save_html")}
        for name, button in self._buttons.items():
            actions.tell_key(button, name)
        self._buttons["print"].setAutoDefault(True)  # so that Return presses it
        self._preview = PreviewPane()
        self._are_pages_wanted = False
        self._turn = Button(self.tr("Show the pages"), "handout")
        self._turn.clicked.connect(lambda: self._turn_to(not self._are_pages_wanted))

        self._head = QHBoxLayout()
        self._head.addWidget(_words("handoutTitle", self.tr("Handout")), 1)
        self._head.addWidget(self._clear)
        self._preset_row = Flow()
        for button in self._presets.values():
            self._preset_row.addWidget(button)
        inside = QWidget()
        inside.setObjectName("handoutChoice")
        self._column = QVBoxLayout(inside)
        self._column.addLayout(self._head)
        self._column.addWidget(self._summary)
        self._column.addWidget(self._empty)
        if presets:
            self._column.addWidget(_words("formTitle", self.tr("Presets")))
        self._column.addLayout(self._preset_row)
        self._column.addWidget(self._chosen)
        self._column.addWidget(self._form)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)

        self._foot_box = QWidget()
        self._foot_box.setObjectName("handoutFoot")
        self._foot = QVBoxLayout(self._foot_box)
        self._foot_row = Flow()
        self._other_printer = Button(self.tr("Other printer"))
        for button in self._buttons.values():
            self._foot_row.addWidget(button)
        self._printer_row = QHBoxLayout()
        self._printer_row.addWidget(self._printer, 1)
        self._printer_row.addWidget(self._other_printer)
        self._foot.addWidget(self._message)
        self._foot.addLayout(self._foot_row)
        self._foot.addLayout(self._printer_row)
        accessible = self.tr("HTML: for screen readers, e-mail and portals.")
        self._buttons["save_html"].setAccessibleDescription(accessible)
        self._foot.addWidget(_words("hint", accessible))

        self._side = QWidget()
        self._side.setObjectName("handoutSide")
        self._side_column = QVBoxLayout(self._side)
        self._side_column.addWidget(scroll, 1)
        self._side_column.addWidget(self._foot_box)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.addWidget(self._side, 55)
        self._both.addWidget(self._preview, 45)
        self._turn_row = QHBoxLayout()
        self._turn_row.addWidget(self._turn)
        whole = QVBoxLayout(self)
        whole.addLayout(self._turn_row)
        whole.addLayout(self._both, 1)
        for layout in (self._side_column, self._both, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)

    def dress(self, colours: Theme, unit: float) -> None:
        """Take on colours and text size; the paper stays white."""
        self._unit = unit
        self.setStyleSheet(window_style.handout_sheet(colours, unit))
        edge, gap, little = round(20 * unit), round(12 * unit), round(8 * unit)
        self._column.setContentsMargins(edge, edge, edge, gap)
        self._column.setSpacing(gap)
        self._preset_row.setSpacing(little)
        self._foot.setSpacing(little)
        self._foot_row.setSpacing(little)
        self._printer_row.setSpacing(little)
        self._chosen.dress(unit)
        self._form.dress(unit)
        self._preview.dress(colours, unit)
        self._arrange()

    def _order_tabs(self) -> None:
        """Tab goes from the first choice to the pages; controls that came later have their place too."""
        first = [self._turn, self._clear, *self._presets.values(), *self._chosen.controls()]
        last = [*self._buttons.values(), self._other_printer, *self._preview.controls()]
        tab_order.follow([*first, *self._form.controls(), *last])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Find out where each part has room."""
        unit = self._unit
        is_tall = self.height() > max(_STACKED * self.width(), _TALL * unit)
        is_narrow = not is_tall and self.width() < _NARROW * unit
        direction = QBoxLayout.Direction
        self._both.setDirection(direction.TopToBottom if is_tall else direction.LeftToRight)
        self._side.setMaximumWidth(self.maximumWidth() if is_tall or is_narrow else round(_SIDE * unit))
        edge, gap = round(20 * unit), round(12 * unit)
        if is_narrow or self.height() < _LOW * unit:
            self._column.insertWidget(self._column.count() - 1, self._foot_box)
            self._foot.setContentsMargins(0, gap, 0, gap)
        else:
            self._side_column.addWidget(self._foot_box)
            self._foot.setContentsMargins(edge, gap, edge, gap)
        self._turn_row.setContentsMargins(*(edge, gap, edge, gap) if is_narrow else (0, 0, 0, 0))
        self._turn.setVisible(is_narrow)
        self._side.setVisible(not (is_narrow and self._are_pages_wanted))
        self._preview.setVisible(not is_narrow or self._are_pages_wanted)

    def _turn_to(self, are_pages: bool) -> None:
        """Show the pages where there is no room for them beside what is chosen, or that again."""
        self._are_pages_wanted = are_pages
        self._turn.say(self.tr("Show what is chosen") if are_pages else self.tr("Show the pages"))
        self._arrange()


def _words(name: str = "hint", text: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setIndent(0)
    return label


def _preset(name: str) -> Button:
    face = name if len(name) <= _LONGEST_FACE else f"{name[: _LONGEST_FACE - 1]}…"
    made = Button(face.replace("&", "&&"))
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
