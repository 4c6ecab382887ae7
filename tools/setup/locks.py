"""The lock files: written by uv from pyproject.toml, and checked without a network."""

import hashlib
import json
import re
import subprocess
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.setup.python_env import DEV_LOCK, RUN_LOCK, UV_LOCK

LOCKS = (RUN_LOCK, DEV_LOCK, UV_LOCK)
_UV = "uv==0.13.9"
_MARK = "# Belongs to the dependencies in pyproject.toml with the fingerprint "
_COMPILE = [
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"),
    *("--index-strategy", "unsafe-best-match", "--custom-compile-command", "tools/lock"),
]
# A lock names packages, versions and hashes; where they come from is each machine's own affair.
_FOREIGN = re.compile(r"https?://|file://|\s@\s|^-|--(index|extra-index|find-links)|^/|\s/\w")


def write(checkout: Path, uv: Path, environ: Mapping[str, str], options: Sequence[str]) -> int:
    """Writes all lock files; `options` go to uv (`--upgrade`, `--upgrade-package NAME`)."""
    jobs = (
        (RUN_LOCK, ["pyproject.toml"], ""),
        (DEV_LOCK, ["pyproject.toml", "--group", "dev"], ""),
        (UV_LOCK, ["-"], _UV),
    )
    for lock, source, text in jobs:
        print(f"writing {lock}", flush=True)
        command: list[str | Path] = [uv, *_COMPILE, *options, *source, "--output-file", lock]
        done = subprocess.run(
            command, input=text, text=True, cwd=checkout, env=dict(environ), check=False
        )
        if done.returncode != 0:
            return done.returncode
        path = checkout / lock
        path.write_text(f"{_MARK}{_fingerprint(checkout)}\n{_body(path.read_text())}")
    return check(checkout)


def check(checkout: Path) -> int:
    """Says what is wrong with the lock files; 0 when nothing is."""
    wrong = [line for lock in LOCKS for line in _check(checkout, lock)]
    for line in wrong:
        print(line)
    print("lock files: " + ("not right, please run tools/lock" if wrong else "right"))
    return 1 if wrong else 0


def _check(checkout: Path, lock: str) -> list[str]:
    text = (checkout / lock).read_text()
    wrong = [
        f"{lock}:{number}: names a place, and a lock must not: {line.strip()}"
        for number, line in enumerate(text.splitlines(), 1)
        if not line.lstrip().startswith("#") and _FOREIGN.search(_without_hash(line))
    ]
    if not text.startswith(f"{_MARK}{_fingerprint(checkout)}\n"):
        wrong.append(f"{lock}: the dependencies in pyproject.toml have changed since it was made")
    return wrong


def _without_hash(line: str) -> str:
    return re.sub(r"--hash=\S+", "", line)


def _body(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(_MARK))


def _fingerprint(checkout: Path) -> str:
    """Changes with what pyproject.toml asks for, not with the settings of tools beside it."""
    table = tomllib.loads((checkout / "pyproject.toml").read_text())
    project = table["project"]
    asked = [
        project["requires-python"],
        sorted(project["dependencies"]),
        project.get("optional-dependencies", {}),
        table.get("dependency-groups", {}),
        _UV,
    ]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:16]
