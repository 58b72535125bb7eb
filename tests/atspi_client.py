"""What an assistive client sees on the bus; the system's Python runs it, which has pyatspi.

`atspi_client.py tree NAME` prints the accessible tree of a program, one object a line, as JSON.
`atspi_client.py events` prints `ready`, then what programs report, one event a line, as JSON.
"""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import pyatspi

_EVENTS = (
    "object:state-changed:focused",
    "object:state-changed:showing",
    "object:text-caret-moved",
    "object:text-selection-changed",
    "object:property-change:accessible-name",
    "object:property-change:accessible-description",
)


def program(name: str) -> Any:
    """The accessible object of a running program, as soon as it has a window."""
    while True:
        for found in pyatspi.Registry.getDesktop(0):
            if found and found.name == name and found.childCount:
                return found
        time.sleep(0.1)


def walk(thing: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """What is known of an object and all below it."""
    yield {
        "depth": depth,
        "role": thing.getRoleName(),
        "name": thing.name,
        "description": thing.description,
        "attributes": thing.getAttributes(),
        "states": [pyatspi.stateToString(state) for state in thing.getState().getStates()],
    }
    for child in thing:
        if child:
            yield from walk(child, depth + 1)


def report(event: Any) -> None:
    """Say what happened to an object of any program."""
    told = {
        "type": event.type,
        "detail": event.detail1,
        "role": event.source.getRoleName(),
        "name": event.source.name,
        "said": event.any_data if isinstance(event.any_data, str) else "",
    }
    print(json.dumps(told), flush=True)


def main() -> None:
    """See the module's docstring."""
    if sys.argv[1] == "tree":
        for line in walk(program(sys.argv[2])):
            print(json.dumps(line))
        return
    pyatspi.Registry.registerEventListener(report, *_EVENTS)
    print("ready", flush=True)
    pyatspi.Registry.start()


if __name__ == "__main__":
    main()
