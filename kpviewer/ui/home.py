"""The first page: what there is to read, in large cards. It names no medicine."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kpviewer.errors import Problem, breakable
from kpviewer.library import HELP, Entries
from kpviewer.page import Entry
from kpviewer.ui.button import Button
from kpviewer.ui.card import LEAST_WIDTH, Card
from kpviewer.ui.flow import Flow
from kpviewer.ui.theme import LIGHT, Theme

_MOST = 24
"""Cards of a group, where there are more leaflets than that in all; and problems."""


class Home(QScrollArea):
    """Cards for all leaflets, or the first of each group; below them what could not be loaded.

    Signals:
        leaflet_chosen(slug): a card was pressed.
        group_chosen(group): that for all leaflets of a group.
    """

    leaflet_chosen = Signal(str)
    group_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("home")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("What would you like to read about?"))
        self._pressed: list[QAbstractButton] = []
        """All that can be pressed, in the order of Tab."""
        self._made: list[QAbstractButton] = []
        """The same of what is being built."""
        self._colours, self._unit = LIGHT, 1.0
        self._entries: Sequence[Entry] = ()
        self._sizes: Mapping[str, int] = {}
        self._groups: Mapping[str, str] = {}
        self._problems: Sequence[Problem] = ()
        self._recent: Sequence[Entry] = ()
        self._offered: Sequence[QAction] = ()
        self._columns = 0

    def show_leaflets(
        self,
        entries: Entries,
        groups: Mapping[str, str],
        problems: Sequence[Problem],
        recent: Sequence[Entry] = (),
    ) -> None:
        """Make the cards anew; `groups` are their titles, `recent` are offered in a line above all."""
        most = _MOST if len(entries) > _MOST else len(entries)
        self._entries, self._sizes = entries.first(most), entries.sizes
        self._groups, self._problems, self._recent = groups, problems, recent
        self._build()

    def offer(self, things: Sequence[QAction]) -> None:
        """What there is to do beside reading, at the foot of the page; shown with the next leaflets."""
        self._offered = things

    def dress(self, colours: Theme, unit: float) -> None:
        """Take on colours and text size."""
        self._colours, self._unit = colours, unit
        self._build()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting_columns() != self._columns:
            self._build()

    def _fitting_columns(self) -> int:
        return min(max(self.viewport().width() // round(LEAST_WIDTH * self._unit), 1), 3)

    def _build(self) -> None:
        self._columns = self._fitting_columns()
        unit = self._unit
        inside = QWidget()
        column = QVBoxLayout(inside)
        margin = round((40 if self._columns > 1 else 16) * unit)
        column.setContentsMargins(margin, round(34 * unit), margin, margin)
        column.setSpacing(round(12 * unit))
        column.addWidget(self._label(self.tr("What would you like to read about?"), 29, bold=True))
        if self._recent:
            column.addLayout(self._recent_row())
        for group in dict.fromkeys(entry.group for entry in self._entries):
            column.addSpacing(round(14 * unit))
            column.addWidget(self._label(self._groups[group], 15, bold=True, muted=True))
            shown = [entry for entry in self._entries if entry.group == group]
            cards = [self._leaflet(entry) for entry in shown]
            if len(shown) < self._sizes[group]:
                cards.append(self._all_of(group))
            column.addLayout(self._grid(cards))
        if all(entry.slug == HELP for entry in self._entries):
            column.addSpacing(round(14 * unit))
            nothing = self.tr("No other leaflet can be shown yet: a clinician has to sign it off first.")
            column.addWidget(self._label(nothing, 17))
            column.addWidget(self._label(self.tr("Ask a member of staff. They are glad to help."), 17))
        if self._problems:
            column.addSpacing(round(20 * unit))
            column.addWidget(self._label(self.tr("Not loaded, or not as written"), 15, bold=True))
            for problem in self._problems[:_MOST]:
                column.addWidget(self._label(breakable(str(problem)), 14, muted=True))
            if len(self._problems) > _MOST:
                words = self.tr("And %n more: kpviewer check lists them.", "", len(self._problems) - _MOST)
                column.addWidget(self._label(words, 14, muted=True))
        column.addStretch(1)
        if self._offered:
            column.addLayout(self._offers())
        self._put(inside)

    def _put(self, inside: QWidget) -> None:
        """Show it in place of what was there; the keyboard stays where it was."""
        made = self._made
        focused = [number for number, button in enumerate(self._pressed) if button.hasFocus()]
        self.setWidget(inside)
        if focused and made:
            made[min(focused[0], len(made) - 1)].setFocus()
        self._pressed, self._made = made, []

    def _label(self, text: str, pixels: int, bold: bool = False, muted: bool = False) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        colour = self._colours.muted if muted else self._colours.ink
        weight = 700 if bold else 400
        label.setStyleSheet(
            f"font-size: {pixels * self._unit:.0f}px; font-weight: {weight}; color: {colour};"
        )
        return label

    def _recent_row(self) -> Flow:
        row = Flow()
        row.setSpacing(round(8 * self._unit))
        row.addWidget(self._label(self.tr("Opened last:"), 15, muted=True))
        for entry in self._recent:
            button = Button(entry.short)
            button.clicked.connect(lambda _=False, slug=entry.slug: self.leaflet_chosen.emit(slug))
            self._made.append(button)
            row.addWidget(button)
        return row

    @property
    def _card_unit(self) -> float:
        return self._unit

    def _offers(self) -> Flow:
        row = Flow()
        row.setSpacing(round(8 * self._unit))
        for action in self._offered:
            button = Button(action.text())
            button.clicked.connect(lambda _=False, action=action: action.trigger())
            self._made.append(button)
            row.addWidget(button)
        return row

    def _leaflet(self, entry: Entry) -> Card:
        card = self._card(entry.short, entry.summary)
        card.clicked.connect(lambda: self.leaflet_chosen.emit(entry.slug))
        return card

    def _all_of(self, group: str) -> Card:
        """In place of those that have no card."""
        name = self.tr("All %n leaflets", "", self._sizes[group])
        card = self._card(name, self.tr("Choose one from the list, or search for it."))
        card.clicked.connect(lambda: self.group_chosen.emit(group))
        return card

    def _card(self, name: str, words: str) -> Card:
        card = Card(name, words, self._colours, self._card_unit)
        self._made.append(card)
        return card

    def _grid(self, cards: Sequence[Card]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(round(14 * self._unit))
        for number, card in enumerate(cards):
            grid.addWidget(card, *divmod(number, self._columns))
        for number in range(self._columns):
            grid.setColumnStretch(number, 1)
        return grid
