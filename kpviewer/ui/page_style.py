"""The style sheet of a page, for screen and paper."""

from kpviewer.ui.theme import BODY, DISPLAY, HEADING, LARGE, SMALL, TITLE, Theme, pixels

HEADINGS = (TITLE, HEADING, LARGE, BODY)
"""Sizes of the title and of headings of level 2 to 4, in pixels at 100 %."""
PAPER_HEADINGS = (DISPLAY, *HEADINGS[1:])
"""The same on paper, where a title should not take two lines."""

_CALL_OUT_PADDING = (16, 24, 12, 24)


def sheet(colours: Theme, unit: float) -> str:
    """CSS for a page's QTextDocument; `unit` is how many device units one pixel at 100 % takes."""
    px = pixels(unit)
    return f"""
h1 {{ font-weight: 700; margin: 0 0 {px(12)} 0; }}
h1.below {{ margin-top: {px(24)}; }}
h2 {{ font-weight: 700; margin: {px(32)} 0 {px(8)} 0; }}
h3 {{ font-weight: 700; margin: {px(20)} 0 {px(4)} 0; }}
h4 {{ font-weight: 700; margin: {px(16)} 0 {px(4)} 0; }}
p, li, dd {{ line-height: 114%; }}
p {{ margin: 0 0 {px(12)} 0; }}
ul {{ list-style-type: none; }}
ul, ol {{ margin: {px(4)} 0 {px(12)} 0; }}
li {{ margin: 0 0 {px(4)} 0; }}
li p {{ margin: 0 0 {px(4)} 0; }}
dt {{ font-weight: 700; margin: {px(12)} 0 {px(4)} 0; }}
dd {{ margin: 0 0 {px(4)} 0; }}
blockquote {{ margin: 0 0 0 {px(20)}; }}
blockquote p {{ color: {colours.muted}; }}
a {{ color: {colours.link}; }}
sup a {{ color: {colours.accent}; text-decoration: none; }}
a.term {{ color: {colours.ink}; }}
a.back {{ color: {colours.muted}; text-decoration: none; }}
img {{ max-width: 100%; }}
p.picture {{ line-height: 100%; margin: {px(8)} 0 {px(8)} 0; }}
p.caption {{ font-size: {px(SMALL)}; color: {colours.muted}; margin: 0 0 {px(16)} 0; }}
p.line {{ margin: {px(12)} 0 0 0; }}
p.title {{ font-weight: 700; margin-bottom: {px(8)}; }}
p.review, p.byline {{ color: {colours.muted}; font-size: {px(SMALL)}; margin: {px(8)} 0 {px(16)} 0; }}
{_call_outs(colours, unit)}
table.badge {{ background-color: {colours.surface}; border-color: {colours.accent}; }}
table.badge td {{ border-left-color: {colours.line}; font-size: {px(SMALL)}; font-weight: 700;
  padding: {px(4)} {px(16)} {px(4)} {px(68)}; }}
table.data {{ border-collapse: collapse; margin: {px(8)} 0 {px(12)} 0; }}
table.data th {{ font-weight: 700; border-bottom: {px(2)} solid {colours.accent}; }}
table.data td {{ border-bottom: {px(1)} solid {colours.edge}; }}
table.data th, table.data td {{ padding: {px(8)} {px(12)} {px(8)} 0; }}
table.contents td {{ padding: {px(4)} 0 {px(4)} 0; }}
ol.sources li p {{ color: {colours.muted}; font-size: {px(SMALL)}; }}
pre {{ white-space: pre-wrap; }}
"""


def _call_outs(colours: Theme, unit: float) -> str:
    padding = " ".join(map(pixels(unit), _CALL_OUT_PADDING))
    kinds = (
        ("key", colours.key_box),
        ("note", colours.note_box),
        ("warning", colours.warning_box),
        ("help", colours.help_box),
    )
    return "\n".join(
        f"table.{kind} {{ background-color: {box.ground}; border-color: {box.sign}; }}\n"
        f"table.{kind} td {{ border-left-color: {box.edge}; padding: {padding}; }}"
        for kind, box in kinds
    )


def paper_sheet(unit: float) -> str:
    """CSS to follow that of `sheet` on paper, where room is dear."""
    px = pixels(unit)
    return f"""
h1 {{ margin-bottom: {px(4)}; }}
h2 {{ margin: {px(24)} 0 {px(4)} 0; }}
h3 {{ margin: {px(16)} 0 {px(4)} 0; }}
p, ul, ol {{ margin-bottom: {px(8)}; }}
dt {{ margin: {px(8)} 0 0 0; }}
p.byline {{ font-size: {px(12)}; margin: {px(4)} 0 {px(8)} 0; }}
"""
