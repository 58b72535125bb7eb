"""`kpviewer pack …`."""

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kpviewer import archive, cli, console, installed, kpack, library, paths
from kpviewer.settings import Settings
from tests import packing
from tests.conftest import Key

Capture = pytest.CaptureFixture[str]
MakeKey = Callable[..., Key]


def run(capsys: Capture, *words: object) -> tuple[int, str, str]:
    code = cli.main(["pack", *map(str, words)])
    said = capsys.readouterr()
    return code, said.out, said.err


pytestmark = pytest.mark.usefixtures("little_bundled")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return packing.write(tmp_path / "riverside", packing.files())


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "riverside.kpack"


def trusting(tmp_path: Path, *keys: Key) -> list[object]:
    """Options under which these keys are trusted."""
    (tmp_path / "s.toml").write_text(f"[content]\ntrusted_keys = {[key.public for key in keys]}")
    return ["--settings", tmp_path / "s.toml"]


def test_a_new_pack_is_whole_and_can_be_built(capsys: Capture, tmp_path: Path, target: Path) -> None:
    folder = tmp_path / "ours"
    code, out, _ = run(capsys, "new", folder)
    assert (code, str(folder / "pack.toml") in out) == (0, True)
    assert {path.name for path in folder.rglob("*.md")} == {"visiting-us.md"}
    assert run(capsys, "build", folder, "-o", target)[0] == 0
    assert "our-clinic" in run(capsys, "verify", target)[1]


def test_a_new_pack_takes_no_place_of_another(capsys: Capture, root: Path) -> None:
    for taken in (root, root / "pack.toml"):
        code, _, err = run(capsys, "new", taken)
        assert (code, err) == (
            2,
            f"kpviewer: {taken} is not empty; name a folder that is, or one that is not there yet\n",
        )
    (root.parent / "empty").mkdir()
    assert run(capsys, "new", root.parent / "empty")[0] == 0


def test_a_new_pack_where_nothing_can_be_written_is_exit_3(capsys: Capture) -> None:
    code, _, err = run(capsys, "new", "/proc/nowhere")
    assert code == 3
    assert err.startswith("kpviewer: /proc/nowhere cannot be written")


def test_what_is_built_is_described(capsys: Capture, root: Path, target: Path) -> None:
    (root / "notes.txt").write_text("x")
    code, out, err = run(capsys, "build", root, "-o", target)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "left out: notes.txt",
        f"{target}: riverside 2, Sheets, from Riverside: 1 leaflet in en; not signed",
    ]


def test_a_pack_with_an_error_is_not_built(capsys: Capture, root: Path, target: Path) -> None:
    (root / "en" / "brain.png").unlink()
    code, out, _ = run(capsys, "build", root, "-o", target)
    assert code == 1
    assert f"{root}/en/sleep.md:12: error: picture brain.png cannot be read" in out
    assert out.splitlines()[-1] == "nothing was built: 1 error"
    assert not target.exists()


def test_a_pack_that_would_be_refused_where_it_is_installed_is_not_built(
    capsys: Capture, root: Path, target: Path
) -> None:
    (root / "en" / "sleep.md").write_bytes(packing.leaflet(body="![" * 10_000))
    code, out, _ = run(capsys, "build", root, "-o", target)
    assert code == 1
    assert "would take too long to show" in out
    assert not target.exists()


def test_a_built_pack_may_lead_to_bundled_leaflets(capsys: Capture, root: Path, target: Path) -> None:
    (root / "en" / "rest.md").write_bytes(packing.leaflet("Rest", "See [help](get-help.md)."))
    assert run(capsys, "build", root, "-o", target)[0] == 0


def test_a_pack_is_signed_and_its_comment_names_it(
    capsys: Capture, root: Path, target: Path, tmp_path: Path, make_key: MakeKey
) -> None:
    key = make_key()
    assert run(capsys, "build", root, "-o", target, "--key", key.secret)[0] == 0
    members = dict(archive.read(io.BytesIO(target.read_bytes())))
    assert b"trusted comment: riverside 2\n" in members[kpack.SIGNATURE]
    code, out, _ = run(capsys, "verify", target, *trusting(tmp_path, key))
    assert code == 0
    assert "signed by key" in out
    assert "not among" not in out


def test_the_password_of_a_key_is_a_line_of_standard_input(
    capsys: Capture, root: Path, target: Path, make_key: MakeKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = make_key(password="word")
    for said, code in (("wrong\n", 2), ("word\n", 0)):
        monkeypatch.setattr("sys.stdin", io.StringIO(said))
        assert run(capsys, "build", root, "-o", target, "--key", key.secret)[0] == code
        assert target.exists() == (code == 0)


@pytest.mark.skipif(not shutil.which("minisign"), reason="minisign is not installed")
def test_a_pack_is_signed_afterwards_by_minisign_itself(
    capsys: Capture, root: Path, target: Path, tmp_path: Path, make_key: MakeKey
) -> None:
    key = make_key()
    run(capsys, "build", root, "-o", target)
    sums = tmp_path / "SHA256SUMS"
    sums.write_bytes(dict(archive.read(io.BytesIO(target.read_bytes())))["SHA256SUMS"])
    subprocess.run(["minisign", "-S", "-s", key.secret, "-m", sums], check=True, capture_output=True)
    signed = ["--signature", f"{sums}.minisig", *trusting(tmp_path, key)]
    code, out, _ = run(capsys, "build", root, "-o", target, *signed)
    assert (code, "signed by key" in out) == (0, True)
    assert run(capsys, "verify", target, *trusting(tmp_path, key))[0] == 0
    (root / "en" / "sleep.md").write_bytes(packing.leaflet("Sleep well"))
    code, _, err = run(capsys, "build", root, "-o", target, *signed)
    assert code == 1
    assert "is not what key" in err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 2, "kpviewer pack takes one of: new, build, verify, install, list, rollback"),
        (["unpack"], 2, "kpviewer pack takes one of: new, build, verify, install, list, rollback"),
        (["build", "{root}"], 2, "-o/--output"),
        (["build", "{root}", "-o", "x.zip"], 2, "x.zip: name a file that ends in .kpack"),
        (["build", "{root}", "-o", "/proc/nowhere/x.kpack"], 3, "/proc/nowhere/x.kpack cannot be written"),
        (["build", "{root}", "-o", "x.kpack", "--key", "/nowhere"], 3, "/nowhere cannot be read"),
        (["build", "{root}", "-o", "x.kpack", "--signature", "/nowhere"], 3, "/nowhere cannot be read"),
        (
            ["build", "{root}", "-o", "x.kpack", "--signature", "{root}/pack.toml"],
            2,
            "minisign did not make",
        ),
        (["verify", "/nowhere.kpack"], 3, "/nowhere.kpack cannot be read"),
        (["verify", "{root}/pack.toml"], 1, "pack.toml: error: is not a pack of kpviewer"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    words: list[str], code: int, said: str, capsys: Capture, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root.parent)
    found, out, err = run(capsys, *(word.format(root=root) for word in words))
    assert (found, out, len(err.splitlines())) == (code, "", 1)
    assert said in err
    assert sorted(path.name for path in root.parent.glob("*.kpack")) == []


def test_packs_are_installed_listed_and_taken_back(capsys: Capture, root: Path, target: Path) -> None:
    assert run(capsys, "list") == (0, "no pack is installed\n", "")
    assert json.loads(run(capsys, "list", "--json")[1]) == []
    run(capsys, "build", root, "-o", target)
    said = "riverside 2: 1 leaflet, for this user, not signed by a trusted key\n"
    assert run(capsys, "install", target) == (0, said, "")
    assert run(capsys, "install", target) == (0, f"installed already: {said}", "")
    assert run(capsys, "list") == (0, said, "")
    (root / "pack.toml").write_text(packing.MANIFEST.format("3"))
    run(capsys, "build", root, "-o", target)
    newer = json.loads(run(capsys, "install", target, "--json")[1])
    assert (newer["version"], newer["before"]) == ("3", "2")
    assert run(capsys, "rollback", "riverside")[1].startswith("riverside 2; 3 before: ")
    [listed] = json.loads(run(capsys, "list", "--json")[1])
    assert (listed["version"], listed["before"], listed["place"]) == ("2", "3", "user")
    assert "sleep" in [
        entry.slug for entry in library.load(installed.folders(Settings())[1:]).leaflets("en")
    ]


def test_verify_says_what_a_file_would_change(capsys: Capture, root: Path, target: Path) -> None:
    run(capsys, "build", root, "-o", target)
    code, out, _ = run(capsys, "verify", target)
    assert code == 0
    assert out.splitlines()[1:] == [
        "added    en/brain.png",
        f"added    {'en/sleep.md':40} Sleep",
        "none of its name is installed",
    ]
    run(capsys, "install", target)
    (root / "pack.toml").write_text(packing.MANIFEST.format("1"))
    run(capsys, "build", root, "-o", target)
    told = json.loads(run(capsys, "verify", target, "--json")[1])
    assert (told["version"], told["installed"], told["changes"]) == ("1", "2", [])
    assert "riverside 1 is older than riverside 2" in told["objection"]
    code, out, err = run(capsys, "install", target)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert "it would not be installed" in run(capsys, "verify", target)[1]
    assert run(capsys, "install", target, "--older")[0] == 0


def test_what_the_window_and_the_commands_show_is_installed_too(
    capsys: Capture, root: Path, target: Path
) -> None:
    run(capsys, "build", root, "-o", target)
    run(capsys, "install", target)
    assert cli.main(["list"]) == 0
    assert "sleep                            Sleep  [riverside]" in capsys.readouterr().out


def test_folders_are_ignored_where_a_signature_is_required(
    capsys: Capture, root: Path, tmp_path: Path
) -> None:
    (tmp_path / "policy.toml").write_text("[content]\nrequire_signature = true")
    assert cli.main(["list", "--packs", str(root), "--policy", str(tmp_path / "policy.toml")]) == 0
    said = capsys.readouterr()
    assert "sleep" not in said.out
    assert said.err == f"kpviewer: ignored: {root}: content.require_signature is set\n"


def test_a_damaged_index_is_said_and_the_rest_is_shown(capsys: Capture) -> None:
    paths.user_packs().mkdir(parents=True)
    (paths.user_packs() / "index").write_text("noise")
    assert cli.main(["list"]) == 0
    said = capsys.readouterr()
    assert "get-help" in said.out
    assert "index is damaged" in said.err
    assert run(capsys, "list")[0] == 3


def test_progress_is_shown_stage_by_stage_where_somebody_looks_on(
    capsys: Capture, root: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "build", root, "-o", target)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(console, "_LONG_SECONDS", 0)
    monkeypatch.setattr(console, "_OFTEN_SECONDS", 0)
    err = run(capsys, "install", target)[2]
    assert "\r1 of 3 files\r2 of 3 files\r3 of 3 files\r" in err
    assert re.search(r"\r1 of \d leaflets?\r", err)


def test_the_template_has_no_fault(tmp_path: Path) -> None:
    from kpviewer import check

    problems = check.check([paths.pack_template()], [paths.bundled_pack()])
    assert {problem.rule for problem in problems} <= {"unsigned"}
