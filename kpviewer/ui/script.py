"""A page as it is read aloud: what stands in its QTextDocument, sentence by sentence.

Skipped are footnote marks, the sources (only counted) and lines to write on; said besides the text are the
numbers of a list, what pictures show, and with each row of a table the headers of its columns.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtGui import (
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextTable,
    QTextTableCell,
)

from kpviewer import sentence
from kpviewer.phrases import phrase
from kpviewer.sentence import Sentence
from kpviewer.ui.page import PICTURE

SOURCES = "sources"
"""The anchor of the heading above the footnotes."""


class _Text(NamedTuple):
    """What is said of a paragraph, and of each character where in the document it stands."""

    words: str
    places: list[int]


def sentences(document: QTextDocument, lang: str) -> list[Sentence]:
    """In the order of the page."""
    said: list[Sentence] = []
    parts = list(_parts(document.rootFrame().begin()))
    are_sources = False
    for place, part in enumerate(parts):
        if isinstance(part, QTextTable):
            said += _rows(part, lang)
        elif SOURCES in part.charFormat().anchorNames():
            are_sources = True
            number = sum(isinstance(later, QTextBlock) and _is_item(later) for later in parts[place:])
            words = sentence.spoken(phrase("sources", lang, number=number), lang)
            said.append(Sentence(words, part.position(), part.position() + part.length() - 1))
        elif not (are_sources and _is_item(part)):
            said += _paragraph(part, lang)
    return said


def _is_item(block: QTextBlock) -> bool:
    return block.textList() is not None


def _parts(place: QTextFrame.iterator) -> Iterator[QTextBlock | QTextTable]:
    """Paragraphs and tables; a call-out is a table of one cell, of which only the paragraphs count."""
    while not place.atEnd():
        frame = place.currentFrame()
        if not frame:
            yield place.currentBlock()
        elif not isinstance(frame, QTextTable):
            yield from _parts(frame.begin())
        elif frame.rows() == frame.columns() == 1:
            yield from _parts(frame.cellAt(0, 0).begin())
        else:
            yield frame
        place += 1


def _paragraph(block: QTextBlock, lang: str) -> Iterator[Sentence]:
    text = _text([block], lang)
    number = _number(block)
    for said in sentence.cut(text.words, text.places, lang):
        yield said._replace(words=f"{number} {said.words}") if number else said
        number = ""


def _number(block: QTextBlock) -> str:
    """What a numbered list puts before its item; empty before the further paragraphs of an item."""
    items = block.textList()
    if not items:
        return ""
    label = items.itemText(block).strip()
    return label if label[:-1].isalnum() else ""


def _rows(table: QTextTable, lang: str) -> Iterator[Sentence]:
    rows = [
        [_text(_blocks(table.cellAt(row, column)), lang) for column in range(table.columns())]
        for row in range(table.rows())
    ]
    headers = [cell.words for cell in rows[0]]
    for row in rows:
        places = [place for cell in row for place in cell.places]
        cells = [cell.words for cell in row]
        words = ", ".join(filter(None, cells)) if row is rows[0] else sentence.row(headers, cells)
        words = sentence.spoken(words, lang)
        if words:
            yield Sentence(words, places[0], places[-1] + 1)


def _blocks(cell: QTextTableCell) -> list[QTextBlock]:
    return [part for part in _parts(cell.begin()) if isinstance(part, QTextBlock)]


def _text(blocks: Iterable[QTextBlock], lang: str) -> _Text:
    words, places = "", list[int]()
    for block in blocks:
        parts = block.begin()
        while not parts.atEnd():
            part = parts.fragment()
            look, place = part.charFormat(), part.position()
            for sign in part.text() if _is_said(look) else "":
                said = _shown(look, lang) if sign == PICTURE else sign
                words += said
                places += [place] * len(said)
                place += 1 + (ord(sign) > 0xFFFF)  # Qt counts in UTF-16
            parts += 1
    return _Text(words, places)


def _is_said(look: QTextCharFormat) -> bool:
    is_mark = look.verticalAlignment() == QTextCharFormat.VerticalAlignment.AlignSuperScript
    return not is_mark and not look.anchorHref().startswith("#fnref:")


def _shown(look: QTextCharFormat, lang: str) -> str:
    """What a picture shows."""
    alt = str(look.property(QTextFormat.Property.ImageAltText) or "").strip()
    return phrase("picture", lang, alt=alt.rstrip(".")) + ". " if alt else ""
