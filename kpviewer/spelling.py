"""The word that was meant by one that no leaflet has."""

from collections.abc import Iterable

ONE_EDIT, TWO_EDITS = 4, 8
"""Letters from which a word may have one edit, or two; two letters in each other's place are one."""

_ENDS = (0, -1)


class Vocabulary:
    """The words of a language that something can be found by."""

    def __init__(self, known: Iterable[tuple[str, int]]) -> None:
        """`known`: folded words, each with the number of sections that have it."""
        self._sections = dict(known)
        self._alike: dict[tuple[int, int, str], list[str]] = {}
        for word in self._sections:
            for end in _ENDS:
                self._alike.setdefault((len(word), end, word[end]), []).append(word)

    def nearest(self, word: str) -> str:
        """The word that was most likely meant; empty if none is near enough.

        Its first or its last letter is right. Fewer edits win, then the same first letter, then the
        commoner word.
        """
        if len(word) < ONE_EDIT or any(letter.isdigit() for letter in word):
            return ""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        most = 2 if len(word) >= TWO_EDITS else 1
        found: dict[str, int] = {}
        for length in range(max(len(word) - most, ONE_EDIT), len(word) + most + 1):
            for end in _ENDS:
                choices = self._alike.get((length, end, word[end]), ())
                near = process.extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=None)
                found |= {known: edits for known, edits, _ in near}
        return min(
            found,
            key=lambda near: (found[near], near[0] != word[0], -self._sections[near], near),
            default="",
        )
