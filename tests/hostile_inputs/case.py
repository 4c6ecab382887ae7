"""One hostile upload and what it must get."""

from __future__ import annotations

from dataclasses import dataclass, field

ACCEPT, EITHER, REJECT = "accept", "either", "reject"


@dataclass(frozen=True)
class Case:
    name: str
    verdict: str
    data: bytes = field(repr=False)

    def __str__(self) -> str:
        return self.name
