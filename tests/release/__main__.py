"""`python -m tests release [DIR]`: what clinics install, in `dist/` or there; proved as it is made.

kpviewer-VERSION-wheels.tar               wheels for machines that have Python
kpviewer-VERSION-linux-x86_64.tar.xz      a folder that needs no Python
kpviewer_VERSION_amd64.deb                the same as a Debian package
kpviewer-VERSION-stick.tar                that package for a USB stick, with all that it needs of Debian 12
SHA256SUMS                                of all four
"""

import hashlib
import sys
import tempfile
import time
from pathlib import Path

from kpviewer import __version__
from tests.release import bare, deb, folder, prove, stick, wheelhouse
from tests.release.wheelhouse import run


def main(target: Path) -> None:
    """Build everything, and say of each part how large it is and how long it took."""
    target.mkdir(parents=True, exist_ok=True)
    made = []
    started = time.monotonic()

    def tell(path: Path) -> None:
        nonlocal started
        made.append(path)
        seconds, started = time.monotonic() - started, time.monotonic()
        print(f"{path.name:40} {path.stat().st_size / 1e6:6.1f} MB  {seconds:4.0f} s", flush=True)

    def tar(folder: Path, kind: str) -> Path:
        packed = target / f"kpviewer-{__version__}-{kind}.tar"
        run(["tar", "-C", target, "-cf", packed, folder.name])
        return packed

    house = wheelhouse.build(target, wheelhouse.EXTRAS[1])
    with tempfile.TemporaryDirectory() as scratch:
        prove.works(str(wheelhouse.install(house, Path(scratch, "environment"), prove.ALONE)))
    tell(tar(house, "wheels"))
    whole = folder.build(target)
    prove.is_whole(whole)
    packed = folder.pack(whole)
    prove.require(packed.stat().st_size <= prove.MOST_PACKED, f"at most {prove.MOST_PACKED:,} bytes packed")
    tell(packed)
    package = deb.build(whole, target)
    run(["lintian", "--fail-on", "error,warning", "--allow-root", package])
    tell(package)
    kit = stick.build(package, target)
    lacking = bare.why_not()
    if lacking:
        print(f"not tried on a bare Debian: {lacking}", flush=True)
    else:
        bare.works_from(kit)
    tell(tar(kit, "stick"))
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made]
    (target / "SHA256SUMS").write_text("".join(sums), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if sys.argv[1:] else "dist"))
