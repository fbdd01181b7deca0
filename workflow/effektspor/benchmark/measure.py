"""Time and memory of a whole process, imports and all."""

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from effektspor.errors import UserError

SAMPLE_EVERY = 0.02  # seconds
_LAST_LINES = 2_000  # characters of what a failed process said


class StepFailedError(UserError):
    """A process of the benchmark has failed."""


@dataclass(frozen=True)
class Measured:
    """One run of one process.

    Attributes
    ----------
    seconds, cpu_seconds
        From start to end; of all its threads, in the program and in the system.
    peak_mb
        Largest resident memory that the system saw, pages of mapped files counted.
    anonymous_mb
        Largest part of it that is the process's own, without files; sampled.
    """

    seconds: float
    cpu_seconds: float
    peak_mb: float
    anonymous_mb: float


def measure(command: Sequence[str], said: Path) -> Measured:
    """Run a process to its end.

    The peak is what the kernel reports of the child. It starts from the parent's own at the time
    of the call, so the caller must stay small.

    Parameters
    ----------
    said
        File for what the process prints.

    Raises
    ------
    StepFailedError
        Where it does not end with 0.
    """
    said.parent.mkdir(parents=True, exist_ok=True)
    with said.open("wb") as out:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        sampler = _Sampler(process.pid)
        sampler.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        sampler.stop()
    if process.returncode:
        raise StepFailedError(
            f"A step of the benchmark ended with {process.returncode}:\n"
            + said.read_text(errors="replace")[-_LAST_LINES:],
            where=" ".join(part[:80] for part in command[:4]),
            todo="Look for the cause above; with less memory or disk take fewer PERSONS.",
        )
    return Measured(
        seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, sampler.largest
    )


class _Sampler(threading.Thread):
    """Looks again and again at the anonymous memory of a process."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.largest = 0.0
        self._status = Path(f"/proc/{pid}/status")
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(SAMPLE_EVERY):
            try:
                lines = self._status.read_text().splitlines()
            except OSError:
                return
            own = next((line for line in lines if line.startswith("RssAnon:")), None)
            if own is not None:
                self.largest = max(self.largest, int(own.split()[1]) * 1024 / 1e6)

    def stop(self) -> None:
        """End the looking."""
        self._over.set()
        self.join()
