"""Who is in which pod, with which privileges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from core.ids import PersonId, PodId
from core.model import Member, MemberState, Role
from storage.repositories.values import privileges_from, privileges_text
from storage.tables import members
from storage.unit import Unit

_MEMBER = sa.select(members).where(
    members.c.pod == sa.bindparam("pod"), members.c.person == sa.bindparam("person")
)
_OF_POD = (
    sa.select(members).where(members.c.pod == sa.bindparam("pod")).order_by(members.c.joined_at)
)
_OF_PERSON = (
    sa.select(members)
    .where(members.c.person == sa.bindparam("person"))
    .order_by(members.c.joined_at)
)


class SqlMembers:
    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def save(self, member: Member) -> None:
        self._unit.require(member.pod)
        values = {
            "pod": member.pod,
            "person": member.person,
            "role": member.role,
            "privileges": privileges_text(member.privileges),
            "state": member.state,
            "joined_at": member.joined_at,
            "expires_at": member.expires_at,
            "invited_by": member.invited_by,
        }
        await self._unit.put(members, values)

    async def get(self, pod: PodId, person: PersonId) -> Member | None:
        if not self._unit.sees(pod):
            return None
        row = (await self._unit.run(_MEMBER, {"pod": pod, "person": person})).one_or_none()
        return None if row is None else _member(row)

    async def of_pod(self, pod: PodId) -> Sequence[Member]:
        if not self._unit.sees(pod):
            return ()
        return [_member(row) for row in await self._unit.run(_OF_POD, {"pod": pod})]

    async def of_person(self, person: PersonId) -> Sequence[Member]:
        """Works in any scope."""
        await self._unit.tx.look(person)
        return [_member(row) for row in await self._unit.run(_OF_PERSON, {"person": person})]


def _member(row: sa.Row[Any]) -> Member:
    return Member(
        pod=row.pod,
        person=row.person,
        role=Role(row.role),
        privileges=privileges_from(row.privileges),
        joined_at=row.joined_at,
        state=MemberState(row.state),
        expires_at=row.expires_at,
        invited_by=row.invited_by,
    )
