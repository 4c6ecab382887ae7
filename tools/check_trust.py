"""Every rule in docs/trust.md has a test that is there, or says openly that it has none yet.

Run as `python -m tools.check_trust`.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.trust_mutations import MUTATIONS

_CHECKOUT = Path(__file__).resolve().parents[1]
_LINES = 37
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def findings(checkout: Path) -> Iterator[str]:
    """What is wrong, a sentence each."""
    text = (checkout / "docs/trust.md").read_text(encoding="utf-8")
    rows = {int(m[1]): m[0] for m in re.finditer(r"^\| (\d+) \|.*$", text, re.MULTILINE)}
    for number in range(1, _LINES + 1):
        row = rows.get(number)
        if row is None:
            yield f"line {number} is missing"
        elif not _TEST.search(row) and "not yet" not in row:
            yield f"line {number} has no test and does not say so"
    for mutation in MUTATIONS:
        if mutation.old not in (checkout / mutation.file).read_text(encoding="utf-8"):
            yield f"line {mutation.line}: tools/trust_mutations.py breaks what is no longer there"
    for file, name in _TEST.findall(text):
        path = checkout / file
        there = path.is_file() and f"def {name}(" in path.read_text(encoding="utf-8")
        if not there:
            yield f"{file}::{name} is gone"


def main() -> int:
    """Prints what is wrong; 0 when nothing is."""
    wrong = list(findings(_CHECKOUT))
    for line in wrong:
        print(f"docs/trust.md: {line}")
    print("trust: " + ("not right" if wrong else "each rule with its test, or openly without"))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
