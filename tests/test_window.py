"""The window, used with keys and mouse as a person would."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QImage, QPalette, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kpviewer import library
from kpviewer.library import Library
from kpviewer.settings import Settings
from kpviewer.ui import theme
from kpviewer.ui.card import Card
from kpviewer.ui.home import Home
from kpviewer.ui.viewer import Viewer
from kpviewer.ui.window import Window
from tests.conftest import Author
from tests.test_logo import png
from tests.test_render import PIXEL

Key = Qt.Key


def memory(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def opened(
    qtbot: QtBot, tmp_path: Path, slug: str = "", shown: Library | None = None, lang: str = "en"
) -> Window:
    QApplication.setPalette(QPalette())  # of the system, which the window before may have left dark
    window = Window(Settings(), memory(tmp_path), lang)
    qtbot.addWidget(window)
    present(window, shown or library.load(), slug, qtbot)
    return window


def present(window: Window, shown: Library, slug: str, qtbot: QtBot) -> None:
    """Show it at a leaflet, or at home, as large as a small screen."""
    window.show_library(shown)
    window.open_first(slug)
    with qtbot.waitSignal(window.first_painted):
        window.present()
    window.resize(1280, 800)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Window:
    return opened(qtbot, tmp_path, "ptsd")


Kind = TypeVar("Kind", bound=QWidget)


def named(window: QWidget, kind: type[Kind], name: str) -> Kind:
    [found] = [child for child in window.findChildren(kind) if child.accessibleName() == name]
    return found


def viewer(window: Window) -> Viewer:
    [found] = window.findChildren(Viewer)
    return found


def rows(window: QWidget, name: str) -> list[str]:
    view = named(window, QListView, name)
    model = view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def press(qtbot: QtBot, window: Window, name: str) -> None:
    qtbot.mouseClick(named(window, QPushButton, name), Qt.MouseButton.LeftButton)


def click_row(qtbot: QtBot, window: Window, name: str, text: str) -> None:
    view = named(window, QListView, name)
    index = view.model().index(rows(window, name).index(text), 0)
    place = view.visualRect(index).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def follow(window: Window, address: str) -> None:
    viewer(window).anchorClicked.emit(QUrl(address))


def test_the_sidebar_lists_all_leaflets_under_their_groups(window: Window) -> None:
    assert rows(window, "Leaflets")[:6] == [
        "Conditions",
        "Treatment-resistant depression",
        "Anxiety disorders",
        "PTSD",
        "Substance use disorders",
        "OCD",
    ]
    assert len(rows(window, "Leaflets")) == 11 + 3


def test_a_click_in_the_sidebar_opens_a_leaflet(window: Window, qtbot: QtBot) -> None:
    click_row(qtbot, window, "Leaflets", "OCD")
    assert window.windowTitle() == "Obsessive-compulsive disorder (OCD) – kpviewer"
    assert "Evidence: very low" in viewer(window).toPlainText()


def test_every_bundled_leaflet_opens(window: Window, bundled: Library) -> None:
    for entry in bundled.leaflets("en"):
        window.open(entry.slug)
        text = viewer(window).toPlainText()
        assert text.startswith(entry.title)
        assert "Not yet reviewed by a clinician" in text


def test_the_outline_lists_sections_and_scrolls_to_them(window: Window, qtbot: QtBot) -> None:
    assert rows(window, "On this page")[0] == "What is it?"
    click_row(qtbot, window, "On this page", "How sure are we?")
    assert viewer(window).section() == "how-sure-are-we"


def test_scrolling_marks_the_section_that_is_read(window: Window) -> None:
    with_bar = viewer(window).verticalScrollBar()
    with_bar.setValue(with_bar.maximum())
    view = named(window, QListView, "On this page")
    assert view.currentIndex().data() == "Sources"


def test_a_link_to_another_leaflet_opens_it_at_the_place(window: Window) -> None:
    follow(window, "kp:safety#what-are-the-common-effects")
    assert window.windowTitle().startswith("Safety and side effects")
    assert viewer(window).verticalScrollBar().value() > 0


def test_back_returns_to_the_place_that_was_left(window: Window, qtbot: QtBot) -> None:
    bar = viewer(window).verticalScrollBar()
    bar.setValue(700)
    follow(window, "kp:safety")
    press(qtbot, window, "Back")
    assert (window.windowTitle()[:4], viewer(window).verticalScrollBar().value()) == ("Post", 700)
    press(qtbot, window, "Forward")
    assert window.windowTitle().startswith("Safety")


def test_a_leaflet_that_is_open_is_not_left_for_itself(window: Window, qtbot: QtBot) -> None:
    window.open("ocd")
    window.open("ocd")
    press(qtbot, window, "Back")
    assert window.windowTitle().startswith("Post-traumatic")


def test_a_footnote_mark_jumps_to_its_source_and_back_returns(window: Window, qtbot: QtBot) -> None:
    follow(window, next(iter(_footnotes(window))))
    assert viewer(window).verticalScrollBar().value() > 500
    press(qtbot, window, "Back")
    assert viewer(window).verticalScrollBar().value() == 0


def _footnotes(window: Window) -> list[str]:
    html = viewer(window).toHtml()
    return [f"#fn:{part.partition(chr(34))[0]}" for part in html.split('href="#fn:')[1:]]


def test_nothing_outside_the_library_is_opened_by_a_link(window: Window) -> None:
    before = viewer(window).toPlainText()
    for address in ("http://example.org", "file:///etc/passwd", "mailto:a@b.c"):
        follow(window, address)
    assert viewer(window).toPlainText() == before


def test_the_viewer_loads_nothing_but_pictures_of_the_library(
    qtbot: QtBot, tmp_path: Path, pack: Path, write: Author
) -> None:
    (pack / "en" / "brain.png").write_bytes(PIXEL)
    write("sleep", "![A brain](brain.png)")
    loaded = library.load([pack])
    window = opened(qtbot, tmp_path, "sleep", loaded)
    kind = QTextDocument.ResourceType.ImageResource.value
    name = loaded.read("sleep", "en").html.split('src="')[1].split('"')[0]
    outside = tmp_path / "outside.png"
    outside.write_bytes(PIXEL)
    inside = viewer(window).loadResource(kind, QUrl(name))
    assert isinstance(inside, QImage)
    assert not inside.isNull()
    for address in (outside.as_uri(), str(outside), "http://example.org/x.png", "kp:other.png"):
        refused = viewer(window).loadResource(kind, QUrl(address))
        assert isinstance(refused, QImage)
        assert refused.isNull()


@pytest.mark.parametrize("width", [300, 2000])
def test_a_picture_grows_with_the_text_up_to_the_column(
    qtbot: QtBot, tmp_path: Path, pack: Path, write: Author, width: int
) -> None:
    (pack / "en" / "brain.png").write_bytes(png(width, 100))
    write("sleep", "![A brain](brain.png)")
    window = opened(qtbot, tmp_path, "sleep", library.load([pack]))
    widths = []
    for steps in (0, 5):
        for _ in range(steps):
            press(qtbot, window, "Larger text")
        document = viewer(window).document()
        block = document.firstBlock()
        while "\ufffc" not in block.text():
            block = block.next()
        document.documentLayout().blockBoundingRect(block)  # lays it out first
        widths.append(block.layout().lineAt(0).naturalTextWidth())
    column = viewer(window).viewport().width()
    assert widths == [300, 600] if width == 300 else widths[0] < widths[1] == column


def test_the_viewer_takes_no_drops_and_follows_no_links_by_itself(window: Window) -> None:
    assert not viewer(window).acceptDrops()
    assert not viewer(window).viewport().acceptDrops()
    assert not viewer(window).openLinks()
    assert not viewer(window).openExternalLinks()


def test_typing_shows_hits_and_return_opens_the_best(window: Window, qtbot: QtBot) -> None:
    field = named(window, QLineEdit, "Search leaflets")
    qtbot.keyClicks(field, "suboxone")
    assert rows(window, "Search results")[0].startswith("Substance use disorders")
    qtbot.keyClick(field, Key.Key_Return)
    assert window.windowTitle().startswith("Substance use disorders")


def test_arrow_keys_walk_the_hits(window: Window, qtbot: QtBot) -> None:
    field = named(window, QLineEdit, "Search leaflets")
    qtbot.keyClicks(field, "therapy")
    hits = named(window, QListView, "Search results")
    qtbot.keyClick(field, Key.Key_Down)
    assert hits.currentIndex().row() == 1
    qtbot.keyClick(field, Key.Key_Up)
    qtbot.keyClick(field, Key.Key_Up)
    assert hits.currentIndex().row() == 0


def test_escape_brings_the_leaflet_list_back(window: Window, qtbot: QtBot) -> None:
    field = named(window, QLineEdit, "Search leaflets")
    qtbot.keyClicks(field, "therapy")
    qtbot.keyClick(field, Key.Key_Escape)
    assert named(window, QListView, "Leaflets").isVisible()
    assert not named(window, QListView, "Search results").isVisible()


def test_a_search_that_finds_nothing_opens_nothing(window: Window, qtbot: QtBot) -> None:
    field = named(window, QLineEdit, "Search leaflets")
    qtbot.keyClicks(field, "zzzzqq")
    qtbot.keyClick(field, Key.Key_Return)
    assert window.windowTitle().startswith("Post-traumatic")


def test_help_is_one_press_away_from_everywhere(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, "Home")
    press(qtbot, window, "Get help now")
    assert "988" in viewer(window).toPlainText()


def test_home_shows_a_card_for_each_leaflet_and_no_medicine(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, "Home")
    cards = window.findChildren(Card)
    assert len(cards) == 11
    words = " ".join(f"{card.text()} {card.accessibleDescription()}" for card in cards).lower()
    assert "ketamine" not in words
    qtbot.mouseClick(cards[2], Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert window.windowTitle().startswith("Post-traumatic")


def test_home_lists_what_could_not_be_loaded(
    qtbot: QtBot, tmp_path: Path, pack: Path, write: Author
) -> None:
    write("sleep", "[x](gone.md)")
    window = opened(qtbot, tmp_path, "", library.load([pack]))
    [home] = window.findChildren(Home)
    labels = [child.text() for child in home.findChildren(QWidget) if hasattr(child, "text")]
    assert any("sleep.md:12" in str(text) for text in labels)


def test_text_grows_and_shrinks_in_steps(window: Window, qtbot: QtBot) -> None:
    before = viewer(window).document().defaultFont().pixelSize()
    press(qtbot, window, "Larger text")
    larger = viewer(window).document().defaultFont().pixelSize()
    press(qtbot, window, "Smaller text")
    assert before < larger
    assert viewer(window).document().defaultFont().pixelSize() == before


def test_text_size_stops_at_both_ends(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, "Smaller text")
    assert viewer(window).document().defaultFont().pixelSize() == theme.BODY
    for _ in range(12):
        press(qtbot, window, "Larger text")
    assert viewer(window).document().defaultFont().pixelSize() == round(theme.BODY * 2.5)


def test_larger_text_keeps_the_reader_at_the_section(window: Window, qtbot: QtBot) -> None:
    viewer(window).go_to("how-sure-are-we")
    press(qtbot, window, "Larger text")
    assert viewer(window).section() == "how-sure-are-we"


def test_the_page_never_scrolls_sideways(window: Window, qtbot: QtBot) -> None:
    for width in (1920, 1280, 800, 640):
        window.resize(width, 700)
        for slug in ("safety", "treatment-resistant-depression"):
            window.open(slug)
            assert viewer(window).horizontalScrollBar().maximum() == 0


def test_the_outline_moves_to_the_sidebar_where_the_page_is_narrow(window: Window, qtbot: QtBot) -> None:
    outline = named(window, QListView, "On this page")

    def left() -> int:
        return outline.mapTo(window, QPoint(0, 0)).x()

    qtbot.waitUntil(lambda: left() > 900)
    window.resize(1000, 1400)
    qtbot.waitUntil(lambda: left() < 300)
    assert outline.isVisible()


def test_the_column_is_about_seventy_characters_wide(window: Window) -> None:
    metrics = viewer(window).fontMetrics()
    average = metrics.horizontalAdvance("PTSD can follow a terrifying event. For more than a month") / 57
    assert 62 <= viewer(window).viewport().width() / average <= 78


def test_a_theme_changes_the_colours_and_not_the_place(window: Window, qtbot: QtBot) -> None:
    viewer(window).go_to("risks-to-know-about")
    press(qtbot, window, "Theme")
    assert theme.DARK.paper in window.styleSheet()
    assert viewer(window).section() == "risks-to-know-about"


def test_found_words_stay_marked_in_other_colours_and_sizes(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(named(window, QLineEdit, "Find on this page"), "therapy")
    found = len(viewer(window).extraSelections())
    for name in ("Theme", "Larger text", "Theme"):
        press(qtbot, window, name)
    assert len(viewer(window).extraSelections()) == found > 1


def test_size_theme_text_and_leaflet_are_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    first = opened(qtbot, tmp_path, "ocd")
    first.resize(1100, 700)
    press(qtbot, first, "Theme")
    press(qtbot, first, "Larger text")
    first.close()
    second = opened(qtbot, tmp_path)
    assert second.windowTitle().startswith("Obsessive")
    assert theme.DARK.paper in second.styleSheet()
    assert viewer(second).document().defaultFont().pixelSize() > theme.BODY


def test_damaged_memory_is_ignored(qtbot: QtBot, tmp_path: Path) -> None:
    kept = memory(tmp_path)
    for key, value in {
        "shape": "noise",
        "columns": 7,
        "last_leaflet": "gone",
        "display.theme": "pink",
        "display.text_size": "many",
    }.items():
        kept.setValue(key, value)
    kept.sync()
    window = opened(qtbot, tmp_path)
    assert window.findChildren(Card)
    assert window.isVisible()


def test_a_policy_rules_over_what_was_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    kept = memory(tmp_path)
    kept.setValue("display.theme", "light")
    settings = Settings()
    settings.put({"display.theme": "contrast"}, "policy")
    window = Window(settings, kept, "en")
    qtbot.addWidget(window)
    assert theme.CONTRAST.accent in window.styleSheet()


def test_the_language_button_shows_only_where_there_is_a_choice(
    qtbot: QtBot, tmp_path: Path, write: Author, pack: Path
) -> None:
    write("ptsd", lang="es", title="Trauma")
    both = opened(qtbot, tmp_path, "ptsd", library.load([pack]))
    press(qtbot, both, "Language")
    qtbot.waitUntil(lambda: both.windowTitle() == "Trauma – kpviewer")


def test_a_new_library_leaves_the_reader_where_they_are(window: Window, write: Author, pack: Path) -> None:
    write("ptsd", title="Our own words")
    window.show_library(library.load([pack]))
    assert window.windowTitle() == "Our own words – kpviewer"


def test_a_store_that_breaks_while_open_is_reported(window: Window, qtbot: QtBot) -> None:
    broken = library.load()
    window.show_library(broken)
    broken.close()
    with qtbot.waitSignal(window.library_damaged):
        window.open("ocd")


def test_before_the_first_library_the_window_says_what_it_does(qtbot: QtBot, tmp_path: Path) -> None:
    window = Window(Settings(), memory(tmp_path), "en")
    qtbot.addWidget(window)
    window.say_preparing()
    window.show()
    window.open("ptsd")
    assert window.windowTitle() == "kpviewer"


def test_tab_reaches_every_control_and_comes_round(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, "Home")
    window.open("get-help")
    window.activateWindow()
    field = named(window, QLineEdit, "Search leaflets")
    field.setFocus()
    reached = set()
    for _ in range(300):
        focused = window.focusWidget()
        reached.add(focused.accessibleName())
        qtbot.keyClick(focused, Key.Key_Tab)
        if window.focusWidget() is field:
            break
    assert {
        "Search leaflets",
        "Leaflets",
        "Get help now",
        "Home",
        "Smaller text",
        "Larger text",
        "Theme",
        "Add to handout",
        "Handout",
        "Print",
        "Leaflet text",
        "On this page",
    } <= reached


def test_every_control_has_a_name_and_is_large_enough(window: Window) -> None:
    for control in window.findChildren(QAbstractButton):
        if control.isVisible():
            assert control.accessibleName()
            assert min(control.width(), control.height()) >= 24


def test_an_unknown_leaflet_opens_the_home_page_and_is_told(window: Window) -> None:
    assert not window.open_first("nothing")
    assert window.findChildren(Card)


def test_a_language_without_leaflets_gives_way_to_one_that_has_some(qtbot: QtBot, tmp_path: Path) -> None:
    window = Window(Settings(), memory(tmp_path), "xx")
    qtbot.addWidget(window)
    window.show_library(library.load())
    assert len(rows(window.frame, "Leaflets")) == 14


def test_leaflets_that_were_open_leave_nothing_behind(window: Window, bundled: Library) -> None:
    for entry in [*bundled.leaflets("en")] * 2:
        window.open(entry.slug)
    assert len(viewer(window).findChildren(QTextDocument)) == 1


def test_another_language_keeps_the_place_the_way_back_and_the_focus(window: Window, qtbot: QtBot) -> None:
    window.open("ocd")
    viewer(window).go_to("how-sure-are-we")
    switch_language(window, qtbot)
    assert window.windowTitle().startswith("Trastorno obsesivo")
    assert viewer(window).section() == "que-tan-seguros-estamos"
    assert window.focusWidget() is named(window, QPushButton, "Idioma")
    press(qtbot, window, "Atrás")
    assert window.windowTitle().startswith("Trastorno de estrés")


def test_another_language_keeps_what_stands_in_the_search_field(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClicks(named(window, QLineEdit, "Search leaflets"), "trauma")
    switch_language(window, qtbot)
    assert named(window, QLineEdit, "Buscar en las hojas").text() == "trauma"
    assert rows(window, "Resultados de la búsqueda")


def test_another_language_keeps_the_handout(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, "Add to handout")
    switch_language(window, qtbot)
    assert named(window, QPushButton, "Folleto (1)").isVisible()
    window.wait()


def switch_language(window: Window, qtbot: QtBot) -> None:
    before = window.frame
    qtbot.mouseClick(before.buttons["language"], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(before.destroyed):
        pass
