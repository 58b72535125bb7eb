"""TOML as people write it: what it says, or where it breaks."""

import re
import tomllib
from typing import Any


class Broken(Exception):
    """A text that is not TOML."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line
        """Counted from 1."""


def read(text: str) -> dict[str, Any]:
    """The tables of a text, whoever wrote it; raises Broken."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise Broken(1, "lists or tables are nested too deeply") from None
    except ValueError as error:  # also of numbers that are too long
        found = re.search(r"\(at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise Broken(line, str(error).split(" (at ")[0]) from error
