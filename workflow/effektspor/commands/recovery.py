"""Simulate many worlds and report how often the intervals hold the estimator's expected value."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from effektspor.config.load import read_config
from effektspor.config.model import Study
from effektspor.errors import ConfigError
from effektspor.evaluations.recovery import coverage, estimates, expected_values, summary
from effektspor.simulate.parameters import Parameters, load_parameters
from effektspor.simulate.world import simulate_study
from effektspor.tables import write_csv

FIRST_REFERENCE_SEED = 1_000_000  # worlds for the expected value, far from the judged ones


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what is simulated and where the result goes."""
    parser.add_argument("--config", type=Path, default=Path("config.yaml"))
    parser.add_argument("--study", default="brf2019")
    parser.add_argument("--parameters", type=Path, default=Path("data/simulation"))
    parser.add_argument("--seeds", type=int, default=50, help="worlds whose intervals are judged")
    parser.add_argument("--reference", type=int, default=400, help="worlds for the expected value")
    parser.add_argument("--out", type=Path, default=Path("results/recovery"))


def run(args: argparse.Namespace) -> None:
    """Simulate, estimate, compare and print."""
    study = read_config(args.config).studies.get(args.study)
    if study is None or study.data.simulate is None:
        raise ConfigError(
            f"There is no synthetic study {args.study!r}",
            where=f"{args.config}, studies",
            todo="Name a study that has data.simulate.",
        )
    parameters = load_parameters(args.parameters)
    reference = range(FIRST_REFERENCE_SEED, FIRST_REFERENCE_SEED + args.reference)
    expected = expected_values(_worlds(study, parameters, reference))
    table = coverage(_worlds(study, parameters, range(1, args.seeds + 1)), expected)
    write_csv(expected, args.out / "expected.csv")
    write_csv(table, args.out / "coverage.csv")
    totals = summary(table)
    write_csv(totals, args.out / "summary.csv")
    level = study.estimation.confidence
    print(f"{args.seeds} worlds, expected value from {args.reference} others, level {level:.0%}")
    print(totals.to_string(index=False, float_format="%.3f"))


def _worlds(study: Study, parameters: Parameters, seeds: Iterable[int]) -> Iterator[pd.DataFrame]:
    settings = study.data.simulate
    if settings is None:
        raise ValueError("the study is not synthetic")
    for seed in seeds:
        cells = simulate_study(settings, parameters, seed).cells
        yield estimates(
            cells,
            study.cohorts.pre.id,
            study.estimation.confidence,
            study.estimation.smallest_group,
        )
