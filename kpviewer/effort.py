"""How much Markdown may look through for one leaflet: a few lines can make it take hours.

It searches the rest of a paragraph at every bracket, and the rest of a block at every line of some
kinds, so what it takes grows with the square of what is written. Counted are the letters that it looks
through, not seconds: the same leaflet is taken or refused on every machine.
"""

import re
from collections.abc import Callable
from itertools import chain
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown

LIMIT = 200_000_000
"""Letters. The bundled leaflets take 80,000 at most, all of them in one file five million; so many take
Markdown from 4 to 20 seconds."""


class TooMuch(Exception):
    """It would take too long."""


class Effort:
    """What is left for one leaflet."""

    def __init__(self) -> None:
        self._left = LIMIT

    def spend(self, letters: int) -> None:
        """Raises TooMuch when all is spent."""
        self._left -= letters
        if self._left < 0:
            raise TooMuch


def bound(converter: Markdown, effort: Effort) -> None:
    """Let a converter spend what it looks through."""

    def counted(act: Callable[..., Any], letters: Callable[..., int]) -> Callable[..., Any]:
        def act_and_spend(*given: Any) -> Any:
            effort.spend(letters(*given))
            return act(*given)

        return act_and_spend

    def rest_of_text(match: re.Match[str], *_: str) -> int:
        return len(match.string) - match.start()

    def block_and_those_before(parent: Element, blocks: list[str]) -> int:
        return len(parent) + len(blocks[0])

    steps = (getattr(step, "inlinePatterns", ()) for step in converter.treeprocessors)
    for pattern in {*converter.inlinePatterns, *chain.from_iterable(steps)}:
        pattern.handleMatch = counted(pattern.handleMatch, rest_of_text)
    for processor in converter.parser.blockprocessors:
        processor.run = counted(processor.run, block_and_those_before)  # type: ignore[method-assign]
