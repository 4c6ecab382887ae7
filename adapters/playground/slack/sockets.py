"""Socket Mode: web sockets that the app opens, envelopes that it acknowledges."""

import asyncio
import contextlib
import json
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from adapters.playground.slack.clock import Clock, within
from adapters.playground.slack.delivery import Answer, Kind, Retry
from adapters.playground.slack.feed import Feed, Tasks
from adapters.playground.slack.ids import Ids
from adapters.playground.slack.model import Json
from adapters.playground.slack.settings import AppSettings, Timings

MOST_CONNECTIONS = 10


@dataclass(eq=False)
class Connection:
    """One web socket. `retiring`: it was told to go and gets nothing more."""

    id: str
    socket: WebSocket
    waiting: dict[str, asyncio.Future[Answer]] = field(default_factory=dict)
    retiring: bool = False


class Sockets:
    """The web sockets of the app, and the transport that sends through one of them."""

    def __init__(
        self, app: AppSettings, clock: Clock, timings: Timings, ids: Ids, feed: Feed, tasks: Tasks
    ) -> None:
        self._app = app
        self._clock = clock
        self._timings = timings
        self._ids = ids
        self._feed = feed
        self._tasks = tasks
        self._tickets: set[str] = set()
        self._opened = asyncio.Event()
        self._turn = 0
        self._last: Connection | None = None
        self.connections: list[Connection] = []

    @property
    def ready(self) -> list[Connection]:
        """The connections that take envelopes."""
        return [connection for connection in self.connections if not connection.retiring]

    def ticket(self) -> str:
        """Return a new ticket, good for one web socket."""
        ticket = self._ids.secret("ticket")
        self._tickets.add(ticket)
        return ticket

    async def serve(self, socket: WebSocket) -> None:
        """Run one web socket from its opening to its end."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(4001)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        if len(self.connections) >= MOST_CONNECTIONS:
            await socket.send_json(_disconnect("too_many_websockets"))
            await socket.close()
            return
        connection = Connection(self._ids.next("conn"), socket)
        self.connections.append(connection)
        try:
            await self._greet(connection)
            await self._read(connection)
        except WebSocketDisconnect:
            pass
        finally:
            self._gone(connection)

    async def _greet(self, connection: Connection) -> None:
        hello = {
            "type": "hello",
            "num_connections": len(self.connections),
            "connection_info": {"app_id": self._app.app_id},
            "debug_info": {"host": "loopback", "approximate_connection_time": 18060},
        }
        await connection.socket.send_json(hello)
        self._opened.set()
        self._feed.tell("socket", open=len(self.connections))

    async def _read(self, connection: Connection) -> None:
        while True:
            envelope = json.loads(await connection.socket.receive_text())
            waiting = connection.waiting.pop(str(envelope.get("envelope_id")), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(Answer(envelope.get("payload")))

    def _gone(self, connection: Connection) -> None:
        self.connections.remove(connection)
        if not self.ready:
            self._opened.clear()
        for waiting in connection.waiting.values():
            if not waiting.done():
                waiting.set_result(Answer(problem="connection_failed"))
        self._feed.tell("socket", open=len(self.connections))

    async def send(self, kind: Kind, payload: Json, retry: Retry | None) -> Answer:
        """Send an envelope through one connection; a retry goes through another if there is one.

        An event waits for a connection for a while; what a person does fails at once.
        """
        if not self.ready:
            if kind != "events_api":
                return Answer(problem="connection_failed")
            try:
                await within(self._clock, self._timings.socket_patience, self._opened.wait())
            except TimeoutError:
                return Answer(problem="connection_failed")
        connection = self._choose(avoid=self._last if retry else None)
        self._last = connection
        return await self._exchange(connection, self._envelope(kind, payload, retry))

    def _choose(self, avoid: Connection | None) -> Connection:
        ready = self.ready
        others = [connection for connection in ready if connection is not avoid]
        self._turn += 1
        return (others or ready)[self._turn % len(others or ready)]

    def _envelope(self, kind: Kind, payload: Json, retry: Retry | None) -> Json:
        envelope: Json = {
            "envelope_id": self._ids.next("envelope-"),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope["retry_attempt"] = retry.number if retry else 0
            envelope["retry_reason"] = retry.reason if retry else ""
        return envelope

    async def _exchange(self, connection: Connection, envelope: Json) -> Answer:
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope["envelope_id"]] = answered
        try:
            await connection.socket.send_json(envelope)
            return await within(self._clock, self._timings.acknowledge, answered)
        except TimeoutError:
            return Answer(problem="timeout")
        except (RuntimeError, WebSocketDisconnect):  # the socket closed under the envelope
            return Answer(problem="connection_failed")
        finally:
            connection.waiting.pop(envelope["envelope_id"], None)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every connection to go, as Slack does each hour or so, and close it later."""
        for connection in self.ready:
            connection.retiring = True
            await connection.socket.send_json(_disconnect(reason))
            self._tasks.spawn(self._close_later(connection), "close a web socket")
        self._opened.clear()

    async def _close_later(self, connection: Connection) -> None:
        await self._clock.sleep(self._timings.socket_close)
        await self._close(connection, 1000)

    async def cut(self) -> None:
        """Close every connection without a word."""
        for connection in list(self.connections):
            await self._close(connection, 1011)

    async def _close(self, connection: Connection, code: int) -> None:
        if connection in self.connections:
            # The client may have closed it in the same moment.
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                await connection.socket.close(code)


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "loopback"}}
