"""What the house style asks of the bundled leaflets beyond the rules of `kpviewer check`."""

import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from kpviewer import leaflet, paths, picture, render
from kpviewer.leaflet import Leaflet
from tests import draw

BOTH = [leaflet.parse(path) for path in sorted(paths.bundled_pack().glob("*/*.md"))]
LEAFLETS = [one for one in BOTH if one.lang == "en"]
CONDITIONS = [one for one in LEAFLETS if one.group == "conditions"]
SECTIONS = [
    "What is it?",
    "What is usually tried first?",
    "What might ketamine do?",
    "How sure are we?",
    "What does talking therapy add?",
    "Risks to know about",
    "Talk with your clinician if…",
]
NEVER = (
    r"cures?|cured|breakthrough|miracle|proven|essential|safely|rewires?|resets?|unlocks?|you will|"
    r"the best|addicts?|abusers?|victims?|committed suicide|mg|milligrams?"
)


NO_RUNNING_TEXT = re.compile(
    r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\([^)]*\)|^(?:#+|!!!|\[\^).*$|\[\^[^\]]*\]", re.MULTILINE
)
"""Links, pictures, headings, the titles of call-outs, footnotes."""
OTHERWISE = {
    *("acute", "response", "agudo-aguda", "respuesta"),  # everyday words, with another meaning there
    *("abstinencia-no-consumir", "ensayo-aleatorizado-al-azar"),  # parts of other terms
    *(
        "ptsd",
        "social-anxiety",
        "trastorno-de-estres-postraumatico-tept",
        "ansiedad-social",
    ),  # have a leaflet
}


def name(one: Leaflet) -> str:
    return one.slug


every = pytest.mark.parametrize("one", LEAFLETS, ids=name)
condition = pytest.mark.parametrize("one", CONDITIONS, ids=name)


def text(one: Leaflet) -> str:
    """The body without sources, marks and link targets."""
    body = re.sub(r"^\[\^[\w-]+\]:.*$", "", one.body, flags=re.MULTILINE)
    body = re.sub(r"\[\^[\w-]+\]", "", body)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", body)


@every
def test_front_matter_is_complete_and_unsigned(one: Leaflet) -> None:
    assert one.title
    assert one.summary
    assert one.aliases
    assert (one.reviewed, one.review_by, one.reviewed_by) == ("2026-11-22", "2027-11-22", "")


@every
def test_no_word_of_the_never_list_stands_in_it(one: Leaflet) -> None:
    assert not re.findall(rf"\b({NEVER})\b", text(one), re.IGNORECASE)


@every
def test_a_summary_names_no_medicine(one: Leaflet) -> None:
    assert not re.search(r"ketamin|spravato", one.summary, re.IGNORECASE)


@condition
def test_a_condition_has_the_same_sections_in_the_same_order(one: Leaflet) -> None:
    assert re.findall(r"^## (.*)$", one.body, re.MULTILINE) == SECTIONS


@condition
def test_a_condition_starts_in_short_and_ends_with_help(one: Leaflet) -> None:
    assert one.body.lstrip().startswith("!!! key")
    assert "!!! help" in one.body.split("## Talk with your clinician if…")[1]


@condition
def test_a_condition_says_in_short_that_the_use_is_not_approved(one: Leaflet) -> None:
    short = one.body.split("## ")[0]
    assert re.search(r"not approved|off-label|itself is not|No form of ketamine is approved", short)


@pytest.mark.parametrize(
    "one", [one for one in BOTH if one.slug != "glossary"], ids=lambda one: str(one.path)[-20:]
)
def test_a_word_of_the_glossary_is_marked_where_it_first_stands(one: Leaflet) -> None:
    root = paths.bundled_pack()
    running = NO_RUNNING_TEXT.sub(lambda found: "\0" * len(found[0]), one.body)
    unmarked = []
    for term in render.render(leaflet.parse(root / one.lang / "glossary.md"), root).terms:
        names = [name.strip() for name in re.split(r"[/()]", term.name) if len(name.strip()) > 1]
        words = "|".join(re.escape(name).replace("ión", "i(?:ón|ones)") + "(?:e?s)?" for name in names)
        ignoring = re.IGNORECASE * (not term.name.isupper())
        used = re.search(rf"(?<![\w-])(?:{words})(?![\w-])".replace(r"\ ", r"\s+"), running, ignoring)
        marked = re.search(rf"\]\(glossary\.md#{term.anchor}\)", one.body)
        if used and term.anchor not in OTHERWISE and (not marked or used.start() < marked.start()):
            unmarked.append(term.name)
    assert unmarked == []


def test_the_pack_says_what_it_is() -> None:
    manifest = tomllib.loads((paths.bundled_pack() / "pack.toml").read_text("utf-8"))
    assert manifest["name"] == "kpviewer"
    assert Path(paths.bundled_pack()).name == "content"


@pytest.mark.parametrize("drawing", draw.DRAWINGS, ids=lambda path: path.stem)
def test_a_picture_is_what_its_drawing_makes(drawing: Path, qapp: object) -> None:
    kept, drawn = QImage(str(draw.picture_of(drawing))), draw.draw(drawing)
    assert (kept.size(), kept.dotsPerMeterX()) == (drawn.size(), drawn.dotsPerMeterX())
    places = [(x, y) for x in range(0, kept.width(), 7) for y in range(0, kept.height(), 7)]
    kept_greys, drawn_greys = (
        [image.pixelColor(*p).lightness() for p in places] for image in (kept, drawn)
    )
    unlike = [a for a, b in zip(kept_greys, drawn_greys, strict=True) if abs(a - b) > 40]
    assert len(unlike) < len(places) / 1000


def test_every_picture_has_its_drawing() -> None:
    pictures = {path for path in paths.bundled_pack().rglob("*") if path.suffix in picture.KINDS}
    assert pictures == {draw.picture_of(drawing) for drawing in draw.DRAWINGS}
