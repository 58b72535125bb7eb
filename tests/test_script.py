"""A page as it is read aloud."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from kpviewer import library
from kpviewer.library import Library
from kpviewer.ui import script, theme
from kpviewer.ui.page import PageDocument
from tests.conftest import Author
from tests.test_render import PIXEL

pytestmark = pytest.mark.usefixtures("qapp")


def laid_out(shown: Library, slug: str, lang: str = "en") -> QTextDocument:
    document = QTextDocument(QApplication.instance())
    page = shown.read(slug, lang)
    PageDocument(document, theme.LIGHT, 1.0).fill(page, page.html)
    return document


def said(pack: Path, lang: str = "en") -> list[str]:
    """What is said of the leaflet between its head and its foot."""
    words = [one.words for one in script.sentences(laid_out(library.load([pack]), "sleep", lang), lang)]
    start = next(place for place, word in enumerate(words) if "clinician" in word or "profesional" in word)
    return words[start + 1 : -7]


def test_a_page_begins_with_its_title_and_ends_with_its_disclaimer(bundled: Library) -> None:
    words = [one.words for one in script.sentences(laid_out(bundled, "ptsd"), "en")]
    assert words[:5] == [
        "Post-traumatic stress disorder (PTSD)",
        "Evidence: very low",
        "Facts checked November 2026",
        "Not yet reviewed by a clinician",
        "In short",
    ]
    assert "In danger, call your local emergency number." in words[-4:]


def test_what_is_said_stands_where_it_says(bundled: Library) -> None:
    document = laid_out(bundled, "questions-to-ask")
    plain = [one for one in script.sentences(document, "en") if one.words[-1] == "?"]
    assert len(plain) > 10
    for one in plain:
        cursor = QTextCursor(document)
        cursor.setPosition(one.start)
        cursor.setPosition(one.end, QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText() == one.words


def test_every_bundled_page_is_said_from_top_to_bottom(bundled: Library) -> None:
    for entry in bundled.leaflets("en"):
        sentences = script.sentences(laid_out(bundled, entry.slug), "en")
        places = [(one.start, one.end) for one in sentences]
        assert all(a == b or a[1] <= b[0] for a, b in pairwise(places))  # a picture may take several
        assert not any("\ufffc" in one.words or "\u200b" in one.words for one in sentences)


def test_footnote_marks_are_skipped_and_sources_only_counted(pack: Path, write: Author) -> None:
    write("sleep", "It helps,[^a][^b] we think.[^a] More.\n\n[^a]: Roe 2014;71(6).\n[^b]: Doe.")
    assert said(pack) == ["It helps, we think.", "More.", "Sources listed on this page: 2"]


def test_call_outs_and_words_explained_are_said_with_their_titles(pack: Path, write: Author) -> None:
    write("sleep", '!!! key "In short"\n    Sleep well.\n\nECT\n: A treatment.')
    assert said(pack) == ["In short", "Sleep well.", "E C T", "A treatment."]


def test_steps_are_said_with_their_numbers_and_bullets_without(pack: Path, write: Author) -> None:
    write("sleep", "1. Rise. Wash.\n2. Eat.\n\nThen:\n\n- Rest.\n- [ ] Ask.\n\n    ____")
    assert said(pack) == ["1. Rise.", "Wash.", "2. Eat.", "Then:", "Rest.", "Ask."]


def test_a_table_is_said_row_by_row(pack: Path, write: Author) -> None:
    write("sleep", "| Effect | Pill | Dummy |\n| --- | --- | --- |\n| Sick[^a] | 30 | |\n\n[^a]: Roe.")
    assert said(pack)[:2] == ["Effect, Pill, Dummy", "Sick. Pill: 30."]


def test_what_a_picture_shows_is_said(pack: Path, write: Author) -> None:
    (pack / "en" / "brain.png").write_bytes(PIXEL)
    write("sleep", "![A brain.](brain.png)\n\nSee ![a bed](brain.png) here.")
    assert said(pack) == ["Picture: A brain.", "See Picture: a bed. here."]


def test_spanish_pages_are_said_in_spanish(pack: Path, write: Author) -> None:
    (pack / "es").mkdir()
    (pack / "es" / "brain.png").write_bytes(PIXEL)
    write("sleep", "![Un cerebro](brain.png)\n\nEn EE. UU. llame al 988.[^a]\n\n[^a]: Roe.", lang="es")
    assert said(pack, "es") == [
        "Imagen: Un cerebro.",
        "En Estados Unidos llame al 9 8 8.",
        "Fuentes citadas en esta página: 1",
    ]


def test_signs_beyond_the_basic_plane_shift_no_place(pack: Path, write: Author) -> None:
    write("sleep", "Good 😀 day. Rest.")
    document = laid_out(library.load([pack]), "sleep")
    [rest] = [one for one in script.sentences(document, "en") if one.words == "Rest."]
    assert document.find("Rest.").selectionStart() == rest.start
