"""The log, and that nothing of a reader is in it."""

import ast
import os
import re
from pathlib import Path

import pytest

import kpviewer
from kpviewer import log, paths

Capture = pytest.CaptureFixture[str]


def logged() -> list[str]:
    return paths.log_file().read_text("utf-8").splitlines()


def provoke(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:
        return caught


def test_each_line_has_a_time_and_plain_words() -> None:
    log.started("kiosk")
    log.stopped(0)
    log.stopped(70)
    log.printed("front-desk", "jam")
    log.wrong_pin(3)
    log.let_in()
    log.troubled("policy.toml:3: print.paper is not a key")
    stamped = [re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (.*)", line) for line in logged()]
    assert [found[1] for found in stamped if found] == [
        f"started: version {kpviewer.__version__}, as kiosk",
        "stopped: as asked",
        "stopped: exit code 70",
        "printing: a handout for front-desk: jam",
        "wrong PIN: 3 in a row",
        "right PIN: staff page opened",
        "problem: policy.toml:3: print.paper is not a key",
    ]


def test_of_an_error_only_kind_and_place_are_kept() -> None:
    log.fault(provoke(KeyError("my nightmares")))
    [line] = logged()
    assert re.search(r"fault: KeyError at tests/test_log\.py:\d+$", line)
    assert "nightmares" not in line


def test_an_error_from_nowhere_is_logged_too() -> None:
    log.fault(ValueError("my nightmares"))
    assert logged()[0].endswith("fault: ValueError at an unknown place")


def test_an_error_deep_down_is_logged_by_its_last_places() -> None:
    def fall(depth: int) -> None:
        if not depth:
            raise ValueError
        fall(depth - 1)

    try:
        fall(50)
    except ValueError as error:
        log.fault(error)
    assert logged()[0].count(" > ") == 7


def test_a_line_stays_one_line() -> None:
    log.troubled("two\nlines\r\nand \ttabs")
    assert len(logged()) == 1


def test_the_log_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_MOST_BYTES", 1_000)
    for number in range(100):
        log.wrong_pin(number)
    kept = {path.name: path for path in paths.log_file().parent.iterdir()}
    assert set(kept) == {"kpviewer.log", "kpviewer.old.log"}
    assert all(path.stat().st_size <= 1_000 for path in kept.values())
    assert logged()[-1].endswith("wrong PIN: 99 in a row")


def test_what_cannot_be_logged_stops_nothing() -> None:
    paths.log_file().mkdir(parents=True)
    log.started("desk")


def test_under_systemd_it_goes_to_the_journal(capfd: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    there = os.fstat(2)
    monkeypatch.setenv("JOURNAL_STREAM", f"{there.st_dev}:{there.st_ino}")
    log.wrong_pin(2)
    log.troubled("a leaflet is broken")
    assert capfd.readouterr().err == (
        "kpviewer: wrong PIN: 2 in a row\nkpviewer: problem: a leaflet is broken\n"
    )
    assert not paths.log_file().exists()


def test_a_terminal_below_systemd_is_no_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOURNAL_STREAM", "1:2")
    log.started("desk")
    assert len(logged()) == 1


def test_nothing_is_logged_but_the_sentences_of_this_module() -> None:
    """Nobody writes past it, to the system's log or with a logger of their own."""
    package = Path(kpviewer.__file__).parent
    for path in package.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        imported = {
            alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
        }
        imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {"logging", "syslog"} & imported
