"""The PIN of staff. `Clock` is the time since the machine started; nobody waits here."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kpviewer import paths, pin

RIGHT, WRONG = "274951", "385062"
STORED = pin.hashed(RIGHT)


class Clock:
    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock(5_000)


@pytest.fixture
def gate(clock: Clock) -> pin.Gate:
    return pin.Gate(STORED, clock=clock)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of a millisecond for a hash: these tests are about counting."""
    monkeypatch.setattr(pin, "fits", lambda typed, stored: typed == RIGHT)


def test_the_hash_says_how_it_was_made_and_fits_its_pin_alone() -> None:
    assert STORED.startswith("$scrypt$ln=17,r=8,p=1$")
    assert pin.is_hash(STORED)
    assert pin.fits(RIGHT, STORED)
    assert not pin.fits(WRONG, STORED)
    assert pin.hashed(RIGHT) != STORED


def test_another_program_makes_the_same_of_it() -> None:
    import base64
    import hashlib

    _, _, _, salt, wanted = STORED.split("$")
    made = hashlib.scrypt(
        RIGHT.encode(), salt=base64.b64decode(salt + "=="), n=131072, r=8, p=1, maxmem=2**28, dklen=32
    )
    assert base64.b64encode(made).decode().rstrip("=") == wanted


@pytest.mark.parametrize(
    "text",
    ["", RIGHT, STORED[:-1], STORED + "A", STORED.replace("17", "10"), STORED.replace("r=8", "r=1")],
    ids=["nothing", "the PIN", "too short", "too long", "another cost", "another block"],
)
def test_what_is_no_hash_of_ours_fits_no_pin(text: str) -> None:
    assert not pin.is_hash(text)
    assert not pin.fits(RIGHT, text)


@pytest.mark.parametrize("typed", [RIGHT, "190385", "112235", "999998765431"])
def test_a_pin_that_is_not_the_first_guess_may_be_one(typed: str) -> None:
    assert pin.objection(typed) == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        *((typed, "guessed first") for typed in ("123456", "654321", "000000", "890123", "246802")),
        *((typed, "guessed first") for typed in ("121212", "123123", "112233", "997799", "48154815")),
        ("27495", "6 to 12 digits"),
        ("2749512749513", "6 to 12 digits"),
        ("", "digits only"),
        ("27495a", "digits only"),
        ("274 951", "digits only"),
        ("٢٧٤٩٥١", "digits only"),
    ],
)
def test_a_pin_that_must_not_be_one_is_told_why(typed: str, words: str) -> None:
    assert words in pin.objection(typed)


def test_the_right_pin_opens(gate: pin.Gate) -> None:
    assert not gate.opens(WRONG)
    assert gate.failures == 1
    assert gate.opens(RIGHT)
    assert gate.failures == 0


@pytest.mark.usefixtures("quick")
def test_three_tries_are_free_then_waits_double_up_to_a_quarter_of_an_hour(
    gate: pin.Gate, clock: Clock
) -> None:
    waits = []
    for _ in range(10):
        gate.opens(WRONG)
        waits.append(gate.wait_seconds())
        clock.seconds += waits[-1]
    assert waits == [0, 0, 30, 60, 120, 240, 480, 900, 900, 900]


@pytest.mark.usefixtures("quick")
def test_while_there_is_a_wait_even_the_right_pin_opens_nothing_and_counts_nothing(
    gate: pin.Gate, clock: Clock
) -> None:
    for _ in range(3):
        gate.opens(WRONG)
    clock.seconds += 29
    assert not gate.opens(RIGHT)
    assert (gate.failures, gate.wait_seconds()) == (3, 1)
    clock.seconds += 1
    assert gate.opens(RIGHT)
    assert (gate.failures, gate.wait_seconds()) == (0, 0)


@pytest.mark.usefixtures("quick")
def test_the_wait_outlasts_the_program(gate: pin.Gate, clock: Clock) -> None:
    for _ in range(4):
        gate.opens(WRONG)
        clock.seconds += 31
    again = pin.Gate(STORED, clock=clock)
    assert (again.failures, again.wait_seconds()) == (4, 29)


@pytest.mark.usefixtures("quick")
def test_after_the_machine_was_started_again_the_wait_starts_from_there(
    gate: pin.Gate, clock: Clock
) -> None:
    for _ in range(3):
        gate.opens(WRONG)
    clock.seconds = 12
    again = pin.Gate(STORED, clock=clock)
    assert again.wait_seconds() == 18
    clock.seconds = 30
    assert again.wait_seconds() == 0


@pytest.mark.usefixtures("quick")
def test_the_clock_on_the_wall_changes_nothing(gate: pin.Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        gate.opens(WRONG)
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert gate.wait_seconds() == 30


def test_a_program_that_is_killed_while_it_looks_has_counted() -> None:
    script = """
import os, signal
from kpviewer import pin

def die(typed, stored):
    os.kill(os.getpid(), signal.SIGKILL)

pin.fits = die
pin.Gate("").opens("274951")
"""
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parent.parent)
        assert done.returncode == -signal.SIGKILL
    gate = pin.Gate(STORED)
    assert gate.failures == 3
    assert 0 < gate.wait_seconds() <= 30


@pytest.mark.usefixtures("quick")
def test_only_its_owner_may_read_the_count(gate: pin.Gate) -> None:
    gate.opens(WRONG)
    gate.opens(WRONG)
    assert stat.S_IMODE(paths.pin_file().stat().st_mode) == 0o600
    assert [path.name for path in paths.pin_file().parent.iterdir()] == ["pin"]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "content", ["", "3", "x 1.0", "3 x", "-1 1.0", "3 nan", "3 -5", "3 inf", "3 1 1", "\xff"]
)
def test_a_count_that_is_damaged_costs_the_longest_wait_once(content: str, clock: Clock) -> None:
    paths.pin_file().parent.mkdir(parents=True)
    paths.pin_file().write_bytes(content.encode("latin-1"))
    gate = pin.Gate(STORED, clock=clock)
    assert gate.wait_seconds() == 900
    assert not gate.opens(RIGHT)
    clock.seconds += 900
    assert gate.opens(RIGHT)
    assert gate.failures == 0


@pytest.fixture
def in_the_way() -> Path:
    """Stands where the count is written before it is put in place; what is there can be read."""
    part = paths.pin_file().with_name(f".kpviewer-{os.getpid()}.part")
    part.mkdir(parents=True)
    return part


@pytest.mark.usefixtures("quick", "in_the_way")
def test_where_nothing_can_be_written_each_try_costs_the_longest_wait(gate: pin.Gate, clock: Clock) -> None:
    assert gate.wait_seconds() == 0
    assert not gate.opens(RIGHT)
    assert gate.wait_seconds() == 900
    clock.seconds += 900
    assert not gate.opens(WRONG)
    assert gate.wait_seconds() == 900
    clock.seconds += 900
    assert gate.opens(RIGHT)


@pytest.mark.usefixtures("quick")
def test_where_something_can_be_written_again_it_is_counted_again(
    gate: pin.Gate, clock: Clock, in_the_way: Path
) -> None:
    gate.opens(WRONG)
    in_the_way.rmdir()
    clock.seconds += 900
    gate.opens(WRONG)
    assert pin.Gate(STORED, clock=clock).failures == 9
    clock.seconds += 900
    assert gate.opens(RIGHT)
    assert (gate.failures, gate.wait_seconds()) == (0, 0)


@pytest.mark.usefixtures("quick")
def test_no_pin_opens_where_none_is_set() -> None:
    assert not pin.Gate("").opens("")
