"""What this machine lacks to read aloud. Knows Qt's and speech-dispatcher's files, starts neither."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

_MODULES = ("/usr/lib/speech-dispatcher-modules", "/usr/libexec/speech-dispatcher-modules")
_NO_VOICES = {"sd_dummy", "sd_generic"}


def advice() -> list[str]:
    """Commands that give this machine a voice; empty if it should have one.

    Says nothing about languages, nor whether the voice is heard: `ui.speech` finds that out.
    """
    commands = []
    qt = importlib.util.find_spec("PySide6")
    folder = Path(qt.origin).parent if qt and qt.origin else Path()
    if not any(folder.glob("QtTextToSpeech.*")):
        commands.append("pip install 'kpviewer[speech]'")
    if sys.platform.startswith("linux") and not _has_server():
        commands.append("apt-get install speech-dispatcher speech-dispatcher-espeak-ng espeak-ng")
    return commands


def _has_server() -> bool:
    """Whether speech-dispatcher is there, with something that speaks if its modules are where we look."""
    if "SPEECHD_ADDRESS" in os.environ:
        return True
    modules = {path.name for folder in _MODULES for path in Path(folder).glob("sd_*")}
    return shutil.which("speech-dispatcher") is not None and not (modules and modules <= _NO_VOICES)
