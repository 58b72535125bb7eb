"""The languages that the program speaks, and whether their translations are in step with the sources."""

import ast
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QGroupBox,
    QLabel,
    QMenu,
    QPushButton,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kpviewer import library
from kpviewer.settings import Settings
from kpviewer.ui import actions, tongue
from kpviewer.ui.button import Button
from kpviewer.ui.window import Window
from tests import translations
from tests.conftest import Author
from tests.test_window import memory, named, opened, switch_language

FILES = sorted(translations.FOLDER.glob("*.ts"))


class Message(NamedTuple):
    context: str
    source: str
    forms: list[str]
    """One, or as many as the language has plurals."""
    is_plural: bool
    is_done: bool


def messages(file: Path) -> Iterator[Message]:
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            [target] = message.iter("translation")
            is_plural = message.get("numerus") == "yes"
            forms = [form.text for form in target.iter("numerusform")] if is_plural else [target.text]
            yield Message(
                str(context.findtext("name") or ""),
                str(message.findtext("source")),
                [form or "" for form in forms],
                is_plural,
                is_done=target.get("type") is None and all(forms),
            )


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w*\}|%L?[n\d]", text))


@pytest.fixture(params=FILES, ids=[file.stem for file in FILES])
def file(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """The translations as they are after `python -m tests fix`."""
    folder = tmp_path / "i18n"
    shutil.copytree(translations.FOLDER, folder)
    translations.update(folder)
    return folder


def test_the_translations_have_every_text_of_the_sources_and_no_other(fresh: Path) -> None:
    for file in FILES:
        assert file.read_text("utf-8") == (fresh / file.name).read_text("utf-8"), "python -m tests fix"


def test_nothing_is_left_untranslated(file: Path) -> None:
    assert [message.source for message in messages(file) if not message.is_done] == []


def test_translations_keep_the_placeholders(file: Path) -> None:
    for message in messages(file):
        for form in message.forms:
            assert placeholders(form) == placeholders(message.source)


def test_a_number_that_is_counted_has_its_plurals(file: Path) -> None:
    for message in messages(file):
        assert message.is_plural == ("%n" in message.source)


def test_what_qt_reads_is_what_translators_wrote(file: Path) -> None:
    lang = file.stem.partition("_")[2]
    translator = QTranslator()
    assert translator.load(str(translations.FOLDER / f"kpviewer_{lang}.qm"))
    for message in messages(file):
        for count, form in zip((1, 2) if message.is_plural else (-1,), message.forms, strict=True):
            read = translator.translate(message.context, message.source, "", count)
            assert read == form, "python -m tests fix"


def test_every_text_is_one_that_lupdate_finds() -> None:
    """`lupdate` takes the word before `.tr` for the class, and sees nothing that is put together."""
    found = {message.source for message in messages(translations.FOLDER / "kpviewer_es.ts")}
    for path in (translations.ROOT / "kpviewer" / "ui").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            match call:
                case ast.Call(func=ast.Attribute(value=owner, attr="tr"), args=[text, *_]):
                    assert ast.unparse(owner) == "self"
                    assert ast.literal_eval(text) in found


@pytest.fixture(autouse=True)
def _qt(qapp: QCoreApplication) -> None:
    """It must run for anything to be spoken."""


def test_the_program_speaks_spanish_and_english_again() -> None:
    tongue.speak("es")
    assert actions.title("help") == "Obtenga ayuda ahora"
    tongue.speak("en")
    assert actions.title("help") == "Get help now"


def test_a_language_without_a_translation_is_spoken_in_english() -> None:
    tongue.speak("es")
    tongue.speak("xx")
    assert actions.title("help") == "Get help now"
    assert QCoreApplication.translate("HandoutPanel", "%n leaflets", "", 1) == "1 leaflet"


def test_a_country_speaks_the_language_of_all() -> None:
    tongue.speak("es-MX")
    assert actions.title("help") == "Obtenga ayuda ahora"


def test_one_is_not_counted_as_several() -> None:
    for lang, one in {"en": "1 leaflet", "es": "1 hoja"}.items():
        tongue.speak(lang)
        assert QCoreApplication.translate("HandoutPanel", "%n leaflets", "", 1) == one


def test_qt_speaks_the_language_too() -> None:
    tongue.speak("es")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"


def words(widget: QWidget) -> set[str]:
    """All that labels, buttons and tabs say."""
    said = {label.text() for label in widget.findChildren(QLabel)}
    said |= {button.text() for button in widget.findChildren(QAbstractButton)}
    said |= {box.title() for box in widget.findChildren(QGroupBox)}
    said |= {tabs.tabText(n) for tabs in widget.findChildren(QTabWidget) for n in range(tabs.count())}
    return said - {""}


@pytest.mark.parametrize("kind", [QPrintDialog, QFileDialog])
def test_no_dialog_of_qt_is_left_in_english(kind: Callable[[], QDialog], qtbot: QtBot) -> None:
    said = {}
    for lang in ("en", "es"):
        tongue.speak(lang)
        dialog = kind()
        qtbot.addWidget(dialog)
        dialog.show()
        said[lang] = words(dialog)
    assert len(said["es"]) > 4
    assert said["en"] & said["es"] <= {"Color", "..."}


def test_the_language_button_takes_the_whole_window_along(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path, "ptsd")
    switch_language(window, qtbot)
    assert named(window, QPushButton, "Imprimir").isVisible()
    assert named(window, QPushButton, "Obtenga ayuda ahora").isVisible()


def test_a_window_starts_in_the_language_of_its_reader(qtbot: QtBot, tmp_path: Path) -> None:
    window = Window(Settings(), memory(tmp_path), "es")
    qtbot.addWidget(window)
    window.show_library(library.load())
    assert named(window, QPushButton, "Inicio")


def test_where_there_are_no_leaflets_in_a_language_the_program_does_not_speak_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = Window(Settings(), memory(tmp_path), "es-MX")
    qtbot.addWidget(window)
    window.show_library(library.load())
    assert named(window.frame, QPushButton, "Home")


@pytest.mark.parametrize(
    ("lang", "name", "other"), [("en", "Language", "Español"), ("es", "Idioma", "English")]
)
def test_the_language_button_says_which_one_it_leads_to(
    lang: str, name: str, other: str, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(qtbot, tmp_path, lang=lang)
    button = named(window, Button, name)
    assert (button.words, button.accessibleDescription()) == (other, other)


def test_of_several_languages_one_is_chosen_by_its_own_name(
    qtbot: QtBot, tmp_path: Path, write: Author, pack: Path
) -> None:
    write("ptsd", lang="de", title="Trauma")
    window = opened(qtbot, tmp_path, "ptsd", library.load([pack]))
    button = named(window, Button, "Language")
    assert button.words == "Language"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    [menu] = window.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["Deutsch", "Español"]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.windowTitle() == "Trauma – kpviewer")
    assert named(window.frame, Button, "Language")


@pytest.mark.parametrize(("lang", "name"), [("de", "Deutsch"), ("fr", "Français"), ("xx", "xx")])
def test_a_language_has_its_own_name(lang: str, name: str) -> None:
    assert tongue.name(lang) == name


def test_a_tool_tip_has_the_keys_as_they_are_called_there(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path, lang="es")
    assert named(window, Button, "Atrás").toolTip() == "Atrás (Alt+Izquierda)"


def test_after_another_language_the_window_takes_on_the_colours_of_the_system_once(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(qtbot, tmp_path, "ptsd")
    switch_language(window, qtbot)
    qtbot.waitUntil(lambda: bool(window.station.actions))
    taken: list[int] = []
    window.station.session.look.changed.connect(lambda: taken.append(1))
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert taken == [1]
