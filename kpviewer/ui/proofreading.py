"""Reads the open leaflet as `kpviewer check` does, without its author waiting for it."""

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kpviewer import installed
from kpviewer.ui.work import Work

if TYPE_CHECKING:
    from kpviewer.check import Anchors


class Proofreading(Work):
    """Proof-reads one leaflet of a clinic's own packs at a time, as it stands in its file.

    Signals:
        rendered(leaflet, page): what it says there, as `leaflet.parse` and `render.render` have it.
        done(slug, lang, path, problems): what is wrong with it; path is empty for a leaflet of others.
    """

    rendered = Signal(object, object)
    done = Signal(str, str, str, object)

    def __init__(self, folders: Sequence[Path], parent: QObject | None = None) -> None:
        """`folders` make the library: the first is the bundled pack."""
        super().__init__(parent)
        self._folders = folders
        self._own = [folder for folder in folders[1:] if not installed.holds(folder)]
        self._leaflet = ("", "")

    def read(self, slug: str, lang: str) -> None:
        """Read this one, in place of one that is still to be read."""
        self._leaflet = (slug, lang)
        self.do()

    def run(self) -> None:
        from kpviewer import check, leaflet, packs, render
        from kpviewer.errors import ContentError

        slug, lang = self._leaflet
        path = packs.source(self._own, slug, lang)
        if path:
            with contextlib.suppress(ContentError):
                parsed = leaflet.parse(path)
                self.rendered.emit(parsed, render.render(parsed, path.parent.parent))
        problems = check.check_leaflet(path, self._known()) if path else []
        self.done.emit(slug, lang, str(path or ""), problems)

    def _known(self) -> "Anchors":
        """What links may name; the store knows, and the packs themselves where none can be written."""
        from kpviewer import check, library

        last = library.open_last(self._folders)
        if last:
            with contextlib.closing(last), contextlib.suppress(library.DamagedStore):
                return last.anchors()
        return check.anchors(self._folders)
