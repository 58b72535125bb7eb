"""Words as search compares them: without accents, case, hyphens, apostrophes, endings and filler."""

import re
import unicodedata
from functools import cache
from typing import Protocol

from kpviewer import paths

LANGUAGES = {"en": "english", "es": "spanish"}
"""Those whose filler, endings and sounds are known here, by what their stemmer is called."""

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ´`"))
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")


class _Folded(dict[int, str]):
    """A character → the small plain letter that stands for it; always one, so that places stay."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code))[:1].lower()
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Small letters without accents; as long as `text`, each character in its place."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def read(text: str) -> list[str]:
    """The words of what somebody typed, folded: "Can't sleep: O.C.D." is cant, sleep, ocd."""
    return [part for word in _WORD.findall(fold(_clean(text))) for part in word.split("-")]


def indexed(text: str) -> list[tuple[str, str]]:
    """The words of a text, each folded and as it is written; of post-traumatic also posttraumatic."""
    clean = _clean(text)
    folded = fold(clean)
    if folded == clean.lower():
        said = [(word, word) for word in _WORD.findall(folded)]
    else:
        said = [(match[0], clean[match.start() : match.end()].lower()) for match in _WORD.finditer(folded)]
    if "-" not in folded:
        return said
    found: list[tuple[str, str]] = []
    for word, written in said:
        if "-" in word:
            found += zip(word.split("-"), written.split("-"), strict=True)
        found.append((word.replace("-", ""), written))
    return found


def key(text: str) -> str:
    """The letters and digits of a name alone, by which self-harm, self harm and Selfharm are one."""
    return "".join(read(text))


def told(words: list[str], lang: str) -> list[str]:
    """The words without filler; all of them if there is nothing else."""
    return [word for word in words if word not in filler(lang)] or words


def filler(lang: str) -> frozenset[str]:
    """Words that stand in any sentence and name nothing; like all lists here folded."""
    return _listed("filler", lang)


def everyday(lang: str) -> frozenset[str]:
    """The commonest words besides filler: never misspelled, and not telling."""
    return _listed("everyday", lang)


@cache
def _listed(name: str, lang: str) -> frozenset[str]:
    path = paths.resources() / "words" / f"{name}-{lang}.txt"
    if lang not in LANGUAGES or not path.exists():
        return frozenset()
    lines = path.read_text("utf-8").splitlines()
    return frozenset(" ".join(line for line in lines if not line.startswith("#")).split())


def is_filler(word: str) -> bool:
    """Whether a folded word is filler in any language known here."""
    return any(word in filler(lang) for lang in LANGUAGES)


@cache
def stem(word: str, lang: str) -> str:
    """A folded word without its ending; the word itself in a language not known here."""
    stemmer = _stemmer(lang)
    return stemmer.stemWord(word) if stemmer and word not in _listed("whole", lang) else word


def sound(word: str, lang: str) -> str:
    """How a folded word sounds, roughly: quiero and kiero are the same."""
    for pattern, letters in _sounds(lang):
        word = pattern.sub(letters, word)
    return word


def _clean(text: str) -> str:
    return _INITIALS.sub("", unicodedata.normalize("NFC", text).translate(_APOSTROPHES))


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802


@cache
def _stemmer(lang: str) -> "_Stemmer | None":
    if lang not in LANGUAGES:
        return None
    import snowballstemmer

    made: _Stemmer = snowballstemmer.stemmer(LANGUAGES[lang])
    return made


@cache
def _sounds(lang: str) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), letters) for pattern, letters in _SOUNDS.get(lang, ())]


_SOUNDS = {
    "en": (
        ("ph", "f"), ("ck|q|c(?![eiyh])", "k"), ("c(?=[eiy])|z", "s"), ("ght", "t"), ("y", "i"),
        (r"(.)\1", r"\1"),
    ),
    "es": (
        ("qu(?=[ei])|c(?![eih])", "k"), ("[cz]|x|ps", "s"), ("v", "b"), ("ll", "y"), ("g(?=[ei])", "j"),
        ("(?<!s)h", ""), (r"(.)\1", r"\1"),
    ),
}  # fmt: skip
