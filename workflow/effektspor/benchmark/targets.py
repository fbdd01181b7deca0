"""What the engine is to reach, as ratios within one run, and what it has reached."""

from collections.abc import Iterator, Sequence
from typing import Any

from effektspor.benchmark.routes import BASE

File = dict[str, Any]
MEMORY_MB = 4_000


def targets(files: Sequence[File]) -> str:
    """One line for each aim that the files of this run can show."""
    lines = [f"- {line}" for file in files for line in _reached(file)]
    return "\n".join(["What is aimed at:", "", *lines]) if lines else ""


def _reached(file: File) -> Iterator[str]:
    medians = {result["route"]: result["median"] for result in file["spells"]}
    reading = {result["route"]: result["median"] for result in file["reading"]}
    where = f"{file['file']}, {file['persons']:,} persons"
    ours = medians.get(BASE)
    if ours and file["file"].endswith(".dta"):
        for name in ("pandas-melt", "pandas-flat"):
            if name in medians:
                yield _at_least(
                    f"{where}: pyreadstat + {name} / effektspor", medians[name] / ours, 25
                )
        for name in ("polars", "duckdb"):
            if name in medians:
                yield _at_least(f"{where}: {name} / effektspor", medians[name] / ours, 1)
    floors = [seconds for name, seconds in reading.items() if name.startswith("compare-")]
    if ours and floors:
        ratio = ours / min(floors)
        yield f"{where}: effektspor / (read and one comparison) {ratio:.1f} ({_word(ratio <= 3)}: at most 3)"
    if file["file"].endswith(".sas7bdat") and {"read-pyreadstat", "read-effektspor"} <= set(
        reading
    ):
        ratio = reading["read-pyreadstat"] / reading["read-effektspor"]
        yield _at_least(f"{where}: reading, pyreadstat / effektspor", ratio, 4)
    peak = max(job["peak_mb"] for run in file["project"] for job in run)
    yield f"{where}: peak memory to effects {peak:,.0f} MB ({_word(peak < MEMORY_MB)}: below {MEMORY_MB})"


def _at_least(what: str, ratio: float, aim: float) -> str:
    return f"{what} {ratio:.1f} ({_word(ratio >= aim)}: at least {aim:g})"


def _word(reached: bool) -> str:
    return "reached" if reached else "NOT reached"
