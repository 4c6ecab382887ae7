"""Runs a set-up tool: quiet, logged, watched, and never outliving the launcher."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.setup import trouble
from tools.setup.progress import Progress

_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """For `preexec_fn`: the kernel ends this child when its parent dies, however it dies."""
    if os.uname().sysname == "Linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def run(
    title: str,
    command: Sequence[str | Path],
    *,
    environ: Mapping[str, str],
    log: Path,
    progress: Progress,
    cwd: Path | None = None,
) -> str:
    """Runs one tool to its end and returns what it printed to standard output.

    Raises SetupTrouble with a sentence when the tool fails.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    output = log.with_suffix(".out")
    with log.open("wb") as errors, output.open("wb") as printed:
        child = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=errors,
            env=dict(environ),
            cwd=cwd,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - the launcher has no threads
        )
        try:
            while True:
                try:
                    code = child.wait(timeout=0.25)
                    break
                except subprocess.TimeoutExpired:
                    progress.tick()
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
    if code != 0:
        with log.open("ab") as errors:
            errors.write(output.read_bytes())
        raise trouble.from_output(title, log)
    return output.read_text(errors="replace")
