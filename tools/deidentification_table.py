"""Write the compact table of PS3.15 Annex E that the export by profile uses.

Usage: python tools/deidentification_table.py ANNEX_E.json EDITION

ANNEX_E.json is a list of rows with `id` (tag in lower-case hex, repeating groups as 50xxxxxx),
`basicProfile` and the columns of the options, as the innolitics rendering of the standard has
them. Only facts are taken over: tag, action, action per option.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

TABLE = Path(__file__).parent.parent / "adapters/imaging/deidentify/annex_e.txt"
PRIVATE = "ggggeeee-where-gggg-is-odd"
# Our order of the option columns; `Column` in deidentify/table.py has the same.
COLUMNS = (
    "rtnUIDsOpt",
    "rtnSafePrivOpt",
    "rtnDevIdOpt",
    "rtnInstIdOpt",
    "rtnPatCharsOpt",
    "rtnLongFullDatesOpt",
    "rtnLongModifDatesOpt",
    "cleanDescOpt",
    "cleanStructContOpt",
    "cleanGraphOpt",
)


def line(row: dict[str, str]) -> str:
    """`GGGGEEEE ACTION OPTIONS` with one letter (K, C or -) an option."""
    tag = "private" if row["id"] == PRIVATE else row["id"]
    options = "".join(row.get(column) or "-" for column in COLUMNS)
    return f"{tag} {row['basicProfile'].rstrip('*')} {options}"


def main(source: str, edition: str) -> None:
    rows = json.loads(Path(source).read_text(encoding="utf-8"))
    head = [
        f"# edition: DICOM PS3.15 {edition}, Table E.1-1",
        f"# rows: {len(rows)}",
        "# columns: " + " ".join(COLUMNS),
    ]
    TABLE.write_text("\n".join([*head, *sorted(map(line, rows))]) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(*sys.argv[1:])
