"""What the house style asks of a leaflet's words: short, plain, sourced, and promising nothing."""

import re
from collections.abc import Iterable, Iterator

from kpviewer.check import avoided, readability
from kpviewer.check.manuscript import Block, Manuscript
from kpviewer.check.rules import PARAGRAPH_SENTENCES, SECTION_WORDS, SENTENCE_WORDS, Fault

_UNGRADED = "glossary"

_SENTENCE_LETTERS = 2 * SENTENCE_WORDS
"""No sentence of fewer letters and spaces has too many words."""
_PERCENTAGE = re.compile(r"\d\s?%|\b(?:per ?cent|por ciento)\b", re.IGNORECASE)
_OF_PEOPLE = re.compile(r"\b(?:of|in|de) (?:every |each |cada )?\d", re.IGNORECASE)
_COUNTED = {
    "en": "adults|children|men|participants|patients|people|studies|trials|veterans|women",
    "es": "adult[oa]s|ensayos|estudios|hombres|mujeres|niñ[oa]s|pacientes|participantes|personas"
    "|veteran[oa]s",
}
_FIGURE = {
    "en": re.compile(
        r"\d (?:out )?(?:of|in) (?:every |each )?\d|\d ?%|\bper ?cent\b|\btimes (?:more|less|as)\b"
        rf"|(?<!every )(?<!each )(?<!of )(?<![\w,.])\d[\d,.]* (?:[a-z]+ )?(?:{_COUNTED['en']})\b"
    ),
    "es": re.compile(
        r"\d (?:[a-záéíóúñ]+ )?de (?:cada )?\d|\d ?%|\bpor ciento\b|\bveces (?:más|menos)\b"
        rf"|(?<!cada )(?<!de )(?<![\w,.])\d[\d,.]* (?:[a-záéíóúñ]+ )?(?:{_COUNTED['es']})\b"
    ),
}
"""Figures that only a source can give: how many of how many, how many people or studies."""


def faults(draft: Manuscript) -> Iterator[Fault]:
    """What the style would have otherwise, in no order."""
    lang = draft.leaflet.lang
    if draft.leaflet.slug != _UNGRADED:
        yield from _reading_grade(draft, lang)
    yield from _long_sections(draft)
    yield from _unsourced_figures(draft, lang)
    for key in ("title", "short", "summary"):
        for found in avoided.find(getattr(draft.leaflet, key), lang):
            yield Fault("avoided-word", draft.key_line(key), f"“{found.word}”: {found.instead}")
    for block in draft.blocks:
        if block.kind != "source":
            yield from _of_block(block, lang)


def _reading_grade(draft: Manuscript, lang: str) -> Iterator[Fault]:
    for score in readability.scores([block.text for block in draft.prose], lang):
        if not score.is_kept:
            limit = f"at {'most' if score.at_most else 'least'} {score.limit:g}"
            problem = f"{score.formula} says {score.value:g}, not {limit}; use shorter words and sentences"
            yield Fault("reading-grade", 0, problem)


def _long_sections(draft: Manuscript) -> Iterator[Fault]:
    for section in draft.sections:
        texts = [block.text for block in section if block.kind not in ("heading", "source")]
        words = sum(map(readability.count_words, texts))
        if words > SECTION_WORDS:
            problem = f"{words} words without a heading; put one in, {SECTION_WORDS} are enough"
            yield Fault("long-section", section[0].line, problem)


def _of_block(block: Block, lang: str) -> Iterator[Fault]:
    sentences = list(readability.sentences(block.text))
    if len(sentences) > PARAGRAPH_SENTENCES:
        problem = f"{len(sentences)} sentences in one paragraph; make two of it, or a list"
        yield Fault("long-paragraph", block.line, problem)
    for start, sentence in sentences:
        if len(sentence) > _SENTENCE_LETTERS:
            words = readability.count_words(sentence)
            if words > SENTENCE_WORDS:
                problem = f"{words} words in one sentence; make two of it, {SENTENCE_WORDS} are enough"
                yield Fault("long-sentence", block.line_of(start), problem)
        flat = sentence.replace("\n", " ")
        for found in avoided.find(flat, lang):
            line = block.line_of(start + found.place)
            yield Fault("avoided-word", line, f"“{found.word}”: {found.instead}")
        percentage = _PERCENTAGE.search(flat)
        if percentage and not _OF_PEOPLE.search(flat):
            problem = "a percentage alone is hard to picture; say it of people: 27 of every 100 people"
            yield Fault("percentage", block.line_of(start + percentage.start()), problem)


def _unsourced_figures(draft: Manuscript, lang: str) -> Iterator[Fault]:
    """Figures that have a footnote neither beside them nor in the words that lead in."""
    pattern = _FIGURE.get(lang)
    if not pattern:
        return
    for passage in _passages(draft.blocks):
        some_marked = any(block.marks for block in passage)
        for block in passage:
            marked = block.marks or passage[0].marks or (some_marked and block.kind != "item")
            if marked or block.kind not in ("cell", "item", "paragraph"):
                continue
            place = _figure(block.text, pattern)
            if place is not None:
                problem = "a figure needs a footnote: put the mark of its source behind it, such as [^name]"
                yield Fault("no-footnote", block.line_of(place), problem)


def _passages(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Each block by itself, but a table whole, and a list or table with the words that lead in."""
    passage: list[Block] = []
    for block in blocks:
        led_in = passage and block.kind in ("cell", "item") and passage[0].text.endswith(":")
        in_table = passage and block.kind == passage[-1].kind == "cell"
        if passage and not led_in and not in_table:
            yield passage
            passage = []
        passage.append(block)
    yield passage


def _figure(text: str, pattern: re.Pattern[str]) -> int | None:
    """Where the first figure stands that is not part of a question."""
    for start, sentence in readability.sentences(text):
        found = pattern.search(sentence.replace("\n", " "))
        if found and not sentence.rstrip().endswith("?"):
            return start + found.start()
    return None
