"""What is read or must be found stands out from what lies beneath it, in every theme."""

import pytest

from kpviewer.ui import theme
from kpviewer.ui.theme import Theme

TEXT, SHAPE = 4.5, 3.0
STRONG = 7.0
"""What text has at least in the high-contrast theme."""

GROUNDS = ("paper", "surface", "hover", "tint")
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "muted", "link", "accent") for ground in GROUNDS],
    *[("ink", ground, TEXT) for ground in ("pressed", "mark")],
    ("muted", "pressed", TEXT),
    *[("pale", ground, TEXT) for ground in ("paper", "surface")],
    *[("on_accent", ground, TEXT) for ground in ("accent", "accent_deep")],
    *[("on_help", ground, TEXT) for ground in ("help", "help_deep")],
    *[("help", ground, SHAPE) for ground in ("paper", "surface")],
    *[("edge", ground, SHAPE) for ground in GROUNDS],
    *[("focus", ground, SHAPE) for ground in GROUNDS],
    *[("accent", ground, SHAPE) for ground in GROUNDS],
    ("paper", "ink", TEXT),  # a filled button while it is pressed
]
"""Which colour stands on which, and how much contrast there must be."""

LOOKS = [*theme.THEMES.items(), ("print", theme.PRINT)]


def contrast(one: str, other: str) -> float:
    """By WCAG 2.2: 1 for none, 21 for black on white."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("name", "colours"), LOOKS, ids=[name for name, _ in LOOKS])
def test_every_pair_that_is_used_together_has_contrast(name: str, colours: Theme) -> None:
    found = {}
    for front, ground, least in PAIRS:
        ratio = contrast(getattr(colours, front), getattr(colours, ground))
        if ratio < (STRONG if name == "contrast" and least == TEXT else least):
            found[front, ground] = round(ratio, 2)
    assert found == {}


@pytest.mark.parametrize(("name", "colours"), LOOKS, ids=[name for name, _ in LOOKS])
@pytest.mark.parametrize("kind", ["key_box", "note_box", "warning_box", "help_box"])
def test_what_stands_in_a_call_out_has_contrast(name: str, colours: Theme, kind: str) -> None:
    box = getattr(colours, kind)
    for ink in (colours.ink, colours.muted, colours.link, colours.accent):
        assert contrast(ink, box.ground) >= TEXT
    assert contrast(box.sign, box.ground) >= SHAPE


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
