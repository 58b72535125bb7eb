"""The order in which Tab reaches controls, for those that are made later than their place asks."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def follow(controls: Sequence[QWidget]) -> None:
    """Reach each right behind the one before it."""
    for before, after in pairwise(controls):
        QWidget.setTabOrder(before, after)


def gather(controls: Sequence[QWidget]) -> None:
    """As `follow`, and what is made later comes behind the last.

    Qt leaves a control where it is if it would be reached next anyway, at the other end of the chain too;
    so the last is moved first, when all others stand between.
    """
    for control in reversed(controls[1:]):
        QWidget.setTabOrder(controls[0], control)


def precede(later: QWidget, controls: Sequence[QWidget]) -> None:
    """Reach those of `controls` that take the keyboard right before `later`."""
    from PySide6.QtCore import Qt

    reached = [control for control in controls if control.focusPolicy() & Qt.FocusPolicy.TabFocus]
    follow([later, *reached, later] if reached else [])


def first(area: QWidget) -> QWidget:
    """What Tab reaches first in an area, or the area itself.

    A proxy would tell it too; but Tab goes to a proxy from where the area stands, before what precedes it.
    """
    from PySide6.QtCore import Qt

    control = area.nextInFocusChain()
    while control and control is not area:
        takes_keyboard = control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes_keyboard and area.isAncestorOf(control):
            return control
        control = control.nextInFocusChain()
    return area
