"""Leaflets and options → one composed handout: the pages for paper, or one HTML file."""

import base64
import html
import mimetypes
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kpviewer import logo
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
    logo: str = ""
    """Path of a PNG or JPEG file."""


@dataclass(frozen=True)
class Options:
    """How a handout is composed."""

    langs: tuple[str, ...] = ("en",)
    """Every leaflet in each of these languages, one after the other."""
    paper: str = "letter"
    """`letter` or `a4`."""
    large_print: bool = False
    sections: tuple[str, ...] = ()
    """The only sections to take: `anchor` in every leaflet, `slug#anchor` in that one.

    A leaflet for which none is named is taken whole.
    """
    note: str = ""
    """From the clinician, printed on the first page."""
    prepared_for: str = ""
    """A name, printed and kept nowhere; empty leaves a line to write it on."""
    right_hand: bool = False
    """On paper printed on both sides every leaflet starts on a right-hand page."""
    neutral_job_title: bool = False
    """The print queue does not learn what the handout is about."""
    clinic: Clinic = field(default_factory=Clinic)


def options_of(settings: Settings, **chosen: Any) -> Options:
    """What the settings say of handouts, and over it what was chosen for this one."""
    keys = ("name", "address", "phone", "footer", "logo")
    options = Options(
        paper=settings["print.paper"],
        large_print=settings["print.large_print"],
        neutral_job_title=settings["print.neutral_job_title"],
        clinic=Clinic(*(settings[f"clinic.{key}"] for key in keys)),
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
    """One or more leaflets, composed; never empty. It holds all that it shows."""

    parts: tuple[Part, ...]
    options: Options
    pictures: dict[str, bytes]
    """By the name under which a part's HTML refers to it as `kp:NAME`."""
    logo: bytes = b""
    """The clinic's, PNG or JPEG; empty if there is none."""
    complaint: str = ""
    """Why the logo was left out; empty if it was not."""

    @property
    def note(self) -> str:
        """The clinician's note as a fragment; empty if there is none."""
        return _note(self.options.note, self.parts[0].page.lang)

    @property
    def has_contents(self) -> bool:
        """Whether so many leaflets need a list of them."""
        return len(self.parts) >= 3

    @property
    def title(self) -> str:
        """The titles of its leaflets, each once."""
        return ", ".join(dict.fromkeys(part.page.title for part in self.parts))

    def job_title(self) -> str:
        """What the print queue shows: at most 200 bytes, since the queue cuts at 255."""
        if self.options.neutral_job_title:
            return f"Handout {random.randint(100, 999)}"
        return self.title.encode()[:200].decode(errors="ignore")


def compose(library: Library, slugs: Sequence[str], options: Options | None = None) -> Handout:
    """Raises UnknownLeaflet, or KpError if there is nothing to print."""
    options = _cleaned(options or Options())
    if not slugs:
        raise KpError("a handout needs at least one leaflet; kpviewer list shows what there is")
    slugs, langs = tuple(dict.fromkeys(slugs)), tuple(dict.fromkeys(options.langs))
    pages = {slug: [library.read(slug, lang) for lang in langs] for slug in slugs}
    bodies = _chosen(pages, options.sections)
    parts = tuple(Part(pages[slug][n], bodies[slug][n]) for n in range(len(langs)) for slug in slugs)
    named = {name for part in parts for name in re.findall(r'src="kp:([^"]+)"', part.html)}
    pictures = {name: library.picture(name) for name in sorted(named)}
    shown, complaint = _logo(options.clinic.logo)
    return Handout(parts, options, pictures, shown, complaint)


def _cleaned(options: Options) -> Options:
    """Without what neither paper nor HTML can hold: control characters, halves of characters."""

    def clean(text: str) -> str:
        whole = text.replace("\r\n", "\n").encode("utf-8", "replace").decode()
        return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", "", whole).strip()

    lines = {key: " ".join(clean(text).split()) for key, text in vars(options.clinic).items()}
    lines["logo"] = options.clinic.logo
    name = " ".join(clean(options.prepared_for).split())
    return replace(options, note=clean(options.note), prepared_for=name, clinic=Clinic(**lines))


def _logo(path: str) -> tuple[bytes, str]:
    """The logo's content, and why there is none although it has a path."""
    try:
        return (logo.load(Path(path).expanduser()), "") if path else (b"", "")
    except (ValueError, RuntimeError) as refused:
        return b"", f"the handout has no logo: {path} {refused}"


# Choosing sections


def _chosen(pages: dict[str, list[Page]], names: Sequence[str]) -> dict[str, list[str]]:
    """The fragment of every page, with no more than the sections named for it."""
    wanted: dict[str, list[str]] = {slug: [] for slug in pages}
    pieces = {slug: [_pieces(page.html) for page in pages[slug]] for slug in pages}
    for name in names:
        slug, _, anchor = name.rpartition("#")
        knowing = [
            other for other in pages if slug in ("", other) and anchor in _anchors(pieces[other]) - {""}
        ]
        if not knowing:
            among = [slug] if slug in pages else list(pages)
            known = sorted({found for other in among for found in _anchors(pieces[other])} - {""})
            raise KpError(f"no section {name!r}; the sections are {', '.join(known)}")
        for other in knowing:
            wanted[other].append(anchor)
    bare = any("#" not in name for name in names)
    for slug in pages:
        if bare and not wanted[slug]:
            known = sorted(_anchors(pieces[slug]) - {""})
            raise KpError(f"{slug} has none of these sections; its sections are {', '.join(known)}")
    return {slug: [_taken(page, pieces[slug], wanted[slug]) for page in pieces[slug]] for slug in pages}


_Pieces = list[tuple[str, str]]
"""A page cut before each section: anchor and fragment; the first anchor is empty."""


def _pieces(fragment: str) -> _Pieces:
    cut = re.split(r'(?m)^(?=<h2 id="|<aside class="help">)', fragment)
    anchors = [re.search(r'^<(?:h2|aside class="help">\s*<p class="title") id="([^"]*)"', c) for c in cut]
    return [(found[1] if found else "", piece) for found, piece in zip(anchors, cut, strict=True)]


def _anchors(translations: Sequence[_Pieces]) -> set[str]:
    return {anchor for pieces in translations for anchor, _ in pieces}


def _taken(page: _Pieces, translations: Sequence[_Pieces], wanted: Sequence[str]) -> str:
    """The wanted sections of one translation, and the sources that they cite; all if none is wanted.

    A translation calls its sections by other names, but has the same ones in the same order.
    """
    if not wanted:
        return "".join(piece for _, piece in page)
    own = [anchor for anchor, _ in page]
    places = set()
    for anchor in wanted:
        if anchor in own:
            places.add(own.index(anchor))
            continue
        there = next(named for other in translations if anchor in (named := [name for name, _ in other]))
        if len(there) != len(own):
            known = ", ".join(filter(None, own))
            raise KpError(f"no section {anchor!r} in every language; the others have {known}")
        places.add(there.index(anchor))
    taken = "".join(piece for place, (_, piece) in enumerate(page) if place in places)
    if "sources" in own and own.index("sources") not in places:
        taken += _cited(page[own.index("sources")][1], taken)
    return _renumbered(taken)


def _cited(sources: str, text: str) -> str:
    """The sources that the text, or another source, cites; empty if there are none."""
    cited = set(re.findall(r'<a href="#(fn:[^"]+)">', text + sources))
    head, *entries = re.split(r'(?=<li id="fn:)', sources.removesuffix("</ol>"))
    kept = [entry for entry in entries if entry[len('<li id="') :].partition('"')[0] in cited]
    return f"{head}{''.join(kept)}</ol>" if kept else ""


def _renumbered(taken: str) -> str:
    """The marks with the numbers that their sources now have."""
    numbers = {name: n for n, name in enumerate(re.findall(r'<li id="(fn:[^"]+)">', taken), 1)}
    mark = r'<a href="#(fn:[^"]+)">\d+</a>'
    return re.sub(mark, lambda found: f'<a href="#{found[1]}">{numbers[found[1]]}</a>', taken)


# The HTML file


def to_html(handout: Handout) -> str:
    """One self-contained page: semantic, no script, nothing remote; for e-mail or a portal."""
    lang = handout.parts[0].page.lang
    clinic = handout.options.clinic
    head = [f"<strong>{html.escape(clinic.name)}</strong>"] if clinic.name else []
    head += [html.escape(line) for line in (clinic.address, clinic.phone) if line]
    header = f"<header><p>{'<br>'.join(head)}</p></header>" if head else ""
    footer = f"<p>{html.escape(clinic.footer)}</p>" if clinic.footer else ""
    body = "\n".join([handout.note, *(_article(part, handout.pictures) for part in handout.parts)])
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(handout.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"{header}\n<main>\n{_linked(body)}\n</main>\n"
        f"<footer><p>{phrase('disclaimer', lang)}</p>{footer}</footer>\n</body>\n</html>\n"
    )


def _note(note: str, lang: str) -> str:
    """The clinician's note as a call-out; empty if there is none."""
    if not note:
        return ""
    words = html.escape(note).replace("\n", "<br>")
    return f'<aside class="note">\n<p class="title">{phrase("note", lang)}</p>\n<p>{words}</p>\n</aside>\n'


def _linked(body: str) -> str:
    """The body without links to what it does not hold: their words stay, an arrow back goes."""
    there = set(re.findall(r'\bid="([^"]*)"', body))

    def link(found: re.Match[str]) -> str:
        if found["target"] in there:
            return found[0]
        return "" if 'class="back"' in found["rest"] else found["words"]

    pattern = r'<a href="#(?P<target>[^"]*)"(?P<rest>[^>]*)>(?P<words>.*?)</a>'
    return re.sub(pattern, link, body, flags=re.DOTALL)


def _article(part: Part, pictures: dict[str, bytes]) -> str:
    page = part.page
    name = f"{page.slug}-{page.lang}"
    body = re.sub(r'\bid="', f'id="{name}-', part.html)
    body = re.sub(r'href="#', f'href="#{name}-', body)
    body = re.sub(r'src="kp:([^"]+)"', lambda found: _embedded(found[1], pictures), body)
    body = re.sub(r'href="kp:([\w-]+)#', rf'href="#\1-{page.lang}-', body)
    body = re.sub(r'href="kp:([\w-]+)"', rf'href="#\1-{page.lang}"', body)
    body = body.replace("<th>", '<th scope="col">')
    badge = evidence(page.entry.evidence, page.lang)
    said = " · ".join(filter(None, [badge, part.review]))
    return (
        f'<article id="{name}" lang="{page.lang}">\n<h1>{html.escape(page.title)}</h1>\n'
        f'<p class="review">{html.escape(said)}</p>\n{body}\n</article>'
    )


def _embedded(name: str, pictures: dict[str, bytes]) -> str:
    kind = mimetypes.guess_type(name)[0]
    return f'src="data:{kind};base64,{base64.b64encode(pictures[name]).decode()}"'


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
