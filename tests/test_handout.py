import re
from pathlib import Path

import pytest

from kpviewer import handout, library
from kpviewer.errors import KpError
from kpviewer.handout import Clinic, Options
from kpviewer.library import Library, UnknownLeaflet
from kpviewer.settings import Settings
from tests.conftest import Author
from tests.test_render import PIXEL


def test_a_handout_is_named_after_its_leaflets(bundled: Library) -> None:
    assert handout.compose(bundled, ["ptsd", "safety"]).title == (
        "Post-traumatic stress disorder (PTSD), Safety and side effects"
    )


def test_a_handout_of_nothing_is_refused(bundled: Library) -> None:
    with pytest.raises(KpError, match="at least one leaflet"):
        handout.compose(bundled, [])


def test_an_unknown_leaflet_is_refused(bundled: Library) -> None:
    with pytest.raises(UnknownLeaflet):
        handout.compose(bundled, ["nothing"])


def test_only_the_chosen_sections_are_taken_and_the_sources(bundled: Library) -> None:
    options = Options(sections=("what-is-it", "get-help-now"))
    [part] = handout.compose(bundled, ["ptsd"], options).parts
    assert "What is it?" in part.html
    assert '<aside class="help">' in part.html
    assert 'id="sources"' in part.html
    assert "What might ketamine do?" not in part.html
    assert '<aside class="key">' not in part.html


def test_an_unknown_section_names_the_known_ones(bundled: Library) -> None:
    with pytest.raises(KpError, match=r"no section 'x'; the sections are .*what-is-it"):
        handout.compose(bundled, ["ptsd"], Options(sections=("x",)))


def test_every_leaflet_comes_in_every_language(pack: Path, write: Author) -> None:
    write("sleep")
    write("sleep", lang="es", title="Dormir")
    composed = handout.compose(library.load([pack]), ["sleep"], Options(langs=("en", "es")))
    assert [part.page.lang for part in composed.parts] == ["en", "es"]


def test_the_settings_are_where_options_start() -> None:
    settings = Settings()
    settings.put({"clinic.name": "Riverside", "print.paper": "a4"}, "settings")
    options = handout.options_of(settings, note="Rest.")
    assert options == Options(paper="a4", note="Rest.", clinic=Clinic(name="Riverside"))


def test_the_review_line_says_who_did_not_sign(bundled: Library) -> None:
    [part] = handout.compose(bundled, ["ptsd"]).parts
    assert part.review == (
        "Facts checked November 2026 · next check by November 2027 · Not yet reviewed by a clinician"
    )


def test_html_carries_clinic_note_and_disclaimer(bundled: Library) -> None:
    clinic = Clinic("River & Side", "12 Mill Road", "555-0100", "Open daily")
    options = Options(note="See you <soon>.\nBye.", clinic=clinic)
    page = handout.to_html(handout.compose(bundled, ["ptsd"], options))
    assert "<strong>River &amp; Side</strong><br>12 Mill Road<br>555-0100" in page
    assert "See you &lt;soon&gt;.<br>Bye." in page
    assert "does not replace advice" in page
    assert "Evidence: very low · Facts checked" in page


def test_html_links_stay_inside_the_file(bundled: Library) -> None:
    page = handout.to_html(handout.compose(bundled, ["ptsd", "glossary"]))
    assert 'href="#glossary-en-emdr"' in page
    assert 'id="glossary-en-emdr"' in page
    assert 'href="kp:' not in page
    assert 'href="#ptsd-en-fn:' in page
    assert "http-equiv" not in page
    assert "<script" not in page


def test_html_links_to_leaflets_that_are_not_in_it_are_words(bundled: Library) -> None:
    page = handout.to_html(handout.compose(bundled, ["ptsd"]))
    assert "safety-en" not in page
    assert "Safety and side effects" in page


def test_html_of_some_sections_has_no_link_to_the_others(bundled: Library) -> None:
    options = Options(sections=("what-is-it",))
    page = handout.to_html(handout.compose(bundled, ["ptsd", "ocd"], options))
    targets = set(re.findall(r'href="#([^"]*)"', page))
    assert targets <= set(re.findall(r'id="([^"]*)"', page))
    assert "↩</a>" in page
    assert not re.search(r"↩(?!</a>)", page)


def test_html_table_headers_have_a_scope(bundled: Library) -> None:
    assert '<th scope="col">' in handout.to_html(handout.compose(bundled, ["safety"]))


def test_html_carries_its_pictures(pack: Path, write: Author) -> None:
    (pack / "en" / "brain.png").write_bytes(PIXEL)
    write("sleep", "![A brain](brain.png)")
    page = handout.to_html(handout.compose(library.load([pack]), ["sleep"]))
    assert 'src="data:image/png;base64,iVBORw0KGgo' in page
