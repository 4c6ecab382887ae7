"""What each launcher does once its set-up stands."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.setup import locks
from tools.setup.browser import Browser
from tools.setup.places import CHECKOUT, Places
from tools.setup.progress import Progress
from tools.setup.python_env import PythonEnvironments

_TEST_HELP = """./test [OPTIONS OF PYTEST …]
    Runs the whole suite on all cores, with real servers that it starts and stops itself.
    Examples: ./test tests/unit    ./test -k invite    ./test -n0 --pdb

./test --lint
    Style, formatting, types, import contracts, dead code, house rules, lock files.

./test --supply
    Licences of the installation, and known weaknesses of what it is made of (needs network).

./test --fuzz SECONDS
    Throws mutated inputs at the decoders for as long as you say.
"""


def _places() -> Places:
    return Places(CHECKOUT, os.environ)


def carepods(arguments: Sequence[str]) -> int:
    """Becomes `carepods ARGUMENTS`, in the person's own folder."""
    environment = PythonEnvironments(_places(), Progress()).run_time()
    return _become(environment, ["bot.cli", *arguments], {})


def test(arguments: Sequence[str]) -> int:
    """Becomes pytest, the linters or the fuzzer."""
    if arguments[:1] in (["--help"], ["-h"]):
        print(_TEST_HELP)
        return 0
    places, progress = _places(), Progress()
    environments = PythonEnvironments(places, progress)
    environment = environments.development()
    settings = _test_settings(places)
    os.chdir(CHECKOUT)
    if arguments[:1] == ["--lint"]:
        return _lint(environment, places, settings)
    if arguments[:1] == ["--supply"]:
        return _become(environment, ["tools.supply", *arguments[1:]], settings)
    if arguments[:1] == ["--fuzz"]:
        seconds = arguments[1] if len(arguments) > 1 else "60"
        return _become(environment, ["tests.fuzz", "--seconds", seconds, *arguments[2:]], settings)
    browser = Browser(places, progress, environments.environ()).folder()
    settings["TEST_CHROMIUM"] = str(browser / "chromium")
    if (browser / "lib").is_dir():
        paths = [str(browser / "lib"), os.environ.get("LD_LIBRARY_PATH", "")]
        settings["LD_LIBRARY_PATH"] = ":".join(filter(None, paths))
    cache = f"cache_dir={places.cache('pytest')}"
    options = ["-n", "auto", "--dist", "worksteal", "-o", cache]
    return _become(environment, ["pytest", *options, *arguments], settings)


def lock(arguments: Sequence[str]) -> int:
    """Writes the lock files anew, or compares them with pyproject.toml."""
    if "--check" in arguments:
        return locks.check(CHECKOUT)
    environments = PythonEnvironments(_places(), Progress())
    return locks.write(CHECKOUT, environments.uv(), environments.environ(), arguments)


def _become(environment: Path, module: Sequence[str], settings: dict[str, str]) -> int:
    """Replaces this process, so that signals reach the command itself.

    The checkout goes onto the path and the folder the person stands in does not: a file called
    `bot.py` lying there must not be taken for ours.
    """
    environ = {**os.environ, **settings, "PYTHONPATH": str(CHECKOUT), "PYTHONSAFEPATH": "1"}
    environ["PYTHONUTF8"] = "1"  # whatever the locale, the sentences are UTF-8
    environ.pop("PYTHONHOME", None)
    python = str(environment / "bin/python")
    sys.stdout.flush()
    os.execve(python, [python, "-m", *module], environ)


def _lints(places: Places) -> list[list[str]]:
    """The checks, fast ones first: a program of the development environment and its arguments."""
    return [
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        ["lint-imports", "--cache-dir", str(places.cache("imports"))],
        ["python", "-m", "tools.check_names"],
        ["python", "-m", "tools.check_trust"],
        ["python", "-m", "tools.supply", "licences"],
        ["vulture"],
        ["mypy"],
    ]


def _lint(environment: Path, places: Places, settings: dict[str, str]) -> int:
    """Runs every check, even after one failed, and names those that did."""
    environ = {**os.environ, **settings}
    failed = []
    for words in _lints(places):
        print(f"\n== {' '.join(words)}", flush=True)
        command = [str(environment / "bin" / words[0]), *words[1:]]
        if subprocess.run(command, env=environ, check=False).returncode != 0:
            failed.append(" ".join(words))
    print("\n== tools/lock --check", flush=True)
    if locks.check(CHECKOUT) != 0:
        failed.append("tools/lock --check")
    print("\nNot right yet: " + ", ".join(failed) if failed else "\nAll checks passed.")
    return 1 if failed else 0


def _test_settings(places: Places) -> dict[str, str]:
    """Tools keep their caches on the shelf, so that a read-only checkout will do.

    CI is taken out: several test tools behave differently where it is set, and what passes
    here must be what passes there.
    """
    os.environ.pop("CI", None)
    # The tests start the program some hundred times: what was compiled once is kept.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    settings = {
        "COVERAGE_FILE": str(places.cache("coverage") / "data"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(places.cache("hypothesis")),
        "MYPY_CACHE_DIR": str(places.cache("mypy")),
        "PYTHONPATH": str(CHECKOUT),
        "RUFF_CACHE_DIR": str(places.cache("ruff")),
    }
    if not places.home_is_writable:
        settings["HOME"] = str(places.cache("home"))
    return settings


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "carepods": carepods,
    "lock": lock,
    "test": test,
}
