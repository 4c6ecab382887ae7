"""Processor time that a long piece of work may take before it ends early, with a word."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Budget:
    """`done` counts what came out; `late` is True once the time was over."""

    seconds: float
    done: int = 0
    late: bool = False
    _started: float = field(default_factory=time.process_time)

    def over(self) -> bool:
        """Whether the time is over. Asked after each piece, so that one piece always comes out."""
        self.late = time.process_time() - self._started > self.seconds
        return self.late
