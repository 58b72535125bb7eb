"""`python -m tests release [DIR]`: the install kit, in `dist/` unless said otherwise.

kpviewer-VERSION-wheels.tar   wheels for machines that have Python
kpviewer.tar.xz               a folder that needs no Python
kpviewer_VERSION_amd64.deb    the same as a Debian package
SHA256SUMS                    of all three
"""

import hashlib
import sys
import time
from pathlib import Path

from kpviewer import __version__
from tests.release import deb, folder, wheelhouse


def main(target: Path) -> None:
    """Build everything, and say of each part how large it is and how long it took."""
    target.mkdir(parents=True, exist_ok=True)
    made = []
    started = time.monotonic()

    def tell(path: Path) -> None:
        nonlocal started
        made.append(path)
        seconds, started = time.monotonic() - started, time.monotonic()
        print(f"{path.name:36} {path.stat().st_size / 1e6:6.1f} MB  {seconds:4.0f} s", flush=True)

    house = wheelhouse.build(target, wheelhouse.EXTRAS[1])
    wheels = target / f"kpviewer-{__version__}-wheels.tar"
    wheelhouse.run(["tar", "-C", target, "-cf", wheels, house.name])
    tell(wheels)
    whole = folder.build(target)
    tell(folder.pack(whole))
    tell(deb.build(whole, target))
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made]
    (target / "SHA256SUMS").write_text("".join(sums), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if sys.argv[1:] else "dist"))
