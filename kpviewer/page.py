"""A leaflet as it is shown: an entry of a list, a page to read."""

from typing import TYPE_CHECKING, NamedTuple

from kpviewer import phrases, section
from kpviewer.section import Section

if TYPE_CHECKING:
    from kpviewer import render
    from kpviewer.leaflet import Leaflet


class Entry(NamedTuple):
    """A leaflet as lists show it."""

    slug: str
    lang: str
    title: str
    group: str
    order: int
    summary: str
    evidence: str
    """`high`, `moderate`, `low`, `very low`; empty where no evidence is graded."""
    reviewed: str
    """ISO date, as is `review_by`; empty if its author gave none."""
    review_by: str
    reviewed_by: str
    """Empty: not yet reviewed by a clinician."""
    pack: str
    short: str
    """The name for narrow places; the title where the author gave none."""
    replaces: str = ""
    """The pack in whose leaflet's place it stands; empty if in none's."""


_WRITTEN = ("title", "summary", "evidence", "reviewed", "review_by", "reviewed_by")
"""What an entry has from the leaflet's own front matter as it stands there."""


class Page:
    """A leaflet as it is read."""

    def __init__(
        self, entry: Entry, html: str, sections: list[Section], pack_version: str, publisher: str = ""
    ) -> None:
        self.slug = entry.slug
        self.lang = entry.lang
        self.title = entry.title
        self.html = html
        """A fragment of the subset that `render` documents; without the title."""
        self.sections = sections
        self.entry = entry
        self.pack_version = pack_version
        self.publisher = publisher
        """Of its pack, or else that pack's title; empty if it comes with the program."""

    def as_written(self, leaflet: "Leaflet", rendered: "render.Page") -> "Page":
        """This page as its file has it now, before that is compiled: its links are not proved."""
        written = {name: getattr(leaflet, name) for name in _WRITTEN}
        entry = self.entry._replace(**written, short=leaflet.short or leaflet.title)
        return Page(entry, rendered.html, rendered.sections, self.pack_version, self.publisher)

    def says(self, other: "Page") -> bool:
        """Whether it says what the other one does, links apart."""
        from kpviewer import link

        mine, other_words = (
            link.unlinked(page.html, link.leaflets_of(page.html)) for page in (self, other)
        )
        return self.entry == other.entry and mine == other_words

    @property
    def origin(self) -> str:
        """Whose leaflet it is, in its language; empty if it comes with the program."""
        return phrases.origin(self.publisher, self.entry.replaces, self.lang)

    @property
    def text(self) -> str:
        """All sections, each a heading line and a text line."""
        return section.text(self.sections)
