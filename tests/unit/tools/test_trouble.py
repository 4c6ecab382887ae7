"""Whatever a tool prints, the person reads a sentence that says what to do."""

import errno
from pathlib import Path

import pytest

from tools.setup import trouble

_PRINTED = {
    "disk is full": "error: failed to copy: No space left on device (os error 28)",
    "does not trust": "client error (Connect)\ninvalid peer certificate: UnknownIssuer",
    "not the one": "error: Hash mismatch for `uv==1`",
    "does not answer": "Temporary failure in name resolution\nNo matching distribution found",
    "not to be had": "ERROR: No matching distribution found for uv==0.0.1",
    "did not work": "segmentation fault",
}


@pytest.mark.parametrize("sentence", list(_PRINTED))
def test_each_trouble_has_its_sentence(tmp_path: Path, sentence: str) -> None:
    log = tmp_path / "tool.log"
    log.write_text(_PRINTED[sentence])
    error = trouble.from_output("Fetching", log)
    assert sentence in error.sentence
    assert _PRINTED[sentence].splitlines()[-1] in error.detail


def test_a_full_disk_met_by_ourselves_reads_the_same() -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    assert "disk is full" in trouble.from_os_error(full).sentence
