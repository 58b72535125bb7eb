"""How the handout is made: its languages, paper and type, whom it is for, a note."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from kpviewer.handout import Options
from kpviewer.ui import tongue
from kpviewer.ui.flow import Flow
from kpviewer.ui.tick_box import TickBox

NAME_LIMIT = 120
NOTE_LIMIT = 2000
"""Characters: about a page of large print."""


class HandoutForm(QWidget):
    """Shows the options of a handout and lets the user choose others. Remembers nothing.

    Signals:
        changed(): other options were chosen; see `options_over`.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen_langs: list[str] = []
        self._languages: dict[str, QCheckBox] = {}
        self._rows: list[Flow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._language_title = self._title(self.tr("Language"))
        self._language_row = self._row()
        self._order = self._hint("")
        self._column.addWidget(self._order)
        self._title(self.tr("Paper"))
        paper_row = self._row()
        self._papers = {"letter": QRadioButton(self.tr("Letter")), "a4": QRadioButton(self.tr("A4"))}
        self._large_print = QCheckBox(self.tr("Large print"))
        for button in (*self._papers.values(), self._large_print):
            paper_row.addWidget(button)
            button.setAccessibleName(button.text())
            button.toggled.connect(self.changed)
        self._glossary = TickBox(self.tr("Explain medical words at the end"))
        self._glossary.toggled.connect(self.changed)
        self._column.addWidget(self._glossary)
        self._right_hand = TickBox(self.tr("Each leaflet starts on a right-hand page"))
        self._right_hand.setAccessibleDescription(self.tr("For paper that is printed on both sides."))
        self._right_hand.toggled.connect(self.changed)
        self._column.addWidget(self._right_hand)
        self._name = self._add_name()
        self._note = self._add_note()

    def _title(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setObjectName("formTitle")
        label.setIndent(0)
        self._column.addWidget(label)
        return label

    def _row(self) -> Flow:
        box = QWidget()
        row = Flow()
        box.setLayout(row)
        self._rows.append(row)
        self._column.addWidget(box)
        return row

    def _hint(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setObjectName("hint")
        label.setWordWrap(True)
        return label

    def _add_name(self) -> QLineEdit:
        title = self._title(self.tr("Prepared for"))
        field = QLineEdit()
        field.setAccessibleName(title.text())
        field.setMaxLength(NAME_LIMIT)
        field.setPlaceholderText(self.tr("Blank: a line to write on"))
        field.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        title.setBuddy(field)
        hint = self._hint(self.tr("Printed on the first page, kept nowhere."))
        field.setAccessibleDescription(hint.text())
        field.textChanged.connect(self.changed)
        self._column.addWidget(field)
        self._column.addWidget(hint)
        return field

    def _add_note(self) -> QPlainTextEdit:
        title = self._title(self.tr("Note from the clinician"))
        field = QPlainTextEdit()
        field.setAccessibleName(title.text())
        field.setTabChangesFocus(True)
        title.setBuddy(field)
        self._room = self._hint(self._said_of_room(NOTE_LIMIT))
        field.setAccessibleDescription(self._room.text())
        field.textChanged.connect(self._hold_to_limit)
        self._column.addWidget(field)
        self._column.addWidget(self._room)
        return field

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self._column.setSpacing(round(4 * unit))
        self._note.setFixedHeight(round(92 * unit))
        for row in self._rows:
            row.setSpacing(round(16 * unit))

    def show_languages(self, langs: Sequence[str]) -> None:
        """Offer these languages, by their own names; no choice where there is one.

        What was chosen stays chosen as far as it is there.
        """
        there = [lang for lang in self._chosen_langs if lang in langs]
        self._chosen_langs = there or list(langs[:1]) or self._chosen_langs
        if list(self._languages) == list(langs):
            return
        for check in self._languages.values():
            check.deleteLater()
        self._languages = {lang: QCheckBox(tongue.name(lang)) for lang in langs}
        for lang, check in self._languages.items():
            check.setAccessibleName(check.text())
            self._language_row.addWidget(check)
            check.setVisible(len(langs) > 1)
            check.toggled.connect(lambda is_on, lang=lang: self._choose_language(lang, is_on))
        self._language_title.setVisible(len(langs) > 1)
        self._show_chosen_languages()

    def show_options(self, options: Options) -> None:
        """Show these in place of what was chosen and typed, which is forgotten, Undo included."""
        blocker = QSignalBlocker(self)
        self._chosen_langs = list(options.langs)
        self._show_chosen_languages()
        self._papers[options.paper].setChecked(True)
        self._large_print.setChecked(options.large_print)
        self._glossary.setChecked(options.glossary)
        self._right_hand.setChecked(options.right_hand)
        self._name.setText(options.prepared_for)
        self._note.setPlainText(options.note)
        blocker.unblock()

    def controls(self) -> list[QWidget]:
        """In the order in which Tab reaches them."""
        choices = [*self._languages.values(), *self._papers.values(), self._large_print]
        return [*choices, self._glossary, self._right_hand, self._name, self._note]

    def show_count(self, parts: int) -> None:
        """Ask what concerns several leaflets or languages only if there are several."""
        self._right_hand.setVisible(parts > 1)

    def options_over(self, options: Options) -> Options:
        """`options` with what was chosen here in their place."""
        return replace(
            options,
            langs=tuple(self._chosen_langs),
            paper=next(paper for paper, radio in self._papers.items() if radio.isChecked()),
            large_print=self._large_print.isChecked(),
            glossary=self._glossary.isChecked(),
            right_hand=self._right_hand.isChecked(),
            prepared_for=self._name.text(),
            note=self._note.toPlainText(),
        )

    def _choose_language(self, lang: str, is_on: bool) -> None:
        """The one that is ticked last comes last; the last one that is ticked stays."""
        others = [other for other in self._chosen_langs if other != lang]
        self._chosen_langs = [*others, lang] if is_on else others or [lang]
        self._show_chosen_languages()
        self.changed.emit()

    def _show_chosen_languages(self) -> None:
        for lang, check in self._languages.items():
            blocker = QSignalBlocker(check)
            check.setChecked(lang in self._chosen_langs)
            blocker.unblock()
        first, *others = [tongue.name(lang) for lang in self._chosen_langs] or [""]
        order = self.tr("{first} first, then {others}")
        self._order.setText(order.format(first=first, others=", ".join(others)))
        self._order.setVisible(bool(others))

    def _hold_to_limit(self) -> None:
        """Cut what was put in beyond the limit; the cursor stands at its end."""
        units = self._note.document().characterCount() - 1
        if units > NOTE_LIMIT:
            cursor = self._note.textCursor()
            cursor.joinPreviousEditBlock()
            end = cursor.position()
            cursor.setPosition(max(end - (units - NOTE_LIMIT), 0))
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            cursor.endEditBlock()
            return
        self._room.setText(self._said_of_room(NOTE_LIMIT - units))
        self._note.setAccessibleDescription(self._room.text())
        self.changed.emit()

    def _said_of_room(self, room: int) -> str:
        if not room:
            return self.tr("The note is full: {limit} characters.").format(limit=f"{NOTE_LIMIT:,}")
        if room <= NOTE_LIMIT // 10:
            return self.tr("Room for %n more characters.", "", room)
        words = self.tr("Printed on the first page. Up to {limit} characters.")
        return words.format(limit=f"{NOTE_LIMIT:,}")
