"""What is chosen for the handout: which leaflets, in which order, which of their sections, and how."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from kpviewer import handout
from kpviewer.handout import Handout, Options
from kpviewer.library import Library, UnknownLeaflet
from kpviewer.page import Page
from kpviewer.section import Section


class Draft:
    """A handout in the making. It knows nothing of windows, and nothing of it is ever stored."""

    def __init__(self, usual: Options) -> None:
        """`usual` is what a new handout starts from."""
        self.usual = usual
        self._library: Library | None = None
        self._pages: dict[tuple[str, str], Page | None] = {}
        """What was read of the library, by slug and language."""
        self.clear()

    def clear(self) -> None:
        """Start a new handout; nothing of the one before remains."""
        self.slugs: list[str] = []
        self.options = self.usual
        self.is_handed_out = False
        """It went to paper or into a file: the next leaflet starts a new one."""
        self._taken: dict[str, tuple[bool, ...]] = {}

    def use(self, library: Library) -> None:
        """Take the leaflets from another library."""
        self._library = library
        self._pages.clear()

    def add(self, slugs: Iterable[str]) -> None:
        """Put leaflets at the end, each once."""
        self.slugs = list(dict.fromkeys([*self.slugs, *slugs]))

    def order(self, slugs: Iterable[str]) -> None:
        """Keep these leaflets, in this order; a leaflet that goes takes its choice of sections along."""
        self.slugs = list(slugs)
        self._taken = {slug: self._taken[slug] for slug in self.slugs if slug in self._taken}

    def take(self, slug: str, taken: Sequence[bool]) -> None:
        """Choose which sections of a leaflet are taken; see `choices`."""
        self._taken[slug] = tuple(taken)

    def take_sections(self, slug: str, lang: str, anchors: Collection[str]) -> None:
        """Of a leaflet that is chosen take only these sections, by their anchors in that language."""
        page = self._page(slug, lang)
        if page:
            self.take(slug, [choice.anchor in anchors for choice in _choices(page)])

    def lacking(self, slug: str) -> list[str]:
        """The chosen languages in which there is no such leaflet."""
        return [lang for lang in self.options.langs if not self._page(slug, lang)]

    def page(self, slug: str) -> Page | None:
        """A leaflet in the first of the chosen languages; None if it lacks one of them."""
        return None if self.lacking(slug) else self._page(slug, self.options.langs[0])

    def choices(self, slug: str) -> list[Section]:
        """The sections that can be left out: the sources come with the text that cites them.

        In the first of the chosen languages; none where another one has other sections, as a glossary
        has in each alphabet, or lacks the leaflet.
        """
        pages = [self._page(slug, lang) for lang in self.options.langs]
        first, *others = [_choices(page) if page else [] for page in pages]
        return first if all(len(other) == len(first) for other in others) else []

    def taken(self, slug: str) -> tuple[bool, ...]:
        """For each of the `choices` whether it is taken: all, unless otherwise chosen.

        A leaflet that has other sections than when they were chosen is taken whole.
        """
        every = (True,) * len(self.choices(slug))
        chosen = self._taken.get(slug, every)
        return chosen if len(chosen) == len(every) else every

    def printed(self) -> list[str]:
        """The leaflets of which there is something to print."""
        return [slug for slug in self.slugs if self.page(slug) and any(self.taken(slug) or [True])]

    def compose(self) -> Handout | None:
        """What there is to print, composed; None if that is nothing."""
        slugs = self.printed()
        if not slugs or not self._library:
            return None
        sections = [
            f"{slug}#{choice.anchor}"
            for slug in slugs
            if not all(self.taken(slug))
            for choice, is_taken in zip(self.choices(slug), self.taken(slug), strict=True)
            if is_taken
        ]
        return handout.compose(self._library, slugs, replace(self.options, sections=tuple(sections)))

    def _page(self, slug: str, lang: str) -> Page | None:
        """Raises DamagedStore."""
        key = slug, lang
        if key not in self._pages and self._library:
            try:
                self._pages[key] = self._library.read(slug, lang)
            except UnknownLeaflet:
                self._pages[key] = None
        return self._pages.get(key)


def _choices(page: Page) -> list[Section]:
    return [
        section
        for section in page.sections
        if section.level <= 2 and section.anchor != "sources" and (section.anchor or section.text)
    ]
