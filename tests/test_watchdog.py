"""What systemd hears, at a real socket."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kpviewer.ui.pulse import Pulse
from kpviewer.watchdog import Watchdog
from tests.systemd import Systemd

ABSTRACT = "@kpviewer-test"


@pytest.fixture(params=["a file", "abstract"])
def systemd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Systemd]:
    listening = Systemd(ABSTRACT if request.param == "abstract" else str(tmp_path / "notify"))
    yield listening
    listening.close()


def test_systemd_hears_the_start_the_signs_of_life_and_the_end(systemd: Systemd) -> None:
    watchdog = Watchdog(environment=systemd.environment())
    assert systemd.heard() == []
    watchdog.ready()
    watchdog.alive()
    watchdog.stopping()
    assert systemd.heard() == ["READY=1", "WATCHDOG=1", "STOPPING=1"]


def test_signs_of_life_come_twice_as_often_as_they_must(systemd: Systemd) -> None:
    watchdog = Watchdog(environment=systemd.environment(WATCHDOG_USEC="30000000"))
    assert watchdog.pause_seconds == 15


def test_no_other_program_is_asked_to_answer(systemd: Systemd) -> None:
    environment = systemd.environment(HOME="/home")
    Watchdog(environment=environment)
    assert environment == {"HOME": "/home"}


def test_where_no_watchdog_is_wanted_systemd_is_told_not_to_wait(systemd: Systemd) -> None:
    watchdog = Watchdog(is_wanted=False, environment=systemd.environment())
    watchdog.ready()
    assert systemd.heard() == ["READY=1\nWATCHDOG_USEC=0"]
    assert watchdog.pause_seconds == 0


def test_where_nobody_waits_nothing_is_said() -> None:
    watchdog = Watchdog(environment={"WATCHDOG_USEC": "100000"})
    watchdog.ready()
    watchdog.alive()
    assert watchdog.pause_seconds == 0


@pytest.mark.parametrize("limit", ["", "soon", "-5"])
def test_a_limit_that_is_none_asks_for_no_signs_of_life(limit: str, systemd: Systemd) -> None:
    watchdog = Watchdog(environment=systemd.environment(WATCHDOG_USEC=limit))
    assert watchdog.pause_seconds == 0


def test_where_nobody_listens_any_more_the_program_goes_on(systemd: Systemd) -> None:
    watchdog = Watchdog(environment=systemd.environment())
    systemd.close()
    watchdog.alive()


def test_where_systemd_is_too_busy_the_program_does_not_wait(systemd: Systemd) -> None:
    watchdog = Watchdog(environment=systemd.environment())
    for _ in range(2_000):
        watchdog.alive()
    assert 0 < len(systemd.heard()) < 2_000


def test_signs_of_life_come_while_the_event_loop_turns_and_no_longer(
    systemd: Systemd, qtbot: QtBot
) -> None:
    pulse = Pulse(Watchdog(environment=systemd.environment()))
    pulse.start()
    assert systemd.heard() == ["READY=1", "WATCHDOG=1"]
    qtbot.waitUntil(lambda: systemd.heard() == ["WATCHDOG=1"])
    blocked_until = time.monotonic() + 0.5
    while time.monotonic() < blocked_until:  # the event loop hangs, as by a bug of ours
        assert systemd.heard() == []
    qtbot.waitUntil(lambda: "WATCHDOG=1" in systemd.heard())
    pulse.stop()
    assert systemd.heard()[-1] == "STOPPING=1"


def test_without_a_limit_there_is_no_timer(systemd: Systemd, qtbot: QtBot) -> None:
    pulse = Pulse(Watchdog(environment={"NOTIFY_SOCKET": systemd.address}))
    pulse.start()
    with qtbot.assertNotEmitted(pulse._timer.timeout, wait=100):
        assert systemd.heard() == ["READY=1"]
