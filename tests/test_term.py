from pathlib import Path

from kpviewer import handout, library
from kpviewer.handout import Options
from kpviewer.library import Library
from kpviewer.term import Term
from tests.conftest import Author
from tests.test_render import rendered


def test_a_term_is_its_anchor_its_name_and_what_it_means() -> None:
    page = rendered("IV & IM\n:   Into a *vein* or [a muscle](ptsd.md).\n")
    assert page.terms == [Term("iv-im", "IV & IM", "Into a vein or a muscle.")]


def test_a_definition_has_no_footnote_marks() -> None:
    [term] = rendered("EMDR\n:   A therapy.[^1] For trauma.\n\n[^1]: Somebody.\n").terms
    assert term.definition == "A therapy. For trauma."


def test_names_share_a_definition_and_a_name_has_several() -> None:
    page = rendered("Dose\nAmount\n:   How much.\n:   How often.\n\nEnd\n:   The last.\n")
    assert [(term.name, term.definition) for term in page.terms] == [
        ("Dose", "How much. How often."),
        ("Amount", "How much. How often."),
        ("End", "The last."),
    ]


def test_the_glossary_of_each_language_defines_its_own_terms(bundled: Library) -> None:
    english, spanish = bundled.term("mania", "en"), bundled.term("mania", "es")
    assert english
    assert spanish
    assert (english.name, spanish.name) == ("Mania", "Manía")
    assert english.definition.startswith("A time of very high mood")


def test_what_is_no_term_has_no_definition(bundled: Library) -> None:
    assert bundled.term("a-to-b", "en") is None
    assert bundled.term("mania", "xx") is None


def test_every_marked_word_of_a_bundled_leaflet_has_a_definition(bundled: Library) -> None:
    for lang in bundled.languages():
        for entry in bundled.leaflets(lang):
            for link in bundled.read(entry.slug, lang).html.split('<a href="kp:glossary#')[1:]:
                assert bundled.term(link.partition('"')[0], lang), (entry.slug, lang, link[:40])


def test_a_glossary_that_nobody_signed_explains_nothing_where_signing_is_required(tmp_path: Path) -> None:
    loaded = library.load(cache=tmp_path, signed_only=True)
    assert loaded.term("mania", "en") is None
    composed = handout.compose(loaded, ["get-help"], Options(glossary=True))
    assert [part.page.slug for part in composed.parts] == ["get-help"]


def test_only_the_glossary_defines_terms_and_the_clinics_own_replaces_the_bundled_one(
    pack: Path, write: Author
) -> None:
    write("sleep", "Nap\n:   A short sleep.\n")
    assert library.load([pack]).term("nap", "en") is None
    write("glossary", "Nap\n:   A short sleep.\n")
    loaded = library.load([pack])
    assert loaded.term("nap", "en") == Term("nap", "Nap", "A short sleep.")
    assert loaded.term("mania", "en") is None
