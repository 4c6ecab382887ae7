"""Where two people are asked for: two human beings, not two entries of one."""

from __future__ import annotations

from collections.abc import Iterable

from core.ids import PersonId
from core.model import Person
from core.usecases.desk import Desk


async def is_one_of(desk: Desk, person: PersonId, others: Iterable[PersonId]) -> bool:
    """Whether somebody is one of these, be it under another address: the same verified phone or
    e-mail address is the same human being."""
    kept = list(others)
    if person in kept:
        return True
    me = await desk.uow.people.get(person)
    found = [await desk.uow.people.get(other) for other in kept]
    return me is not None and any(other is not None and _same(me, other) for other in found)


def _same(one: Person, other: Person) -> bool:
    same_phone = bool(one.phone) and one.phone == other.phone
    return same_phone or (bool(one.email) and one.email.casefold() == other.email.casefold())
