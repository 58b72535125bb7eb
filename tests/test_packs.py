from pathlib import Path

import pytest

from kpviewer import packs
from tests.conftest import Author


def test_a_folder_of_leaflets_is_a_pack_named_after_it(pack: Path, write: Author) -> None:
    path = write("sleep")
    [found], problems = packs.find([pack])
    assert (found.manifest.name, found.leaflets(), problems) == ("clinic", [path], [])


def test_the_manifest_names_the_pack(pack: Path, write: Author) -> None:
    write("sleep")
    (pack / "pack.toml").write_text('name = "riverside"\nversion = "3"\n')
    [found], _ = packs.find([pack])
    said = found.manifest
    assert (said.name, said.title, said.version) == ("riverside", "riverside", "3")


def test_a_folder_may_hold_several_packs(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / "packs" / name).mkdir(parents=True)
        (tmp_path / "packs" / name / "pack.toml").write_text(f'name = "{name}"')
    found, _ = packs.find([tmp_path / "packs"])
    assert [pack.manifest.name for pack in found] == ["one", "two"]


def test_an_empty_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found, [problem] = packs.find([tmp_path / "empty"])
    assert found == []
    assert "holds no leaflets" in problem.problem


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    _, [problem] = packs.find([tmp_path / "none"])
    assert "is not a folder" in problem.problem


@pytest.mark.parametrize(
    ("manifest", "line", "words"),
    [("name =\n", 1, "not valid TOML"), ("\nname = = 3", 2, "not valid TOML"), ("name = 3", 1, "text")],
)
def test_a_broken_manifest_is_reported_with_its_line(
    manifest: str, line: int, words: str, pack: Path
) -> None:
    (pack / "pack.toml").write_text(manifest)
    found, [problem] = packs.find([pack])
    assert found == []
    assert problem.line == line
    assert words in problem.problem


def test_a_leaflet_outside_a_language_folder_is_reported(pack: Path, write: Author) -> None:
    write("sleep")
    (pack / "stray.md").write_text("x")
    (pack / "README.md").write_text("x")
    _, [problem] = packs.find([pack])
    assert "en/stray.md" in problem.problem


def test_a_stamp_changes_with_its_file_alone(pack: Path, write: Author) -> None:
    path, other = write("sleep"), write("rest")
    before = packs.stamps([pack])
    write("sleep", "Other words.")
    after = packs.stamps([pack])
    assert before.keys() == after.keys() == {str(path), str(other)}
    assert before[str(path)] != after[str(path)]
    assert before[str(other)] == after[str(other)]


def test_a_link_to_nothing_has_no_stamp(pack: Path) -> None:
    (pack / "en" / "gone.md").symlink_to(pack / "nowhere.md")
    assert packs.stamps([pack]) == {}


def test_a_draft_stands_in_for_the_installed_pack_of_its_name(tmp_path: Path) -> None:
    for folder in ("installed", "draft", "other"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "pack.toml").write_text('name = "riverside"' if folder != "other" else "")
    found, _ = packs.find([tmp_path / name for name in ("installed", "other", "draft")])
    assert [pack.root.name for pack in found] == ["other", "draft"]
