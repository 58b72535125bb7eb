"""When the facts of a leaflet must be checked again. Days are ISO texts, which sort as they follow."""

import time

DUE_DAYS = 90
"""So many days before, staff are told."""


def today() -> str:
    """The day on which somebody reads."""
    return time.strftime("%Y-%m-%d")


def is_overdue(review_by: str, day: str = "") -> bool:
    """Whether the review was due before `day`, which is today unless given; never if none is planned."""
    return bool(review_by) and review_by < (day or today())


def state(review_by: str, reviewed_by: str, day: str = "") -> str:
    """What staff must see to on `day`: `overdue`, `unplanned`, `due` soon, `unsigned`; empty if nothing."""
    from datetime import date, timedelta

    soon = date.fromisoformat(day or today()) + timedelta(days=DUE_DAYS)
    if is_overdue(review_by, day):
        return "overdue"
    if not review_by:
        return "unplanned"
    if review_by <= soon.isoformat():
        return "due"
    return "" if reviewed_by else "unsigned"
