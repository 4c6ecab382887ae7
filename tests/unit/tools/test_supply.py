"""The installation's licences, and its bill of materials."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import supply

LOCK = """
aiohttp==3.14.5 \\
    --hash=sha256:aa11111111111111111111111111111111111111111111111111111111111111 \\
    --hash=sha256:bb11111111111111111111111111111111111111111111111111111111111111
    # via carepods
redis[hiredis]==8.1.0 ; python_version > "3" \\
    --hash=sha256:cc11111111111111111111111111111111111111111111111111111111111111
"""


def test_the_lock_is_read_with_its_hashes(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text(LOCK)
    first, second = supply.packages(tmp_path / "lock")
    assert (first.name, first.version, len(first.hashes)) == ("aiohttp", "3.14.5", 2)
    assert (second.name, second.version, len(second.hashes)) == ("redis", "8.1.0", 1)


@pytest.mark.parametrize(
    "licences",
    [("GPL-3.0-or-later",), ("AGPL-3.0",), ("GNU General Public License v3 (GPLv3)",), ()],
)
def test_strong_copyleft_and_silence_are_refused(licences: tuple[str, ...]) -> None:
    assert supply.refused(licences)


@pytest.mark.parametrize(
    "licences",
    [
        ("MIT",),
        ("LGPL-3.0-only",),
        ("GNU Lesser General Public License v3 (LGPLv3)",),
        ("MIT OR GPL-2.0-only",),
        ("Apache-2.0", "MPL-2.0"),
    ],
)
def test_the_rest_may_be_there(licences: tuple[str, ...]) -> None:
    assert supply.refused(licences) == ""


def test_nothing_in_the_default_installation_is_refused() -> None:
    assert [p.name for p in supply.packages() if supply.refused(p.licences)] == []


def test_the_bill_names_everything_that_is_pinned() -> None:
    bill = supply.bill()
    components = bill["components"]
    assert isinstance(components, list)
    assert len(components) == len(list(supply.packages())) > 40
    assert all(one["hashes"] and one["licenses"] for one in components)
    assert bill["bomFormat"] == "CycloneDX"
