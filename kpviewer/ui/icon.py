"""The icons of the program: drawn as SVG in one style, each in the ink of the words beside it."""

from functools import cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap

from kpviewer import paths

GRID = 24
"""Pixels of the square in which every icon is drawn, by strokes of 2."""

_DIRECTED = ("back", "forward", "previous", "next", "lists", "sections")
"""They point where reading goes, and are turned where it goes from right to left."""


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
    """An icon for a control, sharp on the sharpest screen; `pale` is its ink while it cannot be used."""
    ratio = max(screen.devicePixelRatio() for screen in QGuiApplication.screens())
    usual, disabled = (picture(name, shade, size, ratio) for shade in (ink, pale))
    if name in _DIRECTED and QGuiApplication.isRightToLeft():
        from PySide6.QtGui import QTransform

        usual, disabled = (image.transformed(QTransform.fromScale(-1, 1)) for image in (usual, disabled))
    made = QIcon(QPixmap.fromImage(usual))
    made.addPixmap(QPixmap.fromImage(disabled), QIcon.Mode.Disabled)
    return made


@cache
def blank(size: int) -> QIcon:
    """The place of an icon."""
    clear = QImage(bytes(4 * size * size), size, size, QImage.Format.Format_ARGB32)
    return QIcon(QPixmap.fromImage(clear))
