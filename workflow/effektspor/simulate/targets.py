"""Calibration targets: what the simulated registers should resemble, hit or missed."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from effektspor.simulate.estimand import (
    did_within,
    group_shares,
    municipal_changes,
    rate_ratio,
    started,
)
from effektspor.simulate.tally import COHORT_NAMES, Tally

GROUPS = ("comparison", "participants")
READ_OFF = 95  # figure week: calendar week 43 of the second year


def achieved(counts: Tally) -> dict[str, float]:
    """Values of one world by target id, in the unit of the targets (per cent, points, ratio)."""
    shares, did = 100 * group_shares(counts), 100 * did_within(counts)
    survival = 100 * started(counts.survival)
    values: dict[str, float] = {"rate_ratio": rate_ratio(counts)}
    for group, group_name in enumerate(GROUPS):
        for cohort, cohort_name in enumerate(COHORT_NAMES):
            key = f"{group_name}.{cohort_name}"
            values[f"internship.{key}.w{READ_OFF}"] = shares[group, cohort, 0, READ_OFF - 1]
            values[f"hours.{key}.w{READ_OFF}"] = shares[group, cohort, 1, READ_OFF - 1]
            for week in (52, 104):
                values[f"started.{key}.w{week}"] = survival[group, cohort, week]
    for week in (26, 52, READ_OFF):
        values[f"internship.effect.w{week}"] = did[0, week - 1]
        values[f"hours.effect.w{week}"] = did[1, week - 1]
    values["hours_in_programme.effect.w95"] = did[2, READ_OFF - 1]
    values["internship.christmas"] = did[0, 99] - did[0, 103]
    for pair, name in ((0, "internship"), (1, "hours")):
        changes = 100 * municipal_changes(counts, pair, READ_OFF)
        changes = changes[np.isfinite(changes)]
        values[f"spread.{name}.largest"] = changes.max() if len(changes) else np.nan
        values[f"spread.{name}.smallest"] = changes.min() if len(changes) else np.nan
    return {key: float(value) for key, value in values.items()}


def judge(
    targets: pd.DataFrame, own: Mapping[str, float], worlds: list[dict[str, float]]
) -> list[dict[str, Any]]:
    """Targets with the value of this world, the expected value over `worlds`, and hit or miss.

    Parameters
    ----------
    targets
        ``targets.csv``.
    own
        Achieved values of the default world.
    worlds
        Achieved values of independent worlds (may be empty).
    """
    rows: list[dict[str, Any]] = []
    for target in targets.to_dict("records"):
        name = str(target["id"])
        if name not in own or not np.isfinite(own[name]):
            continue
        limit = float(target["tolerance"])
        row: dict[str, Any] = {
            "id": name,
            "description": target["description"],
            "source": target["source"],
            "unit": target["unit"],
            "target": float(target["target"]),
            "tolerance": limit,
            "achieved": round(own[name], 3),
            "hit": bool(abs(own[name] - float(target["target"])) <= limit),
        }
        expected = [world[name] for world in worlds if np.isfinite(world.get(name, np.nan))]
        if len(expected) > 1:
            mean = float(np.mean(expected))
            row["expected"] = round(mean, 3)
            row["mc_se"] = round(float(np.std(expected, ddof=1) / len(expected) ** 0.5), 3)
            row["hit_expected"] = bool(abs(mean - float(target["target"])) <= limit)
        rows.append(row)
    return rows
