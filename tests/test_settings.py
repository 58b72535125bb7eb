from pathlib import Path

import pytest

from kpviewer import paths, settings
from kpviewer.errors import MachineError

PRESETS = """# What we hand out
[handout.presets]
"First visit" = [
    "ketamine-psychotherapy", "what-to-expect",
]
"""


def test_without_files_every_key_has_its_default() -> None:
    loaded = settings.load()
    assert loaded["print.paper"] == "letter"
    assert {loaded.origin(key.name) for key in settings.KEYS} == {"default"}


def test_the_policy_wins_over_the_settings(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('[print]\npaper = "a4"\nlarge_print = true\n')
    (tmp_path / "policy.toml").write_text('[print]\npaper = "letter"\n')
    loaded = settings.load(tmp_path / "settings.toml", tmp_path / "policy.toml")
    assert (loaded["print.paper"], loaded.origin("print.paper")) == ("letter", "policy")
    assert (loaded["print.large_print"], loaded.origin("print.large_print")) == (True, "settings")


def test_files_in_their_usual_places_are_found() -> None:
    paths.settings_file().parent.mkdir(parents=True)
    paths.settings_file().write_text('[clinic]\nname = "Riverside"\n')
    assert settings.load()["clinic.name"] == "Riverside"


def test_a_clinic_names_leaflets_that_it_hands_out_together(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(PRESETS)
    presets = settings.load(path)["handout.presets"]
    assert presets == {"First visit": ["ketamine-psychotherapy", "what-to-expect"]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[print]\n\npaper = "a3"', r":3: print\.paper cannot be 'a3': it takes letter \| a4"),
        ("[display]\ntext_size = 99", r":2: display\.text_size cannot be 99"),
        ("[display]\ntext_size = true", r"cannot be True"),
        ("[print]\nlarge_print = 1", r"large_print cannot be 1: it takes true \| false"),
        ('[content]\npacks = "x"', r"packs cannot be 'x': it takes list of folders"),
        ("[clinic]\nnam = 'x'", r":2: clinic\.nam is not a key"),
        ("name = 'x'", r":1: name is not a key"),
        ("print.paper = 4", r":1: print\.paper cannot be 4"),
        ("[print]\n[print.paper]\nx = 4", r":3: print\.paper\.x cannot be 4"),
        ("[print.paper]", r":1: print\.paper cannot be \{\}"),
        (PRESETS + "other = 3", r":6: handout\.presets\.other cannot be 3: it takes names, each"),
        (PRESETS + '"a = b" = [1]', r":2: handout\.presets\.a = b cannot be \[1\]"),
        (PRESETS + "none = []", r":6: handout\.presets\.none cannot be \[\]"),
        (PRESETS + '" " = ["ptsd"]', r":6: handout\.presets\.  cannot be \['ptsd'\]"),
        ('[handout]\npresets = ["ptsd"]', r":2: handout\.presets cannot be \['ptsd'\]"),
        ("[clinic]\nname = ", r"is not valid TOML"),
    ],
)
def test_a_bad_file_is_named_with_line_and_key(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(text)
    with pytest.raises(MachineError, match=words):
        settings.read(path)


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(b"\xff")
    with pytest.raises(MachineError, match="cannot be read"):
        settings.read(path)


def test_a_bad_settings_file_is_ignored_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("[clinic]\nname = 3")
    loaded = settings.load(tmp_path / "settings.toml")
    assert loaded["clinic.name"] == ""
    assert "clinic.name cannot be 3" in loaded.complaint


def test_a_bad_policy_stops_the_program(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text("[clinic]\nname = 3")
    with pytest.raises(MachineError):
        settings.load(policy=tmp_path / "policy.toml")


def test_a_named_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="is not there"):
        settings.load(tmp_path / "none.toml")
