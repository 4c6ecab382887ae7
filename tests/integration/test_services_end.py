"""However a run ends, its servers end with it and its folder is gone."""

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

_CHECKOUT = Path(__file__).parents[2]

# Asks for two servers, tells who is who, and then stays until it is ended.
_RUN = """
import json, os, pathlib, signal
from tests.services import keeper

def test_stays(postgres_url, redis_url, capfd):
    folder = pathlib.Path(os.environ[keeper.ADDRESS]).parent
    children = {}
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            children[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    mine = [child for child, parent in children.items() if parent == os.getpid()]
    servers = [child for child, parent in children.items() if parent in mine]
    with capfd.disabled():
        facts = {"folder": str(folder), "processes": mine + servers}
        print("\\n" + json.dumps(facts), flush=True)
    signal.pause()
"""


def _descriptors(processes: list[int]) -> list[int]:
    return [os.pidfd_open(process) for process in processes]


def _all_end(descriptors: list[int]) -> bool:
    """Waits until every process has ended; the limit only spares a broken run its patience."""
    waiting = set(descriptors)
    while waiting:
        ended, _, _ = select.select(waiting, [], [], 60)
        if not ended:
            return False
        waiting -= set(ended)
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_outlives_a_run(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "test_run.py").write_text(_RUN)
    command = [sys.executable, "-m", "pytest", "-n0", "-p", "no:cacheprovider", "-c"]
    command += ["pyproject.toml", "--rootdir=.", "-p", "tests.conftest", str(tmp_path)]
    environ = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    # A shell that runs us in its background has told us to ignore Ctrl-C; children inherit it.
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=_CHECKOUT, env=environ) as run:
        signal.signal(signal.SIGINT, heard)
        assert run.stdout is not None
        lines = (line for line in run.stdout if line.startswith(b'{"folder"'))
        facts = json.loads(next(lines))
        descriptors = _descriptors(facts["processes"])
        try:
            assert len(descriptors) >= 3, "the keeper and two servers"
            run.send_signal(number)
            run.stdout.read()
            run.wait()
            assert _all_end(descriptors)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
    assert not Path(facts["folder"]).exists()
