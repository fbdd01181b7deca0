"""Add up the shards: moments, risk tables and what a start has once, of all persons."""

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from effektspor.estimators.causes import CAUSES, add_causes
from effektspor.estimators.moments import MOMENTS, add_up
from effektspor.estimators.static import STATIC, add_static
from effektspor.estimators.survival import CLUSTER, RISK
from effektspor.estimators.yearly import YEARLY_MOMENTS, add_yearly
from effektspor.estimators.yearly_risk import YEARLY_RISK, add_yearly_risk
from effektspor.tables import Table

Adding = Callable[[Iterable[pd.DataFrame]], pd.DataFrame]


def _add_risk(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(list(parts)).groupby([*CLUSTER, "week"], as_index=False).sum()


TABLES: dict[str, tuple[str, Table, Adding]] = {
    "moments": ("moment", MOMENTS, add_up),
    "risk": ("risk", RISK, _add_risk),
    "yearly_moments": ("yearly_moment", YEARLY_MOMENTS, add_yearly),
    "yearly_risk": ("yearly_risk", YEARLY_RISK, add_yearly_risk),
    "static": ("static", STATIC, add_static),
    "causes": ("cause", CAUSES, add_causes),
}
"""Of each table: name of the option of its parts, how it is declared and added up."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    for name, (part, _, _) in TABLES.items():
        parser.add_argument(
            f"--{part.replace('_', '-')}-parts", type=Path, nargs="+", required=True
        )
        parser.add_argument(f"--{name.replace('_', '-')}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, add and write."""
    for name, (part, table, add) in TABLES.items():
        parts = (table.read(path) for path in getattr(args, f"{part}_parts"))
        table.write(add(parts), getattr(args, name))
