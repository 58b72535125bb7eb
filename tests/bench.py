"""`python -m tests bench`: how fast and how small, as ratios measured in one run.

Starts are whole processes, bare program and kpviewer in turn; the rest is timed inside this one.
"""

import contextlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tests import x_screen

if TYPE_CHECKING:
    from kpviewer.library import Library
    from kpviewer.ui.window import Window

ROOT = Path(__file__).parent.parent
RUNS = 15
_VISITS = 200

_LEAVE = """
def leave():
    with open("/proc/self/smaps_rollup") as file:
        print(next(line.split()[1] for line in file if line.startswith("Pss:")))
    sys.stdout.flush()
    os._exit(0)
"""
BARE = f"""
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTextBrowser
{_LEAVE}
class Browser(QTextBrowser):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, leave)

app = QApplication([])
browser = Browser()
browser.setHtml(open(sys.argv[1]).read())
browser.resize(1280, 800)
browser.show()
app.exec()
"""
KPVIEWER = f"""
import contextlib, os, sys
from kpviewer import cli
{_LEAVE}
loading = cli._loading_qt

@contextlib.contextmanager
def watched():
    with loading():
        yield
    from kpviewer.ui.window import Window
    Window._finish = lambda self: leave()

cli._loading_qt = watched
cli.main(["ptsd", *sys.argv[1:]])
"""


def main() -> None:
    """Print the table."""
    from tests import bench_large, bench_peers

    with _screen(), tempfile.TemporaryDirectory() as folder:
        for variable in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
            os.environ[variable] = folder
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        load = "/".join(f"{one:.1f}" for one in os.getloadavg())
        print(f"platform {os.environ['QT_QPA_PLATFORM']}, load {load}, {RUNS} starts of each, medians\n")
        page = _starts(Path(folder))
        bench_peers.measure(Path(folder), page)
        _inside()
        _soak()
        bench_large.measure(Path(folder))


@contextlib.contextmanager
def _screen() -> Iterator[None]:
    """A virtual X screen where Xvfb is installed, else none at all."""
    if not shutil.which("Xvfb"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield
        return
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    with x_screen.running("1920x1080") as display:
        os.environ["DISPLAY"] = display
        yield


def _starts(folder: Path) -> Path:
    """Returns a leaflet as HTML."""
    from kpviewer import library

    loaded = library.load()
    page = folder / "page.html"
    page.write_text(loaded.read("ptsd", "en").html, "utf-8")
    loaded.close()
    bare, ours = starts([[BARE, str(page)], [KPVIEWER]])
    row("cold start to painted page", f"{ours[0] / bare[0]:.2f} x bare", f"{ours[0]:.3f} s", "<= 1.15")
    if shutil.which("valgrind"):
        few, more = _instructions(BARE, str(page)), _instructions(KPVIEWER)
        row("the same in instructions", f"{more / few:.2f} x bare", f"{more / 1e6:.0f} million", "<= 1.15")
    row("memory after start (PSS)", f"{ours[1] / bare[1]:.2f} x bare", f"{ours[1]:.1f} MB", "<= 1.3")
    return page


def starts(programs: list[list[str]]) -> list[tuple[float, float]]:
    """Seconds and megabytes of each, started in turn: medians."""
    taken: list[list[tuple[float, float]]] = [[] for _ in programs]
    for turn in range(RUNS + 1):
        for program, times in zip(programs, taken, strict=True):
            start = time.perf_counter()
            command = [sys.executable, "-c", *program]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
            if turn:
                times.append((time.perf_counter() - start, float(done.stdout) / 1024))
    return [tuple(map(statistics.median, zip(*times, strict=True))) for times in taken]


def _instructions(*program: str) -> int:
    """That a start takes, however busy the machine is."""
    counter = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    command = [*counter, sys.executable, "-c", *program]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return int(re.findall(r"I +refs: +([\d,]+)", done.stderr)[-1].replace(",", ""))


def _inside() -> None:
    from PySide6.QtCore import QSettings

    from kpviewer import handout, library, search
    from kpviewer.settings import Settings
    from kpviewer.ui import app, paper
    from kpviewer.ui.window import Window

    qt = app.start_desk()
    loaded = library.load()
    memory = QSettings("/nonexistent/kpviewer.ini", QSettings.Format.IniFormat)
    window = Window(Settings(), memory, "en")
    window.show_library(loaded)
    window.open_first("ptsd")
    window.present()
    qt.processEvents()
    slugs = [entry.slug for entry in loaded.leaflets("en")]

    def open_leaflet(number: int) -> None:
        window.open(slugs[number % len(slugs)])
        qt.processEvents()

    row(
        "opening a leaflet, click to painted",
        f"p95 {percentile(open_leaflet, 110, 95):.1f} ms",
        "",
        "<= 16 ms",
    )
    _hear_pages(window, open_leaflet)
    word = "nightmares and bad dreams"
    row(
        "a key press in search, bundled library",
        f"p99 {percentile(lambda n: search.answer(loaded, word[: n % len(word) + 1]), 500, 99):.1f} ms",
        "",
        "<= 2 ms",
    )

    def press_key(number: int) -> None:
        window.frame.field.setText(word[: number % len(word) + 1])
        qt.processEvents()

    row(
        "a key press in search, to painted hits",
        f"p99 {percentile(press_key, 200, 99):.1f} ms",
        "",
        "<= 16 ms",
    )
    window.frame.field.clear()
    options = handout.Options(sections=("what-is-it", "what-might-ketamine-do", "get-help-now"))
    composed = handout.compose(loaded, ["ptsd"], options)
    row(
        f"a handout of {paper.Sheet(composed).page_count} pages to PDF, warm",
        f"{percentile(lambda _: paper.pdf(composed), 12, 50):.0f} ms",
        "",
        "<= 60 ms",
    )
    packet = handout.compose(loaded, slugs)
    row(
        "eleven leaflets in one packet",
        f"{percentile(lambda _: paper.pdf(packet), 4, 50):.0f} ms",
        "",
        "<= 500 ms",
    )
    sizes = [_memory() for _ in range(10) if [paper.pdf(composed) for _ in range(50)]]
    row("500 handouts: memory from the 50th on", f"+ {sizes[-1] - sizes[0]:.1f} MB", "", "<= 1 MB")
    _previews(loaded, slugs)
    row("compiling the bundled pack", f"{percentile(_compile_bundled, 6, 50):.0f} ms", "", "")
    row("checking 1,000 leaflets", f"{_check_many():.1f} s", "", "<= 10 s")


def _hear_pages(window: "Window", open_leaflet: Callable[[int], None]) -> None:
    """As with a screen reader: asked how many parts a page has, all of them are made."""
    from PySide6.QtGui import QAccessible

    def hear(number: int) -> int:
        open_leaflet(number)
        return QAccessible.queryAccessibleInterface(window.frame.viewer).childCount()

    QAccessible.setActive(True)
    sizes = [_memory() for _ in range(10) if all(map(hear, range(200)))]
    QAccessible.setActive(False)
    row("2,000 pages heard: memory from the 200th on", f"+ {sizes[-1] - sizes[0]:.1f} MB", "", "<= 2 MB")


def _compile_bundled(_: int) -> None:
    from kpviewer import library

    with tempfile.TemporaryDirectory() as empty:
        library.load(cache=Path(empty)).close()


def _soak() -> None:
    """Visitors to a kiosk, one after the other; `python -m tests.soak` goes on for longer."""
    command = [sys.executable, "-m", "tests.soak", str(_VISITS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    grown = told["grown"]
    row(f"{told['steps']:,} steps of a kiosk: memory", f"+ {grown['resident']:.1f} MB", "", "<= 5 MB")
    row("the same: files, threads", f"+ {grown['files']}, + {grown['threads']}", "", "none")


def _check_many() -> float:
    """Seconds for a pack of 1,000 leaflets of 700 to 850 words, as long as those about conditions."""
    from kpviewer import check, paths

    sources = [path for path in sorted(paths.bundled_pack().glob("en/*.md")) if _is_condition(path)]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "en").mkdir()
        for number in range(1000):
            source = sources[number % len(sources)]
            (Path(folder) / "en" / f"{source.stem}-{number}.md").write_bytes(source.read_bytes())
        start = time.perf_counter()
        check.check([Path(folder)], [paths.bundled_pack()])
        return time.perf_counter() - start


def _is_condition(path: Path) -> bool:
    return 'group = "conditions"' in path.read_text("utf-8")


def _previews(loaded: "Library", slugs: list[str]) -> None:
    """In the handout panel, from a choice or a key press to painted pages."""
    from PySide6.QtWidgets import QApplication, QCheckBox, QPlainTextEdit

    from kpviewer.handout import Options
    from kpviewer.ui import theme
    from kpviewer.ui.draft import Draft
    from kpviewer.ui.handout_panel import HandoutPanel
    from kpviewer.ui.preview import Preview

    panel = HandoutPanel(Draft(Options()), {})
    panel.dress(theme.LIGHT, 1)
    panel.resize(976, 700)
    panel.show_library(loaded, "en")
    panel.show()
    [preview], [note] = panel.findChildren(Preview), panel.findChildren(QPlainTextEdit)
    large_print = next(box for box in panel.findChildren(QCheckBox) if box.text() == "Large print")
    shown: list[int] = []
    preview.page_reached.connect(lambda *_: shown.append(1))

    def until_painted(choose: Callable[[], object]) -> Callable[[int], None]:
        def work(_: int) -> None:
            shown.clear()
            choose()
            while not shown:
                QApplication.processEvents()
            preview.viewport().repaint()

        return work

    for chosen in (slugs[:4], slugs):
        panel.add(chosen)
        for what, choose in (
            ("large print", large_print.click),
            ("a key press", lambda: note.insertPlainText("x")),
        ):
            taken = percentile(until_painted(choose), 20, 95)
            row(f"preview of {len(chosen)} leaflets after {what}", f"p95 {taken:.0f} ms", "", "<= 150 ms")


def _memory() -> float:
    """Of this process alone, in megabytes: of what others use too more is ours when they end."""
    with Path("/proc/self/smaps_rollup").open() as file:
        return float(next(line.split()[1] for line in file if line.startswith("Anonymous:"))) / 1024


def percentile(work: Callable[[int], object], times: int, percent: int) -> float:
    """In milliseconds, after one turn that does not count."""
    work(0)
    taken = []
    for number in range(times):
        start = time.perf_counter()
        work(number)
        taken.append(1000 * (time.perf_counter() - start))
    return sorted(taken)[min(times * percent // 100, times - 1)]


def row(work: str, figure: str, absolute: str, target: str) -> None:
    """A line of the table."""
    print(f"{work:42} {figure:16} {absolute:10} {target}", flush=True)


if __name__ == "__main__":
    main()
