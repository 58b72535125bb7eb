"""The one question before a leaflet is printed in a kiosk."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kpviewer.handout import Handout
from kpviewer.ui.kiosk.sheet import Sheet, button


class PrintSheet(Sheet):
    """Says how many pages come out where, or why none do.

    Signals:
        large_chosen(is_large): in large type, or not.
        print_wanted(handout, pages): yes.
        closed(): no, or understood.
    """

    large_chosen = Signal(bool)
    print_wanted = Signal(object, int)
    closed = Signal()

    def __init__(self, window: QWidget, unit: float) -> None:
        super().__init__(window, self.tr("Print this leaflet?"), unit)
        self._handout: Handout | None = None
        self._pages = 0
        self._printer = ""
        self._words = self.add_label("")
        self._large = button(self.tr("Large print"))
        self._large.setCheckable(True)
        self._large.clicked.connect(self.large_chosen)
        self.add_row().addWidget(self._large)
        row = self.add_row()
        self._yes, self._no = button(self.tr("Print"), "primary", "print"), button("")
        self._yes.clicked.connect(self._agree)
        self._no.clicked.connect(self.closed)
        row.addWidget(self._yes)
        row.addWidget(self._no)

    def show_printer(self, name: str) -> None:
        """Where it would be printed; an empty name is not known yet."""
        self._printer = name
        if self._yes.isVisibleTo(self):
            self._ask()

    def offer(self, composed: Handout, pages: int) -> None:
        """What would be printed."""
        self._handout, self._pages = composed, pages
        if self._yes.isVisibleTo(self):
            self._ask()

    def show_question(self, is_large: bool) -> None:
        """It can be printed."""
        self._show(True, self.tr("Not now"))
        self._large.setChecked(is_large)
        self.focused = self._yes

    def _ask(self) -> None:
        pages = self.tr("%n pages", "", self._pages)
        where = self.tr("{pages} on {printer}").format(pages=pages, printer=self._printer)
        self._say(where if self._printer else pages)

    def show_busy(self) -> None:
        """Another one is on its way."""
        self._refuse(self.tr("The printer is still at work. Please try again in a moment."))

    def show_too_many(self, pages: int, left: int) -> None:
        """More pages than a visit has; `left` are still free."""
        has = self.tr("It has %n pages.", "", pages)
        free = self.tr("For this visit %n pages are left.", "", left)
        self._refuse(f"{has} {free} {self.tr('Ask a member of staff. They are glad to help.')}")

    def _refuse(self, words: str) -> None:
        self._show(False, self.tr("Close"))
        self._say(words)
        self.focused = self._no

    def _show(self, is_question: bool, no: str) -> None:
        self._yes.setVisible(is_question)
        self._large.setVisible(is_question)
        self._no.say(no)

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self.setAccessibleName(f"{self.title.text()} {words}")
        self.place()

    def _agree(self) -> None:
        if self._handout:
            self.print_wanted.emit(self._handout, self._pages)
            self.closed.emit()
