"""What a search found: hits, help for somebody in danger, and a way on where nothing was found."""

import html
from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from kpviewer.page import Entry
from kpviewer.phrases import phrase
from kpviewer.search import Answer, Hit
from kpviewer.ui import tab_order
from kpviewer.ui.card import Card
from kpviewer.ui.hits import HitList, sentences
from kpviewer.ui.theme import LIGHT, Theme

_SHOWN = 60
"""Characters of what was typed that are said again."""


class SearchPanel(QWidget):
    """The answer to what stands in the search field.

    Signals:
        hit_chosen(slug, anchor, lang): a hit was clicked, or Return pressed on it.
        leaflet_chosen(slug): one of those offered in place of hits.
    """

    hit_chosen = Signal(str, str, str)
    leaflet_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours, self._unit = LIGHT, 1.0
        self._crisis: Hit | None = None
        self._said: list[str] = []
        self._note = _label("")
        self._hits = HitList()
        self._hits.hit_chosen.connect(self.hit_chosen)
        self._help = QVBoxLayout()
        self._way_on = QScrollArea()
        self._way_on.setObjectName("wayOn")
        self._way_on.setWidgetResizable(True)
        self._way_on.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._way_on.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._help)
        self._column.addWidget(self._way_on, 1)
        self._column.addWidget(self._note)
        self._column.addWidget(self._hits, 1)
        self._column.addStretch(0)

    def show_answer(self, answer: Answer, typed: str, nearest: Sequence[Entry]) -> None:
        """Show what was found; `nearest` are offered where nothing was."""
        was, self._crisis = self._crisis, answer.hits[0] if answer.is_crisis and answer.hits else None
        if not (was and self._crisis and was.lang == self._crisis.lang):
            self._put_help()
        self._way_on.setVisible(not answer.hits)
        if not answer.hits:
            self._way_on.setWidget(self._ways_on(typed, nearest))
        cards: list[QWidget] = self.findChildren(Card)
        shown_cards = [card for card in cards if self._crisis or not answer.hits]
        tab_order.precede(self._hits, shown_cards)
        shown = self.tr("Showing results for {words}")
        self._note.setText(shown.format(words=f"<b>{html.escape(answer.instead)}</b>"))
        self._note.setVisible(bool(answer.instead))
        hits = answer.hits[1:] if self._crisis else answer.hits
        self._hits.setVisible(bool(hits))
        self._hits.show_hits(hits)
        if hits and not self._crisis:
            self._hits.step(0)
        self._said = [*self._said_above(answer, typed, nearest)]
        if answer.instead:
            self._said.append(shown.format(words=answer.instead))
        if hits:
            self._said.append(self.tr("%n results", "", len(hits)))

    def _said_above(self, answer: Answer, typed: str, nearest: Sequence[Entry]) -> Iterator[str]:
        if self._crisis:
            yield self._crisis.title
            yield phrase("crisis", self._crisis.lang)
        elif not answer.hits:
            yield self.tr("Nothing found for “{words}”.").format(words=_shortened(typed))
            if nearest:
                yield self.tr("These leaflets come nearest:")
            yield from (entry.short for entry in nearest)

    @property
    def told(self) -> str:
        """What it shows, in words."""
        return sentences([*self._said, self.marked])

    @property
    def words(self) -> str:
        """The same with every hit, to be read aloud."""
        return sentences([*self._said, *self._hits.words])

    @property
    def marked(self) -> str:
        """The marked hit in words; empty if none is marked."""
        return self._hits.marked

    def _put_help(self) -> None:
        """The leaflet for somebody in danger, above all else."""
        while (item := self._help.takeAt(0)) and (widget := item.widget()):
            widget.hide()
            widget.deleteLater()
        if self._crisis:
            said = phrase("crisis", self._crisis.lang)
            card = Card(self._crisis.title, said, self._colours, self._unit, is_help=True)
            card.clicked.connect(self._choose_help)
            self._help.addWidget(card)

    def _ways_on(self, typed: str, nearest: Sequence[Entry]) -> QWidget:
        """What can be done where nothing was found."""
        ways = QWidget()
        ways.setObjectName("ways")
        column = QVBoxLayout(ways)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(10 * self._unit))
        shown = html.escape(_shortened(typed))
        nothing = self.tr("Nothing found for “{words}”.").format(words=shown)
        column.addWidget(_label(nothing))
        if nearest:
            column.addWidget(_label(self.tr("These leaflets come nearest:")))
        for entry in nearest:
            card = Card(entry.short, entry.summary, self._colours, self._unit)
            card.clicked.connect(lambda _=False, slug=entry.slug: self.leaflet_chosen.emit(slug))
            column.addWidget(card)
        column.addWidget(_label(self.tr("Ask a member of staff. They are glad to help.")))
        column.addStretch(1)
        return ways

    def dress(self, colours: Theme, unit: float) -> None:
        """Take on colours and text size."""
        self._colours, self._unit = colours, unit
        self._column.setSpacing(round(10 * unit))
        self._hits.dress(colours, unit)
        for card in self.findChildren(Card):
            card.dress(colours, unit)

    def step(self, rows: int) -> None:
        """Move the mark by that many hits."""
        self._hits.step(rows)

    def open_marked(self) -> None:
        """Choose the marked hit; if none is, the leaflet that helps somebody in danger."""
        if not self._hits.open_marked():
            self._choose_help()

    def _choose_help(self) -> None:
        if self._crisis:
            self.hit_chosen.emit(self._crisis.slug, self._crisis.anchor, self._crisis.lang)


def _shortened(typed: str) -> str:
    words = " ".join(typed.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _label(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("note")
    label.setWordWrap(True)
    return label
