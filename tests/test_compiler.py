"""A store that is brought in step is the one that would be made from nothing."""

import random
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kpviewer import compiler, library, number, shelf
from kpviewer.library import Library
from tests.conftest import LEAFLET, Author
from tests.test_render import PIXEL

SLUGS = ("sleep", "rest", "naps", "food", "walks", "glossary")
WORDS = ("rest", "Si", "sí", "sleeping", "Sleep", "post-traumatic", "ándale", "the", "trauma's")
EVERYDAY = ("turn", "turning", "turned", "place", "placed", "paso", "pasado", "thought")
"""Those are told apart by whether some name consists of one of them."""
PACKS, GROUPS = ("a", "b", "c"), ("conditions", "nights", "days")
Dump = dict[str, list[tuple[Any, ...]]]


def dump(store: Path) -> Dump:
    """Everything that a store holds, whatever its languages are numbered."""
    with sqlite3.connect(":memory:") as reader:
        reader.execute("ATTACH ? AS store", [str(store)])
        tables = "SELECT name FROM store.sqlite_master WHERE type = 'table' AND sql NOT LIKE '%fts5%'"
        names = [name for (name,) in reader.execute(tables) if not name.startswith(("names_", "bodies_"))]
        held = {name: list(reader.execute(f'SELECT * FROM store."{name}"')) for name in names}
        for number, lang, _ in held["language"]:
            for kind in ("names", "bodies"):
                table = f"words_{kind}_{number}"
                reader.execute(
                    f"CREATE VIRTUAL TABLE temp.{table} USING fts5vocab(store, {kind}_{number}, instance)"
                )
                held[f"{kind} {lang}"] = list(reader.execute(f"SELECT * FROM {table}"))
        held["language"] = [row[1:] for row in held["language"]]
    reader.close()
    return {name: sorted(rows, key=repr) for name, rows in held.items()}


def newest(folders: list[Path], cache: Path) -> Path:
    return shelf.Shelf(folders, cache).stores()[0]


class Desk:
    """Somebody who works at two packs."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.packs = [folder / "one", folder / "two"]
        self._chance = random.Random(seed)
        for pack in self.packs:
            for lang in ("en", "es"):
                (pack / lang).mkdir(parents=True)
                for slug in SLUGS:
                    self._write(pack / lang / f"{slug}.md")

    def edit(self) -> str:
        """Do something to them; returns what."""
        path = (
            self._chance.choice(self.packs) / self._chance.choice(("en", "es")) / self._chance.choice(SLUGS)
        )
        path = path.with_suffix(".md")
        do = self._chance.choice(
            (self._write, self._write, self._delete, self._break, self._draw, self._rename)
        )
        do(path)
        return f"{do.__name__} {path}"

    def _write(self, path: Path) -> None:
        body = " ".join(self._chance.choices(WORDS + EVERYDAY, k=12))
        for place in range(self._chance.randrange(4)):
            body += f"\n\n## {self._chance.choice(WORDS)}\n\n" + " ".join(self._chance.choices(WORDS, k=9))
            anchor = self._chance.choice(("", "#rest", "#sleep", "#water"))
            body += f" [{place}]({self._chance.choice(SLUGS)}.md{anchor})"
        if self._chance.random() < 0.3:
            body += "\n\n![A dot](dot.png)"
        if self._chance.random() < 0.3:
            body += "\n\nwater\n:   What one drinks.\n"
        title = " ".join(self._chance.choices(WORDS, k=3))
        if self._chance.random() < 0.2:
            title = self._chance.choice(EVERYDAY)
        text = LEAFLET.format(title=title, body=body)
        text = text.replace("conditions", self._chance.choice(GROUPS))
        path.write_text(text.replace("order = 1", f"order = {self._chance.randrange(3)}"), "utf-8")

    def _delete(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def _break(self, path: Path) -> None:
        path.write_text("no front matter")

    def _draw(self, path: Path) -> None:
        picture = path.with_name("dot.png")
        if picture.exists():
            picture.unlink()
        else:
            picture.write_bytes(PIXEL)

    def _rename(self, path: Path) -> None:
        chance = self._chance
        (path.parent.parent / "pack.toml").write_text(
            f'name = "{chance.choice(PACKS)}"\nversion = "{chance.randrange(9)}"\n'
            f'[groups.{chance.choice(GROUPS)}]\ntitle = {{ en = "{chance.choice(WORDS)}" }}\n'
            f"leaflets = {chance.sample(SLUGS, chance.randrange(3))}\n"
        )


@pytest.mark.parametrize("seed", range(4))
def test_after_any_changes_a_store_is_the_one_made_from_nothing(seed: int, tmp_path: Path) -> None:
    desk = Desk(tmp_path, seed)
    library.load_from(desk.packs, tmp_path / "kept").close()
    done = []
    for turn in range(25):
        done.append(desk.edit())
        library.load_from(desk.packs, tmp_path / "kept").close()
        fresh = tmp_path / f"fresh-{turn}"
        library.load_from(desk.packs, fresh).close()
        assert dump(newest(desk.packs, tmp_path / "kept")) == dump(newest(desk.packs, fresh)), done


def test_a_language_that_goes_leaves_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, 0)
    library.load_from(desk.packs, tmp_path / "kept").close()
    for path in [*tmp_path.glob("*/es/*.md")][:-1]:
        path.unlink()
    library.load_from(desk.packs, tmp_path / "kept").close()
    [last] = tmp_path.glob("*/es/*.md")
    last.unlink()
    assert library.load_from(desk.packs, tmp_path / "kept").languages() == ["en"]
    library.load_from(desk.packs, tmp_path / "fresh").close()
    assert dump(newest(desk.packs, tmp_path / "kept")) == dump(newest(desk.packs, tmp_path / "fresh"))


@pytest.fixture
def clinic(pack: Path, write: Author, tmp_path: Path) -> tuple[list[Path], Path]:
    """Folders and cache of a compiled library of ten leaflets."""
    for place in range(10):
        write(
            f"leaflet-{place}",
            f"Words. See [this](leaflet-{(place + 1) % 10}.md#rest).\n\n## Rest\n\nWords.",
        )
    folders, cache = [pack], tmp_path / "cache"
    library.load_from(folders, cache).close()
    return folders, cache


def compiled(clinic: tuple[list[Path], Path]) -> tuple[Library, list[str]]:
    """The library after what was done to its packs, and what was compiled for it."""
    folders, cache = clinic
    base = shelf.open_store(newest(folders, cache))
    plan = compiler.plan(folders, compiler.state(folders), base)
    base.close()
    return library.load_from(folders, cache), [slug for _, slug in plan.changed]


def test_only_what_changed_is_compiled(clinic: tuple[list[Path], Path], write: Author) -> None:
    write("leaflet-3", "Other words.")
    loaded, changed = compiled(clinic)
    assert changed == ["leaflet-3"]
    assert loaded.read("leaflet-3", "en").text == "Sleep\nOther words."


def test_links_to_what_is_gone_become_words_and_come_back_with_it(
    clinic: tuple[list[Path], Path], write: Author
) -> None:
    write("leaflet-3", "No heading.")
    loaded, _ = compiled(clinic)
    assert "kp:leaflet-3" not in loaded.read("leaflet-2", "en").html
    [problem] = loaded.problems()
    assert Path(problem.path).name == "leaflet-2.md"
    write("leaflet-3", "A heading.\n\n## Rest\n\nWords.")
    loaded, _ = compiled(clinic)
    assert "kp:leaflet-3#rest" in loaded.read("leaflet-2", "en").html
    assert loaded.problems() == []


def test_a_picture_that_changes_changes_the_leaflets_that_show_it(
    clinic: tuple[list[Path], Path], write: Author, pack: Path
) -> None:
    write("leaflet-3", "![A dot](dot.png)\n\n## Rest\n\nWords.")
    assert [problem.rule for problem in compiled(clinic)[0].problems()] == ["picture-missing"]
    (pack / "en" / "dot.png").write_bytes(PIXEL)
    loaded, changed = compiled(clinic)
    assert changed == ["leaflet-3"]
    assert "<img" in loaded.read("leaflet-3", "en").html


def test_a_word_is_written_as_most_sections_have_it(clinic: tuple[list[Path], Path], write: Author) -> None:
    write("leaflet-3", "How señor and años are written.\n\n## Anos\n\nAnos, anos, anos.")
    query = "SELECT written FROM word WHERE word = 'anos'"
    assert compiled(clinic)[0].rows(query) == [("anos",)]
    write("leaflet-4", "Those años.\n\n## Años\n\nAños.")
    assert compiled(clinic)[0].rows(query) == [("años",)]
    write("leaflet-4", "Those.")
    assert compiled(clinic)[0].rows(query) == [("anos",)]


def test_two_leaflets_that_would_have_one_number_have_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(number, "_wished", lambda lang, slug: 7)
    assert number.of_leaflets([("en", "b"), ("en", "a")]) == {("en", "a"): 7, ("en", "b"): 8}


def test_the_program_is_all_modules_that_have_a_say_in_what_is_compiled() -> None:
    script = "import sys, kpviewer.compiler; print(*(name for name in sys.modules if 'kpviewer.' in name))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {f"kpviewer.{name}" for name in compiler.MODULES} == {*done.stdout.split()}
