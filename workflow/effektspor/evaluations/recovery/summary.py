"""From single worlds to shares of worlds, each with its Monte Carlo error.

A share *p* of *W* worlds has about the error sqrt(p (1 - p) / W); a mean that of its values. A goal counts
as reached or missed only where the share lies two such errors or more from the nearer bound, and as
near it otherwise.
"""

import numpy as np
import pandas as pd

COVERAGE_GOAL = (0.93, 0.97)
SIZE_GOAL = (0.03, 0.07)
GROUP = ["deviations", "series", "weighting", "endpoint", "method"]
LABELS = ["deviations", "series", "weighting", "scenario", "endpoint", "scope", "method"]
ORDER = ["wild", "cr1", "cr2", "cr3", "randomisation", "band"]


def endpoint_summary(endpoints: pd.DataFrame, level: float) -> pd.DataFrame:
    """Bias, coverage, size and power of each method, over worlds.

    Parameters
    ----------
    endpoints
        As of `judge.judge`, with columns world, series, deviations and scenario (none or effect).
    level
        Of the intervals; a test rejects below one minus it.

    Returns
    -------
    DataFrame
        Columns deviations (see `cells.CellTask`), series, weighting, endpoint, method, worlds, estimand (mean true effect), bias and
        sd (of estimate minus estimand), width (mean, of intervals with a standard error), then
        coverage (of the estimand), coverage_own (of the mean effect of the world's own
        municipalities), size, power, each with its ``_mc_se``, and coverage_goal, size_goal
        (reached | near | missed). Coverage and power are of worlds with effect, size of those without.
    """
    alpha = 1 - level
    rows = endpoints.assign(
        error=endpoints["estimate"] - endpoints["expected"],
        coverage=(endpoints["p_expected"] >= alpha).astype(float),
        coverage_own=(endpoints["p_own"] >= alpha).astype(float),
        rejects=(endpoints["p_zero"] < alpha).astype(float),
    )
    effect = rows[rows["scenario"] == "effect"].groupby(GROUP)
    none = rows[rows["scenario"] == "none"].groupby(GROUP)
    table = effect.agg(
        worlds=("error", "size"),
        estimand=("expected", "mean"),
        bias=("error", "mean"),
        sd=("error", "std"),
        width=("width", "mean"),
        coverage=("coverage", "mean"),
        coverage_own=("coverage_own", "mean"),
        power=("rejects", "mean"),
    )
    table["size"] = none["rejects"].mean()
    table["bias_mc_se"] = table["sd"] / np.sqrt(table["worlds"])
    for name in ("coverage", "coverage_own", "size", "power"):
        table[f"{name}_mc_se"] = share_error(table[name], table["worlds"])
    for name, goal in (("coverage", COVERAGE_GOAL), ("size", SIZE_GOAL)):
        table[f"{name}_goal"] = verdicts(table[name], table[f"{name}_mc_se"], goal)
    columns = [
        "worlds", "estimand", "bias", "bias_mc_se", "sd", "width",
        *(part for name in ("coverage", "coverage_own", "size", "power")
          for part in (name, f"{name}_mc_se")),
        "coverage_goal", "size_goal",
    ]  # fmt: skip
    return _in_order(table[columns].reset_index())


def curve_summary(curves: pd.DataFrame) -> pd.DataFrame:
    """Whether intervals and bands hold the true curve, by method.

    Returns
    -------
    DataFrame
        Columns deviations, series, weighting, scenario, scope (see `judge.judge`), method (band: simultaneous; the others pointwise),
        worlds, weeks (mean number evaluated), pointwise (mean share of weeks whose interval holds
        the true effect), all_weeks (share of worlds with all weeks inside), all_weeks_mc_se.
    """
    group = ["deviations", "series", "weighting", "scenario", "scope", "method"]
    table = (
        curves.groupby(group)
        .agg(
            worlds=("held", "size"),
            weeks=("weeks", "mean"),
            pointwise=("held", "mean"),
            all_weeks=("all_held", "mean"),
        )
        .reset_index()
    )
    table["all_weeks_mc_se"] = share_error(table["all_weeks"], table["worlds"])
    return _in_order(table)


def share_error(share: pd.Series, worlds: pd.Series) -> pd.Series:
    """Monte Carlo standard error of a share, with two worlds more on either side.

    The addition (Agresti and Coull 1998) matters near 0 and 1 only, where the plain error is 0.
    """
    larger = worlds + 4
    middle = (share * worlds + 2) / larger
    error: pd.Series = (middle * (1 - middle) / larger) ** 0.5
    return error


def verdicts(share: pd.Series, error: pd.Series, goal: tuple[float, float]) -> pd.Series:
    """Reached or missed by two Monte Carlo errors or more, near otherwise."""
    low, high = goal
    inside = np.minimum(share - low, high - share)  # distance to the nearer bound, negative outside
    found = np.where(
        inside >= 2 * error, "reached", np.where(inside <= -2 * error, "missed", "near")
    )
    return pd.Series(found, index=share.index)


def pipeline_summary(weeks: pd.DataFrame, reference: pd.DataFrame, at: int) -> pd.DataFrame:
    """Bias of what the pipeline gives, for the sum over evaluated weeks and for one week.

    Parameters
    ----------
    weeks
        Columns world, series, week, estimate, evaluated, simulator, contrast: worlds run from raw
        files.
    reference
        Columns world, series, week, simulator, contrast: other worlds, in memory.
    at
        The reference week.

    Returns
    -------
    DataFrame
        Columns series, quantity (total | week), worlds, estimate (mean), expected and sd (mean and
        standard deviation of the simulator's own estimate over the other worlds), difference and its mc_se, from_simulator
        (largest distance to the simulator's own estimate of the same world), contrast (mean of the
        other worlds) and identification_bias (expected minus contrast) with its mc_se.
    """
    rows = []
    for series, own in weeks.groupby("series"):
        usable = own.groupby("week")["evaluated"].all()
        evaluated = usable.index[usable]
        others = reference[reference["series"] == series]
        for quantity, chosen in (("total", evaluated), ("week", evaluated[evaluated == at])):
            if len(chosen) == 0:
                continue
            here, there = (_by_world(frame, chosen) for frame in (own, others))
            estimate, known = here["estimate"], there["simulator"]
            gap = there["simulator"] - there["contrast"]
            rows.append(
                {
                    "series": series,
                    "quantity": quantity,
                    "worlds": len(here),
                    "estimate": estimate.mean(),
                    "expected": known.mean(),
                    "sd": known.std(),
                    "difference": estimate.mean() - known.mean(),
                    "mc_se": np.hypot(_error(estimate), _error(known)),
                    "from_simulator": (estimate - here["simulator"]).abs().max(),
                    "contrast": there["contrast"].mean(),
                    "identification_bias": gap.mean(),
                    "identification_mc_se": _error(gap),
                }
            )
    return pd.DataFrame(rows)


def _by_world(frame: pd.DataFrame, weeks: pd.Index) -> pd.DataFrame:
    names = [name for name in ("estimate", "simulator", "contrast") if name in frame.columns]
    return frame[frame["week"].isin(weeks)].groupby("world")[names].sum()


def _error(values: pd.Series) -> float:
    return float(values.std() / np.sqrt(len(values)))


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """What the study leads with first: internship, persons, the whole window, the bootstrap."""
    ranks = {
        "method": ORDER,
        "weighting": ["persons", "municipalities"],
        "endpoint": ["total"],
        "series": ["internship|in_programme"],
    }
    keys = [name for name in LABELS if name in table.columns]

    def rank(column: pd.Series) -> pd.Series:
        first = ranks.get(str(column.name), [])
        return column.map(lambda value: f"{first.index(value) if value in first else 'z'}{value}")

    return table.sort_values(keys, key=rank).reset_index(drop=True)
