"""Lets in only what a visitor needs: some keys, the left button, one finger."""

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent

from kpviewer.ui.actions import ACTIONS

USED = (
    *("home", "back", "forward", "listen", "pause", "stop", "slower", "faster", "smaller", "larger"),
    *("usual_size", "contrast", "language", "print", "help", "search", "clear", "done", "staff"),
)
"""Actions whose keys work in a kiosk."""
_Key, _Kind = Qt.Key, QEvent.Type
_SILENCED = {
    _Kind.ContextMenu,
    _Kind.ToolTip,
    _Kind.WhatsThis,
    _Kind.QueryWhatsThis,
    _Kind.WhatsThisClicked,
    _Kind.EnterWhatsThisMode,
    _Kind.StatusTip,
    _Kind.DragEnter,
    _Kind.DragMove,
    _Kind.DragLeave,
    _Kind.Drop,
}
_KEYS = {_Kind.KeyPress, _Kind.KeyRelease, _Kind.ShortcutOverride}
_BUTTONS = {_Kind.MouseButtonPress, _Kind.MouseButtonRelease, _Kind.MouseButtonDblClick}
_TOUCHES = {_Kind.MouseButtonPress, _Kind.TouchBegin, _Kind.TabletPress, _Kind.Wheel, _Kind.KeyPress}
_PLAIN = {
    _Key.Key_Tab,
    _Key.Key_Backtab,
    _Key.Key_Return,
    _Key.Key_Enter,
    _Key.Key_Escape,
    _Key.Key_Backspace,
    _Key.Key_Left,
    _Key.Key_Right,
    _Key.Key_Up,
    _Key.Key_Down,
    _Key.Key_Home,
    _Key.Key_End,
    _Key.Key_PageUp,
    _Key.Key_PageDown,
    _Key.Key_Shift,
    _Key.Key_Control,
    _Key.Key_Alt,
    _Key.Key_AltGr,
    _Key.Key_CapsLock,
    _Key.Key_NumLock,
}
"""Keys that need no text to be let in, with Shift or without."""
_LEVELS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_GROUP = Qt.KeyboardModifier.GroupSwitchModifier
_SIGNS = {_Key.Key_Plus, _Key.Key_Minus, _Key.Key_Equal, _Key.Key_Comma, _Key.Key_Period, _Key.Key_0}
_MODIFIERS = {_Key.Key_Shift, _Key.Key_Control, _Key.Key_Alt, _Key.Key_AltGr}


class Guard(QObject):
    """An event filter for the whole application.

    Signals:
        touched(): somebody is there.
        typed(): they have a real keyboard, for ours sends no keys.
    """

    touched = Signal()
    typed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        keys = (keys for row in ACTIONS if row.name in USED for keys in row.keys)
        self._chords = {QKeySequence(one).toString() for one in keys}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _SILENCED:
            event.ignore()
            return True
        if kind in _BUTTONS and isinstance(event, QMouseEvent):
            if event.button() != Qt.MouseButton.LeftButton:
                return True
        elif kind in _KEYS and isinstance(event, QKeyEvent):
            if not self._lets_in(event):
                event.accept()  # or Qt goes on to look for shortcuts
                return True
            if kind == _Kind.KeyPress and event.key() not in _MODIFIERS:
                self.typed.emit()
        if kind in _TOUCHES:
            self.touched.emit()
        return False

    def _lets_in(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~_GROUP
        if not held & ~_LEVELS or event.key() in _MODIFIERS:
            return event.key() in _PLAIN or (bool(event.text()) and event.text().isprintable())
        held &= ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if key in _SIGNS:
            held &= ~Qt.KeyboardModifier.ShiftModifier  # some layouts need it for them
        return QKeySequence(QKeyCombination(held, key)).toString() in self._chords
