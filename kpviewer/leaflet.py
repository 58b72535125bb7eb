"""One leaflet as its author wrote it: TOML front matter and Markdown; what a valid leaflet is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from kpviewer import toml
from kpviewer.errors import ContentError
from kpviewer.manifest import SLUG, SLUG_RULE
from kpviewer.phrases import GRADES

SIZE_LIMIT = 1_000_000
"""Bytes. The longest bundled leaflet has 20,000; what is a hundred times that is not a leaflet."""
FRONT_MATTER_LIMIT = 64_000
"""Letters. The longest bundled one has 23,000."""

_FENCE = "+++"
_ORDER_LIMIT = 1_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Leaflet:
    """A parsed leaflet; its body is still Markdown."""

    path: Path
    slug: str
    """Names the topic in every language."""
    lang: str
    body: str
    body_line: int
    """Line of the file on which the body starts, counted from 1."""
    title: str
    short: str = ""
    """Name for narrow places: the sidebar, the foot of a page. Empty: use the title."""
    summary: str = ""
    group: str = "treatment"
    """One that `pack.toml` names; the bundled pack's will do."""
    order: int = 0
    aliases: tuple[str, ...] = ()
    """What people type when they look for this leaflet."""
    section_aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same for single sections, by their anchors."""
    evidence: str = ""
    """How sure the studies make us, one of `phrases.GRADES`; empty outside the conditions."""
    reviewed: str = ""
    """ISO date on which the facts were last checked against their sources."""
    review_by: str = ""
    reviewed_by: str = ""
    """The clinician who signed it off; empty: not yet reviewed by a clinician."""


_SET_BY_THE_FILE = {"path", "slug", "lang", "body", "body_line"}
_KEYS = {known.name for known in fields(Leaflet)} - _SET_BY_THE_FILE


def parse(path: Path) -> Leaflet:
    """Read `…/<lang>/<slug>.md`; raises ContentError with the line that its author must mend."""
    try:
        _prove_size(path, path.stat().st_size)
        raw = path.read_bytes()
    except OSError as error:
        raise ContentError(path, 0, f"cannot be read: {error.strerror}") from error
    return parse_bytes(raw, path)


def parse_bytes(raw: bytes, path: Path) -> Leaflet:
    """As `parse`, from the content of the file in hand."""
    _prove_size(path, len(raw))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ContentError(path, line, "is not UTF-8; save it as UTF-8", "not-utf-8") from error
    if not SLUG.fullmatch(path.stem):
        problem = f"name the file in {SLUG_RULE}, such as sleep-problems.md"
        raise ContentError(path, 0, problem, "slug")
    return parse_text(text, path)


def _prove_size(path: Path, size: int) -> None:
    if size > SIZE_LIMIT:
        problem = f"is {size:,} bytes; a leaflet has at most {SIZE_LIMIT:,}"
        raise ContentError(path, 0, problem, "too-large")


def parse_text(text: str, path: Path) -> Leaflet:
    """As `parse`, from text in hand; slug and language come from `path`."""
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != _FENCE:
        problem = f"must start with a line {_FENCE}, front matter, and another line {_FENCE}"
        raise ContentError(path, 1, problem, "front-matter")
    try:
        end = next(n for n, line in enumerate(lines) if n and line.strip() == _FENCE)
    except StopIteration:
        problem = f"the front matter is not closed; end it with a line {_FENCE}"
        raise ContentError(path, 1, problem, "front-matter") from None
    front = "\n".join(lines[1:end])
    if len(front) > FRONT_MATTER_LIMIT:
        problem = f"the front matter has {len(front):,} letters; {FRONT_MATTER_LIMIT:,} are allowed"
        raise ContentError(path, 1, problem, "too-large")
    try:
        meta = toml.read(front)
    except toml.Broken as error:
        problem = f"the front matter is not valid TOML: {error}"
        raise ContentError(path, error.line + 1, problem, "front-matter") from error
    return Leaflet(
        path=path,
        slug=path.stem,
        lang=path.parent.name,
        body="\n".join(lines[end + 1 :]),
        body_line=end + 2,
        **_FrontMatter(path, lines[: end + 1], meta).values(),
    )


class _FrontMatter:
    """Checks each key and knows on which line it stands."""

    def __init__(self, path: Path, lines: list[str], meta: dict[str, Any]) -> None:
        self._path = path
        self._lines = lines
        self._meta = meta

    def values(self) -> dict[str, Any]:
        for key in self._meta:
            if key not in _KEYS:
                known = ", ".join(sorted(_KEYS))
                raise self._error(key, f"unknown key {key[:40]!r}; known are {known}")
        if not self._take("title", str, "").strip():
            raise self._error("title", 'a leaflet needs a title: title = "…"')
        values = {key: self._take(key, str, "") for key in ("title", "short", "summary")}
        return values | {
            "group": self._group(),
            "order": self._order(),
            "aliases": self._texts("aliases", self._take("aliases", list, [])),
            "section_aliases": {
                anchor: self._texts("section_aliases", aliases)
                for anchor, aliases in self._take("section_aliases", dict, {}).items()
            },
            "evidence": self._grade(),
            "reviewed": self._day("reviewed"),
            "review_by": self._day("review_by"),
            "reviewed_by": self._take("reviewed_by", str, ""),
        }

    def _take(self, key: str, kind: type, default: Any) -> Any:
        value = self._meta.get(key, default)
        if type(value) is not kind:
            wanted = {
                str: "text in quotes",
                int: "a whole number",
                list: "a list of texts",
                dict: "a table",
            }[kind]
            raise self._error(key, f"{key} must be {wanted}")
        if isinstance(value, str) and _CONTROL.search(value):
            raise self._error(key, f"{key} has a control character in it; delete that")
        return value

    def _order(self) -> int:
        order: int = self._take("order", int, 0)
        if abs(order) > _ORDER_LIMIT:
            raise self._error("order", f"order must be within {_ORDER_LIMIT:,}")
        return order

    def _group(self) -> str:
        name: str = self._take("group", str, "treatment")
        if not SLUG.fullmatch(name):
            raise self._error("group", f"the name of a group takes {SLUG_RULE}, not {name[:40]!r}")
        return name

    def _grade(self) -> str:
        grade: str = self._take("evidence", str, "")
        if grade and grade not in GRADES:
            raise self._error("evidence", f"evidence must be one of: {', '.join(GRADES)}")
        return grade

    def _texts(self, key: str, values: Any) -> tuple[str, ...]:
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            kind = "a table of lists" if key == "section_aliases" else "a list"
            raise self._error(key, f"{key} must be {kind} of texts")
        if any(_CONTROL.search(value) for value in values):
            raise self._error(key, f"{key} has a control character in it; delete that")
        return tuple(values)

    def _day(self, key: str) -> str:
        value = self._meta.get(key, "")
        if value == "":
            return ""
        if type(value) is not date:
            raise self._error(key, f"{key} must be a date, written as 2027-01-31")
        return value.isoformat()

    def _error(self, key: str, problem: str) -> ContentError:
        starts = re.compile(rf"\s*(\[\s*)?{re.escape(key)}\s*[=\]]")
        line = next((n for n, line in enumerate(self._lines, 1) if starts.match(line)), 1)
        return ContentError(self._path, line, problem, "front-matter")
