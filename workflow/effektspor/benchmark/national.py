"""The benchmark: for each size and format the contests, then the project's own run to effects."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from effektspor.benchmark import sas
from effektspor.benchmark.contest import Contest, as_plain
from effektspor.benchmark.machine import machine
from effektspor.benchmark.measure import Measured, measure
from effektspor.benchmark.project import Run, study_on
from effektspor.benchmark.routes import READING, SAS, SPELLS, STATA, versions
from effektspor.errors import UserError

# bytes a person on the disk, at most: the file itself, and what a run makes of it
BYTES = {"dta": 2_800, "csv": 2_500, "parquet": 500, SAS: 3_400}
BESIDE, MADE = 700, 1_500
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What is run.

    Attributes
    ----------
    sizes
        Numbers of persons.
    repeats
        Turns of each route, and runs of the project.
    peers_up_to
        Largest size at which the peers run; larger ones run the project once.
    part
        Persons that the pandas routes read; their time is scaled to all.
    sas, compressed
        Persons of the SAS file and of the one with compressed rows, at most.
    """

    sizes: tuple[int, ...]
    formats: tuple[str, ...]
    folder: Path
    config: Path
    parameters: Path
    repeats: int
    peers_up_to: int
    part: int
    sas: int
    compressed: int
    memory_mb: int
    shards: int
    keep: bool


def run(plan: Plan, tell: Tell) -> dict[str, Any]:
    """Run all of it; the figures stand in ``benchmark.json`` after each size."""
    figures: dict[str, Any] = {
        "machine": machine(),
        "versions": versions(),
        "settings": {"memory_mb": plan.memory_mb, "shards": plan.shards, "repeats": plan.repeats},
        "files": [],
    }
    for size in plan.sizes:
        for ending in plan.formats:
            for file, persons in _files(plan, size, ending, tell):
                figures["files"].append(_one_file(plan, file, persons, tell))
                _save(plan, figures)
        if not plan.keep:
            for persons in {size, min(size, plan.sas), min(size, plan.compressed)}:
                shutil.rmtree(plan.folder / str(persons), ignore_errors=True)
    return figures


def _save(plan: Plan, figures: dict[str, Any]) -> None:
    target = plan.folder / "benchmark.json"
    target.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _one_file(plan: Plan, file: Path, persons: int, tell: Tell) -> dict[str, Any]:
    work = plan.folder / "work"
    work.mkdir(parents=True, exist_ok=True)
    large = persons > plan.peers_up_to
    contest = Contest(file, persons, work, plan.memory_mb, plan.repeats, plan.part)
    found: dict[str, Any] = {
        "file": file.name,
        "persons": persons,
        "megabytes": file.stat().st_size / 1e6,
        "spells": [] if large else [as_plain(r) for r in contest.run(SPELLS, tell)],
        "reading": [] if large else [as_plain(r) for r in contest.run(READING, tell)],
        "project": [_project(plan, file, work, tell) for _ in range(1 if large else plan.repeats)],
    }
    shutil.rmtree(work)
    return found


def _project(plan: Plan, file: Path, work: Path, tell: Tell) -> list[dict[str, Any]]:
    """One run of the project from the raw file to the effects, job by job."""
    out = work / "project"
    out.mkdir(parents=True, exist_ok=True)
    run = Run(study_on(file, plan.config), file, out, plan.memory_mb, plan.shards)
    jobs = []
    for step in run.steps():
        measured: Measured = measure(step.command, work / f"{step.name}.log")
        jobs.append({"step": step.name, **asdict(measured)})
    tell(f"{file.name}: raw file to effects {sum(job['seconds'] for job in jobs):.1f} s")
    shutil.rmtree(out)
    return jobs


def _files(plan: Plan, size: int, ending: str, tell: Tell) -> list[tuple[Path, int]]:
    """Generate what is not there: the file of a format, and of SAS a compressed one too."""
    if ending != SAS:
        return [(_generated(plan, size, [ending], tell) / f"dream.{ending}", size)]
    if not sas.haven():
        tell("sas7bdat is left out: Rscript with its package haven is not installed")
        return []
    files = []
    for way, name, most in (("haven", "dream", plan.sas), ("rows", "dream_rows", plan.compressed)):
        persons = min(size, most)
        folder = _generated(plan, persons, [STATA], tell)
        target = folder / f"{name}.{SAS}"
        if not target.exists():
            tell(f"writing {target.name} of {persons:,} persons")
            line = [sys.executable, "-m", sas.__name__, way, str(folder / "dream.dta"), str(target)]
            subprocess.run(line, check=True)
        files.append((target, persons))
    return files


def _generated(plan: Plan, persons: int, formats: Sequence[str], tell: Tell) -> Path:
    folder = plan.folder / str(persons)
    missing = [kind for kind in formats if not (folder / f"dream.{kind}").exists()]
    if missing:
        _refuse_small_disk(plan, persons, missing)
        tell(f"generating {persons:,} persons as {' '.join(missing)}")
        line = [sys.executable, "-m", "effektspor.benchmark.generate", str(folder), str(persons)]
        subprocess.run([*line, str(plan.parameters), *missing], check=True)
    return folder


def _refuse_small_disk(plan: Plan, persons: int, formats: Sequence[str]) -> None:
    plan.folder.mkdir(parents=True, exist_ok=True)
    needed = persons * (BESIDE + MADE + sum(BYTES[kind] for kind in formats)) / 1e9
    free = shutil.disk_usage(plan.folder).free / 1e9
    if free < needed:
        raise UserError(
            f"The disk has {free:.0f} GB free, {persons:,} persons need {needed:.0f} GB",
            where=str(plan.folder),
            todo="Name another folder with DIR=, or take fewer PERSONS or FORMATS.",
        )
