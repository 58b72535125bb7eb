"""A window that holds a station, and makes it anew where another session begins or the language changes."""

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from kpviewer import paths
from kpviewer.library import Library
from kpviewer.settings import Settings
from kpviewer.ui import tongue
from kpviewer.ui.session import Session
from kpviewer.ui.station import Station

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

Held = TypeVar("Held", bound=Station[Any])


class StationWindow(QWidget, Generic[Held]):
    """What desk and kiosk have in common as windows; `_seat` says which station it is.

    Signals:
        first_painted(): the window stands on the screen; what can wait is done from now on.
        library_damaged(): the store broke while it was open.
        stop_wanted(): whoever reads wants the leaflets to stay as they are.
    """

    first_painted = Signal()
    stop_wanted = Signal()
    library_damaged = Signal()
    station: Held

    def __init__(self, settings: Settings, session: Session) -> None:
        super().__init__()
        self._settings = settings
        self._session = session
        self._library: Library | None = None
        self._is_painted = False
        self._is_awake = False
        self.setObjectName("window")
        self.setWindowTitle("kpviewer")
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        tongue.speak(session.lang)
        self._seat()

    def _seat(self) -> None:
        """Make the station with its panes, for the session as it is, and `_hold` it."""
        raise NotImplementedError

    def _hold(self, station: Held) -> None:
        self.station = station
        station.titled.connect(lambda title: self.setWindowTitle(title))
        station.library_damaged.connect(self.library_damaged)
        station.language_wanted.connect(self._go_on_in)
        station.frame.stop_wanted.connect(self.stop_wanted)
        self._whole.addWidget(station.frame)

    def _go_on_in(self, lang: str) -> None:
        """The panes are made anew when those that wish it have come to rest."""
        self._session.lang = lang
        QTimer.singleShot(0, self._make_anew)

    def _make_anew(self) -> None:
        """Seat again, at the place that the session tells of."""
        last = self.station
        last.end()
        last.frame.hide()
        last.frame.deleteLater()
        tongue.speak(self._session.lang)
        self._seat()
        self.station.frame.show()
        self._whole.activate()  # so that a place can be scrolled to
        if self._library:
            self.station.show_library(self._library)
            self.station.resume()
        if self._is_awake:
            self.station.wake()

    def show_library(self, library: Library) -> None:
        """Show a library in place of the one before; the reader stays where they are."""
        last, self._library = self._library, library
        languages = library.languages()
        if self._session.lang in languages:
            self.station.show_library(library)
        else:
            self.station.leave()
            self._session.lang = languages[0] if languages else ""
            self._make_anew()
        if last:
            last.close()

    def open(self, slug: str) -> None:
        """Open a leaflet."""
        self.station.open(slug)

    @property
    def has_moved(self) -> bool:
        """Whether the reader has gone anywhere from where they began."""
        return self._session.history.can_go_back

    def say_preparing(self) -> None:
        """There is no library yet."""
        self.station.frame.show_message()

    def show_progress(self, done: int, total: int) -> None:
        """Say how many leaflets of how many are prepared; no more of it where there are none."""
        self.station.frame.show_progress(done, total)

    def say_stopped(self) -> None:
        """The leaflets were not all prepared."""
        words = self.tr("Stopped. The leaflets are as they were before, until kpviewer is started again.")
        self.station.frame.say(words)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """What Tab reaches is scrolled into sight; Qt does so only where Tab comes from the same area."""
        has_moved = super().focusNextPrevChild(forward)
        focused = self.focusWidget()
        holder: QWidget | None = focused
        while holder:
            if isinstance(holder, QScrollArea):
                holder.ensureWidgetVisible(focused)
            holder = holder.parentWidget()
        return has_moved

    # From start to end

    def paintEvent(self, event: "QPaintEvent") -> None:
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self._finish)

    def _finish(self) -> None:
        """What the first paint need not wait for."""
        self._is_awake = True
        self.setWindowIcon(QIcon(str(paths.resources() / "linux" / "kpviewer-256.png")))
        self.station.wake()
        self.first_painted.emit()

    def wait(self) -> None:
        """Until no work goes on behind the window."""
        self.station.end()
