"""Days and moments as each reader's language writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from core.usecases.desk import Words


def day(when: date) -> Words:
    """3 March 2024"""
    return Words("date-day", _day(when))


def moment(at: datetime) -> Words:
    """3 March 2024, 09:05 UTC"""
    here = at.astimezone(UTC)
    clock = {"hour": f"{here:%H}", "minute": f"{here:%M}"}
    return Words("date-moment", {**_day(here), **clock})


def _day(when: date) -> dict[str, object]:
    # The year is text: as a number it would be written 2,024.
    return {"day": when.day, "month": when.month, "year": str(when.year)}
