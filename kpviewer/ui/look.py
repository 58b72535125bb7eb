"""Which colours and which text size the reader has."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from kpviewer.settings import Settings
from kpviewer.ui import theme
from kpviewer.ui.memory import Memory
from kpviewer.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

_SYSTEM = "system"


class Look(QObject):
    """Starts from what was remembered, or from the settings where nothing was or a policy rules.

    Signals:
        changed(): colours or text size are others now.
        told(text): which the reader has chosen, in words.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(self, settings: Settings, memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._memory = memory
        self._scale = 1.0
        self._theme = str(self._start("display.theme"))
        self._system = _system_theme()
        if self._theme not in theme.THEMES:
            self._theme = _SYSTEM
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
        return theme.THEMES[self._system if self._theme == _SYSTEM else self._theme]

    @property
    def theme(self) -> str:
        """Name of the theme that was chosen, which is that of its icon too; `system` for the system's."""
        return self._theme

    @property
    def said(self) -> str:
        """What the theme is called that was chosen."""
        return {
            _SYSTEM: self.tr("As the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "contrast": self.tr("High contrast"),
        }[self._theme]

    def take_system(self, scheme: "Qt.ColorScheme") -> None:
        """The system has other colours now."""
        self._system = "dark" if scheme.name == "Dark" else "light"
        if self._theme == _SYSTEM:
            self.changed.emit()

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
        self.told.emit(self.tr("Text size {percent} %").format(percent=self._percent))

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
        """From the system's to its opposite, high contrast, one like the system's is now, and round."""
        names = [_SYSTEM, "light" if self._system == "dark" else "dark", "contrast", self._system]
        self._put_on(names[(names.index(self._theme) + 1) % len(names)])

    def _put_on(self, name: str) -> None:
        self._theme = name
        self._memory.setValue("display.theme", name)
        self.changed.emit()
        self.told.emit(self.said)


def _system_theme() -> str:
    ground = QApplication.palette().window().color()
    return "dark" if ground.lightness() < 128 else "light"
