"""People and their accounts: nobody's pod, looked up in any scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from core.ids import PersonId, UserRef
from core.model import Identity, Person
from storage.repositories.values import (
    email_index,
    room_from,
    room_json,
    user_index,
    user_json,
)
from storage.tables import identities, people, sessions
from storage.unit import Unit

# Built once: who somebody is is asked at every event, and building takes longer than running.
_PERSON = sa.select(people).where(people.c.id == sa.bindparam("id"))
_BY_EMAIL = sa.select(people).where(people.c.email_index == sa.bindparam("email_index"))
_BY_USER = sa.select(identities).where(identities.c.user_index == sa.bindparam("user_index"))
_OF_PERSON = (
    sa.select(identities)
    .where(identities.c.person == sa.bindparam("person"))
    .order_by(identities.c.bound_at)
)
_OF_PEOPLE = sa.select(identities).where(
    identities.c.person.in_(sa.bindparam("people", expanding=True))
)


class SqlPeople:
    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, person: Person) -> None:
        values = await self._values(person)
        await self._unit.insert(people, {"id": person.id, **values})

    async def get(self, person: PersonId) -> Person | None:
        return await self._person(_PERSON, {"id": person})

    async def save(self, person: Person) -> None:
        values = await self._values(person)
        await self._unit.change(people, {"id": person.id}, values)

    async def delete(self, person: PersonId) -> None:
        """The person, their accounts and their sessions."""
        for mine in (
            sa.delete(identities).where(identities.c.person == person),
            sa.delete(sessions).where(sessions.c.person == person),
            sa.delete(people).where(people.c.id == person),
        ):
            await self._unit.run(mine)

    async def by_email(self, email: str) -> Person | None:
        index = email_index(self._unit.keys, email)
        return None if index is None else await self._person(_BY_EMAIL, {"email_index": index})

    async def bind(self, identity: Identity) -> None:
        index = user_index(self._unit.keys, identity.ref)
        clear = {"ref": user_json(identity.ref), "private": room_json(identity.private)}
        values = {
            "user_index": index,
            "person": identity.person,
            "bound_at": identity.bound_at,
            "sealed": await self._unit.seal(None, f"identities:{index}", clear),
        }
        await self._unit.put(identities, values)

    async def unbind(self, ref: UserRef) -> None:
        index = user_index(self._unit.keys, ref)
        await self._unit.run(sa.delete(identities).where(identities.c.user_index == index))

    async def by_identity(self, ref: UserRef) -> Identity | None:
        index = user_index(self._unit.keys, ref)
        found = await self._identities(_BY_USER, {"user_index": index})
        return found[0] if found else None

    async def identities(self, person: PersonId) -> Sequence[Identity]:
        return await self._identities(_OF_PERSON, {"person": person})

    async def accounts(
        self, people: Sequence[PersonId], platform: str
    ) -> Mapping[UserRef, PersonId]:
        found = await self._identities(_OF_PEOPLE, {"people": list(people)})
        return {i.ref: i.person for i in found if i.ref.platform == platform}

    async def _person(self, query: sa.Select[Any], which: dict[str, str]) -> Person | None:
        row = (await self._unit.run(query, which)).one_or_none()
        clear = row and await self._unit.open(None, f"people:{row.id}", row.sealed)
        if row is None or not clear:
            return None
        return Person(
            id=row.id,
            name=clear["name"],
            email=clear["email"],
            phone=clear["phone"],
            language=row.language,
            created_at=row.created_at,
        )

    async def _identities(self, query: sa.Select[Any], which: dict[str, Any]) -> list[Identity]:
        found = []
        for row in await self._unit.run(query, which):
            clear = await self._unit.open(None, f"identities:{row.user_index}", row.sealed)
            if clear is not None:
                private = room_from(clear["private"])
                found.append(Identity(UserRef(*clear["ref"]), row.person, row.bound_at, private))
        return found

    async def _values(self, person: Person) -> dict[str, Any]:
        clear = {"name": person.name, "email": person.email, "phone": person.phone}
        return {
            "email_index": email_index(self._unit.keys, person.email),
            "language": person.language,
            "created_at": person.created_at,
            "sealed": await self._unit.seal(None, f"people:{person.id}", clear),
        }
