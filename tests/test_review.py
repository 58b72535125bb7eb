"""The state of the review: what is said of it, what is hidden without it, what staff must see to."""

import json
from pathlib import Path

import pytest

from kpviewer import cli, due, handout, library, paths, phrases, review, search
from kpviewer.errors import KpError
from kpviewer.library import Library, UnknownLeaflet
from tests.conftest import Author

SIGNED = "Dr. Roe"
OVERDUE = "2026-11-22"


@pytest.fixture
def signed(pack: Path, write: Author) -> Library:
    """One leaflet that a clinician signed, one that nobody did, and the bundled ones, which nobody did."""
    write("sleep", "See [rest](rest.md#top) and [help](get-help.md). Lavender.", signed=SIGNED)
    write("rest", "## Top\n\nLavender and chamomile.", title="Rest")
    return library.load([pack], signed_only=True)


@pytest.mark.parametrize(
    ("review_by", "reviewed_by", "state"),
    [
        ("2026-11-22", SIGNED, "overdue"),
        ("2026-11-23", SIGNED, "due"),
        ("2027-02-21", SIGNED, "due"),
        ("2027-02-22", SIGNED, ""),
        ("2027-02-22", "", "unsigned"),
        ("2026-11-22", "", "overdue"),
        ("", SIGNED, "unplanned"),
    ],
)
def test_a_review_has_one_state_at_a_time(review_by: str, reviewed_by: str, state: str) -> None:
    assert review.state(review_by, reviewed_by, "2026-11-23") == state


def test_a_review_is_due_today_unless_a_day_is_given() -> None:
    assert not review.is_overdue("2026-11-23")
    assert review.is_overdue("2026-11-23", "2026-11-24")


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "check overdue since November 2026"), ("es", "revisión atrasada desde noviembre de 2026")],
)
def test_an_overdue_review_is_said_in_the_language_of_the_leaflet(lang: str, said: str) -> None:
    assert phrases.review("", OVERDUE, SIGNED, lang)[0] == said
    assert phrases.review("", OVERDUE, SIGNED, lang, OVERDUE)[0] != said


def test_a_handout_says_that_a_review_is_overdue(pack: Path, write: Author) -> None:
    write("sleep", signed=SIGNED, review_by=OVERDUE)
    composed = handout.compose(library.load([pack]), ["sleep"])
    said = "Facts checked November 2026 · check overdue since November 2026 · Reviewed by Dr. Roe"
    assert composed.parts[0].review == said
    assert said in handout.to_html(composed)


def test_what_is_not_signed_is_neither_listed_nor_read_nor_handed_out(signed: Library) -> None:
    assert [entry.slug for entry in signed.leaflets("en")] == ["sleep", "get-help"]
    with pytest.raises(UnknownLeaflet):
        signed.read("rest", "en")
    with pytest.raises(KpError):
        handout.compose(signed, ["ptsd"])


def test_what_is_not_signed_is_not_found(signed: Library) -> None:
    assert {hit.slug for hit in search.find(signed, "lavender chamomile")} == {"sleep"}
    assert search.find(signed, "chamomile") == []
    assert {hit.slug for hit in search.find(signed, "rest")} == {"sleep"}
    assert search.find(signed, "ptsd nightmares") == []
    assert search.answer(signed, "nightmar").nearest == []


def test_help_is_shown_and_found_whoever_signed_it(signed: Library) -> None:
    assert signed.read("get-help", "en").title == "Get help now"
    assert signed.read("get-help", "es").lang == "es"
    assert search.find(signed, "I want to kill myself")[0].slug == "get-help"


def test_a_link_to_what_is_hidden_is_plain_words(signed: Library) -> None:
    html = signed.read("sleep", "en").html
    assert "See rest and" in html
    assert '<a href="kp:get-help">help</a>' in html


def test_a_language_of_which_everything_is_hidden_is_not_offered(pack: Path, write: Author) -> None:
    write("schlaf", lang="de")
    assert library.load([pack]).languages() == ["de", "en", "es"]
    assert library.load([pack], signed_only=True).languages() == ["en", "es"]


def test_hiding_changes_no_store(signed: Library, pack: Path) -> None:
    [store] = paths.cache().glob("*.sqlite")
    assert library.load([pack]).read("rest", "en").title == "Rest"
    assert [*paths.cache().glob("*.sqlite")] == [store]
    assert not library.renew(library.all_folders([pack]))


def test_a_store_that_cannot_be_written_hides_too(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    loaded = library.load(cache=tmp_path / "cache", signed_only=True)
    assert [entry.slug for entry in loaded.leaflets("en")] == ["get-help"]


def test_what_is_due_comes_soonest_first(pack: Path, write: Author) -> None:
    write("later", signed=SIGNED, review_by="2027-02-01")
    write("overdue", signed=SIGNED, review_by="2026-01-01")
    write("signed", signed=SIGNED)
    write("unplanned", signed=SIGNED).write_text("+++\ntitle = 'T'\nreviewed_by = 'Dr. Roe'\n+++\n")
    found = due.find(library.load([pack]), ["en"])
    assert [(one.entry.slug, one.state) for one in found[:3]] == [
        ("unplanned", "unplanned"),
        ("overdue", "overdue"),
        ("later", "due"),
    ]
    assert {one.state for one in found[3:]} == {"unsigned"}
    assert "signed" not in {one.entry.slug for one in found}
    words = " ".join(str(found[1]).split())
    assert words == "overdue since 2026-01-01 signed off by Dr. Roe en overdue"


Capture = pytest.CaptureFixture[str]


def test_the_command_line_hides_too_but_not_from_staff(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text("[content]\nrequire_clinical_review = true")
    policy = ["--policy", str(tmp_path / "p.toml")]
    assert cli.main(["list", *policy]) == 0
    assert capsys.readouterr().out.split()[0] == "get-help"
    assert cli.main(["export", "ptsd", "-o", str(tmp_path / "x.html"), *policy]) == 2
    assert not (tmp_path / "x.html").exists()
    capsys.readouterr()
    assert cli.main(["list", "--due", *policy]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "22 leaflets to see to"


def test_what_is_due_is_listed_in_all_languages_or_in_those_named(capsys: Capture) -> None:
    cli.main(["list", "--due"])
    assert {line.split()[-2] for line in capsys.readouterr().out.splitlines()[:-1]} == {"en", "es"}
    cli.main(["list", "--due", "--lang", "es", "--json"])
    listed = json.loads(capsys.readouterr().out)
    assert {one["lang"] for one in listed} == {"es"}
    assert {one["state"] for one in listed} == {"unsigned"}
    assert "short" not in listed[0]
