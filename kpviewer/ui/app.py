"""The running application: Qt's start, its complaints, and the life of a window."""

import os
import sys
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QMessageLogContext, QObject, QSettings, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from kpviewer import display, instance, library, log, paths
from kpviewer.errors import Problem
from kpviewer.library import Library
from kpviewer.settings import Settings
from kpviewer.ui import theme
from kpviewer.ui.window import Window
from kpviewer.watchdog import Watchdog

if TYPE_CHECKING:
    from kpviewer.ui.callers import Callers
    from kpviewer.ui.care import Care
    from kpviewer.ui.kiosk.window import KioskWindow
    from kpviewer.ui.refresh import Refresh

RESTART = 75
"""Exit code of a program that wants to be started again: EX_TEMPFAIL of sysexits(3)."""

_Application = TypeVar("_Application", bound=QGuiApplication)


class App(QObject):
    """One window over one library, kept up to date. Needs a running Qt: see `start_desk`."""

    def __init__(
        self,
        find_folders: Callable[[], list[Path]],
        settings: Settings,
        lang: str,
        slug: str,
        meeting: str = "",
        is_kiosk: bool = False,
    ) -> None:
        """`find_folders` says what makes the library now, which changes when packs are installed.

        `meeting` is where second starts come, see `instance`; without one each opens a window.
        """
        super().__init__()
        self._meeting = meeting
        self._callers: Callers | None = None
        self._find_folders = find_folders
        self._settings = settings
        self._signed_only = bool(settings["content.require_clinical_review"])
        self._slug = slug
        self._is_kiosk = is_kiosk
        is_own = settings.origin("content.packs") != "policy" and not settings["content.require_signature"]
        self._is_watched = is_own and bool(settings["content.packs"]) and not is_kiosk
        self.window = self._kiosk_window(lang) if is_kiosk else self._desk_window(lang)
        self.window.first_painted.connect(self._bring_up_to_date)
        self.window.library_damaged.connect(self._bring_up_to_date)
        self._care: Care | None = None
        self._is_open = False
        self._told: set[Problem] = set()
        self._shown = ""
        last = library.open_last(find_folders(), signed_only=self._signed_only)
        if last:
            self._take(last)
        else:
            self.window.say_preparing()
        self.window.present()

    def _desk_window(self, lang: str) -> Window:
        memory = QSettings(str(paths.state_file()), QSettings.Format.IniFormat)
        return Window(self._settings, memory, lang)

    def _kiosk_window(self, lang: str) -> "KioskWindow":
        from kpviewer.ui.kiosk.window import KioskWindow

        window = KioskWindow(self._settings, lang, self._find_folders)
        window.left.connect(lambda restarts: QApplication.exit(RESTART if restarts else 0))
        return window

    @cached_property
    def _refresh(self) -> "Refresh":
        from kpviewer.ui.refresh import Refresh
        from kpviewer.ui.watch import Watch

        refresh = Refresh(self._find_folders, self._signed_only, self._is_watched, self._shown, self)
        refresh.compiled.connect(self._take)
        refresh.stood_in.connect(self._stand_in)
        refresh.progressed.connect(self.window.show_progress)
        refresh.stopped.connect(self.window.say_stopped)
        self.window.stop_wanted.connect(refresh.stop)
        watch = Watch(self)
        watch.changed.connect(refresh.do)
        refresh.seen.connect(watch.follow)
        if self._is_watched and isinstance(self.window, Window):
            self.window.preview(self._find_folders())
            watch.changed.connect(self.window.read_again)
        return refresh

    def _bring_up_to_date(self) -> None:
        self._refresh.do()

    def run(self) -> int:
        """Until the window is closed; returns the exit code of the program."""
        watchdog = Watchdog(self._settings["kiosk.watchdog"])
        self.window.first_painted.connect(lambda: self._look_after(watchdog))
        code = QApplication.exec()
        if self._callers:
            self._callers.close()
        self.wait()
        if self._care:
            self._care.end(code)
        return code

    def wait(self) -> None:
        """Until no work goes on behind the window."""
        self._refresh.end()
        self.window.wait()

    def _look_after(self, watchdog: Watchdog) -> None:
        from kpviewer.ui import fault, garbage
        from kpviewer.ui.care import Care

        garbage.take_over(self)
        self._care = Care(watchdog, self)
        self._care.faults.happened.connect(self.window.say_fault)
        self._care.leave_wanted.connect(self._leave)
        if self._is_kiosk:
            self._care.faults.too_many.connect(lambda: QApplication.exit(fault.EXIT_CODE))
        self._care.begin("kiosk" if self._is_kiosk else "desk")
        self._await_callers()

    def _await_callers(self) -> None:
        door = instance.listen(self._meeting) if self._meeting else None
        if door:
            from kpviewer.ui.callers import Callers

            self._callers = Callers(door, self.window)
            self._callers.leaflet_wanted.connect(self.window.open)

    def _leave(self) -> None:
        self.window.close()
        QApplication.exit()

    def _stand_in(self, bundled: Library) -> None:
        """Until the library is there the reader sees the leaflets that come with the program."""
        bundled.offer(self._settings["content.languages"])
        self.window.show_library(bundled)
        if not self._is_open:
            self._is_open = self.window.open_first(self._slug)

    def _take(self, new: Library) -> None:
        self._shown = new.state()
        new.offer(self._settings["content.languages"])
        self.window.show_library(new)
        if not self._is_open:
            self._is_open = True
            if not self.window.has_moved and not self.window.open_first(self._slug):
                print(f"kpviewer: no leaflet {self._slug!r}; kpviewer list shows all", file=sys.stderr)
        problems = new.problems()
        for problem in problems:
            if problem not in self._told:
                log.troubled(problem)
        self._told = {*problems}


@cache
def start_desk() -> QApplication:
    """Qt for a window; explains in one line and exits with 3 where Qt alone would abort."""
    return _named(QApplication(["kpviewer"]))


@cache
def start_unseen() -> QGuiApplication:
    """Qt for paper and files only; needs no display. The Qt that runs already will do."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return _named(QGuiApplication(["kpviewer"]))


def _named(application: _Application) -> _Application:
    application.setApplicationName("kpviewer")
    application.setFont(theme.font(theme.BODY))
    application.setDesktopFileName("org.kpviewer.Kpviewer")
    return application


def _say(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    if kind == QtMsgType.QtFatalMsg:
        error = display.explain_start()
        print(f"kpviewer: {error}", file=sys.stderr, flush=True)
        os._exit(error.exit_code)
    if kind == QtMsgType.QtCriticalMsg:
        print(f"kpviewer: {text}", file=sys.stderr)


qInstallMessageHandler(_say)
