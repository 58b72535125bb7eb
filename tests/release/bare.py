"""A bare Debian 12 without network, in a folder: kpviewer is installed from the stick, used, purged."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests import x_screen
from tests.release import prove

_MIRROR = "http://deb.debian.org/debian"
_ENTER = """
root=$1; shift
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind "$1" "$root/mnt"; shift
mkdir -p "$root/tmp/.X11-unix"; mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"
"""
_USER = ("setpriv", f"--reuid={prove.NOBODY}", f"--regid={prove.NOBODY}", "--clear-groups")
_PROGRAM = "/usr/bin/kpviewer"
_HEADLESS = {
    "LIBSEAT_BACKEND": "noop",
    "QT_QPA_PLATFORM": "wayland",
    "WLR_BACKENDS": "headless",
    "WLR_LIBINPUT_NO_DEVICES": "1",
    "WLR_RENDERER": "pixman",
    "WLR_XWAYLAND": "/bin/false",
}
"""cage without a screen."""
_PACK = """
cd /tmp && rm -rf pack pack.kpack && kpviewer pack new pack && kpviewer pack build pack -o pack.kpack
kpviewer pack install pack.kpack && ls /var/lib/kpviewer/packs && rm -r pack pack.kpack
"""
"""Something for a purge to remove."""
_UNLINKED = r"""
cd /usr/lib/kpviewer; export LD_LIBRARY_PATH=$PWD/_internal
find . -name '*.so*' -type f -exec sh -c 'ldd "$1" | sed "s|^|$1|"' sh {} \;
"""


def why_not() -> str:
    """Why there is no bare Debian to be had on this machine; empty if there is."""
    if os.geteuid():
        return "only root can make one"
    lacking = [name for name in ("debootstrap", "Xvfb", "unshare") if not shutil.which(name)]
    return f"{', '.join(lacking)} is not installed" if lacking else ""


def works_from(stick: Path) -> None:
    """Raises `prove.Unproved` if not."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "debian")
        _quietly(["debootstrap", "--variant=minbase", "bookworm", str(root), _MIRROR])
        enter = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "sh", "-euc", _ENTER]
        inside = [*enter, "sh", str(root), str(stick.absolute())]
        _quietly([*inside, "sh", "/mnt/install.sh"])
        told = subprocess.run([*inside, "sh", "-c", _UNLINKED], capture_output=True, text=True, check=True)
        lacking = [line for line in told.stdout.splitlines() if "not found" in line]
        prove.require(not lacking, f"it finds every library, but not {lacking}")
        prove.works(_PROGRAM, [*inside, *_USER], root)
        with x_screen.running() as display:
            prove.paints([*inside, *_USER, "env"], _PROGRAM, root, DISPLAY=display, QT_QPA_PLATFORM="xcb")
        _quietly([*inside, "sh", "/mnt/install.sh", "kiosk"])
        prove.paints([*inside, *_USER, "env"], f"cage -d -- {_PROGRAM}", root, **_HEADLESS)
        _quietly([*inside, "sh", "-euc", _PACK])
        _quietly([*inside, "dpkg", "--purge", "kpviewer"])
        homes = (root / "root", root / "tmp")
        left = [path for path in root.rglob("*kpviewer*") if not any(map(path.is_relative_to, homes))]
        prove.require(not left, f"a purge leaves nothing behind, but here is {left}")


def _quietly(command: list[str]) -> None:
    """What it said is told where it failed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    prove.require(not done.returncode, f"{' '.join(command)} does what it should; it said {done.stdout}")
