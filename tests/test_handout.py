import html
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kpviewer import handout, library
from kpviewer.errors import KpError
from kpviewer.handout import Clinic, Handout, Options
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


def test_a_section_may_be_chosen_for_one_leaflet_alone(bundled: Library) -> None:
    options = Options(sections=("ptsd#what-is-it",))
    ptsd, ocd = handout.compose(bundled, ["ptsd", "ocd"], options).parts
    assert ptsd.html.count("<h2") == 2
    assert ocd.html == bundled.read("ocd", "en").html


def test_a_bare_section_and_one_for_a_leaflet_add_up(bundled: Library) -> None:
    options = Options(sections=("what-is-it", "ptsd#how-sure-are-we"))
    ptsd, ocd = handout.compose(bundled, ["ptsd", "ocd"], options).parts
    assert re.findall('<h2 id="(.*?)"', ptsd.html) == ["what-is-it", "how-sure-are-we", "sources"]
    assert re.findall('<h2 id="(.*?)"', ocd.html) == ["what-is-it", "sources"]


def test_the_start_of_a_leaflet_is_chosen_by_its_slug_alone(bundled: Library) -> None:
    ptsd, ocd = handout.compose(bundled, ["ptsd", "ocd"], Options(sections=("ptsd#",))).parts
    assert '<aside class="key">' in ptsd.html
    assert "What is it?" not in ptsd.html
    assert "What is it?" in ocd.html


@pytest.mark.parametrize("name", ["ocd#what-is-it", "ptsd#x", "ocd#", "#"])
def test_a_section_of_no_leaflet_in_the_handout_is_refused(name: str, bundled: Library) -> None:
    with pytest.raises(KpError, match="no section '"):
        handout.compose(bundled, ["ptsd"], Options(sections=(name,)))


def test_a_leaflet_without_any_of_the_sections_is_refused(bundled: Library) -> None:
    with pytest.raises(KpError, match="glossary has none of these sections; its sections are"):
        handout.compose(bundled, ["ptsd", "glossary"], Options(sections=("what-is-it",)))


def test_only_the_sources_that_are_cited_come_along_and_their_numbers_match(bundled: Library) -> None:
    for anchor in ("what-is-it", "risks-to-know-about"):
        [part] = handout.compose(bundled, ["ptsd"], Options(sections=(anchor,))).parts
        listed = re.findall('<li id="fn:(.*?)">', part.html)
        marks = re.findall(r'<a href="#fn:(.*?)">(\d+)</a>', part.html)
        assert 0 < len(listed) < bundled.read("ptsd", "en").html.count('<li id="fn:')
        assert list(dict.fromkeys(marks)) == [(name, str(n)) for n, name in enumerate(listed, 1)]


def test_sections_that_cite_nothing_bring_no_sources(bundled: Library) -> None:
    [part] = handout.compose(bundled, ["ptsd"], Options(sections=("get-help-now",))).parts
    assert "sources" not in part.html


def test_every_leaflet_comes_in_every_language(pack: Path, write: Author) -> None:
    write("sleep")
    write("sleep", lang="es", title="Dormir")
    composed = handout.compose(library.load([pack]), ["sleep"], Options(langs=("en", "es")))
    assert [part.page.lang for part in composed.parts] == ["en", "es"]


def test_a_leaflet_or_language_named_twice_comes_once(bundled: Library) -> None:
    composed = handout.compose(bundled, ["ptsd", "ocd", "ptsd"], Options(langs=("en", "en")))
    assert [part.page.slug for part in composed.parts] == ["ptsd", "ocd"]


@pytest.mark.parametrize("sections", [("what-is-it",), ("que-es",), ("que-es", "sleep#what-is-it")])
def test_a_chosen_section_comes_in_every_language(
    sections: tuple[str, ...], pack: Path, write: Author
) -> None:
    write("sleep", "## What is it?\nRest.\n## Tips\nRise.")
    write("sleep", "## ¿Qué es?\nDescanso.\n## Consejos\nArriba.", lang="es")
    options = Options(langs=("en", "es"), sections=sections)
    english, spanish = handout.compose(library.load([pack]), ["sleep"], options).parts
    assert "Rest" in english.html
    assert "Rise" not in english.html
    assert "Descanso" in spanish.html
    assert "Arriba" not in spanish.html


def test_a_section_is_not_guessed_in_a_translation_of_another_shape(pack: Path, write: Author) -> None:
    write("sleep", "## What is it?\nRest.\n## Tips\nRise.")
    write("sleep", "## Consejos\nArriba.", lang="es")
    options = Options(langs=("en", "es"), sections=("tips",))
    with pytest.raises(KpError, match="no section 'tips' in every language; the others have consejos"):
        handout.compose(library.load([pack]), ["sleep"], options)


def test_what_paper_cannot_show_is_taken_out_of_the_words(bundled: Library) -> None:
    clinic = Clinic(name="River\nside\x00")
    options = Options(note="a\r\nb\x0bc\udcff", prepared_for=" Ana\t Ruiz\x1b", clinic=clinic)
    cleaned = handout.compose(bundled, ["ptsd"], options).options
    assert (cleaned.note, cleaned.prepared_for, cleaned.clinic.name) == ("a\nbc?", "Ana Ruiz", "River side")


def test_a_job_is_named_after_its_leaflets_within_what_a_queue_takes(bundled: Library) -> None:
    slugs = [entry.slug for entry in bundled.leaflets("en")]
    assert handout.compose(bundled, ["ocd"]).job_title() == "Obsessive-compulsive disorder (OCD)"
    assert 150 < len(handout.compose(bundled, slugs).job_title()) <= 200


def test_a_neutral_job_title_says_nothing_of_the_leaflet(bundled: Library) -> None:
    composed = handout.compose(bundled, ["ocd"], Options(neutral_job_title=True))
    assert re.fullmatch(r"Handout \d{3}", composed.job_title())


def test_a_logo_comes_with_the_handout(bundled: Library, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PIXEL)
    options = Options(clinic=Clinic(logo=str(tmp_path / "logo.png")))
    composed = handout.compose(bundled, ["ocd"], options)
    assert (composed.logo, composed.complaint) == (PIXEL, "")


def test_a_logo_that_is_none_is_left_out_and_said(bundled: Library, tmp_path: Path) -> None:
    options = Options(clinic=Clinic(logo=str(tmp_path / "logo.png")))
    composed = handout.compose(bundled, ["ocd"], options)
    assert composed.logo == b""
    assert composed.complaint == f"the handout has no logo: {tmp_path}/logo.png is not there"


def test_the_settings_are_where_options_start() -> None:
    settings = Settings()
    chosen = {"clinic.name": "Riverside", "print.paper": "a4", "print.neutral_job_title": True}
    settings.put(chosen | {"clinic.logo": "x.png"}, "settings")
    options = handout.options_of(settings, note="Rest.")
    clinic = Clinic(name="Riverside", logo="x.png")
    assert options == Options(paper="a4", note="Rest.", neutral_job_title=True, clinic=clinic)


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


RICH = """
Text <a id="foo" href="#bar">raw</a>[^1] and[^2]. ![A < b](brain.png)

| A | B |
|:--|--:|
| 1[^1] | 2 |

- [ ] A question

    ____

Term
:   Explained.

!!! help "Get help"
    Now.

[^1]: One.
[^2]: Two.
"""


@pytest.fixture
def rich(pack: Path, write: Author) -> Library:
    """A leaflet in two languages with something of everything."""
    for lang, title in (("en", "Sleep & <rest>"), ("es", "Dormir")):
        write("sleep", RICH, title, lang)
        (pack / lang / "brain.png").write_bytes(PIXEL)
    return library.load([pack])


def test_html_is_valid(rich: Library, tmp_path: Path) -> None:
    """So say vnu 26.9 too, and axe-core 4.14 in Chromium, which are too large to install for a test."""
    if not shutil.which("tidy"):
        pytest.skip("tidy is not installed")
    (tmp_path / "logo.png").write_bytes(PIXEL)
    clinic = Clinic("River & <Side>", "12 Mill Road", "555-0100", "Open", str(tmp_path / "logo.png"))
    slugs = [entry.slug for entry in rich.leaflets("en")]
    for chosen, options in (
        (slugs, Options(clinic=clinic, note="Rest <now> & then\n\nrise.", prepared_for="مريم 😀 <b>")),
        (["sleep"], Options(langs=("en", "es"), large_print=True)),
        (["ptsd", "safety"], Options(paper="a4", sections=("ptsd#what-is-it",))),
    ):
        page = handout.to_html(handout.compose(rich, chosen, options))
        command = ["tidy", "-quiet", "-errors", "-utf8", "--drop-empty-elements", "no"]
        done = subprocess.run(command, input=page, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")


def test_html_leads_from_mark_to_source_and_back(rich: Library) -> None:
    page = handout.to_html(handout.compose(rich, ["sleep"], Options(langs=("en", "es"))))
    for lang in ("en", "es"):
        mark, source = f"sleep-{lang}-fnref:1", f"sleep-{lang}-fn:1"
        assert f'<sup id="{mark}"><a href="#{source}">1</a></sup>' in page
        assert f'<li id="{source}">' in page
        assert f'<a href="#{mark}" class="back"' in page
    assert 'aria-label="Volver al texto">↩</a>' in page
    targets = re.findall(r'href="#([^"]*)"', page.replace('href="#bar"', ""))
    ids = re.findall(r'<[^<>]* id="([^"]*)"', page)
    assert set(targets) <= set(ids)
    assert len(ids) == len(set(ids))


def test_html_says_in_which_language_each_leaflet_is(rich: Library) -> None:
    page = handout.to_html(handout.compose(rich, ["sleep"], Options(langs=("es", "en"))))
    assert '<html lang="es">' in page
    assert '<article id="sleep-es" lang="es">' in page
    assert '<article id="sleep-en" lang="en">' in page
    assert page.count("does not replace advice") == page.count("No reemplaza el consejo") == 1


def test_html_of_three_leaflets_starts_with_their_list(bundled: Library) -> None:
    page = handout.to_html(handout.compose(bundled, ["ptsd", "ocd", "safety"]))
    before, _, after = page.partition("</nav>")
    assert '<nav aria-label="In this handout">' in before
    assert '<li><a href="#ocd-en" lang="en">Obsessive-compulsive disorder (OCD)</a></li>' in before
    assert '<article id="ocd-en"' in after
    assert "<nav" not in handout.to_html(handout.compose(bundled, ["ptsd", "ocd"]))


def test_html_says_whom_it_is_for_and_whose_it_is(bundled: Library, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PIXEL)
    clinic = Clinic("River & Side", logo=str(tmp_path / "logo.png"))
    options = Options(clinic=clinic, prepared_for="Ana <Ruiz>")
    page = handout.to_html(handout.compose(bundled, ["ptsd"], options))
    assert "Prepared for <strong><bdi>Ana &lt;Ruiz&gt;</bdi></strong>" in page
    assert re.search(
        '<img class="logo" src="data:image/png;base64,[^"]*" alt="Logo River &amp; Side">', page
    )
    assert "<header>" not in handout.to_html(handout.compose(bundled, ["ptsd"]))


def test_html_is_self_contained(bundled: Library) -> None:
    slugs = [entry.slug for entry in bundled.leaflets("en")]
    page = handout.to_html(handout.compose(bundled, slugs))
    assert not re.search(r'(?:src|href)="(?!#|data:)|url\(|@import|<script|<link|<iframe', page)


def test_html_of_large_print_is_larger(bundled: Library) -> None:
    usual, large = (
        handout.to_html(handout.compose(bundled, ["ptsd"], Options(large_print=choice, paper="a4")))
        for choice in (False, True)
    )
    assert "font-size: 14pt" in usual
    assert "font-size: 18pt" in large
    assert "size: a4" in usual


def test_html_shows_raw_html_as_it_was_written(rich: Library) -> None:
    page = handout.to_html(handout.compose(rich, ["sleep"]))
    assert '&lt;a id="foo" href="#bar"&gt;raw' in page.replace("“", '"').replace("”", '"')


def test_html_tables_say_where_their_numbers_stand(rich: Library) -> None:
    page = handout.to_html(handout.compose(rich, ["sleep"]))
    assert '<th scope="col" style="text-align: right">B</th>' in page
    assert '<td style="text-align: right">2</td>' in page


def test_html_carries_its_pictures(pack: Path, write: Author) -> None:
    (pack / "en" / "brain.png").write_bytes(PIXEL)
    write("sleep", "![A brain](brain.png)")
    page = handout.to_html(handout.compose(library.load([pack]), ["sleep"]))
    assert 'src="data:image/png;base64,iVBORw0KGgo' in page


def explained(composed: Handout, lang: str = "en") -> list[str]:
    """The terms at the end, by name."""
    [part] = [part for part in composed.parts if (part.page.slug, part.page.lang) == ("glossary", lang)]
    return [html.unescape(name) for name in re.findall(r"<dt[^>]*>(.*?)</dt>", part.html)]


def test_words_are_explained_only_when_asked(bundled: Library) -> None:
    assert [part.page.slug for part in handout.compose(bundled, ["ptsd"]).parts] == ["ptsd"]
    composed = handout.compose(bundled, ["ptsd"], Options(glossary=True))
    assert [part.page.slug for part in composed.parts] == ["ptsd", "glossary"]
    assert composed.parts[1].page.title == "Words explained"


def test_words_of_all_leaflets_are_explained_once_and_in_the_order_of_the_alphabet(
    bundled: Library,
) -> None:
    names = explained(handout.compose(bundled, ["ptsd", "ocd"], Options(glossary=True)))
    assert {"EMDR", "ERP", "Ketamine"} <= set(names)
    assert len(names) == len(set(names))
    assert names == sorted(names, key=str.lower)
    assert "Naloxone" not in names


def test_words_are_explained_in_each_language_after_its_leaflets(bundled: Library) -> None:
    composed = handout.compose(bundled, ["ptsd", "ocd"], Options(langs=("en", "es"), glossary=True))
    assert [(part.page.slug, part.page.lang) for part in composed.parts] == [
        (slug, lang) for lang in ("en", "es") for slug in ("ptsd", "ocd", "glossary")
    ]
    assert "Guía clínica" in explained(composed, "es")
    assert "Guideline" in explained(composed, "en")


def test_words_are_not_explained_twice_where_the_glossary_is_handed_out(bundled: Library) -> None:
    composed = handout.compose(bundled, ["glossary", "ptsd"], Options(glossary=True))
    assert [part.page.slug for part in composed.parts] == ["glossary", "ptsd"]


def test_only_the_words_of_the_chosen_sections_are_explained(pack: Path, write: Author) -> None:
    write(
        "sleep",
        "## One\n\nA [nap](glossary.md#nap) and [rest](glossary.md#rest).\n\n## Two\n\nNap again.\n",
    )
    write("glossary", "Rest\n:   No work.\n\nNap\n:   A <short> sleep.\n", title="Our words")
    loaded = library.load([pack])
    whole = handout.compose(loaded, ["sleep"], Options(glossary=True))
    assert explained(whole) == ["Nap", "Rest"]
    two = handout.compose(loaded, ["sleep"], Options(glossary=True, sections=("two",)))
    assert explained(two) == ["Nap"]
    assert "A &lt;short&gt; sleep." in two.parts[1].html


def test_without_marked_words_nothing_is_explained(pack: Path, write: Author) -> None:
    write("sleep", "Rest.")
    composed = handout.compose(library.load([pack]), ["sleep"], Options(glossary=True))
    assert [part.page.slug for part in composed.parts] == ["sleep"]


def test_html_leads_from_a_word_to_what_it_means(bundled: Library) -> None:
    page = handout.to_html(handout.compose(bundled, ["ptsd"], Options(glossary=True)))
    assert '<a href="#glossary-en-emdr">EMDR</a>' in page
    assert page.count('<dt id="glossary-en-emdr">EMDR</dt>') == 1
