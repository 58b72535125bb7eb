"""Does the right leaflet come first? Five hundred queries as people type them, most written blind."""

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

from kpviewer import crisis, search
from kpviewer.library import Library

QUERIES = Path(__file__).parent / "queries"


class Query(NamedTuple):
    lang: str
    typed: str
    accepted: list[str]
    kind: str


def rows(name: str) -> list[list[str]]:
    lines = (QUERIES / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


RANKING = [Query(lang, typed, slugs.split(","), kind) for lang, typed, slugs, kind in rows("ranking.tsv")]


def leaflets(bundled: Library, query: Query) -> list[str]:
    return list(dict.fromkeys(hit.slug for hit in search.find(bundled, query.typed, query.lang)))


def test_the_right_leaflet_comes_first_or_soon(
    bundled: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    missed = []
    for query in RANKING:
        found = leaflets(bundled, query)
        is_first = bool({*found[:1]} & {*query.accepted})
        is_soon = bool({*found[:3]} & {*query.accepted})
        for name in ("all", query.lang, query.kind):
            counts[name] = [n + more for n, more in zip(counts[name], (1, is_first, is_soon), strict=True)]
        if not is_first:
            missed.append((query.lang, query.typed, query.accepted, found[:3]))
    with capsys.disabled():
        print()
        for name, (asked, first, soon) in counts.items():
            print(f"{name:14} {asked:4} queries: {first / asked:6.1%} first, {soon / asked:6.1%} in three")
    asked, first, soon = counts["all"]
    assert first / asked >= 0.95, missed
    assert soon == asked, missed


@pytest.mark.parametrize("query", [query for query in RANKING if query.kind == "crisis"], ids=str)
def test_words_of_danger_put_help_first(bundled: Library, query: Query) -> None:
    answer = search.answer(bundled, query.typed, query.lang)
    assert answer.is_crisis
    assert answer.hits[0].slug == "get-help"


def test_nearly_all_signs_of_danger_are_heard() -> None:
    typed = [words for _, words in rows("crisis.tsv")]
    missed = [words for words in typed if not crisis.is_meant(words)]
    assert len(missed) / len(typed) <= 0.03, missed


def test_words_that_only_sound_dangerous_are_nearly_all_let_pass() -> None:
    typed = [words for _, words in rows("no-crisis.tsv")]
    alarmed = [words for words in typed if crisis.is_meant(words)]
    assert len(alarmed) / len(typed) <= 0.02, alarmed


def test_nothing_of_what_was_typed_is_kept(bundled: Library, tmp_path: Path) -> None:
    before = sorted(path for path in tmp_path.rglob("*"))
    search.answer(bundled, "i want to die")
    assert sorted(path for path in tmp_path.rglob("*")) == before
