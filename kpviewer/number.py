"""The numbers of leaflets, sections and names in a store.

SQLite finds rows in the order of their numbers, and search looks at so many of them and no more. So that
what it answers does not depend on when leaflets were compiled, their numbers come from their names.
"""

import zlib
from collections.abc import Iterable

_LEAFLET_BITS = 24
"""Few, because FTS5 keeps small differences in little room. Of 100,000 leaflets some 300 make way."""
_SECTION_BITS = 20
"""For the sections of a leaflet, and for its names; its source has fewer bytes."""


def of_leaflets(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """By language and slug. Those that would have the same follow each other in alphabetical order."""
    last, numbers = 0, {}
    for wished, key in sorted((_wished(*key), key) for key in keys):
        last = max(wished, last + 1)
        numbers[key] = last
    return numbers


def _wished(lang: str, slug: str) -> int:
    return zlib.crc32(f"{lang}/{slug}".encode("utf-8", "surrogateescape")) >> (32 - _LEAFLET_BITS)


def of_section(leaflet: int, place: int) -> int:
    """The number of a leaflet's section at a place, counted from 0; and of its names."""
    return (leaflet << _SECTION_BITS) + place


def sections_of(leaflet: int) -> tuple[int, int]:
    """The first and the last number that a section of a leaflet may have; and its names."""
    return of_section(leaflet, 0), of_section(leaflet + 1, -1)


def leaflet_of(section: int) -> int:
    """The leaflet that a section belongs to."""
    return section >> _SECTION_BITS
