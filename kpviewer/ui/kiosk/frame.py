"""The frame of a kiosk: where each pane stands, upright or across."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kpviewer.phrases import language
from kpviewer.section import Section
from kpviewer.ui import tab_order
from kpviewer.ui.button import Button
from kpviewer.ui.flow import Flow
from kpviewer.ui.frame import Frame
from kpviewer.ui.kiosk import style, touch
from kpviewer.ui.kiosk.keyboard import Keyboard
from kpviewer.ui.theme import CONTROL, LIGHT, Theme, font

_WAYS = ("back", "home", "print")
"""Shown while a leaflet is read."""
_ACCESS = ("smaller", "larger", "contrast", "listen")
_ENDS = ("done", "help")
_EDGE = 20
"""Between what is shown and the edge of the screen, in pixels at 100 %."""
_LOW = 560
"""Height below which room is dear, in those pixels."""
_LEAST_HEIGHT, _LEAST_WIDTH = 443, 520
"""Of a window, in those pixels; where it is wider than high the foot has one line besides."""
_SHEET_HEIGHT, _SHEET_WIDTH = 420, 540
"""What a sheet needs."""
_AROUND_WORDS = 62
"""What a button takes beside its words, with the gap to the next, in those pixels."""


class KioskFrame(Frame):
    """At the top who it is and which language, in the middle what is read, at hand height the rest.

    Signals:
        language_chosen(lang): its button was pressed.
        home_wanted(): the page from which to search.
    """

    language_chosen = Signal(str)
    home_wanted = Signal()
    _outline_padding = style.OUTLINE_PADDING

    def __init__(self, window: QWidget, clinic: str, lang: str, can_print: bool) -> None:
        self._leads = [name for name in _WAYS if can_print or name != "print"]
        super().__init__([*self._leads, *_ACCESS, *_ENDS], window)
        for area in (self.viewer, self.outline.list):
            touch.let_flick(area)
        self._panel: QScrollArea | None = None
        self._home: QWidget | None = None
        self._lang = lang
        self._colours, self._unit, self._dressed_for = LIGHT, 1.0, 0.0
        self._languages: dict[str, Button] = {}
        self._first: QWidget = self
        for button in self.buttons.values():
            _make_plain(button)
        self.buttons["contrast"].setCheckable(True)
        self.field.setPlaceholderText(self.tr("Search: a word, a worry, a medicine"))
        self.field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.field.setAcceptDrops(False)
        self.field.installEventFilter(self)
        self.keyboard = Keyboard(lang)
        self.keyboard.hide()
        self.keyboard.installEventFilter(self)
        self.keyboard.typed.connect(lambda sign: self.field.insert(sign))
        self.keyboard.erased.connect(lambda: self.field.backspace())
        self.keyboard.done.connect(lambda: self.keyboard.hide())
        self.reading.roominess_changed.connect(self._show_outline)
        self.centre.currentChanged.connect(self._show_parts)

        self._clinic, self._question = QLabel(clinic), QLabel(self.tr("What would you like to read about?"))
        self._clinic.setObjectName("clinic")
        self._question.setObjectName("question")
        for label in (self._clinic, self._question):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._ways, self._tongues = Flow(), Flow(at_end=True)
        self._ways.addWidget(self._clinic)
        for name in self._leads:
            self._ways.addWidget(self.buttons[name])
        self._top = _row(self._ways, self._tongues)
        self._head = QVBoxLayout()
        self._head.addWidget(self._question)
        self._head.addWidget(self.field)
        foot = QWidget()
        foot.setObjectName("foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._access, self._ends = Flow(), Flow(at_end=True)
        for name in _ACCESS:
            self._access.addWidget(self.buttons[name])
        for name in _ENDS:
            self._ends.addWidget(self.buttons[name])
        self._foot = _row(self._access, self._ends)
        metrics = QFontMetrics(font(CONTROL))
        self._foot_width = 2 * _EDGE + sum(
            metrics.horizontalAdvance(self.buttons[name].text()) + _AROUND_WORDS
            for name in (*_ACCESS, *_ENDS)
        )
        foot.setLayout(self._foot)

        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._top)
        whole.addLayout(self._head)
        whole.addWidget(_Middle(self._main_column), 1)
        whole.addWidget(self.keyboard)
        whole.addWidget(foot)

    @property
    def question(self) -> str:
        """What home asks."""
        return self._question.text()

    def show_languages(self, languages: Sequence[str]) -> None:
        """Offer them by their own names, if there are several; they are the first to Tab to."""
        for button in self._languages.values():
            button.hide()
            button.deleteLater()
        shown = languages if len(languages) > 1 else []
        self._languages = {lang: Button(language(lang), parent=self) for lang in shown}
        for lang, button in self._languages.items():
            _make_plain(button)
            button.setCheckable(True)
            button.setChecked(lang == self._lang)
            button.clicked.connect(lambda _=False, lang=lang: self._choose(lang))
            self._tongues.addWidget(button)
            button.show()
        self._order_tabs()

    def _choose(self, lang: str) -> None:
        for other, button in self._languages.items():
            button.setChecked(other == lang)
        self.language_chosen.emit(lang)

    def focus_language(self) -> None:
        """Put the keyboard where the language was chosen."""
        if self._lang in self._languages:
            self._languages[self._lang].setFocus()

    def _order_tabs(self) -> None:
        always = (self.buttons[name] for name in (*_ACCESS, "help", "done"))
        ways = (self.buttons[name] for name in self._leads)
        order: list[QWidget] = [*self._languages.values(), *always, *ways, self.field]
        self._first = order[0]
        tab_order.gather(order)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """From the ground, where a visit begins, Tab leads to what is always in sight."""
        if forward and self.hasFocus():
            self._first.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().focusNextPrevChild(forward)

    def dress(self, colours: Theme, unit: float) -> None:
        self._colours, self._unit = colours, unit
        self._dressed_for = self.control_unit
        super().dress(colours, unit)
        gap = round(8 * self.control_unit)
        for part in (
            self._top,
            self._foot,
            self._ways,
            self._tongues,
            self._access,
            self._ends,
            self._head,
        ):
            part.setSpacing(gap)
        self.keyboard.dress(self.control_unit)
        if "_status" in self.__dict__:
            self._status.dress(self.control_unit)
        self._fit()

    @property
    def control_unit(self) -> float:
        """As `unit`, for what must always have room on the screen; it stops growing where that ends."""
        width, height = self.window().width(), self.window().height()
        least = self._foot_width if width > height else _LEAST_WIDTH
        return min(self._unit, height / _LEAST_HEIGHT, width / least)

    @property
    def sheet_unit(self) -> float:
        """As `control_unit`, for sheets, which have all the window to themselves."""
        width, height = self.window().width(), self.window().height()
        return min(self._unit, height / _SHEET_HEIGHT, width / _SHEET_WIDTH)

    def _sheet(self, colours: Theme, unit: float) -> str:
        return style.sheet(colours, unit, self.control_unit, self.sheet_unit)

    def _fit(self) -> None:
        """Spend the height that there is on what is read."""
        unit = self.control_unit
        edge, above, below = round(_EDGE * unit), round((6 if self._is_low else 14) * unit), round(8 * unit)
        for row in (self._top, self._foot):
            row.setContentsMargins(edge, above, edge, above)
        self._head.setContentsMargins(edge, 0 if self._is_low else below, edge, below)
        if self._panel and (inside := self._panel.widget()):
            inside.setContentsMargins(edge, 0, edge, below)
        self.keyboard.fit(self.width(), self.height())
        self._show_parts()

    @property
    def _is_low(self) -> bool:
        return self.height() < _LOW * self.control_unit

    def seek(self) -> None:
        self.home_wanted.emit()
        super().seek()

    def adopt_hits(self, panel: QWidget) -> None:
        """It scrolls as a whole: above a keyboard cards may have no room for all of them."""
        self._panel = QScrollArea()
        self._panel.setObjectName("home")
        self._panel.setWidgetResizable(True)
        self._panel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._panel.setWidget(panel)
        for area in (self._panel, *panel.findChildren(QAbstractScrollArea)):
            touch.let_flick(area)
        self.centre.addWidget(self._panel)
        self._fit()

    def show_hits(self, are_shown: bool) -> None:
        """They take the place of the home page; what is read is not disturbed."""
        if are_shown and self._panel and self.centre.currentWidget() is not self.reading:
            self.centre.setCurrentWidget(self._panel)
        elif not are_shown and self.shows_hits and self._home:
            self.centre.setCurrentWidget(self._home)

    @property
    def shows_hits(self) -> bool:
        return self._panel is not None and self.centre.currentWidget() is self._panel

    def adopt_home(self, home: QWidget) -> None:
        """Take in the home page."""
        self._home = home
        self.centre.addWidget(home)

    def _show_parts(self) -> None:
        """What belongs to reading, or to searching."""
        is_read = self.centre.currentWidget() is self.reading
        is_searched = self.shows_hits
        self._clinic.setVisible(not is_read)
        for name in self._leads:
            self.buttons[name].setVisible(is_read)
        is_typed = self._is_low and not self.keyboard.isHidden()
        self._question.setVisible(not is_read and not is_searched and not is_typed)
        self.field.setVisible(not is_read)
        if is_read:
            self.keyboard.hide()
        self._show_outline()

    def show_sections(self, sections: Sequence[Section]) -> None:
        super().show_sections(sections)
        self._show_outline()

    def _show_outline(self) -> None:
        self.outline.setVisible(self.reading.is_roomy and not self.outline.is_empty)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field was touched: whoever has no keyboard needs one, and the room for it."""
        if watched is self.field and event.type() == QEvent.Type.MouseButtonPress:
            self.keyboard.show()
        elif watched is self.keyboard and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._show_parts()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._dressed_for != self.control_unit:
            self.dress(self._colours, self._unit)
        self._fit()


class _Middle(QWidget):
    """Takes the height that is left, however little: large text must not push the foot off the screen."""

    def __init__(self, column: QVBoxLayout) -> None:
        super().__init__()
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(column)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def hasHeightForWidth(self) -> bool:
        return False


def _row(first: Flow, last: Flow) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addLayout(first)
    row.addLayout(last, 1)
    return row


def _make_plain(button: Button) -> None:
    """Pressed by Return too; with no tool tip, which a finger would not see."""
    button.setAutoDefault(True)
    button.setToolTip("")
