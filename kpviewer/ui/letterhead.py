"""What stands on a page around its text: the head of the first page, the foot of every page."""

from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QTextLayout, QTextOption

from kpviewer.handout import Clinic, Handout, Part
from kpviewer.phrases import phrase
from kpviewer.ui import theme

_COLOURS = theme.PRINT
_CLINIC_SHARE = 0.54
"""Of the width of the head; the rest is for the name and date to write in."""
_LOGO_HEIGHT = 52
_LOGO_DENSITY = 600 / 720
"""Pixels to a tenth of a point: no printer shows more."""
_MOST_LINES = 6
"""Of each text; more would leave no room for the leaflet."""


def font(pixels: float, bold: bool = False) -> QFont:
    """The program's type for paper: with hinting, letters would stand as on some screen."""
    result = theme.font(pixels)
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    result.setBold(bold)
    return result


class Head:
    """The head of the first page: whose handout it is, and whom it is for."""

    def __init__(self, handout: Handout, frame: QRectF, unit: float) -> None:
        """`frame` is what the margins leave of the page; units as in `page_style.sheet`."""
        options, lang = handout.options, handout.parts[0].page.lang
        self._frame = frame
        self._unit = unit
        room = frame.width() * _CLINIC_SHARE
        self._logo, logo = _fitted(handout.logo, room, _LOGO_HEIGHT * unit)
        self._logo_place = QRectF(frame.topLeft(), logo)
        self._clinic_place = frame.topLeft()
        if logo.width() > 2 * logo.height():
            self._clinic_place += QPointF(0, logo.height() + 6 * unit)
        elif not self._logo.isNull():
            self._clinic_place += QPointF(logo.width() + 12 * unit, 0)
            room -= logo.width() + 12 * unit
        clinic = options.clinic
        self._clinic = [
            _Words(words, made, room)
            for words, made in (
                (clinic.name, font(20 * unit, bold=True)),
                (clinic.address, font(13 * unit)),
                (clinic.phone, font(13 * unit)),
            )
            if words
        ]
        room = frame.width() * (1 - _CLINIC_SHARE) - 16 * unit
        small, bold = font(13 * unit), font(13 * unit, bold=True)
        self._prepared = _Words(phrase("prepared", lang), small, room)
        self._name = _Words(options.prepared_for, bold, room - self._prepared.width - 6 * unit)
        self._date = _Words(phrase("date", lang), small, room)
        clinic_height = sum(words.height for words in self._clinic)
        left = max(self._clinic_place.y() - frame.top() + clinic_height, logo.height())
        right = max(self._prepared.height, self._name.height) + self._date.height + 6 * unit
        self._rule = max(left, right) + 8 * unit
        self.height = self._rule + 17 * unit
        """Of the whole head with the space below it."""

    def paint(self, painter: QPainter) -> None:
        """The painter's origin is the corner of the paper."""
        unit, frame = self._unit, self._frame
        if not self._logo.isNull():
            painter.drawImage(self._logo_place, self._logo)
        painter.setPen(QColor(_COLOURS.ink))
        place = QPointF(self._clinic_place)
        for words in self._clinic:
            words.draw(painter, place)
            place += QPointF(0, words.height)
        left = frame.left() + frame.width() * _CLINIC_SHARE + 16 * unit
        base = self._paint_blank(painter, self._prepared, self._name, QPointF(left, frame.top()))
        self._paint_blank(painter, self._date, None, QPointF(left, base + 6 * unit))
        painter.setPen(QPen(QColor(_COLOURS.accent), 2 * unit))
        rule = frame.top() + self._rule
        painter.drawLine(QLineF(frame.left(), rule, frame.right(), rule))

    def _paint_blank(
        self, painter: QPainter, label: "_Words", name: "_Words | None", place: QPointF
    ) -> float:
        """A label and what is known, or a line to write on, up to the right margin; returns its bottom."""
        unit = self._unit
        painter.setPen(QColor(_COLOURS.ink))
        label.draw(painter, place)
        after = place.x() + label.width + 6 * unit
        if name and name.height:
            name.draw(painter, QPointF(after, place.y()))
            return place.y() + name.height
        base = place.y() + label.height
        painter.setPen(QPen(QColor(_COLOURS.ink), unit))
        painter.drawLine(QLineF(after, base, self._frame.right(), base))
        return base


class Foot:
    """The foot of a leaflet's pages: which leaflet, whose, how old, and which page of how many."""

    def __init__(self, part: Part, clinic: Clinic, frame: QRectF, unit: float) -> None:
        """As `Head`."""
        self._lang = part.page.lang
        self._frame = frame
        self._unit = unit
        self._number = font(12 * unit, bold=True)
        widest = phrase("page", self._lang, number=888, total=888)
        taken = QFontMetricsF(self._number).horizontalAdvance(f"{widest}   ")
        version = part.page.pack_version and phrase("version", self._lang, version=part.page.pack_version)
        small, width = font(11.5 * unit), frame.width()
        said = [
            ((part.page.entry.short, clinic.name), width - taken),
            ((part.review,), width),
            ((part.page.origin, version, clinic.footer), width),
        ]
        self._lines = [_Words(" · ".join(filter(None, words)), small, room) for words, room in said]
        self.height = sum(words.height for words in self._lines) + 16 * unit
        """Of the whole foot with the space above it."""

    def paint(self, painter: QPainter, number: int, total: int) -> None:
        """The painter's origin is the corner of the paper; `number` counts from 1."""
        unit, frame = self._unit, self._frame
        top = frame.bottom() - self.height + 10 * unit
        painter.setPen(QPen(QColor(_COLOURS.line), unit))
        painter.drawLine(QLineF(frame.left(), top, frame.right(), top))
        top += 6 * unit
        painter.setPen(QColor(_COLOURS.ink))
        count = _Words(phrase("page", self._lang, number=number, total=total), self._number, frame.width())
        count.draw(painter, QPointF(frame.right() - count.width, top))
        painter.setPen(QColor(_COLOURS.muted))
        for words in self._lines:
            words.draw(painter, QPointF(frame.left(), top))
            top += words.height


class _Words:
    """Text laid out to a width: a word that is wider is broken, what is beyond the most lines left out."""

    def __init__(self, text: str, made: QFont, width: float) -> None:
        self._lay_out(text, made, width)
        if self._layout.lineCount() > _MOST_LINES:
            beyond = self._layout.lineAt(_MOST_LINES).textStart()
            self._lay_out(text[: beyond - 2] + "…", made, width)

    def _lay_out(self, text: str, made: QFont, width: float) -> None:
        self.width = self.height = 0.0
        self._layout = QTextLayout(text, made)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        while text and (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, self.height))
            self.height += line.height()
            self.width = max(self.width, line.naturalTextWidth())
        self._layout.endLayout()

    def draw(self, painter: QPainter, place: QPointF) -> None:
        """Draw with the painter's pen."""
        self._layout.draw(painter, place)


@lru_cache(maxsize=4)  # papers by type sizes: the preview asks at every key press
def _fitted(data: bytes, width: float, height: float) -> tuple[QImage, QSizeF]:
    """A logo, with no more pixels than paper can show, and its size in that room; null if there is none."""
    image = QImage()
    if not data or not image.loadFromData(data):
        return image, QSizeF(0, 0)
    size = QSizeF(image.size()).scaled(width, height, Qt.AspectRatioMode.KeepAspectRatio)
    most = (size * _LOGO_DENSITY).toSize()
    if image.width() > most.width():
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(most, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    return image, size
