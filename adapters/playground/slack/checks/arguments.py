"""The arguments of a Web API call, from whatever form they came in, in their true types."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from adapters.playground.slack.errors import ApiError, invalid_arguments
from adapters.playground.slack.model import Json

BOOLEANS = frozenset(
    [
        "as_user",
        "mrkdwn",
        "unfurl_links",
        "unfurl_media",
        "link_names",
        "reply_broadcast",
        "replace_original",
        "delete_original",
        "return_im",
        "prevent_creation",
        "include_locale",
        "include_all_metadata",
        "include_num_members",
        "exclude_archived",
        "inclusive",
        "force",
        "full",
    ]
)
NUMBERS = frozenset({"limit", "count", "page", "length"})
JSON_ARGUMENTS = frozenset({"blocks", "attachments", "metadata", "view", "files"})
COMMA_LISTS = frozenset({"file_ids"})


def parse_body(content_type: str, body: bytes) -> Json:
    """Return the arguments of a request's body. Raises ApiError if it cannot be read."""
    kind = content_type.partition(";")[0].strip().lower()
    if not body:
        return {}
    if kind == "application/json":
        try:
            parsed = json.loads(body)
        except ValueError:
            raise ApiError("invalid_json") from None
        if not isinstance(parsed, dict):
            raise ApiError("json_not_object")
        return parsed
    if kind == "application/x-www-form-urlencoded":
        try:
            return dict(parse_qsl(body.decode(), keep_blank_values=True))
        except UnicodeDecodeError:
            raise ApiError("invalid_charset") from None
    raise ApiError("invalid_post_type")


def typed(arguments: Mapping[str, Any]) -> Json:
    """Return the arguments with texts such as `1`, `true` or JSON turned into what they mean.

    An argument that is null counts as not given.
    """
    return {name: _typed(name, value) for name, value in arguments.items() if value is not None}


def _typed(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    if name in BOOLEANS:
        return value.lower() in ("1", "true")
    if name in NUMBERS:
        try:
            return int(value)
        except ValueError:
            raise invalid_arguments(f"must be a number [json-pointer:/{name}]") from None
    if name in JSON_ARGUMENTS:
        try:
            return json.loads(value)
        except ValueError:
            code = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
            raise ApiError(code) from None
    if name in COMMA_LISTS:
        return [part for part in value.split(",") if part]
    return value
