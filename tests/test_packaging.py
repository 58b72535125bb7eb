"""The wheel, installed without dev tools: missing bundled files are a reader's commonest release bug."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kpviewer import __version__

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(target), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    [made] = target.iterdir()
    return made


def test_the_wheel_carries_every_resource(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    for path in (ROOT / "resources").rglob("*"):
        if path.is_file():
            assert f"kpviewer/{path.relative_to(ROOT).as_posix()}" in carried


def test_the_installed_program_runs_without_dev_tools(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    inside = tmp_path / "venv" / "bin"
    install = [str(inside / "python"), "-m", "pip", "install", "--quiet", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    listed = subprocess.run(
        [inside / "kpviewer", "list", "--json"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert len(json.loads(listed.stdout)) == 11
    target = tmp_path / "x.pdf"
    subprocess.run([inside / "kpviewer", "export", "ptsd", "-o", target], cwd=tmp_path, check=True)
    assert target.read_bytes().startswith(b"%PDF")
    told = subprocess.run([inside / "kpviewer", "--version"], capture_output=True, text=True, check=True)
    assert told.stdout == f"kpviewer {__version__}\n"
