"""Sentences: what is said of a text that is read aloud, and where the words stand."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_ABBREVIATIONS = re.compile(
    r"al|approx|aprox|dept|dra?|ed|ee|ej|etc|fig|jr|ltd|mrs?|ms|máx|mín|núm|prof|pág|sra?|srta|st|tel|uds?|uu"
    r"|vs|e\.g|i\.e|a\.m|p\.m|u\.s|u\.k|[^\W\d]"
)
"""They end with a full stop that ends no sentence; single letters do too."""

_END = re.compile(r"[.!?…]+[\"'”’)\]»]*\s+(?=[\"'“‘(\[«¿¡]*[^\W_a-zà-ÿ])|\s·\s|\u2028")
_EDGES = " \t\n\u2028\xa0·"
_CALLING = re.compile(
    r"\b(?:call|text|ring|dial|emergency|helpline"
    r"|llam[ae]\w*|marque|marcar|mensajes?|texto|emergencias?|línea)\b",
    re.IGNORECASE,
)
_SHORT_NUMBER = re.compile(r"(?<![\w.,/-])(?!(?:19|20)\d\d\b)\d{3,6}\b(?![.,/%-]?\d|\s?(?:%|mg\b|ml\b))")
"""Said digit by digit where the sentence is about calling; years are not."""
_HELP_NUMBER = re.compile(r"(?<![\w.,/-])(?:911|988)\b(?![.,/%-]?\d)")
_LONG_NUMBER = re.compile(
    r"(?<![\w.,/-])(?!\d{4}-\d\d-\d\d)"
    r"(?:\+?\d{1,4}(?:[ -](?!000\b)\d{2,4}){2,4}|\d{3}[ -](?!000\b)\d{3,4})\b(?![.,/%-]?\d)"
)
"""A telephone number by its looks: neither a date nor a thousand written with a space."""
_INITIALS = re.compile(r"\b(CFR|ECT|EMDR|EMT|EPR|ERP|IM|IRSN|ISRS|IV|MAOI|SNRI|SSRI|TCC|VA)(s?)\b")
_READINGS = {
    "en": (
        (re.compile(r"\bvs?\.(?=\s)"), "versus"),
        (re.compile(r"(?<=\d)\s?–\s?(?=\d)"), " to "),
        (re.compile(r"\b(\d{2,3})/(\d{2,3})\b"), r"\1 over \2"),
    ),
    "es": (
        (re.compile(r"\bp\.\s?ej\."), "por ejemplo"),
        (re.compile(r"\bEE\.\s?UU\."), "Estados Unidos"),
        (re.compile(r"(?<=\d)\s?–\s?(?=\d)"), " a "),
        (re.compile(r"\b(\d{2,3})/(\d{2,3})\b"), r"\1 sobre \2"),
    ),
}
"""What a voice gets wrong, and how it is said, by language."""


class Sentence(NamedTuple):
    """What is said in one breath."""

    words: str
    """As they are said, not as they are shown."""
    start: int
    """Where in the page it begins, as is `end`, where it is over."""
    end: int


def cut(text: str, places: Sequence[int], lang: str) -> Iterator[Sentence]:
    """The sentences of a paragraph that have something to say.

    `places` tells of every character of `text` where in the page it stands.
    """
    starts = [0, *_ends(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        shown = text[start:end]
        first = start + len(shown) - len(shown.lstrip(_EDGES))
        words = spoken(shown, lang)
        if words:
            yield Sentence(words, places[first], places[first + len(shown.strip(_EDGES)) - 1] + 1)


def row(headers: Sequence[str], cells: Sequence[str]) -> str:
    """A row of a table in words: its name, then each other cell behind the header of its column.

    In a table of two columns the same header would be said over and over: it is left out.
    """
    name, *values = (cell.strip().rstrip(".:") for cell in cells)
    if len(values) == 1:
        said = [": ".join(part for part in (name, *values) if part)]
    else:
        titles = (header.strip().rstrip(".:") for header in headers[1:])
        named = zip(titles, values, strict=False)
        said = [name, *(f"{title}: {value}" if title else value for title, value in named if value)]
    return "".join(f"{part}. " for part in said if part).strip()


def spoken(text: str, lang: str) -> str:
    """`text` as a voice is to say it; empty if there is nothing to say.

    Numbers to call are said digit by digit, initials letter by letter.
    """
    words = " ".join(text.replace("·", " ").split())
    if not any(sign.isalnum() for sign in words):
        return ""
    words = _HELP_NUMBER.sub(_digits, _LONG_NUMBER.sub(_digits, words))
    if _CALLING.search(words):
        words = _SHORT_NUMBER.sub(_digits, words)
    for pattern, said in _READINGS.get(lang, ()):
        words = pattern.sub(said, words)
    words = re.sub(r"(?<![.\w])([^\W\d]+)/(?=[^\W\d])", r"\1, ", words).replace(" / ", ", ")
    return _INITIALS.sub(lambda found: " ".join(found[1]) + ("'s" if found[2] else ""), words)


def _digits(number: re.Match[str]) -> str:
    groups = re.findall(r"\d+", number[0])
    plus = "+ " if number[0].startswith("+") else ""
    return plus + ", ".join(" ".join(group) for group in groups)


def _ends(text: str) -> Iterator[int]:
    """Where each sentence but the last is over, behind the space that follows it."""
    for found in _END.finditer(text):
        before = text[: found.start()].split()[-1:] or [""]
        word = before[0].lstrip("\"'“‘([«¿¡").lower()
        if not (found[0].startswith(".") and _ABBREVIATIONS.fullmatch(word)):
            yield found.end()
