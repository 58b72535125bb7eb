"""Packs in one file: built, proved, unpacked."""

import io
import shutil
import stat
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kpviewer import archive, kpack, signature
from kpviewer.errors import ContentError, MachineError
from kpviewer.signature import Trust
from tests import packing
from tests.conftest import Key
from tests.test_render import PIXEL

MakeKey = Callable[..., Key]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a pack, with what belongs to no pack beside it."""
    more = {"README.md": b"x", "notes.txt": b"x", "en/brain.svg": b"<svg/>", ".git/en/x.md": b"x"}
    return packing.write(tmp_path / "riverside", packing.files(more=more))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "riverside.kpack"


def verify(content: bytes, target: Path, *keys: str) -> kpack.Kpack:
    target.write_bytes(content)
    return kpack.verify(target, Trust(keys))


def refused(content: bytes, target: Path, *keys: str) -> str:
    target.write_bytes(content)
    with pytest.raises(ContentError) as caught:
        kpack.verify(target, Trust(keys))
    said = str(caught.value)
    assert len(said.splitlines()) == 1
    assert said.startswith(str(target))
    return said.removeprefix(str(target))


def test_what_is_built_is_proved(root: Path, target: Path) -> None:
    built = kpack.build(root, target)
    proved = kpack.verify(target, Trust())
    assert built == proved
    assert (proved.manifest.name, proved.manifest.version) == ("riverside", "2")
    assert dict(proved.titles) == {"en/sleep.md": "Sleep"}
    assert list(proved.sums) == ["pack.toml", "en/brain.png", "en/sleep.md"]
    assert str(proved.signer) == "not signed"


def test_the_same_pack_is_the_same_bytes_wherever_and_whenever_it_is_built(
    root: Path, target: Path, make_key: MakeKey
) -> None:
    other = shutil.copytree(root, root.parent / "elsewhere")
    (other / "en" / "sleep.md").touch()
    secret = make_key().secret
    for folder, file in ((root, target), (other, target.with_name("other.kpack"))):
        kpack.build(folder, file, lambda sums, comment: signature.sign(sums, secret, comment, str))
    assert target.read_bytes() == target.with_name("other.kpack").read_bytes()


def test_other_tools_prove_it(root: Path, target: Path, tmp_path: Path) -> None:
    kpack.build(root, target)
    with zipfile.ZipFile(target) as zipped:
        zipped.extractall(tmp_path / "out")
    subprocess.run(["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=tmp_path / "out", check=True)


def test_what_belongs_to_no_pack_is_left_out(root: Path) -> None:
    taken, left = kpack.members(root)
    assert taken == ["pack.toml", "en/brain.png", "en/sleep.md"]
    assert left == ["README.md", "en/brain.svg", "notes.txt"]


def test_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(PIXEL)
    (root / "en" / "link.png").symlink_to(tmp_path / "secret")
    with pytest.raises(ContentError, match=r"link\.png: error: is a link; put the file itself there"):
        kpack.members(root)


def test_a_name_that_means_nothing_elsewhere_is_refused(root: Path) -> None:
    (root / "en" / "what?.png").write_bytes(PIXEL)
    with pytest.raises(ContentError, match="rename it"):
        kpack.members(root)


def test_names_that_are_one_elsewhere_are_refused_and_nothing_is_written(root: Path, target: Path) -> None:
    (root / "en" / "BRAIN.png").write_bytes(PIXEL)
    with pytest.raises(ContentError, match="differs from another only in capital letters"):
        kpack.build(root, target)
    assert not list(target.parent.glob("*kpack*"))


def test_a_signed_pack_names_who_signed(root: Path, target: Path, make_key: MakeKey) -> None:
    key = make_key()
    content = packing.pack(packing.files(), key)
    assert verify(content, target, key.public).signer.is_trusted
    assert not verify(content, target).signer.is_trusted


def test_the_right_file_with_the_wrong_key_is_refused(target: Path, make_key: MakeKey) -> None:
    said = refused(packing.pack(packing.files(), make_key("a")), target, make_key("b").public)
    assert "which is not among content.trusted_keys" in said


def test_no_byte_of_a_signed_pack_can_change(target: Path, make_key: MakeKey) -> None:
    key = make_key()
    whole = packing.pack(packing.files(), key)
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        refused(bytes(changed), target, key.public)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"pack.toml": b"name = "}, "/pack.toml:1: error: is not valid TOML"),
        ({"pack.toml": b"x = " + b"[" * 9000}, "/pack.toml:1: error: is not valid TOML"),
        ({"pack.toml": b"#" * 300_000}, "/pack.toml: error: is 300,000 bytes"),
        ({"pack.toml": b""}, "/pack.toml:1: error: needs a name"),
        ({"pack.toml": b"name = 'kpviewer'"}, "cannot be named kpviewer"),
        ({"pack.toml": b"name = 'riverside'"}, "needs a version"),
        ({"pack.toml": b"name = 'riverside'\nversion = '2'"}, "needs a publisher"),
        ({"pack.toml": b"name = 'r'\nversion = '2'\npublisher = 'R'"}, "languages = ['en']"),
        ({"es/sleep.md": packing.leaflet()}, "languages = ['en', 'es']"),
        ({"en/sleep.md": b"Words."}, "/en/sleep.md:1: error: must start with a line +++"),
        (
            {"en/sleep.md": b"+++\n" + b"#" * 10_000_000 + b"\n+++\n"},
            "/en/sleep.md: error: is 10,000,009 bytes",
        ),
        ({"en/sleep.md": b"+++\n" + b"#" * 900_000 + b"\n+++\n"}, "front matter has 900,000 letters"),
        ({"en/sleep.md": b"+++\ntitle = 'T'\nx = " + b"[" * 9000 + b"\n+++\n"}, "nested too deeply"),
        ({"en/sleep.md": b"+++\ntitle = '\xff'\n+++\n"}, "/en/sleep.md:2: error: is not UTF-8"),
        ({"en/brain.png": b"<svg/>"}, "/en/brain.png: error: is no PNG whatever its name says"),
        ({"en/brain.jpg": PIXEL}, "/en/brain.jpg: error: is no JPEG whatever its name says"),
        ({"en/brain.png": PIXEL + bytes(2_000_000)}, "/en/brain.png: error: has 2,000,0"),
        (
            {"en/brain.png": PIXEL.replace(PIXEL[16:24], (30_000).to_bytes(4, "big") * 2)},
            "/en/brain.png: error: has 30,000 × 30,000 pixels",
        ),
        ({"en/brain.svg": b"<svg/>"}, "has a file named 'en/brain.svg'; a pack holds leaflets"),
        ({"en/brain.md.exe": b"MZ"}, "has a file named 'en/brain.md.exe'"),
        ({"en/Nap.md": packing.leaflet()}, "has a file named 'en/Nap.md'"),
        ({"english/sleep.md": packing.leaflet()}, "has a file named 'english/sleep.md'"),
        ({"sleep.md": packing.leaflet()}, "has a file named 'sleep.md'"),
    ],
)
def test_a_pack_that_is_none_is_refused_in_one_line(
    content: dict[str, bytes], said: str, target: Path
) -> None:
    assert said in refused(packing.pack(packing.files() | content), target)


def test_a_pack_without_leaflets_is_refused(target: Path) -> None:
    content = packing.files()
    del content["en/sleep.md"]
    assert "has no leaflets beside it" in refused(packing.pack(content), target)


GOOD = packing.files()
SUMS = packing.sums(GOOD)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "has no pack.toml"),
        (b"\xff", "has SHA256SUMS that are no text"),
        (SUMS[:-1], "that sha256sum did not make"),
        (SUMS.replace(b"  ", b" "), "that sha256sum did not make"),
        (SUMS.replace(b"\n", b"\r\n"), "has a file named"),
        (SUMS + SUMS, "that sha256sum did not make"),
        (SUMS + b"0" * 64 + b"  en/twin.png\n", "en/twin.png is not what it was"),
        (SUMS + b"0" * 64 + b"  pack.toml\n", "that sha256sum did not make"),
        (b"".join(sorted(SUMS.splitlines(keepends=True), reverse=True)), "in another order"),
        (packing.sums({"pack.toml": GOOD["pack.toml"]}), "has files that SHA256SUMS does not name"),
        (packing.sums(GOOD | {"en/brain.png": b"x"}), "is not what it was when the pack was built"),
    ],
)
def test_sums_that_are_wrong_are_refused(text: bytes, said: str, target: Path) -> None:
    assert said in refused(packing.pack(GOOD, text=text), target)


def test_a_zip_without_sums_is_no_pack(target: Path, tmp_path: Path) -> None:
    file = io.BytesIO()
    archive.write(file, GOOD.items())
    assert "is not a pack of kpviewer; kpviewer pack build makes one" in refused(file.getvalue(), target)


def test_an_empty_signature_is_no_signature(target: Path) -> None:
    file = io.BytesIO()
    members = [(kpack.SUMS, SUMS), (kpack.SIGNATURE, b""), *GOOD.items()]
    archive.write(file, members)
    assert "has a signature that minisign did not make" in refused(file.getvalue(), target)


def test_a_file_that_is_not_there_is_the_machines_fault(tmp_path: Path) -> None:
    for path in (tmp_path / "none.kpack", tmp_path):
        with pytest.raises(MachineError, match="cannot be read"):
            kpack.verify(path, Trust())


def test_it_is_unpacked_for_everyone_to_read(target: Path, tmp_path: Path, make_key: MakeKey) -> None:
    key = make_key()
    proved = verify(packing.pack(packing.files(more={"a/b/c.png": PIXEL}), key), target, key.public)
    told: list[tuple[int, int]] = []
    out = tmp_path / "out"
    out.mkdir(0o700)
    kpack.unpack(proved, out, Trust((key.public,)), lambda done, total: told.append((done, total)))
    assert {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} == {
        *proved.sums,
        "SHA256SUMS",
        "SHA256SUMS.minisig",
    }
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [out, *out.rglob("*")]}
    assert modes == {0o755, 0o644}
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_stick_that_tells_another_story_the_second_time_is_refused(target: Path, tmp_path: Path) -> None:
    proved = verify(packing.pack(packing.files()), target)
    target.write_bytes(packing.pack(packing.files(version="3")))
    (tmp_path / "out").mkdir()
    with pytest.raises(ContentError, match="changed while it was read"):
        kpack.unpack(proved, tmp_path / "out", Trust())


def test_progress_is_told_and_may_end_the_work(target: Path) -> None:
    target.write_bytes(packing.pack(packing.files()))
    told: list[int] = []

    def stop(done: int, total: int) -> None:
        told.append(done)
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kpack.verify(target, Trust(), stop)
    assert told == [1, 2]
