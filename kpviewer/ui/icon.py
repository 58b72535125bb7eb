"""The icons of the program: drawn as SVG in one style, each in the ink of the words beside it."""

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPixmap

from kpviewer import paths

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

GRID = 24
"""Pixels of the square in which every icon is drawn, by strokes of 2."""

BESIDE_WORDS = 1.3
"""Width by height of the place of an icon with words beside it."""

_DIRECTED = ("back", "forward", "previous", "next", "lists", "sections")
"""They point where reading goes, and are turned where it goes from right to left."""


@cache
def _drawing(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text("utf-8")


def picture(name: str, ink: str, size: int, ratio: float = 1) -> QPixmap:
    """An icon of that many pixels on a screen with `ratio` device pixels to a pixel."""
    side = f'width="{size * ratio:.0f}" height="{size * ratio:.0f}"'
    drawn = _drawing(name).replace("currentColor", ink).replace(f'width="{GRID}" height="{GRID}"', side)
    made = QPixmap()
    made.loadFromData(drawn.encode(), "SVG")
    made.setDevicePixelRatio(ratio)
    return made


def draw(painter: "QPainter", name: str, ink: str, place: QRectF) -> None:
    """Draw an icon by lines, which stay lines on paper."""
    from PySide6.QtSvg import QSvgRenderer

    QSvgRenderer(_drawing(name).replace("currentColor", ink).encode()).render(painter, place)


def icon(name: str, ink: str, pale: str, size: int) -> QIcon:
    """An icon for a control, sharp on the sharpest screen; `pale` is its ink while it cannot be used.

    Asked for it wider, Qt has it at the start, with a gap before the words beside it.
    """
    ratio = max(screen.devicePixelRatio() for screen in QGuiApplication.screens())
    usual, disabled = (picture(name, shade, size, ratio).toImage() for shade in (ink, pale))
    is_mirrored = QGuiApplication.isRightToLeft()
    if name in _DIRECTED and is_mirrored:
        from PySide6.QtGui import QTransform

        usual, disabled = (image.transformed(QTransform.fromScale(-1, 1)) for image in (usual, disabled))
    made, gap = QIcon(), round(usual.width() * (BESIDE_WORDS - 1))
    for image, mode in ((usual, QIcon.Mode.Normal), (disabled, QIcon.Mode.Disabled)):
        wider = QRect(-gap if is_mirrored else 0, 0, image.width() + gap, image.height())
        made.addPixmap(QPixmap.fromImage(image), mode)
        made.addPixmap(QPixmap.fromImage(image.copy(wider)), mode)
    return made


@cache
def blank(size: int) -> QIcon:
    """The place of an icon."""
    clear = QPixmap(size, size)
    clear.fill(QColor(0, 0, 0, 0))
    return QIcon(clear)
