"""Two columns beside each other, or one of them alone where there is no room for both."""

from PySide6.QtWidgets import QSplitter, QWidget

_LEAST = 200
"""Width of the first column, in pixels at 100 %."""


class Columns(QSplitter):
    """The first column grows with the text; the boundary can be dragged."""

    def __init__(self, side: QWidget, main: QWidget) -> None:
        super().__init__()
        self._side, self._main = side, main
        self._unit = 1.0
        self._width = 296.0
        self.are_both = True
        """Whether they stand beside each other."""
        self.setMinimumWidth(1)  # so that a window can become too narrow for both
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(side)
        self.addWidget(main)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._measure)
        self._place()

    @property
    def side_width(self) -> float:
        """Of the first column, in pixels at 100 %."""
        return self._width

    def widen_side(self, width: float) -> None:
        """Give the first column that width, in pixels at 100 %."""
        self._width = max(width, _LEAST)
        self._place()

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self._unit = unit
        self._place()

    def show_both(self) -> None:
        """Both beside each other."""
        self.are_both = True
        self._side.show()
        self._main.show()
        self._place()

    def show_one(self, is_side: bool) -> None:
        """The first alone, or the second."""
        self.are_both = False
        self._side.setVisible(is_side)
        self._main.setVisible(not is_side)

    def _place(self) -> None:
        if self.are_both:
            self.setSizes([round(self._width * self._unit), 10_000])

    def _measure(self) -> None:
        self._width = self.sizes()[0] / self._unit
