"""Packs installed, taken back, listed; whatever goes wrong, everything is as it was."""

import multiprocessing
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kpviewer import installed, installing, library, paths
from kpviewer.errors import ContentError, KpError, MachineError
from kpviewer.installing import Change
from kpviewer.library import Library
from kpviewer.settings import Settings
from kpviewer.shelf import Shelf
from tests import packing
from tests.conftest import Key
from tests.test_render import PIXEL

MakeKey = Callable[..., Key]
Make = Callable[..., Path]


pytestmark = pytest.mark.usefixtures("little_bundled")


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes a pack's file: what is given is in it too, or instead; None: not in it."""

    def write(version: str = "2", key: Key | None = None, **more: bytes | None) -> Path:
        content = packing.files(version) | {name: data for name, data in more.items() if data is not None}
        for name in more.keys() & content.keys():
            if more[name] is None:
                del content[name]
        path = tmp_path / f"riverside-{version}.kpack"
        path.write_bytes(packing.pack(content, key))
        return path

    return write


def settings(*keys: Key, required: bool = False, folders: tuple[Path, ...] = ()) -> Settings:
    chosen = Settings()
    trusted = {"content.trusted_keys": [key.public for key in keys], "content.require_signature": required}
    chosen.put(trusted | {"content.packs": [str(folder) for folder in folders]}, "policy")
    return chosen


def shown(chosen: Settings) -> Library:
    return library.load(installed.folders(chosen)[1:])


def title(chosen: Settings, slug: str = "sleep") -> str:
    with_one = shown(chosen)
    try:
        return with_one.read(slug, "en").title
    finally:
        with_one.close()


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Everything below a folder: permissions and content."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mode,
            b"" if path.is_dir() else path.read_bytes(),
        )
        for path in folder.rglob("*")
    }


def versions(name: str = "riverside") -> list[str]:
    pack = paths.user_packs() / name
    return sorted((root / "pack.toml").read_text().split('version = "')[1][0] for root in pack.iterdir())


def test_what_is_installed_is_shown(make: Make) -> None:
    now = installing.install(make(), settings())
    assert title(settings()) == "Sleep"
    assert now == installing.packs(settings())[0]
    assert now._asdict() == {
        "name": "riverside",
        "title": "Sheets",
        "version": "2",
        "publisher": "Riverside",
        "leaflets": 1,
        "key": "",
        "before": "",
        "place": "user",
        "is_shown": True,
    }


def test_a_newer_version_takes_the_place_and_the_one_before_is_kept(make: Make) -> None:
    for version in ("2", "3", "4"):
        now = installing.install(make(version, **{"en/sleep.md": packing.leaflet(version)}), settings())
    assert (now.version, now.before, title(settings())) == ("4", "3", "4")
    assert versions() == ["3", "4"]


def test_what_is_taken_back_comes_again_when_that_is_taken_back(make: Make) -> None:
    for version in ("2", "3"):
        installing.install(make(version, **{"en/sleep.md": packing.leaflet(version)}), settings())
    assert installing.roll_back("riverside", settings()).version == "2"
    assert title(settings()) == "2"
    assert installing.roll_back("riverside", settings()).version == "3"
    assert title(settings()) == "3"


def test_a_pack_that_was_the_first_is_taken_back_altogether(make: Make) -> None:
    installing.install(make(), settings())
    now = installing.roll_back("riverside", settings())
    assert (now.version, now.before, now.leaflets, now.is_shown) == ("", "2", 0, False)
    assert "sleep" not in [entry.slug for entry in shown(settings()).leaflets("en")]
    installing.roll_back("riverside", settings())
    assert title(settings()) == "Sleep"


def test_what_is_not_installed_cannot_be_taken_back() -> None:
    with pytest.raises(KpError, match="no pack riverside is installed; kpviewer pack list shows what is"):
        installing.roll_back("riverside", settings())
    assert not paths.user_packs().exists()


def test_an_older_version_is_refused_unless_it_is_wanted(make: Make) -> None:
    old, new = make("9"), make("10")
    installing.install(new, settings())
    before = tree(paths.user_packs())
    with pytest.raises(ContentError, match=r"riverside 9 is older than riverside 10, .*; --older installs"):
        installing.install(old, settings())
    assert tree(paths.user_packs()) == before
    assert installing.install(old, settings(), older=True).version == "9"
    assert installing.roll_back("riverside", settings()).version == "10"


def test_a_version_means_one_content(make: Make) -> None:
    installing.install(make(), settings())
    other = make(**{"en/sleep.md": packing.leaflet("Other")})
    with pytest.raises(ContentError, match="has another content than riverside 2, which is installed"):
        installing.install(other, settings())
    installing.install(other, settings(), older=True)
    assert title(settings()) == "Other"


def test_what_is_installed_already_stays_as_it_is(make: Make) -> None:
    first = installing.install(make(), settings())
    before = tree(paths.user_packs())
    assert installing.install(make(), settings()) == first
    assert tree(paths.user_packs()) == before


def test_a_version_that_was_taken_back_can_be_installed_again(make: Make) -> None:
    for version in ("2", "3"):
        installing.install(make(version), settings())
    installing.roll_back("riverside", settings())
    now = installing.install(make("3"), settings())
    assert (now.version, now.before) == ("3", "2")
    assert versions() == ["2", "3"]


def test_a_plan_says_what_would_change(make: Make) -> None:
    first = installing.plan(make(), settings())
    assert (first.shown, first.objection) == ("", None)
    assert list(first.changes) == [
        Change("added", "en/brain.png", ""),
        Change("added", "en/sleep.md", "Sleep"),
    ]
    installing.install(make(**{"en/old.md": packing.leaflet("Old")}), settings())
    more = {"en/sleep.md": packing.leaflet("Sleep well"), "en/new.md": packing.leaflet("New")}
    planned = installing.plan(make("3", **more), settings())
    assert planned.shown == "2"
    assert list(planned.changes) == [
        Change("added", "en/new.md", "New"),
        Change("removed", "en/old.md", "Old"),
        Change("changed", "en/sleep.md", "Sleep well"),
    ]
    assert "is older than" in str(installing.plan(make("1"), settings()).objection)
    assert installing.plan(make("1"), settings(), older=True).objection is None


def test_several_packs_make_one_library(make: Make, tmp_path: Path) -> None:
    installing.install(make(), settings())
    manifest = packing.MANIFEST.format("1").replace("riverside", "hillside").encode()
    content = {"pack.toml": manifest, "en/rest.md": packing.leaflet("Rest")}
    (tmp_path / "hillside.kpack").write_bytes(packing.pack(content))
    installing.install(tmp_path / "hillside.kpack", settings())
    assert [one.name for one in installing.packs(settings())] == ["hillside", "riverside"]
    assert {"sleep", "rest", "ptsd"} <= {entry.slug for entry in shown(settings()).leaflets("en")}


# Trust


def test_a_trusted_key_is_named(make: Make, make_key: MakeKey) -> None:
    key = make_key()
    now = installing.install(make(key=key), settings(key, required=True))
    assert (now.is_shown, len(now.key)) == (True, 16)


def test_what_nobody_trusted_signed_is_refused_where_that_is_required(
    make: Make, make_key: MakeKey
) -> None:
    ours, theirs = make_key("ours"), make_key("theirs")
    for key in (None, theirs):
        with pytest.raises(ContentError):
            installing.install(make(key=key), settings(ours, required=True))
    assert not paths.user_packs().exists()


def test_what_was_installed_without_a_signature_is_not_shown_where_one_is_required(
    make: Make, make_key: MakeKey
) -> None:
    key = make_key()
    installing.install(make(), settings())
    strict = settings(key, required=True)
    assert not installing.packs(strict)[0].is_shown
    assert "sleep" not in [entry.slug for entry in shown(strict).leaflets("en")]
    assert installing.install(make(key=key), strict).is_shown
    assert title(strict) == "Sleep"
    assert versions() == ["2"]


def test_a_key_that_is_not_trusted_any_more_hides_what_it_signed(make: Make, make_key: MakeKey) -> None:
    old, new = make_key("old"), make_key("new")
    installing.install(make(key=old), settings(old, new, required=True))
    assert installing.packs(settings(old, new, required=True))[0].is_shown
    assert not installing.packs(settings(new, required=True))[0].is_shown


def test_what_a_signature_is_missing_for_is_not_taken_back_to(make: Make, make_key: MakeKey) -> None:
    key = make_key()
    installing.install(make("2"), settings())
    installing.install(make("3", key=key), settings(key))
    before = tree(paths.user_packs())
    with pytest.raises(ContentError, match=r"is not signed, and content\.require_signature is set"):
        installing.roll_back("riverside", settings(key, required=True))
    assert tree(paths.user_packs()) == before


def test_folders_are_not_shown_where_a_signature_is_required(pack: Path) -> None:
    assert pack in installed.folders(settings(folders=(pack,)))
    assert pack not in installed.folders(settings(folders=(pack,), required=True))


# Whose packs


def test_the_machines_pack_goes_before_the_users(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    installing.install(make("3", **{"en/sleep.md": packing.leaflet("Mine")}), settings())
    monkeypatch.setattr(paths, "packs_to_install_in", paths.machine_packs)
    with pytest.raises(ContentError, match="is older"):
        installing.install(make("2"), settings())
    assert (
        installing.install(make("4", **{"en/sleep.md": packing.leaflet("Its")}), settings()).place
        == "machine"
    )
    assert title(settings()) == "Its"
    assert [(one.place, one.is_shown) for one in installing.packs(settings())] == [
        ("user", False),
        ("machine", True),
    ]
    monkeypatch.undo()


def test_a_user_does_not_install_over_the_machines_pack(
    make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as as_root:
        as_root.setattr(paths, "packs_to_install_in", paths.machine_packs)
        installing.install(make("2"), settings())
    with pytest.raises(MachineError, match=r"riverside is installed for all users of this machine: let IT"):
        installing.install(make("3"), settings())


def test_root_installs_for_the_machine_and_others_for_themselves(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert paths.packs_to_install_in() == paths.user_packs()
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert paths.packs_to_install_in() == paths.machine_packs()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert paths.packs_to_install_in() == tmp_path / ".local/share/kpviewer/packs"


def test_everybody_may_read_what_is_installed_whoever_did(make: Make) -> None:
    before = os.umask(0o077)
    try:
        installing.install(make(), settings())
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(mode) for name, (mode, _) in tree(paths.user_packs()).items() if name != ".lock"}
    assert modes == {0o755, 0o644}
    assert stat.S_IMODE(paths.user_packs().stat().st_mode) == 0o755


# What goes wrong


def refused(path: Path, chosen: Settings | None = None) -> str:
    """What is said of a file that cannot be installed; nothing on this machine is any other afterwards."""
    before = tree(paths.user_packs().parent.parent)
    with pytest.raises(KpError) as caught:
        installing.install(path, chosen or settings())
    assert tree(paths.user_packs().parent.parent) == before
    said = str(caught.value)
    assert len(said.splitlines()) == 1
    return said


BAD: list[tuple[str, bytes, str]] = [
    ("en/deep.md", packing.leaflet(body=">" * 20_000 + " deep"), "/en/deep.md:12: error: lists or quotes"),
    ("en/deep.md", packing.leaflet(body="- " * 20_000 + "deep"), "/en/deep.md:12: error: lists or quotes"),
    (
        "en/gone.md",
        packing.leaflet(body="![It](gone.png)"),
        "/en/gone.md:12: error: picture gone.png cannot",
    ),
    ("en/bad.md", packing.leaflet(body="![It](../../../etc/x.png)"), "is outside the pack"),
    ("en/bare.md", packing.leaflet(body="![](brain.png)"), "has no description"),
    ("en/huge.md", b"x" * 10_000_000, "/en/huge.md: error: is 10,000,000 bytes"),
]


@pytest.mark.parametrize(("name", "content", "said"), BAD)
@pytest.mark.parametrize("is_first", [True, False], ids=["as the first pack", "over another"])
def test_a_pack_that_cannot_be_shown_is_refused_and_leaves_nothing(
    is_first: bool, name: str, content: bytes, said: str, make: Make
) -> None:
    if not is_first:
        installing.install(make("1"), settings())
    library.load(installed.folders(settings())[1:]).close()
    path = make("2", **{name: content})
    answer = refused(path)
    assert answer.startswith(str(path))
    assert said in answer
    if not is_first:
        assert title(settings()) == "Sleep"


def test_links_to_other_packs_are_no_hindrance(make: Make) -> None:
    installing.install(make(**{"en/rest.md": packing.leaflet(body="See [it](elsewhere.md).")}), settings())
    assert shown(settings()).read("rest", "en").html == "<p>See it.</p>"


@pytest.mark.parametrize("stage", ["verify", "unpack", "compile"])
def test_it_may_be_given_up_at_any_stage(stage: str, make: Make) -> None:
    library.load().close()
    before = tree(paths.user_packs().parent.parent)
    stages = []

    def stop(now: str, done: int, total: int) -> None:
        stages.append(now)
        if now == stage and done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        installing.install(make(), settings(), progress=stop)
    assert tree(paths.user_packs().parent.parent) == before
    assert stages[-1] == stage


def test_it_may_be_given_up_while_another_program_compiles(make: Make) -> None:
    library.load().close()
    before = tree(paths.user_packs().parent.parent)
    shelf = Shelf(installed.folders(settings()))

    def stop(now: str, done: int, total: int) -> None:
        if now == "wait":
            raise KeyboardInterrupt

    with shelf.alone(lambda: None), pytest.raises(KeyboardInterrupt):
        installing.install(make(), settings(), progress=stop)
    assert tree(paths.user_packs().parent.parent) == before


def test_all_stages_are_told_to_the_end(make: Make) -> None:
    told: dict[str, tuple[int, int]] = {}
    installing.install(make(), settings(), progress=lambda stage, *rest: told.update({stage: rest}))
    assert list(told) == ["verify", "unpack", "compile"]
    assert all(done == total for done, total in told.values())


def test_a_disk_that_is_full_changes_nothing(make: Make, tmp_path: Path) -> None:
    folder = tmp_path / "XDG_DATA_HOME"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount")
    try:
        installing.install(make("1"), settings())
        before = tree(folder)
        path = make("2", **{"en/big.md": packing.leaflet(body="word " * 10_000)})
        with pytest.raises(MachineError, match=r"cannot be written \(No space left on device\)"):
            installing.install(path, settings())
        assert tree(folder) == before
        assert title(settings()) == "Sleep"
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_folder_where_nothing_can_be_written_is_the_machines_fault(make: Make) -> None:
    paths.user_packs().parent.parent.write_text("a file where the folder should be")
    with pytest.raises(MachineError, match="packs cannot be written"):
        installing.install(make(), settings())


def test_a_cache_that_cannot_be_written_is_no_hindrance(make: Make) -> None:
    paths.cache().parent.parent.mkdir(parents=True)
    paths.cache().parent.write_text("a file where the folder should be")
    installing.install(make(), settings())
    assert title(settings()) == "Sleep"


def test_a_machine_without_room_to_compile_keeps_what_it_shows(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installing.install(make(), settings())
    before = tree(paths.user_packs())
    shutil.rmtree(paths.cache())
    paths.cache().write_text("a file where the folder should be")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(MachineError, match="cannot be written"):
        installing.roll_back("riverside", settings())
    assert tree(paths.user_packs()) == before


def test_what_killed_programs_left_is_removed(make: Make) -> None:
    installing.install(make(), settings())
    before = tree(paths.user_packs())
    for name in (".new-x/new/en/a.md", "riverside/0123/en/a.md", "other/0123/en/a.md"):
        path = paths.user_packs() / name
        path.parent.mkdir(parents=True)
        path.write_text("x")
    (paths.user_packs() / ".kpviewer-1.part").write_text("x")
    (paths.cache() / ".new-x").mkdir()
    installing.install(make(), settings())
    assert tree(paths.user_packs()) == before
    assert not list(paths.cache().glob(".new-*"))


def test_an_index_that_is_damaged_is_named(make: Make) -> None:
    installing.install(make(), settings())
    for noise in ("riverside\n", "riverside a - b - c\n", "\xff\x00"):
        (paths.user_packs() / "index").write_bytes(noise.encode("latin-1"))
        with pytest.raises(
            MachineError, match=r"is damaged .*: remove that file and install the packs again"
        ):
            installed.folders(settings())


def test_a_version_that_vanished_is_installed_again(make: Make) -> None:
    for version in ("2", "3"):
        installing.install(make(version), settings())
    for root in (paths.user_packs() / "riverside").iterdir():
        shutil.rmtree(root)
    with pytest.raises(MachineError, match="is gone"):
        installing.roll_back("riverside", settings())
    assert installing.packs(settings())[0].leaflets == 0
    assert installing.plan(make("3"), settings()).objection is None
    installing.install(make("3"), settings())
    assert title(settings()) == "Sleep"


def _install(path: Path, environment: dict[str, str]) -> None:
    os.environ.update(environment)
    installing.install(path, Settings())


def test_two_programs_install_one_after_the_other(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name.startswith("XDG_")}
    running = []
    for name in ("hillside", "lakeside", "riverside"):
        content = packing.files() | {
            "pack.toml": packing.MANIFEST.format("1").replace("riverside", name).encode()
        }
        (tmp_path / f"{name}.kpack").write_bytes(packing.pack(content))
        context = multiprocessing.get_context("spawn")
        running.append(context.Process(target=_install, args=(tmp_path / f"{name}.kpack", environment)))
    for one in running:
        one.start()
    for one in running:
        one.join()
    assert [one.exitcode for one in running] == [0, 0, 0]
    assert list(installed.read(paths.user_packs())) == ["hillside", "lakeside", "riverside"]
    assert PIXEL  # each has its picture
