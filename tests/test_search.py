import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpviewer import search
from kpviewer.library import Library


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("nightmares", "ptsd"),
        ("nightm", "ptsd"),
        ("NIGHTMARES", "ptsd"),
        ("suboxone", "substance-use-disorders"),
        ("intrusive thoughts", "ocd"),
        ("social anxiety", "anxiety-disorders"),
        ("988", "get-help"),
        ("ocd", "ocd"),
    ],
)
def test_words_find_the_leaflet_first(words: str, slug: str, bundled: Library) -> None:
    assert search.find(bundled, words)[0].slug == slug


def test_a_hit_is_a_section_with_its_snippet(bundled: Library) -> None:
    hit = next(hit for hit in search.find(bundled, "nightmares") if hit.anchor == "what-is-it")
    assert (hit.heading, hit.title) == ("What is it?", "Post-traumatic stress disorder (PTSD)")
    assert "[nightmares]" in hit.snippet


def test_the_best_hit_comes_first(bundled: Library) -> None:
    scores = [hit.score for hit in search.find(bundled, "talking therapy")]
    assert scores == sorted(scores, reverse=True)


def test_the_limit_is_kept(bundled: Library) -> None:
    assert len(search.find(bundled, "ketamine", limit=3)) == 3
    assert search.find(bundled, "ketamine", limit=0) == []


def test_accents_do_not_matter(bundled: Library) -> None:
    assert search.find(bundled, "nìghtmäres")[0].slug == "ptsd"


def test_no_words_find_nothing(bundled: Library) -> None:
    assert search.find(bundled, "  ?! ") == []


def test_another_language_is_not_searched(bundled: Library) -> None:
    assert search.find(bundled, "nightmares", lang="xx") == []


def test_sources_are_not_searched(bundled: Library) -> None:
    assert search.find(bundled, "Neuropsychopharmacology") == []


@given(st.text())
def test_no_text_is_an_error(bundled: Library, text: str) -> None:
    search.find(bundled, text)


def test_ten_thousand_characters_are_no_error(bundled: Library) -> None:
    search.find(bundled, 'NEAR("a* AND OR NOT ' * 500)
