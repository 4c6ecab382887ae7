"""A multipart form as it streams by: nothing of it is kept, and nothing touches the disk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.exceptions import HTTPException
from starlette.requests import Request

LONGEST_HEADER = 4096
MOST_PARTS = 10_000


@dataclass(frozen=True, slots=True)
class Begin:
    """A field begins. `file_name` None: an ordinary field."""

    name: str
    file_name: str | None


@dataclass(frozen=True, slots=True)
class Data:
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class End:
    pass


Event = Begin | Data | End


class _Collector:
    """Turns the parser's callbacks into events."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._name = bytearray()
        self._value = bytearray()
        self._headers: dict[bytes, bytes] = {}
        self._parts = 0

    def on_part_begin(self) -> None:
        self._headers.clear()
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise HTTPException(413)

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._add(self._name, data[start:end])

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._add(self._value, data[start:end])

    @staticmethod
    def _add(to: bytearray, data: bytes) -> None:
        to += data
        if len(to) > LONGEST_HEADER:
            raise HTTPException(400)

    def on_header_end(self) -> None:
        self._headers[bytes(self._name).lower()] = bytes(self._value)
        self._name.clear()
        self._value.clear()

    def on_headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        name = options.get(b"name", b"").decode("utf-8", "replace")
        file_name = options.get(b"filename")
        self.events.append(
            Begin(name, None if file_name is None else file_name.decode("utf-8", "replace"))
        )

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        self.events.append(Data(data[start:end]))

    def on_part_end(self) -> None:
        self.events.append(End())


async def events(request: Request) -> AsyncIterator[Event]:
    """The form's fields in order. 415 for another kind of body, 400 for a broken one."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise HTTPException(415)
    collector = _Collector()
    try:
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": collector.on_part_begin,
                "on_part_data": collector.on_part_data,
                "on_part_end": collector.on_part_end,
                "on_header_field": collector.on_header_field,
                "on_header_value": collector.on_header_value,
                "on_header_end": collector.on_header_end,
                "on_headers_finished": collector.on_headers_finished,
            },
        )
        async for chunk in request.stream():
            parser.write(chunk)
            for event in collector.events:
                yield event
            collector.events.clear()
        parser.finalize()
    except FormParserError as error:
        raise HTTPException(400) from error
