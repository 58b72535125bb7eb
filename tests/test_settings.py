import re
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
        ("[kiosk]\nwarn_seconds = 19", r":2: kiosk\.warn_seconds cannot be 19: it takes 20 to 300"),
        ("[kiosk]\nidle_seconds = 60.0", r"idle_seconds cannot be 60\.0"),
        ("[kiosk]\nwatchdog = 30", r"watchdog cannot be 30: it takes true \| false"),
        ("[print]\nmax_pages_per_visit = 0", r"max_pages_per_visit cannot be 0"),
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


def test_a_pin_that_is_not_hashed_is_refused_and_not_repeated(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text('[kiosk]\nexit_pin = "274951"')
    with pytest.raises(MachineError, match=r":2: kiosk\.exit_pin cannot be that") as refused:
        settings.read(path)
    assert "274951" not in str(refused.value)


def test_a_policy_that_cannot_be_read_does_not_count_as_none(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    for name in ("folder", "lost", "x" * 300):
        with pytest.raises(MachineError, match="cannot be read"):
            settings.load(policy=tmp_path / name)


def test_settings_that_cannot_be_read_are_ignored_like_bad_ones() -> None:
    paths.settings_file().mkdir(parents=True)
    assert "cannot be read" in settings.load().complaint


def test_a_folder_that_is_a_file_has_no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(paths, "policy_file", lambda: tmp_path / "file" / "policy.toml")
    assert settings.load().origin("print.paper") == "default"


def test_all_that_is_wrong_with_a_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text('[print]\npaper = "a3"\nlarge_print = true\n[kios]\nx = 1')
    values, problems = settings.examine(path)
    assert values == {"print.large_print": True}
    assert [str(problem).split(": ")[0] for problem in problems] == [f"{path}:2", f"{path}:5"]


def test_a_kiosk_without_a_pin_is_doubted() -> None:
    [doubt] = settings.doubts({"kiosk.idle_seconds": 60})
    assert doubt.startswith("kiosk.exit_pin is not set")
    assert settings.doubts({"kiosk.exit_pin": "x", "kiosk.idle_seconds": 60}) == []
    assert settings.doubts({"print.paper": "a4"}) == []


def test_a_usual_language_that_cannot_be_chosen_is_doubted() -> None:
    [doubt] = settings.doubts({"content.languages": ["es"]})
    assert doubt == "content.default_language: en is none of content.languages"
    assert settings.doubts({"content.languages": ["es"], "content.default_language": "es"}) == []


def test_folders_and_pictures_that_are_not_there_are_doubted(tmp_path: Path) -> None:
    values = {"content.packs": [str(tmp_path), "/nowhere"], "clinic.logo": "/nowhere.png"}
    assert settings.doubts(values) == [
        "content.packs: /nowhere is no folder on this machine",
        "clinic.logo: /nowhere.png is no file on this machine",
    ]


def test_the_hash_of_a_pin_is_shown_to_nobody() -> None:
    [key] = [key for key in settings.KEYS if key.name == settings.EXIT_PIN]
    assert key.shown("$scrypt$ln=17") == "(set)"
    assert key.shown("") == '""'


EXAMPLES = ("settings.toml", "policy.toml")


def _uncommented(name: str) -> str:
    return re.sub(r"^#(?=\S)", "", (paths.resources() / name).read_text("utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_sets_nothing_until_it_is_edited(name: str) -> None:
    assert settings.read(paths.resources() / name) == {}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_names_every_key_with_what_it_is_unless_set(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(_uncommented(name))
    assert settings.read(tmp_path / name) == {key.name: key.default for key in settings.KEYS}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_explains_every_key(name: str) -> None:
    lines = (paths.resources() / name).read_text("utf-8").splitlines()
    for line, above in zip(lines[1:], lines, strict=False):
        if re.match(r"#\w", line):
            assert above.startswith("# ")


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
