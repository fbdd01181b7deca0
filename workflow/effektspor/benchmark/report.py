"""The figures of a benchmark as tables in Markdown."""

import statistics
from collections.abc import Iterable, Sequence
from typing import Any

from effektspor.benchmark.targets import targets

File = dict[str, Any]


def report(figures: dict[str, Any]) -> str:
    """All tables: what is aimed at, each file's contests, each file's run, growth with size."""
    files = figures["files"]
    parts = [_setting(figures), targets(files)]
    for file in files:
        for key, title in (("spells", "raw file to spells"), ("reading", "reading alone")):
            if file[key]:
                parts.append(f"{_name(file)}: {title}\n\n{_contest(file[key])}")
        parts.append(f"{_name(file)}: effektspor, raw file to effects\n\n{_jobs(file['project'])}")
    parts.append(f"All files: effektspor, raw file to effects\n\n{_growth(files)}")
    return "\n\n".join(part for part in parts if part) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; all columns but the first are aligned to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def _setting(figures: dict[str, Any]) -> str:
    of, settings = figures["machine"], figures["settings"]
    packages = ", ".join(f"{name} {number}" for name, number in figures["versions"].items())
    return (
        f"{of['date']}, {of['processor']}, {of['cores']} cores, {of['memory_gb']:g} GB, "
        f"{of['system']}, Python {of['python']}, {packages}; load before the run {of['load']:g}; "
        f"memory_mb {settings['memory_mb']}, {settings['shards']} shards, whole processes, "
        f"medians of {settings['repeats']} turns (larger files once)."
    )


def _name(file: File) -> str:
    return f"{file['file']}, {file['persons']:,} persons, {file['megabytes'] / 1e3:.1f} GB"


def _contest(results: Sequence[dict[str, Any]]) -> str:
    base = results[0]["median"]
    rows = [
        (
            result["title"],
            f"{result['persons']:,}",
            f"{result['median']:.1f}",
            f"{min(result['seconds']):.1f}-{max(result['seconds']):.1f}",
            f"{statistics.median(result['cpu_seconds']):.1f}",
            f"{max(run['peak_mb'] for run in result['runs']):,.0f}",
            f"{result['median'] / base:.1f}",
        )
        for result in results
    ]
    head = ("route", "persons read", "seconds, all", "from-to", "CPU s", "peak MB", "ratio")
    return table(head, rows)


def _jobs(runs: Sequence[Sequence[dict[str, Any]]]) -> str:
    """Median of each step; the jobs of a step's shards are added up."""
    names = list(dict.fromkeys(job["step"] for job in runs[0]))
    rows = []
    for name in names:
        mine = [[job for job in run if job["step"] == name] for run in runs]
        rows.append(
            (
                name if len(mine[0]) == 1 else f"{name} x {len(mine[0])}",
                f"{statistics.median(_total(jobs, 'seconds') for jobs in mine):.1f}",
                f"{statistics.median(_total(jobs, 'cpu_seconds') for jobs in mine):.1f}",
                f"{max(job['peak_mb'] for jobs in mine for job in jobs):,.0f}",
                f"{max(job['anonymous_mb'] for jobs in mine for job in jobs):,.0f}",
            )
        )
    seconds = statistics.median(_total(run, "seconds") for run in runs)
    cpu = statistics.median(_total(run, "cpu_seconds") for run in runs)
    peak = max(job["peak_mb"] for run in runs for job in run)
    rows.append(("all", f"{seconds:.1f}", f"{cpu:.1f}", f"{peak:,.0f}", ""))
    return table(("step", "seconds", "CPU seconds", "peak MB", "own MB"), rows)


def _growth(files: Sequence[File]) -> str:
    rows = []
    for file in files:
        runs = file["project"]
        seconds = statistics.median(_total(run, "seconds") for run in runs)
        ingest = statistics.median(
            _total([job for job in run if job["step"] in ("convert", "ingest-dream")], "seconds")
            for run in runs
        )
        peak = max(job["peak_mb"] for run in runs for job in run)
        million = file["persons"] / 1e6
        rows.append(
            (
                file["file"],
                f"{file['persons']:,}",
                f"{file['megabytes'] / 1e3:.1f}",
                f"{ingest:.1f}",
                f"{seconds:.1f}",
                f"{seconds / million:.1f}",
                f"{peak:,.0f}",
            )
        )
    head = ("file", "persons", "GB", "DREAM read, s", "to effects, s", "s a million", "peak MB")
    return table(head, rows)


def _total(jobs: Sequence[dict[str, Any]], key: str) -> float:
    return sum(float(job[key]) for job in jobs)
