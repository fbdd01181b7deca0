"""Judge estimates and intervals in simulated worlds whose truth is known; continues where it stopped."""

import argparse
from pathlib import Path

import pandas as pd

from effektspor.config.load import comparison_study, read_config
from effektspor.config.simulation import SimulationSettings
from effektspor.errors import ConfigError
from effektspor.evaluations.recovery.calibration import write_calibration
from effektspor.evaluations.recovery.measure import measure
from effektspor.evaluations.recovery.study import Recovery, tables
from effektspor.evaluations.recovery.study import run as run_study
from effektspor.report.recovery_figure import recovery_figure
from effektspor.report.recovery_page import renew
from effektspor.report.style import drawing, save
from effektspor.simulate.parameters import load_parameters
from effektspor.tables import write_csv


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what is simulated and where the result goes."""
    parser.add_argument("--config", type=Path, default=Path("config.yaml"))
    parser.add_argument("--study", default="brf2019")
    parser.add_argument("--parameters", type=Path, default=Path("data/simulation"))
    parser.add_argument("--calibration", type=Path, default=Path("data/recovery"))
    parser.add_argument("--worlds", type=int, default=2000, help="worlds drawn on cells")
    parser.add_argument("--pipeline-worlds", type=int, default=50, help="worlds from raw files")
    parser.add_argument("--draws", type=int, default=999, help="of bootstrap and permutations")
    parser.add_argument("--processes", type=int, default=2, help="of one thread each")
    parser.add_argument(
        "--minutes", type=float, help="begin no further part after these; 0 only makes the tables"
    )
    parser.add_argument("--out", type=Path, default=Path("results/recovery"))
    parser.add_argument(
        "--docs", type=Path, help="folder docs: renew its page methods.md and its figure too"
    )
    parser.add_argument(
        "--calibrate", type=int, metavar="WORLDS",
        help="measure the numbers of the cell worlds anew from so many worlds of persons, and stop",
    )  # fmt: skip


def run(args: argparse.Namespace) -> None:
    """Simulate what is missing, summarise what is there, and print."""
    recovery = _recovery(args)
    if args.calibrate:
        settings = recovery.study.data.simulate or SimulationSettings()
        # Without a link: municipalities of equal size must be alike on average.
        settings = settings.model_copy(update={"fidelity_r2": 0.0})
        found = measure(settings, load_parameters(args.parameters), args.calibrate)
        write_calibration(found, args.calibration)
        print(f"{args.calibration}: measured from {args.calibrate} worlds of persons")
        return
    plans = recovery.plans()
    missing = run_study(recovery, plans, args.processes, args.minutes)
    made = tables(recovery, plans)
    for name, table in made.items():
        write_csv(table, args.out / f"{name}.csv")
        print(f"\n{name}\n{_short(table)}")
    left = {layer: parts for layer, parts in missing.items() if parts}
    if left:
        print(f"\nStill missing (parts): {left}. The same command does the rest.")
    if args.docs and made:
        _renew_docs(made, args.docs, args.calibration)


def _recovery(args: argparse.Namespace) -> Recovery:
    study = comparison_study(read_config(args.config), args.study)
    if study.data.simulate is None:
        raise ConfigError(
            f"There is no synthetic study {args.study!r}",
            where=f"{args.config}, studies",
            todo="Name a study that has data.simulate.",
        )
    return Recovery(
        study=study,
        config=args.config.read_text(encoding="utf-8"),
        name=args.study,
        parameters=args.parameters,
        calibration=args.calibration,
        out=args.out,
        worlds=args.worlds,
        pipeline_worlds=args.pipeline_worlds,
        draws=args.draws,
    )


def _renew_docs(made: dict[str, pd.DataFrame], docs: Path, data: Path) -> None:
    """The page, the figure, and copies of the tables beside the calibration."""
    page = docs / "methods.md"
    page.write_text(renew(page.read_text(encoding="utf-8"), made), encoding="utf-8")
    for name, table in made.items():
        write_csv(table, data / f"{name}.csv")
    if "summary" in made:
        with drawing("recovery"):
            save(recovery_figure(made["summary"]), docs / "images" / "recovery.svg")


def _short(table: pd.DataFrame) -> str:
    """What fits a screen: the primary endpoint and the bands, without the second truth."""
    if "endpoint" in table.columns:
        table = table[table["endpoint"] == "total"].drop(columns="endpoint")
    elif "method" in table.columns:
        table = table[table["method"] == "band"]
    shown = [name for name in table.columns if not name.startswith("coverage_own")]
    return table[shown].to_string(index=False, float_format="%.3f")
