"""Shows on standard error how far the set-up is; standard output stays the command's own."""

import sys
import time

_BEAT = 15.0  # seconds between signs of life where no terminal is watched


class Progress:
    """One line a step, with the seconds running where a terminal shows them."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._title = ""
        self._since = self._beat = time.monotonic()

    def note(self, text: str) -> None:
        """Says something beside the steps."""
        print(text, file=sys.stderr, flush=True)

    def start(self, title: str) -> None:
        """A step begins."""
        self._title = title
        self._since = self._beat = time.monotonic()
        self._show(f"  {title} …", end="" if self._live else "\n")

    def tick(self) -> None:
        """The step goes on; cheap enough to be called several times a second."""
        now = time.monotonic()
        if self._live:
            self._show(f"\r  {self._title} … {now - self._since:.0f} s", end="")
        elif now - self._beat >= _BEAT:
            self._beat = now
            self._show(f"  {self._title} … {now - self._since:.0f} s")

    def done(self, word: str = "done") -> None:
        """The step ended."""
        seconds = time.monotonic() - self._since
        start = "\r" if self._live else ""
        self._show(f"{start}  {self._title} … {word} ({seconds:.0f} s)")

    def _show(self, text: str, end: str = "\n") -> None:
        print(text, end=end, file=sys.stderr, flush=True)
