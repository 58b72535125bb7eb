"""Python's garbage, collected on the thread of the window alone."""

import gc

from PySide6.QtCore import QObject, QTimer

_PAUSE_MILLISECONDS = 1_000
_ENOUGH = 5_000
"""Objects that were made and not let go since the last time: with fewer it is not worth while."""


class Collector(QObject):
    """Collects in place of Python, which does so wherever it makes something.

    A worker that came upon what is left of closed panes would end widgets on a thread that must not touch
    them; and whoever types would wait. What is there when it begins is never looked through.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        timer = QTimer(self)
        timer.timeout.connect(_collect)
        timer.start(_PAUSE_MILLISECONDS)


def _collect() -> None:
    if gc.get_count()[0] >= _ENOUGH:
        gc.collect()
