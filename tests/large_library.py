"""A library of any size, in words that nobody has, as common and as rare as those of a language are."""

import itertools
import random
from pathlib import Path

from kpviewer import render
from kpviewer.leaflet import Leaflet
from kpviewer.section import Section

_SYLLABLES = [
    start + vowel
    for start in "b c d f g h k l m n p r s t v w st tr ch sh br cl".split()  # noqa: SIM905
    for vowel in ("a", "e", "i", "o", "u", "ai", "ea", "ou")
]
_WORDS, _SECTIONS, _WORDS_OF_A_SECTION = 40_000, 7, 100


class Language:
    """A vocabulary of which the n-th word is said 1/n as often as the first (Zipf's law)."""

    def __init__(self) -> None:
        self._random = random.Random(7)
        found: dict[str, None] = {}
        while len(found) < _WORDS:
            length = self._random.choice((1, 2, 2, 3, 3, 3, 4))
            ending = self._random.choice(("", "", "s", "n", "ing", "ed", "er", "t"))
            found["".join(self._random.choices(_SYLLABLES, k=length)) + ending] = None
        self._vocabulary = list(found)
        self._odds = list(itertools.accumulate(1 / (n + 2.7) for n in range(_WORDS)))

    def say(self, words: int) -> str:
        """So many words."""
        return " ".join(self._random.choices(self._vocabulary, cum_weights=self._odds, k=words))

    def misspell(self, text: str) -> str:
        """With one wrong letter."""
        place = self._random.randrange(len(text))
        return text[:place] + self._random.choice("aeiotnsr") + text[place + 1 :]


def write(folder: Path, leaflets: int) -> Language:
    """Fill a pack's folder; returns the language that its leaflets speak."""
    language = Language()
    (folder / "en").mkdir(parents=True)
    for number in range(leaflets):
        aliases = [language.say(words) for words in (1, 1, 2, 2, 2, 3, 3, 3)]
        parts = [
            f"+++\ntitle = {language.say(3)!r}\nsummary = {language.say(6)!r}\naliases = {aliases}\n+++"
        ]
        for place in range(_SECTIONS):
            parts += [f"## {language.say(3)}"] * bool(place) + [f"{language.say(_WORDS_OF_A_SECTION)}."]
        (folder / "en" / f"l-{number}.md").write_text("\n\n".join(parts), "utf-8")
    return language


def rendered(leaflet: Leaflet, root: Path) -> render.Page:
    """As `render.render` does with a leaflet of `write`, but without the Markdown, which takes longest."""
    first, *others = leaflet.body.strip().split("\n\n")
    sections = [Section("", leaflet.title, 1, first)]
    for place in range(0, len(others), 2):
        sections.append(Section(f"s-{place}", others[place].removeprefix("## "), 2, others[place + 1]))
    return render.Page(f"<p>{leaflet.body}</p>", sections, [], set(), [], {}, [])
