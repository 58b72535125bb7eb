import re
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpviewer import dialect, effort, leaflet, picture, render, section
from kpviewer.errors import ContentError
from kpviewer.link import Target
from kpviewer.render import Link


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PIXEL = b"".join(
    [
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress(b"\x00\x0b\x66\x60")),
        _chunk(b"IEND", b""),
    ]
)
"""A PNG file of one green pixel."""


def rendered(body: str, root: Path = Path("pack"), lang: str = "en") -> render.Page:
    source = leaflet.parse_text(f"+++\ntitle = 'Sleep'\n+++\n{body}", root / lang / "sleep.md")
    return render.render(source, root)


def test_raw_html_is_shown_as_text() -> None:
    page = rendered("Hello <script>alert(1)</script> <b onclick='x'>you</b>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.html
    assert "<b" not in page.html


def test_a_block_of_raw_html_is_shown_as_text() -> None:
    assert "&lt;iframe" in rendered("<iframe src='x'>\n</iframe>").html


def test_entities_become_the_characters_they_mean() -> None:
    assert "© é &amp; &lt;" in rendered("&copy; &eacute; &amp; &lt;").html


def test_control_characters_are_dropped() -> None:
    assert rendered("a\x00b\x0cc").html == "<p>abc</p>"


def test_a_link_to_another_leaflet_is_noted_with_its_line() -> None:
    page = rendered("Words.\n\nSee [this](ptsd.md#what-helps).")
    assert page.links == [Link(Target("ptsd", "what-helps"), 6)]
    assert '<a href="kp:ptsd#what-helps">this</a>' in page.html


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[a site](https://example.org)", "a site (https://example.org)"),
        ("<https://example.org>", "https://example.org"),
        ("[mail](mailto:a@example.org)", "mail (a@example.org)"),
        ("[x](javascript:alert)", "x (javascript:alert)"),
        ("[x](file:///etc/passwd)", "x (file:///etc/passwd)"),
    ],
)
def test_a_link_to_the_outside_is_text(source: str, shown: str) -> None:
    assert rendered(source).html == f"<p>{shown}</p>"


def test_a_link_within_the_page_stays_a_link() -> None:
    assert '<a href="#a">up</a>' in rendered("## A\n\n[up](#a)").html


def test_a_link_to_nothing_on_the_page_is_text_and_reported() -> None:
    page = rendered("See [below](#nowhere).")
    assert page.html == "<p>See below.</p>"
    assert [(p.line, p.rule) for p in page.problems] == [(4, "dead-link")]


def test_a_link_that_is_no_leaflet_is_text_and_reported() -> None:
    page = rendered("See [this](ptsd.html).")
    assert page.html == "<p>See this.</p>"
    assert page.problems[0].problem.startswith("ptsd.html is not a leaflet")


def test_a_picture_of_the_pack_is_kept_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "brain.png").write_bytes(PIXEL)
    page = rendered("![A brain](brain.png)", tmp_path)
    [(name, data)] = page.pictures.items()
    assert data == PIXEL
    assert f'<p><img src="kp:{name}" alt="A brain" width="1" height="1"></p>' == page.html


def test_a_picture_in_a_paragraph_of_its_own_has_a_caption(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "brain.png").write_bytes(PIXEL)
    page = rendered('![A brain](brain.png "From *above*.")\n\nIn ![it](brain.png "No.") words.', tmp_path)
    assert re.sub("<img[^>]*>", "<img>", page.html) == (
        "<figure><img><figcaption>From *above*.</figcaption></figure>\n<p>In <img> words.</p>"
    )
    assert page.sections[0].text == "A brain From *above*. In it words."


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("../../secret.png", "is outside the pack"),
        ("/etc/passwd", "must be a file of the pack"),
        ("file:///etc/passwd", "must be a file of the pack"),
        ("http://example.org/x.png", "must be a file of the pack"),
        ("C:\\x.png", "must be a file of the pack"),
        ("brain.svg", "is not one of"),
        ("none.png", "cannot be read"),
        ("huge.png", "save it smaller than"),
    ],
)
def test_a_picture_that_may_not_be_shown_gives_way_to_its_description(
    source: str, problem: str, tmp_path: Path
) -> None:
    root = tmp_path / "pack"
    (root / "en").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(PIXEL)
    (root / "en" / "huge.png").write_bytes(b"x" * (picture.BYTES_LIMIT + 1))
    page = rendered(f"![A brain]({source})", root)
    assert page.html == "<p>[A brain]</p>"
    assert problem in page.problems[0].problem


def test_a_picture_without_description_is_left_out_and_reported() -> None:
    page = rendered("![](brain.png)")
    assert "<img" not in page.html
    assert "has no description" in page.problems[0].problem


def test_sections_have_anchor_heading_level_and_text() -> None:
    page = rendered("Start.\n\n## What is it?\n\nA *thing*.\n\n### More\n\nYes.")
    assert [tuple(section) for section in page.sections] == [
        ("", "Sleep", 1, "Start."),
        ("what-is-it", "What is it?", 2, "A thing."),
        ("more", "More", 3, "Yes."),
    ]


def test_a_call_for_help_is_a_section_of_its_own() -> None:
    page = rendered('Words.\n\n!!! help "Get help now"\n    Call **911**.')
    assert tuple(page.sections[1]) == ("get-help-now", "Get help now", 2, "Call 911.")
    assert '<aside class="help">' in page.html


def test_an_unknown_call_out_is_a_note() -> None:
    assert '<aside class="note">' in rendered("!!! hint\n    Words.").html


def test_sources_are_numbered_as_the_reader_meets_them() -> None:
    page = rendered("!!! key\n    One.[^b]\n\nTwo.[^a] Again.[^b]\n\n[^a]: Source A.\n[^b]: Source B.")
    marks = [part.partition("<")[0] for part in page.html.split('href="#fn:')[1:]]
    assert [mark[-1] for mark in marks] == ["1", "2", "1"]
    assert page.html.index("Source B") < page.html.index("Source A")


def test_two_marks_side_by_side_have_a_comma_between_them() -> None:
    page = rendered("One.[^a] [^b]\n\n[^a]: A.\n[^b]: B.")
    assert "</sup><sup>,&nbsp;</sup><sup" in page.html


def test_footnote_marks_are_not_part_of_the_text() -> None:
    page = rendered("One.[^a]\n\n[^a]: Source.")
    assert page.sections[0].text == "One."
    assert section.text(page.sections) == "Sleep\nOne.\nSources\nSource."


def test_sources_have_a_heading_in_the_language_of_the_leaflet() -> None:
    assert "Fuentes</h2>" in rendered("Uno.[^a]\n\n[^a]: Fuente.", lang="es").html


def test_a_check_list_and_its_lines_to_write_on() -> None:
    page = rendered("- [ ] Why me?\n\n    ____\n\n- [ ] How long?")
    assert page.html.count('<li class="unchecked">') == 2
    assert "<hr>" in page.html
    assert "[ ]" not in page.html


def test_a_glossary_term_has_an_anchor() -> None:
    page = rendered("Blinding (masking)\n: Hiding it.\n\nIV / IM\n: Into a vein.")
    assert {"blinding-masking", "iv-im"} <= page.anchors


def test_two_terms_of_one_name_have_two_anchors() -> None:
    page = rendered("## Dose\n\nDose\n: How much.")
    assert {"dose", "dose-2"} <= page.anchors


def test_a_table_keeps_its_alignment() -> None:
    page = rendered("| A | B |\n|---|--:|\n| 1 | 2 |")
    assert '<table class="data">' in page.html
    assert '<td align="right">2</td>' in page.html


def test_a_first_heading_is_a_section_like_any_other() -> None:
    assert '<h2 id="top">Top</h2>' in rendered("# Top").html


def test_lists_nested_too_deeply_are_an_error_not_a_crash() -> None:
    with pytest.raises(ContentError, match="nested too deeply"):
        rendered("\n".join("    " * depth + "- x" for depth in range(250)))


@pytest.mark.parametrize("mark", [">", "> ", "- ", "1. ", "> - "])
def test_nobody_follows_more_than_fifty_levels(mark: str) -> None:
    assert "x" in rendered(mark * 20 + " x").html
    with pytest.raises(ContentError, match="nested too deeply"):
        rendered(mark * 20_000 + " x")


@pytest.mark.parametrize("sign", ["[", "![", "[a](", "[a][", "[[a]", "!!! note\n", "*[a]: b\n", "## a\n\n"])
def test_what_would_take_hours_is_refused(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "LIMIT", effort.LIMIT // 100)
    assert rendered("Words. " + sign * 100).sections
    with pytest.raises(ContentError, match="would take too long to show"):
        rendered(sign * (500_000 // len(sign)))


@given(st.text())
def test_any_text_renders_or_is_refused(body: str) -> None:
    page = rendered("x" + body)
    assert "<script" not in page.html


_PIECES = (
    *("words ", "w", ".", "\n", "\n\n", "- ", "## ", "|", "[^1]", "\n\n[^1]: w\n\n", "\n\n*[w]: long\n\n"),
    *(
        "*w*",
        "**w**",
        "_w_",
        "`w`",
        "\\*",
        "[w](x.md)",
        "![w](x.png)",
        "<a@b.de>",
        "&amp;",
        "w  \nw",
        '"w"',
    ),
    *("'w'", "\\.", "w--w", "w---w", "w...", "*", "_", "`", "[", "]", "<", "&", "'", '"', "-"),
)
"""Of Markdown; each sign also where it means something by itself."""


@settings(max_examples=250)
@given(st.lists(st.sampled_from(_PIECES), max_size=6))
def test_what_is_spared_the_search_for_signs_has_none(pieces: list[str]) -> None:
    body = "".join(pieces)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(dialect, "_INLINE_STEPS", {})  # as Markdown alone does it
        slowly = rendered_or_refused(body)
    assert rendered_or_refused(body) == slowly


def rendered_or_refused(body: str) -> str:
    try:
        return rendered(body).html
    except ContentError as error:
        return str(error)


def test_signs_that_run_together_are_told_in_plain_words() -> None:
    assert "put spaces between them" in rendered_or_refused("*w**w*`w`")


def test_what_the_subset_does_not_know_is_words() -> None:
    assert rendered("HTML is old.\n\n*[HTML]: HyperText").html == "<p>HTML is old.</p>"


def test_a_call_out_may_have_no_title() -> None:
    assert rendered('!!! help ""\n    Call.').html == '<aside class="help">\n<p>Call.</p>\n</aside>'
