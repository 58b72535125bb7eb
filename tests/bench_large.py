"""The part of `python -m tests bench` that is about 10,000 leaflets of 700 words, or as many as asked for.

`python -m tests.bench_large 100000` measures that many, without the rest.
"""

import os
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from kpviewer import library, search
from kpviewer.library import Library
from tests import large_library
from tests.bench import KPVIEWER, percentile, row, starts

MANY = 10_000


def measure(folder: Path, leaflets: int = MANY) -> None:
    """Print its lines of the table."""
    pack = folder / "large"
    language = large_library.write(pack, leaflets)
    work = f"{leaflets:,} leaflets"
    library.load().close()
    start = time.perf_counter()
    loaded = library.load([pack])
    row(f"compiling {work}", f"{time.perf_counter() - start:.1f} s", "", "<= 60 s")
    _change(pack, work)
    few, many = starts([[KPVIEWER], [KPVIEWER, "--packs", str(pack)]])
    row(f"cold start with {work}", f"{many[0] / few[0]:.2f} x eleven", f"{many[0]:.3f} s", "<= 1.15")
    row(
        f"memory after start with {work}",
        f"{many[1] / few[1]:.2f} x eleven",
        f"{many[1]:.1f} MB",
        "<= 1.15",
    )
    _search(folder, language, loaded)


def _change(pack: Path, work: str) -> None:
    path = pack / "en" / "l-7.md"

    def change(number: int) -> None:
        path.write_text(f"{path.read_text('utf-8')}\n\nAnd {number}.", "utf-8")
        library.load([pack]).close()

    row(f"changing one of {work}", f"{percentile(change, 5, 50):.0f} ms", "", "<= 1000 ms")


def _search(folder: Path, language: large_library.Language, loaded: Library) -> None:
    """Beside what SQLite's FTS5 by itself does with the same keys."""
    plain = sqlite3.connect(folder / "plain.sqlite")
    plain.execute("CREATE VIRTUAL TABLE words USING fts5 (heading, body, prefix = '2 3')")
    plain.executemany("INSERT INTO words VALUES (?, ?)", loaded.rows("SELECT heading, text FROM section"))
    keys = []
    for number in range(60):
        typed = language.say(1 + number % 5)
        typed = typed if number % 3 else language.misspell(typed)
        keys += [typed[:end] for end in range(1, len(typed) + 1) if typed[:end].strip()]

    def search_plain(number: int) -> object:
        words = " OR ".join(f'"{word}"' for word in keys[number].split())
        return plain.execute(
            "SELECT heading, snippet(words, 1, '[', ']', '…', 14) FROM words WHERE words MATCH ?"
            " ORDER BY rank LIMIT 20",
            [f"{words}*"],
        ).fetchall()

    search.answer(loaded, "misspelled", "en")
    ours = percentile(lambda number: search.answer(loaded, keys[number], "en"), len(keys), 99)
    theirs = percentile(lambda number: search_plain(number * 7), len(keys) // 7, 99)
    work = f"a key press in search, {len(loaded.leaflets('en')):,} leaflets"
    row(work, f"p99 {ours:.1f} ms", f"{ours / theirs:.2f} x FTS5", "<= 8 ms")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        os.environ |= {"XDG_CACHE_HOME": scratch, "QT_QPA_PLATFORM": "offscreen"}
        measure(Path(scratch), int(sys.argv[1]))
