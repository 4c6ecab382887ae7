"""A part of the set-up: built aside, put in place by one rename, found at once ever after."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.setup.places import Places
from tools.setup.progress import Progress


@dataclass(frozen=True)
class Part:
    """Something that set-up makes once.

    `stamp` changes whenever the part must be made anew. `build` fills an empty folder, which is
    then moved, so nothing inside may name the folder's own path. `proof` is a path inside that
    exists in every whole part.
    """

    name: str
    stamp: str
    title: str
    proof: str
    build: Callable[[Path], None]

    @property
    def folder(self) -> str:
        return f"{self.name}-{self.stamp}"


def find(part: Part, places: Places) -> Path | None:
    """The finished part on whichever shelf it stands, or None."""
    for shelf in places.shelves:
        folder = shelf / part.folder
        if (folder / part.proof).exists():
            return folder
    return None


def ensure(part: Part, places: Places, progress: Progress) -> Path:
    """The finished part; made now if it is not there. Safe beside other launchers."""
    if found := find(part, places):
        return found
    with _locked(places.shelf / f"{part.name}.lock", part.title, progress):
        if found := find(part, places):  # another launcher made it while this one waited
            return found
        return _make(part, places.shelf, progress)


def _make(part: Part, shelf: Path, progress: Progress) -> Path:
    for stale in shelf.glob(f"{part.name}.new-*"):
        shutil.rmtree(stale, ignore_errors=True)  # a set-up that was interrupted
    aside = Path(tempfile.mkdtemp(prefix=f"{part.name}.new-", dir=shelf))
    aside.chmod(0o755)
    progress.start(part.title)
    try:
        part.build(aside)
        target = shelf / part.folder
        if target.exists():  # its proof is gone: the Python below it was removed, say
            shutil.rmtree(target)
        aside.rename(target)
    except BaseException:
        progress.done("stopped")
        shutil.rmtree(aside, ignore_errors=True)
        raise
    progress.done()
    _forget_older(part, shelf)
    return target


def _forget_older(part: Part, shelf: Path) -> None:
    running = _command_lines()
    for folder in shelf.glob(f"{part.name}-*"):
        in_use = any(os.fsencode(folder) + b"/" in line for line in running)
        if folder.is_dir() and folder.name != part.folder and not in_use:
            shutil.rmtree(folder, ignore_errors=True)


def _command_lines() -> list[bytes]:
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(path.read_bytes())
        except OSError:
            continue  # it ended meanwhile
    return lines


@contextmanager
def _locked(path: Path, title: str, progress: Progress) -> Iterator[None]:
    """One builder at a time. The descriptor is closed before anything else is started for good."""
    with path.open("ab") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress.note(f"  {title}: another run is busy with it; waiting …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
