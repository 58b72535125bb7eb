"""A leaflet as a QTextDocument: laid out and decorated in one way for screen, paper and PDF."""

import math
import re

from PySide6.QtGui import (
    QColor,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextTable,
)

from kpviewer.page import Page
from kpviewer.phrases import evidence, phrase, review
from kpviewer.review import is_overdue
from kpviewer.ui import page_style, theme
from kpviewer.ui.ground import BULLET_ROOM, CALL_OUTS, LINE, Ground
from kpviewer.ui.theme import Theme

GLOSSARY = "kp:glossary#"

PICTURE = "\ufffc"
"""What stands in the text for a picture."""

_SIZE = re.compile(r'(<img [^>]* )width="(\d+)" height="(\d+)"')


class PageDocument:
    """A leaflet in a QTextDocument, and what is to be drawn beneath its text."""

    def __init__(
        self,
        document: QTextDocument,
        colours: Theme,
        unit: float,
        on_paper: bool = False,
        picture_height: float = math.inf,
    ) -> None:
        """`unit` is how many device units one pixel at 100 % takes; see `page_style.sheet`.

        On paper links lead nowhere: they are words. No picture is higher than `picture_height`, in device
        units, nor wider than the column.
        """
        self.document = document
        self._colours = colours
        self.unit = unit
        self._picture_height = picture_height
        self._on_paper = on_paper
        self.ground = Ground(document, colours, unit, on_paper)
        """What is to be drawn beneath the text."""
        self.title = QTextBlock()
        """Where the leaflet starts."""
        self.headings: dict[str, QTextBlock] = {}
        """Where each named place of the page starts, in the order of the page."""

    def fill(self, page: Page, body: str) -> None:
        """Show `page` with `body`, a fragment of the subset that `render` documents."""
        self.show(whole(page, body), page.entry.evidence)

    def show(self, fragment: str, evidence: str = "") -> None:
        """Show any fragment; `evidence` is the grade of the badge in it."""
        source = _SIZE.sub(self._size, _dialect(fragment))
        document = self.document
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setIndentWidth(BULLET_ROOM * self.unit)
        document.setDefaultFont(theme.font(theme.BODY * self.unit))
        style = page_style.sheet(self._colours, self.unit)
        document.setDefaultStyleSheet(
            style + page_style.paper_sheet(self.unit) if self._on_paper else style
        )
        document.setHtml(source)
        self.ground = Ground(document, self._colours, self.unit, self._on_paper)
        tables = [*zip(_kinds(source), _tables(document.rootFrame()), strict=True)]
        self.ground.take_tables(tables, evidence)
        self._mark_blocks()

    @property
    def lines(self) -> dict[int, QTextBlock]:
        """The lines to write on, by block number."""
        return self.ground.lines

    def place(self, anchor: str) -> int:
        """Which character of the page a named place starts with; 0 if there is none of that name."""
        if anchor in self.headings:
            return self.headings[anchor].position()
        block = self.document.begin()
        while anchor and block.isValid():
            parts = block.begin()
            while not parts.atEnd():
                if anchor in parts.fragment().charFormat().anchorNames():
                    return parts.fragment().position()
                parts += 1
            block = block.next()
        return 0

    def _size(self, found: re.Match[str]) -> str:
        """A picture's width in device units; Qt keeps its proportions."""
        width, height = int(found[2]), int(found[3])
        return f'{found[1]}width="{width * min(self.unit, self._picture_height / height):.0f}"'

    def _mark_blocks(self) -> None:
        """Note where named places start; give headings their size and glossary terms their line."""
        self.headings = {}
        changes: list[tuple[int, int, QTextCharFormat]] = []
        block = self.document.begin()
        while block.isValid():
            for name in block.charFormat().anchorNames():
                self.headings[name] = block
            level = block.blockFormat().headingLevel()
            if level == 1:
                self.title = block
            self.ground.take_block(block)
            parts = block.begin()
            while not parts.atEnd():
                part = parts.fragment()
                look = part.charFormat()
                if level:
                    changes.append((part.position(), part.length(), self._heading(look, level)))
                elif look.anchorHref().startswith(GLOSSARY):
                    changes.append((part.position(), part.length(), self._term(look)))
                elif look.anchorHref() and self._on_paper:
                    changes.append((part.position(), part.length(), self._plain(look)))
                parts += 1
            block = block.next()
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        for position, length, look in changes:
            cursor.setPosition(position)
            cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(look)
        cursor.endEditBlock()

    def _heading(self, look: QTextCharFormat, level: int) -> QTextCharFormat:
        """Qt sizes headings by a scale of its own, whatever the style sheet says."""
        sizes = page_style.PAPER_HEADINGS if self._on_paper else page_style.HEADINGS
        pixels = sizes[min(level, len(sizes)) - 1] * self.unit
        look.clearProperty(QTextFormat.Property.FontSizeAdjustment)
        look.setProperty(QTextFormat.Property.FontPixelSize, round(pixels))
        return look

    def _term(self, look: QTextCharFormat) -> QTextCharFormat:
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        look.setUnderlineColor(QColor(self._colours.accent))
        if self._on_paper:
            look.clearProperty(QTextFormat.Property.AnchorHref)
        return look

    def _plain(self, look: QTextCharFormat) -> QTextCharFormat:
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.NoUnderline)
        look.clearProperty(QTextFormat.Property.AnchorHref)
        return look


def whole(page: Page, body: str, front: str = "") -> str:
    """A leaflet with its title and its disclaimer; `front` is what comes before."""
    return front + _head(page, below=bool(front)) + body + _foot(page)


def _head(page: Page, below: bool) -> str:
    """Title, evidence badge and review line, which names the next review only if that is overdue."""
    entry = page.entry
    overdue = entry.review_by if is_overdue(entry.review_by) else ""
    said = review(entry.reviewed, overdue, entry.reviewed_by, page.lang)
    badge = evidence(entry.evidence, page.lang)
    pill = f'<table class="badge" cellspacing="0"><tr><td>{_escaped(badge)}</td></tr></table>'
    return (
        f'<h1 class="{"below" if below else "top"}">{_escaped(page.title)}</h1>{pill if badge else ""}'
        f'<p class="byline">{_escaped(" · ".join(filter(None, (page.origin, *said))))}</p>'
    )


def _foot(page: Page) -> str:
    """What the leaflet is and is not, and when its facts are checked again."""
    entry = page.entry
    said = review(entry.reviewed, entry.review_by, entry.reviewed_by, page.lang)
    words = f"{phrase('disclaimer', page.lang)} {' · '.join(said)}."
    return f'<p class="review">{_escaped(words)}</p>'


def _escaped(text: str) -> str:
    """As html.escape does; that module alone would take a hundredth of the start."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _dialect(fragment: str) -> str:
    """The subset in the words that QTextDocument knows: a call-out is a table of one cell."""
    for kind in CALL_OUTS:
        one_cell = f'<table class="{kind}" width="100%" cellspacing="0"><tr><td>'
        fragment = fragment.replace(f'<aside class="{kind}">', one_cell)
    fragment = fragment.replace("</aside>", "</td></tr></table>").replace("<th>", '<th align="left">')
    fragment = fragment.replace("<hr>", f'<p class="line">{LINE}</p>')
    fragment = fragment.replace("<figure>", '<p class="picture">').replace("</figcaption></figure>", "</p>")
    fragment = fragment.replace("<figcaption>", '</p><p class="caption">')
    return fragment.replace(f'<a href="{GLOSSARY}', f'<a class="term" href="{GLOSSARY}')


def _kinds(source: str) -> list[str]:
    """The classes of all tables, in the order of the text."""
    return [after.partition('"')[0] for after in source.split('<table class="')[1:]]


def _tables(frame: QTextFrame) -> list[QTextTable]:
    """All tables below `frame`, in the order of the text."""
    children = [child for child in frame.childFrames() if isinstance(child, QTextTable)]
    return [table for child in children for table in (child, *_tables(child))]
