"""The first page of a visit: a large card for each leaflet but help, whose button is always in sight."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kpviewer.library import HELP
from kpviewer.ui.home import Home

_GROWTH = 1.12
"""Of a card beside that of a desk."""


class Cards(Home):
    """Says nothing of problems: those are for staff."""

    def _build(self) -> None:
        self._columns = self._fitting_columns()
        inside = QWidget()
        column = QVBoxLayout(inside)
        edge = round(22 * self._unit)
        column.setContentsMargins(edge, round(10 * self._unit), edge, edge)
        shown = [entry for entry in self._entries if entry.slug != HELP]
        column.addLayout(self._grid([self._leaflet(entry) for entry in shown]))
        if len(self._entries) < sum(self._sizes.values()):
            more = self.tr("There are many more leaflets: type what you look for.")
            column.addWidget(self._label(more, 17))
        if not shown:
            nothing = self.tr("No other leaflet can be shown yet: a clinician has to sign it off first.")
            column.addWidget(self._label(nothing, 17))
            column.addWidget(self._label(self.tr("Ask a member of staff. They are glad to help."), 17))
        column.addStretch(1)
        self._put(inside)

    @property
    def _card_unit(self) -> float:
        return self._unit * _GROWTH
