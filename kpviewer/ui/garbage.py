"""Python's garbage, collected on the thread of the window alone."""

import gc

from PySide6.QtCore import QObject, QTimer

_PAUSE_MILLISECONDS = 1_000
_ENOUGH = 5_000
"""Objects that were made and not let go since the last time: with fewer it is not worth while."""


def take_over(parent: QObject) -> None:
    """Collect in place of Python, as long as `parent` is there.

    Python does so wherever it makes something: a worker that came upon what is left of closed panes would
    end it on a thread that must not touch it. What is there now is never looked through, so that a
    collection takes less than a millisecond.
    """
    gc.disable()
    gc.freeze()
    timer = QTimer(parent)
    timer.timeout.connect(_collect)
    timer.start(_PAUSE_MILLISECONDS)


def _collect() -> None:
    if gc.get_count()[0] >= _ENOUGH:
        gc.collect()
