"""Leaflets and options → one composed handout: the pages for paper, or one HTML file."""

import base64
import html
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kpviewer import excerpt, logo, words
from kpviewer.errors import KpError
from kpviewer.library import Library
from kpviewer.page import Page
from kpviewer.phrases import evidence, phrase, review
from kpviewer.settings import Settings
from kpviewer.term import GLOSSARY


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
    """The only sections to take: `anchor` in every leaflet, `slug#anchor` in that one, `slug#` its start.

    A leaflet for which none is named is taken whole.
    """
    glossary: bool = False
    """The terms that the leaflets use are explained after the last one of their language."""
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
    bodies = excerpt.take(pages, options.sections)
    parts: list[Part] = []
    for n, lang in enumerate(langs):
        leaflets = [Part(pages[slug][n], bodies[slug][n]) for slug in slugs]
        explained = _explained(library, leaflets, lang) if options.glossary else []
        parts += [*leaflets, *explained]
    named = {name for part in parts for name in re.findall(r'src="kp:([^"]+)"', part.html)}
    pictures = {name: library.picture(name) for name in sorted(named)}
    shown, complaint = _logo(options.clinic.logo)
    return Handout(tuple(parts), options, pictures, shown, complaint)


def _explained(library: Library, leaflets: Sequence[Part], lang: str) -> list[Part]:
    """What the glossary says of the leaflets' terms, once each; nothing if it is one of the leaflets."""
    if any(part.page.slug == GLOSSARY for part in leaflets):
        return []
    found = [library.term(anchor, lang) for anchor in {one for part in leaflets for one in _terms(part)}]
    terms = sorted(filter(None, found), key=lambda term: words.fold(term.name))
    rows = [
        f'<dt id="{html.escape(term.anchor)}">{html.escape(term.name)}</dt>\n'
        f"<dd>{html.escape(term.definition)}</dd>\n"
        for term in terms
    ]
    return [Part(library.read(GLOSSARY, lang), f"<dl>\n{''.join(rows)}</dl>")] if rows else []


def _terms(part: Part) -> set[str]:
    """Anchors of the terms that it uses, even if what marks them stands in a section that was not taken."""
    marked = re.findall(rf'<a href="kp:{GLOSSARY}#([^"]+)">(.*?)</a>', part.page.html, re.DOTALL)
    used = " ".join(part.html.split()).casefold()
    return {anchor for anchor, name in marked if " ".join(name.split()).casefold() in used}


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


# The HTML file


def to_html(handout: Handout) -> str:
    """One self-contained page: semantic, no script, nothing remote; for e-mail or a portal."""
    options = handout.options
    langs = dict.fromkeys(part.page.lang for part in handout.parts)
    articles = [_article(part, handout.pictures) for part in handout.parts]
    body = _linked("\n".join([_contents(handout), _semantic(handout.note), *articles]))
    footer = [f'<p lang="{lang}">{phrase("disclaimer", lang)}</p>' for lang in langs]
    footer += [f"<p>{html.escape(options.clinic.footer)}</p>"] if options.clinic.footer else []
    style = _STYLE.format(
        paper=options.paper,
        points=18 if options.large_print else 14,
        rem=1.375 if options.large_print else 1.0625,
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{handout.parts[0].page.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(handout.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{_header(handout)}<main>\n{body}\n</main>\n"
        f"<footer>\n{''.join(footer)}\n</footer>\n</body>\n</html>\n"
    )


def _header(handout: Handout) -> str:
    """Whose handout it is and whom it is for; empty if neither is known."""
    lang, options = handout.parts[0].page.lang, handout.options
    clinic, said = options.clinic, []
    if handout.logo:
        alt = html.escape(phrase("logo", lang, name=clinic.name).strip())
        source = _embedded(logo.media_type(handout.logo), handout.logo)
        said.append(f'<img class="logo" {source} alt="{alt}">')
    lines = [f"<strong>{html.escape(clinic.name)}</strong>"] if clinic.name else []
    lines += [html.escape(line) for line in (clinic.address, clinic.phone) if line]
    if lines:
        said.append(f"<p>{'<br>'.join(lines)}</p>")
    if options.prepared_for:
        name = f"<strong><bdi>{html.escape(options.prepared_for)}</bdi></strong>"
        said.append(f"<p>{phrase('prepared', lang)} {name}</p>")
    return "\n".join(["<header>", *said, "</header>\n"]) if said else ""


def _contents(handout: Handout) -> str:
    """The list of leaflets, which lead there; empty for a short handout."""
    if not handout.has_contents:
        return ""
    title = phrase("contents", handout.parts[0].page.lang)
    rows = "".join(
        f'<li><a href="#{_name(page)}" lang="{page.lang}">{html.escape(page.title)}</a></li>\n'
        for page in (part.page for part in handout.parts)
    )
    return f'<nav aria-label="{title}">\n<p class="title">{title}</p>\n<ul>\n{rows}</ul>\n</nav>'


def _note(note: str, lang: str) -> str:
    """The clinician's note as a call-out; empty if there is none."""
    if not note:
        return ""
    words = html.escape(note).replace("\n", "<br>")
    return f'<aside class="note">\n<p class="title">{phrase("note", lang)}</p>\n<p>{words}</p>\n</aside>\n'


def _linked(body: str) -> str:
    """The body without links to what it does not hold: their words stay, an arrow back goes."""
    there = set(re.findall(r'<\w+(?: class="\w+")? id="([^"]*)"', body))

    def link(found: re.Match[str]) -> str:
        if found["target"] in there:
            return found[0]
        return "" if 'class="back"' in found["rest"] else found["words"]

    pattern = r'<a href="#(?P<target>[^"]*)"(?P<rest>[^>]*)>(?P<words>.*?)</a>'
    return re.sub(pattern, link, body, flags=re.DOTALL)


def _article(part: Part, pictures: dict[str, bytes]) -> str:
    page, name = part.page, _name(part.page)
    back = phrase("back", page.lang)
    body = re.sub(r'(<\w+(?: class="\w+")? id=")', rf"\g<1>{name}-", part.html)
    body = re.sub(r'<a href="#', f'<a href="#{name}-', body)
    body = re.sub(r'<a href="kp:([\w-]+)#', rf'<a href="#\1-{page.lang}-', body)
    body = re.sub(r'<a href="kp:([\w-]+)"', rf'<a href="#\1-{page.lang}"', body)
    body = body.replace(' class="back">', f' class="back" role="doc-backlink" aria-label="{back}">')
    body = re.sub(r'<img src="kp:([^"]+)"', lambda found: _picture(found[1], pictures), body)
    said = [evidence(page.entry.evidence, page.lang), page.origin, part.review]
    said += [phrase("version", page.lang, version=page.pack_version)] if page.pack_version else []
    review_line = html.escape(" · ".join(filter(None, said)))
    return (
        f'<article id="{name}" lang="{page.lang}">\n<h1>{html.escape(page.title)}</h1>\n'
        f'<p class="review">{review_line}</p>\n{_semantic(body)}\n</article>'
    )


def _name(page: Page) -> str:
    """Of a leaflet in the file."""
    return f"{page.slug}-{page.lang}"


def _semantic(fragment: str) -> str:
    """The subset in today's HTML, which has a word for what a call-out is and none for a cell's side."""
    fragment = re.sub(r'<aside class="(\w+)">', r'<div class="call-out \1" role="note">', fragment)
    fragment = fragment.replace("</aside>", "</div>")
    fragment = re.sub(r"<th(?=[ >])", '<th scope="col"', fragment)
    return re.sub(r'(<t[hd][^>]*) align="(\w+)">', r'\1 style="text-align: \2">', fragment)


def _picture(name: str, pictures: dict[str, bytes]) -> str:
    kind = name.rpartition(".")[2].replace("jpg", "jpeg")
    return f"<img {_embedded(f'image/{kind}', pictures[name])}"


def _embedded(media_type: str, data: bytes) -> str:
    return f'src="data:{media_type};base64,{base64.b64encode(data).decode()}"'


_STYLE = """
body {{ font: {rem}rem/1.55 "Atkinson Hyperlegible", "Noto Sans", "Segoe UI", sans-serif;
  color: #1E2A30; background: #FFFFFF; max-width: 42rem; margin: 2rem auto; padding: 0 1rem;
  overflow-wrap: break-word; }}
h1, h2, h3, h4 {{ line-height: 1.25; }}
sup {{ line-height: 0; }}
img {{ max-width: 100%; height: auto; }}
figure {{ margin: 1rem 0; }}
figcaption {{ font-size: 0.9em; }}
.logo {{ max-width: 60%; max-height: 5rem; }}
.call-out {{ border-left: 6px solid #0B6660; background: #E4F1EF; padding: 0.75rem 1.25rem;
  margin: 1rem 0; }}
.call-out > :first-child {{ margin-top: 0; }}
.call-out > :last-child {{ margin-bottom: 0; }}
.help {{ border-color: #A12B24; background: #FBEDE8; }}
.title, dt {{ font-weight: bold; }}
.review, footer, .sources {{ color: #52636C; font-size: 0.9em; }}
table {{ border-collapse: collapse; }}
th, td {{ border: 1px solid #8A8478; padding: 0.4rem 0.7rem; text-align: left; }}
li.unchecked {{ list-style: "\\2610  "; }}
li hr {{ border: 0; border-bottom: 1px solid #8A8478; margin: 2rem 0 0; }}
a {{ color: #0B5AA0; }}
.back {{ padding: 0 0.3rem; }}
@page {{ size: {paper}; margin: 20mm; }}
@media print {{ body {{ font-size: {points}pt; margin: 0; max-width: none; padding: 0; }}
  article + article {{ break-before: page; }} h1, h2, h3, h4, dt {{ break-after: avoid; }}
  .call-out, figure, tr, li {{ break-inside: avoid; }} .back {{ display: none; }}
  a {{ color: inherit; text-decoration: none; }} }}
"""
