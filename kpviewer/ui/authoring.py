"""Shows an author what they save, and what is wrong with it beside, before it is compiled."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kpviewer.errors import Problem
from kpviewer.ui.frame import Frame
from kpviewer.ui.look import Look
from kpviewer.ui.problem_panel import ProblemPanel
from kpviewer.ui.proofreading import Proofreading


class Authoring(QObject):
    """Reads the leaflet of a clinic's own packs that is open, as it stands in its file.

    Signals:
        rendered(leaflet, page): see `Proofreading`.
    """

    rendered = Signal(object, object)

    def __init__(self, frame: Frame, look: Look, folders: Sequence[Path]) -> None:
        """`folders` make the library: the first is the bundled pack."""
        super().__init__(frame)
        self._look = look
        self._leaflet = ("", "")
        self._compiling: Sequence[Problem] = ()
        self._panel = ProblemPanel()
        frame.put_below_page(self._panel)
        self._proofreading = Proofreading(folders, self)
        self._proofreading.rendered.connect(self.rendered)
        self._proofreading.done.connect(self._show)
        self.dress()

    def read(self, slug: str, lang: str, compiling: Sequence[Problem]) -> None:
        """Proof-read the leaflet that is open now; `compiling` is what compiling the packs found."""
        if (slug, lang) != self._leaflet:
            self._panel.show_problems("", ())
        self._leaflet, self._compiling = (slug, lang), compiling
        if slug:
            self._proofreading.read(slug, lang)

    def read_again(self) -> None:
        """Something was saved."""
        if self._leaflet[0]:
            self._proofreading.read(*self._leaflet)

    def _show(self, slug: str, lang: str, path: str, problems: list[Problem]) -> None:
        if (slug, lang) != self._leaflet:
            return
        found = {(problem.line, problem.rule) for problem in problems}
        others = [one for one in self._compiling if one.path == path and (one.line, one.rule) not in found]
        self._panel.show_problems(path, sorted([*problems, *others]))

    def dress(self) -> None:
        """Take on the look."""
        self._panel.dress(self._look.unit)

    def end(self) -> None:
        """Until no work goes on."""
        self._proofreading.end()
