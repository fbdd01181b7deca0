"""The stages from raw files to sums, run in a folder that is removed: nothing is estimated in them.

They are the sub-commands that the workflow runs, with the settings that it gives them.
"""

import argparse
import importlib
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from effektspor.cohort.attrition import add_steps, refuse_nobody
from effektspor.commands.gather import TABLES
from effektspor.config.comparison import Comparison
from effektspor.config.programme import ProgrammeStudy
from effektspor.config.stages import (
    as_text,
    cohort_stage,
    dream_stage,
    hours_stage,
    moments_stage,
    population_stage,
    programme_simulation_stage,
)

log = logging.getLogger(__name__)
REGISTERS = ("persons", "spells", "employment", "hours", "population", "stv")
COHORT_OUTPUTS = (
    "cohort", "outcomes", "states", "placebo-cohort", "placebo-outcomes", "courses",
    "attrition", "links", "quality",
)  # fmt: skip
SUMS = (
    "moments", "risk", "background", "follow-up", "hours-weekly", "yearly-moments", "yearly-risk",
    "static", "causes", "exits", "flows",
)  # fmt: skip
PERSONS = ("cohort", "outcomes", "placebo-cohort", "placebo-outcomes", "states")
CSV = (
    "attrition", "links", "quality", "background", "follow-up", "hours-weekly", "exits", "flows"
)  # fmt: skip
PARAMETERS = Path("data/simulation")


def run_stage(command: str, settings: Mapping[str, Any] | None = None, **options: Any) -> None:
    """Run one sub-command in this process.

    Parameters
    ----------
    options
        Its options: a path, a number, or several paths.

    Raises
    ------
    UserError
        As the sub-command.
    """
    module = importlib.import_module(f"effektspor.commands.{command.replace('-', '_')}")
    parser = argparse.ArgumentParser(prog=f"effektspor {command}")
    module.add_arguments(parser)
    line = [] if settings is None else ["--settings", as_text(settings)]
    for name, value in options.items():
        several = value if isinstance(value, list | tuple) else [value]
        line += [f"--{name.replace('_', '-')}", *(str(each) for each in several)]
    module.run(parser.parse_args(line))


def simulate_into(study: Comparison, folder: Path) -> Comparison:
    """Make the synthetic registers of a study in a folder.

    Returns
    -------
    Comparison
        The study with the paths of these files.
    """
    data: Any = study.data
    log.info("the synthetic registers are not there yet: making them in a temporary folder ...")
    moved = {
        key: getattr(data, key).model_copy(
            update={"path": str(folder / Path(getattr(data, key).path).name)}
        )
        for key in ("dream", "hours", "population", "stv")
        if getattr(data, key) is not None
    }
    there = study.model_copy(update={"data": data.model_copy(update=moved)})
    make_files(there, folder)
    return there


def make_files(study: Comparison, folder: Path) -> None:
    """Run the simulator of a study's evaluation."""
    if isinstance(study, ProgrammeStudy):
        settings = programme_simulation_stage(study)
        run_stage("programme-simulate", settings, parameters=PARAMETERS, out_dir=folder)
        return
    simulation: Any = getattr(study.data, "simulate", None)
    settings = simulation.model_dump(mode="json")
    run_stage("simulate", settings, parameters=PARAMETERS, out_dir=folder)


def read_registers(study: Comparison, folder: Path, *, synthetic: bool, memory_mb: int) -> None:
    """Read all rows of all registers and check them."""
    at = {name: folder / f"{name}.parquet" for name in REGISTERS}
    log.info("reading all of DREAM ...")
    run_stage(
        "ingest-dream", dream_stage(study, synthetic=synthetic), memory_mb=memory_mb,
        persons=at["persons"], spells=at["spells"], employment=at["employment"],
        quality=folder / "quality_dream.csv", report=folder / "dream.json",
    )  # fmt: skip
    log.info("reading all hours ...")
    run_stage(
        "ingest-hours", hours_stage(study, synthetic=synthetic), memory_mb=memory_mb,
        hours=at["hours"], quality=folder / "quality_hours.csv",
    )  # fmt: skip
    log.info("reading the population ...")
    run_stage(
        "ingest-population", population_stage(study, synthetic=synthetic), memory_mb=memory_mb,
        population=at["population"], stv=at["stv"], quality=folder / "quality_population.csv",
    )  # fmt: skip


def build_cohorts(study: Comparison, folder: Path, *, shards: int, memory_mb: int) -> pd.DataFrame:
    """Find the starts of the study and sum them to municipalities.

    Returns
    -------
    DataFrame
        The attrition counts of `cohort.attrition`.

    Raises
    ------
    EstimationError
        Where nobody is left.
    InputError
        Where the sources do not know the same persons.
    """
    registers = {name: folder / f"{name}.parquet" for name in REGISTERS}
    log.info("finding the starts of the study ...")
    for shard in range(shards):
        files = _files(folder, shard, COHORT_OUTPUTS)
        settings = cohort_stage(study, shard, shards)
        run_stage("cohort", settings, memory_mb=memory_mb, **registers, **files)
    parts = [_files(folder, shard, COHORT_OUTPUTS) for shard in range(shards)]
    attrition = add_steps([pd.read_csv(part["attrition"]) for part in parts])
    refuse_nobody(attrition)
    run_stage(
        "links",
        {"smallest_link": study.data.smallest_link},
        link_parts=[part["links"] for part in parts],
        quality_parts=[part["quality"] for part in parts],
        links=folder / "links.csv",
    )
    return attrition


def sum_up(study: Comparison, folder: Path, *, shards: int) -> None:
    """Sum the persons of all shards to municipality, cohort and week: ``<table>.parquet``."""
    log.info("counting who can be followed ...")
    for shard in range(shards):
        run_stage(
            "moments",
            moments_stage(study),
            **_files(folder, shard, PERSONS),
            **_files(folder, shard, SUMS),
        )
    options: dict[str, Any] = {}
    for table, (part, _, _) in TABLES.items():
        options[f"{part}_parts"] = [
            _files(folder, shard, SUMS)[table.replace("_", "-")] for shard in range(shards)
        ]
        options[table] = folder / f"{table}.parquet"
    run_stage("gather", **options)


def _files(folder: Path, shard: int, names: Sequence[str]) -> dict[str, Path]:
    ending = {name: "csv" if name in CSV else "parquet" for name in names}
    return {name: folder / str(shard) / f"{name}.{ending[name]}" for name in names}
