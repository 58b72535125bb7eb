"""Whatever happens to the machine, the program starts, shows what it has, and repairs itself."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kpviewer import __version__, library, lock, paths, search
from kpviewer.library import DamagedStore
from tests import large_library
from tests.conftest import Author

ROOT = Path(__file__).parent.parent
KILLS = 200


@pytest.fixture
def clinic(pack: Path, write: Author) -> Path:
    """A pack of eight leaflets."""
    for place in range(8):
        write(f"leaflet-{place}", "Words of comfort and of caution.")
    return pack


def parts(cache: Path) -> list[str]:
    return [path.name for path in cache.iterdir() if path.suffix == ".part"]


# Killed


def test_no_kill_at_any_moment_harms_the_library(clinic: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    command = [sys.executable, "-m", "tests.nursery", str(clinic), str(cache), str(KILLS), "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == KILLS
    assert all(one["leaflets"] == 8 and one["is whole"] for one in found)
    assert any(one["left"] for one in found), "none was killed while it wrote"
    assert {one["is new"] for one in found} == {True, False}
    (clinic / "en" / "leaflet-3.md").touch()
    library.load_from([clinic], cache).close()
    assert parts(cache) == []
    assert library.is_current([clinic], cache)


def test_no_kill_leaves_a_broken_file_where_a_choice_or_a_wrong_pin_is_written(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.scribes", str(tmp_path), str(KILLS), "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == KILLS
    assert all(one["choices are whole"] and one["count is whole"] for one in found)


def test_who_loads_leaflets_for_a_program_ends_with_it(tmp_path: Path) -> None:
    """They are found by their parent; whoever outlives it gets another."""
    large_library.write(tmp_path / "large", 600)
    script = "import sys; from pathlib import Path; from kpviewer import library\n"
    script += "library.load_from([Path(sys.argv[1])], Path(sys.argv[2]))"
    program = subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "large"), str(tmp_path / "c")])
    while not (crew := children(program.pid)) and program.poll() is None:
        time.sleep(0.01)
    program.kill()
    program.wait()
    if not crew:
        pytest.skip("there is one processor")
    until(lambda: not any(Path(f"/proc/{member}").exists() for member in crew))


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


# No room


def test_a_disk_that_is_full_at_any_moment_costs_no_reader_a_word(
    clinic: Path, disk: Callable[[int], Path]
) -> None:
    for kilobytes in range(4, 400, 12):
        cache = disk(kilobytes) / "cache"
        loaded = library.load_from([clinic], cache)
        assert len(loaded.leaflets("en")) == 8
        loaded.close()
        assert not cache.exists() or parts(cache) == []
        shutil.rmtree(cache, ignore_errors=True)


def test_a_disk_that_fills_up_leaves_the_last_good_library(
    clinic: Path, write: Author, disk: Callable[[int], Path]
) -> None:
    cache = disk(100_000) / "cache"
    library.load_from([clinic], cache).close()
    (cache / "music").write_bytes(os.urandom(200))
    disk(sum(path.stat().st_size for path in cache.iterdir()) // 1000 + 40)
    write("leaflet-3", "Other words.")
    renewed = library.load_from([clinic], cache)
    assert renewed.read("leaflet-3", "en").text == "Sleep\nOther words."
    last = library.open_last([clinic], cache)
    assert last
    assert "comfort" in last.read("leaflet-3", "en").text
    last.close()
    disk(100_000)
    library.load_from([clinic], cache).close()
    assert library.is_current([clinic], cache)


# Damage


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """Noise in the place of some of it or of all, bits turned over, or cut short."""
    data = bytearray(whole)
    kind = chance.randrange(4)
    if kind == 0:
        return chance.randbytes(len(data))
    if kind == 1:
        return bytes(data[: chance.randrange(len(data))])
    if kind == 2:
        place = chance.randrange(len(data))
        data[place : place + 4096] = chance.randbytes(4096)
        return bytes(data[: len(whole)])
    for _ in range(40):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


@pytest.mark.parametrize("seed", range(20))
def test_a_store_that_is_damaged_while_it_is_open_says_so_or_answers(
    seed: int, clinic: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    loaded = library.load_from([clinic], cache, signed_only=bool(seed % 2))
    [store] = cache.glob("*.sqlite")
    broken = damaged(store.read_bytes(), random.Random(seed))
    with store.open("r+b") as file:
        file.truncate(len(broken))
        file.write(broken)
    for opened in (loaded, library.open_last([clinic], cache)):
        if opened:
            try:
                for entry in opened.leaflets("en"):
                    opened.read(entry.slug, "en")
                search.answer(opened, "comfort and caushun")
            except DamagedStore:
                pass
            opened.close()
    renewed = library.renew([clinic], cache)
    assert renewed
    assert "comfort" in renewed.read("leaflet-3", "en").text
    assert library.is_current([clinic], cache)


def test_a_damaged_store_is_not_opened_again_however_the_repair_ends(clinic: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    library.load_from([clinic], cache).close()
    [store] = cache.glob("*.sqlite")
    whole = store.read_bytes()
    store.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.renew([clinic], cache, progress=stop)
    assert library.open_last([clinic], cache) is None


# Stopped


@pytest.mark.parametrize("leaflets", [8, 240])
def test_whoever_stops_a_compilation_keeps_the_last_library(
    leaflets: int, pack: Path, write: Author, tmp_path: Path
) -> None:
    """Whether one process loads the leaflets or several do."""
    cache = tmp_path / "cache"
    for place in range(leaflets):
        write(f"leaflet-{place}")
    library.load_from([pack], cache).close()
    for place in range(leaflets):
        write(f"leaflet-{place}", "Other words.")

    def stop(done: int, total: int) -> None:
        if done == total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.renew([pack], cache, progress=stop)
    assert parts(cache) == []
    last = library.open_last([pack], cache)
    assert last
    assert last.read("leaflet-3", "en").text == "Sleep\nWords."
    assert children(os.getpid()) == []


# Others at work


def run(*words: str, before: tuple[str, ...] = (), **environment: str) -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-m", "kpviewer", *words]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=120
    )


def test_of_two_programs_at_once_one_compiles_for_both(clinic: Path) -> None:
    command = [sys.executable, "-m", "kpviewer", "list", "--packs", str(clinic)]
    programs = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    heard = [program.communicate()[0] for program in programs]
    assert [program.returncode for program in programs] == [0, 0, 0]
    assert len({*heard}) == 1
    [store] = paths.cache().glob("*.sqlite")
    assert "-1-" in store.name


def test_who_waits_for_another_program_can_be_stopped(clinic: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        raise KeyboardInterrupt

    library.load_from([clinic], cache).close()
    [held] = cache.glob("*.lock")
    (clinic / "en" / "leaflet-1.md").touch()
    with lock.held(held, lambda: None), pytest.raises(KeyboardInterrupt):
        library.renew([clinic], cache, progress=stop)
    assert told == [(0, 0)]


def test_what_killed_programs_left_is_swept_up_but_nothing_that_is_being_written(
    clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "kpviewer" / __version__
    older, busy, newer = (here.with_name(name) for name in ("0.1.9", "0.0.9", "99.0"))
    for folder in (here, older, busy, newer):
        folder.mkdir(parents=True)
        for name in ("0000aaaa-1.part", "0000aaaa.lock", "1111bbbb-2.part", "1111bbbb.lock"):
            (folder / name).write_text("")
    (here.parent / "notes").mkdir()
    with (
        lock.held(here / "1111bbbb.lock", lambda: None),
        lock.held(busy / "1111bbbb.lock", lambda: None),
    ):
        library.load_from([clinic], here).close()
    assert parts(here) == ["1111bbbb-2.part"]
    assert {path.name for path in here.parent.iterdir()} == {here.name, busy.name, newer.name, "notes"}
    assert len(parts(busy)) == len(parts(newer)) == 2


# Clocks


def test_no_clock_decides_which_store_is_the_last(clinic: Path, write: Author, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    library.load_from([clinic], cache).close()
    [first] = cache.glob("*.sqlite")
    kept = first.read_bytes()
    write("leaflet-3", "Other words.")
    library.load_from([clinic], cache).close()
    first.write_bytes(kept)  # as if it could not be removed
    [second] = {*cache.glob("*.sqlite")} - {first}
    os.utime(first, (2_208_988_800, 2_208_988_800))
    os.utime(second, (0, 0))
    last = library.open_last([clinic], cache)
    assert last
    assert last.read("leaflet-3", "en").text == "Sleep\nOther words."
    assert library.is_current([clinic], cache)


@pytest.mark.skipif(not shutil.which("faketime"), reason="faketime is not installed")
def test_a_clock_that_jumps_does_no_harm(clinic: Path, write: Author) -> None:
    for turn, day in enumerate(("2026-11-27", "2040-01-01", "1970-01-02", "2038-01-20", "1970-01-02")):
        path = write("leaflet-3", title=f"Turn {turn}")
        os.utime(path, (turn, turn))
        for _ in range(2):
            done = run("list", "--packs", str(clinic), before=("faketime", f"{day} 12:00:00"))
            assert (done.returncode, done.stderr) == (0, "")
            assert f"leaflet-3                        Turn {turn}" in done.stdout
    assert len([*paths.cache().glob("*.sqlite")]) == 1


# Folders


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder on a medium that cannot be written, with a library of the bundled pack in it."""
    folder = tmp_path / "medium"
    library.load(cache=folder / "kpviewer" / __version__).close()
    command = ["mount", "--bind", "-o", "ro", str(folder), str(folder)]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root may mount")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_cache_on_a_medium_that_cannot_be_written_is_read(read_only: Path, clinic: Path) -> None:
    plain = run("list", XDG_CACHE_HOME=str(read_only))
    assert (plain.returncode, len(plain.stdout.splitlines())) == (0, 11)
    other = run("list", "--packs", str(clinic), XDG_CACHE_HOME=str(read_only))
    assert (other.returncode, len(other.stdout.splitlines())) == (0, 19)


def test_a_cache_that_is_absent_is_made(clinic: Path, tmp_path: Path) -> None:
    cache = tmp_path / "some" / "where" / "deep"
    library.load_from([clinic], cache).close()
    assert library.is_current([clinic], cache)


def test_without_home_it_works_on_a_root_that_cannot_be_written() -> None:
    """As a kiosk's image is mounted: nothing at all can be written but what is in memory."""
    script = (
        "mount -o remount,ro,bind / && exec env -i PATH=$PATH PYTHONDONTWRITEBYTECODE=1 " + sys.executable
    )
    command = ["unshare", "--mount", "sh", "-c", f"mount --bind / / && cd / && {script} -m kpviewer list"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("only root may mount")
    assert (done.returncode, len(done.stdout.splitlines()), done.stderr) == (0, 11, "")
