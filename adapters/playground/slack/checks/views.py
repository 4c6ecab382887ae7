"""Limits of modals and home tabs."""

from collections.abc import Iterator

from adapters.playground.slack.checks.blocks import FileCheck, Surface, check_blocks
from adapters.playground.slack.checks.objects import Problem, at, check_string, check_text
from adapters.playground.slack.model import Json


def check_view(view: object, kind: str, usable: FileCheck) -> list[Problem]:
    """Return what is wrong with a view that has to be of `kind` `modal` or `home`."""
    if not isinstance(view, dict):
        return [at("must be an object", "/view")]
    if view.get("type") != kind:
        return [at(f"must be {kind}", "/view/type")]
    surface: Surface = "modal" if kind == "modal" else "home"
    problems = list(_check_fields(view))
    if kind == "modal":
        problems.extend(_check_modal(view))
    problems.extend(check_blocks(view.get("blocks"), surface, usable, "/view/blocks"))
    return problems


def _check_fields(view: Json) -> Iterator[Problem]:
    yield from check_string(view, "private_metadata", "/view", 3000)
    yield from check_string(view, "callback_id", "/view", 255)
    yield from check_string(view, "external_id", "/view", 255)


def _check_modal(view: Json) -> Iterator[Problem]:
    yield from check_text(view.get("title"), "/view/title", 24, plain=True)
    for name in ("submit", "close"):
        if view.get(name) is not None:
            yield from check_text(view[name], f"/view/{name}", 24, plain=True)
    blocks = view.get("blocks")
    has_input = isinstance(blocks, list) and any(
        isinstance(block, dict) and block.get("type") == "input" for block in blocks
    )
    if has_input and view.get("submit") is None:
        yield at("`submit` is required when an `input` is in the `blocks` array", "/view/submit")
