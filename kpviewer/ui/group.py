"""The groups that leaflets are listed in."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_TITLES = {
    "conditions": QT_TRANSLATE_NOOP("Group", "Conditions"),
    "treatment": QT_TRANSLATE_NOOP("Group", "About the treatment"),
    "help": QT_TRANSLATE_NOOP("Group", "Help"),
}


def title(group: str) -> str:
    """What a group of leaflets is called."""
    return QCoreApplication.translate("Group", str(_TITLES[group]))
