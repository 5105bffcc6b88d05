"""Which of the two local engines is the faster on this processor?"""

from __future__ import annotations

from pathlib import Path

CPUINFO = Path("/proc/cpuinfo")
EIGHT_BIT = frozenset({"avx512_vnni", "avx_vnni", "amx_int8"})
"""What OpenVINO's eight-bit kernels need. Without any of them it multiplies in 32 bits, and llama.cpp, whose kernels
make do with AVX2, reads as fast, speaks twice as fast and loads in a fifth of the time."""


def fastest_first(cpuinfo: Path = CPUINFO) -> tuple[str, ...]:
    """Return the names of the local engines, the faster first; the built-in one where nothing is known."""
    flags = _flags(cpuinfo)
    return ("llamacpp", "local") if flags and EIGHT_BIT.isdisjoint(flags) else ("local", "llamacpp")


def _flags(cpuinfo: Path) -> frozenset[str]:
    """Return the flags of an x86 processor; none where they cannot be read."""
    try:
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return frozenset()
    told = next((line for line in lines if line.startswith("flags")), "")
    return frozenset(told.partition(":")[2].split())
