"""The first layer: worlds drawn on municipality cells, judged by every method of inference."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from effektspor.evaluations.recovery.calibration import read_calibration
from effektspor.evaluations.recovery.judge import Task, judge
from effektspor.evaluations.recovery.worlds import Generator, Places
from effektspor.simulate.parameters import load_parameters

Deviations = Literal["by_size", "equal"]
SCENARIOS = ("none", "effect")
SEED = 4_000_000


@dataclass(frozen=True)
class CellTask:
    """Everything that a process needs to draw and judge worlds by their numbers.

    Attributes
    ----------
    parameters, calibration
        Folders.
    deviations
        Whether large municipalities deviate less from the mean (by_size), as in the simulator, or
        as much as those of reference size (equal): then one of them carries far more of the
        uncertainty. The latter is drawn of the first series only.
    """

    parameters: Path
    calibration: Path
    judge: Task
    deviations: Deviations


def judge_worlds(task: CellTask, numbers: Sequence[int]) -> dict[str, pd.DataFrame]:
    """Endpoints and curves of some worlds, of each series without and with an effect."""
    calibration = read_calibration(task.calibration)
    places, chosen = Places.of(load_parameters(task.parameters)), calibration.series
    if task.deviations == "equal":
        places, chosen = replace(places, factor=np.ones_like(places.factor)), chosen[:1]
    endpoints: list[pd.DataFrame] = []
    curves: list[pd.DataFrame] = []
    for place, series in enumerate(chosen):
        generator = Generator(calibration, series, places)
        for number in numbers:
            own_draws = replace(task.judge, inference=replace(task.judge.inference, seed=number))
            for scenario in SCENARIOS:
                key = (place, SCENARIOS.index(scenario), number, int(task.deviations == "equal"))
                rng = np.random.default_rng(np.random.SeedSequence(SEED, spawn_key=key))
                world = generator.draw(rng, effect=scenario == "effect")
                for table, kept in zip(judge(world, own_draws), (endpoints, curves), strict=True):
                    kept.append(
                        table.assign(
                            world=number, series=series.name, deviations=task.deviations,
                            scenario=scenario,
                        )
                    )  # fmt: skip
    return {
        "endpoints": pd.concat(endpoints, ignore_index=True),
        "curves": pd.concat(curves, ignore_index=True),
    }
