"""The chosen sections of leaflets, and the sources that those cite."""

import re
from collections.abc import Sequence

from kpviewer.errors import KpError
from kpviewer.page import Page


def take(pages: dict[str, list[Page]], names: Sequence[str]) -> dict[str, list[str]]:
    """The fragment of every page, with no more than the sections named for it.

    `pages` are the translations of each leaflet, by slug; `names` are `anchor` for every leaflet
    or `slug#anchor` for one, whose start is `slug#`. Raises KpError where a name means nothing, or
    leaves nothing of a leaflet.
    """
    wanted: dict[str, list[str]] = {slug: [] for slug in pages}
    pieces = {slug: [_pieces(page.html) for page in pages[slug]] for slug in pages}
    for name in names:
        slug, _, anchor = name.rpartition("#")
        knowing = [
            other
            for other in pages
            if slug in ("", other) and (slug or anchor) and anchor in _anchors(pieces[other])
        ]
        if not knowing:
            among = [slug] if slug in pages else list(pages)
            known = sorted({found for other in among for found in _anchors(pieces[other])} - {""})
            raise KpError(f"no section {name!r}; the sections are {', '.join(known)}")
        for other in knowing:
            wanted[other].append(anchor)
    bare = any("#" not in name for name in names)
    for slug in pages:
        if bare and not wanted[slug]:
            known = sorted(_anchors(pieces[slug]) - {""})
            raise KpError(f"{slug} has none of these sections; its sections are {', '.join(known)}")
    return {slug: [_taken(page, pieces[slug], wanted[slug]) for page in pieces[slug]] for slug in pages}


_Pieces = list[tuple[str, str]]
"""A page cut before each section: anchor and fragment; the first anchor is empty."""


def _pieces(fragment: str) -> _Pieces:
    cut = re.split(r'(?m)^(?=<h2 id="|<aside class="help">)', fragment)
    anchors = [re.search(r'^<(?:h2|aside class="help">\s*<p class="title") id="([^"]*)"', c) for c in cut]
    return [(found[1] if found else "", piece) for found, piece in zip(anchors, cut, strict=True)]


def _anchors(translations: Sequence[_Pieces]) -> set[str]:
    return {anchor for pieces in translations for anchor, _ in pieces}


def _taken(page: _Pieces, translations: Sequence[_Pieces], wanted: Sequence[str]) -> str:
    """The wanted sections of one translation, and the sources that they cite; all if none is wanted.

    A translation calls its sections by other names, but has the same ones in the same order.
    """
    if not wanted:
        return "".join(piece for _, piece in page)
    own = [anchor for anchor, _ in page]
    places = set()
    for anchor in wanted:
        if anchor in own:
            places.add(own.index(anchor))
            continue
        there = next(named for other in translations if anchor in (named := [name for name, _ in other]))
        if len(there) != len(own):
            known = ", ".join(filter(None, own))
            raise KpError(f"no section {anchor!r} in every language; the others have {known}")
        places.add(there.index(anchor))
    taken = "".join(piece for place, (_, piece) in enumerate(page) if place in places)
    if "sources" in own and own.index("sources") not in places:
        taken += _cited(page[own.index("sources")][1], taken)
    return _renumbered(taken)


def _cited(sources: str, text: str) -> str:
    """The sources that the text, or another source, cites, in that order; empty if there are none."""
    cited = dict.fromkeys(re.findall(r'<a href="#(fn:[^"]+)">', text + sources))
    head, *entries = re.split(r'(?=<li id="fn:)', sources.removesuffix("</ol>"))
    by_name = {entry[len('<li id="') :].partition('"')[0]: entry for entry in entries}
    kept = [by_name[name] for name in cited if name in by_name]
    return f"{head}{''.join(kept)}</ol>" if kept else ""


def _renumbered(taken: str) -> str:
    """The marks with the numbers that their sources now have."""
    numbers = {name: n for n, name in enumerate(re.findall(r'<li id="(fn:[^"]+)">', taken), 1)}
    mark = r'<a href="#(fn:[^"]+)">\d+</a>'
    return re.sub(mark, lambda found: f'<a href="#{found[1]}">{numbers[found[1]]}</a>', taken)
