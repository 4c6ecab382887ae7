"""What proves who somebody is in a chat, taken away again when the proof was somebody else's."""

from __future__ import annotations

import json

from core.ids import PersonId, UserRef
from core.usecases.desk import Desk, user_from, user_json


def account_text(account: UserRef | None) -> str:
    """An account as an argument of a button; "" for none."""
    return json.dumps(user_json(account)) if account else ""


async def forget(desk: Desk, person: PersonId, account: str) -> None:
    """One account of a person, as `account_text` wrote it; what is signed in ends, too."""
    if not account:
        return
    ref = user_from(json.loads(account))
    bound = await desk.uow.people.by_identity(ref)
    if bound is None or bound.person != person:
        return
    await desk.uow.people.unbind(ref)
    await desk.uow.sessions.end_all(person)
    await desk.audit(None, person, "account_removed", person, "done", ref.platform)


async def forget_all(desk: Desk, person: PersonId) -> None:
    """Every account, the app, what waits to be proven and what was handed out to bind by."""
    for identity in await desk.uow.people.identities(person):
        await desk.uow.people.unbind(identity.ref)
    phrase = await desk.uow.notes.get(f"phrase-of:{person}")
    for name in (f"totp:{person}", f"change:{person}", f"phrase-of:{person}", phrase):
        if name:
            await desk.uow.notes.delete(name)
    await desk.uow.sessions.end_all(person)
    await desk.audit(None, person, "accounts_removed", person, "done", "bound anew")
