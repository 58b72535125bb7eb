"""The icons of the program: drawn as SVG in one style, each in the ink of the words beside it."""

from functools import cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap

from kpviewer import paths

GRID = 24
"""Pixels of the square in which every icon is drawn, by strokes of 2."""

_RATIOS = (1, 2, 3)
"""Device pixels to a pixel of the screens on which an icon is sharp."""


@cache
def _drawing(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text("utf-8")


def picture(name: str, ink: str, size: int, ratio: float = 1) -> QImage:
    """An icon of that many pixels on a screen with `ratio` device pixels to a pixel."""
    side = f'width="{size * ratio:.0f}" height="{size * ratio:.0f}"'
    drawn = _drawing(name).replace("currentColor", ink).replace(f'width="{GRID}" height="{GRID}"', side)
    made = QImage()
    made.loadFromData(drawn.encode(), "SVG")
    made.setDevicePixelRatio(ratio)
    return made


def draw(painter: QPainter, name: str, ink: str, place: QRectF) -> None:
    """Draw an icon by lines, which stay lines on paper."""
    from PySide6.QtSvg import QSvgRenderer

    QSvgRenderer(_drawing(name).replace("currentColor", ink).encode()).render(painter, place)


def icon(name: str, ink: str, pale: str, size: int) -> QIcon:
    """An icon for a control; `pale` is its ink while the control cannot be used."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(QPixmap.fromImage(picture(name, ink, size, ratio)))
        made.addPixmap(QPixmap.fromImage(picture(name, pale, size, ratio)), QIcon.Mode.Disabled)
    return made
