from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpviewer import manifest
from kpviewer.errors import ContentError, Problem
from kpviewer.manifest import Group, Manifest

WHOLE = """
name = "riverside"
title = "Leaflets of Riverside Hospital"
version = "2026.11.22"
publisher = "Riverside Hospital"
languages = ["en", "es"]
contact = "leaflets@riverside.example"
licence = "CC BY 4.0"

[groups.sleep]
title = { en = "Sleep", es = "El sueño" }
leaflets = ["sleep-apnoea", "ptsd"]

[groups.help]
"""


def parse(text: str) -> Manifest:
    return manifest.parse(text.encode(), Path("clinic/pack.toml"))


def test_a_pack_says_all_that_it_is() -> None:
    assert parse(WHOLE) == Manifest(
        name="riverside",
        title="Leaflets of Riverside Hospital",
        version="2026.11.22",
        publisher="Riverside Hospital",
        languages=("en", "es"),
        contact="leaflets@riverside.example",
        licence="CC BY 4.0",
        groups={
            "sleep": Group({"en": "Sleep", "es": "El sueño"}, ("sleep-apnoea", "ptsd")),
            "help": Group(),
        },
    )


def test_a_draft_is_called_as_its_folder(tmp_path: Path) -> None:
    assert manifest.read(tmp_path) == Manifest(tmp_path.name, tmp_path.name)
    assert parse('name = "riverside"') == Manifest("riverside", "riverside")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name =\n", 1, "is not valid TOML"),
        ("\nname = = 3", 2, "is not valid TOML"),
        (f"\nx = {'[' * 5000}", 1, "nested too deeply"),
        ("\nx = " + "9" * 5000, 2, "is not valid TOML"),
        ("\nversoin = '3'", 2, "unknown key 'versoin'; known are name, title, version"),
        ("\ntitle = 3", 2, "title must be text in quotes"),
        ('title = "a\\nb"', 1, "one line of at most 200 letters"),
        (f"title = '{'x' * 201}'", 1, "one line of at most 200 letters"),
        ("\n\nname = 'River Side'", 3, "name takes small letters, digits and hyphens"),
        ("version = '1/2'", 1, "version takes digits, letters and full stops"),
        ("languages = 'en'", 1, "languages must be a list of texts"),
        ("languages = ['en', 3]", 1, "languages must be text in quotes"),
        ("\nlanguages = ['../en']", 2, "'../en' is not the code of a language"),
        ("groups = 3", 1, "groups must be tables"),
        ("\n[groups.'a b']", 2, "the name of a group takes small letters"),
        ("\n[groups]\nsleep = 3", 3, "group sleep takes title and leaflets"),
        ("\n[groups.sleep]\nname = 'x'", 2, "group sleep takes title and leaflets"),
        ("\n[groups.sleep]\ntitle = 'x'", 2, "title takes one for each language"),
        ("\n[groups]\nsleep.title = { english = 'x' }", 3, "'english' is not the code of a language"),
        ("\n[groups]\nsleep.title = { en = 3 }", 3, "sleep must be text in quotes"),
        ("\n[groups]\nsleep.leaflets = 'x'", 3, "sleep must be a list of texts"),
    ],
)
def test_a_mistake_names_its_line_and_what_to_do(text: str, line: int, words: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse(text)
    assert (caught.value.problem.line, caught.value.problem.rule) == (line, "pack")
    assert words in caught.value.problem.problem
    assert len(str(caught.value).splitlines()) == 1


def test_what_is_no_text_or_too_much_of_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="is not UTF-8"):
        manifest.parse(b"\xff", Path("pack.toml"))
    with pytest.raises(ContentError, match="at most 200,000"):
        manifest.parse(b"#" * 200_001, Path("pack.toml"))
    (tmp_path / "pack.toml").mkdir()
    with pytest.raises(ContentError, match="cannot be read: Is a directory"):
        manifest.read(tmp_path)


def groups(*texts: str) -> dict[str, Group]:
    return manifest.merge(parse(text) for text in texts)


def test_the_groups_of_a_later_pack_come_first_as_it_orders_them() -> None:
    merged = groups("[groups.a]\n[groups.b]\n[groups.c]", "[groups.new]\n[groups.c]\n[groups.a]")
    assert list(merged) == ["new", "c", "a", "b"]


def test_a_later_pack_may_give_a_group_other_titles_and_leaflets() -> None:
    first = "[groups.a]\ntitle = { en = 'A', es = 'Á' }\nleaflets = ['one', 'two']"
    assert groups(first, "[groups.a]\ntitle.en = 'Ours'")["a"] == Group(
        {"en": "Ours", "es": "Á"}, ("one", "two")
    )
    assert groups(first, "[groups.a]\nleaflets = ['two']")["a"].leaflets == ("two",)


def test_a_group_has_a_title_in_every_language() -> None:
    group = Group({"en": "Sleep", "es": "El sueño"})
    assert [manifest.title("sleep", group, lang) for lang in ("es", "fr")] == ["El sueño", "Sleep"]
    assert manifest.title("first-visit", Group(), "en") == "First visit"


def test_versions_are_sorted_by_age() -> None:
    by_age = ["1.0-draft", "1.0", "1.0.1", "1.2", "1.10", "9", "10", "2025.12.31", "2026.1.1", "2026.11.22"]
    by_name = sorted(by_age)
    assert sorted(by_name, key=manifest.version_key) == by_age != by_name


@given(
    st.integers(0, len(WHOLE)),
    st.integers(0, 40),
    st.sampled_from(["[groups]\n", "[", '"', "\r", "\\u0007", "title = {}\n", "1979-05-27"])
    | st.text(max_size=10),
)
def test_whatever_stands_in_a_manifest_it_is_read_or_refused_with_one_line(
    start: int, cut: int, noise: str
) -> None:
    text = WHOLE[:start] + noise + WHOLE[start + cut :]
    found = read_or_problem(text)
    if isinstance(found, Problem):
        assert 1 <= found.line <= len(text.splitlines()) + 1
        assert (found.rule, str(found).isprintable()) == ("pack", True)
    else:
        assert found.name
        assert f"{found.name}{found.title}{found.version}{found.publisher}".isprintable()
        assert manifest.version_key(found.version) < manifest.version_key(f"{found.version}.1")


def read_or_problem(text: str) -> Manifest | Problem:
    try:
        return parse(text)
    except ContentError as error:
        return error.problem
