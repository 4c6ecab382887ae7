"""The tables of an export as CSV (RFC 4180) that a spreadsheet opens and does not run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence

from core.model import AuditEntry, Identity, Invitation, Member, Post, Room
from core.plain import one_line
from core.usecases.export import PodBook

BOM = b"\xef\xbb\xbf"  # by which spreadsheets know that it is UTF-8
# Some spreadsheets take the wide forms of East Asian keyboards for the same.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST = 2_000


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV with a line of names; what a spreadsheet would run gets an apostrophe."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(head)
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return BOM + held.getvalue().encode()


def cell(value: object) -> str:
    """One cell: on one line, without what hides, and harmless in a spreadsheet (CWE-1236)."""
    if value is None:
        return ""
    written = str(value)
    text = one_line(written, LONGEST)
    return f"'{text}" if written.startswith(RISKY) or text.startswith(RISKY) else text


def members(found: Iterable[tuple[Member, str]]) -> bytes:
    head = ("person", "name", "role", "may", "state", "joined", "until")
    return table(
        head,
        (
            (m.person, name, m.role.value, " ".join(sorted(m.privileges)), m.state.value,
             m.joined_at.isoformat(), m.expires_at.isoformat() if m.expires_at else "")
            for m, name in found
        ),
    )  # fmt: skip


def rooms(found: Iterable[Room]) -> bytes:
    head = ("chat", "platform", "for", "shown as", "state")
    rows = ((r.title, r.ref.platform, r.audience.value, r.mode.value, r.state.value) for r in found)
    return table(head, rows)


def invitations(found: Iterable[Invitation], names: Mapping[str, str]) -> bytes:
    head = ("at", "invited by", "name", "as", "state", "until")
    return table(
        head,
        (
            (i.created_at.isoformat(), names.get(i.inviter, ""), i.name, i.role.value,
             i.state.value, i.until.isoformat() if i.until else "")
            for i in found
        ),
    )  # fmt: skip


def posts(found: Iterable[Post], book: PodBook) -> bytes:
    numbers = {p.image.id: p.image.number for p in book.pictures}
    head = ("picture", "platform", "form", "size", "state", "planned", "sent", "by", "for")
    return table(
        head,
        (
            (numbers.get(p.image, ""), p.room.platform, p.form.value, p.purpose.value,
             p.state.value, p.planned_at.isoformat(), p.sent_at.isoformat() if p.sent_at else "",
             book.names.get(p.planned_by, ""), book.names.get(p.person or "", ""))
            for p in found
        ),
    )  # fmt: skip


def audit(
    entries: Iterable[AuditEntry], names: Mapping[str, str], numbers: Mapping[str, int]
) -> bytes:
    """Who, what, why allowed, when, from where; ids stand beside the names that are known."""
    head = (
        "at",
        "who",
        "who (id)",
        "what",
        "about",
        "about (id)",
        "outcome",
        "why",
        "from",
        "more",
    )
    rows = []
    for e in entries:
        about = f"#{numbers[e.subject]}" if e.subject in numbers else names.get(e.subject, "")
        more = {k: _named(k, v, names) for k, v in e.personal.items()}
        rows.append(
            (e.at.isoformat(), names.get(e.actor, ""), e.actor, e.action, about, e.subject,
             e.outcome, e.reason, e.origin, json.dumps(more, ensure_ascii=False) if more else "")
        )  # fmt: skip
    return table(head, rows)


def _named(key: str, value: str, names: Mapping[str, str]) -> str:
    if key != "people":
        return value
    return ", ".join(names.get(one, one) for one in value.split())


def accounts(found: Iterable[Identity]) -> bytes:
    head = ("platform", "workspace", "account", "since")
    rows = ((i.ref.platform, i.ref.workspace, i.ref.user, i.bound_at.isoformat()) for i in found)
    return table(head, rows)
