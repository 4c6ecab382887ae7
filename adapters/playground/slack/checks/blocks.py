"""Limits of blocks, in a message, a modal or a home tab."""

import ipaddress
from collections.abc import Callable, Iterator
from typing import Literal
from urllib.parse import urlsplit

from adapters.playground.slack.checks.objects import (
    INPUTS,
    Problem,
    at,
    check_alt_text,
    check_element,
    check_string,
    check_text,
)
from adapters.playground.slack.model import Json

Surface = Literal["message", "ephemeral", "modal", "home"]
# Says whether the `slack_file` of an image block may be shown.
FileCheck = Callable[[Json], bool]
MOST_BLOCKS: dict[Surface, int] = {"message": 50, "ephemeral": 50, "modal": 100, "home": 100}
# Blocks whose insides are left to the JSON schemas.
PLAIN = frozenset(
    [
        "alert",
        "card",
        "carousel",
        "container",
        "context_actions",
        "data_table",
        "divider",
        "file",
        "plan",
        "rich_text",
        "table",
        "task_card",
        "video",
    ]
)


def check_blocks(
    blocks: object, surface: Surface, usable: FileCheck, pointer: str = "/blocks"
) -> list[Problem]:
    """Return what is wrong with a list of blocks; an empty list is a clean one."""
    if not isinstance(blocks, list):
        return [at("must be an array", pointer)]
    problems: list[Problem] = []
    if len(blocks) > MOST_BLOCKS[surface]:
        problems.append(at(f"no more than {MOST_BLOCKS[surface]} items allowed", pointer))
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        place = f"{pointer}/{number}"
        if not isinstance(block, dict) or not isinstance(block.get("type"), str):
            problems.append(at("must be a block with a type", place))
            continue
        problems.extend(_check_block(block, place, surface, usable))
        problems.extend(_check_unique(block, "block_id", place, seen))
    return problems


def _check_block(block: Json, place: str, surface: Surface, usable: FileCheck) -> Iterator[Problem]:
    kind = block["type"]
    yield from check_string(block, "block_id", place, 255)
    if kind == "section":
        yield from _check_section(block, place)
    elif kind == "header":
        yield from check_text(block.get("text"), f"{place}/text", 150, plain=True)
    elif kind == "image":
        yield from _check_image(block, place, surface, usable)
    elif kind == "actions":
        yield from _check_elements(block, place, 25, {"image"})
    elif kind == "context":
        yield from _check_context(block, place)
    elif kind == "input":
        yield from _check_input(block, place, surface)
    elif kind == "markdown":
        yield from check_string(block, "text", place, 12_000)
    elif kind not in PLAIN:
        yield at("unsupported type", f"{place}/type")


def _check_section(block: Json, place: str) -> Iterator[Problem]:
    if "text" not in block and "fields" not in block:
        yield at("missing required field: text or fields", place)
    if "text" in block:
        yield from check_text(block["text"], f"{place}/text", 3000)
    fields = block.get("fields", [])
    if not isinstance(fields, list) or len(fields) > 10:
        yield at("no more than 10 items allowed", f"{place}/fields")
    else:
        for number, field in enumerate(fields):
            yield from check_text(field, f"{place}/fields/{number}", 2000)
    if "accessory" in block:
        yield from check_element(block["accessory"], f"{place}/accessory")


def _check_image(block: Json, place: str, surface: Surface, usable: FileCheck) -> Iterator[Problem]:
    yield from check_alt_text(block, place)
    if "title" in block:
        yield from check_text(block["title"], f"{place}/title", 2000, plain=True)
    if ("image_url" in block) == ("slack_file" in block):
        yield at("must have either image_url or slack_file", place)
    elif "image_url" in block:
        yield from check_string(block, "image_url", place, 3000)
        if not _reachable(block["image_url"]):
            yield at("downloading image failed", f"{place}/image_url")
    elif surface == "ephemeral" or not _is_file(block["slack_file"], usable):
        yield at("invalid slack file", f"{place}/slack_file")


def _is_file(reference: object, usable: FileCheck) -> bool:
    return isinstance(reference, dict) and usable(reference)


def _reachable(url: object) -> bool:
    """Whether Slack's servers could fetch the picture: no address of this machine."""
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or host in ("", "localhost"):
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return True


def _check_elements(block: Json, place: str, most: int, without: set[str]) -> Iterator[Problem]:
    elements = block.get("elements")
    if not isinstance(elements, list) or not 1 <= len(elements) <= most:
        yield at(f"must have 1 to {most} items", f"{place}/elements")
        return
    seen: set[str] = set()
    for number, element in enumerate(elements):
        spot = f"{place}/elements/{number}"
        yield from check_element(element, spot)
        if not isinstance(element, dict):
            continue
        if str(element.get("type")) in without:
            yield at("unsupported type", f"{spot}/type")
        yield from _check_unique(element, "action_id", spot, seen)


def _check_unique(holder: Json, name: str, place: str, seen: set[str]) -> Iterator[Problem]:
    value = holder.get(name)
    if isinstance(value, str):
        if value in seen:
            yield at(f"`{name}` already exists", f"{place}/{name}")
        seen.add(value)


def _check_context(block: Json, place: str) -> Iterator[Problem]:
    elements = block.get("elements")
    if not isinstance(elements, list) or not 1 <= len(elements) <= 10:
        yield at("must have 1 to 10 items", f"{place}/elements")
        return
    for number, element in enumerate(elements):
        spot = f"{place}/elements/{number}"
        if isinstance(element, dict) and element.get("type") == "image":
            yield from check_alt_text(element, spot)
        else:
            yield from check_text(element, spot, 3000)


def _check_input(block: Json, place: str, surface: Surface) -> Iterator[Problem]:
    yield from check_text(block.get("label"), f"{place}/label", 2000, plain=True)
    if block.get("hint") is not None:
        yield from check_text(block["hint"], f"{place}/hint", 2000, plain=True)
    element = block.get("element")
    if not isinstance(element, dict) or str(element.get("type")) not in INPUTS:
        yield at("unsupported type", f"{place}/element/type")
        return
    yield from check_element(element, f"{place}/element")
    if element["type"] == "file_input" and surface != "modal":
        yield at("file_input is allowed in modals only", f"{place}/element/type")
