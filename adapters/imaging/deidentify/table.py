"""The action for an attribute, by Table E.1-1 of PS3.15 (kept as `annex_e.txt` beside this)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from importlib.resources import files
from typing import Final

from pydicom.tag import BaseTag

from adapters.imaging.deidentify.options import Dates, Options


class Action(Enum):
    """What is done with an attribute; the letters are the standard's."""

    REMOVE = "X"
    EMPTY = "Z"
    DUMMY = "D"
    UID = "U"
    CLEAN = "C"
    KEEP = "K"
    SHIFT = "C (dates)"


class Column(IntEnum):
    """The option columns of the table, in the order of the file."""

    UIDS = 0
    SAFE_PRIVATE = 1
    DEVICE = 2
    INSTITUTION = 3
    PATIENT = 4
    FULL_DATES = 5
    MODIFIED_DATES = 6
    DESCRIPTORS = 7
    STRUCTURED = 8
    GRAPHICS = 9


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the action of the basic profile, and that of each option ("K", "C" or "-")."""

    basic: str
    options: str

    def says(self, column: Column) -> str:
        return self.options[column]


# "X/Z/D": removed, or emptied where the information object wants it there, or a dummy where it
# wants a value. Of such alternatives the one is taken that is valid in every object.
_ALTERNATIVES: Final = {
    "X": Action.REMOVE,
    "Z": Action.EMPTY,
    "D": Action.DUMMY,
    "U": Action.UID,
    "X/Z": Action.EMPTY,
    "X/D": Action.DUMMY,
    "Z/D": Action.DUMMY,
    "X/Z/D": Action.DUMMY,
    "X/Z/U": Action.UID,
}

_PRIVATE: Final = "private"
_CURVE: Final = "50xxxxxx"


def _read() -> tuple[str, dict[str, Row]]:
    lines = files(__package__).joinpath("annex_e.txt").read_text("ascii").splitlines()
    edition = lines[0].removeprefix("# edition: ")
    fields = (line.split() for line in lines if not line.startswith("#"))
    return edition, {tag: Row(basic, options) for tag, basic, options in fields}


EDITION, ROWS = _read()


def row_of(tag: BaseTag) -> Row | None:
    """The row for `tag`, repeating groups and private attributes included; None: not listed."""
    if tag.is_private:
        return ROWS[_PRIVATE]
    if tag.group >> 8 == 0x50:
        return ROWS[_CURVE]
    if tag.group >> 8 == 0x60:
        return ROWS.get(f"60xx{tag.element:04x}")
    return ROWS.get(f"{tag:08x}")


def action(row: Row, options: Options) -> Action:
    """What `options` make of a listed attribute.

    A date goes by the option for dates alone: keeping a device's identity keeps no date of it.
    """
    if row.says(Column.FULL_DATES) == "K":
        return _DATE_ACTIONS.get(options.dates) or _ALTERNATIVES[row.basic]
    told = [row.says(column) for column in _chosen(options)]
    if "K" in told:
        return Action.KEEP
    return Action.CLEAN if "C" in told else _ALTERNATIVES[row.basic]


def basic(row: Row) -> Action:
    """What the basic profile alone makes of it: where cleaning leaves nothing, this is done."""
    return _ALTERNATIVES[row.basic]


_DATE_ACTIONS: Final = {Dates.KEEP: Action.KEEP, Dates.SHIFT: Action.SHIFT}


def _chosen(options: Options) -> list[Column]:
    switches = {
        Column.UIDS: options.retain_uids,
        Column.SAFE_PRIVATE: options.retain_safe_private,
        Column.DEVICE: options.retain_device,
        Column.INSTITUTION: options.retain_institution,
        Column.PATIENT: options.retain_patient_characteristics,
        Column.DESCRIPTORS: options.clean_descriptors,
        Column.STRUCTURED: options.clean_structured_content,
        Column.GRAPHICS: options.clean_graphics,
    }
    return [column for column, on in switches.items() if on]
