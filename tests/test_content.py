"""The bundled leaflets keep the promises of the house style that a program can prove."""

import math
import re
import tomllib
from pathlib import Path

import pytest

from kpviewer import leaflet, paths
from kpviewer.leaflet import Leaflet

LEAFLETS = [leaflet.parse(path) for path in sorted(paths.bundled_pack().glob("en/*.md"))]
CONDITIONS = [one for one in LEAFLETS if one.group == "conditions"]
SECTIONS = [
    "What is it?",
    "What is usually tried first?",
    "What might ketamine do?",
    "How sure are we?",
    "What does talking therapy add?",
    "Risks to know about",
    "Talk with your clinician if…",
]
NEVER = (
    r"cures?|cured|breakthrough|miracle|proven|essential|safely|rewires?|resets?|unlocks?|you will|"
    r"the best|addicts?|abusers?|victims?|committed suicide|mg|milligrams?"
)


def name(one: Leaflet) -> str:
    return one.slug


every = pytest.mark.parametrize("one", LEAFLETS, ids=name)
condition = pytest.mark.parametrize("one", CONDITIONS, ids=name)


def text(one: Leaflet) -> str:
    """The body without sources, marks and link targets."""
    body = re.sub(r"^\[\^[\w-]+\]:.*$", "", one.body, flags=re.MULTILINE)
    body = re.sub(r"\[\^[\w-]+\]", "", body)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", body)


@every
def test_front_matter_is_complete_and_unsigned(one: Leaflet) -> None:
    assert one.title
    assert one.summary
    assert one.aliases
    assert (one.reviewed, one.review_by, one.reviewed_by) == ("2026-11-22", "2027-11-22", "")


@every
def test_every_mark_has_a_source_and_every_source_a_mark(one: Leaflet) -> None:
    marks = set(re.findall(r"\[\^([\w-]+)\](?!:)", one.body))
    sources = set(re.findall(r"^\[\^([\w-]+)\]:", one.body, re.MULTILINE))
    assert marks == sources


@every
def test_no_word_of_the_never_list_stands_in_it(one: Leaflet) -> None:
    assert not re.findall(rf"\b({NEVER})\b", text(one), re.IGNORECASE)


@every
def test_no_figure_is_a_bare_percentage(one: Leaflet) -> None:
    assert not re.findall(r"\d\s?%|per ?cent", text(one))


@every
def test_a_summary_names_no_medicine(one: Leaflet) -> None:
    assert not re.search(r"ketamin|spravato", one.summary, re.IGNORECASE)


@condition
def test_a_condition_has_the_same_sections_in_the_same_order(one: Leaflet) -> None:
    assert re.findall(r"^## (.*)$", one.body, re.MULTILINE) == SECTIONS


@condition
def test_a_condition_starts_in_short_and_ends_with_help(one: Leaflet) -> None:
    assert one.body.lstrip().startswith("!!! key")
    assert "!!! help" in one.body.split("## Talk with your clinician if…")[1]


@condition
def test_a_condition_says_in_short_that_the_use_is_not_approved(one: Leaflet) -> None:
    short = one.body.split("## ")[0]
    assert re.search(r"not approved|off-label|itself is not|No form of ketamine is approved", short)


@every
def test_it_reads_at_the_grade_of_the_house_style(one: Leaflet) -> None:
    """Flesch-Kincaid at most 6.5 and SMOG at most 9; the glossary is exempt."""
    sentences = _sentences(text(one))
    words = [word for sentence in sentences for word in sentence]
    syllables = [_syllables(word) for word in words]
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(syllables) / len(words) - 15.59
    long_words = sum(count >= 3 for count in syllables)
    smog = 1.043 * math.sqrt(long_words * 30 / len(sentences)) + 3.1291
    assert one.slug == "glossary" or (grade <= 6.5 and smog <= 9)


def _sentences(body: str) -> list[list[str]]:
    lines = [re.sub(r"^\s*([-*:]|\d+\.|\|)\s*(\[ \])?", "", line) for line in body.splitlines()]
    lines = ["" if re.match(r"#|!!!|[|\s:-]+$|____", line.strip() or "#") else line for line in lines]
    parts = [part for block in _blocks(body, lines) for part in re.split(r"(?<=[.!?:])\s+|\|", block)]
    found = [re.findall(r"[A-Za-z']+", part) for part in parts]
    return [words for words in found if words]


def _blocks(body: str, lines: list[str]) -> list[str]:
    """Paragraphs and list items, each in one line."""
    blocks: list[str] = [""]
    for raw, line in zip(body.splitlines(), lines, strict=True):
        if not line.strip() or re.match(r"\s*([-*:]|\d+\.|\|)\s", raw):
            blocks.append("")
        blocks[-1] += f" {line.strip()}"
    return blocks


def _syllables(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word.lower())
    if len(letters) > 3:
        letters = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", letters)
    return max(1, len(re.findall(r"[aeiouy]{1,2}", re.sub(r"^y", "", letters))))


def test_the_pack_says_what_it_is() -> None:
    manifest = tomllib.loads((paths.bundled_pack() / "pack.toml").read_text("utf-8"))
    assert manifest["name"] == "kpviewer"
    assert Path(paths.bundled_pack()).name == "content"
