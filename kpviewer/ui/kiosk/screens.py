"""The screens: one shows the kiosk, the others nothing."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from kpviewer import log


class Screens(QObject):
    """Keeps a window whole on its screen, whatever is plugged in, pulled out or turned."""

    def __init__(self, window: QWidget, name: str) -> None:
        """`name` is that of the screen to use; the first is used where it is empty or not there."""
        super().__init__(window)
        self._window = window
        self._name = name
        self._blanks: list[QWidget] = []
        self._watched: list[QScreen] = []
        self._is_missing = False
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(0)  # several signals come for one cable
        self._settled.timeout.connect(self.arrange)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        for signal in (
            application.screenAdded,
            application.screenRemoved,
            application.primaryScreenChanged,
        ):
            signal.connect(self._settled.start)

    def arrange(self) -> None:
        """Fill the chosen screen, and blank all others."""
        for blank in self._blanks:
            blank.close()
            blank.deleteLater()
        self._blanks.clear()
        screens = QGuiApplication.screens()
        if not screens:
            return  # all are off; one will be added
        for screen in screens:
            if screen not in self._watched:
                screen.geometryChanged.connect(self._settled.start)
        self._watched = screens
        chosen = self._choose(screens)
        self._fill(self._window, chosen)
        self._blanks = [_blank() for screen in screens if screen is not chosen]
        others = (screen for screen in screens if screen is not chosen)
        for blank, screen in zip(self._blanks, others, strict=True):
            self._fill(blank, screen)

    def _choose(self, screens: list[QScreen]) -> QScreen:
        named = [screen for screen in screens if screen.name() == self._name]
        if self._name and not named and not self._is_missing:
            log.troubled(f"kiosk.screen: there is no screen {self._name!r}; the first is used")
        self._is_missing = bool(self._name and not named)
        return named[0] if named else screens[0]

    def _fill(self, window: QWidget, screen: QScreen) -> None:
        window.setScreen(screen)
        window.setGeometry(screen.geometry())
        window.showFullScreen()


def _blank() -> QWidget:
    blank = QWidget(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus)
    blank.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    blank.setStyleSheet("background: #000000;")
    blank.setWindowTitle("kpviewer")
    return blank
