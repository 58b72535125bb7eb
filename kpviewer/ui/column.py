"""Where a leaflet's column is cut into pages: no heading ends a page, and what fits on one is not torn.

QTextDocument lays a leaflet out as one long column. It is seen here as a row of atoms; those that
must stay together are placed as one, and one too tall for a page is cut into finer atoms.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtGui import QFont, QTextBlock, QTextDocument, QTextFrame, QTextTable

from kpviewer.ui.ground import LINE, table_rect
from kpviewer.ui.page import PICTURE

_LEADS_IN = re.compile(r":[\s\d,]*$")
"""A colon at the end, but for the footnote marks behind it."""
_HEADER_SHARE = 1 / 3
"""Of a page; a taller header row is not repeated."""


class Slice(NamedTuple):
    """What stands on one page: a stretch of a document's column."""

    top: float
    bottom: float
    header: "Slice | None" = None
    """The header row of a table that goes on here, to be shown again above it."""
    skip: float = 0
    """How far below the top Qt must be told to start, for it begins with the line above that."""

    @property
    def height(self) -> float:
        """With the header."""
        return self.bottom - self.top + (self.header.height if self.header else 0)


class _Atom(NamedTuple):
    """A stretch that no page break cuts, unless it is taller than a page."""

    top: float
    bottom: float
    keeps_next: bool = False
    """It must not end a page."""
    parts_first: bool = False
    """But it rather ends one than tears what comes next."""
    finer: "Callable[[], list[_Atom]] | None" = None
    """What it is cut into if need be."""
    header: Slice | None = None
    """The header row above it, if it is a row of a table."""
    skip: float = 0
    """As that of a slice that starts here."""


def cut(document: QTextDocument, first_height: float, height: float) -> Iterator[Slice]:
    """Cut a document's column into pages: the first of one height, the others of another."""
    waiting = _atoms(document, document.rootFrame(), height)
    _keep_company(waiting)
    page: list[_Atom] = []
    room = first_height
    while waiting:
        run = _run(waiting)
        if _slice(page + run).height <= room:
            page += run
            del waiting[: len(run)]
        elif page and _slice(run).height <= height:
            yield _slice(page)
            page, room = [], height
        elif fits_alone := [n for n, atom in enumerate(run) if atom.parts_first]:
            waiting[fits_alone[0]] = run[fits_alone[0]]._replace(keeps_next=False, parts_first=False)
        elif any(atom.finer for atom in run):
            _cut_finer(waiting, run)
        elif page:
            yield _slice(page)
            page, room = [], height
        else:
            fitting = [n for n in range(1, len(run)) if _slice(run[:n]).height <= room]
            page = run[: max(fitting, default=1)]
            del waiting[: len(page)]
    if page:
        yield _slice(page)


def _keep_company(atoms: list[_Atom]) -> None:
    """The last block, which is the disclaimer, has no page of its own, unless something would be torn."""
    if len(atoms) > 1 and not atoms[-2].keeps_next:
        atoms[-2] = atoms[-2]._replace(keeps_next=True, parts_first=True)


def _run(waiting: Sequence[_Atom]) -> list[_Atom]:
    """The first atom and those that must stay with it."""
    last = next((n for n, atom in enumerate(waiting) if not atom.keeps_next), len(waiting) - 1)
    return list(waiting[: last + 1])


def _slice(atoms: Sequence[_Atom]) -> Slice:
    return Slice(atoms[0].top, max(atom.bottom for atom in atoms), atoms[0].header, atoms[0].skip)


def _cut_finer(waiting: list[_Atom], run: Sequence[_Atom]) -> None:
    """Put in place of the run's tallest atom what it is cut into."""
    place = max((n for n, atom in enumerate(run) if atom.finer), key=lambda n: _slice([run[n]]).height)
    atom = run[place]
    assert atom.finer
    parts = [part._replace(header=atom.header) for part in atom.finer()]
    parts[0] = parts[0]._replace(top=atom.top)
    parts[-1] = parts[-1]._replace(bottom=atom.bottom, keeps_next=atom.keeps_next)
    waiting[place : place + 1] = parts


def _atoms(document: QTextDocument, frame: QTextFrame, height: float) -> list[_Atom]:
    """What stands in a frame, in order; its last paragraph is one."""
    atoms: list[_Atom] = []
    after_title = False
    items = _items(frame)
    for item in items:
        if isinstance(item, QTextTable):
            atoms += _table_atoms(document, item, height)
            continue
        atoms += _block_atoms(document, item, whole=item is items[-1])
        if after_title:
            atoms[-1] = atoms[-1]._replace(keeps_next=True, parts_first=True)
        after_title = item[0].blockFormat().headingLevel() == 1
    return atoms


def _items(frame: QTextFrame) -> list[QTextTable | list[QTextBlock]]:
    """The tables, paragraphs, headings and list items in a frame; a list item may have several blocks."""
    items: list[QTextTable | list[QTextBlock]] = []
    place = frame.begin()
    while not place.atEnd():
        table, block = place.currentFrame(), place.currentBlock()
        place += 1
        before = items[-1] if items else None
        if isinstance(table, QTextTable):
            items.append(table)
        elif isinstance(before, QTextTable) and not block.text():
            continue  # Qt puts an empty block below a table, and draws it over the last row
        elif isinstance(before, list) and not block.textList() and block.blockFormat().indent() > 0:
            before.append(block)
        else:
            items.append([block])
    return items


def _table_atoms(document: QTextDocument, table: QTextTable, height: float) -> list[_Atom]:
    place = table_rect(document, table)
    if table.rows() == 1:
        badge = place.width() < document.textWidth() / 2
        finer = None if badge else lambda: _atoms(document, table, height)
        return [_Atom(place.top(), place.bottom(), keeps_next=badge, finer=finer)]
    layout = document.documentLayout()
    look = table.cellAt(0, 0).format().toTableCellFormat()
    border = look.topBorder()
    tops = []
    for row in range(table.rows()):
        cells = (table.cellAt(row, column) for column in range(table.columns()))
        blocks = (cell.firstCursorPosition().block() for cell in cells)
        top = min(layout.blockBoundingRect(block).top() for block in blocks)
        tops.append(top - look.topPadding() - border)
    headers = table.format().headerRowCount()
    header = Slice(tops[0], tops[headers]) if 0 < headers < len(tops) else None
    if header and header.height > _HEADER_SHARE * height:
        header = None
    bottoms = [*(top + border for top in tops[1:]), place.bottom()]
    return [
        _Atom(
            tops[row],
            bottoms[row],
            keeps_next=row < max(headers, 1) and row + 1 < len(tops),
            finer=_row_finer(document, table, row),
            header=header if row >= headers else None,
        )
        for row in range(len(tops))
    ]


def _row_finer(document: QTextDocument, table: QTextTable, row: int) -> Callable[[], list[_Atom]]:
    def finer() -> list[_Atom]:
        lines = []
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            block = cell.firstCursorPosition().block()
            while block.isValid() and block.position() <= cell.lastPosition():
                lines += _lines(document, block)
                block = block.next()
        return sorted(lines, key=lambda line: line.top)

    return finer


def _block_atoms(document: QTextDocument, blocks: list[QTextBlock], whole: bool) -> list[_Atom]:
    """A paragraph, a heading or a list item, which may have several blocks."""
    first, last = blocks[0], blocks[-1]
    lines = [line for block in blocks for line in _lines(document, block)]
    leads = _leads(last)
    if whole or leads or len(lines) <= 2 or first.textList():
        finer = (lambda: lines) if len(lines) > 1 else None
        return [_Atom(lines[0].top, lines[-1].bottom, keeps_next=leads, finer=finer)]
    return [lines[0]._replace(bottom=lines[1].bottom), *lines[2:]]


def _leads(block: QTextBlock) -> bool:
    """Whether a block must stay with what comes after it."""
    after = block.next()
    if block.blockFormat().headingLevel() or _LEADS_IN.search(block.text()):
        return True
    if after.text() == LINE or block.text() == PICTURE:
        return True
    nested, outer = after.textList(), block.textList()
    if nested and outer and nested.format().indent() > outer.format().indent():
        return True
    return not outer and block.layout().lineCount() <= 2 and _is_bold(block)


def _is_bold(block: QTextBlock) -> bool:
    """A term, the title of a call-out: headings by their looks."""
    formats = block.textFormats()
    return bool(formats) and all(part.format.fontWeight() >= QFont.Weight.Bold for part in formats)


def _lines(document: QTextDocument, block: QTextBlock) -> list[_Atom]:
    """The lines of a block; the last two are one atom, for no line is left alone."""
    rect = document.documentLayout().blockBoundingRect(block)
    layout = block.layout()
    tops = [rect.top() + layout.lineAt(n).y() for n in range(layout.lineCount())] or [rect.top()]
    if len(tops) > 1:
        del tops[-1]
    atoms = [_Atom(top, bottom) for top, bottom in zip(tops, [*tops[1:], rect.bottom()], strict=True)]
    height = layout.lineAt(0).height() + 1 if layout.lineCount() else 0
    atoms[1:] = [atom._replace(skip=height) for atom in atoms[1:]]
    return atoms
