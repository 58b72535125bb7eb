"""`pack.toml`: what a pack says of itself, and the groups it puts leaflets in."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from kpviewer import paths, toml
from kpviewer.errors import ContentError

FILE = "pack.toml"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUG_RULE = "small letters, digits and hyphens"

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,39}")
_TEXT_LIMIT = 200
_SIZE_LIMIT = 200_000
"""Bytes."""


@dataclass(frozen=True)
class Group:
    """Leaflets that stand under one title."""

    titles: Mapping[str, str] = field(default_factory=dict)
    """By language."""
    leaflets: tuple[str, ...] = ()
    """Slugs that come first in it, whatever group they name themselves."""


@dataclass(frozen=True)
class Manifest:
    """What a pack says of itself; what it does not say is empty."""

    name: str
    title: str
    version: str = ""
    publisher: str = ""
    languages: tuple[str, ...] = ()
    contact: str = ""
    licence: str = ""
    groups: Mapping[str, Group] = field(default_factory=dict)
    """In their order."""


_KEYS = [known.name for known in fields(Manifest)]
_TEXTS = ("name", "title", "version", "publisher", "contact", "licence")


def read(root: Path) -> Manifest:
    """Of the pack in `root`; an author's draft needs none. Raises ContentError."""
    path = root / FILE
    try:
        raw = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise ContentError(path, 0, f"cannot be read: {error.strerror}", "pack") from error
    return parse(raw, path)


def parse(raw: bytes, path: Path) -> Manifest:
    """As `read`, from what is in hand; a pack without name or title is called as its folder."""
    if len(raw) > _SIZE_LIMIT:
        raise ContentError(path, 0, f"is {len(raw):,} bytes; it has at most {_SIZE_LIMIT:,}", "pack")
    try:
        text = raw.decode("utf-8-sig")
        said = toml.read(text)
    except UnicodeDecodeError as error:
        raise ContentError(path, 1, "is not UTF-8; save it as UTF-8", "pack") from error
    except toml.Broken as error:
        raise ContentError(path, error.line, f"is not valid TOML: {error}", "pack") from error
    return _Reader(path, text, said).manifest()


class _Reader:
    """Checks each key and knows on which line it stands."""

    def __init__(self, path: Path, text: str, said: dict[str, Any]) -> None:
        self._path = path
        self._lines = text.splitlines()
        self._said = said

    def manifest(self) -> Manifest:
        for key in self._said:
            if key not in _KEYS:
                raise self._error(key, f"unknown key {key[:40]!r}; known are {', '.join(_KEYS)}")
        folder = self._path.parent.name
        texts = {key: self._text(key, self._said.get(key, "")) for key in _TEXTS}
        name, version = texts["name"], texts["version"]
        if name and not SLUG.fullmatch(name):
            raise self._error("name", f"name takes {SLUG_RULE}, such as riverside-clinic")
        if version and not _VERSION.fullmatch(version):
            raise self._error("version", "version takes digits, letters and full stops, such as 2026.11.22")
        texts["name"] = name or folder
        texts["title"] = texts["title"] or name or folder
        languages = self._texts("languages", self._said.get("languages", []))
        for lang in languages:
            self._prove_language("languages", lang)
        return Manifest(**texts, languages=languages, groups=self._groups())

    def _groups(self) -> dict[str, Group]:
        said = self._said.get("groups", {})
        if not isinstance(said, dict):
            raise self._error("groups", "groups must be tables, such as [groups.sleep]")
        return {name: self._group(name, group) for name, group in said.items()}

    def _group(self, name: str, said: Any) -> Group:
        if not SLUG.fullmatch(name):
            raise self._error(name, f"the name of a group takes {SLUG_RULE}, not {name[:40]!r}")
        if not isinstance(said, dict) or said.keys() - {"title", "leaflets"}:
            raise self._error(name, f"group {name} takes title and leaflets, and nothing else")
        titles = said.get("title", {})
        if not isinstance(titles, dict):
            raise self._error(name, 'title takes one for each language: title = { en = "Sleep" }')
        for lang, title in titles.items():
            self._prove_language(name, lang)
            self._text(name, title)
        return Group(titles, self._texts(name, said.get("leaflets", [])))

    def _prove_language(self, key: str, lang: str) -> None:
        if not LANGUAGE.fullmatch(lang):
            raise self._error(key, f"{lang[:40]!r} is not the code of a language, such as en")

    def _text(self, key: str, value: Any) -> str:
        if not isinstance(value, str) or not value.isprintable() or len(value) > _TEXT_LIMIT:
            raise self._error(
                key, f"{key} must be text in quotes, one line of at most {_TEXT_LIMIT} letters"
            )
        return value.strip()

    def _texts(self, key: str, values: Any) -> tuple[str, ...]:
        if not isinstance(values, list):
            raise self._error(key, f"{key} must be a list of texts")
        return tuple(self._text(key, value) for value in values)

    def _error(self, key: str, problem: str) -> ContentError:
        starts = re.compile(rf"\s*(\[\s*)?(groups\s*\.\s*)?['\"]?{re.escape(key)}['\"]?\s*[=\].]")
        line = next((n for n, line in enumerate(self._lines, 1) if starts.match(line)), 1)
        return ContentError(self._path, line, problem, "pack")


def lacking(manifest: Manifest, langs: Collection[str]) -> str:
    """What a pack must still say of itself to be given away; `langs` are those that it has leaflets in."""
    if not SLUG.fullmatch(manifest.name):
        return 'needs a name, such as name = "riverside-clinic"'
    if manifest.name == paths.BUNDLED:
        return f"cannot be named {paths.BUNDLED}, which is what comes with the program; choose another name"
    for key in ("version", "publisher"):
        if not getattr(manifest, key):
            return f'needs a {key}: {key} = "…"'
    if not langs:
        return "has no leaflets beside it"
    if set(manifest.languages) != set(langs):
        return f"needs the languages of its leaflets: languages = {sorted(langs)}"
    return ""


def line_of(path: Path, word: str) -> int:
    """The line of a `pack.toml` on which a word stands in quotes; 1 if it is not found."""
    lines = path.read_text("utf-8-sig", "replace").splitlines()
    quoted = re.compile(rf"""(["']){re.escape(word)}\1""")
    return next((n for n, line in enumerate(lines, 1) if quoted.search(line)), 1)


def merge(manifests: Iterable[Manifest]) -> dict[str, Group]:
    """The groups of a library in their order; `manifests` are those of its packs.

    Those of a later pack come first, as it orders them, and so do its titles and its leaflets.
    """
    merged: dict[str, Group] = {}
    for manifest in manifests:
        own = {
            name: replace(
                group,
                titles={**merged.get(name, Group()).titles, **group.titles},
                leaflets=group.leaflets or merged.get(name, Group()).leaflets,
            )
            for name, group in manifest.groups.items()
        }
        merged = own | {name: group for name, group in merged.items() if name not in own}
    return merged


def title(name: str, group: Group, lang: str) -> str:
    """What a group is called in a language, or else in English, or else by its name."""
    return group.titles.get(lang) or group.titles.get("en") or name.replace("-", " ").capitalize()


def version_key(version: str) -> list[tuple[int, int | str]]:
    """A key that sorts versions by age: 9 before 10, 1.0-draft before 1.0, 1.0 before 1.0.1."""
    parts = re.findall(r"\d+|[a-z]+", version.casefold())
    return [*((2, int(part)) if part.isdigit() else (0, part) for part in parts), (1, 0)]
