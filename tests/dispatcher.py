"""A real speech-dispatcher with espeak-ng, on a machine without a sound card."""

import contextlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

_SOUND_CARDS = {
    "quick": 'type file slave.pcm null file "{folder}/heard.wav" format "wav"',
    "slow": 'type file slave.pcm null file "|{python} {folder}/card.py" format "raw"',
    "none": "type hw card 31",
}
"""ALSA's: one that takes sound as fast as it comes, one that takes a twentieth of its time, and none,
with which espeak-ng hangs in its first word."""

_SLOW_CARD = """
import sys, time
while sys.stdin.buffer.raw.read(8820):
    time.sleep(0.01)
"""
_BYTES_OF_A_WAV_HEAD = 44


class Dispatcher:
    """A server that is running."""

    def __init__(self, folder: Path) -> None:
        self.address = f"unix_socket:{folder / 'socket'}"
        self._folder = folder

    @property
    def was_heard(self) -> bool:
        """Whether other than silence reached the quick sound card."""
        return any((self._folder / "heard.wav").read_bytes()[_BYTES_OF_A_WAV_HEAD:])


@contextlib.contextmanager
def running(sound_card: str, languages: str = "en-US es-419") -> Iterator[Dispatcher]:
    """Start a server with a few voices, because to list the hundred of espeak-ng takes two seconds."""
    skip_without_engine()
    with tempfile.TemporaryDirectory(prefix="kp") as name:
        folder = Path(name)
        _add_voices(folder, languages.split())
        card = _SOUND_CARDS[sound_card].format(folder=folder, python=sys.executable)
        (folder / "card.py").write_text(_SLOW_CARD)
        (folder / ".asoundrc").write_text(f"pcm.!default {{ {card} }}\n")
        (folder / "espeak-ng.conf").write_text("")
        (folder / "modules").symlink_to(".")
        (folder / "speechd.conf").write_text(
            'AudioOutputMethod "alsa"\nAddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"\n'
            "DefaultModule espeak-ng\n"
        )
        places = {"-C": folder, "-L": folder, "-P": folder / "pid", "-S": folder / "socket"}
        options = [str(part) for pair in places.items() for part in pair]
        server = subprocess.Popen(
            ["speech-dispatcher", "-s", "-t", "0", *options],
            env={**os.environ, "HOME": name, "ESPEAK_DATA_PATH": name},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            while not _answers(folder / "socket"):
                assert server.poll() is None, (folder / "speech-dispatcher.log").read_text()
                time.sleep(0.01)
            yield Dispatcher(folder)
        finally:
            server.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(2)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _answers(address: Path) -> bool:
    """Whether somebody listens there: the server makes its socket a moment earlier."""
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(address)) == 0


def skip_without_engine() -> None:
    """Skips the test where the real parts are missing."""
    if not importlib.util.find_spec("PySide6.QtTextToSpeech"):
        pytest.skip("needs PySide6-Addons")
    for program in ("speech-dispatcher", "espeak-ng"):
        if not shutil.which(program):
            pytest.skip(f"needs {program}")


def _add_voices(folder: Path, languages: list[str]) -> None:
    said = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True, check=True).stdout
    data, ours = Path(said.partition("Data at: ")[2].strip()), folder / "espeak-ng-data"
    (ours / "voices").mkdir(parents=True)
    for path in data.iterdir():
        if path.is_file():
            (ours / path.name).symlink_to(path)
    for path in (data / "lang").rglob("*"):
        if path.name in languages:
            link = ours / path.relative_to(data)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(path)
