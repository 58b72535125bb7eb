"""Colours, type and spacing, and the style sheets made of them."""

from types import SimpleNamespace
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont

from kpviewer import paths

if TYPE_CHECKING:
    from PySide6.QtGui import QPalette

FAMILIES = ["Atkinson Hyperlegible", "Noto Sans", "Segoe UI", "DejaVu Sans"]
"""The first that is there is used."""

TEXT_SIZES = (100, 115, 130, 150, 175, 200, 225, 250)
"""Steps of the text size, in percent."""

BODY = 17
"""Size of body text at 100 %, in pixels; all other lengths stand in proportion to it."""

HEADINGS = (32, 22, 18.5, 17)
"""Sizes of the title and of headings of level 2 to 4, in pixels at 100 %."""

ROW_PADDING = (38, 20)
OUTLINE_PADDING = (30, 10)
CHECK_PADDING = (66, 14)
"""Of the rows of a list, sideways in all and upright in all, in pixels at 100 %."""

MEASURE = 600
"""Width of the text column at 100 %, in pixels: about 70 characters."""


class Theme(SimpleNamespace):
    """The colours of one look."""

    paper: str
    """Ground of the page."""
    surface: str
    """Bars, cards, fields."""
    ink: str
    muted: str
    """Secondary text; 4.5:1 on paper and surface."""
    edge: str
    """Edges of controls; 3:1."""
    line: str
    """Separators: decoration."""
    accent: str
    on_accent: str
    tint: str
    """Call-outs and the selected row."""
    call_out_edge: str
    help: str
    on_help: str
    help_tint: str
    help_edge: str
    link: str
    mark: str
    """Ground of found words, and of the sentence that is read aloud."""
    focus: str


LIGHT = Theme(
    paper="#FAF8F4",
    surface="#FFFFFF",
    ink="#1E2A30",
    muted="#52636C",
    edge="#8A8478",
    line="#DDD8CE",
    accent="#0B6660",
    on_accent="#FFFFFF",
    tint="#E4F1EF",
    call_out_edge="#E4F1EF",
    help="#A12B24",
    on_help="#FFFFFF",
    help_tint="#FBEDE8",
    help_edge="#FBEDE8",
    link="#0B5AA0",
    mark="#FFE9A8",
    focus="#1B4DD8",
)
DARK = Theme(
    paper="#12191C",
    surface="#1A2428",
    ink="#EAF0F1",
    muted="#A6B6BC",
    edge="#6F828B",
    line="#33424A",
    accent="#63C9BF",
    on_accent="#10201F",
    tint="#1C3332",
    call_out_edge="#1C3332",
    help="#F0958C",
    on_help="#2A0F0C",
    help_tint="#3A2321",
    help_edge="#3A2321",
    link="#8CC4FF",
    mark="#5A4A12",
    focus="#8CB4FF",
)
CONTRAST = Theme(
    paper="#000000",
    surface="#000000",
    ink="#FFFFFF",
    muted="#FFFFFF",
    edge="#FFFFFF",
    line="#FFFFFF",
    accent="#FFE45C",
    on_accent="#000000",
    tint="#1A1A1A",
    call_out_edge="#FFE45C",
    help="#FFFFFF",
    on_help="#000000",
    help_tint="#000000",
    help_edge="#FFFFFF",
    link="#FFE45C",
    mark="#5C4F00",
    focus="#FFE45C",
)
PRINT = Theme(
    **vars(LIGHT)
    | {
        "paper": "#FFFFFF",
        "ink": "#111111",
        "muted": "#3F4A50",
        "link": "#111111",
        "tint": "#FFFFFF",
        "call_out_edge": "#0B6660",
    }
)
"""Always dark on white, whatever the screen shows."""

THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


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


def page_style(theme: Theme, unit: float) -> str:
    """CSS for a page's QTextDocument; `unit` is how many device units one pixel at 100 % takes."""

    def px(length: float) -> str:
        return f"{length * unit:.0f}px"

    return f"""
h1 {{ font-weight: 700; margin: 0 0 {px(8)} 0; }}
h1.below {{ margin-top: {px(26)}; }}
h2 {{ font-weight: 700; margin: {px(30)} 0 {px(8)} 0; }}
h3 {{ font-weight: 700; margin: {px(20)} 0 {px(6)} 0; }}
h4 {{ font-weight: 700; margin: {px(14)} 0 {px(4)} 0; }}
p, li, dd {{ line-height: 114%; }}
p {{ margin: 0 0 {px(10)} 0; }}
ul, ol {{ margin: {px(2)} 0 {px(10)} 0; }}
li {{ margin: 0 0 {px(5)} 0; }}
li p {{ margin: 0 0 {px(4)} 0; }}
dt {{ font-weight: 700; margin: {px(12)} 0 {px(2)} 0; }}
dd {{ margin: 0 0 {px(4)} 0; }}
a {{ color: {theme.link}; }}
sup a {{ color: {theme.accent}; text-decoration: none; }}
a.term {{ color: {theme.ink}; }}
a.back {{ color: {theme.muted}; text-decoration: none; }}
img {{ max-width: 100%; }}
p.picture {{ line-height: 100%; margin: {px(6)} 0 {px(6)} 0; }}
p.caption {{ font-size: {px(15)}; margin: 0 0 {px(16)} 0; }}
p.line {{ margin: {px(12)} 0 0 0; }}
p.title {{ font-weight: 700; margin-bottom: {px(6)}; }}
p.review, p.byline {{ color: {theme.muted}; font-size: {px(14)}; margin: {px(6)} 0 {px(16)} 0; }}
table.key, table.note, table.warning {{ background-color: {theme.tint};
  border-color: {theme.accent}; }}
table.key td, table.note td, table.warning td {{ border-left-color: {theme.call_out_edge}; }}
table.help {{ background-color: {theme.help_tint}; border-color: {theme.help}; }}
table.help td {{ border-left-color: {theme.help_edge}; }}
table.badge {{ background-color: {theme.surface}; border-color: {theme.accent}; }}
table.badge td {{ border-left-color: {theme.line}; font-size: {px(13.5)}; font-weight: 700;
  padding: {px(4)} {px(14)} {px(5)} {px(68)}; }}
table.key td, table.help td, table.note td, table.warning td {{
  padding: {px(15)} {px(22)} {px(8)} {px(24)}; }}
table.data {{ border-collapse: collapse; margin: {px(6)} 0 {px(12)} 0; }}
table.data th {{ background-color: {theme.tint}; font-weight: 700; }}
table.data th, table.data td {{ border: {px(1)} solid {theme.edge}; padding: {px(6)} {px(10)}; }}
table.contents td {{ padding: {px(5)} 0 {px(5)} 0; }}
ol.sources li p {{ color: {theme.muted}; font-size: {px(14)}; }}
pre {{ white-space: pre-wrap; }}
"""


def paper_style(unit: float) -> str:
    """CSS to follow that of `page_style` on paper, where room is dear."""

    def px(length: float) -> str:
        return f"{length * unit:.0f}px"

    return f"""
h1 {{ margin-bottom: {px(4)}; }}
p.byline {{ font-size: {px(12)}; margin: {px(3)} 0 {px(8)} 0; }}
"""


def window_style(theme: Theme, unit: float, page_unit: float) -> str:
    """Qt style sheet for everything around the page; units as in `page_style`."""

    def px(length: float) -> str:
        return f"{length * unit:.0f}px"

    return f"""
* {{ font-size: {px(15)}; color: {theme.ink}; }}
#window, #home, #home QWidget {{ background: {theme.paper}; }}
#sidebar, #bar, #listening {{ background: {theme.surface}; }}
#bar {{ border-bottom: 1px solid {theme.line}; }}
#listening {{ border-top: 1px solid {theme.line}; }}
#listening QLabel {{ color: {theme.muted}; }}
QSplitter::handle {{ background: {theme.line}; }}
QPushButton {{ background: {theme.surface}; border: 1px solid {theme.edge}; border-radius: {px(8)};
  padding: {px(8)} {px(13)}; min-height: {px(22)}; }}
QPushButton:hover {{ background: {theme.tint}; }}
QPushButton:pressed {{ background: {theme.line}; }}
QPushButton:disabled {{ color: {theme.muted}; border-color: {theme.line}; }}
QPushButton#primary {{ background: {theme.accent}; color: {theme.on_accent};
  border-color: {theme.accent}; font-weight: 700; }}
QPushButton#primary:disabled {{ background: {theme.line}; color: {theme.muted};
  border-color: {theme.line}; }}
QPushButton#help {{ background: {theme.help}; color: {theme.on_help}; border-color: {theme.help};
  font-weight: 700; padding: {px(12)}; }}
QPushButton:focus, QPushButton#primary:focus, QPushButton#help:focus, QLineEdit:focus {{
  border: 2px solid {theme.focus}; }}
QPushButton#primary:focus, QPushButton#help:focus {{ border-color: {theme.ink}; }}
QLineEdit {{ background: {theme.paper}; border: 1px solid {theme.edge}; border-radius: {px(8)};
  padding: {px(9)} {px(11)}; font-size: {px(16)}; selection-background-color: {theme.mark};
  selection-color: {theme.ink}; }}
QListView {{ background: {theme.surface}; border: 2px solid transparent; border-radius: {px(8)};
  outline: none; }}
QListView:focus {{ border-color: {theme.focus}; }}
#outline {{ background: transparent; }}
#outlineTitle {{ font-weight: 700; font-size: {px(13)}; background: transparent; }}
#note {{ color: {theme.muted}; }}
#problems {{ background: {theme.surface}; border-top: 1px solid {theme.line}; }}
#problems QListView::item {{ padding: {px(5)} 0; border: none; }}
#find {{ background: {theme.surface}; border-bottom: 1px solid {theme.line}; }}
#status {{ background: {theme.tint}; border-top: 1px solid {theme.edge}; }}
#status QLabel {{ padding: {px(9)} 0; }}
#message {{ color: {theme.muted}; font-size: {px(18)}; padding: {px(48)}; }}
#term {{ background: {theme.surface}; border: 2px solid {theme.edge}; border-radius: {px(8)}; }}
#term:focus {{ border-color: {theme.focus}; }}
#termName {{ font-size: {19 * page_unit:.0f}px; font-weight: 700; }}
#termClose {{ font-size: {px(20)}; }}
#termDefinition {{ background: {theme.surface}; font-size: {BODY * page_unit:.0f}px; }}
#reading {{ background: {theme.paper}; }}
QTextBrowser {{ background: transparent; font-size: {BODY * page_unit:.0f}px; border: 2px solid transparent;
  selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}
QTextBrowser:focus {{ border-color: {theme.focus}; }}
QListView::item {{ padding: {px(10)} {px(11)}; border-left: {px(4)} solid transparent; }}
QListView::item:selected {{ background: {theme.tint}; border-left-color: {theme.accent};
  color: {theme.ink}; }}
QListView::item:disabled {{ color: {theme.muted}; background: transparent; }}
#outline::item {{ padding: {px(5)} {px(10)}; border-left: {px(2)} solid {theme.line};
  color: {theme.muted}; }}
#outline::item:selected {{ background: transparent; border-left-color: {theme.accent};
  color: {theme.ink}; }}
#outline {{ font-size: {px(14)}; }}
QScrollArea {{ border: none; }}
QScrollBar:vertical {{ background: transparent; width: {px(12)}; margin: 0; }}
QScrollBar:horizontal {{ height: 0; }}
QScrollBar::handle {{ background: {theme.edge}; border-radius: {px(4)}; min-height: {px(32)};
  margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QToolTip {{ background: {theme.surface}; color: {theme.ink}; border: 1px solid {theme.edge}; }}
"""


def handout_style(theme: Theme, unit: float) -> str:
    """What `window_style` lacks for the handout panel; units as in `page_style`."""

    def px(length: float) -> str:
        return f"{length * unit:.0f}px"

    tick = "check-light.svg" if theme.on_accent == "#FFFFFF" else "check-dark.svg"
    picture = (paths.resources() / "theme" / tick).as_posix()
    return f"""
#handout, #preview {{ background: {theme.paper}; }}
#preview {{ border: 2px solid transparent; }}
#preview:focus {{ border-color: {theme.focus}; }}
#preview QScrollBar:horizontal {{ background: transparent; height: {px(12)}; }}
#preview QScrollBar::handle:horizontal {{ min-width: {px(32)}; min-height: 0; }}
#handoutSide {{ background: {theme.surface}; border-right: 1px solid {theme.line}; }}
#handoutChoice, #handoutFoot, #handoutSide QScrollArea {{ background: {theme.surface}; }}
#handoutFoot {{ border-top: 1px solid {theme.line}; }}
#handoutFoot #primary {{ min-width: {px(96)}; }}
#handoutTitle {{ font-size: {px(24)}; font-weight: 700; }}
#handoutMessage {{ font-weight: 700; }}
#formTitle {{ font-size: {px(13)}; font-weight: 700; color: {theme.muted}; padding-top: {px(6)}; }}
#hint {{ font-size: {px(13)}; color: {theme.muted}; }}
#handoutSide QListView {{ border: 1px solid {theme.line}; padding: 3px; }}
#handoutSide QListView:focus {{ border: 2px solid {theme.focus}; padding: 2px; }}
QPlainTextEdit {{ background: {theme.paper}; border: 1px solid {theme.edge}; border-radius: {px(8)};
  padding: {px(5)} {px(7)}; selection-background-color: {theme.mark}; selection-color: {theme.ink}; }}
QPlainTextEdit:focus {{ border: 2px solid {theme.focus}; }}
QPushButton:checked {{ background: {theme.tint}; border: 2px solid {theme.accent}; }}
QCheckBox, QRadioButton {{ spacing: {px(8)}; padding: {px(4)} {px(6)} {px(4)} {px(2)};
  border: 2px solid transparent; border-radius: {px(8)}; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {theme.focus}; }}
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator {{
  width: {px(18)}; height: {px(18)}; border: {px(1.5)} solid {theme.edge}; border-radius: {px(4)};
  background: {theme.paper}; }}
QCheckBox::indicator:checked, QListView::indicator:checked {{ image: url("{picture}");
  background: {theme.accent}; border-color: {theme.accent}; }}
QListView::indicator:indeterminate {{ background: {theme.accent}; border: {px(6)} solid {theme.paper}; }}
QRadioButton::indicator {{ border-radius: {px(10)}; }}
QRadioButton::indicator:checked {{ border: {px(6)} solid {theme.accent}; width: {px(9)}; height: {px(9)}; }}
"""
