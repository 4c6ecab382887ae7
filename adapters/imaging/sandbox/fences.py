"""What a decoder is forbidden, by whatever the kernel at hand can enforce.

Each fence is put up alone and its failure is no failure of the upload: the caller is told which
fences stand. They are one-way: a process that called `confine` cannot undo it.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import resource
import signal
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from adapters.imaging.sandbox.syscalls import FCNTL_COMMANDS, MACHINES, Machine

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446
_NOBODY = 65534
_EPERM, _ENOSYS = 1, 38

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings of one decoder: bytes of memory beyond the template's, CPU seconds, output bytes."""

    memory_bytes: int = 880 * 1024 * 1024
    cpu_seconds: int = 300
    output_bytes: int = 512 * 1024 * 1024
    open_files: int = 16


@dataclass(frozen=True, slots=True)
class Fences:
    """Which fences stand around a decoder on this machine."""

    limits: bool
    ordinary_user: bool
    landlock: int  # the kernel's ABI number, 0 without
    seccomp: bool


# As an operator reads them.
_NAMES = (
    "limits on memory and time",
    "an ordinary user",
    "no files (landlock)",
    "no network and no programs (seccomp)",
)


def end_with_parent(parent: int) -> None:
    """Ask the kernel to kill this process when `parent` ends; ends at once if it already has."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def confine(limits: Limits, parent: int) -> Fences:
    """Put up every fence that this kernel has around the calling process, for good."""
    limited = _limit(limits)
    ordinary = _become_nobody()
    # Changing the user clears the death signal and the fences below forbid asking again.
    end_with_parent(parent)
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return Fences(limited, ordinary, _landlock(), _seccomp())


def _limit(limits: Limits) -> bool:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    in_use = pages * resource.getpagesize()
    wanted = {
        resource.RLIMIT_AS: in_use + limits.memory_bytes,
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_FSIZE: limits.output_bytes,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_CORE: 0,
    }
    kept = [_lower(which, value) for which, value in wanted.items()]  # each, whatever the others
    return all(kept)


def _lower(which: int, value: int) -> bool:
    hard = resource.getrlimit(which)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    try:
        resource.setrlimit(which, (value, value))
    except (OSError, ValueError):
        return False
    return True


def _become_nobody() -> bool:
    if os.getuid() != 0:
        return True
    try:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    except OSError:  # a user namespace without that id
        return False
    return True


def _landlock() -> int:
    """Deny every file and every TCP port. Returns the ABI in force, 0 where there is none."""
    abi = int(_libc.syscall(_LANDLOCK_CREATE, None, 0, 1))
    if abi < 1:
        return 0
    files = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(abi, 16)) - 1
    network = 0b11 if abi >= 4 else 0
    scopes = 0b11 if abi >= 6 else 0
    rules = struct.pack("=QQQ", files, network, scopes)[: 8 if abi < 4 else 16 if abi < 6 else 24]
    ruleset = int(_libc.syscall(_LANDLOCK_CREATE, rules, len(rules), 0))
    if ruleset < 0:
        return 0
    denied = int(_libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0))
    os.close(ruleset)
    return abi if denied == 0 else 0


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _seccomp() -> bool:
    machine = MACHINES.get(platform.machine())
    if machine is None:
        return False
    code = _filter(machine)
    program = _Program(len(code) // 8, code)
    done = _libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)
    return int(done) == 0


def _filter(machine: Machine) -> bytes:
    """A classic BPF programme: the allowed calls pass, threads pass, all else answers EPERM."""
    load, equal, ret = 0x20, 0x15, 0x06
    bits_set, kill, allow, errno = 0x45, 0x80000000, 0x7FFF0000, 0x00050000

    def step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    program = [
        step(load, 4),
        step(equal, machine.audit_arch, 1, 0),
        step(ret, kill),
        step(load, 0),
        # A new thread is a clone with CLONE_THREAD; anything else would be a new process.
        step(equal, machine.clone, 0, 4),
        step(load, 16),
        step(bits_set, 0x00010000, 0, 1),
        step(ret, allow),
        step(ret, errno | _EPERM),
        # glibc falls back to clone only when told that clone3 does not exist.
        step(equal, machine.clone3, 0, 1),
        step(ret, errno | _ENOSYS),
    ]
    commands = len(FCNTL_COMMANDS)
    program += [step(equal, machine.fcntl, 0, commands + 3), step(load, 24)]
    program += [
        step(equal, command, commands - index, 0) for index, command in enumerate(FCNTL_COMMANDS)
    ]
    program += [step(ret, errno | _EPERM), step(ret, allow)]
    for number in machine.allowed:
        program += [step(equal, number, 0, 1), step(ret, allow)]
    program.append(step(ret, errno | _EPERM))
    return b"".join(program)


def fences() -> dict[str, bool]:
    """Which fences this machine can put around a decoder, tried in a process of its own."""
    root = Path(__file__).resolve().parents[3]
    tried = subprocess.run(
        [sys.executable, "-P", "-s", "-m", "adapters.imaging.sandbox.fences"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
        cwd="/",
        env={"PATH": os.defpath, "PYTHONPATH": str(root)},
    )
    try:
        found = json.loads(tried.stdout)
    except ValueError:
        found = {}
    return {name: found.get(name) is True for name in _NAMES}


def _try() -> None:
    """Put up every fence and say which stand."""
    stand = confine(Limits(), os.getppid())
    found = (stand.limits, stand.ordinary_user, stand.landlock > 0, stand.seccomp)
    sys.stdout.write(json.dumps(dict(zip(_NAMES, found, strict=True))))


if __name__ == "__main__":
    _try()
