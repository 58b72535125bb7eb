"""Where the reader has been."""

from typing import NamedTuple

HANDOUT = "/handout"
KEYS = "/keys"
ABOUT = "/about"
"""Stand for the handout and for pages about the program in the place of a slug, which has no slash."""


class Place(NamedTuple):
    """A leaflet, and where in it; an empty slug is the home page."""

    slug: str = ""
    anchor: str = ""
    scroll: int = 0
    """Counts where there is no anchor."""


class History:
    """Places that Back and Forward lead to. It knows nothing of windows."""

    def __init__(self) -> None:
        self._back: list[Place] = []
        self._forward: list[Place] = []

    @property
    def can_go_back(self) -> bool:
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        return bool(self._forward)

    def leave(self, place: Place) -> None:
        """Remember a place that is being left for a new one; Forward is forgotten."""
        self._back.append(place)
        self._forward.clear()

    def back(self, here: Place) -> Place:
        """The place before `here`; raises IndexError if there is none."""
        place = self._back.pop()
        self._forward.append(here)
        return place

    def forward(self, here: Place) -> Place:
        """The place that Back left; raises IndexError if there is none."""
        place = self._forward.pop()
        self._back.append(here)
        return place
