"""One window on a desk: a second start hands its wish over to the program that runs already.

They meet at a socket of the file system, which no other user and no network can reach. Where there is
none, as on Windows, every start opens a window.
"""

import contextlib
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kpviewer import paths

if TYPE_CHECKING:
    import socket

_PATIENCE_SECONDS = 2.0
"""With a program that runs but does not answer: it may hang."""
_GLANCE_SECONDS = 0.2
"""What a window spares for a caller who says nothing."""
_MOST_BYTES = 1024
_TAKEN = b"taken"


def address(*parts: str) -> str:
    """Where programs meet that show the same: `parts` are what makes them different."""
    key = zlib.crc32("\n".join(parts).encode())
    return str(paths.runtime() / f"kpviewer-{key:08x}.socket")


def hand_over(where: str, wish: Sequence[str]) -> bool:
    """Whether a running program took the wish: words that hold no line break."""
    if not Path(where).exists():  # spares a start the loading of sockets
        return False
    import socket

    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_PATIENCE_SECONDS)
        line.connect(where)
        line.sendall("\n".join(wish).encode())
        line.shutdown(socket.SHUT_WR)
        return line.recv(len(_TAKEN)) == _TAKEN
    return False


def listen(where: str) -> "socket.socket | None":
    """A socket at which wishes arrive; None where there can be none. `close` takes it away."""
    import socket

    if not hasattr(socket, "AF_UNIX"):
        return None
    door = socket.socket(socket.AF_UNIX)
    try:
        paths.runtime().mkdir(mode=0o700, parents=True, exist_ok=True)
        Path(where).unlink(missing_ok=True)  # of a program that was killed: none answered there
        door.bind(where)
        door.listen(4)
        door.setblocking(False)
    except OSError:
        door.close()
        return None
    return door


def take(door: "socket.socket") -> list[str]:
    """The wish that arrived, empty if it did not arrive whole; says that it was taken."""
    with contextlib.suppress(OSError), door.accept()[0] as line:
        line.settimeout(_GLANCE_SECONDS)
        said = b""
        while part := line.recv(_MOST_BYTES):
            said += part
            if len(said) > _MOST_BYTES:
                return []
        line.sendall(_TAKEN)
        return said.decode(errors="replace").split("\n")
    return []


def close(door: "socket.socket") -> None:
    """No wish arrives any more."""
    where = door.getsockname()
    door.close()
    with contextlib.suppress(OSError):
        Path(where).unlink()
