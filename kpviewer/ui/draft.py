"""What is chosen for the handout: which leaflets, in which order, which of their sections, and how."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kpviewer import handout
from kpviewer.handout import Handout, Options
from kpviewer.library import Library, Page, UnknownLeaflet
from kpviewer.section import Section


class Draft:
    """A handout in the making. It knows nothing of windows, and nothing of it is ever stored."""

    def __init__(self, usual: Options) -> None:
        """`usual` is what a new handout starts from."""
        self.usual = usual
        self.clear()

    def clear(self) -> None:
        """Start a new handout; nothing of the one before remains."""
        self.slugs: list[str] = []
        self.options = self.usual
        self.is_handed_out = False
        """It went to paper or into a file: the next leaflet starts a new one."""
        self._taken: dict[str, tuple[bool, ...]] = {}

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

    def taken(self, page: Page) -> tuple[bool, ...]:
        """For each of a page's `choices` whether it is taken: all, unless otherwise chosen.

        A translation has the same sections in the same order; a page that has grown since is taken whole.
        """
        every = (True,) * len(choices(page))
        chosen = self._taken.get(page.slug, every)
        return chosen if len(chosen) == len(every) else every

    def lacking(self, library: Library, slug: str) -> list[str]:
        """The chosen languages in which the library has no such leaflet."""
        return [lang for lang in self.options.langs if not _read(library, slug, lang)]

    def page(self, library: Library, slug: str) -> Page | None:
        """A leaflet in the first of the chosen languages; None if it lacks one of them."""
        return None if self.lacking(library, slug) else _read(library, slug, self.options.langs[0])

    def compose(self, library: Library) -> Handout | None:
        """What there is of it in the library, composed; None if that is nothing."""
        slugs, sections = [], []
        for slug in self.slugs:
            page = self.page(library, slug)
            taken = self.taken(page) if page else ()
            if page and any(taken):
                slugs.append(slug)
                if not all(taken):
                    kept = (choice for choice, is_kept in zip(choices(page), taken, strict=True) if is_kept)
                    sections += [f"{slug}#{choice.anchor}" for choice in kept]
        if not slugs:
            return None
        return handout.compose(library, slugs, replace(self.options, sections=tuple(sections)))


def choices(page: Page) -> list[Section]:
    """The sections that can be left out: the sources come with the text that cites them."""
    return [
        section
        for section in page.sections
        if section.level <= 2 and section.anchor != "sources" and (section.anchor or section.text)
    ]


def _read(library: Library, slug: str, lang: str) -> Page | None:
    try:
        return library.read(slug, lang)
    except UnknownLeaflet:
        return None
