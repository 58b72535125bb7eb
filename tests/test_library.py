import os
import stat
from pathlib import Path

import pytest

from kpviewer import check, leaflet, library, paths, render
from kpviewer.library import DamagedStore, Library, UnknownLeaflet
from tests.conftest import Author
from tests.test_render import PIXEL

SLUGS = [
    "treatment-resistant-depression",
    "anxiety-disorders",
    "ptsd",
    "substance-use-disorders",
    "ocd",
    "ketamine-psychotherapy",
    "what-to-expect",
    "safety",
    "questions-to-ask",
    "get-help",
    "glossary",
]


def test_the_bundled_leaflets_come_in_reading_order(bundled: Library) -> None:
    assert [entry.slug for entry in bundled.leaflets("en")] == SLUGS


def test_the_bundled_pack_has_no_problem(bundled: Library) -> None:
    assert bundled.problems() == []


def test_a_language_without_leaflets_has_none(bundled: Library) -> None:
    assert bundled.leaflets("xx") == []


def test_a_leaflet_is_read_with_its_sections(bundled: Library) -> None:
    page = bundled.read("ptsd", "en")
    assert page.title == "Post-traumatic stress disorder (PTSD)"
    assert page.sections[1].heading == "What is it?"
    assert "nightmares" in page.text
    assert page.pack_version == "2026.11.22"


def test_an_unknown_leaflet_says_how_to_find_the_known_ones(bundled: Library) -> None:
    with pytest.raises(UnknownLeaflet, match="kpviewer list"):
        bundled.read("nothing", "en")


def test_a_clinic_leaflet_replaces_the_bundled_one(pack: Path, write: Author) -> None:
    write("ptsd", title="Our own words")
    loaded = library.load([pack])
    assert loaded.read("ptsd", "en").title == "Our own words"
    assert [entry.pack for entry in loaded.leaflets("en")].count("clinic") == 1


def test_a_broken_leaflet_replaces_none_and_is_listed(pack: Path) -> None:
    (pack / "en" / "ptsd.md").write_text("no front matter")
    loaded = library.load([pack])
    assert loaded.read("ptsd", "en").entry.pack == "kpviewer"
    [problem] = loaded.problems()
    assert (Path(problem.path).name, problem.line, problem.rule) == ("ptsd.md", 1, "front-matter")


def test_a_dead_link_becomes_words_and_is_listed(pack: Path, write: Author) -> None:
    write("sleep", "See [this](gone.md) and [that](ptsd.md#gone) and [help](get-help.md).")
    loaded = library.load([pack])
    html = loaded.read("sleep", "en").html
    assert html == '<p>See this and that and <a href="kp:get-help">help</a>.</p>'
    assert [problem.rule for problem in loaded.problems()] == ["dead-link", "dead-link"]


def test_the_library_knows_what_links_may_name(bundled: Library) -> None:
    known = {
        key: {anchor for anchor in anchors if not anchor.startswith("fn")}
        for key, anchors in bundled.anchors().items()
    }
    assert known == check.anchors([paths.bundled_pack()])


def test_a_leaflet_that_is_not_there_has_nothing_to_link_to(pack: Path, write: Author) -> None:
    write("sleep", "## Rest")
    write("broken").write_text("x")
    known = library.load([pack]).anchors()
    assert known["en", "sleep"] == {"rest"}
    assert ("en", "broken") not in known


@pytest.mark.parametrize(
    ("before", "after", "is_same"),
    [
        ("See [this](gone.md).", "See [this](gone.md).", True),
        ("See [this](gone.md).", "See [that](gone.md).", False),
        ("See *this*.", "See **this**.", False),
    ],
)
def test_a_page_as_it_is_written_says_the_same_until_it_is_changed(
    before: str, after: str, is_same: bool, pack: Path, write: Author
) -> None:
    write("sleep", before)
    page = library.load([pack]).read("sleep", "en")
    parsed = leaflet.parse(write("sleep", after))
    assert page.as_written(parsed, render.render(parsed, pack)).says(page) == is_same


def test_a_page_as_it_is_written_has_its_new_front_matter(pack: Path, write: Author) -> None:
    write("sleep")
    page = library.load([pack]).read("sleep", "en")
    parsed = leaflet.parse(write("sleep", title="Sleep well", signed="Dr. Roe"))
    written = page.as_written(parsed, render.render(parsed, pack))
    assert (written.title, written.entry.short, written.entry.reviewed_by) == (
        "Sleep well",
        "Sleep well",
        "Dr. Roe",
    )
    assert written.entry.group == page.entry.group
    assert not written.says(page)


def test_pictures_are_kept_in_the_store(pack: Path, write: Author) -> None:
    (pack / "en" / "brain.png").write_bytes(PIXEL)
    write("sleep", "![A brain](brain.png)")
    loaded = library.load([pack])
    name = loaded.read("sleep", "en").html.split("kp:")[1].split('"')[0]
    assert loaded.picture(name) == PIXEL
    assert loaded.picture("none.png") == b""


def test_a_good_store_is_not_compiled_again(tmp_path: Path) -> None:
    library.load(cache=tmp_path).close()
    [before] = tmp_path.glob("*.sqlite")
    made = before.stat().st_mtime_ns
    library.load(cache=tmp_path).close()
    [after] = tmp_path.glob("*.sqlite")
    assert after.stat().st_mtime_ns == made


def test_a_changed_source_is_compiled_and_the_old_store_removed(
    pack: Path, write: Author, tmp_path: Path
) -> None:
    write("sleep", "Old words.")
    library.load([pack], tmp_path / "cache").close()
    write("sleep", "New words, and more of them.")
    assert "New words" in library.load([pack], tmp_path / "cache").read("sleep", "en").text
    assert len(list((tmp_path / "cache").glob("*.sqlite"))) == 1


@pytest.mark.parametrize("damage", ["noise in the middle", "cut short", "emptied", "no database"])
def test_a_damaged_store_is_compiled_again(damage: str, tmp_path: Path) -> None:
    library.load(cache=tmp_path).close()
    [store] = tmp_path.glob("*.sqlite")
    whole = store.read_bytes()
    middle = len(whole) // 2
    store.write_bytes(
        {
            "noise in the middle": whole[:middle] + os.urandom(4096) + whole[middle + 4096 :],
            "cut short": whole[:middle],
            "emptied": b"",
            "no database": b"noise" * 1000,
        }[damage]
    )
    assert len(library.load(cache=tmp_path).leaflets("en")) == 11


def test_damage_that_shows_while_reading_has_its_own_error(bundled: Library) -> None:
    with pytest.raises(DamagedStore):
        bundled.rows("SELECT nothing FROM nowhere")


def test_the_last_good_store_opens_without_a_look_at_the_sources(
    pack: Path, write: Author, tmp_path: Path
) -> None:
    source = write("sleep")
    folders = library.all_folders([pack])
    library.load_from(folders, tmp_path / "cache").close()
    source.unlink()
    last = library.open_last(folders, tmp_path / "cache")
    assert last
    assert last.read("sleep", "en").title == "Sleep"
    assert library.renew(folders, tmp_path / "cache")


def test_a_store_that_vanished_is_compiled_again(tmp_path: Path) -> None:
    folders = library.all_folders([])
    library.load_from(folders, tmp_path)
    next(tmp_path.glob("*.sqlite")).unlink()
    assert library.renew(folders, tmp_path)


def test_without_a_store_there_is_no_last_library(tmp_path: Path) -> None:
    assert library.open_last(library.all_folders([]), tmp_path / "none") is None


def test_a_cache_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    loaded = library.load(cache=tmp_path / "cache")
    assert len(loaded.leaflets("en")) == 11


def test_progress_is_told_leaflet_by_leaflet(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    library.load(cache=tmp_path, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, 22)
    assert told[-1] == (22, 22)


def test_the_store_is_opened_read_only(tmp_path: Path) -> None:
    loaded = library.load(cache=tmp_path)
    with pytest.raises(DamagedStore, match="readonly"):
        loaded.rows("DELETE FROM leaflet")


def test_a_store_on_a_read_only_medium_opens(tmp_path: Path) -> None:
    library.load(cache=tmp_path).close()
    [store] = tmp_path.glob("*.sqlite")
    store.chmod(stat.S_IREAD)
    tmp_path.chmod(stat.S_IREAD | stat.S_IEXEC)
    try:
        assert len(library.load(cache=tmp_path).leaflets("en")) == 11
    finally:
        tmp_path.chmod(stat.S_IRWXU)


def test_a_clinic_may_order_groups_and_leaflets_of_its_own(pack: Path, write: Author) -> None:
    (pack / "pack.toml").write_text(
        'name = "riverside"\n[groups.visit]\ntitle = { en = "Your visit", es = "Su visita" }\n'
        'leaflets = ["safety", "sleep", "ptsd"]\n[groups.help]\n'
    )
    write("sleep")
    write("sleep", title="Dormir", lang="es")
    loaded = library.load([pack])
    assert list(loaded.groups("en").values()) == ["Your visit", "Help", "Conditions", "About the treatment"]
    assert list(loaded.groups("es").values())[:2] == ["Su visita", "Ayuda"]
    assert [entry.slug for entry in loaded.leaflets("es")][:5] == [
        "safety",
        "sleep",
        "ptsd",
        "get-help",
        "glossary",
    ]
    assert loaded.read("ptsd", "en").entry.group == "visit"
    assert loaded.problems() == []


def test_a_leaflet_in_a_group_without_title_is_listed_last_and_reported(pack: Path, write: Author) -> None:
    path = write("sleep")
    path.write_text(path.read_text().replace('"conditions"', '"good-nights"'))
    loaded = library.load([pack])
    assert loaded.leaflets("en")[-1].slug == "sleep"
    assert list(loaded.groups("en").items())[-1] == ("good-nights", "Good nights")
    [problem] = loaded.problems()
    assert (problem.rule, "pack.toml, under [groups]" in problem.problem) == ("group", True)


def test_a_pack_that_lists_a_leaflet_in_vain_is_reported(pack: Path, write: Author) -> None:
    write("sleep")
    (pack / "pack.toml").write_text('[groups.help]\nleaflets = ["sleep", "slep"]')
    [problem] = library.load([pack]).problems()
    assert (problem.path, problem.line) == (str(pack / "pack.toml"), 2)
    assert "lists slep" in problem.problem


def test_a_leaflet_says_whose_it_is(pack: Path, write: Author) -> None:
    write("sleep")
    write("ptsd")
    write("ptsd", lang="es")
    (pack / "pack.toml").write_text(
        'name = "riverside"\ntitle = "Sheets"\npublisher = "Riverside Hospital"'
    )
    loaded = library.load([pack])
    assert loaded.read("sleep", "en").origin == "From Riverside Hospital"
    assert loaded.read("ptsd", "en").origin == "Riverside Hospital’s own version"
    assert loaded.read("ptsd", "es").origin == "Versión propia de Riverside Hospital"
    assert loaded.read("ocd", "en").origin == ""
    assert [entry.replaces for entry in loaded.leaflets("en") if entry.pack == "riverside"] == [
        "kpviewer",
        "",
    ]


def test_only_languages_that_are_offered_can_be_chosen_unless_none_of_them_is_there(
    tmp_path: Path, pack: Path, write: Author
) -> None:
    for lang in ("en", "es", "fr"):
        write("sleep", lang=lang)
    loaded = library.load_from([pack], tmp_path / "cache")
    for offered, there in (
        ([], ["en", "es", "fr"]),
        (["fr", "en", "de"], ["en", "fr"]),
        (["de"], ["en", "es", "fr"]),
    ):
        loaded.offer(offered)
        assert loaded.languages() == there
