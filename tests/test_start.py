"""The program as a process of its own: how it starts, what it loads, how it fails."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpviewer import library

ROOT = Path(__file__).parent.parent

REPORT = """
import contextlib, linecache, os, sys
from kpviewer import cli

loading = cli._loading_qt

@contextlib.contextmanager
def then_report():
    with loading():
        yield
    from PySide6 import QtCore
    from kpviewer.ui.window import Window

    def painted(self, *_):
        read = [name for name in linecache.cache if "kpviewer" in name]
        print(self.windowTitle(), *({watched!r} & set(sys.modules)), "Qt" in vars(QtCore), *read)
        sys.stdout.flush()
        os._exit(0)

    Window._finish = painted

cli._loading_qt = then_report
sys.exit(cli.main(["ptsd"]))
"""


def start(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_start_that_compiles_nothing_loads_no_markdown_no_slow_enums_and_no_source() -> None:
    library.load().close()
    watched = {
        "markdown",
        "tomllib",
        "hashlib",
        "json",
        "kpviewer.render",
        "PySide6.QtPrintSupport",
        "kpviewer.voices",
        "socket",
        "signal",
        "kpviewer.marks",
    }
    done = start("-c", REPORT.format(watched=watched), QT_QPA_PLATFORM="offscreen")
    assert done.stdout == "Post-traumatic stress disorder (PTSD) – kpviewer False\n", done.stderr


def test_the_first_start_compiles_and_then_shows_the_leaflet() -> None:
    script = REPORT.replace("Window._finish = painted", "Window.open_first = painted")
    done = start("-c", script.format(watched={"markdown"}), QT_QPA_PLATFORM="offscreen")
    assert "markdown" in done.stdout


def test_without_a_display_it_is_one_line_and_exit_3() -> None:
    done = start("-m", "kpviewer", QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    assert done.returncode == 3
    assert done.stderr.startswith("kpviewer: there is no display")
    assert len(done.stderr.splitlines()) == 1


def test_a_display_that_does_not_answer_is_one_line_and_exit_3() -> None:
    done = start("-m", "kpviewer", QT_QPA_PLATFORM="", DISPLAY=":987", WAYLAND_DISPLAY="")
    assert done.returncode == 3
    assert done.stderr.startswith("kpviewer: ")
    assert len(done.stderr.splitlines()) == 1


def test_export_needs_no_display(tmp_path: Path) -> None:
    target = tmp_path / "x.pdf"
    done = start("-m", "kpviewer", "export", "ptsd", "-o", str(target), QT_QPA_PLATFORM="", DISPLAY="")
    assert (done.returncode, done.stderr) == (0, "")
    assert target.read_bytes().startswith(b"%PDF")


@pytest.fixture(params=["a full disk", "a limit on files"])
def full(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, str, str]]:
    """A folder that takes 16 kilobytes, what to do first in a shell, and what the system says then."""
    folder = tmp_path / "full"
    folder.mkdir()
    if request.param == "a limit on files":
        yield folder, "ulimit -f 16", "File too large"
        return
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "none", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount")
    yield folder, "true", "No space left on device"
    subprocess.run(["umount", str(folder)], check=True)


def test_export_onto_a_disk_that_is_full_leaves_nothing(full: tuple[Path, str, str]) -> None:
    folder, first, words = full
    command = f"{first}; {sys.executable} -m kpviewer export ptsd -o {folder}/x.pdf"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 3
    assert done.stderr.startswith(f"kpviewer: {folder}/x.pdf cannot be written ({words})")
    assert len(done.stderr.splitlines()) == 1
    assert list(folder.iterdir()) == []


def test_many_handouts_come_from_one_process(tmp_path: Path) -> None:
    """A script may use the program as a library; it needs no display."""
    script = """
import sys
from pathlib import Path
from kpviewer import files, handout, library
from kpviewer.ui import app, paper

app.start_unseen()
loaded = library.load()
for number in range(20):
    options = handout.Options(prepared_for=f"Person {number}", langs=("en",))
    composed = handout.compose(loaded, ["questions-to-ask"], options)
    files.save(Path(sys.argv[1], f"{number}.pdf"), paper.pdf(composed))
"""
    done = start("-c", script, str(tmp_path), QT_QPA_PLATFORM="", DISPLAY="")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list(tmp_path.glob("*.pdf"))) == 20


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m kpviewer list --json | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("variable", ["HOME", "XDG_CACHE_HOME"])
def test_it_works_where_nothing_can_be_written(variable: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    nowhere = {"XDG_CACHE_HOME": "", variable: str(tmp_path / "file")}
    done = start("-m", "kpviewer", "list", **nowhere)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 11)


def test_this_pair_of_python_and_pyside_keeps_count_of_none() -> None:
    """PySide6 6.12.0 aborts Python 3.11 after some 5,700 calls that return nothing."""
    script = (
        "from PySide6.QtCore import QObject\no = QObject()\nfor _ in range(200_000): o.setObjectName('x')"
    )
    done = start("-c", script)
    assert (done.returncode, done.stderr) == (0, "")
