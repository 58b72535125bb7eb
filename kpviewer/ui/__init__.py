"""The window: the only package that imports Qt.

Until the first page is painted nothing here touches the namespace `PySide6.QtCore.Qt` or `QStyle`:
PySide builds all of their enums at the first touch, which takes a sixth of the start.
"""

import PySide6.QtCore  # noqa: F401  # it brings `shibokensupport`
from shibokensupport import feature

# PySide reads the source of every module that is imported from here on, for one that has its `__feature__`.
feature._mod_uses_pyside = lambda module: False
