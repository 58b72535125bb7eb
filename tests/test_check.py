"""One planted fault for each rule, and what is no fault."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kpviewer import check, library, paths
from kpviewer.check import form
from tests.test_render import PIXEL

TODAY = date(2026, 11, 23)
FRONT = """+++
title = "Sleep"
group = "treatment"
reviewed = 2026-11-22
review_by = 2027-11-22
reviewed_by = "Dr. Roe"
+++
"""
CONDITION = FRONT.replace("treatment", "conditions")
SHAPE = "".join(f"## {heading}\n\nWords.\n\n" for heading in form._SECTIONS["en"])
LONG = " ".join(["word"] * 25)
PNG_OF = PIXEL.replace(PIXEL[16:24], (5000).to_bytes(4, "big") * 2)

Files = dict[str, str | bytes]


def en(body: str, front: str = FRONT) -> Files:
    """A leaflet whose body starts on line 8."""
    return {"en/sleep.md": front + body}


def twins(original: str, translation: str) -> Files:
    return {"en/sleep.md": FRONT + original, "es/sleep.md": FRONT + translation}


def picture(name: str, content: bytes) -> Files:
    return en("Look.\n\n![A brain](" + name + ")") | {f"en/{name}": content}


PLANTED: list[tuple[str, str, int, Files]] = [
    ("no-pack", "", 0, {}),
    ("pack", "pack.toml", 2, en("Words.") | {"pack.toml": "name = 'x'\nversion = \n"}),
    ("group", "en/sleep.md", 3, en("", FRONT.replace("treatment", "sleeping"))),
    ("group", "pack.toml", 3, en("") | {"pack.toml": "[groups.help]\nleaflets = [\n'gone']"}),
    ("no-language", "stray.md", 0, en("Words.") | {"stray.md": "x"}),
    ("unreadable", "en/folder.md", 0, {"en/folder.md/x": ""}),
    ("not-utf-8", "en/sleep.md", 8, {"en/sleep.md": FRONT.encode() + b"na\xefve"}),
    ("too-large", "en/sleep.md", 0, en("x" * 1_000_001)),
    ("front-matter", "en/sleep.md", 2, en("", '+++\ntitel = "Sleep"\n+++\n')),
    ("slug", "en/Sleep Well.md", 0, {"en/Sleep Well.md": FRONT}),
    (
        "section-alias",
        "en/sleep.md",
        8,
        en("## Rest\n", FRONT[:-4] + '[section_aliases]\n"sleep" = ["nap"]\nrest = ["pause"]\n+++\n'),
    ),
    (
        "duplicate-slug",
        "b/en/sleep.md",
        0,
        {f"{pack}/{name}": text for pack in "ab" for name, text in (en("") | {"pack.toml": ""}).items()},
    ),
    ("nested", "en/sleep.md", 58, en("\n".join("    " * depth + "- x" for depth in range(60)))),
    ("nested", "en/sleep.md", 10, en("Words.\n\n" + "> " * 51 + "deep")),
    ("nested", "en/sleep.md", 8, en("- " * 51 + "deep")),
    ("anchor", "en/sleep.md", 10, en("Words.\n\n## …")),
    ("duplicate-anchor", "en/sleep.md", 12, en("## Dose\n\nWords.\n\nDose\n: How much.")),
    ("heading-level", "en/sleep.md", 10, en("## One\n\n#### Three")),
    ("dead-link", "en/sleep.md", 10, en("Words.\n\nSee [this\nplace](gone.md).")),
    ("unknown-term", "en/sleep.md", 9, en("A\n[word](glossary.md#gone).")),
    ("remote", "en/sleep.md", 9, en("See\n[this](https://example.org).")),
    ("remote", "en/sleep.md", 8, en("![A brain](https://example.org/brain.png)")),
    ("picture-missing", "en/sleep.md", 8, en("![A brain](brain.png)")),
    ("picture-outside", "en/sleep.md", 8, en("![A brain](../../brain.png)")),
    ("picture-outside", "en/sleep.md", 8, en("![A brain](/brain.png)")),
    ("picture-text", "en/sleep.md", 9, en("Look:\n![](brain.png)") | {"en/brain.png": PIXEL}),
    ("picture-large", "en/sleep.md", 10, picture("brain.png", PIXEL + b"x" * 2_000_000)),
    ("picture-large", "en/sleep.md", 10, picture("brain.png", PNG_OF)),
    ("picture-type", "en/sleep.md", 10, picture("brain.jpg", PIXEL)),
    ("picture-type", "en/sleep.md", 10, picture("brain.svg", b"<svg/>")),
    ("picture-caption", "en/sleep.md", 10, picture("brain.png", PIXEL)),
    ("picture-caption", "en/sleep.md", 8, en('In ![A brain](b.png "It.") words.') | {"en/b.png": PIXEL}),
    ("raw-html", "en/sleep.md", 9, en("Some\n<b>bold</b> words.")),
    ("raw-html", "en/sleep.md", 8, en("<!-- later -->")),
    ("no-source", "en/sleep.md", 9, en("One.\nTwo.[^a]")),
    ("unused-source", "en/sleep.md", 10, en("One.\n\n[^a]: Source.")),
    ("unused-source", "en/sleep.md", 11, en("One.[^a]\n\n[^a]: Source.\n[^a]: Another.")),
    ("translation-sections", "es/sleep.md", 10, twins("## A\n\n### B\n\n## C", "## A\n\n## C")),
    (
        "translation-figures",
        "es/sleep.md",
        12,
        twins("A\n\n## B\n\nIt took 20 days.", "A\n\n## B\n\nTardó 25 días."),
    ),
    ("translation-figures", "es/sleep.md", 8, twins("It took 20 days.", "Tardó días.")),
    ("translation-figures", "es/sleep.md", 10, twins("|A|B|\n|-|-|\n|1|2|", "|A|B|\n|-|-|\n|1|3|")),
    ("translation-footnotes", "es/sleep.md", 8, twins("A.[^a]\n\n[^a]: S.", "A.")),
    (
        "translation-dates",
        "es/sleep.md",
        4,
        en("") | {"es/sleep.md": FRONT.replace("11-22\nr", "11-21\nr", 1)},
    ),
    (
        "reading-grade",
        "en/sleep.md",
        0,
        en("Contraindications necessitate immediate reconsideration.\n\n" * 10),
    ),
    ("long-sentence", "en/sleep.md", 9, en(f"Short.\nOne {LONG}.")),
    ("long-paragraph", "en/sleep.md", 10, en("Short.\n\n" + "One. " * 6)),
    ("long-section", "en/sleep.md", 10, en("Short.\n\n## Long\n\n" + "One.\n\n" * 251)),
    ("no-footnote", "en/sleep.md", 9, en("Rest helps.\nIt helped 27 of every 100 people.")),
    ("percentage", "en/sleep.md", 8, en("It helped 27 %.[^a]\n\n[^a]: Source.")),
    ("avoided-word", "en/sleep.md", 9, en("It\nis a miracle.")),
    ("avoided-word", "en/sleep.md", 8, en("Ketamine is\nsafe.")),
    ("avoided-word", "en/sleep.md", 2, en("", FRONT.replace("Sleep", "A cure"))),
    (
        "missing-section",
        "en/sleep.md",
        0,
        en("!!! key\n    A.\n\n!!! help\n    B.\n\n" + SHAPE[:-80], CONDITION),
    ),
    ("review-overdue", "en/sleep.md", 5, en("", FRONT.replace("2027-11-22", "2026-11-22"))),
    ("review-due", "en/sleep.md", 5, en("", FRONT.replace("2027-11-22", "2027-02-21"))),
    ("review-due", "en/sleep.md", 1, en("", FRONT.replace("review_by = 2027-11-22\n", ""))),
    ("unsigned", "en/sleep.md", 6, en("", FRONT.replace("Dr. Roe", ""))),
    ("wide-table", "en/sleep.md", 10, en("Words.\n\n|A|B|C|D|E|\n|-|-|-|-|-|\n|1|2|3|4|5|")),
]


@pytest.fixture
def plant(tmp_path: Path) -> Callable[[Files], Path]:
    """Writes files into a pack; returns its folder."""

    def write(files: Files) -> Path:
        root = tmp_path / "clinic"
        root.mkdir()
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write


@pytest.mark.parametrize(("rule", "file", "line", "files"), PLANTED, ids=lambda value: str(value)[:30])
def test_a_planted_fault_is_the_only_one_that_is_reported(
    rule: str, file: str, line: int, files: Files, plant: Callable[[Files], Path]
) -> None:
    root = plant(files)
    found = check.check([root], [paths.bundled_pack()], today=TODAY)
    assert [(problem.path, problem.line, problem.rule) for problem in found] == [
        (str(root / file), line, rule)
    ]


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, *_ in PLANTED} == {rule.name for rule in check.RULES}


@pytest.mark.parametrize("files", [files for *_, files in PLANTED], ids=[rule for rule, *_ in PLANTED])
def test_what_compiling_finds_is_shown(files: Files, plant: Callable[[Files], Path]) -> None:
    root = plant(files)
    compiled = library.load_from([root]).problems()
    shown = check.check([root], today=TODAY)
    places = {(problem.path, problem.rule, problem.problem) for problem in shown}
    assert {(problem.path, problem.rule, problem.problem) for problem in compiled} <= places


def found(root: Path, *beside: Path) -> list[tuple[int, str]]:
    return [(problem.line, problem.rule) for problem in check.check([root], beside, today=TODAY)]


CLEAN = """
!!! key "In short"
    - It may help some people.[^a] It is not a cure.
    - Ask [your clinic](questions-to-ask.md). See [below](#how-sure-are-we).

{shape}
## More

In a study of 96 people, 27 of every 100 felt better, and 18 of every 100 with a dummy.[^a]

| Effect | Drug, of 100[^a] | Dummy, of 100 |
| --- | --- | --- |
| Dizzy | 29 | 8 |

These were seen:[^a]

- 12 people slept well
- 3 of 20 did not

![A brain](brain.png "The brain, seen from above.")

- [ ] Of 100 people like me, how many got better?

    ____

Dose
: How much of a medicine you get. `<b>` and `[x](y.md)` are code.

!!! help "Get help now"
    Call **911**, or read [Get help now](get-help.md). Write to [us](mailto:help@example.org).

[^a]: Roe J. A proven cure for 12 % of addicts? J Sleep 2020;1:1-2. example.org/sleep
"""


def test_a_clean_leaflet_reports_nothing(plant: Callable[[Files], Path]) -> None:
    files = en(CLEAN.format(shape=SHAPE), CONDITION) | {"en/brain.png": PIXEL}
    assert found(plant(files), paths.bundled_pack()) == []


def test_the_bundled_pack_has_nothing_to_mend_but_to_be_signed() -> None:
    problems = check.check([paths.bundled_pack()], today=TODAY)
    assert [problem for problem in problems if problem.rule != "unsigned"] == []


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("It took 1,285 days.", "Tardó 1.285 días."),
        ("It took 6.5 days.", "Tardó 6,5 días."),
        ("It took 2 days.", "Tardó dos días."),
        ("It took two days.", "Tardó 2 días."),
        ("Call 988.", "Llame al 988 y oprima\n**2**. O llame otra vez al 988."),
        ("One.[^a] Two.[^b]\n\n[^a]: A.\n[^b]: B.", "Dos.[^b] Uno.[^a]\n\n[^b]: B.\n[^a]: A."),
        ("## A\n\nBee\n: Of 3.\n\n## B\n\nCat\n: Of 4.", "## A\n\nAbeja\n: De 3.\n\nBoa\n: De 4.\n\n## B"),
    ],
)
def test_a_translation_may_say_it_in_its_own_way(
    original: str, translation: str, plant: Callable[[Files], Path]
) -> None:
    assert found(plant(twins(original, translation))) == []


def test_a_table_of_another_size_is_no_translation(plant: Callable[[Files], Path]) -> None:
    table = "|A|B|\n|-|-|\n|1|2|"
    assert found(plant(twins(table, "Nada."))) == [(8, "translation-figures")]


def test_a_broken_original_is_compared_with_nothing(plant: Callable[[Files], Path]) -> None:
    assert found(plant(twins("A", "B") | {"en/sleep.md": "x"})) == [(1, "front-matter")]


def test_links_may_lead_to_the_packs_beside_of_which_nothing_is_said(
    plant: Callable[[Files], Path],
) -> None:
    root = plant(en("See [this](ptsd.md#what-is-it) and [that](glossary.md#ketamine)."))
    assert found(root, paths.bundled_pack()) == []
    assert found(root) == [(8, "dead-link"), (8, "dead-link")]


def test_a_link_that_misses_says_what_may_be_meant(plant: Callable[[Files], Path]) -> None:
    root = plant(en("## How long\n\nSee [this](#how-lang)."))
    [problem] = check.check([root], today=TODAY)
    assert problem.problem == "nothing on this page is named #how-lang; did you mean #how-long?"


def test_one_leaflet_is_checked_like_the_whole_pack(plant: Callable[[Files], Path]) -> None:
    root = plant(twins("It took 20 days.", "Tardó 25 días. Vea [esto](gone.md)."))
    for lang in ("en", "es"):
        path = root / lang / "sleep.md"
        whole = [problem for problem in check.check([root], today=TODAY) if problem.path == str(path)]
        assert check.check_leaflet(path, check.anchors([root]), TODAY) == whole
    (root / "en" / "sleep.md").write_text("x")
    [problem] = check.check_leaflet(root / "en" / "sleep.md", {}, TODAY)
    assert problem.rule == "front-matter"


def test_progress_is_told_leaflet_by_leaflet(plant: Callable[[Files], Path]) -> None:
    told: list[tuple[int, int]] = []
    check.check([plant(twins("A", "B"))], progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_a_check_can_be_stopped(plant: Callable[[Files], Path]) -> None:
    def stop(done: int, total: int) -> None:
        told.append(done)
        raise KeyboardInterrupt

    told: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        check.check([plant(twins("A", "B"))], progress=stop)
    assert told == [1]


def test_a_language_without_rules_for_words_is_checked_for_the_rest(plant: Callable[[Files], Path]) -> None:
    assert found(plant({"fr/sleep.md": CONDITION + "Un miracle.[^a]"})) == [
        (0, "missing-section"),
        (8, "no-source"),
    ]
