"""Production: the web application, the platforms and the worker, until a signal."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import threading
from collections.abc import Coroutine, Iterator

import structlog
import uvicorn
from starlette.types import ASGIApp

from bot import compose
from bot.config import Settings
from bot.trouble import told
from bot.web.connection import Connection, most_connections

GRACE_SECONDS = 3
# Whatever still hangs then is left to whoever comes next: a kill loses nothing here.
LAST_SECONDS = 7.0
BACKLOG = 2048

log = structlog.get_logger("serve")


class _Server(uvicorn.Server):
    """Leaves signals to us: platforms and worker have to stop as well."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@told
async def serve(settings: Settings, platform: dict[str, str], *, work: bool) -> int:
    """Run until SIGTERM or SIGINT; ends within ten seconds of it."""
    stopping = _on_signals()
    listener = _listener(settings)
    Connection.most = most_connections()
    with contextlib.closing(listener):
        await _unless(stopping, compose.migrated(settings))
        if stopping.is_set():
            return 0
        async with compose.compose(settings, platform, paced=True) as service:
            server = _Server(_web(service.app, settings))
            async with compose.running(service, work=work):
                serving = asyncio.create_task(server.serve(sockets=[listener]), name="web")
                log.info("serving", port=listener.getsockname()[1])
                await _first(serving, stopping)
                server.should_exit = True  # pages end while the rest does
            await serving
    return 0


@told
async def work_only(settings: Settings, platform: dict[str, str]) -> int:
    """A worker without a web application: sends, but does not listen."""
    stopping = _on_signals()
    await _unless(stopping, compose.migrated(settings))
    if stopping.is_set():
        return 0
    async with (
        compose.compose(settings, platform, paced=True) as service,
        compose.running(service, listen=False),
    ):
        log.info("working")
        await stopping.wait()
    return 0


def _web(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,  # addresses hold secrets
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.forwarded_allow_ips,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _listener(settings: Settings) -> socket.socket:
    """The socket that pages are served on. Raises ValueError when it is not to be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        made = socket.create_server((settings.host, settings.port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise ValueError(f"CAREPODS_LISTEN={settings.listen}: {error.strerror or error}") from None
    made.setblocking(False)
    return made


def _on_signals() -> asyncio.Event:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if not stopping.is_set():
            stopping.set()
            last = threading.Timer(LAST_SECONDS, os._exit, (0,))
            last.daemon = True
            last.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    return stopping


async def _unless(stopping: asyncio.Event, job: Coroutine[object, object, None]) -> None:
    """Wait for a job, but not once it is time to stop."""
    task = asyncio.create_task(job)
    await _first(task, stopping)
    if task.done():
        await task


async def _first(task: asyncio.Task[None], event: asyncio.Event) -> None:
    waiting = asyncio.create_task(event.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
