"""A leaflet with all that the store keeps of it; made without the store, so that several processes can."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kpviewer import index, leaflet, link, render
from kpviewer.errors import ContentError, Problem
from kpviewer.index import Looks
from kpviewer.leaflet import Leaflet
from kpviewer.render import Page


class Record(NamedTuple):
    """A leaflet that could be loaded."""

    leaflet: Leaflet
    page: Page
    looks: Looks


class Attempt(NamedTuple):
    """What came of loading a leaflet."""

    record: Record | None
    place: int
    """In what was tried, of the file that it was loaded from."""
    problems: list[Problem]
    """Of the file that it was loaded from, and of those that were tried before."""


def load(files: Sequence[tuple[Path, Path]]) -> Attempt:
    """Load a leaflet from the first of `files` that will do; each comes with the root of its pack."""
    problems: list[Problem] = []
    for place, (path, root) in enumerate(files):
        try:
            record = _make(path, root)
        except ContentError as error:
            problems.append(error.problem)
        else:
            return Attempt(record, place, problems + record.page.problems)
    return Attempt(None, len(files), problems)


def _make(path: Path, root: Path) -> Record:
    parsed = leaflet.parse(path)
    page = render.render(parsed, root)
    for anchor in parsed.section_aliases:
        missing = link.alias_fault(anchor, page.anchors)
        if missing:
            page.problems.append(Problem(str(path), 1, "error", *missing))
    return Record(parsed, page, index.looks(parsed, page.sections))
