"""Which colours and which text size the reader has."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from kpviewer.settings import Settings
from kpviewer.ui import theme
from kpviewer.ui.memory import Memory
from kpviewer.ui.theme import Theme


class Look(QObject):
    """Starts from what was remembered, or from the settings where nothing was or a policy rules.

    Signals:
        changed(): colours or text size are others now.
    """

    changed = Signal()

    def __init__(self, settings: Settings, memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._memory = memory
        self._scale = 1.0
        self._theme = str(self._start("display.theme"))
        if self._theme not in theme.THEMES:
            self._theme = _system_theme()
        self._usual_theme = self._theme
        try:
            self._percent = min(max(int(str(self._start("display.text_size"))), 100), 250)
        except ValueError:
            self._percent = 100

    def _start(self, key: str) -> object:
        if self._settings.origin(key) == "policy":
            return self._settings[key]
        return self._memory.value(key, self._settings[key])

    @property
    def colours(self) -> Theme:
        return theme.THEMES[self._theme]

    @property
    def unit(self) -> float:
        """Device units that a pixel at 100 % takes."""
        return self._percent / 100 * self._scale

    @property
    def has_contrast(self) -> bool:
        return self._theme == "contrast"

    def zoom(self, steps: int) -> None:
        """Larger or smaller text by that many steps of the scale; 0 is the usual size."""
        sizes = theme.TEXT_SIZES
        nearest = min(sizes, key=lambda size: abs(size - self._percent))
        place = sizes.index(nearest) + steps if steps else 0
        self._percent = sizes[min(max(place, 0), len(sizes) - 1)]
        self._memory.setValue("display.text_size", self._percent)
        self.changed.emit()

    def fit(self, scale: float) -> None:
        """At 100 % a pixel takes that many device units: a kiosk is read from further away."""
        if scale != self._scale:
            self._scale = scale
            self.changed.emit()

    def switch_contrast(self) -> None:
        """High contrast, or again the colours from before."""
        usual = self._usual_theme if self._usual_theme != "contrast" else "light"
        self._put_on(usual if self.has_contrast else "contrast")

    def next_theme(self) -> None:
        """Light, dark, high contrast, and round again."""
        names = list(theme.THEMES)
        self._put_on(names[(names.index(self._theme) + 1) % len(names)])

    def _put_on(self, name: str) -> None:
        self._theme = name
        self._memory.setValue("display.theme", name)
        self.changed.emit()


def _system_theme() -> str:
    ground = QApplication.palette().window().color()
    return "dark" if ground.lightness() < 128 else "light"
