"""Snakemake's events as lines for a person: stage, done of total, time, and errors in full."""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from snakemake_interface_logger_plugins.common import LogEvent

NOISE = (
    "Assuming unrestricted shared filesystem",
    "Building DAG of jobs",
    "Cannot restore",
    "Complete log(s)",
    "Elapsed time",
    "Exiting because a job execution failed",
    "Group jobs: inactive",
    "Reasons:",
    "Removing temporary output",
    "RuleException:\nCalledProcessError",
    "Select jobs to execute",
    "Shutting down",
    "Touching output file",
    "Using shell",
    "WorkflowError:\nAt least one job did not complete",
    "Write-protecting output file",
    "host:",
)
"""Starts of messages that say nothing new to who watches a run, or repeat what a line has said."""

UNEVENTFUL = (
    LogEvent.WORKFLOW_STARTED,
    LogEvent.RESOURCES_INFO,
    LogEvent.RULEGRAPH,
    LogEvent.JOB_STARTED,
    LogEvent.SHELLCMD,
)
"""Events without a line of their own."""

LOG_LINES = 100
LONGEST_REASON = 200  # characters of the reason why a job would run
"""So many last lines of a failed command's log are shown; the log itself is named."""

RELEASE = Path("release")
"""Where the reports are."""


class Progress:
    """State of a run, fed with log records.

    Parameters
    ----------
    quiet, dryrun, commands, verbose
        Snakemake's ``--quiet``, ``--dry-run``, ``--printshellcmds`` and ``--verbose``.
    clock
        Seconds since any fixed moment.
    """

    def __init__(
        self,
        *,
        quiet: bool,
        dryrun: bool,
        commands: bool,
        verbose: bool,
        clock: Callable[[], float],
    ) -> None:
        self.quiet = quiet
        self.dryrun = dryrun
        self.commands = commands
        self.verbose = verbose
        self.clock = clock
        self.start = clock()
        self.done = 0
        self.total = 0
        self.failed = 0
        self.width = 0
        self.jobs: dict[int, tuple[str, str, float]] = {}

    def lines(self, record: logging.LogRecord, wording: Callable[..., str]) -> list[str]:
        """Lines to print for a record; none for most.

        Parameters
        ----------
        record
            A record of Snakemake's logger, with ``event`` and its fields where it is an event.
        wording
            Snakemake's own text for a record.
        """
        event = getattr(record, "event", None)
        about = {
            LogEvent.RUN_INFO: self._plan,
            LogEvent.JOB_INFO: self._started,
            LogEvent.JOB_FINISHED: self._finished,
            LogEvent.JOB_ERROR: self._failed,
            LogEvent.PROGRESS: self._counted,
        }
        if event in about:
            said = about[event](record)
            return [] if self.quiet and record.levelno < logging.WARNING else said
        if event in UNEVENTFUL:
            return []
        text = wording(record).strip("\n")
        hidden = text.startswith(NOISE) and not self.verbose
        if hidden or not text or (self.quiet and record.levelno < logging.WARNING):
            return self._end(text)
        return [text, *self._end(text)]

    def running(self) -> str:
        """Say what runs now, in one line no wider than the terminal; empty when nothing does."""
        if not self.jobs:
            return ""
        names = ", ".join(f"{rule} ({text})" for rule, text, _ in self.jobs.values())
        line = f"{self._counter()}  running: {names}"
        return line[: shutil.get_terminal_size().columns - 1]

    def _plan(self, record: logging.LogRecord) -> list[str]:
        counts = {k: v for k, v in _field(record, "stats", {}).items() if k != "total"}
        first = not self.total
        self.total = sum(counts.values())
        self.width = max(map(len, counts), default=0)
        if not first:
            return []
        what = ", ".join(name if n == 1 else f"{name} × {n}" for name, n in counts.items())
        verb = "would run" if self.dryrun else "to run"
        return [f"{self.total} {'job' if self.total == 1 else 'jobs'} {verb}: {what}"]

    def _started(self, record: logging.LogRecord) -> list[str]:
        rule = _field(record, "rule_name", "")
        text = " ".join(str(_field(record, "rule_msg", None) or _aim(record)).split())
        self.jobs[_field(record, "jobid", -1)] = (rule, text, self.clock())
        lines = []
        if self.dryrun:
            reason = " ".join(str(_field(record, "reason", "")).split())
            lines.append(f"would run  {rule:<{self.width}}  {text}  [{_short(reason)}]")
        if self.commands and _field(record, "shellcmd", None):
            lines.append(str(_field(record, "shellcmd", "")))
        return lines

    def _finished(self, record: logging.LogRecord) -> list[str]:
        job = self.jobs.pop(_field(record, "job_id", -1), None)
        if job is None:
            return []
        self.done += 1
        rule, text, began = job
        took = self.clock() - began
        spent = f"  ({_minutes(took)})" if took >= 1 else ""
        return [f"{self._counter()}  {rule:<{self.width}}  {text}{spent}"]

    def _counted(self, record: logging.LogRecord) -> list[str]:
        self.done = _field(record, "done", self.done)
        self.total = _field(record, "total", self.total)
        return self._summary() if self.done == self.total else []

    def _failed(self, record: logging.LogRecord) -> list[str]:
        self.failed += 1
        rule, text, _ = self.jobs.pop(
            _field(record, "jobid", -1), (_field(record, "rule_name", ""), "", 0.0)
        )
        lines = ["", f"FAILED: {rule}  {text}".rstrip()]
        logs = [Path(path) for path in _field(record, "log", [])]
        for path in logs:
            lines += [f"  {line}" for line in _tail(path)]
        lines += [f"  log: {path}" for path in logs]
        command = _field(record, "shellcmd", None)
        if command and not any(path.exists() for path in logs):
            lines.append(f"  command: {command}")
        return [*lines, ""]

    def _summary(self) -> list[str]:
        reports = _reports()
        jobs = "1 job" if self.total == 1 else f"{self.total} jobs"
        return ["", f"{jobs} done in {_minutes(self.clock() - self.start)}.", *reports]

    def _end(self, text: str) -> list[str]:
        """Lines that follow the last message of a run that had nothing to do or failed."""
        if text.startswith("Nothing to be done") and not self.dryrun and not self.quiet:
            return _reports()
        if text.startswith("Elapsed time") and self.failed:
            left = self.total - self.done - self.failed
            took = _minutes(self.clock() - self.start)
            return [f"{self.failed} failed, {self.done} done, {left} not reached, after {took}."]
        return []

    def _counter(self) -> str:
        size = len(str(self.total))
        return f"[{self.done:>{size}}/{self.total}] {_minutes(self.clock() - self.start):>5}"


def _field(record: logging.LogRecord, name: str, otherwise: Any) -> Any:
    return getattr(record, name, otherwise)


def _short(reason: str) -> str:
    """The beginning of a reason: Snakemake lists every file and the whole command line."""
    return reason if len(reason) <= LONGEST_REASON else f"{reason[:LONGEST_REASON].rstrip()} …"


def _aim(record: logging.LogRecord) -> str:
    """Name what a job without a message makes; a target rule makes nothing and gathers."""
    return ", ".join(_field(record, "output", [])) or "everything asked for is there"


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _tail(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ["(it left no log)"]
    return lines[-LOG_LINES:] or ["(its log is empty)"]


def _reports() -> list[str]:
    paths = sorted(p for p in RELEASE.glob("*/*") if p.suffix in {".html", ".pdf"})
    return ["Reports:", *(f"  {path}" for path in paths)] if paths else []
