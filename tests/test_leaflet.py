from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpviewer import leaflet
from kpviewer.errors import ContentError, Problem
from tests.conftest import LEAFLET, Author

HERE = Path("pack/en/sleep.md")


def parse(text: str) -> leaflet.Leaflet:
    return leaflet.parse_text(text, HERE)


def problem_of(text: str) -> tuple[int, str]:
    with pytest.raises(ContentError) as caught:
        parse(text)
    return caught.value.problem.line, caught.value.problem.problem


def test_slug_and_language_come_from_the_path() -> None:
    parsed = parse(LEAFLET.format(title="Sleep", body="Words."))
    assert (parsed.slug, parsed.lang, parsed.title) == ("sleep", "en", "Sleep")


def test_dates_become_iso_text() -> None:
    assert parse(LEAFLET.format(title="Sleep", body="")).reviewed == "2026-11-22"


def test_the_body_knows_on_which_line_it_starts() -> None:
    parsed = parse("+++\ntitle = 'T'\n+++\nFirst")
    assert (parsed.body, parsed.body_line) == ("First", 4)


def test_what_the_author_leaves_out_has_a_default() -> None:
    parsed = parse("+++\ntitle = 'T'\n+++\n")
    assert (parsed.group, parsed.aliases, parsed.evidence, parsed.reviewed) == ("treatment", (), "", "")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("# Sleep", 1, "must start with a line +++"),
        ("+++\ntitle = 'T'", 1, "not closed"),
        ("+++\n\ntitle = \n+++\n", 3, "not valid TOML"),
        ("+++\nsummary = 'S'\n+++\n", 1, "needs a title"),
        ("+++\ntitle = '  '\n+++\n", 2, "needs a title"),
        ("+++\ntitle = 7\n+++\n", 2, "title must be text in quotes"),
        ("+++\ntitle = 'T'\norder = true\n+++\n", 3, "order must be a whole number"),
        ("+++\ntitle = 'T'\ngroup = 'X Y'\n+++\n", 3, "the name of a group takes small letters"),
        ("+++\ntitle = 'T'\nevidence = 'x'\n+++\n", 3, "evidence must be one of"),
        ("+++\ntitle = 'T'\naliases = [1]\n+++\n", 3, "aliases must be a list of texts"),
        ("+++\ntitle = 'T'\naliases = 'a'\n+++\n", 3, "aliases must be a list of texts"),
        ("+++\ntitle = 'T'\nreviewed = '2026'\n+++\n", 3, "must be a date"),
        ("+++\ntitle = 'T'\norder = 1000001\n+++\n", 3, "order must be within 1,000,000"),
        ("+++\ntitle = 'T'\norder = " + "9" * 5000 + "\n+++\n", 3, "not valid TOML"),
        ("+++\ntitle = 'T\\u0000'\n+++\n".replace("'", '"'), 2, "a control character"),
        ('+++\ntitle = "T"\naliases = ["a\\u0007"]\n+++\n', 3, "a control character"),
        (f"+++\nx = {'[' * 5000}\n+++\n", 2, "nested too deeply"),
        (f"+++\ntitle = 'T'\n# {'x' * 64_000}\n+++\n", 1, "64,000 are allowed"),
        ("+++\ntitle = 'T'\nreviewd = 2026-01-01\n+++\n", 3, "unknown key 'reviewd'"),
    ],
)
def test_bad_front_matter_names_its_line_and_what_to_do(text: str, line: int, words: str) -> None:
    found_line, found = problem_of(text)
    assert found_line == line
    assert words in found


def test_a_file_that_is_not_utf8_names_the_line_of_the_first_bad_byte(pack: Path) -> None:
    path = pack / "en" / "sleep.md"
    path.write_bytes(b"+++\ntitle = 'T'\n+++\nna\xefve")
    with pytest.raises(ContentError, match=r"sleep\.md:4: error: is not UTF-8"):
        leaflet.parse(path)


def test_a_file_of_ten_megabytes_is_refused_unread(pack: Path) -> None:
    path = pack / "en" / "sleep.md"
    path.write_bytes(b"x" * 10_000_000)
    with pytest.raises(ContentError, match="10,000,000 bytes; a leaflet has at most"):
        leaflet.parse(path)


def test_a_missing_file_is_an_error_of_its_author(pack: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read: No such file"):
        leaflet.parse(pack / "en" / "none.md")


def test_a_file_name_that_is_no_slug_is_refused(write: Author) -> None:
    with pytest.raises(ContentError, match="small letters, digits and hyphens"):
        leaflet.parse(write("Sleep Well"))


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(pack: Path) -> None:
    path = pack / "en" / "sleep.md"
    path.write_bytes(b"\xef\xbb\xbf+++\r\ntitle = 'T'\r\n+++\r\nWords")
    assert leaflet.parse(path).body == "Words"


@given(
    st.integers(0, len(LEAFLET)),
    st.integers(0, 40),
    st.sampled_from(["+++\n", "[", '"', "\r", "\\u0000", "\n[section_aliases]\n", "1e9"])
    | st.text(max_size=10),
)
def test_whatever_stands_in_a_leaflet_it_is_read_or_refused_with_one_line(
    start: int, cut: int, noise: str
) -> None:
    text = LEAFLET[:start] + noise + LEAFLET[start + cut :]
    found = read_or_problem(text)
    if isinstance(found, Problem):
        assert 1 <= found.line <= text.count("\n") + 1
        assert str(found).isprintable()
    else:
        assert found.title.strip()


def read_or_problem(text: str) -> leaflet.Leaflet | Problem:
    try:
        return parse(text)
    except ContentError as error:
        return error.problem
