"""Where the server is reached."""

from dataclasses import dataclass


@dataclass
class Where:
    """The server's root address, without a slash at its end; learnt from the first request."""

    url: str = ""
