"""What is wrong with a pack: the author's proof-reader. The rules it goes by are those of `rules`."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kpviewer import grouping, leaflet, packs, review
from kpviewer.check import form, manuscript, translation, wording
from kpviewer.check.form import Anchors
from kpviewer.check.manuscript import Manuscript, Spot
from kpviewer.check.rules import LEVELS, Fault
from kpviewer.errors import ContentError, Problem
from kpviewer.grouping import Grouping

if TYPE_CHECKING:
    from kpviewer.compiler import Progress

_ORIGINAL = "en"
"""The language with which the others are compared."""


def check(
    folders: Sequence[Path],
    beside: Sequence[Path] = (),
    progress: "Progress | None" = None,
    today: date | None = None,
) -> list[Problem]:
    """What is wrong with the packs in `folders`, sorted by file and line.

    Links may lead to the packs in `beside` too, of which nothing is said. The state of the review
    is that of `today`. What `progress` raises ends it: that is how to stop it.
    """
    known = dict(anchors(beside))
    links: list[tuple[Path, list[Spot]]] = []
    found, files, problems = _find(folders)
    groups = Grouping(pack.manifest for pack in (*packs.find(beside)[0], *found))
    done = 0
    for twins in _topics(files):
        drafts = []
        for path in twins:
            try:
                drafts.append(manuscript.read(leaflet.parse(path)))
            except ContentError as error:
                problems.append(error.problem)
            done += 1
            if progress:
                progress(done, len(files))
        for draft in drafts:
            known[draft.leaflet.lang, draft.leaflet.slug] = form.anchors(draft)
            links.append((draft.leaflet.path, draft.links))
            problems += _problems(
                draft.leaflet.path, _faults(draft, today or date.fromisoformat(review.today()))
            )
            untitled = groups.fault(draft.leaflet.slug, draft.leaflet.group)
            if untitled:
                line = draft.key_line("group")
                problems += _problems(draft.leaflet.path, [Fault(grouping.RULE, line, untitled)])
        for draft, original in _translations(drafts):
            problems += _problems(draft.leaflet.path, translation.faults(draft, original))
    for path, spots in links:
        problems += _problems(path, form.link_faults(path.parent.name, path.stem, spots, known))
    slugs = {slug for _, slug in known}
    for pack in found:
        problems += grouping.missing(pack.root, pack.manifest, slugs)
    return sorted(problems)


def check_leaflet(path: Path, known: Anchors, today: date | None = None) -> list[Problem]:
    """What is wrong with one leaflet, sorted by line; `known` are the `anchors` of all others."""
    try:
        draft = manuscript.read(leaflet.parse(path))
    except ContentError as error:
        return [error.problem]
    lang, slug = draft.leaflet.lang, draft.leaflet.slug
    known = {**known, (lang, slug): form.anchors(draft)}
    faults = [
        *_faults(draft, today or date.fromisoformat(review.today())),
        *form.link_faults(lang, slug, draft.links, known),
    ]
    with contextlib.suppress(ContentError):
        if lang != _ORIGINAL:
            original = leaflet.parse(path.parent.parent / _ORIGINAL / path.name)
            faults += translation.faults(draft, manuscript.read(original))
    return sorted(_problems(path, faults))


def anchors(folders: Sequence[Path]) -> Anchors:
    """What links may name in the packs in `folders`; a later pack replaces leaflets of an earlier one."""
    known = {}
    for path in _find(folders)[1]:
        with contextlib.suppress(ContentError):
            draft = manuscript.read(leaflet.parse(path))
            known[draft.leaflet.lang, draft.leaflet.slug] = form.anchors(draft)
    return known


def _find(folders: Sequence[Path]) -> tuple[list[packs.Pack], list[Path], list[Problem]]:
    """The packs, the leaflet files, and what is wrong with packs as such."""
    all_packs: list[packs.Pack] = []
    files: list[Path] = []
    problems: list[Problem] = []
    for folder in folders:
        found, wrong = packs.find([folder])
        all_packs += found
        problems += wrong
        named: dict[tuple[str, str], Path] = {}
        for path in (path for pack in found for path in pack.leaflets()):
            first = named.setdefault((path.parent.name, path.stem), path)
            if first != path:
                problem = f"{first} has the same name and is replaced; rename one of them"
                problems += _problems(path, [Fault("duplicate-slug", 0, problem)])
            files.append(path)
    return all_packs, files, problems


def _topics(files: Iterable[Path]) -> Iterable[list[Path]]:
    """The files by pack and slug: a leaflet and its translations."""
    topics: dict[tuple[Path, str], list[Path]] = {}
    for path in files:
        topics.setdefault((path.parent.parent, path.stem), []).append(path)
    return topics.values()


def _translations(drafts: Sequence[Manuscript]) -> Iterator[tuple[Manuscript, Manuscript]]:
    """Each translation with its original; no original, no translation."""
    for original in drafts:
        if original.leaflet.lang == _ORIGINAL:
            yield from ((draft, original) for draft in drafts if draft is not original)


def _faults(draft: Manuscript, today: date) -> Iterator[Fault]:
    yield from form.faults(draft)
    yield from wording.faults(draft)
    yield from _review(draft, today)


def _review(draft: Manuscript, today: date) -> Iterator[Fault]:
    review_by, reviewed_by = draft.leaflet.review_by, draft.leaflet.reviewed_by
    line = draft.key_line("review_by")
    match review.state(review_by, reviewed_by, today.isoformat()):
        case "overdue":
            problem = f"the review was due on {review_by}; check the facts, then set reviewed and review_by"
            yield Fault("review-overdue", line, problem)
        case "unplanned":
            problem = "no review is planned; set review_by to a day within a year of reviewed"
            yield Fault("review-due", line, problem)
        case "due":
            yield Fault("review-due", line, f"the review is due on {review_by}; plan it")
    if not reviewed_by:
        problem = "no clinician has signed this off; when one has read it, name them in reviewed_by"
        yield Fault("unsigned", draft.key_line("reviewed_by"), problem)


def _problems(path: Path, faults: Iterable[Fault]) -> list[Problem]:
    return [Problem(str(path), line, LEVELS[rule], rule, problem) for rule, line, problem in faults]
