"""An X screen that no monitor shows."""

import contextlib
import subprocess
from collections.abc import Iterator


@contextlib.contextmanager
def running(size: str = "1280x800") -> Iterator[str]:
    """Its name, as DISPLAY has it, until the end of the block.

    It stays as it is when its last client leaves: by itself Xvfb would begin again, and refuse whoever
    comes meanwhile.
    """
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-noreset", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        try:
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()
