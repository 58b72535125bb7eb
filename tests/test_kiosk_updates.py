"""Packs that staff bring on a stick: what each would change, installed, refused, taken back."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kpviewer import installed, installing, library, lock, paths
from kpviewer.library import Library
from kpviewer.ui import tongue
from kpviewer.ui.kiosk.staff_page import StaffPage
from kpviewer.ui.kiosk.window import KioskWindow
from tests import packing
from tests.conftest import Key
from tests.kiosk import Left, buttons, log, opened, press, sheet, the, words
from tests.test_installing import settings, title, tree

LONG_MS = 30_000
UPDATE = "Update from USB"

Open = Callable[..., StaffPage]
Put = Callable[..., Path]


@pytest.fixture
def little(little_bundled: Path) -> Iterator[Library]:
    loaded = library.load()
    yield loaded
    loaded.close()


@pytest.fixture
def open_page(qtbot: QtBot, little: Library) -> Open:
    """Opens the staff page of a kiosk that trusts these keys, once it knows what is installed."""

    def open_(*keys: Key, lang: str = "en") -> StaffPage:
        trusted = [key.public for key in keys]
        window = opened(qtbot, little, content__trusted_keys=trusted, lang=lang)
        window._show_staff_page()
        page = the(window, StaffPage)
        idle(qtbot, page)
        return page

    return open_


@pytest.fixture
def put(stick: Path) -> Put:
    """Writes a pack onto the stick: what is given is in it too, or instead."""

    def write(version: str = "2", key: Key | None = None, name: str = "", **more: bytes) -> Path:
        path = stick / (name or f"riverside-{version}.kpack")
        path.write_bytes(packing.pack(packing.files(version, more), key))
        return path

    return write


def idle(qtbot: QtBot, page: StaffPage) -> None:
    qtbot.waitUntil(lambda: bool({UPDATE, "Actualizar desde USB"} & buttons(page).keys()), timeout=LONG_MS)


def do(qtbot: QtBot, page: StaffPage, name: str) -> str:
    """Press a button, wait until that is done, and read what the page says of it."""
    press(qtbot, page, name)
    idle(qtbot, page)
    return words(page)


def test_without_a_drive_it_says_so(qtbot: QtBot, open_page: Open, stick: Path) -> None:
    page = open_page()
    assert "No pack is installed" in words(page)
    assert "There is no .kpack file on a USB drive." in do(qtbot, page, UPDATE)


def test_each_pack_says_what_it_would_change(qtbot: QtBot, open_page: Open, put: Put) -> None:
    old = put("2", **{"en/old.md": packing.leaflet("Old days")})
    installing.install(old, settings())
    old.unlink()
    more = {"en/sleep.md": packing.leaflet("Sleep well"), "en/new.md": packing.leaflet("New days")}
    put("3", **more)
    said = do(qtbot, open_page(), UPDATE).splitlines()
    assert "Sheets 3 from Riverside, file riverside-3.kpack" in said
    assert "Nobody signed it." in said
    assert "It takes the place of version 2." in said
    for line in ("Added: New days", "Changed: Sleep well", "Removed: Old days"):
        assert line in said
    assert title(settings()) == "Sleep"


def test_a_signer_who_is_trusted_is_named(
    qtbot: QtBot, open_page: Open, put: Put, make_key: Callable[..., Key]
) -> None:
    key = make_key()
    put(key=key)
    said = do(qtbot, open_page(key), UPDATE)
    assert "which is trusted here." in said
    assert "Added: Sleep; 1 picture" in said


def test_what_is_installed_is_shown_from_the_next_visit_on(qtbot: QtBot, open_page: Open, put: Put) -> None:
    put()
    page = open_page()
    do(qtbot, page, UPDATE)
    said = do(qtbot, page, "Install Sheets 2")
    assert "From the next visit on Sheets 2 is shown." in said
    assert "Sheets 2: 1 leaflet" in said
    assert title(settings()) == "Sleep"
    assert "It is what is shown already." in do(qtbot, page, UPDATE)
    assert "Install Sheets 2" not in buttons(page)


def test_staff_go_back_to_the_version_before_and_to_none(qtbot: QtBot, open_page: Open, put: Put) -> None:
    installing.install(put("2"), settings())
    put("3", **{"en/sleep.md": packing.leaflet("Sleep well")})
    page = open_page()
    assert "Take Sheets back" in buttons(page)
    do(qtbot, page, UPDATE)
    do(qtbot, page, "Install Sheets 3")
    assert title(settings()) == "Sleep well"
    assert "From the next visit on Sheets 2 is shown." in do(qtbot, page, "Show Sheets 2 again")
    assert title(settings()) == "Sleep"
    assert "Show Sheets 3 again" in buttons(page)


def test_a_pack_that_was_the_first_is_taken_back_altogether(
    qtbot: QtBot, open_page: Open, put: Put
) -> None:
    installing.install(put(), settings())
    page = open_page()
    said = do(qtbot, page, "Take Sheets back")
    assert "From the next visit on nothing of Sheets is shown." in said
    assert "Sheets: taken back" in said
    assert installed.find() == {}


def test_a_pack_with_one_changed_byte_is_refused(qtbot: QtBot, open_page: Open, put: Put) -> None:
    path = put()
    content = bytearray(path.read_bytes())
    content[content.index(b"Words") if b"Words" in content else len(content) // 2] ^= 1
    path.write_bytes(content)
    page = open_page()
    said = do(qtbot, page, UPDATE)
    assert "Refused: the file is damaged or was changed. Ask for another copy." in said.splitlines()
    assert not [name for name in buttons(page) if name.startswith("Install")]
    assert str(path) in log()


def test_a_pack_that_a_stranger_signed_is_refused(
    qtbot: QtBot, open_page: Open, put: Put, make_key: Callable[..., Key]
) -> None:
    put("2", make_key("stranger"))
    put("3", make_key("clinic"))
    page = open_page(Key(Path(), make_key("ours").public))
    said = do(qtbot, page, UPDATE)
    assert said.count("Refused: nobody whom this clinic trusts signed what is in it.") == 2
    assert not [name for name in buttons(page) if name.startswith("Install")]


def test_an_older_version_is_refused(qtbot: QtBot, open_page: Open, put: Put) -> None:
    installing.install(put("10"), settings())
    put("9")
    page = open_page()
    said = do(qtbot, page, UPDATE)
    assert "Refused: it is not newer than version 10, which is installed." in said
    assert "Install Sheets 9" not in buttons(page)


def test_a_pack_that_holds_what_cannot_be_shown_is_refused(qtbot: QtBot, open_page: Open, put: Put) -> None:
    put(**{"en/broken.md": b"no front matter"})
    assert "Refused: something in it is faulty." in do(qtbot, open_page(), UPDATE)


def test_a_pack_that_changes_after_it_was_listed_is_refused(
    qtbot: QtBot, open_page: Open, put: Put
) -> None:
    path = put()
    page = open_page()
    do(qtbot, page, UPDATE)
    path.write_bytes(path.read_bytes()[:-1])
    assert "Refused: the file is damaged or was changed." in do(qtbot, page, "Install Sheets 2")
    assert installed.find() == {}


def test_where_nothing_may_be_written_it_says_so(qtbot: QtBot, open_page: Open, put: Put) -> None:
    put()
    page = open_page()
    do(qtbot, page, UPDATE)
    paths.user_packs().parent.parent.mkdir(exist_ok=True)
    paths.user_packs().parent.write_bytes(b"")  # where a folder would have to be
    said = do(qtbot, page, "Install Sheets 2")
    assert f"kpviewer may not write to {paths.user_packs()}" in said


def test_what_the_machine_has_is_not_replaced_by_its_user(
    qtbot: QtBot, open_page: Open, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as as_root:
        as_root.setattr(paths, "packs_to_install_in", paths.machine_packs)
        installing.install(put("2"), settings())
    put("3")
    said = do(qtbot, open_page(), UPDATE)
    assert "Refused: it is installed for all users of this machine" in said


def test_an_installation_can_be_stopped(qtbot: QtBot, open_page: Open, put: Put) -> None:
    put()
    page = open_page()
    do(qtbot, page, UPDATE)
    paths.user_packs().mkdir(parents=True)
    before = tree(paths.user_packs().parent)
    with lock.held(paths.user_packs() / ".lock", lambda: None):  # as another program would
        press(qtbot, page, "Install Sheets 2")
        qtbot.waitUntil(lambda: "Waiting for another program…" in words(page), timeout=LONG_MS)
        assert "Install Sheets 2" not in buttons(page)
        assert "Stopped. Nothing was changed." in do(qtbot, page, "Stop")
    (paths.user_packs() / ".lock").unlink()
    assert tree(paths.user_packs().parent) == before


def test_whoever_goes_back_meanwhile_stops_it(qtbot: QtBot, open_page: Open, put: Put) -> None:
    put()
    page = open_page()
    window = page.window()
    assert isinstance(window, KioskWindow)
    do(qtbot, page, UPDATE)
    paths.user_packs().mkdir(parents=True)
    with lock.held(paths.user_packs() / ".lock", lambda: None):
        press(qtbot, page, "Install Sheets 2")
        press(qtbot, page, "Back to the leaflets")
        assert not isinstance(sheet(window), StaffPage)
        qtbot.waitUntil(lambda: not window.findChildren(StaffPage), timeout=LONG_MS)
    assert installed.find() == {}


def test_a_file_of_any_name_is_one_line(qtbot: QtBot, open_page: Open, stick: Path) -> None:
    os.close(os.open(os.fsencode(stick) + b"/a\n\xff\xe2\x80\xae" + b"b" * 150 + b".kpack", os.O_CREAT))
    said = do(qtbot, open_page(), UPDATE).splitlines()
    assert f"a?\N{REPLACEMENT CHARACTER}?{'b' * 76}" in said


def test_it_speaks_spanish(qtbot: QtBot, open_page: Open, put: Put) -> None:
    put()
    tongue.speak("es")
    said = do(qtbot, open_page(lang="es"), "Actualizar desde USB")
    assert "Nadie lo firmó." in said
    assert "Instalar Sheets 2" in said


def test_what_became_of_it_is_in_sight_however_much_was_listed(
    qtbot: QtBot, open_page: Open, put: Put
) -> None:
    for number in range(12):
        put("2", name=f"{number}.kpack")
    page = open_page()
    do(qtbot, page, UPDATE)
    offers = [one for one in page.findChildren(QPushButton) if one.text() == "Install Sheets 2"]
    offers[-1].setFocus()
    page.bring_in_sight(offers[-1])
    qtbot.mouseClick(offers[-1], Left)
    idle(qtbot, page)
    said = next(one for one in page.findChildren(QLabel) if one.text().startswith("From the next visit"))
    qtbot.waitUntil(lambda: said.visibleRegion().boundingRect().height() == said.height())
