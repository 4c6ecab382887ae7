"""Serve an ASGI app on a real loopback socket for as long as a block lasts."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Generator

import uvicorn
from starlette.types import ASGIApp

HOST = "127.0.0.1"
# Long polls and web sockets that clients hold open are cut after this many seconds.
GRACE_SECONDS = 1


class _Server(uvicorn.Server):
    """A server that leaves the process's signals to whoever owns the process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


@contextlib.asynccontextmanager
async def serving(app: ASGIApp, *, port: int = 0) -> AsyncIterator[str]:
    """Yield the root address (`http://127.0.0.1:PORT`, no slash at the end) of the served app.

    Port 0 takes a free one. The socket listens before the block is entered, and is closed when
    it is left. Raises OSError if the port is taken. Many apps may be served in one process.
    """
    # With the protocol named, asyncio sends without delay; else an answer on a connection that is
    # kept waits 40 ms for the other side's acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    server = _Server(
        uvicorn.Config(
            app,
            http="httptools",
            ws="wsproto",
            lifespan="off",
            log_config=None,
            access_log=False,  # addresses of the Bot API hold the bot's token
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
    )
    task = asyncio.create_task(server.serve(sockets=[listener]), name="loopback server")
    try:
        yield f"http://{HOST}:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
        listener.close()
