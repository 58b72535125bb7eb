"""Reads the open leaflet as `kpviewer check` does, without its author waiting for it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kpviewer.ui.work import Work

if TYPE_CHECKING:
    from kpviewer.check import Anchors


class Proofreading(Work):
    """Proof-reads one leaflet of a clinic's own packs at a time.

    Signals:
        done(slug, lang, path, problems): what is wrong with it; path is empty for a leaflet of others.
    """

    done = Signal(str, str, str, object)

    def __init__(self, folders: Sequence[Path], parent: QObject | None = None) -> None:
        """`folders` make the library: the first is the bundled pack."""
        super().__init__(parent)
        self._folders = folders
        self._leaflet = ("", "")
        self._anchors: dict[Path, tuple[dict[str, str], Anchors]] = {}

    def read(self, slug: str, lang: str) -> None:
        """Read this one, in place of one that is still to be read."""
        self._leaflet = (slug, lang)
        self.do()

    def run(self) -> None:
        from kpviewer import check, packs

        slug, lang = self._leaflet
        path = packs.source(self._folders[1:], slug, lang)
        problems = check.check_leaflet(path, self._known()) if path else []
        self.done.emit(slug, lang, str(path or ""), problems)

    def _known(self) -> "Anchors":
        """What links may name; only packs that changed are read again."""
        from kpviewer import check, packs

        known: Anchors = {}
        for folder in self._folders:
            stamps = packs.stamps([folder])
            if self._anchors.get(folder, ({},))[0] != stamps:
                self._anchors[folder] = (stamps, check.anchors([folder]))
            known = {**known, **self._anchors[folder][1]}
        return known
