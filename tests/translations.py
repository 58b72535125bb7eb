"""`python -m tests.translations`: bring the translations up to date with the sources.

`lupdate` writes every text of the sources into the files of translators (`.ts`), `lrelease` makes of
those what Qt reads (`.qm`).
"""

import subprocess
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "resources" / "i18n"


def update(folder: Path = FOLDER) -> None:
    """Gather the texts; English, which is the language of the sources, needs its plurals only."""
    for file in folder.glob("kpviewer_*.ts"):
        plurals = ["-pluralonly"] if file.stem == "kpviewer_en" else []
        gather = ["-silent", "-no-obsolete", "-locations", "none", "-tr-function-alias", "tr+=_"]
        _run("lupdate", *gather, *plurals, "-extensions", "py", str(ROOT / "kpviewer"), "-ts", str(file))


def release(folder: Path = FOLDER) -> None:
    """Make what Qt reads; what Qt itself leaves in English comes along."""
    for file in folder.glob("kpviewer_*.ts"):
        lang = file.stem.partition("_")[2]
        sources = [str(file), *map(str, folder.glob(f"qt_{lang}.ts"))]
        _run("lrelease", "-silent", *sources, "-qm", str(file.with_suffix(".qm")))


def _run(tool: str, *arguments: str) -> None:
    program = Path(sysconfig.get_path("scripts"), f"pyside6-{tool}")
    subprocess.run([program, *arguments], check=True)


if __name__ == "__main__":
    update()
    release()
