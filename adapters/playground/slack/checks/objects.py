"""Limits of the composition objects and block elements: texts, buttons, menus, inputs."""

from collections.abc import Iterator

from adapters.playground.slack.model import Json

Problem = str
SELECTS = {
    f"{many}{what}_select"
    for many in ("", "multi_")
    for what in ("static", "external", "users", "conversations", "channels")
}
INPUTS = {
    "plain_text_input",
    "number_input",
    "email_text_input",
    "url_text_input",
    "datepicker",
    "timepicker",
    "datetimepicker",
    "checkboxes",
    "radio_buttons",
    "file_input",
    "rich_text_input",
    *SELECTS,
}
ELEMENTS = {"button", "overflow", "workflow_button", "image", *INPUTS}


def at(message: str, pointer: str) -> Problem:
    """Word a problem as Slack does, with the place where it is."""
    return f"{message} [json-pointer:{pointer}]"


def check_text(
    text: object, pointer: str, most: int, *, plain: bool = False, least: int = 1
) -> Iterator[Problem]:
    """Check a text object of `least` to `most` characters."""
    if not isinstance(text, dict):
        yield at("must be an object with a text", pointer)
        return
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if text.get("type") not in kinds:
        yield at(f"must be {' or '.join(kinds)}", f"{pointer}/type")
    words = text.get("text")
    if not isinstance(words, str):
        yield at("missing required field: text", pointer)
    elif len(words) < least:
        yield at(f"must be more than {least - 1} characters", f"{pointer}/text")
    elif len(words) > most:
        yield at(f"must be less than {most + 1} characters", f"{pointer}/text")


def check_string(holder: Json, name: str, pointer: str, most: int) -> Iterator[Problem]:
    """Check a string that may be missing."""
    value = holder.get(name)
    if value is None:
        return
    if not isinstance(value, str):
        yield at("must be a string", f"{pointer}/{name}")
    elif len(value) > most:
        yield at(f"must be less than {most + 1} characters", f"{pointer}/{name}")


def check_count(holder: Json, name: str, pointer: str, most: int) -> Iterator[Problem]:
    """Check a whole number from 1 to `most` that may be missing."""
    value = holder.get(name, most)
    if not isinstance(value, int) or not 1 <= value <= most:
        yield at(f"must be from 1 to {most}", f"{pointer}/{name}")


def check_alt_text(holder: Json, pointer: str) -> Iterator[Problem]:
    """Check the words that stand for an image: always there, at most 2,000 characters."""
    if not isinstance(holder.get("alt_text"), str) or not holder["alt_text"]:
        yield at("missing required field: alt_text", pointer)
    yield from check_string(holder, "alt_text", pointer, 2000)


def check_confirm(confirm: object, pointer: str) -> Iterator[Problem]:
    """Check a confirmation dialog."""
    if not isinstance(confirm, dict):
        yield at("must be an object", pointer)
        return
    for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        plain = name != "text"
        if name in confirm:
            yield from check_text(confirm[name], f"{pointer}/{name}", most, plain=plain)
        elif name in ("title", "text"):
            yield at(f"missing required field: {name}", pointer)


def check_options(
    options: object, pointer: str, most: int, *, least: int = 1, text: int = 75
) -> Iterator[Problem]:
    """Check the options of a menu or of a group of boxes."""
    if not isinstance(options, list) or not least <= len(options) <= most:
        yield at(f"must have {least} to {most} options", pointer)
        return
    for number, option in enumerate(options):
        place = f"{pointer}/{number}"
        if not isinstance(option, dict):
            yield at("must be an object", place)
            continue
        yield from check_text(option.get("text"), f"{place}/text", text)
        if not isinstance(option.get("value"), str):
            yield at("missing required field: value", place)
        yield from check_string(option, "value", place, 150)


def check_element(element: object, pointer: str) -> Iterator[Problem]:
    """Check a block element of any kind."""
    if not isinstance(element, dict) or str(element.get("type")) not in ELEMENTS:
        yield at("unsupported type", f"{pointer}/type")
        return
    kind = element["type"]
    yield from check_string(element, "action_id", pointer, 255)
    if "confirm" in element:
        yield from check_confirm(element["confirm"], f"{pointer}/confirm")
    if "placeholder" in element:
        place = f"{pointer}/placeholder"
        yield from check_text(element["placeholder"], place, 150, plain=True)
    if kind == "button":
        yield from _check_button(element, pointer)
    elif kind == "image":
        yield from check_alt_text(element, pointer)
    elif kind == "overflow":
        yield from check_options(element.get("options"), f"{pointer}/options", 5)
    elif kind in ("checkboxes", "radio_buttons"):
        yield from check_options(element.get("options"), f"{pointer}/options", 10)
    elif kind in ("static_select", "multi_static_select"):
        yield from _check_menu(element, pointer)
    elif kind == "file_input":
        yield from _check_file_input(element, pointer)
    elif kind == "plain_text_input":
        yield from check_count(element, "max_length", pointer, 3000)


def _check_button(button: Json, pointer: str) -> Iterator[Problem]:
    yield from check_text(button.get("text"), f"{pointer}/text", 75, plain=True)
    yield from check_string(button, "value", pointer, 2000)
    yield from check_string(button, "url", pointer, 3000)
    yield from check_string(button, "accessibility_label", pointer, 75)
    if button.get("style", "primary") not in ("primary", "danger"):
        yield at("must be primary or danger", f"{pointer}/style")


def _check_menu(menu: Json, pointer: str) -> Iterator[Problem]:
    groups = menu.get("option_groups")
    if groups is None:
        yield from check_options(menu.get("options"), f"{pointer}/options", 100)
        return
    if not isinstance(groups, list) or not 1 <= len(groups) <= 100:
        yield at("must have 1 to 100 groups", f"{pointer}/option_groups")
        return
    for number, group in enumerate(groups):
        place = f"{pointer}/option_groups/{number}"
        if not isinstance(group, dict):
            yield at("must be an object", place)
            continue
        yield from check_text(group.get("label"), f"{place}/label", 75, plain=True)
        yield from check_options(group.get("options"), f"{place}/options", 100)


def _check_file_input(element: Json, pointer: str) -> Iterator[Problem]:
    yield from check_count(element, "max_files", pointer, 10)
    kinds = element.get("filetypes", ["png"])
    if not isinstance(kinds, list) or not kinds or not all(isinstance(k, str) for k in kinds):
        yield at("must be a list of file extensions", f"{pointer}/filetypes")
