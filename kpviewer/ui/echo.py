"""Qt's own text interface, for parts of a page that are none of its widgets."""

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleTextInterface, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from kpviewer.ui.structure import Words


class Echo(QTextEdit):
    """An editor that nobody sees: it holds the words of the part that is asked about, Qt answers for it.

    PySide lets no text interface be written whole in Python: the selection and the attributes of the text
    are missing, and screen readers ask for those before they say a line.

    Signals:
        caret_moved(position): assistive technology put the caret there, in characters of the page.
    """

    caret_moved = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        [self._control] = (
            child for child in self.children() if child.metaObject().className() == "QWidgetTextControl"
        )
        self._control.setParent(QObject(self))  # below a widget it would report what it is told to show
        self._words = Words("", [0])
        self.cursorPositionChanged.connect(self._report_caret)

    def show_words(self, words: Words, caret: QTextCursor) -> QAccessibleTextInterface:
        """Hold these words, with the caret and the selection of the page; the interface tells of them."""
        with QSignalBlocker(self._control):
            if words != self._words:
                self._words = words
                self.setPlainText(words.text)
            own = self.textCursor()
            own.setPosition(words.offset(caret.anchor()))
            own.setPosition(words.offset(caret.position()), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(own)
        # asked anew: what Qt made and deletes must not be kept, or PySide takes what comes next for it
        return QAccessible.queryAccessibleInterface(self).textInterface()

    def _report_caret(self) -> None:
        self.caret_moved.emit(self._words.places[self.textCursor().position()])
