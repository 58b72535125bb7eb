"""Whether a translation is in step with its original: sections, figures, footnotes, dates."""

import re
from collections.abc import Iterator, Sequence

from kpviewer.check.manuscript import Block, Manuscript
from kpviewer.check.rules import Fault

_SAME = ("group", "order", "evidence", "reviewed", "review_by")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
_THOUSANDS = re.compile(r"[.,\u00a0\u202f](?=\d{3}(?:\D|$))")
_KEY_TO_PRESS = re.compile(
    r"\b(?:press|option|marque|opción|oprim[ae]|oprimir|presione|pulse)\s+(?:el\s+|the\s+)?\d\b"
)
"""The menus of crisis lines differ by language."""
_SPELLED = {
    "en": r"zero one two three four five six seven eight nine ten eleven twelve",
    "es": r"cero un[oa]? dos tres cuatro cinco seis siete ocho nueve diez once doce",
}
"""Small numbers in words; a number written so is no other number."""


def faults(translation: Manuscript, original: Manuscript) -> Iterator[Fault]:
    """In no order; lines are those of the translation."""
    theirs = f"{original.leaflet.lang}/{original.leaflet.path.name}"
    yield from _front_matter(translation, original, theirs)
    parts, twins = _parts(translation), _parts(original)
    if [_level(part) for part in parts] != [_level(twin) for twin in twins]:
        yield _sections(parts, twins, theirs)
        parts, twins = [translation.blocks], [original.blocks]
    spelled = [_SPELLED.get(draft.leaflet.lang, "").split() for draft in (translation, original)]
    for part, twin in zip(parts, twins, strict=True):
        yield from _figures(part, twin, spelled, theirs)
        yield from _cells(part, twin, theirs)
        yield from _footnotes(part, twin, theirs)


def _front_matter(translation: Manuscript, original: Manuscript, theirs: str) -> Iterator[Fault]:
    for key in _SAME:
        here, there = getattr(translation.leaflet, key), getattr(original.leaflet, key)
        if here != there:
            problem = f"{key} is {here or 'not set'}, and {there or 'not set'} in {theirs}; write the same"
            yield Fault("translation-dates", translation.key_line(key), problem)


def _parts(draft: Manuscript) -> list[list[Block]]:
    """What is compared with one another: the sections; a glossary whole, as each language sorts its own."""
    if any(block.kind == "term" for block in draft.blocks):
        return [draft.blocks]
    return list(draft.sections)


def _level(part: list[Block]) -> int:
    return part[0].level if part else 0


def _sections(parts: list[list[Block]], twins: list[list[Block]], theirs: str) -> Fault:
    same = 0
    while same < min(len(parts), len(twins)) and _level(parts[same]) == _level(twins[same]):
        same += 1
    line = next((part[0].line for part in parts[same:] + parts[::-1] if part), 0)
    goes_on = f"has {_title(twins[same])} here" if same < len(twins) else "has no such section"
    problem = (
        f"{len(parts) - 1} headings, and {len(twins) - 1} in {theirs}, which {goes_on}; write the same ones"
    )
    return Fault("translation-sections", line, problem)


def _title(part: list[Block]) -> str:
    return f"“{'#' * part[0].level} {part[0].text}”"


def _figures(
    part: list[Block], twin: list[Block], spelled: Sequence[list[str]], theirs: str
) -> Iterator[Fault]:
    here, there = _numbers(part), _numbers(twin)
    extra = {
        number: line
        for number, line in here.items()
        if number not in there and not _is_spelled(number, twin, spelled[1])
    }
    missing = [
        number for number in there if number not in here and not _is_spelled(number, part, spelled[0])
    ]
    yield from _differences("translation-figures", part, extra, missing, theirs)


def _footnotes(part: list[Block], twin: list[Block], theirs: str) -> Iterator[Fault]:
    here, there = (
        {f"[^{name}]": line for block in reversed(blocks) for name, line in reversed(block.marks)}
        for blocks in (part, twin)
    )
    extra = {name: line for name, line in here.items() if name not in there}
    missing = [name for name in there if name not in here]
    yield from _differences("translation-footnotes", part, extra, missing, theirs)


def _differences(
    rule: str, part: list[Block], extra: dict[str, int], missing: list[str], theirs: str
) -> Iterator[Fault]:
    """What stands here alone, on its line; else what stands there alone, on the section's."""
    others = f", which has {', '.join(missing)}" if missing else ""
    for name, line in extra.items():
        yield Fault(
            rule, line, f"{name} does not stand in this section of {theirs}{others}; write the same"
        )
    if missing and not extra:
        problem = f"{theirs} has {', '.join(missing)} in this section; write the same"
        yield Fault(rule, part[0].line if part else 0, problem)


def _numbers(part: list[Block]) -> dict[str, int]:
    """Each number that is said outside of tables, and its first line."""
    return {
        number: block.line_of(place)
        for block in reversed(part)
        if block.kind not in ("cell", "source")
        for place, number in reversed(_said(block.text))
    }


def _said(text: str) -> list[tuple[int, str]]:
    """Numbers and their places; `1,285`, `1.285` and `1 285` are one number."""
    text = _KEY_TO_PRESS.sub(lambda found: " " * len(found[0]), text)
    return [
        (found.start(), _THOUSANDS.sub("", found[0]).replace(",", ".")) for found in _NUMBER.finditer(text)
    ]


def _is_spelled(number: str, part: list[Block], spelled: list[str]) -> bool:
    if not number.isdecimal() or int(number) >= len(spelled):
        return False
    word = re.compile(rf"\b{spelled[int(number)]}\b", re.IGNORECASE)
    return any(word.search(block.text) for block in part)


def _cells(part: list[Block], twin: list[Block], theirs: str) -> Iterator[Fault]:
    """Tables are compared cell by cell."""
    here, there = ([block for block in blocks if block.kind == "cell"] for blocks in (part, twin))
    if len(here) != len(there):
        line = (here or part)[0].line if part else 0
        problem = (
            f"{len(here)} cells in tables of this section, and {len(there)} in {theirs}; write the same"
        )
        yield Fault("translation-figures", line, problem)
        return
    for cell, other in zip(here, there, strict=True):
        says, wanted = (", ".join(number for _, number in _said(block.text)) for block in (cell, other))
        if says != wanted:
            problem = f"this cell says “{says}”, and “{wanted}” in {theirs}; write the same"
            yield Fault("translation-figures", cell.line, problem)
