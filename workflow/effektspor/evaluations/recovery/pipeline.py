"""The second layer: worlds of persons, written as raw registers and run through the pipeline.

The weekly estimates of a world stand beside what the simulator computes of the same persons by
code of its own, and beside the programme's contrast: same persons and same random numbers, the
programme switched off. `reference` gives both in the mean of other worlds.
"""

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from effektspor.benchmark.project import Run
from effektspor.config.brf2019 import Brf2019 as Study
from effektspor.config.load import comparison_study, load_config
from effektspor.config.simulation import FIRST_PROGRAMME_YEAR, SimulationSettings
from effektspor.config.window import study_span
from effektspor.errors import EstimationError
from effektspor.estimators.moments import Floats
from effektspor.simulate.engine import Chunk, World, open_world
from effektspor.simulate.estimand import contrast, did_within
from effektspor.simulate.files import write_registers
from effektspor.simulate.outcomes import PAIRS
from effektspor.simulate.parameters import Parameters, load_parameters
from effektspor.simulate.tally import Tally
from effektspor.simulate.world import count_study

SEED, REFERENCE_SEED = 3_000_000, 1_000_000
FEWEST_DRAWS = 99  # the intervals are not looked at
MEMORY_MB = 2000


@dataclass(frozen=True)
class PipelineTask:
    """Everything that a process needs to run worlds by their numbers.

    Attributes
    ----------
    config
        Text of the config file.
    study
        Which of its studies; it has ``data.simulate``.
    parameters
        Folder of the simulator's parameters.
    starters
        Course starts from 2013 on in each world.
    """

    config: str
    study: str
    parameters: Path
    starters: int

    @property
    def settings(self) -> SimulationSettings:
        """Of the simulator: nobody but starters, who are all that the estimates count.

        Without a link of fidelity and effect, which these estimates do not use.
        """
        return SimulationSettings(
            starters=self.starters, other_persons=0, first_year=FIRST_PROGRAMME_YEAR - 1,
            replications=0, fidelity_r2=0.0,
        )  # fmt: skip


def run_worlds(task: PipelineTask, numbers: Sequence[int]) -> dict[str, pd.DataFrame]:
    """Weekly estimates of some worlds by the command line.

    Returns
    -------
    dict
        ``weeks``: world, series, week, estimate, evaluated, simulator (its own estimate of the same
        world), contrast.

    Raises
    ------
    EstimationError
        A step of the pipeline fails.
    """
    parameters = load_parameters(task.parameters)
    return {"weeks": pd.concat([_world(task, parameters, n) for n in numbers], ignore_index=True)}


def reference(task: PipelineTask, numbers: Sequence[int]) -> dict[str, pd.DataFrame]:
    """The simulator's own estimate and the contrast in other worlds, in memory, by week.

    Returns
    -------
    dict
        ``weeks``: world, series, week, simulator, contrast.
    """
    parameters = load_parameters(task.parameters)
    parts = []
    for number in numbers:
        counts = count_study(task.settings, parameters, (REFERENCE_SEED, number))
        parts.append(_by_week(counts).assign(world=number))
    return {"weeks": pd.concat(parts, ignore_index=True)}


def _world(task: PipelineTask, parameters: Parameters, number: int) -> pd.DataFrame:
    """Write, run, read; the files are removed."""
    settings = task.settings.model_copy(update={"seed": SEED + number})
    with tempfile.TemporaryDirectory(prefix="effektspor-recovery-") as folder:
        raw, out = Path(folder) / "raw", Path(folder) / "out"
        raw.mkdir()
        world = open_world(settings, parameters, settings.seed)
        known = _by_week(_write(world, raw))
        study = study_of(task, raw)
        span = study_span(study.cohorts, study.programme, study.background)
        run = Run(study, raw / "dream.dta", out, MEMORY_MB, 1, span)
        for step in run.steps():
            _call(step.name, step.command, number)
        effects = pd.read_csv(run.effects)
    effects["series"] = effects["outcome"] + "|" + effects["denominator"]
    kept = effects[["series", "week", "estimate", "evaluated"]]
    return kept.merge(known, on=["series", "week"]).assign(world=number)


def study_of(task: PipelineTask, raw: Path) -> Study:
    """The study on the raw files of one world: two cohorts, no placebo years, few draws."""
    settings: dict[str, Any] = yaml.safe_load(task.config)
    study = settings["studies"][task.study]
    settings["studies"] = {task.study: study}
    data, cohorts = study["data"], study["cohorts"]
    data.pop("simulate", None)
    for key in [key for key in cohorts if key.startswith("placebo")]:
        del cohorts[key]
    first, last = cohorts["pre"]["first_year"], cohorts["post"]["last_year"]
    years = list(range(first, last + 1))
    data["dream"]["path"] = str(raw / "dream.dta")
    data["hours"] |= {"path": str(raw / "bfl{year}.dta"), "years": years}
    data["population"] |= {"path": str(raw / "bef{year}.csv"), "years": years}
    data["stv"]["path"] = str(raw / "stv.csv")
    study.setdefault("estimation", {})["draws"] = FEWEST_DRAWS
    return comparison_study(load_config(settings, source="the recovery study"), task.study)


def _write(world: World, folder: Path) -> Tally:
    """Write the raw files and count the same persons."""
    counts = Tally(world)

    def watch(chunk: Chunk) -> None:
        counts.add(chunk)

    write_registers(world, folder, watch)
    return counts


def _by_week(counts: Tally) -> pd.DataFrame:
    def long(values: Floats, name: str) -> pd.DataFrame:
        wide = pd.DataFrame(values.T, columns=["|".join(pair) for pair in PAIRS])
        wide.insert(0, "week", range(1, len(wide) + 1))
        return wide.melt("week", var_name="series", value_name=name)

    return long(did_within(counts), "simulator").merge(
        long(contrast(counts), "contrast"), on=["series", "week"]
    )


def _call(name: str, command: Sequence[str], number: int) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines()[-8:]
        raise EstimationError(
            f"A step of the pipeline failed on a synthetic world: {' '.join(said)}",
            where=f"world {number}, effektspor {name}",
            todo="Run the study itself; if it goes through, this is a fault of the recovery study.",
        )
