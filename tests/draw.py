"""`python -m tests draw`: makes the pictures of the bundled leaflets from their drawings."""

import os
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from kpviewer import paths, picture

DRAWINGS = sorted((paths.resources() / "drawings").glob("*.svg"))

_PER_INCH = 336
"""Pixels: on paper, where type is larger than on a screen, 300 are left."""
_COLOURS = 64
"""More are not seen; fewer bytes are."""


def picture_of(drawing: Path) -> Path:
    """The file in the bundled pack."""
    return paths.bundled_pack() / "pictures" / drawing.with_suffix(".png").name


def draw(drawing: Path) -> QImage:
    """As large as the drawing says; it knows how fine it is. Needs a running Qt."""
    renderer = QSvgRenderer(str(drawing))
    size = renderer.defaultSize() * (_PER_INCH / picture.PER_INCH)
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(_PER_INCH / 0.0254))
    image.setDotsPerMeterY(round(_PER_INCH / 0.0254))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    common = Counter(memoryview(image.constBits()).cast("I")).most_common(_COLOURS)
    table = [colour for colour, _ in common]
    return image.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.AvoidDither)


def main() -> None:
    """Draw them all."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    running = QGuiApplication([])
    for drawing in DRAWINGS:
        path = picture_of(drawing)
        path.parent.mkdir(exist_ok=True)
        draw(drawing).save(str(path), quality=0)
        print(path)
    del running


if __name__ == "__main__":
    main()
