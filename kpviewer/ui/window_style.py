"""The Qt style sheets of everything around the page."""

from PySide6.QtGui import QGuiApplication

from kpviewer import paths
from kpviewer.ui.theme import BODY, CONTROL, HEADING, LARGE, RADIUS, SMALL, Theme, pixels

ROW_PADDING = (36, 20)
OUTLINE_PADDING = (32, 12)
CHECK_PADDING = (68, 16)
"""Of the rows of a list, sideways in all and upright in all, in pixels at 100 %."""

SIGN = 20
"""Height of an icon, in pixels at 100 %."""


def sheet(colours: Theme, unit: float) -> str:
    """For a window; units as in `page_style.sheet`."""
    px = pixels(unit)
    return f"""
* {{ font-size: {px(CONTROL)}; color: {colours.ink}; }}
#window, #home, #home QWidget, #reading {{ background: {colours.paper}; }}
#sidebar, #bar, #listening, #find, #problems {{ background: {colours.surface}; }}
#bar, #find {{ border-bottom: 1px solid {colours.line}; }}
#listening, #problems {{ border-top: 1px solid {colours.line}; }}
#listening QLabel, #note {{ color: {colours.muted}; }}
QSplitter::handle {{ background: {colours.line}; }}
QScrollArea {{ border: none; }}
#wayOn, #ways {{ background: transparent; }}
#outlineTitle {{ font-weight: 700; font-size: {px(SMALL)}; background: transparent; }}
#status {{ background: {colours.tint}; border-top: 1px solid {colours.edge}; }}
#status QLabel {{ padding: {px(8)} 0; }}
QProgressBar {{ background: {colours.surface}; border: {colours.stroke}px solid {colours.edge};
  border-radius: {px(RADIUS)}; }}
QProgressBar::chunk {{ background: {colours.accent}; border-radius: {px(RADIUS)}; }}
#message {{ color: {colours.muted}; font-size: {px(LARGE)}; padding: {px(48)}; }}
#term {{ background: {colours.surface}; border: {colours.ring}px solid {colours.edge};
  border-radius: {px(RADIUS)}; }}
#term:focus {{ border-color: {colours.focus}; }}
#termName {{ font-size: {px(LARGE)}; font-weight: 700; }}
#termDefinition {{ background: {colours.surface}; font-size: {px(BODY)}; }}
QToolTip {{ background: {colours.surface}; color: {colours.ink}; border: 1px solid {colours.edge};
  padding: {px(4)}; }}
{_buttons(colours, unit)}
{_fields(colours, unit)}
{_lists(colours, unit)}
{_scroll_bars(colours, unit)}
"""


def ringed(colours: Theme, unit: float, upright: float, sideways: float) -> str:
    """What a control with an edge has instead while the keyboard is at it, by its padding at rest.

    The ring stands around the edge, in the margin: the control stays as large, its words where they are.
    """
    more = (f"{round(length * unit) + colours.stroke}px" for length in (upright, sideways))
    return f"border: {colours.ring}px solid {colours.focus}; margin: 0; padding: {' '.join(more)};"


def _buttons(colours: Theme, unit: float) -> str:
    px = pixels(unit)
    ring, stroke = colours.ring, colours.stroke
    plain, accent, help_ = (
        f"{px(SIGN)} {ink} {colours.pale}" for ink in (colours.ink, colours.on_accent, colours.on_help)
    )
    return f"""
QPushButton {{ background: {colours.surface}; border: {stroke}px solid {colours.edge};
  border-radius: {px(RADIUS)}; margin: {ring}px; padding: {px(8)} {px(12)};
  min-height: {px(24)}; }}
QPushButton:hover {{ background: {colours.hover}; }}
QPushButton:pressed {{ background: {colours.pressed}; border-color: {colours.muted}; }}
QPushButton:checked {{ background: {colours.tint}; border: {ring}px solid {colours.accent};
  margin: {stroke}px; }}
QPushButton:disabled {{ background: transparent; color: {colours.pale}; border-color: {colours.line}; }}
QPushButton#primary, QPushButton#help {{ font-weight: 700; }}
QPushButton#primary {{ background: {colours.accent}; border-color: {colours.accent};
  color: {colours.on_accent}; }}
QPushButton#help {{ background: {colours.help}; border-color: {colours.help}; color: {colours.on_help}; }}
Button {{ qproperty-signs: "{plain}"; }}
Button#primary {{ qproperty-signs: "{accent}"; }}
Button#help {{ qproperty-signs: "{help_}"; }}
QPushButton#primary:hover {{ background: {colours.accent_deep}; }}
QPushButton#help:hover {{ background: {colours.help_deep}; }}
QPushButton#primary:pressed, QPushButton#help:pressed {{ background: {colours.ink};
  color: {colours.paper}; }}
QPushButton#primary:disabled {{ background: {colours.pressed}; border-color: {colours.pressed};
  color: {colours.muted}; }}
QPushButton:focus, QPushButton#primary:focus, QPushButton#help:focus {{
  {ringed(colours, unit, 8, 12)} }}
"""


def _fields(colours: Theme, unit: float) -> str:
    px = pixels(unit)
    ring, stroke = colours.ring, colours.stroke
    return f"""
QLineEdit, QPlainTextEdit {{ background: {colours.paper}; border: {stroke}px solid {colours.edge};
  border-radius: {px(RADIUS)}; margin: {ring}px; selection-background-color: {colours.mark};
  selection-color: {colours.ink}; placeholder-text-color: {colours.muted}; }}
QLineEdit {{ padding: {px(8)} {px(12)}; font-size: {px(BODY)}; }}
QPlainTextEdit {{ padding: {px(4)} {px(8)}; }}
QLineEdit:focus {{ {ringed(colours, unit, 8, 12)} }}
QPlainTextEdit:focus {{ {ringed(colours, unit, 4, 8)} }}
QTextBrowser {{ background: transparent; font-size: {px(BODY)}; border: {ring}px solid transparent;
  selection-background-color: {colours.accent}; selection-color: {colours.on_accent}; }}
QTextBrowser:focus {{ border-color: {colours.focus}; }}
"""


def _lists(colours: Theme, unit: float) -> str:
    px, start = pixels(unit), "right" if QGuiApplication.isRightToLeft() else "left"
    return f"""
QListView {{ background: {colours.surface}; border: {colours.ring}px solid transparent;
  border-radius: {px(RADIUS)}; outline: none; }}
QListView:focus {{ border-color: {colours.focus}; }}
QListView::item {{ padding: {px(8)} {px(12)}; border-{start}: {px(4)} solid transparent;
  border-radius: {px(RADIUS)}; }}
QListView::item:hover {{ background: {colours.hover}; }}
QListView::item:selected {{ background: {colours.tint}; border-{start}-color: {colours.accent};
  color: {colours.ink}; }}
QListView::item:disabled {{ color: {colours.muted}; background: transparent; }}
#outline {{ background: transparent; font-size: {px(SMALL)}; }}
#outline::item {{ padding: {px(4)} {px(12)}; border-{start}: {px(2)} solid {colours.line}; border-radius: 0;
  color: {colours.muted}; }}
#outline::item:hover {{ color: {colours.ink}; background: transparent; }}
#outline::item:selected {{ background: transparent; border-{start}-color: {colours.accent};
  color: {colours.ink}; }}
#problems QListView::item {{ padding: {px(4)} 0; border: none; }}
"""


def _scroll_bars(colours: Theme, unit: float) -> str:
    px = pixels(unit)
    return f"""
QScrollBar:vertical {{ background: transparent; width: {px(12)}; margin: 0; }}
QScrollBar:horizontal {{ height: 0; }}
QScrollBar::handle {{ background: {colours.edge}; border-radius: {px(4)}; min-height: {px(32)};
  margin: 2px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {colours.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def handout_sheet(colours: Theme, unit: float) -> str:
    """What `sheet` lacks for the handout panel."""
    px = pixels(unit)
    tick = "tick-white.svg" if colours.on_accent == "#FFFFFF" else "tick-black.svg"
    picture = (paths.resources() / "icons" / tick).as_posix()
    return f"""
#handout, #preview {{ background: {colours.paper}; }}
#preview {{ border: {colours.ring}px solid transparent; }}
#preview:focus {{ border-color: {colours.focus}; }}
#preview QScrollBar:horizontal {{ background: transparent; height: {px(12)}; }}
#preview QScrollBar::handle:horizontal {{ min-width: {px(32)}; min-height: 0; }}
#handoutSide {{ background: {colours.surface}; border-right: 1px solid {colours.line}; }}
#handoutChoice, #handoutFoot, #handoutSide QScrollArea {{ background: {colours.surface}; }}
#handoutFoot {{ border-top: 1px solid {colours.line}; }}
#handoutFoot #primary {{ min-width: {px(96)}; }}
#handoutTitle {{ font-size: {px(HEADING)}; font-weight: 700; }}
#handoutMessage {{ font-weight: 700; }}
#formTitle {{ font-size: {px(SMALL)}; font-weight: 700; color: {colours.muted}; padding-top: {px(8)}; }}
#hint {{ font-size: {px(SMALL)}; color: {colours.muted}; }}
#handoutSide QListView {{ border: 1px solid {colours.line}; padding: {colours.ring - 1}px; }}
#handoutSide QListView:focus {{ border: {colours.ring}px solid {colours.focus}; padding: 0; }}
QCheckBox, QRadioButton {{ spacing: {px(8)}; padding: {px(4)} {px(8)} {px(4)} {px(4)};
  border: {colours.ring}px solid transparent; border-radius: {px(RADIUS)}; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {colours.focus}; }}
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator {{
  width: {px(18)}; height: {px(18)}; border: {px(1.5)} solid {colours.edge}; border-radius: {px(4)};
  background: {colours.paper}; }}
QCheckBox::indicator:checked, QListView::indicator:checked {{ image: url("{picture}");
  background: {colours.accent}; border-color: {colours.accent}; }}
QListView::indicator:indeterminate {{ background: {colours.accent};
  border: {px(6)} solid {colours.paper}; }}
QRadioButton::indicator {{ border-radius: {px(10)}; }}
QRadioButton::indicator:checked {{ border: {px(6)} solid {colours.accent}; width: {px(9)};
  height: {px(9)}; }}
"""
