"""A sheet: what the kiosk lays over all else in place of a dialog, since it opens no second window."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from kpviewer.ui.button import Button
from kpviewer.ui.flow import Flow
from kpviewer.ui.kiosk import touch
from kpviewer.ui.notice import UnseenNotice

_WIDTH = 520
_PADDING = 30
_EDGE = 16
"""In pixels at 100 %."""
_AROUND = 90
"""In pixels at 100 %: a row of buttons."""
_BORDERS = 12
"""At least as wide as both edges of the card, in device units."""


class Sheet(QWidget):
    """Covers its window; the window sees to it that what lies beneath is out of reach."""

    def __init__(self, window: QWidget, title: str, unit: float, is_veil: bool = True) -> None:
        """A veil lets what lies beneath shine through; no veil hides it."""
        super().__init__(window)
        self.setObjectName("veil" if is_veil else "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self._notice = UnseenNotice(self)
        self.unit = unit
        self.width_units = _WIDTH
        self.place_across, self.place_down = 0.5, 0.5
        """Where the card stands in the room around it, from 0 to 1."""
        self._card = QFrame(self)
        self._card.setObjectName("card")
        self._inside = QWidget()
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)
        touch.let_flick(self._scroll)
        self._frame = QVBoxLayout(self._card)
        self._frame.addWidget(self._scroll)
        self.title = self.add_label(title, "sheetTitle")
        self.focused: QWidget = self
        """What has the keyboard first."""
        window.installEventFilter(self)

    def add_label(self, text: str, kind: str = "sheetText") -> QLabel:
        """Words of their own line; `kind` as the style sheet has it."""
        added = label(text, kind)
        self.column.addWidget(added)
        return added

    def add_row(self) -> Flow:
        """A row for buttons."""
        row = Flow()
        row.setSpacing(round(12 * self.unit))
        self.column.addLayout(row)
        return row

    def cover(self) -> None:
        """Lie over the window, and take the keyboard."""
        self.setGeometry(QRect(0, 0, self._window.width(), self._window.height()))
        self.show()
        self.raise_()
        self.place()
        self.focused.setFocus(Qt.FocusReason.OtherFocusReason)
        self.announce(self.accessibleName())

    def retire(self) -> None:
        """It is out of sight, and goes."""
        self.deleteLater()

    def announce(self, text: str) -> None:
        """Tell screen readers."""
        self._notice.say(text)

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self.unit = unit
        self.place()

    def place(self) -> None:
        """Make the card as large as what it holds, within the window."""
        padding, edge = round(_PADDING * self.unit), round(_EDGE * self.unit)
        self._frame.setContentsMargins(padding, padding, padding, padding)
        self.column.setSpacing(round(16 * self.unit))
        room = self.rect().adjusted(edge, edge, -edge, -edge)
        width = min(round(self.width_units * self.unit), room.width())
        self._card.ensurePolished()
        inner = width - 2 * padding - _BORDERS
        needed = max(self.column.heightForWidth(inner), self.column.minimumSize().height())
        whole = needed + 2 * padding + _BORDERS
        height, bar = min(whole, room.height()), Qt.ScrollBarPolicy
        # Qt alone keeps a bar that takes the room for which it is needed
        self._scroll.setVerticalScrollBarPolicy(
            bar.ScrollBarAsNeeded if height < whole else bar.ScrollBarAlwaysOff
        )
        left = room.left() + round((room.width() - width) * self.place_across)
        top = room.top() + round((room.height() - height) * self.place_down)
        self._card.setGeometry(left, top, width, height)

    def bring_in_sight(self, part: QWidget) -> None:
        """Scroll to it, and to what stands next to it, once all has its place."""
        around = round(_AROUND * self.unit)
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(part, 0, around))

    @property
    def _window(self) -> QWidget:
        window = self.parentWidget()
        assert window
        return window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            self.place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Nothing beneath is touched."""
        event.accept()


def button(words: str, kind: str = "", sign: str = "") -> Button:
    """A button that Return presses too; `kind` as the style sheet has it, `sign` names an icon."""
    made = Button(words, sign)
    made.setObjectName(kind)
    made.setAutoDefault(True)
    return made


def label(text: str, kind: str = "sheetText") -> QLabel:
    """Words that go on in the next line; `kind` as the style sheet has it."""
    made = QLabel(text)
    made.setObjectName(kind)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    return made
