"""How hard a text reads: sentences, words, syllables, and the school grades made of them."""

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:[’'.,:/-][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_END = re.compile(r"[.!?…]+[\"”’')\]]*\s+(?=[\"“‘'(\[¿¡]*[A-ZÁÉÍÓÚÑ0-9])")
_ABBREVIATED = re.compile(
    r"\b(?:Dr|Dra|Mr|Mrs|Ms|St|Sr|Sra|Ud|Uds|EE|núm|vs|al|ej|approx|aprox|[A-Za-z])\.\s+$"
)
_LONGEST_ABBREVIATION = 6
_SCORED_WORDS = 30
"""Fewer say nothing about how a text reads."""
_SMOG_SENTENCES = 30
"""Fewer make SMOG meaningless; McLaughlin, J Reading 1969;12(8):639-646."""


class Score(NamedTuple):
    """What a formula says of a text, and what the house style allows."""

    formula: str
    value: float
    limit: float
    at_most: bool
    """Whether the limit is the highest value allowed, else the lowest."""

    @property
    def is_kept(self) -> bool:
        """Whether the text reads as easily as it should."""
        return self.value <= self.limit if self.at_most else self.value >= self.limit


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each with the place of its first character; a stop after an abbreviation ends none."""
    start = 0
    for end in _END.finditer(text):
        if not _ABBREVIATED.search(text, max(start, end.start() - _LONGEST_ABBREVIATION), end.end()):
            yield start, text[start : end.end()]
            start = end.end()
    if text[start:].strip():
        yield start, text[start:]


def count_words(text: str) -> int:
    """Numbers are words, and so is what a hyphen joins."""
    return len(_WORD.findall(text))


def scores(texts: Sequence[str], lang: str) -> list[Score]:
    """The scores of paragraphs of prose; empty for a language without formulas or for too few words."""
    if lang not in _FORMULAS:
        return []
    count, formulas = _FORMULAS[lang]
    found = [_LETTERS.findall(sentence.lower()) for text in texts for _, sentence in sentences(text)]
    syllables = [count(word) for words in found for word in words]
    if len(syllables) < _SCORED_WORDS:
        return []
    return formulas(sum(1 for words in found if words), syllables)


def _english(sentence_count: int, syllables: list[int]) -> list[Score]:
    words = len(syllables)
    grade = 0.39 * words / sentence_count + 11.8 * sum(syllables) / words - 15.59
    scored = [Score("Flesch-Kincaid", round(grade, 1), 6.5, True)]
    if sentence_count >= _SMOG_SENTENCES:
        hard = sum(count >= 3 for count in syllables)
        smog = 1.043 * math.sqrt(hard * 30 / sentence_count) + 3.1291
        scored.append(Score("SMOG", round(smog, 1), 9, True))
    return scored


def _spanish(sentence_count: int, syllables: list[int]) -> list[Score]:
    words = len(syllables)
    ease = 206.84 - 60 * sum(syllables) / words - 1.02 * words / sentence_count
    return [Score("Fernández-Huerta", round(ease, 1), 70, False)]


_ENGLISH_GROUP = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    "|".join(
        [
            r"(?<=[^aeiouyl])e$",  # make
            r"(?<=[aeiouyr]l)e$",  # whole, not table
            r"(?<=[^r][gq]u)e$",  # league
            r"(?<=[^aeiouytdlr])ed$",  # slowed, not tested
            r"(?<=[aeiouylr][lr])ed$",  # called, not settled
            r"(?<=[^aeiouycgsxzlh])es$",  # times, not doses
            r"(?<=[aeiouylr]l)es$",  # rules, not tables
            r"(?<=[aeiouyt]h)es$",  # clothes, not watches
            r"(?<!^el)(?<=[aeiouylnr][^aeiouy])e(?=(?:ful|fully|less|ly|ments?|ness|ty)$)",  # safely
            r"(?<=[aeiouy][^aeiouy])e(?=(?:body|day|guards?|land|lines?|some|things?|times?|where|work)$)",
            r"(?<=^som)e|(?<=^lif)e|(?<=^els)e|(?<=^fals)e|(?<=^ev)e(?=ry)|(?<=^ther)e(?=f)",
            r"(?<=ic)a(?=lly$)",  # medically
        ]
    )
)
"""A vowel that is written and not spoken."""
_APART = re.compile(
    "|".join(
        [
            r"(?<![tscgln])i(?=[ao])|(?<=l)i(?=a[^r])|(?<=n)i(?=a)",  # idiot, not nation
            r"(?<=[sc])i(?=at[ei])",  # association
            r"(?<!c)i(?=u[ms])",  # medium
            r"(?<![ctsx])(?<!fr)i(?=e[nrt])|(?<=x)i(?=et)",  # diet, anxiety
            r"(?<![qg])u(?=al|ity|at|ou|ar[iy]|en)",  # usual
            r"ui(?=ci)",  # suicide
            r"(?<=.)[aeiouy](?=ing)",  # being
            r"(?<![gs])e(?=o[nl])|e(?=u[ms])",  # neon, museum
            r"(?<=[aeiou].)e(?=as?$)|(?<=[aeiou]..)e(?=as?$)",  # area
            r"(?<=cr)e(?=a)|(?<=r)e(?=alit)",  # create, reality
            r"^re(?=[aeiou][^acdlsvr])",  # reuse, not read
            r"(?<=[hp])o(?=e[rmt])|(?<=[^jcp])o(?=in(?![gt]))",  # poem, heroin
            r"(?<=[sthy][^aeiouy])(?=ms?$)|(?<=[iy]s)(?=ms?$)",  # rhythm, autism
            r"(?<=[sd]n)(?=[’']t)",  # isn't
            r"(?<=[^e]y)(?=o[nu])|(?<=[oa]y)(?=o)",  # anyone
        ]
    )
)
"""Where two vowels side by side are two syllables, or none is written for one."""


@lru_cache(maxsize=20_000)
def english_syllables(word: str) -> int:
    """Of a word in small letters; right for 99 of 100 words of running text."""
    word = re.sub(r"[’']s$", "", word)
    groups = len(_ENGLISH_GROUP.findall(word))
    return max(1, groups - len(_SILENT.findall(word)) + len(_APART.findall(word)))


_SPANISH_MUTE = re.compile(r"(?<=q)u|(?<=g)u(?=[eéií])|(?<!c)h|y(?=[aeiouáéíóú])")
_SPANISH_GROUP = re.compile(r"[aeiouáéíóúüy]+")
_SPANISH_APART = re.compile(r"(?<=[aeoáéó])(?=[aeoáéóíú])|(?<=[íú])(?=[aeoáéó])")


@lru_cache(maxsize=20_000)
def spanish_syllables(word: str) -> int:
    """Of a word in small letters, by the rules of spelling: strong vowels part, a weak one joins."""
    word = _SPANISH_MUTE.sub(lambda found: "-" if found[0] == "y" else "", word)
    return max(1, len(_SPANISH_GROUP.findall(word)) + len(_SPANISH_APART.findall(word)))


_FORMULAS = {
    "en": (english_syllables, _english),
    "es": (spanish_syllables, _spanish),
}
