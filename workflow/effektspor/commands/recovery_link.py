"""Judge the tests of the link between effect and fidelity in worlds of a set strength."""

import argparse
from pathlib import Path

import pandas as pd

from effektspor.errors import ConfigError
from effektspor.evaluations.brf2019.fidelity_change import TOTAL, fidelity_tables
from effektspor.evaluations.recovery.calibration import read_calibration
from effektspor.evaluations.recovery.link import judge_link
from effektspor.evaluations.recovery.link_worlds import LinkGenerator
from effektspor.evaluations.recovery.worlds import Places
from effektspor.published import read_published
from effektspor.simulate.parameters import load_parameters
from effektspor.tables import write_csv

SOURCE, SERIES = "brf2019", "internship|in_programme"
PRINTED = {"Taarnby": "Tårnby"}
"""Spellings of the source that the list of municipalities does not have."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what is simulated and where the result goes."""
    parser.add_argument("--published", type=Path, default=Path("data/published"))
    parser.add_argument("--parameters", type=Path, default=Path("data/simulation"))
    parser.add_argument("--calibration", type=Path, default=Path("data/recovery"))
    parser.add_argument(
        "--municipalities", type=Path, default=Path("data/codes/municipalities.csv")
    )
    parser.add_argument("--week", type=int, default=95)
    parser.add_argument("--worlds", type=int, default=2000)
    parser.add_argument("--out", type=Path, default=Path("results/recovery/link_summary.csv"))


def run(args: argparse.Namespace) -> None:
    """Simulate, test, summarise and print."""
    levels = published_levels(args.published, args.municipalities)
    generator = link_generator(args.parameters, args.calibration, levels, args.week)
    found = judge_link(generator, levels, worlds=args.worlds)
    write_csv(found, args.out)
    print(found.pivot(index="quantity", columns="r2", values="value").round(3).to_string())


def link_generator(
    parameters: Path, calibration: Path, levels: pd.DataFrame, week: int
) -> LinkGenerator:
    """A generator of the simulator's municipalities, linked by the six elements of the source."""
    numbers = read_calibration(calibration)
    (series,) = (one for one in numbers.series if one.name == SERIES)
    six = levels.drop(columns="followup")
    return LinkGenerator(numbers, series, Places.of(load_parameters(parameters)), six, week)


def published_levels(published: Path, municipalities: Path) -> pd.DataFrame:
    """Published end values in per cent by municipality number, one column per element.

    Raises
    ------
    ConfigError
        Where a name of the published table is not in the list of municipalities.
    """
    printed = read_published(published)
    table = fidelity_tables(printed[printed["source"] == SOURCE])
    rows = table[(table["table"] == 3) & (table["unit_id"] != TOTAL)]
    codes = pd.read_csv(municipalities).set_index("name")["number"]
    numbers = rows["unit_label"].replace(PRINTED).map(codes)
    if numbers.isna().any():
        raise ConfigError(
            f"{int(numbers.isna().sum())} names of the published table are not in the list",
            where=str(municipalities),
            todo="Restore the list of municipalities.",
        )
    return rows.assign(number=numbers.astype("int64")).pivot(
        index="number", columns="element", values="slut"
    )
