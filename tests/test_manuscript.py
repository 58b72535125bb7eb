"""The proof-reader reads Markdown as the renderer does, and stumbles over none."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpviewer import leaflet, link, paths, render
from kpviewer.check import form, manuscript, proof, translation
from kpviewer.check.manuscript import Manuscript
from kpviewer.errors import ContentError
from kpviewer.leaflet import Leaflet

BUNDLED = [leaflet.parse(path) for path in sorted(paths.bundled_pack().glob("*/*.md"))]
PIECES = [
    *("[a](gone.md)", "[b](#gone)", "[c](own.html)", "![d](none.png)", "![](none.png)", "`[e](code.md)`"),
    *("[f](<angle.md>)", '[g](title.md "T")', "[h][1] word ", "\n\n[1]: reference.md\n\n"),
    *("[two\nlines](lines.md)", "[*i*](emphasis.md)", "[j [k] l](nested.md)", "[web](https://example.org)"),
    *("\n", "\n\n", "    ", "- ", "1. ", "## Head\n", "> ", "!!! help\n    ", '!!! key "In short"\n\n    '),
    *("*", "**", "_", "word ", "a | b", "\n|---|---|\n", "Term\n: meaning ", "<b>", "&amp;", "x_y_z"),
]


def parsed(body: str, lang: str = "en") -> Leaflet:
    return leaflet.parse_text(f"+++\ntitle = 'T'\n+++\n{body}", Path(f"pack/{lang}/sleep.md"))


def read(body: str) -> Manuscript:
    return manuscript.read(parsed(body))


@pytest.mark.parametrize("one", BUNDLED, ids=lambda one: f"{one.lang}/{one.slug}")
def test_a_manuscript_has_the_words_of_the_page(one: Leaflet) -> None:
    page = render.render(one, paths.bundled_pack())
    shown = [
        f"{section.heading * bool(place)} {section.text}"
        for place, section in enumerate(page.sections)
        if section.anchor != "sources"
    ]
    read = [block.text for block in manuscript.read(one).blocks if block.kind != "source"]
    assert re.findall(r"\w+", " ".join(read)) == re.findall(r"\w+", " ".join(shown))


@pytest.mark.parametrize("one", BUNDLED, ids=lambda one: f"{one.lang}/{one.slug}")
def test_a_manuscript_has_the_anchors_of_the_page(one: Leaflet) -> None:
    page = render.render(one, paths.bundled_pack())
    assert form.anchors(manuscript.read(one)) == {a for a in page.anchors if not a.startswith("fn")}


@pytest.mark.parametrize(
    "body",
    [
        "## What?\n\n## What?\n\n### What?",
        "## …\n\n## …",
        "Dose\n: A.\n\nDose\n: B.",
        "## Dose\n\nDose\n: A.",
        '!!! help "Call"\n    A.\n\n!!! help "Call"\n    B.\n\n!!! help ""\n    C.',
        "One.[^a]\n\n[^a]: Source.",
        "Title\n=====\n\nPart\n----\n\n# A *b* `c`\n",
    ],
)
def test_a_name_that_stands_twice_gets_the_number_that_the_page_gives_it(body: str) -> None:
    page = render.render(parsed(body), Path("pack"))
    assert form.anchors(read(body)) == {a for a in page.anchors if not a.startswith("fn")}


def test_each_block_knows_its_line() -> None:
    body = "Start\ngoes on.\n\n## Head\n\n- item\n  more\n- [ ] other\n\nA|B\n-|-\n1|2\n\n"
    more = "Term\n: meaning\n\n[^a]: S."
    assert [(block.kind, block.line, block.text) for block in read(body + more).blocks] == [
        ("paragraph", 4, "Start\ngoes on."),
        ("heading", 7, "Head"),
        ("item", 9, "item\nmore"),
        ("item", 11, "other"),
        ("cell", 13, "A"),
        ("cell", 13, "B"),
        ("cell", 15, "1"),
        ("cell", 15, "2"),
        ("term", 17, "Term"),
        ("definition", 18, "meaning"),
        ("source", 20, "S."),
    ]


def test_a_link_over_two_lines_leaves_the_lines_where_they_are() -> None:
    [block] = read("One [two\nthree](a.md) `four\nfive` six\nseven.").blocks
    assert block.text == "One two\nthree four\nfive six\nseven."
    assert block.line_of(block.text.index("seven")) == 7


def test_code_has_no_words() -> None:
    assert [block.text for block in read("Words.\n\n    code <b>\n\nMore.").blocks] == ["Words.", "More."]


def test_an_indented_line_goes_on_in_an_item_and_in_a_call_out() -> None:
    draft = read("- one\n\n    two\n\n!!! note\n    three\n\n    four\n\nfive")
    assert [block.text for block in draft.blocks] == ["one", "two", "Note", "three", "four", "five"]


def test_a_list_needs_an_empty_line_before_it() -> None:
    assert [block.text for block in read("Ask:\n- one\n- two").blocks] == ["Ask:\n- one\n- two"]


def test_what_a_backslash_precedes_is_itself() -> None:
    draft = read(r"\[no\](link.md) 2 \* 3")
    assert draft.links == []
    assert draft.blocks[0].text == "[no](link.md) 2 * 3"


def test_an_address_is_words_and_no_link() -> None:
    draft = read("See <https://example.org/a> or <help@example.org>.")
    assert draft.links == []
    assert draft.blocks[0].text == "See https://example.org/a or help@example.org."


def test_a_bar_in_a_cell_may_be_escaped() -> None:
    cells = [block.text for block in read("|A|B|\n|-|-|\n|x \\| y|z|").blocks]
    assert cells == ["A", "B", "x | y", "z"]


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_what_the_renderer_leaves_out_is_found(body: str) -> None:
    source = parsed(body)
    try:
        page = render.render(source, Path("pack"))
    except ContentError:  # Python-Markdown stumbles over some asterisks
        return
    left_out = {(problem.rule, problem.problem.partition(";")[0]) for problem in page.problems}
    left_out |= {
        ("dead-link", f"there is no leaflet {to.slug}.md in this language") for to, _ in page.links
    }
    draft = manuscript.read(source)
    known = {("en", "sleep"): form.anchors(draft)}
    faults = [*form.faults(draft), *form.link_faults("en", "sleep", draft.links, known)]
    assert left_out <= {(fault.rule, fault.problem.partition(";")[0]) for fault in faults}


@given(st.text() | st.text("#!-*+:[]()|<>`_=\\^&. \n\tA1,%"), st.sampled_from(["en", "es", "fr"]))
def test_any_text_can_be_checked(body: str, lang: str) -> None:
    draft = manuscript.read(parsed(body, lang))
    faults = [*proof._faults(draft, date(2026, 11, 23)), *form.link_faults(lang, "sleep", draft.links, {})]
    lines = len(draft.leaflet.body.split("\n")) + 3
    assert all(0 <= fault.line <= lines for fault in faults)
    assert not list(translation.faults(draft, draft))


@pytest.mark.parametrize("href", ["ptsd.md", "./ptsd.md", "ptsd.md#help", "#help"])
def test_a_target_is_a_place_in_the_leaflets(href: str) -> None:
    to = link.target(href)
    assert to
    assert to.slug in ("ptsd", "")
    assert to.anchor in ("help", "")


@pytest.mark.parametrize("href", ["ptsd.html", "sub/ptsd.md", "PTSD.md", "https://example.org/ptsd.md", ""])
def test_nothing_else_is_a_target(href: str) -> None:
    assert link.target(href) is None
