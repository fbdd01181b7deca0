"""On what the figures were measured."""

import datetime
import os
import platform
from pathlib import Path


def machine() -> dict[str, str | int | float]:
    """Date, processor, cores, memory, system, Python and how busy the machine was before."""
    return {
        "date": datetime.date.today().isoformat(),
        "processor": _first("/proc/cpuinfo", "model name"),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "system": _first("/etc/os-release", "PRETTY_NAME"),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }


def _first(path: str, key: str) -> str:
    """Value of the first line of a file that begins with a key; unknown where there is none."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return "unknown"
    found = (line[len(key) :] for line in lines if line.startswith(key))
    return next(found, "unknown").strip(' \t:="')
