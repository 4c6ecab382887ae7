"""Invitations: found by their secrets in any scope, changed in their pod's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core.ids import InvitationId, PodId, UserRef
from core.model import Invitation, InvitationState, Role
from storage.repositories.values import (
    privileges_from,
    privileges_text,
    user_from,
    user_index,
    user_json,
)
from storage.tables import invitations
from storage.unit import Unit

CLOSED = (
    InvitationState.BOUND,
    InvitationState.LOCKED,
    InvitationState.EXPIRED,
    InvitationState.CANCELLED,
)
_OPEN = invitations.c.state.not_in([state.value for state in CLOSED])
SECRETS = {
    "link": invitations.c.link_hash,
    "page": invitations.c.page_hash,
    "bind": invitations.c.bind_hash,
}


class SqlInvitations:
    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, invitation: Invitation) -> None:
        self._unit.require(invitation.pod)
        values = await self._values(invitation)
        await self._unit.run(sa.insert(invitations), {"id": invitation.id, **values})

    async def save(self, invitation: Invitation) -> None:
        self._unit.require(invitation.pod)
        values = await self._values(invitation)
        mine = sa.and_(invitations.c.pod == invitation.pod, invitations.c.id == invitation.id)
        await self._unit.run(sa.update(invitations).where(mine).values(values))

    async def get(self, invitation: InvitationId, *, lock: bool = False) -> Invitation | None:
        return await self._one(invitations.c.id == invitation, invitation, lock=lock)

    async def by_secret(
        self, kind: str, digest: str, *, lock: bool = False, open_at: datetime | None = None
    ) -> Invitation | None:
        """`kind` is link, page or bind; an empty digest finds nothing."""
        if not digest:
            return None
        which = SECRETS[kind] == digest
        if open_at is not None:
            # Asked of the database: what is over is not opened, so that its time tells nothing.
            which = sa.and_(which, _OPEN, invitations.c.expires_at > open_at)
        return await self._one(which, digest, lock=lock)

    async def open_of_pod(self, pod: PodId) -> Sequence[Invitation]:
        if not self._unit.sees(pod):
            return ()
        return await self._many(sa.select(invitations).where(invitations.c.pod == pod, _OPEN))

    async def of_pod(self, pod: PodId) -> Sequence[Invitation]:
        """All of them, for an export."""
        if not self._unit.sees(pod):
            return ()
        return await self._many(sa.select(invitations).where(invitations.c.pod == pod))

    async def open_for_identity(self, ref: UserRef) -> Sequence[Invitation]:
        index = user_index(self._unit.keys, ref)
        await self._unit.tx.look(index)
        waiting = [InvitationState.CODE_SENT.value, InvitationState.VERIFIED.value]
        mine = sa.select(invitations).where(invitations.c.identity_index == index)
        return await self._many(mine.where(invitations.c.state.in_(waiting)))

    async def _one(
        self, which: sa.ColumnElement[bool], looked_for: str, *, lock: bool
    ) -> Invitation | None:
        await self._unit.tx.look(looked_for)
        query = sa.select(invitations).where(which)
        row = (await self._unit.run(query.with_for_update() if lock else query)).one_or_none()
        if row is None:
            await self._unit.open_decoy()
            return None
        return await self._invitation(row)

    async def _many(self, query: sa.Select[Any]) -> Sequence[Invitation]:
        rows = await self._unit.run(query.order_by(invitations.c.id))
        found = [await self._invitation(row) for row in rows]
        return [invitation for invitation in found if invitation is not None]

    async def _values(self, invitation: Invitation) -> dict[str, Any]:
        clear = {
            "email": invitation.email,
            "name": invitation.name,
            "phone": invitation.phone,
            "code_hash": invitation.code_hash,
            "identity": user_json(invitation.identity),
            "until": invitation.until.isoformat() if invitation.until else None,
        }
        identity = invitation.identity
        return {
            "pod": invitation.pod,
            "inviter": invitation.inviter,
            "role": invitation.role,
            "privileges": privileges_text(invitation.privileges),
            "state": invitation.state,
            "created_at": invitation.created_at,
            "expires_at": invitation.expires_at,
            "language": invitation.language,
            "link_hash": invitation.link_hash,
            "page_hash": invitation.page_hash,
            "bind_hash": invitation.bind_hash,
            "code_expires_at": invitation.code_expires_at,
            "code_failures": invitation.code_failures,
            "codes_sent": invitation.codes_sent,
            "resend_at": invitation.resend_at,
            "knock": invitation.knock,
            "identity_index": user_index(self._unit.keys, identity) if identity else None,
            "person": invitation.person,
            "sealed": await self._unit.seal(invitation.pod, f"invitations:{invitation.id}", clear),
        }

    async def _invitation(self, row: sa.Row[Any]) -> Invitation | None:
        clear = await self._unit.open(row.pod, f"invitations:{row.id}", row.sealed)
        if clear is None:
            return None
        return Invitation(
            id=row.id,
            pod=row.pod,
            inviter=row.inviter,
            email=clear["email"],
            role=Role(row.role),
            privileges=privileges_from(row.privileges),
            state=InvitationState(row.state),
            created_at=row.created_at,
            expires_at=row.expires_at,
            name=clear["name"],
            language=row.language,
            link_hash=row.link_hash,
            page_hash=row.page_hash,
            bind_hash=row.bind_hash,
            phone=clear["phone"],
            code_hash=clear["code_hash"],
            code_expires_at=row.code_expires_at,
            code_failures=row.code_failures,
            codes_sent=row.codes_sent,
            resend_at=row.resend_at,
            knock=row.knock,
            identity=user_from(clear["identity"]),
            person=row.person,
            until=datetime.fromisoformat(clear["until"]) if clear.get("until") else None,
        )
