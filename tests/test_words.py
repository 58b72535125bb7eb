import pytest

from kpviewer import marks, words
from kpviewer.spelling import Vocabulary


def test_folding_keeps_every_character_in_its_place() -> None:
    text = "Ésta Ñandú ﬁn ß İ 😀 Ω"
    assert len(words.fold(text)) == len(text)
    assert words.fold("Ésta Ñandú") == "esta nandu"


def test_apostrophes_hyphens_and_initials_fall_away() -> None:
    assert words.read("I can't: post-traumatic O.C.D.") == ["i", "cant", "post", "traumatic", "ocd"]


def test_a_name_is_known_by_its_letters_alone() -> None:
    assert words.key("Self-harm") == words.key("self harm") == words.key("SELFHARM")


def test_hyphened_words_are_indexed_whole_and_in_parts() -> None:
    assert [word for word, _ in words.indexed("post-traumático")] == [
        "post",
        "traumatico",
        "posttraumatico",
    ]
    assert dict(words.indexed("ansiedad, Obsesión"))["obsesion"] == "obsesión"


def test_filler_is_left_out_unless_there_is_nothing_else() -> None:
    assert words.told(["how", "do", "i", "sleep"], "en") == ["sleep"]
    assert words.told(["how", "do", "i"], "en") == ["how", "do", "i"]


def test_a_language_not_known_here_keeps_its_words_as_they_are() -> None:
    assert words.stem("drinking", "fr") == "drinking"
    assert words.told(["le", "sommeil"], "fr") == ["le", "sommeil"]


@pytest.mark.parametrize(
    ("written", "meant", "lang"),
    [
        ("kiero", "quiero", "es"),
        ("pesadiyas", "pesadillas", "es"),
        ("obsecion", "obsesion", "es"),
        ("sicologo", "psicologo", "es"),
        ("fobia", "phobia", "en"),
        ("suiside", "suicide", "en"),
    ],
)
def test_words_that_sound_alike_are_alike(written: str, meant: str, lang: str) -> None:
    assert words.sound(written, lang) == words.sound(meant, lang)


VOCABULARY = Vocabulary([("worry", 4), ("nightmares", 2), ("sorry", 1), ("night", 9)])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("worrry", "worry"),
        ("worr", "worry"),
        ("owrry", "worry"),
        ("nihgtmares", "nightmares"),
        ("nghtmars", "nightmares"),
        ("wrry", "worry"),
        ("wrro", ""),
        ("nite", ""),
        ("1234", ""),
    ],
)
def test_the_nearest_word_is_one_edit_away_or_two_if_long(typed: str, meant: str) -> None:
    assert VOCABULARY.nearest(typed) == meant


def test_of_two_words_equally_near_the_one_with_the_same_first_letter_wins() -> None:
    assert VOCABULARY.nearest("sorrry") == "sorry"


def test_a_snippet_shows_the_piece_with_the_most_words() -> None:
    text = (
        "Sleep is good. " + "Nothing here. " * 30 + "Bad dreams end sleep early for many. " + "Rest. " * 40
    )
    shown = marks.snippet(text, marks.Marks(["dreams", "sleep"]))
    assert "[dreams] end [sleep]" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")


def test_a_short_text_is_its_own_snippet() -> None:
    assert marks.snippet("Rest well.", marks.Marks([])) == "Rest well."


def test_a_text_without_spaces_is_cut_too() -> None:
    assert len(marks.snippet("x" * 5000, marks.Marks([]))) < 200


def test_what_is_found_on_a_page_may_cross_a_line() -> None:
    text = "Tomé la\nmedicina"
    assert marks.occurrences(text, "tome la medicina") == [(0, len(text))]
    assert marks.occurrences(text, " ") == []
