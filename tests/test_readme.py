"""What the README says is true."""

import re
from pathlib import Path

from kpviewer import settings
from kpviewer.arguments import COMMANDS
from kpviewer.ui.actions import ACTIONS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_there_are_exactly_two_lines_to_paste() -> None:
    lines = re.findall(r"```sh\n(.*)\n```", README)
    assert [line.split()[-1] for line in lines] == [".venv/bin/kpviewer", "tests"]


def test_the_architecture_names_every_module_and_no_other() -> None:
    named = set(re.findall(r"^\| `([\w/]+\.py)` \|", README, re.MULTILINE))
    package = ROOT / "kpviewer"
    there = {path.relative_to(package).as_posix() for path in package.rglob("*.py")}
    assert named == {path for path in there if "__" not in path}


def test_the_table_of_keys_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| `([\w.]+)` \| (.*) \| `(.*)` \| (.*) \|$", README, re.MULTILINE)
    written = [
        (name, takes.replace(r"\|", "|"), default.strip('"'), does) for name, takes, default, does in rows
    ]
    assert written == [
        (key.name, key.allowed, key.shown(key.default).strip('"'), key.purpose) for key in settings.KEYS
    ]


def test_every_command_is_shown() -> None:
    for command in filter(None, COMMANDS):
        assert f"    kpviewer {command} " in README


def test_the_keys_it_names_are_those_of_the_action_table() -> None:
    keys = {key for action in ACTIONS for key in action.keys}
    assert set(re.findall(r"`((?:Ctrl|Alt)\+[^`]+)`", README)) <= keys


def test_the_picture_is_there() -> None:
    for picture in re.findall(r"^!\[.*\]\((.*)\)", README, re.MULTILINE):
        assert (ROOT / picture).is_file()


def test_the_pages_it_leads_to_are_there() -> None:
    linked = re.findall(r"(?<!!)\[[^]]*\]\(([^)]*)\)", README)
    assert linked
    assert all((ROOT / page).is_file() for page in linked)
