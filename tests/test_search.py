import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpviewer import leaflet, library, paths, search, words
from kpviewer.library import Library
from tests.conftest import Author


def slugs(answers: list[search.Hit]) -> list[str]:
    return list(dict.fromkeys(hit.slug for hit in answers))


def test_a_hit_is_a_section_with_its_snippet(bundled: Library) -> None:
    hit = next(hit for hit in search.find(bundled, "nightmares") if hit.anchor == "what-is-it")
    assert (hit.heading, hit.title) == ("What is it?", "Post-traumatic stress disorder (PTSD)")
    assert "[nightmares]" in hit.snippet


def test_hits_of_a_leaflet_stand_together_its_best_first(bundled: Library) -> None:
    hits = search.find(bundled, "talking therapy for flashbacks")
    order = [hit.slug for hit in hits]
    assert order == [slug for slug in slugs(hits) for _ in range(order.count(slug))]
    for slug in slugs(hits):
        scores = [hit.score for hit in hits if hit.slug == slug]
        assert scores == sorted(scores, reverse=True)


def test_leaflets_are_ordered_by_their_best_hit(bundled: Library) -> None:
    hits = search.find(bundled, "talking therapy")
    best = [next(hit.score for hit in hits if hit.slug == slug) for slug in slugs(hits)]
    assert best == sorted(best, reverse=True)


def test_no_leaflet_takes_all_the_places(bundled: Library) -> None:
    hits = search.find(bundled, "ketamine")
    assert len(slugs(hits)) >= 4
    assert max(sum(hit.slug == slug for hit in hits) for slug in slugs(hits)) <= 4


def test_the_limit_is_kept(bundled: Library) -> None:
    assert len(search.find(bundled, "ketamine", limit=3)) == 3
    assert search.find(bundled, "ketamine", limit=0) == []


@pytest.mark.parametrize(
    "typed", ["nìghtmäres", "NIGHTMARES", "night-mares", "nightmare's", "nightmares?!"]
)
def test_accents_case_hyphens_and_apostrophes_do_not_matter(typed: str, bundled: Library) -> None:
    assert search.find(bundled, typed)[0].slug == "ptsd"


def test_an_exact_title_comes_before_everything(write: Author, pack: Path) -> None:
    write("sleep", "Words.", "Sleep")
    write("more", "Sleep and sleep and sleep. " * 20, "Sleep and how to sleep more sleep")
    with_pack = library.load([pack])
    assert search.find(with_pack, "sleep")[0].slug == "sleep"


def test_filler_words_do_not_hide_the_answer(bundled: Library) -> None:
    plain, wordy = "intrusive thoughts", "hi how do i know if i have got those intrusive thoughts please"
    assert search.find(bundled, wordy)[0].slug == search.find(bundled, plain)[0].slug == "ocd"


def test_filler_words_alone_are_words_like_others(bundled: Library) -> None:
    assert search.find(bundled, "what to expect")[0].slug == "what-to-expect"


def test_endings_do_not_matter_in_a_finished_word(bundled: Library) -> None:
    assert search.find(bundled, "worrier ")[0].slug == "anxiety-disorders"


def test_the_word_being_typed_may_be_unfinished(bundled: Library) -> None:
    assert search.find(bundled, "nightm")[0].slug == "ptsd"


@pytest.mark.parametrize("typed", ["nightmaers", "nigthmares", "mightmares", "nightmres", "nghtmarse"])
def test_a_misspelled_word_finds_what_was_meant(typed: str, bundled: Library) -> None:
    answer = search.answer(bundled, typed)
    assert answer.hits[0].slug == "ptsd"
    assert answer.instead == "nightmares"


def test_a_word_that_leaflets_have_is_not_corrected(bundled: Library) -> None:
    assert search.answer(bundled, "nightmares").instead == ""


def test_a_corrected_word_counts_less_than_a_right_one(write: Author, pack: Path) -> None:
    write("right", "## Tablets\n\nWords.", "About tablets")
    write("wrong", "## Tallow\n\nWords.", "About tallows")
    hits = search.find(library.load([pack]), "tablets tallowz")
    assert hits[0].slug == "right"


def test_a_correction_is_shown_with_its_accents(bundled: Library) -> None:
    assert search.answer(bundled, "depressionez ansiedd", "es").instead.endswith("ansiedad")


def test_two_words_that_belong_together_are_joined(bundled: Library) -> None:
    assert search.find(bundled, "flash backs")[0].slug == "ptsd"


def test_words_of_another_language_are_found_there(bundled: Library) -> None:
    hit = search.find(bundled, "pesadillas", "en")[0]
    assert (hit.slug, hit.lang) == ("ptsd", "es")


def test_one_foreign_word_does_not_change_the_language(bundled: Library) -> None:
    assert {hit.lang for hit in search.find(bundled, "my son has nightmares para", "en")} == {"en"}


def test_a_language_without_leaflets_has_no_hits(bundled: Library) -> None:
    assert search.find(bundled, "nightmares", lang="xx") == []


def test_sources_are_not_searched(bundled: Library) -> None:
    assert all(hit.anchor != "sources" for hit in search.find(bundled, "Neuropsychopharmacology"))


def test_no_words_find_nothing(bundled: Library) -> None:
    assert search.find(bundled, "  ?! ") == []


def test_where_nothing_is_found_the_nearest_leaflets_are_offered(bundled: Library) -> None:
    answer = search.answer(bundled, "nightxqzzw ")
    assert answer.hits == []
    assert "ptsd" in answer.nearest


def test_a_section_is_found_by_its_own_aliases(write: Author, pack: Path) -> None:
    path = write("visit", "## Parking\n\nBehind the house.", "Your visit")
    path.write_text(path.read_text().replace("reviewed_by", '[section_aliases]\nparking = ["car"]\n#'))
    hit = search.find(library.load([pack]), "car")[0]
    assert (hit.slug, hit.anchor) == ("visit", "parking")


def test_aliases_for_a_section_that_is_not_there_are_reported(write: Author, pack: Path) -> None:
    path = write("visit", "## Parking\n\nBehind the house.", "Your visit")
    path.write_text(path.read_text().replace("reviewed_by", '[section_aliases]\nbus = ["car"]\n#'))
    problems = library.load([pack]).problems()
    assert [(problem.rule, problem.level) for problem in problems] == [("section-alias", "error")]


def test_brackets_of_a_text_are_not_taken_for_marks(write: Author, pack: Path) -> None:
    write("sleep", "Wear a fedora [not after three] in the shade.", "Hats")
    hit = search.find(library.load([pack]), "fedora ")[0]
    assert "[fedora] (not after three)" in hit.snippet


def test_the_words_that_matched_can_be_marked_in_any_text(bundled: Library) -> None:
    marks = search.answer(bundled, "flashback").marks
    text = "Flash-backs and FLASHBACKS."
    assert [text[start:end] for start, end in marks.find(text)] == ["Flash-backs", "FLASHBACKS"]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_start_of_a_title_or_alias_finds_its_leaflet_first(bundled: Library, lang: str) -> None:
    names = [
        (name, parsed.slug)
        for parsed in map(leaflet.parse, sorted((paths.bundled_pack() / lang).glob("*.md")))
        for name in (parsed.title, *parsed.aliases, *itertools.chain(*parsed.section_aliases.values()))
    ]
    keys = [(words.key(name), "".join(words.told(words.read(name), lang)), slug) for name, slug in names]
    missed = []
    for name, slug in names[::60]:
        for length in range(3, len(name) + 1):
            start = name[:length]
            whole, told = words.key(start), "".join(words.told(words.read(start), lang))
            rivals = {slug for key, rest, slug in keys if key.startswith(whole) or rest == told}
            found = slugs(search.find(bundled, start, lang))
            if not {*found[:1]} & {*rivals, "get-help"}:
                missed.append((start, slug, found))
    assert missed == []


@given(st.text())
def test_no_text_is_an_error(bundled: Library, text: str) -> None:
    search.answer(bundled, text)


@given(st.text(alphabet="\"'*^():+-{}.,;[]|&<>~ aANDORNEAR", max_size=40))
def test_no_operator_is_an_error(bundled: Library, text: str) -> None:
    search.answer(bundled, text)


def test_ten_thousand_characters_are_no_error(bundled: Library) -> None:
    search.find(bundled, 'NEAR("a* AND OR NOT ' * 500)
