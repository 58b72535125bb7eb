"""What is remembered of a reader's choices."""

from typing import Protocol


class Memory(Protocol):
    """Values by key, as `QSettings` keeps them in a file from one start to the next."""

    def value(self, key: str, default: object = None, /) -> object:
        """What was remembered, or `default`."""

    def setValue(self, key: str, value: object, /) -> None:
        """Remember it."""


class Fleeting:
    """Remembers nothing beyond itself, on no disk: for a kiosk, where each visit has its own."""

    def __init__(self) -> None:
        self._values: dict[str, object] = {}

    def value(self, key: str, default: object = None, /) -> object:
        return self._values.get(key, default)

    def setValue(self, key: str, value: object, /) -> None:
        self._values[key] = value
