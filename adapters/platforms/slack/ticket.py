"""What an immediate answer needs: a trigger, a response address, and where the person was."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Ticket:
    """`trigger` opens a modal within 3 s; `response_url` takes 5 answers within 30 min."""

    team: str
    user: str
    channel: str = ""
    thread: str = ""
    trigger: str = field(default="", repr=False)
    response_url: str = field(default="", repr=False)

    def pack(self) -> str:
        return json.dumps({k: v for k, v in asdict(self).items() if v}, separators=(",", ":"))


def unpack(text: str) -> Ticket | None:
    """None for what was not packed here."""
    try:
        values = json.loads(text)
        return Ticket(**{str(k): str(v) for k, v in values.items()})
    except (ValueError, TypeError, AttributeError):
        return None
