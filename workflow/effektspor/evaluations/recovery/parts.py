"""A long computation in parts: each is written whole or not at all, and a rerun does the rest.

A part holds some numbered worlds and depends on their numbers only. Parts lie in a folder named
by what decides them (settings, data, code), so that those of another version are never mixed in.
"""

import hashlib
import json
import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd

LOG = logging.getLogger(__name__)
Tables = Mapping[str, pd.DataFrame]
Work = Callable[[Any, Sequence[int]], Tables]
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Plan:
    """What is computed.

    Attributes
    ----------
    folder
        Where the parts go.
    numbers
        Of all worlds.
    size
        Worlds to a part.
    """

    folder: Path
    numbers: range
    size: int

    def parts(self) -> list[tuple[Path, range]]:
        """Folder and worlds of each part."""
        starts = range(self.numbers.start, self.numbers.stop, self.size)
        worlds = [range(first, min(first + self.size, self.numbers.stop)) for first in starts]
        return [(self.folder / f"{w.start:06d}-{w.stop - 1:06d}", w) for w in worlds]

    def missing(self) -> list[tuple[Path, range]]:
        """Parts that are not there yet."""
        return [(path, worlds) for path, worlds in self.parts() if not path.is_dir()]

    def read(self, table: str) -> pd.DataFrame:
        """One table of all parts that are there, in the order of the worlds; empty without any."""
        found = [
            pd.read_parquet(path / f"{table}.parquet") for path, _ in self.parts() if path.is_dir()
        ]
        return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def version(settings: Any, code: str) -> str:
    """Short name of what decides a part: settings that JSON can hold, and a hash of code."""
    text = json.dumps([settings, code], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def compute(plan: Plan, work: Work, task: Any, processes: int, until: float | None = None) -> int:
    """Compute the missing parts in processes of one thread each.

    Parameters
    ----------
    work
        Importable function of `task` and the numbers of some worlds; gives tables by name.
    until
        `time.monotonic()` after which no further part begins; left out, all are done.

    Returns
    -------
    int
        Parts that are still missing.
    """
    waiting = plan.missing()
    total, started = len(waiting), time.monotonic()
    if not waiting:
        return 0
    for name in ONE_THREAD:
        os.environ[name] = "1"  # before the processes begin: matrices are small, processes many
    pool = ProcessPoolExecutor(
        processes, get_context("spawn"), initializer=_end_with, initargs=(os.getpid(),)
    )
    with pool:
        running: set[Future[None]] = set()
        while waiting or running:
            while waiting and len(running) < processes and not _late(until):
                path, worlds = waiting.pop(0)
                running.add(pool.submit(_make, work, task, worlds, path))
            if not running:
                break
            ended, running = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                future.result()
            done = total - len(waiting) - len(running)
            pace = (time.monotonic() - started) / done
            LOG.info(
                "%s: %d of %d parts, about %.0f minutes left",
                plan.folder.name, done, total, pace * (total - done) / 60,
            )  # fmt: skip
    return len(plan.missing())


def _end_with(parent: int) -> None:
    """End this process when its parent is gone: killed, the parent cannot end it itself."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _late(until: float | None) -> bool:
    return until is not None and time.monotonic() >= until


def _make(work: Work, task: Any, worlds: range, path: Path) -> None:
    """Write a part under another name and rename it when it is whole."""
    unfinished = path.with_name(f".{path.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name, table in work(task, worlds).items():
        table.to_parquet(unfinished / f"{name}.parquet", index=False)
    unfinished.replace(path)
