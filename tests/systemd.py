"""The end of the notification socket at which systemd listens."""

import socket


class Systemd:
    """Listens at a path, or at an abstract address that starts with @."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self._socket.bind(address.replace("@", "\0", 1))

    def environment(self, **more: str) -> dict[str, str]:
        return {"NOTIFY_SOCKET": self.address, "WATCHDOG_USEC": "100000", "WATCHDOG_PID": "1", **more}

    def heard(self) -> list[str]:
        """Since it was asked last."""
        words = []
        try:
            while True:
                words.append(self._socket.recv(1000).decode())
        except BlockingIOError:
            return words

    def wait_for(self, words: str, seconds: float = 30) -> list[str]:
        """All that is said up to these words."""
        self._socket.settimeout(seconds)
        said = []
        while words not in said:
            said.append(self._socket.recv(1000).decode())
        self._socket.setblocking(False)
        return said

    def close(self) -> None:
        self._socket.close()
