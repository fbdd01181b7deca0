"""The published shares of agreement that the staff survey is calibrated to."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.errors import ConfigError

NAME = "fidelity.csv"
ELEMENTS = ("prep", "ready", "referral", "plan", "cv", "followup", "match")
ROLES = ("leader", "projectleader", "caseworker", "consultant", "mentor")
WAVES = ("start", "midway", "slut")


@dataclass(frozen=True)
class Targets:
    """Shares of one wave in per cent, elements in their order."""

    codes: np.ndarray  # int (17,), municipality of each row of `by_municipality`
    by_municipality: np.ndarray  # (17, 7)
    by_role: np.ndarray  # (5, 7)
    total: np.ndarray  # (7,)

    def between(self, other: "Targets", weight: float) -> "Targets":
        """Shares between these and others; `weight` is that of the others."""
        return Targets(
            self.codes,
            *(
                (1 - weight) * mine + weight * theirs
                for mine, theirs in (
                    (self.by_municipality, other.by_municipality),
                    (self.by_role, other.by_role),
                    (self.total, other.total),
                )
            ),
        )


def read_fidelity(folder: Path) -> pd.DataFrame:
    """The published cells: table, unit, municipality, element, wave, percent, item_id.

    Raises
    ------
    ConfigError
        The file is missing.
    """
    path = folder / NAME
    if not path.is_file():
        raise ConfigError(
            f"the simulator's {NAME} is missing",
            where=str(folder),
            todo="give the folder data/simulation of the project",
        )
    return pd.read_csv(path)


def targets_of(cells: pd.DataFrame, wave: str) -> Targets:
    """The cells of a published wave as arrays."""
    mine = cells[cells["wave"] == wave]
    wide = {
        table: rows.pivot_table(index=key, columns="element", values="percent")[list(ELEMENTS)]
        for table, key, rows in (
            ("t1", "unit", mine[mine["table"] == "t1"]),
            ("t2", "unit", mine[mine["table"] == "t2"]),
            ("t3", "municipality", mine[mine["table"] == "t3"]),
        )
    }
    return Targets(
        codes=wide["t3"].index.to_numpy(dtype="int64"),
        by_municipality=wide["t3"].to_numpy(dtype="float64"),
        by_role=wide["t2"].loc[list(ROLES)].to_numpy(dtype="float64"),
        total=wide["t1"].to_numpy(dtype="float64")[0],
    )


def all_targets(cells: pd.DataFrame, midway_weight: float) -> dict[str, Targets]:
    """Targets by wave; midway was not published and lies between the other two."""
    start, end = targets_of(cells, "start"), targets_of(cells, "slut")
    return {"start": start, "midway": start.between(end, midway_weight), "slut": end}
