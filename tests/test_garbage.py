"""Who collects garbage while a window stands."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kpviewer.ui import garbage


class _Ring:
    """Refers to itself: only a collection ends it."""

    def __init__(self) -> None:
        self.ring = self


@pytest.fixture
def taken_over(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(garbage, "_PAUSE_MILLISECONDS", 1)
    gc.enable()
    window = QWidget()
    qtbot.addWidget(window)
    garbage.take_over(window)
    yield
    gc.unfreeze()


def _leave(rings: int, ended_on: list[int]) -> None:
    """Leave garbage, the first of which tells on which thread it ends."""
    told = _Ring()
    weakref.finalize(told, lambda: ended_on.append(threading.get_ident()))
    for _ in range(rings):
        _Ring()


@pytest.mark.usefixtures("taken_over")
def test_what_a_worker_leaves_is_collected_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    ended_on: list[int] = []
    worker = threading.Thread(target=_leave, args=(4 * garbage._ENOUGH, ended_on))
    worker.start()
    worker.join()
    assert not ended_on
    qtbot.waitUntil(lambda: bool(ended_on))
    assert ended_on == [threading.get_ident()]


@pytest.mark.usefixtures("taken_over")
def test_a_little_garbage_is_left_alone() -> None:
    gc.collect()
    ended_on: list[int] = []
    _leave(10, ended_on)
    garbage._collect()
    assert not ended_on
    gc.collect()
    assert ended_on
