"""What the doctor finds, on this machine and on broken ones."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from kpviewer import installing, library, paths, signature
from kpviewer.settings import Settings
from tests import packing
from tests.conftest import Key

ROOT = Path(__file__).parent.parent


def run(*words: str, **environment: str) -> tuple[int, dict[str, dict[str, str]]]:
    """Exit code, and the worst finding for each subject."""
    done = subprocess.run(
        [sys.executable, "-m", "kpviewer", "doctor", "--json", *words],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert not done.stderr, done.stderr
    worst: dict[str, dict[str, str]] = {}
    for finding in json.loads(done.stdout):
        assert list(finding) == ["subject", "state", "words", "advice"]
        rank = ("ok", "attention", "broken").index
        last = worst.setdefault(finding["subject"], finding)
        worst[finding["subject"]] = max(last, finding, key=lambda one: rank(one["state"]))
    return done.returncode, worst


def test_a_machine_that_works_is_told_so_line_by_line() -> None:
    library.load().close()
    command = [sys.executable, "-m", "kpviewer", "doctor"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert {line.split()[1] for line in lines} >= {
        "versions",
        "Qt",
        "fonts",
        "keys",
        "packs",
        "store",
        "voices",
    }
    assert "ok         store      whole and current (11 in en, 11 in es)" in lines


def test_no_finding_names_the_home_of_whoever_asks(tmp_path: Path) -> None:
    home = tmp_path / "maria"
    home.mkdir()
    environment = dict.fromkeys(("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), "")
    _, found = run(HOME=str(home), **environment)
    assert "maria" not in json.dumps(found)
    assert "~/.config/kpviewer/settings.toml" in found["settings"]["words"]


def test_a_bad_policy_is_broken_and_the_rest_is_examined(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("[print]\npaper = 'a3'\n")
    code, found = run("--policy", str(policy))
    assert code == 3
    assert found["policy"]["state"] == "broken"
    assert f"{policy}:2: print.paper cannot be 'a3'" in found["policy"]["words"]
    assert found["packs"]["state"] == "ok"


def test_a_missing_screen_needs_attention_and_a_dead_one_is_broken() -> None:
    _, found = run(QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    assert (found["screens"]["state"], found["screens"]["words"]) == ("attention", "there is no display")
    code, found = run(QT_QPA_PLATFORM="", DISPLAY=":987", WAYLAND_DISPLAY="")
    assert (code, found["screens"]["state"]) == (3, "broken")
    assert found["screens"]["words"] == "the display ':987' does not answer"


def test_a_machine_without_fonts_is_told(tmp_path: Path) -> None:
    library.load().close()
    fonts = tmp_path / "fonts.conf"
    fonts.write_text("<fontconfig></fontconfig>")
    code, found = run(FONTCONFIG_FILE=str(fonts))
    assert (code, found["fonts"]["state"]) == (3, "broken")
    assert found["fonts"]["advice"] == "apt-get install fonts-noto-core"


def test_a_printer_that_is_not_there_is_broken(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("[print]\nprinter = 'gone'\n")
    _, found = run("--settings", str(settings), CUPS_SERVER="127.0.0.1:9")
    assert found["printers"]["state"] in ("attention", "broken")
    assert found["printers"]["advice"]


def test_a_store_that_is_missing_or_damaged_needs_attention() -> None:
    _, found = run()
    assert found["store"]["words"].startswith("no store in")
    library.load().close()
    [store] = paths.cache().glob("*.sqlite")
    store.write_bytes(store.read_bytes()[:-1])
    _, found = run()
    assert found["store"]["state"] == "attention"


def test_a_pack_that_cannot_be_loaded_needs_attention(tmp_path: Path) -> None:
    _, found = run("--packs", str(tmp_path / "gone"))
    assert found["packs"]["state"] == "attention"
    assert "is not a folder" in found["packs"]["words"]


def test_it_says_who_signed_what_is_shown_and_what_is_kept_out_of_sight(
    tmp_path: Path, make_key: Callable[..., Key]
) -> None:
    key, policy = make_key(), tmp_path / "policy.toml"
    chosen = Settings()
    chosen.put({"content.trusted_keys": [key.public]}, "policy")
    for name, signer in (("riverside", key), ("hillside", None)):
        manifest = packing.MANIFEST.format(1).replace("riverside", name).encode()
        slug = f"en/{name}.md"
        content = {"pack.toml": manifest, slug: packing.leaflet()}
        file = tmp_path / f"{name}.kpack"
        file.write_bytes(packing.pack(content, signer))
        installing.install(file, chosen)
    policy.write_text(f"[content]\nrequire_signature = true\ntrusted_keys = ['{key.public}']\n")
    done = subprocess.run(
        [sys.executable, "-m", "kpviewer", "doctor", "--policy", str(policy)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    number = signature.number(key.public)
    assert f"keys       trusted: {number}" in done.stdout
    assert f"packs      Sheets 1: 1 leaflet, signed by key {number}" in done.stdout
    assert "attention  packs      hillside is installed, but something keeps it out of sight" in done.stdout


def test_a_policy_that_asks_for_signatures_without_a_key_needs_attention(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("[content]\nrequire_signature = true\n")
    _, found = run("--policy", str(policy))
    assert found["keys"]["state"] == "attention"
