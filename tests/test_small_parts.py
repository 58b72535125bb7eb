"""Paths, files, phrases, the display's diagnosis and the kept bytecode."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpviewer import display, files, paths, phrases, quickstart
from kpviewer.errors import MachineError


def test_xdg_folders_are_used_when_they_are_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert paths.cache().parts[:3] == ("/", "somewhere", "kpviewer")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert paths.cache().is_relative_to(Path.home())


def test_without_a_home_there_is_still_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", no_home)
    monkeypatch.delenv("XDG_STATE_HOME")
    assert paths.state_file().is_absolute()


def test_windows_has_its_own_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", "/users/me/local")
    monkeypatch.setenv("PROGRAMDATA", "/data")
    assert paths.settings_file() == Path("/users/me/local/kpviewer/settings.toml")
    assert paths.policy_file() == Path("/data/kpviewer/policy.toml")


def test_linux_has_its_policy_in_etc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert paths.policy_file() == Path("/etc/kpviewer/policy.toml")


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    files.save(tmp_path / "x.pdf", b"whole")
    assert (tmp_path / "x.pdf").read_bytes() == b"whole"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").mkdir()
    with pytest.raises(MachineError, match=r"x\.pdf cannot be written \(Is a directory\)"):
        files.save(tmp_path / "x.pdf", b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


def test_a_place_that_takes_no_file_is_named() -> None:
    with pytest.raises(MachineError, match=r"No such file|not permitted|denied"):
        files.save(Path("/proc/nowhere/x.pdf"), b"whole")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user reaches; nobody is root while it is in use."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o777)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield folder
    if is_root:
        os.seteuid(0)
    folder.chmod(0o777)
    shutil.rmtree(folder)


def test_a_folder_that_is_read_only_is_named(open_folder: Path) -> None:
    (open_folder / "inner").mkdir()
    (open_folder / "inner").chmod(0o555)
    with pytest.raises(MachineError, match=r"x\.pdf cannot be written \(Permission denied\): choose"):
        files.save(open_folder / "inner" / "x.pdf", b"whole")
    assert list((open_folder / "inner").iterdir()) == []


def test_a_file_that_is_write_protected_is_left_as_it_is(open_folder: Path) -> None:
    path = open_folder / "x.pdf"
    path.write_bytes(b"precious")
    path.chmod(0o444)
    with pytest.raises(MachineError, match=r"x\.pdf cannot be written \(Permission denied\)"):
        files.save(path, b"new")
    assert path.read_bytes() == b"precious"
    assert len(list(open_folder.iterdir())) == 1


def test_a_long_name_is_no_hindrance(tmp_path: Path) -> None:
    files.save(tmp_path / f"{'x' * 251}.pdf", b"whole")
    assert len(list(tmp_path.iterdir())) == 1


def test_phrases_exist_in_both_languages() -> None:
    assert phrases.evidence("very low", "en") == "Evidence: very low"
    assert phrases.evidence("very low", "es") == "Evidencia: muy baja"
    assert phrases.evidence("", "en") == ""


def test_a_signed_leaflet_names_who_signed() -> None:
    assert phrases.review("2026-01-31", "", "Dr. Roe", "es") == [
        "Datos revisados en enero de 2026",
        "Revisado por Dr. Roe",
    ]


def test_a_language_without_phrases_uses_the_english_ones() -> None:
    assert phrases.review("", "", "", "fr") == ["Not yet reviewed by a clinician"]


def test_no_display_is_said_before_qt_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(MachineError, match="there is no display"):
        display.choose()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    display.choose()


def test_where_only_x_is_there_qt_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    monkeypatch.setenv("WAYLAND_DISPLAY", "")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(sys, "platform", "linux")
    display.choose()
    assert os.environ["QT_QPA_PLATFORM"] == "xcb"


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
    ],
)
def test_a_missing_library_names_its_package(library: str, package: str) -> None:
    error = ImportError(f"{library}: cannot open shared object file: No such file or directory")
    assert str(display.explain_import(error)).endswith(f"apt-get install {package}")


def test_another_import_error_is_passed_on() -> None:
    assert "No module named x" in str(display.explain_import(ImportError("No module named x")))


def test_a_display_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("DISPLAY", ":99")
    assert "the display ':99' does not answer" in str(display.explain_start())


def test_a_platform_that_qt_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "nonsense")
    assert "no platform 'nonsense'" in str(display.explain_start())


def test_bytecode_is_kept_for_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with quickstart.kept_bytecode():
        compile("1 + 1", "<sum>", "eval")

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("builtins.compile", refuse)
    with quickstart.kept_bytecode():
        kept = compile(b"1 + 1", "<sum>", "eval")
    monkeypatch.undo()
    assert eval(kept) == 2


def test_bytecode_is_not_kept_where_options_matter() -> None:
    with quickstart.kept_bytecode():
        compile("1", "<one>", "eval", 0, True)
    assert not paths.cache().exists()


def test_damaged_bytecode_is_ignored() -> None:
    with quickstart.kept_bytecode():
        compile("1 + 1", "<sum>", "eval")
    [kept] = paths.cache().glob("*.bytecode")
    kept.write_bytes(kept.read_bytes()[:-3] + b"xyz")
    with quickstart.kept_bytecode():
        assert eval(compile("1 + 1", "<sum>", "eval")) == 2


def test_bytecode_that_cannot_be_kept_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", os.fspath(tmp_path / "file"))
    with quickstart.kept_bytecode():
        assert eval(compile("1 + 1", "<sum>", "eval")) == 2
