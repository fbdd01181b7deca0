"""Lines of progress from Snakemake's events, without a run."""

import logging
from pathlib import Path
from typing import Any

import pytest
from snakemake_interface_logger_plugins.common import LogEvent

from snakemake_logger_plugin_effektspor.lines import LOG_LINES, Progress


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def progress(clock: Clock) -> Progress:
    return Progress(quiet=False, dryrun=False, commands=False, verbose=False, clock=clock)


def tell(
    progress: Progress,
    event: LogEvent | None,
    text: str = "",
    level: int = logging.INFO,
    **has: Any,
) -> list[str]:
    record = logging.LogRecord("snakemake", level, "", 0, text, None, None)
    record.__dict__.update(has, event=event)
    return progress.lines(record, lambda given: given.getMessage())


def begin(progress: Progress, jobs: int) -> None:
    tell(progress, LogEvent.RUN_INFO, stats={"moments": jobs, "total": jobs})
    for number in range(jobs):
        tell(progress, LogEvent.JOB_INFO, jobid=number, rule_name="moments", rule_msg="Sums")


def test_done_total_and_time_stand_before_the_stage(progress: Progress, clock: Clock) -> None:
    begin(progress, 12)
    clock.now = 83.0
    assert tell(progress, LogEvent.JOB_FINISHED, job_id=3) == [
        "[ 1/12]  1:23  moments  Sums  (1:23)"
    ]
    clock.now = 83.5
    tell(progress, LogEvent.JOB_INFO, jobid=3, rule_name="moments", rule_msg="Sums")
    assert tell(progress, LogEvent.JOB_FINISHED, job_id=3) == ["[ 2/12]  1:23  moments  Sums"]


def test_what_runs_fits_the_terminal(progress: Progress, monkeypatch: pytest.MonkeyPatch) -> None:
    assert progress.running() == ""
    begin(progress, 30)
    monkeypatch.setenv("COLUMNS", "60")
    line = progress.running()
    assert line.startswith("[ 0/30]  0:00  running: moments (Sums), ")
    assert len(line) < 60


def test_failure_shows_the_end_of_a_long_log(progress: Progress, tmp_path: Path) -> None:
    begin(progress, 2)
    log = tmp_path / "moments.log"
    log.write_text("".join(f"line {number}\n" for number in range(500)), encoding="utf-8")
    lines = tell(progress, LogEvent.JOB_ERROR, level=logging.ERROR, jobid=0, log=[str(log)])
    assert "  line 499" in lines
    assert "  line 399" not in lines
    assert sum("  line " in line for line in lines) == LOG_LINES
    assert f"  log: {log}" in lines
    assert "moments (Sums)" in progress.running(), "the other job still runs"


def test_failure_without_a_log_shows_the_command(progress: Progress, tmp_path: Path) -> None:
    begin(progress, 1)
    has: dict[str, Any] = {"jobid": 0, "log": [str(tmp_path / "absent.log")], "shellcmd": "false"}
    lines = tell(progress, LogEvent.JOB_ERROR, level=logging.ERROR, **has)
    assert "  command: false" in lines


def test_quiet_silences_progress_but_no_warning(clock: Clock) -> None:
    progress = Progress(quiet=True, dryrun=False, commands=False, verbose=False, clock=clock)
    begin(progress, 1)
    assert tell(progress, LogEvent.JOB_FINISHED, job_id=0) == []
    assert tell(progress, None, "disk is full", logging.WARNING) == ["disk is full"]


def test_noise_is_hidden_unless_asked_for(progress: Progress, clock: Clock) -> None:
    assert tell(progress, None, "Select jobs to execute...") == []
    assert tell(progress, None, "Unlocked working directory.") == ["Unlocked working directory."]
    verbose = Progress(quiet=False, dryrun=False, commands=False, verbose=True, clock=clock)
    assert tell(verbose, None, "Select jobs to execute...") == ["Select jobs to execute..."]
