"""House rule: a platform's name stays in that platform's own room.

The platforms are the folders under adapters/platforms. Outside of its own folders, a platform's
name may stand only where everybody is known. Run as `python -m tools.check_names`.
"""

import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[1]
_ROOTS = ("core", "storage", "adapters", "bot")

# Where a platform may be named: its settings, the wiring, the story that shows two of them side
# by side, and the sentences that people read.
_ALLOWED = (
    "bot/config.py",
    "bot/compose.py",
    "bot/demo*",
    "bot/logs.py",  # the loggers of their client libraries
    "adapters/playground/page/*",
    "bot/playground*",
    "bot/story*",
    "bot/texts/*",
)


def findings(checkout: Path) -> Iterator[str]:
    """Every line that names a platform outside its room, as `file:line: sentence`."""
    platforms = sorted(
        folder.name
        for folder in (checkout / "adapters/platforms").iterdir()
        if (folder / "__init__.py").is_file()
    )
    for path in sorted(path for root in _ROOTS for path in (checkout / root).rglob("*.py")):
        name = path.relative_to(checkout).as_posix()
        if any(fnmatch(name, pattern) for pattern in _ALLOWED):
            continue
        strangers = [platform for platform in platforms if not _is_room_of(platform, name)]
        yield from _lines(path, name, strangers)


def _is_room_of(platform: str, name: str) -> bool:
    """Its adapter, and its simulator."""
    folders, modules = ("adapters/platforms", "adapters/playground"), ("/", ".py")
    return any(
        name.startswith(f"{folder}/{platform}{end}") for folder in folders for end in modules
    )


def _lines(path: Path, name: str, strangers: list[str]) -> Iterator[str]:
    if not strangers:
        return
    pattern = re.compile("|".join(map(re.escape, strangers)), re.IGNORECASE)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if found := pattern.search(line):
            yield f"{name}:{number}: {found.group().lower()} is named outside its own room"


def main() -> int:
    """Prints what is wrong; 0 when nothing is."""
    wrong = list(findings(_CHECKOUT))
    for line in wrong:
        print(line)
    print("platform names: " + ("not right" if wrong else "each in its own room"))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
