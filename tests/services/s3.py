"""An S3 server: moto's, which is right about storage and checks no signature (so proves none)."""

import secrets
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from tests.services import processes

#: What S3 clients take from the environment; moto accepts any.
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


def start(folder: Path) -> tuple[processes.Server, dict[str, str]]:
    """Starts a server that keeps everything in memory; `endpoint` is its address."""
    server, port = processes.start_on_free_port(
        lambda port: [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        ready=processes.answers,
        log=folder / "s3.log",
    )
    return server, {"endpoint": f"http://127.0.0.1:{port}"}


def new_bucket(endpoint: str) -> str:
    """Makes an empty bucket and returns its name."""
    name = f"test-{secrets.token_hex(8)}"
    address = urlsplit(endpoint)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=30)
    try:
        connection.request("PUT", f"/{name}")
        response = connection.getresponse()
        if response.status != 200:
            raise processes.ServiceError(f"No bucket: {response.status} {response.read()!r}")
    finally:
        connection.close()
    return name
