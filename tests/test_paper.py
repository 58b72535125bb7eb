"""Handouts on paper, read back."""

import itertools
import re
import struct
import subprocess
import tempfile
import unicodedata
import zlib
from collections import Counter
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QTextDocument
from PySide6.QtWidgets import QApplication

from kpviewer import handout, library
from kpviewer.errors import MachineError
from kpviewer.handout import Clinic, Handout, Options, Part
from kpviewer.library import Library
from kpviewer.ui import letterhead, paper, printing, theme
from kpviewer.ui.page import PageDocument
from tests.conftest import Author
from tests.test_column import bodies, leaflet_page
from tests.test_logo import png

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


def boxes(path: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """The words of each page, each with left, top, right, bottom in points."""
    found = []
    text = unicodedata.normalize("NFKC", tool("pdftotext", "-bbox", str(path), "-"))
    for page in text.split("<page ")[1:]:
        word = r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
        found.append([(*map(float, one[:4]), one[4]) for one in re.findall(word, page)])
    return found


def place_of(page: list[tuple[float, float, float, float, str]], words: str) -> tuple[float, float]:
    """Left and top of the first word."""
    return next((left, top) for left, top, _, _, word in page if word == words)


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize(("paper_size", "width", "height"), [("letter", 612, 792), ("a4", 595, 842)])
def test_no_word_of_any_leaflet_comes_nearer_to_the_edge_than_20_mm(
    large_print: bool, paper_size: str, width: int, height: int, bundled: Library, tmp_path: Path
) -> None:
    slugs = [entry.slug for entry in bundled.leaflets("en")]
    options = Options(large_print=large_print, paper=paper_size)
    margin = 20 / 25.4 * 72 - 2  # poppler's boxes are a little larger than what is drawn
    for page in boxes(saved(tmp_path, bundled, slugs, options)):
        for left, top, right, bottom, _ in page:
            assert margin < left
            assert margin < top
            assert right < width - margin
            assert bottom < height - margin


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


@pytest.mark.parametrize(("large_print", "points"), [(False, 14), (True, 18)])
def test_the_body_is_14_points_or_18_and_headings_stay_in_proportion(
    large_print: bool, points: int, bundled: Library, tmp_path: Path
) -> None:
    path = saved(tmp_path, bundled, ["ocd"], Options(large_print=large_print))
    told = tool("pdftohtml", "-xml", "-stdout", "-i", "-zoom", "3", str(path))
    sizes = {key: int(size) / 3 for key, size in re.findall(r'<fontspec id="(\d+)" size="(\d+)"', told)}
    used = Counter[float]()
    for key, text in re.findall(r'<text [^>]*font="(\d+)">(.*?)</text>', told):
        used[sizes[key]] += len(text)
    assert used.most_common(1)[0][0] == pytest.approx(points, abs=0.4)
    assert max(used) == pytest.approx(points * theme.DISPLAY / theme.BODY, abs=0.4)


def test_the_lines_of_a_paragraph_stand_well_apart(bundled: Library, tmp_path: Path) -> None:
    [first, *_] = boxes(saved(tmp_path, bundled, ["ptsd"]))
    lines = [place_of(first, word)[1] for word in ("follow", "coming", "guard.")]
    assert [b - a for a, b in itertools.pairwise(lines)] == pytest.approx([1.55 * 14] * 2, abs=0.5)


def test_paper_has_no_hinting(bundled: Library) -> None:
    from PySide6.QtGui import QFont, QTextFormat

    page = paper.Sheet(handout.compose(bundled, ["safety"]))._pages[0][0].page
    wish = QFont.HintingPreference.PreferNoHinting
    assert page.document.defaultFont().hintingPreference() == wish
    assert letterhead.font(100).hintingPreference() == wish
    assert not any(
        look.hasProperty(QTextFormat.Property.FontHintingPreference) for look in page.document.allFormats()
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


def test_a_short_handout_has_no_list_of_contents(bundled: Library, tmp_path: Path) -> None:
    assert "In this handout" not in pages(saved(tmp_path, bundled, ["ptsd", "ocd"]))[0]


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("right_hand", [False, True])
@pytest.mark.parametrize("note", ["", "Rest.", "Please rest. " * 400])
def test_the_contents_say_where_each_leaflet_starts(
    note: str, right_hand: bool, large_print: bool, bundled: Library, tmp_path: Path
) -> None:
    slugs = ["get-help", "ocd", "glossary"]
    options = Options(note=note, right_hand=right_hand, large_print=large_print)
    found = pages(saved(tmp_path, bundled, slugs, options))
    listed = dict(re.findall(r"^(Get help now|Obsessive.*|Words explained) (\d+)$", found[0], re.MULTILINE))
    assert len(listed) == 3
    for title, number in listed.items():
        page = found[int(number) - 1]
        assert page.startswith(title.split()[0]) or (number == "1" and title in page)
        assert f"Page {number} of {len(found)}" in page
        assert not right_hand or int(number) % 2


def test_contents_of_eleven_leaflets_in_two_languages_may_take_three_pages(
    pack: Path, write: Author, tmp_path: Path
) -> None:
    slugs = [f"sleep-{n}" for n in range(20)]
    for slug in slugs:
        write(slug, body="Words.", title=f"All about {slug}")
        write(slug, title=f"Todo sobre {slug}", lang="es")
    options = Options(langs=("en", "es"), large_print=True)
    found = pages(saved(tmp_path, library.load([pack]), slugs, options))
    listed = re.findall(r"^(?:All about|Todo sobre) sleep-\d+ (\d+)$", "".join(found[:3]), re.MULTILINE)
    assert listed == [str(number) for number in range(4, 44)]


def test_on_two_sided_paper_leaflets_start_on_the_right_and_the_last_page_is_not_blank(
    bundled: Library, tmp_path: Path
) -> None:
    found = pages(saved(tmp_path, bundled, ["what-to-expect", "ocd"], Options(right_hand=True)))
    [start] = [n for n, page in enumerate(found, 1) if page.startswith("Obsessive-compulsive disorder")]
    assert start % 2
    assert len(found[start - 2].split()) < 40
    assert f"Page {start - 1} of {len(found)}" in found[start - 2]
    assert "does not replace advice" in found[-1].replace("\n", " ")


def test_whom_it_is_for_is_printed_on_the_first_page_alone(bundled: Library, tmp_path: Path) -> None:
    path = saved(tmp_path, bundled, ["ptsd"], Options(prepared_for="Ana María Ruiz"))
    first, *others = pages(path)
    assert "Prepared for Ana María Ruiz" in first
    assert not any("Ruiz" in page for page in others)
    assert "Ruiz" not in tool("pdfinfo", str(path))


@pytest.mark.parametrize(
    "name", ["مريم العلي", "שרה כהן", "Ana 😀 Ruiz", "x" * 400, "Ana " * 60, "\u202eeman"]
)
def test_odd_names_stay_on_the_page(name: str, bundled: Library, tmp_path: Path) -> None:
    [first, *_] = boxes(saved(tmp_path, bundled, ["ocd"], Options(prepared_for=name)))
    date, title = place_of(first, "Date")[1], place_of(first, "Obsessive-compulsive")[1]
    assert place_of(first, "Prepared")[1] < date < title
    assert all(right < 612 - 56 for _, _, right, _, _ in first)


def test_a_name_written_from_the_right_can_be_read_back(bundled: Library, tmp_path: Path) -> None:
    path = saved(tmp_path, bundled, ["ocd"], Options(prepared_for="שרה כהן"))
    assert "שרה כהן" in tool("pdftotext", "-l", "1", str(path), "-")


@pytest.mark.parametrize("size", [(300, 300), (1200, 200), (60, 600), (1, 1)])
def test_a_logo_stands_on_the_first_page_and_nothing_stands_on_it(
    size: tuple[int, int], bundled: Library, tmp_path: Path
) -> None:
    (tmp_path / "logo.png").write_bytes(png(*size))
    clinic = Clinic("Riverside Clinic", logo=str(tmp_path / "logo.png"))
    path = saved(tmp_path, bundled, ["ptsd"], Options(clinic=clinic))
    [row] = tool("pdfimages", "-list", str(path)).splitlines()[2:]
    assert row.split()[0] == "1"
    tool("pdftoppm", "-r", "72", "-l", "1", "-singlefile", "-png", str(path), str(tmp_path / "page"))
    picture = QImage(str(tmp_path / "page.png"))
    black = [(x, y) for x in range(340) for y in range(120) if picture.pixelColor(x, y).lightness() < 10]
    left, top = min(x for x, _ in black), min(y for _, y in black)
    right, bottom = max(x for x, _ in black), max(y for _, y in black)
    assert (left, top) == pytest.approx((56.7, 56.7), abs=1.5)
    assert (right - left) / (bottom - top) == pytest.approx(size[0] / size[1], rel=0.15, abs=0.05)
    [first, *_] = boxes(path)
    for word in first:
        assert word[0] > right or word[2] < left or word[1] > bottom or word[3] < top, word


def test_a_logo_without_pixels_prints_nothing(bundled: Library, tmp_path: Path) -> None:
    """Its chunks are whole, so that only the decoder finds out."""
    data = png(10, 10).replace(b"IHDR\0\0\0\x0a\0\0\0\x0a\x01", b"IHDR\0\0\0\x0a\0\0\0\x0a\x03")
    start = data.index(b"IHDR")
    data = data[: start + 17] + struct.pack(">I", zlib.crc32(data[start : start + 17])) + data[start + 21 :]
    (tmp_path / "logo.png").write_bytes(data)
    clinic = Clinic("Riverside Clinic", logo=str(tmp_path / "logo.png"))
    path = saved(tmp_path, bundled, ["ptsd"], Options(clinic=clinic))
    assert "Riverside Clinic" in pages(path)[0]
    assert len(tool("pdfimages", "-list", str(path)).splitlines()) == 2


def test_links_are_words(bundled: Library, tmp_path: Path) -> None:
    path = saved(tmp_path, bundled, ["ptsd"])
    tool("qpdf", "--qdf", "--object-streams=disable", str(path), str(tmp_path / "plain.pdf"))
    assert b"/URI" not in (tmp_path / "plain.pdf").read_bytes()


def test_a_table_that_crosses_a_page_repeats_its_header_and_keeps_its_lines(
    pack: Path, write: Author, tmp_path: Path
) -> None:
    rows = "\n".join(f"| row{n} | words |" for n in range(60))
    write("sleep", f"| Effect | Number |\n|---|---|\n{rows}")
    shown = library.load([pack])
    path = saved(tmp_path, shown, ["sleep"])
    found = boxes(path)
    tool("pdftoppm", "-r", "72", "-png", str(path), str(tmp_path / "page"))
    assert len(found) > 2
    for number, page in enumerate(found, 1):
        assert "Effect" in [word for *_, word in page]
        rows_there = [(top, bottom) for left, top, _, bottom, word in page if word.startswith("row")]
        header = next((top, bottom) for _, top, _, bottom, word in page if word == "Effect")
        assert header[1] <= rows_there[0][0]
        picture = QImage(str(tmp_path / f"page-{number}.png"))
        for (_, bottom), (top, _) in itertools.pairwise([*rows_there, (rows_there[-1][1] + 12, 0)]):
            below = [y for y in range(int(bottom), int(top)) if is_drawn(picture, 60, y)]
            assert below, "no line below a row"
    words = [word for page in found for *_, word in page if word.startswith("row")]
    assert words == [f"row{n}" for n in range(60)]


def is_drawn(picture: QImage, x: int, y: int) -> bool:
    return picture.pixelColor(x, y).lightness() < 245


@given(bodies, st.sampled_from(["letter", "a4"]), st.booleans())
@hypothesis.settings(deadline=None, max_examples=25)
def test_whatever_the_leaflet_all_its_words_are_printed_once(body: str, size: str, large: bool) -> None:
    page = leaflet_page(body)
    composed = Handout((Part(page, page.html),), Options(paper=size, large_print=large), {})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.pdf")
        path.write_bytes(paper.pdf(composed))
        printed = Counter(re.findall(r"word\d+", " ".join(pages(path))))
    written = Counter(re.findall(r"word\d+", re.sub("<[^>]*>", " ", page.html)))
    headers = re.findall(r"<th>(.*?)</th>", page.html)
    assert not written - printed
    assert set(printed - written) <= set(re.findall(r"word\d+", " ".join(headers)))


def test_pictures_are_printed(pack: Path, write: Author, tmp_path: Path) -> None:
    from tests.test_render import PIXEL

    (pack / "en" / "brain.png").write_bytes(PIXEL)
    write("sleep", "![A brain](brain.png)")
    path = saved(tmp_path, library.load([pack]), ["sleep"])
    assert len(tool("pdfimages", "-list", str(path)).splitlines()) > 2


@pytest.mark.parametrize(
    ("size", "shown"), [((40, 20), (80, 40)), ((900, 300), (500, 167)), ((100, 1000), (30, 300))]
)
def test_a_picture_takes_no_more_than_the_page_has(size: tuple[int, int], shown: tuple[int, int]) -> None:
    page = PageDocument(QTextDocument(), theme.PRINT, 2, on_paper=True, picture_height=300)
    image = QImage(*size, QImage.Format.Format_RGB32)
    page.document.addResource(QTextDocument.ResourceType.ImageResource.value, "kp:a.png", image)
    page.show(f'<p><img src="kp:a.png" alt="A" width="{size[0]}" height="{size[1]}"></p>')
    page.document.setTextWidth(500)
    block = page.document.begin()
    page.document.documentLayout().blockBoundingRect(block)  # lays it out first
    line = block.layout().lineAt(0)
    assert (round(line.naturalTextWidth()), round(line.ascent())) == shown


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
    page.ground.draw(painter, QRectF(picture.rect()))
    painter.end()
    column = [picture.pixelColor(250, round(line.bottom()) + n).lightness() for n in (-2, -1, 0, 1)]
    assert min(column) < 200


def test_words_are_explained_on_the_last_page(bundled: Library, tmp_path: Path) -> None:
    last = pages(saved(tmp_path, bundled, ["questions-to-ask"], Options(glossary=True)))[-1]
    assert last.startswith("Words explained")
    assert "Off-label\nUsing a medicine for a problem" in last
