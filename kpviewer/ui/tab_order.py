"""The order in which Tab reaches controls, for those that are made later than their place asks."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def follow(controls: Sequence[QWidget]) -> None:
    """Reach each right behind the one before it."""
    for before, after in pairwise(controls):
        QWidget.setTabOrder(before, after)


def precede(later: QWidget, controls: Sequence[QWidget]) -> None:
    """Reach those of `controls` that take the keyboard right before `later`."""
    from PySide6.QtCore import Qt

    reached = [control for control in controls if control.focusPolicy() & Qt.FocusPolicy.TabFocus]
    follow([later, *reached, later] if reached else [])
