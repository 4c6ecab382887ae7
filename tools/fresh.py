"""Proves a launcher on a bare Debian 12: as root and not, cold, again, and without a network.

    tools/fresh.py [--base FOLDER] [--user root|ann|both] [COMMAND …]     (default: ./test)

Needs root, debootstrap and unshare. The machine is a folder made by debootstrap (kept in FOLDER for
the next time), holding Python, pip, venv and certificates. The checkout's committed state is
cloned into it; of this machine it sees its certificate and index settings, as environment
variables. Fails when a run fails, or leaves a process behind.
"""

import argparse
import fcntl
import os
import pwd
import shlex
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[1]
_PACKAGES = "python3,python3-venv,python3-pip,ca-certificates"
_PASSED_ON = ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
_CERTIFICATES = "/opt/certificates.crt"
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1


def make_base(base: Path) -> None:
    """The bare machine, made once."""
    if not base.exists():
        aside = base.with_name(f"{base.name}.new")
        shutil.rmtree(aside, ignore_errors=True)
        command = ["debootstrap", "--variant=minbase", f"--include={_PACKAGES}", "bookworm"]
        subprocess.run([*command, str(aside)], check=True)
        subprocess.run(["chroot", str(aside), "useradd", "-m", "ann"], check=True)
        aside.rename(base)


def make_machine(base: Path, machine: Path, user: str) -> None:
    """A copy of the bare machine with a fresh clone in the user's home."""
    subprocess.run(["cp", "-a", f"{base}/.", str(machine)], check=True)
    shutil.copy("/etc/resolv.conf", machine / "etc/resolv.conf")
    if certificates := os.environ.get("SSL_CERT_FILE"):
        shutil.copy(certificates, f"{machine}{_CERTIFICATES}")
    home = machine / ("root" if user == "root" else f"home/{user}")
    subprocess.run(["git", "clone", "-q", str(_CHECKOUT), str(home / "carepods")], check=True)
    subprocess.run(
        ["chroot", machine, "chown", "-R", user, f"/{home.relative_to(machine)}"], check=True
    )


def run(machine: Path, user: str, offline: bool, command: list[str]) -> bool:
    """One run in namespaces of its own; whether it succeeded and left nothing running."""
    unshare = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
    unshare += ["--net"] if offline else []
    inside = [sys.executable, str(Path(__file__)), "--inside", str(machine), user, *command]
    since = time.monotonic()
    code = subprocess.run([*unshare, *inside], stdin=subprocess.DEVNULL, check=False).returncode
    what = "offline" if offline else "online"
    print(f"== {user}, {what}: exit {code} in {time.monotonic() - since:.0f} s", flush=True)
    return code == 0


def inside(machine: Path, user: str, command: list[str]) -> int:
    """The first process of the namespaces: enters the machine and runs the command as the user."""
    subprocess.run(["mount", "-t", "proc", "proc", str(machine / "proc")], check=True)
    subprocess.run(["mount", "--rbind", "/dev", str(machine / "dev")], check=True)
    _loopback_up()
    child = subprocess.Popen(
        command,
        preexec_fn=lambda: _become(machine, user),  # noqa: PLW1509 - no threads here
        env=_environ(user),
    )
    code = child.wait()
    os.chroot(machine)
    left = [
        path.parent.name for path in Path("/proc").glob("[0-9]*/exe") if path.parent.name != "1"
    ]
    for process in left:
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        print(f"left running: {b' '.join(words).decode(errors='replace')}")
    return code or (1 if left else 0)


def _become(machine: Path, user: str) -> None:
    os.chroot(machine)
    account = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    os.chdir(f"{account.pw_dir}/carepods")


def _environ(user: str) -> dict[str, str]:
    environ = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    environ["HOME"] = "/root" if user == "root" else f"/home/{user}"
    if "SSL_CERT_FILE" in os.environ:
        environ["SSL_CERT_FILE"] = _CERTIFICATES
    return environ


def _loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        request = struct.pack("16sh", b"lo", 0)
        flags = struct.unpack("16sh", fcntl.ioctl(handle, _GET_FLAGS, request + bytes(14))[:18])[1]
        fcntl.ioctl(handle, _SET_FLAGS, struct.pack("16sh", b"lo", flags | _UP) + bytes(14))


def main() -> int:
    """Runs the command three times for each user."""
    if sys.argv[1:2] == ["--inside"]:
        return inside(Path(sys.argv[2]), sys.argv[3], sys.argv[4:])
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, default=Path("/var/tmp/carepods-bare-machine"))
    parser.add_argument("--user", choices=("root", "ann", "both"), default="both")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    command = options.command or ["./test"]
    make_base(options.base)
    good = True
    for user in ("root", "ann") if options.user == "both" else (options.user,):
        with tempfile.TemporaryDirectory(prefix="carepods-fresh-") as folder:
            machine = Path(folder)
            machine.chmod(0o755)
            make_machine(options.base, machine, user)
            for offline in (False, False, True):
                print(f"== {user}: {shlex.join(command)}", flush=True)
                good = run(machine, user, offline, command) and good
    print("fresh machine: " + ("good" if good else "NOT GOOD"))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
