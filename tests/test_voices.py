"""What a machine lacks to read aloud."""

import importlib.util
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from kpviewer import voices

APT = "apt-get install speech-dispatcher speech-dispatcher-espeak-ng espeak-ng"


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Linux machine that has all that is needed, in one folder."""
    for name in ("QtTextToSpeech.abi3.so", "speech-dispatcher", "sd_dummy", "sd_espeak-ng"):
        (tmp_path / name).touch(0o755)
    qt = ModuleSpec("PySide6", None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: qt)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(voices, "_MODULES", (str(tmp_path),))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("SPEECHD_ADDRESS", raising=False)
    return tmp_path


def test_nothing_is_advised_where_nothing_is_missing() -> None:
    assert voices.advice() == []


def test_the_extra_is_advised_where_qt_has_no_speech(machine: Path) -> None:
    (machine / "QtTextToSpeech.abi3.so").unlink()
    assert voices.advice() == ["pip install 'kpviewer[speech]'"]


@pytest.mark.parametrize("gone", ["speech-dispatcher", "sd_espeak-ng"])
def test_the_packages_are_advised_where_nothing_speaks(machine: Path, gone: str) -> None:
    (machine / gone).unlink()
    assert voices.advice() == [APT]


def test_modules_that_are_elsewhere_are_taken_on_trust(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "_MODULES", ())
    assert voices.advice() == []


def test_a_server_that_is_named_is_taken_on_trust(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (machine / "speech-dispatcher").unlink()
    monkeypatch.setenv("SPEECHD_ADDRESS", "unix_socket:/run/speech")
    assert voices.advice() == []


def test_other_systems_bring_their_voices(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (machine / "speech-dispatcher").unlink()
    monkeypatch.setattr(sys, "platform", "win32")
    assert voices.advice() == []
