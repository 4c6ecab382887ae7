"""Chromium for the browser tests, without root and without touching the system.

One that is installed is taken when it works; else Debian's headless shell is fetched with the
machine's own apt and unpacked aside.
"""

import ctypes
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tools.setup import children
from tools.setup.parts import Part, ensure
from tools.setup.places import Places
from tools.setup.progress import Progress
from tools.setup.trouble import SetupTrouble

_RECIPE = "2"  # raise when what is fetched, left out or written below changes
_ON_PATH = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_CHROMIUM = ("chromium-headless-shell", "fonts-dejavu-core")
# Named as needed by the packages, but not by a browser without a screen: 240 MB.
_LEFT_OUT = ("libllvm", "libz3-", "libgl1-mesa-dri", "x11-utils", "xdg-utils", "at-spi2-common")
_TITLE = "Fetching Chromium for the browser tests"

_WRAPPER = """#!/bin/sh
# Chromium with the libraries and fonts that lie beside it.
here=$(dirname -- "$(readlink -f -- "$0")")
export LD_LIBRARY_PATH="{libraries}${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"
export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/{program}" "$@"
"""

_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">root/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""

#: What headless Chromium needs to start in a container, and to leave the network alone.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Browser:
    """Makes and finds the browser of one checkout."""

    def __init__(self, places: Places, progress: Progress, environ: Mapping[str, str]) -> None:
        self._places = places
        self._progress = progress
        self._environ = dict(environ)

    def folder(self) -> Path:
        """A folder with `chromium`, and with `lib` where the system lacks a library.

        Raises SetupTrouble when there is no browser and none can be had.
        """
        installed = _installed(self._environ.get("PATH", ""))
        facts = [_RECIPE, os.uname().machine, _has_libatomic(), *map(_identity, installed)]
        stamp = hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]

        def build(folder: Path) -> None:
            self._build(folder, installed)

        part = Part("chromium", stamp, _TITLE, "chromium", build)
        return ensure(part, self._places, self._progress)

    def _build(self, folder: Path, installed: Iterable[Path]) -> None:
        wanted = [] if _has_libatomic() else ["libatomic1"]
        working = next(filter(self._works, installed), None)
        if working:
            (folder / "chromium").symlink_to(working)
        else:
            wanted += _CHROMIUM
        if wanted:
            self._unpack(folder, wanted)
        if not working:
            self._wrap(folder)
        if not _has_libatomic():
            (folder / "lib").mkdir()
            for library in (folder / "root/usr/lib").glob("*/libatomic.so.1"):
                (folder / "lib" / library.name).symlink_to(
                    Path("../") / library.relative_to(folder)
                )
        if not self._works(folder / "chromium"):
            raise SetupTrouble(
                "Chromium was fetched but does not start on this machine. Please install one "
                "yourself (on Debian, as root: apt-get install chromium), then run the same "
                "command again.",
                f"See {self._places.shelf / 'logs'}",
            )

    def _works(self, program: Path) -> bool:
        page = "data:text/html,<title>x</title><p>it works"
        profile = f"--user-data-dir={self._places.cache('chromium-check')}"
        command: list[str | Path] = [program, "--headless", *FLAGS, profile, "--dump-dom", page]
        environ = {**self._environ, "HOME": str(self._places.cache("home"))}
        try:
            return "it works" in self._run("chromium-check", command, environ)
        except (SetupTrouble, OSError):
            return False

    def _unpack(self, folder: Path, wanted: list[str]) -> None:
        if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
            raise SetupTrouble(
                "The browser tests need Chromium, and this machine has none. Please install "
                "Chromium so that the command `chromium` is found, then run ./test again."
            )
        apt = folder / "apt"
        apt_get = self._prepare_apt(apt)
        # An address that does not answer matters only if what is wanted cannot be had.
        self._apt_update(apt_get)
        plan = self._run("chromium", [*apt_get, "--simulate", "install", *wanted], self._environ)
        names = re.findall(r"^Inst (\S+) ", plan, re.MULTILINE)
        kept = [name for name in names if not name.startswith(_LEFT_OUT)]
        downloads = apt / "packages"
        downloads.mkdir()
        self._run("chromium", [*apt_get, "download", *kept], self._environ, cwd=downloads)
        for package in sorted(downloads.glob("*.deb")):
            self._run("chromium", ["dpkg-deb", "-x", package, folder / "root"], self._environ)
        shutil.rmtree(apt)

    def _apt_update(self, apt_get: list[str]) -> None:
        try:
            self._run("chromium-update", [*apt_get, "update"], self._environ)
        except SetupTrouble:
            self._progress.tick()

    def _prepare_apt(self, apt: Path) -> list[str]:
        """apt-get on lists of its own, so that it needs no rights and changes nothing."""
        for name in ("lists/partial", "cache/archives/partial"):
            (apt / name).mkdir(parents=True)
        shutil.copy("/var/lib/dpkg/status", apt / "status")
        options = {
            "Dir::State": apt,
            "Dir::State::lists": apt / "lists",
            "Dir::State::status": apt / "status",
            "Dir::Cache": apt / "cache",
            "Debug::NoLocking": "1",
            "APT::Sandbox::User": "",
            "APT::Install-Recommends": "0",
            "APT::Get::Assume-Yes": "1",
        }
        return ["apt-get", *(f"-o{name}={value}" for name, value in options.items())]

    def _wrap(self, folder: Path) -> None:
        program = next(iter(sorted((folder / "root").glob("usr/lib/chromium/*headless*shell"))))
        found = {path.parent for path in (folder / "root").rglob("*.so*") if path.is_file()}
        library_roots = sorted(path for path in found if _is_library_folder(path))
        libraries = ":".join(f"$here/{path.relative_to(folder)}" for path in library_roots)
        text = _WRAPPER.format(libraries=libraries, program=program.relative_to(folder))
        (folder / "chromium").write_text(text)
        (folder / "chromium").chmod(0o755)
        (folder / "fonts.conf").write_text(_FONTS)

    def _run(
        self,
        name: str,
        command: Sequence[str | Path],
        environ: Mapping[str, str],
        cwd: Path | None = None,
    ) -> str:
        log = self._places.shelf / "logs" / f"{name}.log"
        run_environ = {**environ, "LC_ALL": "C"}
        return children.run(
            _TITLE, command, environ=run_environ, log=log, progress=self._progress, cwd=cwd
        )


def _is_library_folder(path: Path) -> bool:
    """The folder that the loader looks in, and the two beside it that Debian's packages name."""
    return path.name in {"nss", "pulseaudio"} or path.name.endswith("-linux-gnu")


def _installed(path: str) -> list[Path]:
    found = (shutil.which(name, path=path) for name in _ON_PATH)
    return [Path(program) for program in found if program]


def _identity(program: Path) -> list[str]:
    return [str(program), str(program.stat().st_mtime_ns)]


def _has_libatomic() -> bool:
    """Playwright's own node dies without it."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True
