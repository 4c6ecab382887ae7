"""The system calls that a decoder keeps, per processor; every other one answers EPERM.

Numbers are the kernel's ABI (asm/unistd_64.h, asm-generic/unistd.h) and never change. Memory,
threads, clocks and the descriptors that are already open are enough to decode a picture. There is
no `open`, `socket`, `execve`, `ptrace`, `kill`, `fork` or `prctl` among them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Machine:
    """One processor as seccomp names it. `allowed` and the rest are system call numbers."""

    audit_arch: int
    allowed: tuple[int, ...]
    clone: int
    clone3: int
    fcntl: int


_X86_64 = {
    "read": 0, "write": 1, "close": 3, "fstat": 5, "poll": 7, "lseek": 8, "mmap": 9,
    "mprotect": 10, "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14,
    "rt_sigreturn": 15, "pread64": 17, "pwrite64": 18, "readv": 19, "writev": 20,
    "sched_yield": 24, "mremap": 25, "madvise": 28, "nanosleep": 35, "getpid": 39,
    "sendto": 44, "recvfrom": 45, "sendmsg": 46, "recvmsg": 47, "exit": 60, "uname": 63,
    "ftruncate": 77, "gettimeofday": 96, "getrusage": 98, "times": 100, "getuid": 102,
    "sigaltstack": 131, "gettid": 186, "time": 201, "futex": 202, "sched_getaffinity": 204,
    "restart_syscall": 219, "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230,
    "exit_group": 231, "set_robust_list": 273, "getcpu": 309, "getrandom": 318,
    "membarrier": 324, "rseq": 334,
}  # fmt: skip
_AARCH64 = {
    "ftruncate": 46, "close": 57, "lseek": 62, "read": 63, "write": 64, "readv": 65,
    "writev": 66, "pread64": 67, "pwrite64": 68, "ppoll": 73, "fstat": 80, "exit": 93,
    "exit_group": 94, "futex": 98, "set_robust_list": 99, "nanosleep": 101,
    "clock_gettime": 113, "clock_getres": 114, "clock_nanosleep": 115, "restart_syscall": 128,
    "sched_getaffinity": 123, "sched_yield": 124, "sigaltstack": 132, "rt_sigaction": 134,
    "rt_sigprocmask": 135, "rt_sigreturn": 139, "times": 153, "uname": 160, "getrusage": 165,
    "gettimeofday": 169, "getpid": 172, "getuid": 174, "gettid": 178, "sendto": 206,
    "recvfrom": 207, "sendmsg": 211, "recvmsg": 212, "brk": 214, "munmap": 215, "mremap": 216,
    "mmap": 222, "mprotect": 226, "madvise": 233, "getcpu": 168, "getrandom": 278,
    "membarrier": 283, "rseq": 293,
}  # fmt: skip
# The only commands of fcntl: mapping the upload duplicates its descriptor.
FCNTL_COMMANDS = (1, 3, 1030)  # F_GETFD, F_GETFL, F_DUPFD_CLOEXEC

MACHINES = {
    "x86_64": Machine(0xC000003E, tuple(sorted(_X86_64.values())), clone=56, clone3=435, fcntl=72),
    "aarch64": Machine(
        0xC00000B7, tuple(sorted(_AARCH64.values())), clone=220, clone3=435, fcntl=25
    ),
}
