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


def lock_note(person: PersonId) -> str:
    """What is shut of a person and how it comes back: see `lock`."""
    return f"lock:{person}"


def locked_note(account: UserRef) -> str:
    """Whose an account is that is shut."""
    return "locked:" + "/".join(user_json(account))


async def _unlock(desk: Desk, person: PersonId) -> None:
    noted = await desk.uow.notes.get(lock_note(person))
    for account in json.loads(noted)["accounts"] if noted else ():
        await desk.uow.notes.delete(locked_note(user_from(account)))
    await desk.uow.notes.delete(lock_note(person))


async def forget_all(desk: Desk, person: PersonId, *, keep_app: bool = False) -> None:
    """Every account, the app, what waits to be proven and what was handed out to bind by.

    A way back that was open is closed as well.
    """
    await _unlock(desk, person)
    for identity in await desk.uow.people.identities(person):
        await desk.uow.people.unbind(identity.ref)
    phrase = await desk.uow.notes.get(f"phrase-of:{person}")
    app = "" if keep_app else f"totp:{person}"
    for name in (app, f"change:{person}", f"phrase-of:{person}", phrase):
        if name:
            await desk.uow.notes.delete(name)
    await desk.uow.sessions.end_all(person)
    await desk.audit(None, person, "accounts_removed", person, "done", "bound anew")
