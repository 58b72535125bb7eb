"""What the kiosk's panes and sheets add to the style sheet of the window: large, for fingers."""

from functools import partial

from kpviewer.ui import window_style
from kpviewer.ui.theme import BODY, CONTROL, DISPLAY, HEADING, LARGE, TITLE, Theme, pixels

LEAST_TARGET = 44
"""Of what is touched, in device pixels each way (WCAG 2.5.5)."""
OUTLINE_PADDING = (32, 28)
"""As `window_style.OUTLINE_PADDING`."""


def sheet(colours: Theme, unit: float, control_unit: float, sheet_unit: float) -> str:
    """Qt style sheet; the units of what must always have room, and of sheets, are those of `KioskFrame`."""
    px, ringed = pixels(control_unit), partial(window_style.ringed, colours, control_unit)
    least = f"{max(28 * control_unit, LEAST_TARGET - 18 * control_unit):.0f}px"
    plain, accent, help_ = (
        f"{px(window_style.SIGN)} {ink} {colours.pale}"
        for ink in (colours.ink, colours.on_accent, colours.on_help)
    )
    return f"""{window_style.sheet(colours, unit)}
#window QPushButton {{ font-size: {px(CONTROL)}; padding: {px(8)} {px(11)}; min-height: {least};
  min-width: {least}; qproperty-signs: "{plain}"; }}
#window QPushButton:focus {{ {ringed(8, 11)} }}
#window QPushButton:hover {{ background: {colours.surface}; }}
#window QPushButton:pressed {{ background: {colours.pressed}; }}
#window QPushButton:checked {{ background: {colours.tint}; }}
#window QPushButton#primary {{ qproperty-signs: "{accent}"; }}
#window QPushButton#primary:hover {{ background: {colours.accent}; }}
#window QPushButton#primary:pressed {{ background: {colours.accent_deep}; }}
#window QPushButton#help {{ background: {colours.help}; qproperty-signs: "{help_}"; }}
#window QPushButton#help:pressed {{ background: {colours.help_deep}; }}
#window QLineEdit {{ background: {colours.surface}; font-size: {px(BODY)}; min-height: {least};
  padding: {px(8)} {px(14)}; }}
#window QLineEdit:focus {{ {ringed(8, 14)} }}
#clinic {{ font-size: {px(BODY)}; font-weight: 700; min-height: {px(46)}; }}
#question {{ font-size: {px(TITLE)}; font-weight: 700; }}
#foot {{ background: {colours.surface}; border-top: 1px solid {colours.line}; }}
#outline {{ font-size: {pixels(unit)(CONTROL)}; }}
#outline::item {{ padding: {pixels(unit)(14)} {pixels(unit)(12)}; }}
#window QScrollBar:vertical {{ width: {px(8)}; }}
#status QLabel {{ font-size: {px(BODY)}; }}
#keyboard {{ background: {colours.paper}; border-top: 1px solid {colours.line}; }}
#window #keyboard QPushButton {{ font-size: {px(LARGE)}; padding: 0; min-width: 10px; }}
#window #keyboard QPushButton#wordy {{ font-size: {px(CONTROL)}; }}
{_sheets(colours, sheet_unit)}
"""


def _sheets(colours: Theme, unit: float) -> str:
    px, ringed = pixels(unit), partial(window_style.ringed, colours, unit)
    return f"""
#veil {{ background: rgba(0, 0, 0, 150); }}
#sheet, #sheet #card {{ background: {colours.paper}; }}
#veil #card {{ background: {colours.surface}; border: {colours.ring}px solid {colours.edge};
  border-radius: {px(14)}; }}
#window #card QPushButton {{ font-size: {px(CONTROL)}; min-height: {px(34)};
  padding: {px(8)} {px(20)}; }}
#window #card QPushButton:focus {{ {ringed(8, 20)} }}
#sheetTitle {{ font-size: {px(DISPLAY)}; font-weight: 700; }}
#sheetText {{ font-size: {px(BODY)}; }}
#sheetPart {{ font-size: {px(HEADING)}; font-weight: 700; }}
#sheetNote {{ font-size: {px(CONTROL)}; color: {colours.muted}; }}
#dots {{ font-size: {px(TITLE)}; letter-spacing: {px(8)}; }}
#window #pad QPushButton {{ font-size: {px(HEADING)}; min-height: {px(38)}; padding: {px(8)} 0; }}
#window #pad QPushButton:focus {{ {ringed(8, 0)} }}
#window #pad QPushButton#wordy {{ font-size: {px(CONTROL)}; }}
"""
