"""PySide's wrappers of layout items, which must not outlive them."""

from typing import Any

from PySide6.QtWidgets import QApplication, QLayout, QLayoutItem
from shiboken6 import Shiboken


def forgotten() -> list[str]:
    """Wrappers whose items are gone: what Qt makes next at that address, Python would take for the item."""
    wrappers = Shiboken.getAllValidWrappers()
    items = (one for one in wrappers if isinstance(one, QLayoutItem) and not isinstance(one, QLayout))
    kept = {_address(one): str(one) for one in items}
    alive: set[int] = set()
    for widget in QApplication.allWidgets() if kept else []:
        if layout := widget.layout():
            alive |= _items(layout)
    return [kept[address] for address in kept.keys() - alive]


def _items(layout: QLayout) -> set[int]:
    """Addresses of what is in a layout, and in the layouts in it."""
    found: set[int] = set()
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item:
            inner = item.layout()
            found |= _items(inner) if inner else {_address(item)}
    return found


def _address(item: Any) -> int:
    return int(Shiboken.getCppPointer(item)[0])
