"""Where set-up may keep what it makes: in the checkout, else in the cache, else under /tmp."""

import hashlib
import os
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tools.setup.trouble import SetupTrouble

CHECKOUT = Path(__file__).resolve().parents[2]


def is_writable(folder: Path) -> bool:
    """Whether a file can really be made there; the folder is made when it is missing.

    Permission bits do not tell: read-only mounts and full quotas look writable.
    """
    try:
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _is_ours_alone(folder: Path) -> bool:
    """Whether nobody else could have laid anything into a folder under the shared /tmp."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022


@dataclass(frozen=True)
class Places:
    """The shelves on which parts may stand, best first."""

    checkout: Path
    environ: Mapping[str, str]

    @cached_property
    def shelves(self) -> tuple[Path, ...]:
        """Every folder that may hold parts; the later ones serve a read-only checkout."""
        key = hashlib.sha256(str(self.checkout).encode()).hexdigest()[:12]
        shelves = [self.checkout / ".tools"]
        if cache := self._cache_home:
            shelves.append(cache / "carepods" / key)
        shelves.append(self._temporary / key)
        return tuple(shelves)

    @cached_property
    def shelf(self) -> Path:
        """The best folder that can be written."""
        for folder in self.shelves[:-1]:
            if is_writable(folder):
                return folder
        if _is_ours_alone(self._temporary) and is_writable(self.shelves[-1]):
            return self.shelves[-1]
        raise SetupTrouble(
            f"There is no folder that Carepods may write: tried {', '.join(map(str, self.shelves))}"
            ". Please name one: TMPDIR=/a/folder/of/yours, then run the same command again."
        )

    def cache(self, name: str) -> Path:
        """A folder for what may be lost at any time: caches of tools."""
        folder = self.shelf / "cache" / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @cached_property
    def home_is_writable(self) -> bool:
        """Whether tools may use the person's own home as they please."""
        home = self.environ.get("HOME", "")
        return home.startswith("/") and Path(home).is_dir() and is_writable(Path(home))

    @property
    def _cache_home(self) -> Path | None:
        named = self.environ.get("XDG_CACHE_HOME", "")
        if named.startswith("/"):
            return Path(named)
        home = self.environ.get("HOME", "")
        return Path(home) / ".cache" if home.startswith("/") and home != "/" else None

    @property
    def _temporary(self) -> Path:
        return Path(tempfile.gettempdir()) / f"carepods-{os.getuid()}"
