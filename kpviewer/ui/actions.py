"""The action table: what can be done, what it is called, which keys do it."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QWidget

from kpviewer.ui.button import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


def _(title: str) -> str:
    """Marks a title for translation; `make` and `button` translate it."""
    return title


class Action(NamedTuple):
    """One row of the table."""

    name: str
    title: str
    keys: tuple[str, ...]
    sign: str = ""
    """The icon of its button."""
    face: str = ""
    """What its button shows in place of an icon and the title: letters that need no translation."""
    kind: str = ""
    """`primary` or `help` for a button that stands out."""


ACTIONS = (
    Action("lists", _("Leaflets"), ("Ctrl+B",), "lists"),
    Action("home", _("Home"), ("Alt+Home",), "home"),
    Action("back", _("Back"), ("Alt+Left",), "back"),
    Action("forward", _("Forward"), ("Alt+Right",), "forward"),
    Action("listen", _("Listen"), ("Ctrl+R",), "listen"),
    Action("pause", _("Pause"), ("Ctrl+Space",), "pause"),
    Action("stop", _("Stop"), ("Esc",), "stop"),
    Action("slower", _("Slower"), ("Ctrl+,",), "slower"),
    Action("faster", _("Faster"), ("Ctrl+.",), "faster"),
    Action("smaller", _("Smaller text"), ("Ctrl+-",), face="A−"),
    Action("larger", _("Larger text"), ("Ctrl++", "Ctrl+="), face="A+"),
    Action("theme", _("Theme"), ("Ctrl+T",), "contrast"),
    Action("contrast", _("Contrast"), ("Ctrl+Shift+T",), "contrast"),
    Action("language", _("Language"), ("Ctrl+L",), "language"),
    Action("add", _("Add to handout"), ("Ctrl+D",), "add"),
    Action("handout", _("Handout"), ("Ctrl+Shift+D",), "handout"),
    Action("save", _("Save PDF"), ("Ctrl+S",), "save"),
    Action("save_html", _("Save HTML"), ("Ctrl+Shift+S",), "save_html"),
    Action("print", _("Print"), ("Ctrl+P",), "print", kind="primary"),
    Action("print_selection", _("Print the selected sections"), ("Ctrl+Shift+P",)),
    Action("help", _("Get help now"), ("Ctrl+H",), "help", kind="help"),
    Action("search", _("Search leaflets"), ("Ctrl+K",)),
    Action("find", _("Find on this page"), ("Ctrl+F",)),
    Action("find_next", _("Next match"), ("F3", "Ctrl+G")),
    Action("find_previous", _("Previous match"), ("Shift+F3", "Ctrl+Shift+G")),
    Action("clear", _("Clear"), ("Esc",)),
    Action("usual_size", _("Usual text size"), ("Ctrl+0",)),
    Action("done", _("Done"), ("Ctrl+Shift+Q",)),
    Action("staff", _("Staff"), ("Ctrl+Shift+F12",)),
    Action("area", _("Next part of the window"), ("F6",)),
    Action("last_area", _("Part of the window before"), ("Shift+F6",)),
    Action("keys", _("Keyboard shortcuts"), ("F1",)),
    Action("about", _("About kpviewer"), ("Shift+F1",)),
    Action("quit", _("Quit"), ("Ctrl+Q",)),
)

KIOSK = ("done", "staff")
"""What can be done only in a kiosk."""

_FROM_LEFT = "\u200e"
"""Letters before it are written from left to right in any language."""

LISTENING = ("pause", "stop", "slower", "faster")
"""What can be done only while something is read aloud."""


def make(window: QWidget) -> "dict[str, QAction]":
    """Every action of the table, by name, with its keys at work in `window`."""
    from PySide6.QtGui import QAction, QKeySequence

    made = {}
    for row in ACTIONS:
        action = QAction(_translated(row.title), window)
        action.setObjectName(row.name)
        action.setShortcuts([QKeySequence(keys) for keys in row.keys])
        window.addAction(action)
        made[row.name] = action
    return made


def title(name: str) -> str:
    """What an action of the table is called."""
    return _translated(_row(name).title)


def button(name: str) -> Button:
    """A button for an action of the table; its name for assistive technology is the title."""
    row = _row(name)
    made = Button(f"{row.face}{_FROM_LEFT}" if row.face else title(name), row.sign)
    made.setAccessibleName(title(name))
    made.setObjectName(row.kind)
    made.setToolTip(title(name))
    return made


def key(name: str) -> str:
    """The first key of an action, as keyboards of the reader's language have it."""
    from PySide6.QtGui import QKeySequence

    return QKeySequence(_row(name).keys[0]).toString(QKeySequence.SequenceFormat.NativeText)


def _translated(title: str) -> str:
    return QCoreApplication.translate("", title)  # what stands in no class has no context


def _row(name: str) -> Action:
    return next(row for row in ACTIONS if row.name == name)


def tell_key(button: QPushButton, name: str) -> None:
    """Tell the key of an action on a button for it."""
    button.setToolTip(f"{title(name)} ({key(name)})")
    if not button.accessibleDescription():  # which would be the tool tip, and say the name again
        button.setAccessibleDescription(key(name))


def attach(button: QPushButton, action: "QAction") -> None:
    """From now on the button does what the action does, when the action can, and tells its key."""
    if button.toolTip():
        tell_key(button, action.objectName())
    action.setEnabled(button.isEnabled())
    button.clicked.connect(lambda: action.trigger())  # PySide would keep for ever what is Qt's own
    action.enabledChanged.connect(lambda can: button.setEnabled(can))
