"""The table of settings in the docs is the one in the code."""

import re
from pathlib import Path

from adapters import platforms
from bot.config import PREFIX, Settings

CHECKOUT = Path(__file__).parents[3]


def test_every_setting_is_in_the_table_and_nothing_else() -> None:
    text = (CHECKOUT / "docs" / "operating.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    told = {name for row in rows for name in re.findall(r"`(CAREPODS_[A-Z_]+)`", row.split("|")[1])}
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    known |= {PREFIX + s.name for entry in platforms.found().values() for s in entry.settings}
    assert told == known


def test_every_link_of_the_readme_leads_somewhere() -> None:
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (CHECKOUT / target).exists(), target
