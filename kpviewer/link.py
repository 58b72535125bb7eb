"""Where a link of a leaflet leads: a place on its page, another leaflet, or out of the pack."""

import difflib
import html
import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from kpviewer.term import GLOSSARY

_RENDERED = re.compile(r'<a href="(kp:([a-z0-9-]+)[^"]*)">')
_LEAFLET = re.compile(r"(?:\./)?([a-z0-9-]+)\.md(?:#(.*))?")


class Target(NamedTuple):
    """A place in the leaflets of one language."""

    slug: str
    """Empty for the leaflet in which the link stands."""
    anchor: str
    """Empty for the start of the leaflet."""

    @property
    def href(self) -> str:
        """What a rendered page says for it."""
        return f"kp:{self.slug}#{self.anchor}" if self.anchor else f"kp:{self.slug}"


def target(href: str) -> Target | None:
    """What a link inside the leaflets means; None for every other."""
    if href.startswith("#"):
        return Target("", href[1:])
    found = _LEAFLET.fullmatch(href)
    return Target(found[1], found[2] or "") if found else None


def unlinked(fragment: str, hrefs: Iterable[str]) -> str:
    """A rendered page with the links to `hrefs` turned into plain words."""
    for href in hrefs:
        link = rf'<a href="{re.escape(html.escape(href))}">(.*?)</a>'
        fragment = re.sub(link, r"\1", fragment, flags=re.DOTALL)
    return fragment


def leaflets_of(fragment: str) -> dict[str, str]:
    """Where a rendered page links to other leaflets: href → slug."""
    return {html.unescape(href): slug for href, slug in _RENDERED.findall(fragment)}


def leads_out(href: str) -> bool:
    """Whether it is an address that no leaflet can have, such as one in the web."""
    return ":" in href or href.startswith("//")


def not_a_leaflet(href: str) -> str:
    """How to mend a link that is neither a target nor leads out."""
    return f"{href or 'an empty address'} is not a leaflet; link to one as slug.md or slug.md#anchor"


def fault(to: Target, anchors: Collection[str] | None) -> tuple[str, str] | None:
    """Rule and problem of a target; None if it is there.

    `anchors` are those of the leaflet it names; None if there is no such leaflet.
    """
    if anchors is None:
        return (
            "dead-link",
            f"there is no leaflet {to.slug}.md in this language; write it or take the link out",
        )
    if to.anchor in anchors or (to.slug and not to.anchor):
        return None
    mend = _meant(to.anchor, anchors) or "name one that is there or take the link out"
    if to.slug == GLOSSARY:
        return "unknown-term", f"{to.slug}.md does not explain #{to.anchor}; {mend}"
    place = f"{to.slug}.md has nothing" if to.slug else "nothing on this page is"
    return "dead-link", f"{place} named #{to.anchor}; {mend}"


def alias_fault(anchor: str, anchors: Collection[str]) -> tuple[str, str] | None:
    """As `fault`, for a section that the front matter gives aliases to."""
    if anchor in anchors:
        return None
    mend = _meant(anchor, anchors) or "name one that is there"
    return "section-alias", f"section_aliases: this leaflet has no section #{anchor}; {mend}"


def _meant(anchor: str, anchors: Collection[str]) -> str:
    near = difflib.get_close_matches(anchor, anchors, 1)
    return f"did you mean #{near[0]}?" if near else ""
