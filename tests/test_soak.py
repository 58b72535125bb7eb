"""What a kiosk holds after many visits; `python -m tests.soak` is the same for longer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what a process holds")
def test_visits_leave_no_memory_no_files_and_no_threads_behind() -> None:
    command = [sys.executable, "-m", "tests.soak", "40"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    grown = json.loads(done.stdout.splitlines()[-1])["grown"]
    assert grown["asked for"] < 0.5
    assert max(grown["files"], grown["threads"]) <= 1  # a worker thread may have come to rest
