"""A walk through the accessible tree of a window, as assistive technology sees it."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QWidget

Role = QAccessible.Role
DESK, KIOSK = 24, 44
"""The least width and height of what can be pressed, in pixels."""

_PRESSED = {
    Role.Button,
    Role.CheckBox,
    Role.RadioButton,
    Role.ComboBox,
    Role.EditableText,
    Role.SpinBox,
    Role.Slider,
    Role.MenuItem,
    Role.ListItem,
    Role.TreeItem,
    Role.PageTab,
}
_HOLD = {
    Role.List,
    Role.Table,
    Role.Tree,
    Role.Document,
    Role.Graphic,
    Role.Link,
    Role.Heading,
    Role.Window,
}
"""Need a name, whatever their size: a link is as large as its words."""
_PICTURE = "\ufffc"


def name(thing: QAccessibleInterface) -> str:
    return thing.text(QAccessible.Text.Name).strip()


def words(thing: QAccessibleInterface) -> str:
    """Of its text interface, if it has one."""
    text = thing.textInterface()
    return text.text(0, text.characterCount()) if text else ""


def below(thing: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """All that can be seen there, in the order of the tree; what is scrolled out of sight counts."""
    for number in range(thing.childCount()):
        child = thing.child(number)
        if child and child.isValid() and not child.state().invisible:
            yield child
            yield from below(child)


def things(window: QWidget) -> list[QAccessibleInterface]:
    """All that can be seen of a window, and itself."""
    top = QAccessible.queryAccessibleInterface(window)
    return [top, *below(top)]


def names(window: QWidget, role: QAccessible.Role) -> list[str]:
    return [name(thing) for thing in things(window) if thing.role() == role]


def problems(window: QWidget, least: int) -> list[str]:
    """What somebody who sees, hears or touches badly would miss, a line each."""
    found = []
    for thing in things(window):
        place, role = thing.rect(), thing.role()
        who = f"{role.name} {name(thing)!r} at {place.getRect()}"
        is_page_part = thing.object() is None and thing.parent().object() is None
        is_pressed = role in _PRESSED and not is_page_part
        if not name(thing) and (is_pressed or thing.state().focusable or _is_holder(thing)):
            found.append(f"{who} has no name")
        if is_pressed and place.isValid() and min(place.width(), place.height()) < least:
            found.append(f"{who} is smaller than {least} pixels")
        if _PICTURE in words(thing):
            found.append(f"{who} has a picture that nothing tells of")
        if not _is_label_in_name(thing):
            found.append(f"{who} shows other words than its name")
    return found


def _is_holder(thing: QAccessibleInterface) -> bool:
    """A list of the page is told by how many items it has."""
    return thing.role() in _HOLD and not (thing.role() == Role.List and thing.object() is None)


def _is_label_in_name(thing: QAccessibleInterface) -> bool:
    """Whoever speaks to the machine says what they see; signs such as `A+` and `123` nobody says.

    The button for languages shows where it leads, which its description says.
    """
    button = thing.object()
    if not isinstance(button, QAbstractButton):
        return True
    shown = " ".join(button.text().replace("&", "").split()).partition(" (")[0]
    said = f"{name(thing)} {thing.text(QAccessible.Text.Description)}"
    return len(shown) < 4 or shown.casefold() in said.casefold()
