"""What the operator's page says of settings, figures and measures is what the code does.

The table of settings has a test of its own.
"""

from __future__ import annotations

import re
from pathlib import Path

from bot import metrics
from bot.config import PREFIX, known_names
from bot.listening import LEAD_SECONDS
from bot.worker import AT_ONCE, LEASE_SECONDS

PAGE = (Path(__file__).parents[3] / "docs" / "operating.md").read_text(encoding="utf-8")


def test_no_setting_is_spoken_of_that_is_none() -> None:
    spoken = set(re.findall(rf"{PREFIX}([A-Z_]+[A-Z])", PAGE))
    assert spoken == known_names()


def test_figures_are_the_codes() -> None:
    assert f"when its lease ends ({LEASE_SECONDS:.0f} s)" in PAGE
    assert LEAD_SECONDS == 10
    assert "after ten seconds" in PAGE
    assert f"up to {AT_ONCE} things at once" in PAGE


def test_every_measure_named_is_there() -> None:
    there = {
        metrics.WORK, metrics.ACTS, metrics.TRANSCODING, metrics.CONTACT, metrics.TEXT_MONEY,
    }  # fmt: skip
    names = {m.describe()[0].name for m in there}
    for name in re.findall(r"`(carepods_[a-z_]+)", PAGE):
        assert name.removesuffix("_total") in names, name
