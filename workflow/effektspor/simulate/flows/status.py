"""The municipality's own monthly status of those on the benefit: what registers do not tell."""

from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.simulate.files import PARTIAL
from effektspor.simulate.flows.case import CaseWorld, week_index
from effektspor.simulate.flows.lives import ramped
from effektspor.simulate.flows.parameters import Status
from effektspor.simulate.streams import stream

FILE = "status.csv"
ALL = "all"
_ACTIVE = ("internship", "wage", "no_offer")
"""Of these a person has one at most: in an internship, paid, or without an offer."""


def status_table(world: CaseWorld, present: np.ndarray) -> pd.DataFrame:
    """One row for each month from the memo's date on and measure: month, measure, count.

    Parameters
    ----------
    present
        Persons on the benefit in the municipality by week (int64, W).
    """
    rng, status = stream(world.given.simulate.seed, "status"), world.case.status
    rows = []
    for month, week in _months(world):
        n = int(present[week])
        shares = shares_at(status, week - world.as_of)
        active = [shares[name] for name in _ACTIVE]
        counts = rng.multinomial(n, [*active, max(0.0, 1 - sum(active))])
        rows += [
            (month, ALL, n),
            *((month, k, int(c)) for k, c in zip(_ACTIVE, counts, strict=False)),
        ]
        rows += [
            (month, name, int(rng.binomial(n, shares[name])))
            for name in status.first
            if name not in _ACTIVE
        ]
    return pd.DataFrame(rows, columns=["month", "measure", "count"])


def shares_at(status: Status, weeks: int) -> dict[str, float]:
    """Expected share of each measure so many weeks after the memo's date."""
    done = float(ramped(weeks - 1, np.zeros(1), status.weeks)[0])
    return {
        name: first + done * (status.then[name] - first) for name, first in status.first.items()
    }


def write_status(table: pd.DataFrame, out_dir: Path) -> None:
    """Write ``status.csv`` with semicolons, under a temporary name first."""
    partial = out_dir / (FILE + PARTIAL)
    table.to_csv(partial, sep=";", index=False, lineterminator="\n")
    partial.replace(out_dir / FILE)


def _months(world: CaseWorld) -> list[tuple[str, int]]:
    """Months from the memo's date to the end of the registers, with the week of their 15th day."""
    found = []
    for year, month in world.span.months:
        name = f"{year}-{month:02d}"
        if name >= world.given.as_of[:7]:
            found.append((name, week_index(f"{name}-15", world.span)))
    return found
