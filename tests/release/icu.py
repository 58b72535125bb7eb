"""Qt's ICU without the data that kpviewer never asks it for, a tenth of what it was.

Qt draws on it for case, order and the encodings that ICU computes. Gone are the tables of other encodings,
word lists for breaking lines, and names of languages, countries, currencies, units and time zones.
"""

import re
import subprocess
import tempfile
from pathlib import Path

from tests.release.wheelhouse import run

_KEPT_LANGUAGES = ("en", "es", "res_index")
_GONE = re.compile(
    r"(brkitr|curr|lang|rbnf|region|translit|unit|zone)/.*"
    r"|.*\.cnv"
    rf"|(coll/)?(?!({'|'.join(_KEPT_LANGUAGES)})\.)[a-z]{{2,3}}(_\w*)?\.res"
)
_SOURCE = """
.section .note.GNU-stack,"",@progbits
.section .rodata
.balign 16
.globl {symbol}
.type {symbol}, @object
{symbol}:
.incbin "{data}"
.size {symbol}, . - {symbol}
"""


def trim(library: Path) -> None:
    """Put a small libicudata.so in place of that one; its name says which version of ICU it is."""
    version = library.suffixes[-1].lstrip(".")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, small = folder / f"icudt{version}l.dat", folder / "small" / f"icudt{version}l.dat"
        small.parent.mkdir()
        run(["objcopy", "-O", "binary", "-j", ".rodata", library, whole])
        told = subprocess.run(["icupkg", "-l", whole], capture_output=True, text=True, check=True)
        (folder / "gone.txt").write_text("\n".join(filter(_GONE.fullmatch, told.stdout.split())), "utf-8")
        run(["icupkg", "-r", folder / "gone.txt", whole, small])
        source = _SOURCE.format(symbol=f"icudt{version}_dat", data=small)
        (folder / "data.s").write_text(source, "utf-8")
        run(["as", "-o", folder / "data.o", folder / "data.s"])
        run(["ld", "-shared", "-soname", library.name, "-o", library, folder / "data.o"])
