"""Which group each leaflet of a library stands in, and in which order: as its packs say, or it itself."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kpviewer import manifest, paths
from kpviewer.errors import Problem
from kpviewer.manifest import Group, Manifest

RULE = "group"


class Place(NamedTuple):
    """Where a leaflet stands."""

    group: str
    group_place: int
    """Of the group among all; counted from 0."""
    order: int
    """Within the group."""


class Grouping:
    """The groups of a library."""

    def __init__(self, manifests: Iterable[Manifest]) -> None:
        """`manifests` are those of its packs, in their order; the bundled groups are always there."""
        self._groups = manifest.merge([manifest.read(paths.bundled_pack()), *manifests])
        self._listed: dict[str, tuple[str, int]] = {}
        for name, group in self._groups.items():
            for order, slug in enumerate(group.leaflets, -len(group.leaflets)):
                self._listed.setdefault(slug, (name, order))

    def place(self, slug: str, group: str, order: int) -> Place:
        """Where a leaflet stands that names that group and that order itself.

        Leaflets that a group lists come before its others, with an order below 0. A group that no pack
        names comes after those that are named, and after those that were asked for before.
        """
        group, order = self._listed.get(slug, (group, order))
        self._groups.setdefault(group, Group())
        return Place(group, list(self._groups).index(group), order)

    def titles(self, lang: str) -> Iterator[tuple[str, int, str, str]]:
        """Language, place, name and title of each group in a language."""
        for place, (name, group) in enumerate(self._groups.items()):
            yield lang, place, name, manifest.title(name, group, lang)

    def fault(self, slug: str, group: str) -> str:
        """What is wrong with the group that a leaflet names; empty if nothing is."""
        if self._groups.get(group, Group()).titles or slug in self._listed:
            return ""
        return f"group {group} has no title; give it one in pack.toml, under [groups]"


def missing(root: Path, said: Manifest, slugs: Collection[str]) -> Iterator[Problem]:
    """Leaflets that the groups of the pack in `root` list and that are not there; `slugs` are all."""
    for name, group in said.groups.items():
        for slug in group.leaflets:
            if slug not in slugs:
                problem = f"group {name} lists {slug}, which is not there; mend the name, or write it"
                path = root / manifest.FILE
                yield Problem(str(path), manifest.line_of(path, slug), "error", RULE, problem)
