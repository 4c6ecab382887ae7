"""Turns what went wrong in a set-up step into a sentence that says what to do next."""

import errno
import re
from pathlib import Path

_AGAIN = "Then run the same command again: it carries on from where it stopped."

_SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"No space left on device|os error 28\b|Errno 28\b|Disk quota exceeded"),
        "The disk is full. Please make some room (about 1 GB for ./carepods, 3 GB for ./test) "
        f"where it says below. {_AGAIN}",
    ),
    (
        re.compile(
            r"UnknownIssuer|No CA certificates|invalid peer certificate|CERTIFICATE_VERIFY_FAILED|"
            r"certificate verify failed|Certificate verification failed",
            re.IGNORECASE,
        ),
        "The package index showed a certificate that this machine does not trust. If your "
        "network has its own certificate authority, name its file first:\n"
        "    export SSL_CERT_FILE=/path/to/authority.crt\n" + _AGAIN,
    ),
    (
        re.compile(r"hash mismatch|HashMismatch|DO NOT MATCH THE HASHES", re.IGNORECASE),
        "A package that arrived is not the one that the lock file names, so it was not "
        "installed. Please check which package index this machine uses, and try again.",
    ),
    (
        re.compile(
            r"dns error|failed to lookup|resolve host|Could not resolve|name resolution|"
            r"Network is unreachable|Connection refused|tcp connect error|Connection reset|"
            r"timed? ?out|error sending request|NewConnectionError|Failed to fetch|"
            r"Unable to (locate|fetch)|client error \(Connect\)|Could not fetch|"
            r"Name or service not known|No route to host",
            re.IGNORECASE,
        ),
        "What is needed could not be fetched: the network, or the package index, does not "
        "answer. The first run needs it; later runs do not. Please check the connection (and "
        f"HTTPS_PROXY or PIP_INDEX_URL where your network needs them). {_AGAIN}",
    ),
    (
        re.compile(
            r"no wheels? with a matching|has no usable wheels|no matching distribution"
            r"|no version of",
            re.IGNORECASE,
        ),
        "A package that Carepods needs is not to be had for this machine from its package "
        "index. It is tried on Linux with an x86-64 processor and Python 3.11.",
    ),
)


class SetupTrouble(Exception):
    """Set-up cannot go on. The message is for the person; `detail` is what a tool printed."""

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.detail = detail


def from_output(title: str, log: Path) -> SetupTrouble:
    """The trouble that a failed tool's log tells of."""
    text = log.read_text(errors="replace") if log.exists() else ""
    detail = "\n".join(text.strip().splitlines()[-12:])
    where = f"{detail}\n(all of it: {log})"
    for pattern, sentence in _SENTENCES:
        if pattern.search(text):
            return SetupTrouble(sentence, where)
    return SetupTrouble(f"{title} did not work. {_AGAIN}", where)


def from_os_error(error: OSError) -> SetupTrouble:
    """The trouble that the system itself reported: a full disk, a forbidden folder …"""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return SetupTrouble(_SENTENCES[0][1], str(error))
    return SetupTrouble(
        f"This machine did not allow a step of the set-up: {error.strerror or error}. {_AGAIN}",
        str(error),
    )
