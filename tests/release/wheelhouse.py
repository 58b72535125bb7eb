"""The wheel with all that it needs, pinned by their sums, for machines that have Python but no internet."""

import hashlib
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXTRAS = ("", "[speech]")
"""Without and with what reads leaflets aloud, which is three times as large."""


def wheel(target: Path) -> Path:
    """Build the wheel into a folder."""
    run([sys.executable, "-m", "build", "--quiet", "--wheel", "--outdir", target, ROOT])
    [made] = target.glob("kpviewer-*.whl")
    return made


def build(target: Path, extra: str = "") -> Path:
    """A folder of wheels with a `requirements.txt` that pins them; `extra` is one of EXTRAS."""
    house = target / "wheelhouse"
    shutil.rmtree(house, ignore_errors=True)
    house.mkdir(parents=True)
    made = wheel(house)
    run([sys.executable, "-m", "pip", "download", "--quiet", "--dest", house, f"{made}{extra}"])
    (house / "requirements.txt").write_text("".join(map(_pinned, sorted(house.glob("*.whl")))), "utf-8")
    return house


def install_line(house: Path, python: Path) -> list[str]:
    """What installs it; every word stands in the README too."""
    options = ["--no-index", "--require-hashes", "--find-links", str(house)]
    return [str(python), "-m", "pip", "install", *options, "-r", str(house / "requirements.txt")]


def install(house: Path, target: Path, alone: Sequence[str]) -> Path:
    """The program in a new environment in `target`; `alone` goes before the command that installs it."""
    venv.create(target, with_pip=True)
    run([*alone, *install_line(house, target / "bin" / "python"), "--quiet"])
    return target / "bin" / "kpviewer"


def run(command: Sequence[object], cwd: Path | None = None) -> None:
    """Raises CalledProcessError, after showing what the command said."""
    subprocess.run([str(word) for word in command], cwd=cwd, check=True)


def _pinned(path: Path) -> str:
    name, version, *_ = path.name.split("-")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return f"{name}=={version} --hash=sha256:{digest}\n"
