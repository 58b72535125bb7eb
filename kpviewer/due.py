"""What staff must see to: leaflets whose review is overdue, due or unplanned, or that nobody signed off."""

from collections.abc import Sequence
from typing import NamedTuple

from kpviewer import review
from kpviewer.library import Library
from kpviewer.page import Entry

_SAID = {
    "overdue": "overdue since {}",
    "unplanned": "no review planned",
    "due": "due by {}",
    "unsigned": "review by {}",
}


class Due(NamedTuple):
    """A leaflet that staff must see to."""

    entry: Entry
    state: str
    """As `review.state` names it."""

    def __str__(self) -> str:
        when = _SAID[self.state].format(self.entry.review_by)
        name = self.entry.reviewed_by
        signed = f"signed off by {name}" if name else "not yet signed off"
        return f"{when:24}  {signed:34}  {self.entry.lang}  {self.entry.slug}"


def find(library: Library, langs: Sequence[str], day: str = "") -> list[Due]:
    """What is due on `day`, which is today unless given; soonest first, before all what is unplanned."""
    entries = [entry for lang in langs for entry in library.leaflets(lang)]
    states = ((entry, review.state(entry.review_by, entry.reviewed_by, day)) for entry in entries)
    found = [Due(entry, state) for entry, state in states if state]
    return sorted(found, key=lambda due: due.entry.review_by)
