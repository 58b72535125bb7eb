"""Handouts on paper, read back."""

import itertools
import re
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QTextDocument
from PySide6.QtWidgets import QApplication

from kpviewer import handout, library
from kpviewer.errors import MachineError
from kpviewer.handout import Clinic, Options
from kpviewer.library import Library
from kpviewer.ui import paper, printing, theme
from kpviewer.ui.page import PageDocument
from kpviewer.ui.paper import cut
from tests.conftest import Author

pytestmark = pytest.mark.usefixtures("qapp")


def tool(name: str, *arguments: str) -> str:
    try:
        done = subprocess.run([name, *arguments], capture_output=True, text=True, check=True)
    except FileNotFoundError:
        pytest.skip(f"{name} is not installed")
    return done.stdout


def saved(tmp_path: Path, shown: Library, slugs: list[str], options: Options | None = None) -> Path:
    path = tmp_path / "x.pdf"
    path.write_bytes(paper.pdf(handout.compose(shown, slugs, options)))
    return path


def pages(path: Path) -> list[str]:
    text = unicodedata.normalize("NFKC", tool("pdftotext", "-raw", str(path), "-"))
    return text.split("\f")[:-1]


def test_every_page_has_title_number_review_and_version(bundled: Library, tmp_path: Path) -> None:
    found = pages(saved(tmp_path, bundled, ["ptsd"]))
    assert len(found) > 2
    for number, page in enumerate(found, 1):
        assert f"Page {number} of {len(found)}" in page
        assert "Leaflets of 2026.11.22" in page
        assert (
            "checked November 2026 · next check by November 2027 · Not yet reviewed by a clinician" in page
        )


def test_the_first_page_carries_clinic_and_note(bundled: Library, tmp_path: Path) -> None:
    clinic = Clinic("Riverside Clinic", "12 Mill Road", "555-0100", "Open daily")
    first, *others = pages(saved(tmp_path, bundled, ["ptsd"], Options(clinic=clinic, note="Please rest.")))
    assert "Riverside Clinic\n12 Mill Road\n555-0100" in first
    assert "Note from your clinician\nPlease rest." in first
    assert "Prepared for" in first
    assert all("PTSD · Riverside Clinic" in page for page in others)
    assert all("Leaflets of 2026.11.22 · Open daily" in page for page in others)


@pytest.mark.parametrize("large_print", [False, True])
def test_a_long_name_and_address_are_printed_whole(
    large_print: bool, bundled: Library, tmp_path: Path
) -> None:
    name = "Riverside Community Behavioral Health and Wellness Clinic"
    address = "1200 Old Mill Road, Suite 340, Springfield, Massachusetts 01103"
    clinic = Clinic(name, address, "(413) 555-0100 or (413) 555-0199")
    options = Options(clinic=clinic, large_print=large_print)
    first = " ".join(pages(saved(tmp_path, bundled, ["ptsd"], options))[0].split())
    assert all(words in first for words in (name, address, clinic.phone))


def test_the_last_page_carries_the_disclaimer(bundled: Library, tmp_path: Path) -> None:
    assert "does not replace advice" in pages(saved(tmp_path, bundled, ["ptsd"]))[-1].replace("\n", " ")


def test_no_page_is_blank(bundled: Library, tmp_path: Path) -> None:
    slugs = [entry.slug for entry in bundled.leaflets("en")]
    for page in pages(saved(tmp_path, bundled, slugs)):
        assert len(page.split()) > 40


def test_each_leaflet_starts_on_a_page_of_its_own(bundled: Library, tmp_path: Path) -> None:
    found = pages(saved(tmp_path, bundled, ["ptsd", "ocd"]))
    [start] = [n for n, page in enumerate(found) if page.startswith("Obsessive-compulsive disorder")]
    assert start > 0
    assert f"Page {start + 1} of {len(found)}" in found[start]


def test_all_the_words_of_a_leaflet_are_on_its_pages(bundled: Library, tmp_path: Path) -> None:
    text = " ".join(" ".join(pages(saved(tmp_path, bundled, ["safety"]))).split())
    for section in bundled.read("safety", "en").sections[1:]:
        assert section.heading in text


def test_no_heading_ends_a_page(bundled: Library, tmp_path: Path) -> None:
    for slug in ("safety", "ptsd", "what-to-expect"):
        headings = {section.heading for section in bundled.read(slug, "en").sections}
        for page in pages(saved(tmp_path, bundled, [slug])):
            body = page.strip().splitlines()
            foot = max(n for n, line in enumerate(body) if line.startswith("Page "))
            assert body[foot - 1] not in headings


@pytest.mark.parametrize(("kind", "size"), [("letter", "612 x 792"), ("a4", "595 x 842")])
def test_the_paper_is_as_chosen(kind: str, size: str, bundled: Library, tmp_path: Path) -> None:
    told = tool("pdfinfo", str(saved(tmp_path, bundled, ["ptsd"], Options(paper=kind))))
    assert f"Page size:       {size}" in told


def test_the_file_has_a_title_and_embedded_fonts(bundled: Library, tmp_path: Path) -> None:
    path = saved(tmp_path, bundled, ["ptsd"])
    assert "Post-traumatic stress disorder (PTSD)" in tool("pdfinfo", str(path))
    rows = tool("pdffonts", str(path)).splitlines()[2:]
    assert rows
    assert all(row.split()[-5] == "yes" for row in rows)


def test_the_file_is_sound(bundled: Library, tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors" in tool(
        "qpdf", "--check", str(saved(tmp_path, bundled, ["safety"]))
    )


def test_large_print_is_18_points_where_the_usual_is_14(bundled: Library, tmp_path: Path) -> None:
    usual = body_height(saved(tmp_path, bundled, ["ocd"]))
    large = body_height(saved(tmp_path, bundled, ["ocd"], Options(large_print=True)))
    assert large / usual == pytest.approx(18 / 14, rel=0.02)


def body_height(path: Path) -> float:
    """The commonest height of a word."""
    boxes = re.findall(
        r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', tool("pdftotext", "-bbox", str(path), "-")
    )
    return Counter(round(float(bottom) - float(top), 1) for top, bottom in boxes).most_common(1)[0][0]


def test_a_note_of_ten_thousand_characters_is_printed_whole(bundled: Library, tmp_path: Path) -> None:
    note = " ".join(f"word{number}" for number in range(1200))
    text = " ".join(pages(saved(tmp_path, bundled, ["ocd"], Options(note=note))))
    assert set(note.split()) <= set(text.split())


def test_a_paragraph_taller_than_a_page_is_cut_between_lines() -> None:
    document = QTextDocument()
    document.setPlainText("word " * 4000)
    document.setTextWidth(400)
    slices = list(cut(document, 300, 500))
    assert len(slices) > 5
    assert slices[0].bottom - slices[0].top <= 300
    assert all(one.bottom - one.top <= 500 for one in slices)
    assert all(a.bottom <= b.top + 1 for a, b in itertools.pairwise(slices))


def test_the_disclaimer_never_has_a_page_of_its_own(bundled: Library) -> None:
    page = PageDocument(QTextDocument(), theme.PRINT, 1)
    leaflet = bundled.read("ptsd", "en")
    page.fill(leaflet, leaflet.html)
    page.document.setTextWidth(500)
    last_source = page.document.documentLayout().blockBoundingRect(page.document.lastBlock().previous())
    for height in range(300, 900, 20):
        assert list(cut(page.document, height, height))[-1].top <= last_source.top()


def test_an_empty_document_has_one_page_at_most() -> None:
    document = QTextDocument()
    assert len(list(cut(document, 300, 500))) <= 1


def test_a_dark_theme_never_reaches_paper(bundled: Library, tmp_path: Path) -> None:
    light = paper.pdf(handout.compose(bundled, ["ocd"]))
    palette = QApplication.palette()
    try:
        QApplication.setPalette(QPalette(QColor("black")))
        dark = paper.pdf(handout.compose(bundled, ["ocd"]))
    finally:
        QApplication.setPalette(palette)
    assert len(light) == len(dark)


def test_an_unknown_printer_does_not_become_a_pdf(bundled: Library) -> None:
    with pytest.raises(MachineError, match="there is no printer 'Nowhere'"):
        printing.print_to(handout.compose(bundled, ["ptsd"]), "Nowhere", 1)


def test_pictures_are_printed(pack: Path, write: Author, tmp_path: Path) -> None:
    from tests.test_render import PIXEL

    (pack / "en" / "brain.png").write_bytes(PIXEL)
    write("sleep", "![A brain](brain.png)")
    path = saved(tmp_path, library.load([pack]), ["sleep"])
    assert len(tool("pdfimages", "-list", str(path)).splitlines()) > 2


def test_every_question_has_a_line_to_write_on(bundled: Library) -> None:
    [part] = handout.compose(bundled, ["questions-to-ask"]).parts
    page = PageDocument(QTextDocument(), theme.PRINT, 10)
    page.fill(part.page, part.html)
    page.document.setTextWidth(5000)
    assert len(page.lines) == part.html.count("<hr>") > 20


def test_a_line_to_write_on_is_drawn(bundled: Library) -> None:
    [part] = handout.compose(bundled, ["questions-to-ask"]).parts
    page = PageDocument(QTextDocument(), theme.PRINT, 1)
    page.fill(part.page, part.html)
    page.document.setTextWidth(500)
    line = page.document.documentLayout().blockBoundingRect(next(iter(page.lines.values())))
    picture = QImage(500, round(line.bottom()) + 5, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    page.draw_call_outs(painter, QRectF(picture.rect()))
    painter.end()
    column = [picture.pixelColor(250, round(line.bottom()) + n).lightness() for n in (-2, -1, 0, 1)]
    assert min(column) < 200
