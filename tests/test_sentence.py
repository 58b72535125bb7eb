"""What is said of a text, and where the words stand."""

import pytest

from kpviewer import sentence


def said(text: str, lang: str = "en") -> list[str]:
    return [one.words for one in sentence.cut(text, range(len(text)), lang)]


def test_a_paragraph_is_cut_where_sentences_end() -> None:
    text = "It is new. Does it help? Yes! We think… “Better” meant less. 40 people took it."
    assert said(text) == [
        "It is new.",
        "Does it help?",
        "Yes!",
        "We think…",
        "“Better” meant less.",
        "40 people took it.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ask Dr. Smith, e.g. at 5 p.m. Monday.",
        "Feder A, et al. JAMA 2014.",
        "Take 1.5 mg. or less",
        "It was read by J. Doe.",
    ],
)
def test_a_full_stop_of_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert len(said(text)) == 1


def test_spanish_is_cut_at_its_own_marks() -> None:
    assert said("¿Qué es? ¡Atención! El Dr. Ruiz, p. ej. Es nuevo.", "es") == [
        "¿Qué es?",
        "¡Atención!",
        "El Dr. Ruiz, por ejemplo Es nuevo.",
    ]


def test_a_middle_dot_and_a_new_line_end_a_sentence() -> None:
    assert said("Checked in May · Not signed\u2028Call us") == ["Checked in May", "Not signed", "Call us"]


def test_places_are_those_of_the_shown_words() -> None:
    text = "One.  Two ·  Call 911."
    assert [text[one.start : one.end] for one in sentence.cut(text, range(len(text)), "en")] == [
        "One.",
        "Two",
        "Call 911.",
    ]


def test_places_skip_what_is_not_said() -> None:
    places = [10, 11, 12, 20, 21]
    assert list(sentence.cut("Yes, I", [*places, 22], "en")) == [("Yes, I", 10, 23)]


def test_decoration_is_not_said() -> None:
    assert said("— · … *") == []
    assert said("") == []


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("Call or text 988, then press 1.", "Call or text 9 8 8, then press 1."),
        ("112: emergency.", "1 1 2: emergency."),
        ("Know the signs that mean 911.", "Know the signs that mean 9 1 1."),
        ("Send a text to 85258.", "Send a text to 8 5 2 5 8."),
        ("Poison Help: 1-800-222-1222, free.", "Poison Help: 1, 8 0 0, 2 2 2, 1 2 2 2, free."),
        ("Samaritans: 116 123.", "Samaritans: 1 1 6, 1 2 3."),
        ("+44 20 7946 0000", "+ 4 4, 2 0, 7 9 4 6, 0 0 0 0"),
    ],
)
def test_a_number_to_call_is_said_digit_by_digit(shown: str, words: str) -> None:
    assert sentence.spoken(shown, "en") == words


@pytest.mark.parametrize(
    "text",
    [
        "It had 158 veterans in 2023.",
        "Call within 24 hours, before 2027.",
        "Call us at 200 mg or 100%.",
        "By phone, 44 of every 100 said so.",
        "About 100 000 of 1 000 000 people.",
        "Checked 2026-11-22.",
    ],
)
def test_other_numbers_are_said_as_numbers(text: str) -> None:
    assert sentence.spoken(text, "en") == text


@pytest.mark.parametrize(
    ("shown", "lang", "words"),
    [
        ("45 CFR 84.83", "en", "45 C F R 84.83"),
        ("SSRIs or VA/DoD", "en", "S S R I's or V A, DoD"),
        ("IV / IM", "en", "I V, I M"),
        ("ketamine vs. midazolam", "en", "ketamine versus midazolam"),
        ("ages 18–24, above 140/90", "en", "ages 18 to 24, above 140 over 90"),
        ("de 18–24 años, más de 140/90", "es", "de 18 a 24 años, más de 140 sobre 90"),
        ("En EE. UU. llame al 988", "es", "En Estados Unidos llame al 9 8 8"),
        ("Chat at VeteransCrisisLine.net/Chat.", "en", "Chat at VeteransCrisisLine.net/Chat."),
    ],
)
def test_what_voices_get_wrong_is_written_out(shown: str, lang: str, words: str) -> None:
    assert sentence.spoken(shown, lang) == words


def test_a_row_names_its_columns() -> None:
    words = sentence.row(["Trial", "Spray", "Dummy:"], ["Another trial. Missed its main test.", "36", "31"])
    assert words == "Another trial. Missed its main test. Spray: 36. Dummy: 31."


def test_a_row_of_two_columns_is_a_pair() -> None:
    row = sentence.row(["Effect", "How often"], ["Feeling sick", "about 30 of every 100"])
    assert row == "Feeling sick: about 30 of every 100."


def test_empty_cells_and_headers_are_left_out() -> None:
    assert sentence.row(["", "", "Rest"], ["A", "b", ""]) == "A. b."
    assert sentence.row(["", ""], ["", ""]) == ""
