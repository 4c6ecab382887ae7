"""How a step of the decoder says that an upload cannot become a picture."""

from __future__ import annotations

from core.imaging import Refusal


class Refused(Exception):
    """The upload is not taken, for a reason that has a sentence.

    `detail` goes to the log and must never repeat what the file says: name the step, the limit, the
    codec, a number, but no text out of the file.
    """

    def __init__(self, refusal: Refusal, detail: str = "") -> None:
        super().__init__(refusal.value, detail)
        self.refusal = refusal
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.refusal.value}: {self.detail}" if self.detail else self.refusal.value
