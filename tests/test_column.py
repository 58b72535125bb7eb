"""Where a column is cut into pages: made-up leaflets, and what must hold for every one of them."""

import itertools
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextBlock, QTextDocument, QTextTable

from kpviewer import leaflet, render
from kpviewer.library import Library
from kpviewer.page import Entry, Page
from kpviewer.ui import theme
from kpviewer.ui.column import Slice, cut
from kpviewer.ui.ground import LINE, table_rect
from kpviewer.ui.page import PageDocument

pytestmark = pytest.mark.usefixtures("qapp")

WIDTH = 500
LINE_HEIGHT = 30
"""More than any line of these documents has, but for titles."""

NINE_WORDS = " ".join(f"word{n}" for n in range(9))

words = st.integers(1, 60).map(lambda count: " ".join(f"word{n}" for n in range(count)))
few_words = st.integers(1, 12).map(lambda count: " ".join(f"word{n}" for n in range(count)))
long_word = st.integers(20, 300).map(lambda length: "x" * length)
heading = st.tuples(st.integers(2, 4), few_words).map(lambda made: f"{'#' * made[0]} {made[1]}")
bullets = st.lists(st.tuples(st.integers(0, 1), words), min_size=1, max_size=12).map(
    lambda items: "\n".join(f"{'    ' * depth * bool(n)}- {text}" for n, (depth, text) in enumerate(items))
)
questions = st.lists(few_words, min_size=1, max_size=8).map(
    lambda items: "\n\n".join(f"- [ ] {text}\n\n    ____" for text in items)
)
table = st.tuples(few_words, st.lists(st.tuples(few_words, words), min_size=1, max_size=20)).map(
    lambda made: f"| {made[0]} | B |\n|---|---|\n" + "\n".join(f"| {a} | {b} |" for a, b in made[1])
)
call_out = st.tuples(few_words, st.lists(st.one_of(words, bullets), min_size=1, max_size=4)).map(
    lambda made: f'!!! key "{made[0]}"\n' + "\n\n".join(indented(text) for text in made[1])
)
terms = st.lists(st.tuples(few_words, words), min_size=1, max_size=6).map(
    lambda made: "\n\n".join(f"{term}\n:   {text}" for term, text in made)
)
blocks = st.one_of(words, long_word, heading, bullets, questions, table, call_out, terms)
bodies = st.lists(blocks, min_size=1, max_size=14).map("\n\n".join)


def indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


def leaflet_page(body: str) -> Page:
    """A leaflet as the library would read it."""
    parsed = leaflet.parse_text(f'+++\ntitle = "Sleep"\n+++\n{body}', Path("/pack/en/sleep.md"))
    rendered = render.render(parsed, Path("/pack"))
    entry = Entry("sleep", "en", "Sleep", "treatment", 0, "", "low", "2026-11-22", "", "", "", "Sleep")
    return Page(entry, rendered.html, rendered.sections, "")


def laid_out(body: str) -> PageDocument:
    page = leaflet_page(body)
    made = PageDocument(QTextDocument(), theme.PRINT, 1, on_paper=True)
    made.fill(page, page.html)
    made.document.setTextWidth(WIDTH)
    return made


def all_blocks(document: QTextDocument) -> list[QTextBlock]:
    found, block = [], document.begin()
    while block.isValid():
        if block.text():
            found.append(block)
        block = block.next()
    return found


def lines(block: QTextBlock) -> list[tuple[float, float]]:
    rect = block.document().documentLayout().blockBoundingRect(block)
    made = [block.layout().lineAt(n) for n in range(block.layout().lineCount())]
    return [(rect.top() + line.y(), rect.top() + line.y() + line.height()) for line in made]


def pages_of(top: float, bottom: float, slices: list[Slice]) -> list[int]:
    """The pages on which a stretch stands whole."""
    return [n for n, one in enumerate(slices) if one.top <= top + 1 and bottom <= one.bottom + 1]


@given(bodies, st.integers(300, 900), st.floats(0.6, 1))
@settings(deadline=None, max_examples=150)
def test_whatever_the_leaflet_its_pages_are_whole(body: str, height: int, share: float) -> None:
    document = laid_out(body).document
    first_height = height * share
    slices = list(cut(document, first_height, height))
    rooms = [first_height, *itertools.repeat(height, len(slices))]
    for one, room in zip(slices, rooms, strict=False):
        header = one.header.bottom - one.header.top if one.header else 0
        assert one.bottom - one.top + header <= room + 0.01, "a page is too full"
    assert all(one.bottom <= after.top + 2 for one, after in itertools.pairwise(slices)), "twice the same"
    placed = []
    for block in all_blocks(document):
        stands_on = []
        for line in lines(block):
            whole = pages_of(*line, slices)
            assert whole, "a line is cut, or on no page"
            stands_on.append(whole[-1])
        if len(stands_on) * LINE_HEIGHT < height / 3 and (block.textList() or block.text() == LINE):
            assert len(set(stands_on)) == 1, "a list item is torn"
        placed.append((block, stands_on))
    for (block, stands_on), (_, then) in itertools.pairwise(placed):
        if block.blockFormat().headingLevel() and height > 400:
            assert stands_on[-1] == then[0], "a heading ends a page"
    assert set(range(len(slices))) == {page for _, pages in placed for page in pages}, "a page is blank"


@given(bodies, st.integers(300, 900))
@example(f"| {NINE_WORDS} word9 word10 word11 | B |\n|---|---|\n| word0 | {NINE_WORDS} |", 300)
@settings(deadline=None, max_examples=100)
def test_whatever_the_leaflet_no_small_row_or_call_out_is_torn(body: str, height: int) -> None:
    document = laid_out(body).document
    slices = list(cut(document, height, height))
    for frame in document.rootFrame().childFrames():
        assert isinstance(frame, QTextTable)
        place = table_rect(document, frame)
        if frame.rows() == 1 and place.height() < height / 2:
            assert pages_of(place.top(), place.bottom(), slices)
        for row in range(frame.rows()):
            cells = [frame.cellAt(row, column) for column in range(frame.columns())]
            stand_on = [line for cell in cells for line in lines(cell.firstCursorPosition().block())]
            top, bottom = min(stand_on)[0], max(bottom for _, bottom in stand_on)
            if bottom - top < height / 3:
                assert pages_of(top, bottom, slices)


def test_a_table_that_goes_on_repeats_its_header_row() -> None:
    rows = "\n".join(f"| a{n} | b |" for n in range(60))
    document = laid_out(f"| A | B |\n|---|---|\n{rows}").document
    first, *others = cut(document, 600, 600)
    assert first.header is None
    assert len(others) > 2
    [header] = {one.header for one in others[:-1]}
    assert header
    assert first.top < header.top < header.bottom < first.bottom
    assert header.height < 2 * LINE_HEIGHT + 10


def test_a_header_row_never_ends_a_page() -> None:
    document = laid_out("Words.\n\n| A | B |\n|---|---|\n| a | b |\n| a | b |").document
    [_, table] = [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    header, row = (lines(table.cellAt(n, 0).firstCursorPosition().block())[0] for n in (0, 1))
    for height in range(100, 400, 5):
        assert pages_of(header[0], row[1], list(cut(document, height, 400)))


def test_lines_to_write_on_stay_together() -> None:
    document = laid_out("Words.\n\n## My notes\n\n____\n\n____\n\n____\n\nWords.").document
    found = [lines(block)[0] for block in all_blocks(document) if block.text() == LINE]
    assert len(found) == 3
    for height in range(200, 400, 5):
        assert pages_of(found[0][0], found[2][1], list(cut(document, height, 400)))


def test_a_header_row_taller_than_a_third_of_a_page_is_not_repeated() -> None:
    rows = "\n".join(f"| a{n} | b |" for n in range(60))
    document = laid_out(f"| {'head ' * 300} | B |\n|---|---|\n{rows}").document
    assert all(one.header is None for one in cut(document, 600, 600))


def test_a_row_taller_than_a_page_is_cut_between_lines() -> None:
    document = laid_out(f"| A | B |\n|---|---|\n| {'`word` ' * 900} | {'other ' * 500} |").document
    slices = list(cut(document, 400, 400))
    assert len(slices) > 5
    assert all(one.header for one in slices[1:-1])
    for block in all_blocks(document):
        assert all(pages_of(*line, slices) for line in lines(block))


def test_a_call_out_is_cut_rather_than_let_a_heading_end_a_page() -> None:
    text = "\n\n".join(["word " * 30] * 4)
    page = laid_out(f'{"word " * 200}\n\n## Heading\n\n!!! key "Title"\n{indented(text)}')
    [_, frame] = [f for f in page.document.rootFrame().childFrames() if isinstance(f, QTextTable)]
    height = table_rect(page.document, frame).height() + 20
    slices = list(cut(page.document, height, height))
    [at] = pages_of(*lines(page.headings["heading"])[0], slices)
    assert lines(page.headings["heading"])[0][1] < slices[at].bottom - LINE_HEIGHT


def test_a_term_stays_with_its_explanation() -> None:
    body = "\n\n".join(f"term{n}\n:   {'word ' * 25}" for n in range(40))
    document = laid_out(body).document
    slices = list(cut(document, 500, 500))
    for block in all_blocks(document):
        if block.text().startswith("term"):
            assert pages_of(lines(block)[0][0], lines(block.next())[0][1], slices)


@pytest.mark.parametrize("lead", ["Until help comes:", "Until help comes:[^a] [^b]"])
def test_what_leads_in_a_list_stays_with_it(lead: str) -> None:
    body = f"Words.\n\n{lead}\n\n1. Stay.\n\n[^a]: A.\n[^b]: B."
    document = laid_out(body).document
    leading = next(block for block in all_blocks(document) if block.text().startswith("Until"))
    height = lines(leading)[-1][1] + LINE_HEIGHT / 2
    slices = list(cut(document, height, 600))
    assert pages_of(*lines(leading)[0], slices) == pages_of(*lines(leading.next())[0], slices) == [1]


def test_a_picture_stays_with_its_caption() -> None:
    made = PageDocument(QTextDocument(), theme.PRINT, 1, on_paper=True)
    made.show("<p>Words.</p><figure><img src='x'><figcaption>A brain.</figcaption></figure><p>End.</p>")
    made.document.setTextWidth(WIDTH)
    caption = next(block for block in all_blocks(made.document) if block.text() == "A brain.")
    slices = list(cut(made.document, lines(caption)[0][0] + 1, 600))
    assert pages_of(*lines(caption)[0], slices) == [1]
    assert pages_of(*lines(caption.previous())[0], slices) == [1]


def test_the_title_takes_the_first_call_out_along() -> None:
    body = '!!! key "In short"\n    - one\n    - two\n\nWords.'
    page = laid_out(body)
    title = lines(page.title)[0]
    [_, frame] = [f for f in page.document.rootFrame().childFrames() if isinstance(f, QTextTable)]
    bottom = table_rect(page.document, frame).bottom()
    assert pages_of(title[0], bottom, list(cut(page.document, bottom + 1, 900)))
    first, second, *_ = cut(page.document, bottom - 10, 900)
    assert first.bottom < table_rect(page.document, frame).top() <= second.top + 1


def test_a_paragraph_taller_than_a_page_is_cut_between_lines() -> None:
    document = QTextDocument()
    document.setPlainText("word " * 4000)
    document.setTextWidth(400)
    slices = list(cut(document, 300, 500))
    assert len(slices) > 5
    assert slices[0].bottom - slices[0].top <= 300
    assert all(one.bottom - one.top <= 500 for one in slices)
    assert all(a.bottom <= b.top + 1 for a, b in itertools.pairwise(slices))


def test_more_headings_than_a_page_holds_are_still_all_there() -> None:
    document = laid_out("\n\n".join(f"## Heading {n}" for n in range(60))).document
    slices = list(cut(document, 300, 300))
    assert all(pages_of(*lines(block)[0], slices) for block in all_blocks(document))
    assert len(slices) < 20


def test_the_disclaimer_never_has_a_page_of_its_own(bundled: Library) -> None:
    page = PageDocument(QTextDocument(), theme.PRINT, 1)
    shown = bundled.read("ptsd", "en")
    page.fill(shown, shown.html)
    page.document.setTextWidth(500)
    last_source = page.document.documentLayout().blockBoundingRect(page.document.lastBlock().previous())
    for height in range(300, 900, 20):
        assert list(cut(page.document, height, height))[-1].top <= last_source.top()


def test_an_empty_document_has_one_page_at_most() -> None:
    document = QTextDocument()
    assert len(list(cut(document, 300, 500))) <= 1
