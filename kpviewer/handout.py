"""Leaflets and options → one composed handout: the pages for paper, or one HTML file."""

import base64
import html
import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kpviewer.errors import KpError
from kpviewer.library import Library, Page
from kpviewer.phrases import evidence, phrase, review
from kpviewer.settings import Settings


@dataclass(frozen=True)
class Clinic:
    """Who hands it out; what is empty is not printed."""

    name: str = ""
    address: str = ""
    phone: str = ""
    footer: str = ""


@dataclass(frozen=True)
class Options:
    """How a handout is composed."""

    langs: tuple[str, ...] = ("en",)
    """Every leaflet in each of these languages, one after the other."""
    paper: str = "letter"
    """`letter` or `a4`."""
    large_print: bool = False
    sections: tuple[str, ...] = ()
    """Anchors of the only sections to take; empty takes all."""
    note: str = ""
    """From the clinician, printed on the first page."""
    clinic: Clinic = field(default_factory=Clinic)


def options_of(settings: Settings, **chosen: Any) -> Options:
    """What the settings say of handouts, and over it what was chosen for this one."""
    clinic = Clinic(*(settings[f"clinic.{key}"] for key in ("name", "address", "phone", "footer")))
    options = Options(
        paper=settings["print.paper"], large_print=settings["print.large_print"], clinic=clinic
    )
    return replace(options, **chosen)


@dataclass(frozen=True)
class Part:
    """One leaflet of a handout."""

    page: Page
    html: str
    """The fragment to print: the whole page or the chosen sections, and its sources."""

    @property
    def review(self) -> str:
        """When the facts were checked and are due, and who signed."""
        entry = self.page.entry
        said = review(entry.reviewed, entry.review_by, entry.reviewed_by, self.page.lang)
        return " · ".join(said)


@dataclass(frozen=True)
class Handout:
    """One or more leaflets, composed; never empty."""

    parts: tuple[Part, ...]
    options: Options
    library: Library
    """Where the pictures are."""

    @property
    def title(self) -> str:
        """The titles of its leaflets, each once."""
        return ", ".join(dict.fromkeys(part.page.title for part in self.parts))


def compose(library: Library, slugs: Sequence[str], options: Options | None = None) -> Handout:
    """Raises UnknownLeaflet, or KpError if there is nothing to print."""
    options = options or Options()
    if not slugs:
        raise KpError("a handout needs at least one leaflet; kpviewer list shows what there is")
    pages = [library.read(slug, lang) for lang in options.langs for slug in slugs]
    known = {anchor for page in pages for anchor, _ in _pieces(page.html)}
    missing = [anchor for anchor in options.sections if anchor not in known]
    if missing:
        names = ", ".join(sorted(known - {""}))
        raise KpError(f"no section {missing[0]!r}; the sections are {names}")
    bodies = [_chosen(page.html, options.sections) for page in pages]
    bodies[0] = _note(options.note, pages[0].lang) + bodies[0]
    parts = tuple(Part(page, body) for page, body in zip(pages, bodies, strict=True))
    return Handout(parts, options, library)


def to_html(handout: Handout) -> str:
    """One self-contained page: semantic, no script, nothing remote; for e-mail or a portal."""
    lang = handout.parts[0].page.lang
    clinic = handout.options.clinic
    head = [f"<strong>{html.escape(clinic.name)}</strong>"] if clinic.name else []
    head += [html.escape(line) for line in (clinic.address, clinic.phone) if line]
    header = f"<header><p>{'<br>'.join(head)}</p></header>" if head else ""
    footer = f"<p>{html.escape(clinic.footer)}</p>" if clinic.footer else ""
    articles = _linked("\n".join(_article(part, handout.library) for part in handout.parts))
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(handout.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"{header}\n<main>\n{articles}\n</main>\n"
        f"<footer><p>{phrase('disclaimer', lang)}</p>{footer}</footer>\n</body>\n</html>\n"
    )


def _note(note: str, lang: str) -> str:
    """The clinician's note as a call-out; empty if there is none."""
    if not note:
        return ""
    words = html.escape(note).replace("\n", "<br>")
    return f'<aside class="note">\n<p class="title">{phrase("note", lang)}</p>\n<p>{words}</p>\n</aside>\n'


def _pieces(fragment: str) -> list[tuple[str, str]]:
    """The page cut before each section; the first anchor is empty."""
    cut = re.split(r'(?m)^(?=<h2 id="|<aside class="help">)', fragment)
    anchors = [re.search(r'^<(?:h2|aside class="help">\s*<p class="title") id="([^"]*)"', c) for c in cut]
    return [(found[1] if found else "", piece) for found, piece in zip(anchors, cut, strict=True)]


def _chosen(fragment: str, sections: Sequence[str]) -> str:
    if not sections:
        return fragment
    wanted = {*sections, "sources"}
    return "".join(piece for anchor, piece in _pieces(fragment) if anchor in wanted)


def _linked(body: str) -> str:
    """The body without links to what it does not hold: their words stay, an arrow back goes."""
    there = set(re.findall(r'\bid="([^"]*)"', body))

    def link(found: re.Match[str]) -> str:
        if found["target"] in there:
            return found[0]
        return "" if 'class="back"' in found["rest"] else found["words"]

    pattern = r'<a href="#(?P<target>[^"]*)"(?P<rest>[^>]*)>(?P<words>.*?)</a>'
    return re.sub(pattern, link, body, flags=re.DOTALL)


def _article(part: Part, library: Library) -> str:
    page = part.page
    name = f"{page.slug}-{page.lang}"
    body = re.sub(r'\bid="', f'id="{name}-', part.html)
    body = re.sub(r'href="#', f'href="#{name}-', body)
    body = re.sub(r'src="kp:([^"]+)"', lambda found: _embedded(found[1], library), body)
    body = re.sub(r'href="kp:([\w-]+)#', rf'href="#\1-{page.lang}-', body)
    body = re.sub(r'href="kp:([\w-]+)"', rf'href="#\1-{page.lang}"', body)
    body = body.replace("<th>", '<th scope="col">')
    badge = evidence(page.entry.evidence, page.lang)
    said = " · ".join(filter(None, [badge, part.review]))
    return (
        f'<article id="{name}" lang="{page.lang}">\n<h1>{html.escape(page.title)}</h1>\n'
        f'<p class="review">{html.escape(said)}</p>\n{body}\n</article>'
    )


def _embedded(name: str, library: Library) -> str:
    kind = mimetypes.guess_type(name)[0]
    return f'src="data:{kind};base64,{base64.b64encode(library.picture(name)).decode()}"'


_STYLE = """
body { font: 1.0625rem/1.55 "Atkinson Hyperlegible", "Noto Sans", "Segoe UI", sans-serif;
  color: #1E2A30; background: #FFFFFF; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; }
aside { border-left: 6px solid #0B6660; background: #E4F1EF; padding: 0.75rem 1.25rem; }
aside.help { border-color: #A12B24; background: #FBEDE8; }
.title, dt { font-weight: bold; }
.review, footer, .sources { color: #52636C; font-size: 0.9em; }
table { border-collapse: collapse; }
th, td { border: 1px solid #8A8478; padding: 0.4rem 0.7rem; text-align: left; }
li.unchecked { list-style: "\\2610  "; }
a { color: #0B5AA0; }
@media print { body { font-size: 14pt; margin: 0; } article + article { break-before: page; }
  h1, h2, h3 { break-after: avoid; } aside, tr, li { break-inside: avoid; } }
"""
