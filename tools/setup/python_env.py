"""uv, and the two Python environments that it makes from the lock files."""

import hashlib
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.setup import children, network
from tools.setup.parts import Part, ensure, find
from tools.setup.places import Places, is_writable
from tools.setup.progress import Progress
from tools.setup.trouble import SetupTrouble

UV_LOCK = "tools/uv-requirements.lock"
RUN_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"


class PythonEnvironments:
    """Makes and finds uv and the Python environments of one checkout."""

    def __init__(self, places: Places, progress: Progress) -> None:
        self._places = places
        self._progress = progress

    def run_time(self) -> Path:
        """The folder of the environment that ./carepods runs in."""
        return self._environment("run", RUN_LOCK, "Fetching the Python packages")

    def development(self) -> Path:
        """The folder of the environment with the test tools on top."""
        return self._environment("dev", DEV_LOCK, "Fetching the Python packages and test tools")

    def uv(self) -> Path:
        """The uv program, of the version that its own lock names."""
        title = "Fetching the package installer"
        part = Part("uv", self._stamp(UV_LOCK), title, "bin/uv", self._build_uv)
        return ensure(part, self._places, self._progress) / "bin/uv"

    def environ(self) -> dict[str, str]:
        """The environment variables for pip and uv on this machine."""
        environ = network.environment(os.environ)
        environ["UV_PYTHON_DOWNLOADS"] = "never"
        if not self._places.home_is_writable:
            environ["HOME"] = str(self._places.cache("home"))
        named = environ.get("UV_CACHE_DIR")
        if named and not is_writable(Path(named)):
            environ["UV_CACHE_DIR"] = str(self._places.cache("uv"))
        return environ

    def _environment(self, name: str, lock: str, title: str) -> Path:
        def build(folder: Path) -> None:
            self._build_environment(name, folder, self._places.checkout / lock, title)

        part = Part(name, self._stamp(lock), title, "bin/python", build)
        if found := find(part, self._places):
            return found
        self.uv()  # its own step comes first
        return ensure(part, self._places, self._progress)

    def _stamp(self, lock: str) -> str:
        """Changes with the packages and with the kind of machine.

        The lock alone names what is installed; that it belongs to pyproject.toml is the lint's
        business (`tools/lock --check`), so a new setting of a tool costs nobody a new environment.
        """
        machine = f"{os.uname().sysname} {os.uname().machine} {sys.implementation.cache_tag}"
        content = (self._places.checkout / lock).read_bytes()
        return hashlib.sha256(machine.encode() + b"\0" + content).hexdigest()[:16]

    def _build_environment(self, name: str, folder: Path, lock: Path, title: str) -> None:
        uv = self.uv()
        make: list[str | Path] = [uv, "venv", "--relocatable", "--allow-existing", "--no-project"]
        self._run(name, title, [*make, "--python", sys.executable, folder], self.environ())
        # Hashes pin every file, so any index that has it may give it. Nothing is compiled:
        # a bare machine has no compiler.
        sync: list[str | Path] = [uv, "pip", "sync", "--require-hashes", "--only-binary", ":all:"]
        sync += ["--index-strategy", "unsafe-best-match", "--compile-bytecode"]
        self._run(name, title, [*sync, "--python", folder / "bin/python", lock], self.environ())

    def _build_uv(self, folder: Path) -> None:
        title = "Fetching the package installer"
        environ = self.environ()
        packages = folder / "packages"
        install = ["install", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
        install += ["-r", str(self._places.checkout / UV_LOCK), "--target", str(packages)]
        self._run("uv", title, [*self._pip(folder, environ), *install], environ)
        (folder / "bin").mkdir()
        (packages / "bin/uv").rename(folder / "bin/uv")
        shutil.rmtree(packages)
        shutil.rmtree(folder / "pip", ignore_errors=True)

    def _pip(self, folder: Path, environ: Mapping[str, str]) -> list[str]:
        """This machine's pip, else one of our own for as long as it takes."""
        pip = [sys.executable, "-m", "pip"]
        try:
            self._run("pip", "pip", [*pip, "--version"], environ)
        except SetupTrouble:
            self._make_pip(folder, environ)
            return [str(folder / "pip/bin/python"), "-m", "pip"]
        return pip

    def _make_pip(self, folder: Path, environ: Mapping[str, str]) -> None:
        make = [sys.executable, "-m", "venv", str(folder / "pip")]
        try:
            self._run("pip", "pip", make, environ)
        except SetupTrouble as trouble:
            raise SetupTrouble(
                "This Python has neither pip nor venv. Please install them, then run the same "
                "command again. On Debian 12, as root:\n"
                "    apt-get install python3-venv python3-pip",
                trouble.detail,
            ) from trouble

    def _run(
        self, name: str, title: str, command: Sequence[str | Path], environ: Mapping[str, str]
    ) -> None:
        log = self._places.shelf / "logs" / f"{name}.log"
        children.run(title, command, environ=environ, log=log, progress=self._progress)
