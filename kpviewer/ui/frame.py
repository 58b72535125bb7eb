"""The frame of a window: the panes that a desk and a kiosk share, and where bars and words go."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from kpviewer.section import Section
from kpviewer.ui import actions, tab_order, window_style
from kpviewer.ui.outline import Outline
from kpviewer.ui.reading import Reading
from kpviewer.ui.search_field import SearchField
from kpviewer.ui.theme import Theme
from kpviewer.ui.viewer import Viewer

if TYPE_CHECKING:
    from kpviewer.ui.notice import UnseenNotice
    from kpviewer.ui.status_line import StatusLine


class Frame(QWidget):
    """Makes the panes; what extends it places them, and says where hits are shown.

    Signals:
        stop_wanted(): whoever reads wants the leaflets to stay as they are.
    """

    stop_wanted = Signal()
    _outline_padding = window_style.OUTLINE_PADDING

    def __init__(self, names: Sequence[str], window: QWidget) -> None:
        """`names` are the actions that have a button here."""
        super().__init__(window)
        self.unit = 1.0
        self.field = SearchField()
        self.outline = Outline(self._outline_padding)
        self.viewer = Viewer()
        self.reading = Reading(self.viewer)
        self.reading.adopt(self.outline)
        self._message = QLabel(self.tr("Preparing the leaflets…"))
        self._message.setObjectName("message")
        self._message.setWordWrap(True)
        self.centre = QStackedWidget()
        """Shows the page that is read, or what takes its place."""
        self.centre.setMinimumWidth(1)  # so that a pane out of sight does not keep the window wide
        self.centre.addWidget(self.reading)
        self.centre.addWidget(self._message)
        self.buttons = {name: actions.button(name) for name in names}
        for button in self.buttons.values():
            button.put_off_sign()
        self._main_column = QVBoxLayout()
        self._main_column.setContentsMargins(0, 0, 0, 0)
        self._main_column.setSpacing(0)
        self._main_column.addWidget(self.centre, 1)

    def wake(self) -> None:
        """What the first paint need not wait for."""
        for button in self.buttons.values():
            button.draw_sign()

    def dress(self, colours: Theme, unit: float) -> None:
        """Take on colours and text size; the window takes them on too."""
        self.unit = unit
        sheet = self._sheet(colours, unit)
        if sheet != self.window().styleSheet():  # Qt would style all that is there once more
            self.window().setStyleSheet(sheet)
        self.reading.dress(unit)
        self.outline.dress(unit)
        if "_status" in self.__dict__:
            self._status.dress(unit)

    def _sheet(self, colours: Theme, unit: float) -> str:
        return window_style.sheet(colours, unit)

    def mark_leaflet(self, slug: str) -> None:
        """Show which leaflet is open, where leaflets are listed."""

    def show_sections(self, sections: Sequence[Section]) -> None:
        """List the sections of the page that is read."""
        self.outline.show_sections(sections)

    def list_group(self, group: str) -> None:
        """Let the reader choose a leaflet of a group, where leaflets are listed."""

    def seek(self) -> None:
        """Let the reader type what they look for."""
        self.field.take_focus()

    def adopt_hits(self, panel: QWidget) -> None:
        """Take in the panel that shows what a search found."""
        raise NotImplementedError

    def show_hits(self, are_shown: bool) -> None:
        """Show what a search found, or again what stood in its place."""
        raise NotImplementedError

    @property
    def shows_hits(self) -> bool:
        raise NotImplementedError

    def show_message(self) -> None:
        """Say that there is no library yet."""
        self.centre.setCurrentWidget(self._message)

    def take_focus(self) -> None:
        """Let the keyboard work on what stands in the centre."""
        shown = self.centre.currentWidget()
        assert shown
        shown.setFocus()

    def show_progress(self, done: int, total: int) -> None:
        """Say how many leaflets of how many are prepared; no more of it where there are none."""

    def put_above_page(self, bar: QWidget) -> None:
        """Give a bar its place above what is read; Tab reaches it before that."""
        self._main_column.insertWidget(self._main_column.indexOf(self.centre), bar)
        tab_order.precede(self.viewer, bar.findChildren(QWidget))

    def put_below_page(self, bar: QWidget) -> None:
        """Give a bar its place at the foot of what is read."""
        self._main_column.addWidget(bar)

    def show_count(self, name: str, count: int) -> None:
        """Say on a button how many there are of what it leads to."""
        title, button = actions.title(name), self.buttons[name]
        button.say(f"{title} ({count})" if count else title)

    def show_language(self, other: str) -> None:
        """Say on the button for languages which one it leads to; an empty name where it asks."""
        title, button = actions.title("language"), self.buttons["language"]
        button.say(other or title)
        button.setAccessibleName(title)
        button.setAccessibleDescription(other)

    def ask_language(self, names: Mapping[str, str], choose: Callable[[str], None]) -> None:
        """Let the reader choose a language by its own name."""
        from PySide6.QtWidgets import QMenu

        button, menu = self.buttons["language"], QMenu(self)
        for lang, name in names.items():
            menu.addAction(name, partial(choose, lang))
        menu.aboutToHide.connect(menu.deleteLater)
        shown = button if button.isVisible() else self
        menu.popup(shown.mapToGlobal(QPoint(0, button.height())))

    def say(self, text: str) -> None:
        """Tell the reader something that asks for no answer; it stays until the next, or until closed."""
        if text:
            self._status.say(text)

    def tell(self, text: str) -> None:
        """Let screen readers say what others see."""
        self._notice.say(text)

    @cached_property
    def _notice(self) -> "UnseenNotice":
        from kpviewer.ui.notice import UnseenNotice

        return UnseenNotice(self)

    @cached_property
    def _status(self) -> "StatusLine":
        from kpviewer.ui.status_line import StatusLine

        line = StatusLine()
        line.dress(self.unit)
        line.closed.connect(self.take_focus)
        self._main_column.addWidget(line)
        return line
