"""One request's parameters, however they came: query, form, multipart or JSON."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from .errors import ApiError, bad_request
from .model import Json


@dataclass(frozen=True)
class Upload:
    """A file part of a multipart request."""

    name: str | None
    mime: str | None
    data: bytes


class Args:
    """Parameters by name. Numbers and objects are read from their text, as the server does."""

    def __init__(self, values: dict[str, Any], uploads: dict[str, Upload]) -> None:
        self.values = values
        self.uploads = uploads

    def __contains__(self, name: str) -> bool:
        return name in self.values or name in self.uploads

    def text(self, name: str) -> str:
        value = self.values.get(name, "")
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else json.dumps(value)

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise bad_request(f'parameter "{name}" is required')
        return value

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def boolean(self, name: str) -> bool:
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def json(self, name: str) -> Any:
        """The value, parsed when it came as text; None when it is missing."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name} JSON object") from error

    def array(self, name: str) -> list[Any]:
        value = self.json(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad_request(f"expected an Array as {name}")
        return value

    def object(self, name: str) -> Json:
        value = self.json(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"object expected as {name}")
        return value

    def user_id(self, name: str = "user_id") -> int:
        value = self.integer(name)
        if value <= 0:
            raise bad_request(f"invalid {name} specified")
        return value

    def upload(self, name: str) -> Upload | str | None:
        """A file part, or the identifier of a file that the platform has already."""
        return self.uploads.get(name) or self.attached(self.text(name))

    def attached(self, reference: str) -> Upload | str | None:
        """What `attach://name` points at; any other text is a file's identifier."""
        if reference.startswith("attach://"):
            return self.uploads.get(reference.removeprefix("attach://"))
        return reference or None


def parse_request(query: str, content_type: str, body: bytes) -> Args:
    """Read a request's parameters. Raises ApiError for a body that cannot be read."""
    values: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    uploads: dict[str, Upload] = {}
    kind, _, rest = content_type.partition(";")
    kind = kind.strip().lower()
    if kind == "application/json" and body:
        values.update(_json_body(body))
    elif kind == "multipart/form-data":
        fields, uploads = _multipart(_boundary(rest), body)
        values.update(fields)
    elif kind == "application/x-www-form-urlencoded":
        values.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return Args({name: value for name, value in values.items() if value is not None}, uploads)


def _json_body(body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body)
    except ValueError as error:
        raise ApiError(400, "Bad Request: can't parse request: can't parse JSON body") from error
    if not isinstance(parsed, dict):
        raise ApiError(400, "Bad Request: can't parse request: object expected")
    return parsed


def _boundary(parameters: str) -> bytes:
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name.lower() == "boundary":
            return value.strip('"').encode()
    raise ApiError(400, "Bad Request: can't parse request: boundary not found")


def _multipart(boundary: bytes, body: bytes) -> tuple[dict[str, str], dict[str, Upload]]:
    fields: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    for head, data in _parts(boundary, body):
        name, filename = _disposition(head.get("content-disposition", ""))
        if filename is None:
            fields[name] = data.decode("utf-8", "replace")
        else:
            uploads[name] = Upload(filename or None, head.get("content-type"), data)
    return fields, uploads


def _parts(boundary: bytes, body: bytes) -> list[tuple[dict[str, str], bytes]]:
    parts: list[tuple[dict[str, str], bytes]] = []
    delimiter = b"\r\n--" + boundary
    whole = b"\r\n" + body
    at = whole.find(delimiter)
    while at >= 0:
        start = at + len(delimiter)
        if whole[start : start + 2] == b"--":
            return parts
        end = whole.find(delimiter, start)
        split = whole.find(b"\r\n\r\n", start)
        if end < 0 or split < 0 or split > end:
            break
        lines = whole[start:split].decode("utf-8", "replace").strip().split("\r\n")
        head = {n.strip().lower(): v.strip() for n, _, v in (x.partition(":") for x in lines)}
        parts.append((head, whole[split + 4 : end]))
        at = end
    raise ApiError(400, "Bad Request: can't parse request: multipart body is cut short")


def _disposition(value: str) -> tuple[str, str | None]:
    name, filename = "", None
    for parameter in value.split(";")[1:]:
        key, _, content = parameter.strip().partition("=")
        content = content.strip('"').replace("%22", '"')
        if key == "name":
            name = content
        elif key == "filename":
            filename = content
    return name, filename
