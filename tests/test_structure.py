"""What a page consists of, as assistive technology is told."""

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from kpviewer.ui import structure
from kpviewer.ui.page import PageDocument
from kpviewer.ui.structure import Kind, Part
from kpviewer.ui.theme import LIGHT

Outline = list[tuple[str, str, "Outline"]]


@pytest.fixture
def document(qapp: QApplication) -> QTextDocument:
    made = QTextDocument()
    made.setTextWidth(400)
    return made


def parts(document: QTextDocument, html: str, lang: str = "en") -> list[Part]:
    PageDocument(document, LIGHT, 1).show(html)
    return structure.parts(document, lang)


def said(part: Part, lang: str = "en") -> str:
    return structure.words(part.blocks, lang).text.replace("\n", " ")


def outline(found: list[Part]) -> Outline:
    return [(part.kind.name, part.name or said(part), outline(part.parts)) for part in found]


def test_headings_have_their_level_and_their_words_as_name(document: QTextDocument) -> None:
    found = parts(document, "<h2>What is it?</h2><p>Words.</p><h3>More</h3>")
    assert [(part.kind, part.level, part.name) for part in found] == [
        (Kind.HEADING, 2, "What is it?"),
        (Kind.PARAGRAPH, 0, ""),
        (Kind.HEADING, 3, "More"),
    ]


def test_lists_hold_items_and_items_hold_lists_and_further_paragraphs(document: QTextDocument) -> None:
    found = parts(
        document,
        "<ul><li><p>one</p><p>more</p><ul><li>inner</li></ul></li><li>two</li></ul><p>x</p><ol><li>a</li></ol>",
    )
    assert outline(found) == [
        (
            "LIST",
            "",
            [
                (
                    "ITEM",
                    "",
                    [
                        ("PARAGRAPH", "• one", []),
                        ("PARAGRAPH", "more", []),
                        ("LIST", "", [("ITEM", "", [("PARAGRAPH", "• inner", [])])]),
                    ],
                ),
                ("ITEM", "", [("PARAGRAPH", "• two", [])]),
            ],
        ),
        ("PARAGRAPH", "x", []),
        ("LIST", "", [("ITEM", "", [("PARAGRAPH", "1. a", [])])]),
    ]


def test_lists_that_follow_each_other_stay_apart(document: QTextDocument) -> None:
    found = parts(document, "<ul><li>a</li></ul><ol><li>b</li><li>c</li></ol>")
    assert [len(part.parts) for part in found] == [1, 2]


def test_every_part_ends_where_its_last_part_ends(document: QTextDocument) -> None:
    [whole] = parts(document, "<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>")
    first, second = whole.parts
    assert whole.end == second.end
    assert first.parts[-1].end == first.parts[-1].parts[-1].end < second.start


def test_a_call_out_is_named_by_its_title_and_the_badge_is_a_paragraph(document: QTextDocument) -> None:
    html = '<p>x</p><aside class="key"><p class="title">In short</p><p>Words.</p></aside>'
    _, call_out, *_ = parts(document, html)
    assert (call_out.kind, call_out.name, len(call_out.parts)) == (Kind.CALL_OUT, "In short", 2)
    _, badge, *_ = parts(document, '<p>x</p><table class="badge"><tr><td>Evidence: low</td></tr></table>')
    assert (badge.kind, said(badge)) == (Kind.PARAGRAPH, "Evidence: low")


def test_a_table_holds_rows_of_cells_below_their_headers(document: QTextDocument) -> None:
    [_, table, *_] = parts(
        document,
        '<h2>How often?</h2><table class="data"><thead><tr><th>Effect</th><th>How often</th></tr></thead>'
        '<tbody><tr><td>Nausea</td><td><a href="kp:safety">often</a></td></tr></tbody></table>',
    )
    assert table.name == "How often?"
    assert outline(table.parts) == [
        ("ROW", "", [("HEADER", "Effect", []), ("HEADER", "How often", [])]),
        ("ROW", "", [("CELL", "Nausea", []), ("CELL", "often", [("LINK", "often", [])])]),
    ]
    assert [(cell.row, cell.column) for cell in table.parts[1].parts] == [(1, 0), (1, 1)]


def test_what_qt_puts_behind_a_table_is_no_part(document: QTextDocument) -> None:
    html = '<aside class="key"><p class="title">In short</p><p>Words.</p></aside><h2>What is it?</h2>'
    found = parts(document, f"<p>x</p>{html * 2}")
    assert [part.kind for part in found] == [Kind.PARAGRAPH, *[Kind.CALL_OUT, Kind.HEADING] * 2]


def test_links_are_named_by_their_words_and_footnote_marks_by_what_they_are(
    document: QTextDocument,
) -> None:
    html = (
        '<p>See <a href="kp:safety">Safety</a>.<sup id="fnref:a"><a href="#fn:a">12</a></sup> On.</p>'
        '<p id="fn:a">Study <a href="#fnref:a">↩</a></p>'
    )
    first, second = parts(document, html)
    assert [link.name for link in (*first.parts, *second.parts)] == [
        "Safety",
        "source 12",
        "Back to the text",
    ]
    assert said(first) == "See Safety. source 12 On."
    first, second = parts(document, html, "es")
    assert [link.name for link in first.parts] == ["Safety", "fuente 12"]


def test_pictures_are_told_by_what_they_show(document: QTextDocument) -> None:
    alone, inside = parts(
        document, '<p><img src="kp:x" alt="A brain"></p><p>Here <img src="kp:x" alt="an eye"> it is.</p>'
    )
    assert (alone.kind, alone.name) == (Kind.PICTURE, "A brain")
    assert [(part.kind, part.name) for part in inside.parts] == [(Kind.PICTURE, "an eye")]
    assert said(inside) == "Here an eye it is."


def test_words_are_broken_where_the_page_breaks_its_lines(document: QTextDocument) -> None:
    [part] = parts(document, "<p>" + "several words " * 20 + "</p>")
    document.documentLayout().documentSize()
    found = structure.words(part.blocks, "en")
    lines = found.text.split("\n")
    assert len(lines) == part.blocks[0].layout().lineCount() > 2
    assert "".join(lines) == part.blocks[0].text()


def test_every_character_of_the_words_knows_its_place_in_the_page(document: QTextDocument) -> None:
    [_, part] = parts(
        document, '<p>Before</p><p>Time.<sup><a href="#fn:a">4</a></sup> 🙂 <a href="kp:x">In</a> one</p>'
    )
    found = structure.words(part.blocks, "en")
    assert len(found.places) == len(found.text) + 1
    link = part.parts[-1]
    assert found.text[found.offset(link.start) : found.offset(link.end)] == "In"
    assert found.offset(part.blocks[0].position()) == 0
    assert found.offset(part.end) == len(found.text)
