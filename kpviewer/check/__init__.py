"""What is wrong with a pack: the author's proof-reader. It reads the sources, not the store."""

from kpviewer.check.form import Anchors
from kpviewer.check.proof import anchors, check, check_leaflet
from kpviewer.check.rules import RULES

__all__ = ["RULES", "Anchors", "anchors", "check", "check_leaflet"]
