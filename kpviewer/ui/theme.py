"""The tokens of the look: colours, type, spacing. The style sheets are made of them."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont

if TYPE_CHECKING:
    from PySide6.QtGui import QPalette

FAMILIES = ["Atkinson Hyperlegible", "Noto Sans", "Segoe UI", "DejaVu Sans"]
"""The first that is there is used."""

TEXT_SIZES = (100, 115, 130, 150, 175, 200, 225, 250)
"""Steps of the text size, in percent; all lengths stand in proportion to it."""

SMALL, CONTROL, BODY, LARGE, HEADING, DISPLAY, TITLE = 13.6, 15.2, 17, 19, 21.25, 26.5, 33.2
"""Sizes of type, in pixels at 100 %: a scale of 1.25 around the body, with half a step at its sides."""

STEP = 4
"""All spaces are multiples of it, in pixels at 100 %."""

RADIUS = 8
"""Of the corners of controls, cards and call-outs, in pixels at 100 %."""

MEASURE = 616
"""Width of the text column at 100 %, in pixels: about 70 characters."""


class CallOut(SimpleNamespace):
    """The colours of one kind of call-out."""

    ground: str
    sign: str
    """Its bar and its icon; 3:1 on the ground."""
    edge: str
    """The ground's own where colour is enough."""


class Theme(SimpleNamespace):
    """The colours of one look. What must contrast with what is proved by tests/test_contrast.py."""

    paper: str
    """Ground of the page."""
    surface: str
    """Bars, cards, fields."""
    ink: str
    muted: str
    """Secondary text."""
    pale: str
    """What cannot be pressed now; it can still be read."""
    edge: str
    """Edges of controls."""
    line: str
    """Separators: decoration."""
    hover: str
    pressed: str
    """Grounds of a control under the pointer, and while it is pressed."""
    accent: str
    accent_deep: str
    """In place of the accent under the pointer."""
    on_accent: str
    tint: str
    """The selected row, and what is checked."""
    help: str
    help_deep: str
    on_help: str
    link: str
    mark: str
    """Ground of found words, and of the sentence that is read aloud."""
    focus: str
    stroke: int
    ring: int
    """Widths of a control's edge and of the ring around what the keyboard is at, in device units."""
    key_box: CallOut
    note_box: CallOut
    warning_box: CallOut
    help_box: CallOut


LIGHT = Theme(
    paper="#FAF8F4",
    surface="#FFFFFF",
    ink="#1E2A30",
    muted="#52636C",
    pale="#60717A",
    edge="#8A8478",
    line="#DDD8CE",
    hover="#F3F0E9",
    pressed="#E7E2D7",
    accent="#0B6660",
    accent_deep="#084C47",
    on_accent="#FFFFFF",
    tint="#E4F1EF",
    help="#A12B24",
    help_deep="#7E1F19",
    on_help="#FFFFFF",
    link="#0B5AA0",
    mark="#FFE9A8",
    focus="#1B4DD8",
    stroke=1,
    ring=2,
    key_box=CallOut(ground="#E4F1EF", sign="#0B6660", edge="#E4F1EF"),
    note_box=CallOut(ground="#F1EEE7", sign="#52636C", edge="#F1EEE7"),
    warning_box=CallOut(ground="#FDF3DC", sign="#8A5300", edge="#FDF3DC"),
    help_box=CallOut(ground="#FBEDE8", sign="#A12B24", edge="#FBEDE8"),
)
DARK = Theme(
    paper="#12191C",
    surface="#1A2428",
    ink="#EAF0F1",
    muted="#A6B6BC",
    pale="#8FA0A7",
    edge="#6F828B",
    line="#33424A",
    hover="#243137",
    pressed="#2F3E45",
    accent="#63C9BF",
    accent_deep="#8ADBD3",
    on_accent="#10201F",
    tint="#1C3332",
    help="#F0958C",
    help_deep="#F6B4AD",
    on_help="#2A0F0C",
    link="#8CC4FF",
    mark="#5A4A12",
    focus="#8CB4FF",
    stroke=1,
    ring=2,
    key_box=CallOut(ground="#1C3332", sign="#63C9BF", edge="#1C3332"),
    note_box=CallOut(ground="#202B30", sign="#A6B6BC", edge="#202B30"),
    warning_box=CallOut(ground="#332A12", sign="#E8B64A", edge="#332A12"),
    help_box=CallOut(ground="#3A2321", sign="#F0958C", edge="#3A2321"),
)
CONTRAST = Theme(
    paper="#000000",
    surface="#000000",
    ink="#FFFFFF",
    muted="#FFFFFF",
    pale="#A6A6A6",
    edge="#FFFFFF",
    line="#8C8C8C",
    hover="#262626",
    pressed="#404040",
    accent="#FFE45C",
    accent_deep="#FFF3B0",
    on_accent="#000000",
    tint="#262626",
    help="#FFFFFF",
    help_deep="#D9D9D9",
    on_help="#000000",
    link="#FFE45C",
    mark="#5C4F00",
    focus="#FFE45C",
    stroke=2,
    ring=3,
    key_box=CallOut(ground="#000000", sign="#FFE45C", edge="#FFE45C"),
    note_box=CallOut(ground="#000000", sign="#FFFFFF", edge="#FFFFFF"),
    warning_box=CallOut(ground="#000000", sign="#FFE45C", edge="#FFFFFF"),
    help_box=CallOut(ground="#000000", sign="#FFFFFF", edge="#FFE45C"),
)
PRINT = Theme(
    **vars(LIGHT)
    | {
        "paper": "#FFFFFF",
        "ink": "#111111",
        "muted": "#3F4A50",
        "link": "#111111",
        "tint": "#FFFFFF",
        "key_box": CallOut(ground="#FFFFFF", sign="#0B6660", edge="#0B6660"),
        "note_box": CallOut(ground="#FFFFFF", sign="#3F4A50", edge="#3F4A50"),
        "warning_box": CallOut(ground="#FFFFFF", sign="#8A5300", edge="#8A5300"),
        "help_box": CallOut(ground="#FFFFFF", sign="#A12B24", edge="#A12B24"),
    }
)
"""Always dark on white, whatever the screen shows."""

THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


def pixels(unit: float) -> Callable[[float], str]:
    """Writes a length in pixels at 100 % as one in whole device units, of which one pixel takes `unit`."""
    return lambda length: f"{length * unit:.0f}px"


def font(pixels: float) -> QFont:
    """The program's type at a size in device units."""
    result = QFont(FAMILIES)
    result.setPixelSize(round(pixels))
    return result


def palette(theme: Theme) -> "QPalette":
    """Colours for what the style sheets leave alone: Qt's own dialogs."""
    from PySide6.QtGui import QColor, QPalette

    role, made = QPalette.ColorRole, QPalette(QColor(theme.surface), QColor(theme.surface))
    for colour, roles in (
        (theme.ink, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText)),
        (theme.paper, (role.Base, role.ToolTipBase)),
        (theme.accent, (role.Highlight,)),
        (theme.on_accent, (role.HighlightedText,)),
        (theme.link, (role.Link, role.LinkVisited)),
        (theme.muted, (role.PlaceholderText,)),
    ):
        for one in roles:
            made.setColor(one, QColor(colour))
    made.setColor(QPalette.ColorGroup.Disabled, role.Text, QColor(theme.muted))
    made.setColor(QPalette.ColorGroup.Disabled, role.WindowText, QColor(theme.muted))
    return made
