"""A line of buttons that makes do with the room it has."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QHBoxLayout

from kpviewer.ui.button import Button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu


class Bar(QHBoxLayout):
    """Where there is no room, buttons show their icons alone, then go into the menu of a last button."""

    def __init__(self, at_start: Sequence[Button], at_end: Sequence[Button]) -> None:
        super().__init__()
        self._at_start, self._at_end = [*at_start], [*at_end]
        self._short: Sequence[Button] = ()
        self._folding: Sequence[Button] = ()
        self._stowing: Sequence[Button] = ()
        self._lasting: Sequence[Button] = ()
        self._stowed: Sequence[Button] = ()
        self._more = Button(self.tr("More"), "more")
        self._more.fold(True)
        self._more.put_off_sign()
        self._more.hide()
        self._more.clicked.connect(self._show_more)
        for button in self._at_start:
            self.addWidget(button)
        self.addStretch(1)
        for button in (*self._at_end, self._more):
            self.addWidget(button)
        for button in (*self._at_start, *self._at_end):
            button.obey(self)

    def give_way(
        self,
        short: Sequence[Button],
        folding: Sequence[Button],
        stowing: Sequence[Button],
        lasting: Sequence[Button] = (),
    ) -> None:
        """Which never show words; which lose them, then which go into the menu, one after the other.

        Those that last lose their words only when no other is left to go.
        """
        self._short, self._folding, self._stowing, self._lasting = short, folding, stowing, lasting

    @property
    def buttons(self) -> list[Button]:
        """All of them, from the start to the end."""
        return [*self._at_start, *self._at_end, self._more]

    def take_focus(self) -> None:
        """Let the keyboard work on the first that can be pressed."""
        next(one for one in self.buttons if one.isVisible() and one.isEnabled()).setFocus()

    def take(self, button: Button) -> None:
        """Take in another button, at the end."""
        self._at_end.append(button)
        button.obey(self)
        self.insertWidget(self.count() - 1, button)

    def release(self, button: Button) -> None:
        """The button is taken elsewhere."""
        self._at_end.remove(button)
        self.removeWidget(button)
        button.obey(None)
        button.fold(False)
        button.stow(False)

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self.setContentsMargins(*(round(side * unit) for side in (16, 12, 16, 12)))
        self.setSpacing(round(4 * unit))

    def minimumSize(self) -> QSize:
        return QSize(0, super().minimumSize().height())

    def setGeometry(self, rect: QRect) -> None:
        self._fit(rect.width())
        super().setGeometry(rect)

    def _fit(self, width: int) -> None:
        """Find out who loses words and who goes, before anything is changed."""
        offered = [button for button in (*self._at_start, *self._at_end) if button.is_offered]
        folded, stowed = {*self._short}, set[Button]()
        gap, margins = self.spacing(), self.contentsMargins()
        room = width - margins.left() - margins.right() + gap

        def lacking() -> bool:
            shown = [button for button in offered if button not in stowed]
            taken = sum(button.widths[button in folded] + gap for button in shown)
            return taken + (self._more.widths[1] + gap if stowed else 0) > room

        for button in self._folding:
            if not lacking():
                break
            folded.add(button)
        for button in self._stowing:
            if not lacking():
                break
            if button.is_offered:
                stowed.add(button)
        if lacking():
            folded |= {*self._lasting}
        for button in offered:
            button.fold(button in folded)
            button.stow(button in stowed)
        if stowed:
            self._more.draw_sign()
        self._more.setVisible(bool(stowed))
        self._stowed = [button for button in offered if button in stowed]

    def menu(self) -> "QMenu":
        """What there is no room for."""
        from PySide6.QtWidgets import QMenu

        made = QMenu(self._more)
        for button in self._stowed:
            action = made.addAction(button.icon(), button.accessibleName(), button.click)
            action.setEnabled(button.isEnabled())
        return made

    def _show_more(self) -> None:
        self.menu().popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
