"""Filling in a modal: what Slack's own client checks, and the state that it sends."""

from typing import Any

from adapters.playground.slack.core import Core
from adapters.playground.slack.interactions import chosen, elements
from adapters.playground.slack.model import Json, User, View
from adapters.playground.slack.people import Files
from adapters.playground.slack.render import file_json

LARGEST_FILE = 10 * 1024 * 1024
REQUIRED = "Please complete this required field."
INITIAL = (
    "initial_value",
    "initial_date",
    "initial_time",
    "initial_date_time",
    "initial_user",
    "initial_users",
    "initial_conversation",
    "initial_conversations",
    "initial_channel",
    "initial_channels",
)


def fill(
    core: Core, user: User, view: View, values: dict[str, Any], files: dict[str, Files]
) -> tuple[Json, dict[str, str]]:
    """Return the state of the filled-in modal, and what the client refuses, by block id.

    Raises LookupError if something is filled in that the modal does not ask for.
    """
    state: Json = {}
    errors: dict[str, str] = {}
    unused = {*values, *files}
    for block, element in elements(view.body["blocks"]):
        block_id, action_id = block["block_id"], element.get("action_id", "")
        unused -= {block_id, action_id}
        if element["type"] in ("button", "overflow"):
            continue
        if element["type"] == "file_input":
            given = files.get(action_id, files.get(block_id, []))
            value: Any = given
            problem = _file_problem(element, given)
        else:
            value = values.get(action_id, values.get(block_id, initial(element)))
            problem = _text_problem(element, value)
        if value in (None, "", []) and block["type"] == "input" and not block.get("optional"):
            problem = REQUIRED
        if problem:
            errors[block_id] = problem
            continue
        if element["type"] == "file_input":
            kept = core.filing.hand_to_app(user, value)
            value = [file_json(core.world, file, core.where.url) for file in kept]
        held = {"type": element["type"], **chosen(element, value)}
        state.setdefault(block_id, {})[action_id] = held
    if unused:
        raise LookupError(f"the modal does not ask for {sorted(unused)}")
    return state, errors


def initial(element: Json) -> Any:
    """Return what an input holds before anybody touches it."""
    for name in INITIAL:
        if name in element:
            return element[name]
    if "initial_option" in element:
        return element["initial_option"]["value"]
    if "initial_options" in element:
        return [option["value"] for option in element["initial_options"]]
    return None


def _text_problem(element: Json, value: Any) -> str | None:
    if element["type"] != "plain_text_input" or not value:
        return None
    if len(value) < element.get("min_length", 0):
        return f"Please use at least {element['min_length']} characters."
    if len(value) > element.get("max_length", 3000):
        return f"Please use at most {element.get('max_length', 3000)} characters."
    return None


def _file_problem(element: Json, files: Files) -> str | None:
    if len(files) > element.get("max_files", 10):
        return f"You can add up to {element.get('max_files', 10)} files."
    allowed = element.get("filetypes")
    for name, data in files:
        if len(data) > LARGEST_FILE:
            return "This file is larger than 10 MB."
        if allowed and name.rpartition(".")[2].lower() not in allowed:
            return "This type of file is not accepted here."
    return None
