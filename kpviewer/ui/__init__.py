"""The window: the only package that imports Qt.

Until the first page is painted nothing here touches the namespace `PySide6.QtCore.Qt` or `QStyle`:
PySide builds all of their enums at the first touch, which takes a sixth of the start.
"""
