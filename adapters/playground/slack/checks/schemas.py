"""The machine-readable descriptions of requests and blocks, where a folder holds them.

The environment's CAREPODS_SPECS names the folder; its part `slack` has `requests/*.schema.json`,
`gen-BlockX.schema.json` and `gen-Modal.schema.json`. They are made from the types of Slack's
JavaScript library, hence the few documented arguments that they do not know.
"""

import functools
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from adapters.playground.slack.checks.objects import Problem, at
from adapters.playground.slack.model import Json

# Slack's own Python libraries send the workspace's id along with every call.
SENT_BY_CLIENTS = {"team_id"}
# Documented on docs.slack.dev, unknown to the JavaScript library's types.
DOCUMENTED_BESIDES = {
    "files.completeUploadExternal": {"channels"},
    "files.getUploadURLExternal": {"alt_txt"},
}
# Blocks and views are checked apart, which is quick and says which one is wrong.
CHECKED_APART: Json = {
    "blocks": [{"type": "divider"}],
    "view": {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Checked apart"},
        "blocks": [{"type": "divider"}],
    },
}


class Validator(Protocol):
    """The part of a jsonschema validator that is used."""

    def iter_errors(self, instance: Any) -> Iterable[Any]:
        """Yield what is wrong."""


class Schemas:
    """Finds the schema of a method, a block or a view, and what breaks it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def from_environment(cls) -> "Schemas | None":
        """Return the schemas of the folder that CAREPODS_SPECS names, or None."""
        named = os.environ.get("CAREPODS_SPECS")
        if not named:
            return None
        folder = Path(named) / "slack"
        if not folder.is_dir():
            raise FileNotFoundError(f"CAREPODS_SPECS has no folder named slack: {named}")
        return cls(folder)

    def check_arguments(self, method: str, arguments: Json) -> list[Problem]:
        """Return what is wrong with a method's arguments, blocks and views left out."""
        name = "".join(part[0].upper() + part[1:] for part in method.split("."))
        path = self._folder / "requests" / f"{name}Arguments.schema.json"
        if not path.exists():
            return []
        besides = DOCUMENTED_BESIDES.get(method, set()) | SENT_BY_CLIENTS
        kept = {
            key: CHECKED_APART.get(key, value)
            for key, value in arguments.items()
            if key not in besides
        }
        return _worst(path, kept, "")

    def check_blocks(self, blocks: list[Any], pointer: str = "/blocks") -> list[Problem]:
        """Return what is wrong with each block."""
        path = self._folder / "gen-BlockX.schema.json"
        known = _definitions_by_type(path)
        problems = []
        for number, block in enumerate(blocks):
            names = known.get(block.get("type", ""), ()) if isinstance(block, dict) else ()
            if not any(_fits(path, name, block) for name in names):
                problems.append(at("does not fit the schema of blocks", f"{pointer}/{number}"))
        return problems

    def check_modal(self, view: Json) -> list[Problem]:
        """Return what is wrong with a modal, then with its blocks."""
        path = self._folder / "gen-Modal.schema.json"
        shell = {**view, "blocks": CHECKED_APART["blocks"]}
        problems = _worst(path, shell, "/view")
        blocks = view.get("blocks")
        if isinstance(blocks, list):
            problems.extend(self.check_blocks(blocks, "/view/blocks"))
        return problems


def _worst(path: Path, instance: Json, pointer: str) -> list[Problem]:
    """Return the most telling of the errors, or nothing."""
    import jsonschema  # noqa: PLC0415  (a development dependency: the playground runs without)

    error = jsonschema.exceptions.best_match(_validator(path, None).iter_errors(instance))
    if error is None:
        return []
    place = "".join(f"/{part}" for part in error.absolute_path)
    return [at(error.message[:200], pointer + place)]


@functools.cache
def _document(path: Path) -> Json:
    document: Json = json.loads(path.read_text(encoding="utf-8"))
    return document


@functools.cache
def _validator(path: Path, definition: str | None) -> Validator:
    import jsonschema  # noqa: PLC0415  (a development dependency: the playground runs without)

    schema = dict(_document(path))
    if definition is not None:
        schema["$ref"] = f"#/definitions/{definition}"
    return jsonschema.Draft7Validator(schema)


def _fits(path: Path, definition: str, block: Json) -> bool:
    return not any(_validator(path, definition).iter_errors(block))


@functools.cache
def _definitions_by_type(path: Path) -> dict[str, tuple[str, ...]]:
    """Map the `type` of a block to the definitions that describe it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, definition in _document(path)["definitions"].items():
        if not name.endswith("Block"):
            continue
        for branch in definition.get("anyOf", [definition]):
            kind = branch.get("properties", {}).get("type", {}).get("const")
            if kind and name not in found.get(kind, ()):
                found[kind] = (*found.get(kind, ()), name)
    return found
