"""Which process holds something, and whether that process is gone for sure.

A lease says when a holder that is silent may be passed over. Where the holder was a process of
this machine, the kernel knows at once that it has ended, and nobody need wait for the lease.
"""

from __future__ import annotations

import os
from pathlib import Path

from core.ports import Entropy

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_SPACE = Path("/proc/self/ns/pid")
_BEGAN = 19  # the field of /proc/PID/stat after the name: when the process began
_ZOMBIE = "Z"


def new_holder(entropy: Entropy) -> str:
    """A name for whoever claims in this process; no two are alike."""
    me = os.getpid()
    return "/".join((_machine(), str(me), _began(me), entropy.bytes(6).hex()))


def is_gone(holder: str) -> bool:
    """True only if it was a process of this machine, and that has ended."""
    machine, _, rest = holder.rpartition("/")[0].rpartition("/")[0].rpartition("/")
    began = holder.rpartition("/")[0].rpartition("/")[2]
    if not machine or machine != _machine() or not rest.isdecimal():
        return False
    return _began(int(rest)) != began


def _machine() -> str:
    """This boot of this machine, as far as its process numbers reach; "" where that is not told."""
    try:
        boot = _BOOT.read_text(encoding="ascii").strip()
        return f"{boot}:{_SPACE.stat().st_ino}"
    except OSError:
        return ""


def _began(process: int) -> str:
    """When a process began, in the kernel's count; "" when there is none."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = text.rpartition(")")[2].split()
    return "" if fields[0] == _ZOMBIE else fields[_BEGAN]
