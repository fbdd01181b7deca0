"""The numbers that cell worlds are drawn by, as committed data (``data/recovery/``).

``calibration.yaml`` has one block per series and where the numbers come from, ``curves.csv`` what
differs by week. Both are measured from the person simulator (`measure`), once.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from effektspor.errors import ConfigError
from effektspor.estimators.moments import Floats
from effektspor.tables import write_csv

CURVES = [
    "entering_pre", "entering_post", "leaving_pre", "leaving_post",
    "comparison_pre", "comparison_post", "participants_pre", "effect",
]  # fmt: skip
FILES = ("calibration.yaml", "curves.csv")
KEYS = ["outcome", "denominator", "week"]


class _Block(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Strength(_Block):
    """How a municipality's strength of the programme becomes its effect.

    The effect is proportional to (exp(convexity * s) - 1) / convexity with s the strength, normal
    with mean 1 and the given standard deviation, held between the two bounds.
    """

    sd: float
    low: float
    high: float
    convexity: float


class Series(_Block):
    """One series of outcome and denominator."""

    outcome: str
    denominator: str
    persistence: float
    """Correlation of one person's outcome from one week to the next."""
    level_sd: float
    """Standard deviation of the log share between municipalities of reference size."""
    change_sd: float
    """The same of its change from the earlier to the later cohort."""
    strength: Strength
    curves: pd.DataFrame = pd.DataFrame()

    @property
    def name(self) -> str:
        """Short name in tables of results."""
        return f"{self.outcome}|{self.denominator}"

    def curve(self, column: str) -> Floats:
        """One column of the weekly curves, shape (T,)."""
        return self.curves[column].to_numpy(dtype=np.float64)

    def by_cohort(self, column: str) -> Floats:
        """A curve of the earlier and of the later cohort, shape (2, T)."""
        return np.stack([self.curve(f"{column}_{cohort}") for cohort in ("pre", "post")])


class Calibration(_Block):
    """All series, with the starters of the two cohorts and the source of the numbers."""

    source: dict[str, Any]
    starters: tuple[float, float]
    """Expected course starts of the earlier and of the later cohort, all municipalities."""
    series: tuple[Series, ...]


def read_calibration(folder: Path) -> Calibration:
    """Read ``calibration.yaml`` and ``curves.csv``.

    Raises
    ------
    ConfigError
        A file is missing or a value is of the wrong kind.
    """
    try:
        values = yaml.safe_load((folder / FILES[0]).read_text(encoding="utf-8"))
        curves = pd.read_csv(folder / FILES[1])
        found = Calibration(**values)
        series = tuple(_with_curves(one, curves) for one in found.series)
    except (FileNotFoundError, ValidationError, TypeError, KeyError) as error:
        raise ConfigError(
            f"The calibration of the recovery study is not usable ({type(error).__name__})",
            where=str(folder),
            todo="Give the folder data/recovery of the project, or measure it anew: "
            "effektspor recovery --calibrate 200.",
        ) from error
    return found.model_copy(update={"series": series})


def write_calibration(calibration: Calibration, folder: Path) -> None:
    """Write both files."""
    parts = [
        one.curves[["week", *CURVES]].assign(outcome=one.outcome, denominator=one.denominator)
        for one in calibration.series
    ]
    write_csv(pd.concat(parts)[[*KEYS, *CURVES]].round(7), folder / FILES[1])
    plain = calibration.model_dump(mode="json", exclude={"series": {"__all__": {"curves"}}})
    text = (
        "# Measured from the person simulator: effektspor recovery --calibrate. docs/methods.md\n"
    )
    text += yaml.safe_dump(plain, sort_keys=False, allow_unicode=True)
    (folder / FILES[0]).write_text(text, encoding="utf-8")


def _with_curves(series: Series, curves: pd.DataFrame) -> Series:
    mine = curves[
        (curves["outcome"] == series.outcome) & (curves["denominator"] == series.denominator)
    ]
    weekly = mine.sort_values("week").set_index("week")[CURVES].reset_index()
    if weekly.empty:
        raise KeyError(series.name)
    return series.model_copy(update={"curves": weekly})
