"""Production: the web application, the platforms and the worker, until a signal."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Iterator

import structlog
import uvicorn

from bot import compose
from bot.config import Settings

GRACE_SECONDS = 3
log = structlog.get_logger("serve")


class _Server(uvicorn.Server):
    """Leaves signals to us: platforms and worker have to stop as well."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(settings: Settings, platform: dict[str, str], *, work: bool) -> int:
    """Run until SIGTERM or SIGINT; ends within ten seconds of it."""
    stopping = _on_signals()
    await compose.migrated(settings)
    async with compose.compose(settings, platform) as service:
        server = _Server(
            uvicorn.Config(
                service.app,
                host=settings.host,
                port=settings.port,
                http="httptools",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,  # addresses hold secrets
                server_header=False,
                proxy_headers=True,
                forwarded_allow_ips=settings.forwarded_allow_ips,
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )
        async with compose.running(service, work=work):
            serving = asyncio.create_task(server.serve(), name="web")
            log.info("serving", port=settings.port)
            await _first(serving, stopping)
            server.should_exit = True
            await serving
    return 0


async def work_only(settings: Settings, platform: dict[str, str]) -> int:
    """A worker without a web application: sends, but does not listen."""
    stopping = _on_signals()
    async with (
        compose.compose(settings, platform) as service,
        compose.running(service, listen=False),
    ):
        log.info("working")
        await stopping.wait()
    return 0


def _on_signals() -> asyncio.Event:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    return stopping


async def _first(task: asyncio.Task[None], event: asyncio.Event) -> None:
    waiting = asyncio.create_task(event.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
