"""The recovery study as a whole: its layers, where their parts lie, and the tables they end in."""

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from effektspor.codehash import modules_behind, modules_hash
from effektspor.config.brf2019 import Brf2019 as Study
from effektspor.estimators.curves import endpoint_blocks
from effektspor.estimators.infer import Inference
from effektspor.evaluations.recovery.calibration import FILES
from effektspor.evaluations.recovery.cells import CellTask, Deviations, judge_worlds
from effektspor.evaluations.recovery.judge import Task
from effektspor.evaluations.recovery.parts import Plan, compute, version
from effektspor.evaluations.recovery.pipeline import PipelineTask, reference, run_worlds
from effektspor.evaluations.recovery.summary import (
    curve_summary,
    endpoint_summary,
    pipeline_summary,
)
from effektspor.simulate.parameters import load_parameters

# What decides the result of a cell world, and no more: other changes of code cost no hour.
DECIDING = (
    *(f"evaluations.recovery.{name}" for name in ("worlds", "judge", "cells")),
    *(f"estimators.{name}" for name in ("stack", "contrast", "wild", "permutation")),
    *(f"estimators.{name}" for name in ("cluster_robust", "curves")),
)
PIPELINE = (
    "ingest_dream", "ingest_hours", "ingest_population", "cohort", "moments", "gather", "effects",
)  # fmt: skip
REFERENCE_WORLDS = 400
SIZES = {"cells": 10, "equal": 10, "pipeline": 1, "reference": 50}
EQUAL_SHARE = 4  # one world with equal deviations for so many others


@dataclass(frozen=True)
class Recovery:
    """What is asked for.

    Attributes
    ----------
    study, config, name
        The study, the text of its config file, and its name there.
    parameters, calibration, out
        Folders of the simulator's parameters, of the cell worlds' numbers and of the results.
    worlds, pipeline_worlds
        How many of each layer.
    draws
        Of bootstrap and permutations in each cell world.
    """

    study: Study
    config: str
    name: str
    parameters: Path
    calibration: Path
    out: Path
    worlds: int
    pipeline_worlds: int
    draws: int

    def cell_task(self, deviations: Deviations) -> CellTask:
        """Of a process that judges cell worlds."""
        estimation = self.study.estimation
        blocks = endpoint_blocks(self.study.cohorts.weeks, estimation.blocks)
        inference = Inference(estimation.confidence, self.draws)
        judged = Task(inference, estimation.smallest_group, tuple(blocks))
        return CellTask(self.parameters, self.calibration, judged, deviations)

    @property
    def pipeline_task(self) -> PipelineTask:
        """Of a process that runs worlds through the pipeline."""
        simulated = self.study.data.simulate
        starters = simulated.starters if simulated else 40_000
        return PipelineTask(self.config, self.name, self.parameters, starters)

    def plans(self) -> dict[str, Plan]:
        """The layers with their parts, each in a folder named by what decides it."""
        parameters = load_parameters(self.parameters).sha256
        data = [parameters, *(_hash(self.calibration / name) for name in FILES)]
        cells = version([str(self.cell_task("by_size").judge), data], _code(DECIDING))
        known = version([parameters, self.pipeline_task.starters], "")
        commands = frozenset().union(
            *(modules_behind(f"effektspor.commands.{name}") for name in PIPELINE)
        )
        run = version([parameters, self.config, self.name], modules_hash(commands))
        numbers = {
            "cells": (cells, range(1, self.worlds + 1)),
            "equal": (cells, range(1, self.worlds // EQUAL_SHARE + 1)),
            "reference": (known, range(1, REFERENCE_WORLDS * bool(self.pipeline_worlds) + 1)),
            "pipeline": (run, range(1, self.pipeline_worlds + 1)),
        }
        return {
            layer: Plan(self.out / f"{layer}-{name}", worlds, SIZES[layer])
            for layer, (name, worlds) in numbers.items()
        }


def run(
    recovery: Recovery, plans: Mapping[str, Plan], processes: int, minutes: float | None
) -> dict[str, int]:
    """Compute what is missing of every layer, the quick ones first.

    Parameters
    ----------
    plans
        Of `Recovery.plans`: taken once, so that code that changes meanwhile moves no folder.
    minutes
        After these no further part begins; left out, all are done.

    Returns
    -------
    dict
        Parts of each layer that are still missing.
    """
    end = None if minutes is None else time.monotonic() + 60 * minutes
    people = recovery.pipeline_task
    by_size, equal = recovery.cell_task("by_size"), recovery.cell_task("equal")
    return {
        "reference": compute(plans["reference"], reference, people, processes, end),
        "pipeline": compute(plans["pipeline"], run_worlds, people, processes, end),
        "cells": compute(plans["cells"], judge_worlds, by_size, processes, end),
        "equal": compute(plans["equal"], judge_worlds, equal, processes, end),
    }


def tables(recovery: Recovery, plans: Mapping[str, Plan]) -> dict[str, pd.DataFrame]:
    """The summaries of all parts that are there; a layer without parts has none.

    Returns
    -------
    dict
        Of ``summary``, ``curve_summary`` and ``pipeline_summary`` those that there are.
    """
    found = {}
    endpoints, curves = (
        pd.concat([plans[layer].read(name) for layer in ("cells", "equal")])
        for name in ("endpoints", "curves")
    )
    if len(endpoints):
        found["summary"] = endpoint_summary(endpoints, recovery.study.estimation.confidence)
        found["curve_summary"] = curve_summary(curves)
    weeks, known = plans["pipeline"].read("weeks"), plans["reference"].read("weeks")
    if len(weeks) and len(known):
        at = recovery.study.estimation.reference_week
        found["pipeline_summary"] = pipeline_summary(weeks, known, at)
    return found


def _code(modules: tuple[str, ...]) -> str:
    return modules_hash(frozenset(f"effektspor.{name}" for name in modules))


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
