"""How a leaflet is put together: headings, names, links, footnotes, pictures, tables."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from kpviewer import link, picture
from kpviewer.check.manuscript import Manuscript, Spot
from kpviewer.check.rules import TABLE_COLUMNS, Fault
from kpviewer.dialect import anchor_of
from kpviewer.render import LEVELS, TOO_DEEP

Anchors = Mapping[tuple[str, str], set[str]]
"""What a link may name, by language and slug."""

_SECTIONS = {
    "en": (
        "What is it?",
        "What is usually tried first?",
        "What might ketamine do?",
        "How sure are we?",
        "What does talking therapy add?",
        "Risks to know about",
        "Talk with your clinician if…",
    ),
    "es": (
        "¿Qué es?",
        "¿Qué se suele probar primero?",
        "¿Qué podría hacer la ketamina?",
        "¿Qué tan seguros estamos?",
        "¿Qué aporta la terapia de conversación?",
        "Riesgos que debe conocer",
        "Hable con su profesional de la salud si…",
    ),
}
"""What a reader finds in every leaflet about a condition."""
_CALL_OUTS = ("key", "help")
_DEEP = re.compile(rf"(?: {{4}}|\t| {{0,3}}(?:>|(?:[-+*]|\d{{1,9}}\.)(?=[ \t])) ?){{{LEVELS + 1}}}")
"""A line in so many lists and quotes."""


def faults(draft: Manuscript) -> Iterator[Fault]:
    """What is wrong within the leaflet itself, in no order; links are proved by `link_faults`."""
    yield from _headings(draft)
    yield from _names(draft)
    yield from _footnotes(draft)
    yield from _pictures(draft)
    yield from _section_aliases(draft)
    yield from _missing_sections(draft)
    for number, line in enumerate(draft.leaflet.body.split("\n"), draft.leaflet.body_line):
        if _DEEP.match(line):
            yield Fault("nested", number, TOO_DEEP)
            break
    for tag in draft.tags:
        yield Fault("raw-html", tag.line, f"{tag.name} is HTML, which is shown as text; use Markdown")
    for table in draft.tables:
        if table.columns > TABLE_COLUMNS:
            problem = f"{table.columns} columns; make two tables of it, {TABLE_COLUMNS} fit on paper"
            yield Fault("wide-table", table.line, problem)


def anchors(draft: Manuscript) -> set[str]:
    """What a link may name in it, as `render` names it: a second heading gets `_1`, a second term `-2`."""
    names: set[str] = set()
    for separator, first, spots in (("_", 1, _heading_names(draft)), ("-", 2, _other_names(draft))):
        for base, _ in spots:
            name, number = base, first
            while name in names or not name:
                name = f"{base}{separator}{number}"
                number += 1
            names.add(name)
    return names


def link_faults(lang: str, slug: str, links: Iterable[Spot], known: Anchors) -> Iterator[Fault]:
    """Links of a leaflet that lead nowhere."""
    for href, line in links:
        to = link.target(href)
        if to:
            broken = link.fault(to, known.get((lang, to.slug or slug)))
        elif not link.leads_out(href):
            broken = "dead-link", link.not_a_leaflet(href)
        elif not href.startswith(("mailto:", "tel:")):
            broken = "remote", f"{href} cannot be opened here; write the address as plain words"
        else:
            broken = None
        if broken:
            yield Fault(broken[0], line, broken[1])


def _headings(draft: Manuscript) -> Iterator[Fault]:
    headings = [block for block in draft.blocks if block.kind == "heading"]
    levels = [1, *(max(block.level, 2) for block in headings)]
    for heading, (above, level) in zip(headings, pairwise(levels), strict=True):
        if not anchor_of(heading.text):
            problem = "a heading without a letter or digit cannot be linked to; put words into it"
            yield Fault("anchor", heading.line, problem)
        if level > above + 1:
            problem = f"“{heading.text}” skips a level; write it with {'#' * (above + 1)}"
            yield Fault("heading-level", heading.line, problem)


def _heading_names(draft: Manuscript) -> list[Spot]:
    names = [Spot(anchor_of(b.text), b.line) for b in draft.blocks if b.kind == "heading"]
    return names + [Spot("sources", source.line) for source in draft.sources[:1]]


def _other_names(draft: Manuscript) -> list[Spot]:
    """Those of terms and of calls for help."""
    calls = {call.line for call in draft.call_outs if call.name == "help"}
    return [
        Spot(anchor_of(block.text), block.line)
        for block in draft.blocks
        if block.kind == "term" or (block.kind == "title" and block.line in calls and block.text)
    ]


def _names(draft: Manuscript) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for name, line in sorted(_heading_names(draft) + _other_names(draft), key=lambda spot: spot.line):
        if name and first.setdefault(name, line) != line:
            problem = f"line {first[name]} is named #{name} too; give this one another name"
            yield Fault("duplicate-anchor", line, problem)


def _footnotes(draft: Manuscript) -> Iterator[Fault]:
    marks = {mark.name for mark in draft.marks}
    sources: set[str] = set()
    for name, line in draft.sources:
        if name in sources:
            yield Fault("unused-source", line, f"[^{name}] has a source above; give this one another name")
        elif name not in marks:
            problem = (
                f"nothing refers to [^{name}]; put the mark behind what it proves, or delete the source"
            )
            yield Fault("unused-source", line, problem)
        sources.add(name)
    for name, line in draft.marks:
        if name not in sources:
            yield Fault("no-source", line, f"[^{name}] has no source; add a line [^{name}]: and the source")


def _pictures(draft: Manuscript) -> Iterator[Fault]:
    folder = draft.leaflet.path.parent
    for source, description, line, caption in draft.pictures:
        try:
            if not description:
                raise picture.Refused("picture-text", picture.UNDESCRIBED)
            picture.load(source, folder, folder.parent)
        except picture.Refused as refused:
            yield Fault(refused.rule, line, f"picture {source} {refused}")
            continue
        if not caption:
            write = f'![what it shows]({source} "caption") in a paragraph of its own'
            yield Fault("picture-caption", line, f"picture {source} has no caption; write {write}")


def _section_aliases(draft: Manuscript) -> Iterator[Fault]:
    names = anchors(draft)
    for anchor in draft.leaflet.section_aliases:
        missing = link.alias_fault(anchor, names)
        if missing:
            yield Fault(missing[0], draft.key_line(anchor), missing[1])


def _missing_sections(draft: Manuscript) -> Iterator[Fault]:
    if draft.leaflet.group != "conditions":
        return
    there = {name for name, _ in _heading_names(draft)}
    wanted = _SECTIONS.get(draft.leaflet.lang, ())
    missing = [f"“{heading}”" for heading in wanted if anchor_of(heading) not in there]
    called = {call.name for call in draft.call_outs}
    missing += [f"the call-out !!! {name}" for name in _CALL_OUTS if name not in called]
    if missing:
        problem = f"a leaflet about a condition also needs {', '.join(missing)}"
        yield Fault("missing-section", 0, problem)
