"""The truth of a simulated study, for tests and recovery tables only, never for estimators.

Two values stand beside each other for each quantity: the contrast between the world with and the
world without the programme (same persons, same random numbers), and the expected value of the
difference-in-differences estimator over independent worlds. Their distance is identification bias.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from effektspor.config.simulation import SimulationSettings
from effektspor.simulate.estimand import (
    contrast,
    did_simple,
    did_within,
    rate_ratio,
    rate_ratio_contrast,
    started,
)
from effektspor.simulate.outcomes import PAIRS
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.tally import POST, PRE, Tally
from effektspor.simulate.targets import achieved, judge
from effektspor.simulate.world import count_study

STARTED_AT = (52, 104)


def build_truth(
    settings: SimulationSettings,
    parameters: Parameters,
    counts: Tally,
    early: dict[str, float],
    progress: Callable[[int], None] = lambda _done: None,
) -> dict[str, Any]:
    """Content of ``truth.json``.

    Parameters
    ----------
    settings, parameters
        As simulated.
    counts
        Counts of the world that was written to files.
    early
        Achieved values of the years before the cohorts, by target id.
    progress
        Called with the number of independent worlds that are done.
    """
    worlds: list[dict[str, np.ndarray]] = []
    values: list[dict[str, float]] = []
    for number in range(settings.replications):
        other = count_study(settings, parameters, (settings.seed, number + 1))
        worlds.append(_quantities(other))
        values.append(achieved(other))
        progress(number + 1)
    return {
        "synthetic": True,
        "seed": settings.seed,
        "parameters_hash": parameters.sha256,
        "replications": settings.replications,
        "quantities": _compare(_quantities(counts), worlds),
        "targets": judge(parameters.targets, {**achieved(counts), **early}, values),
    }


def _quantities(counts: Tally) -> dict[str, np.ndarray]:
    """Contrast, estimators by name; keys ``<quantity>/<kind>``."""
    found: dict[str, np.ndarray] = {}
    kinds = {"contrast": contrast, "within": did_within, "simple": did_simple}
    for kind, function in kinds.items():
        by_pair = function(counts)
        for row, pair in enumerate(PAIRS):
            found[f"{'|'.join(pair)}/{kind}"] = by_pair[row]
            # Weeks per person over the whole window; weeks without anybody add nothing.
            found[f"{'|'.join(pair)}|total/{kind}"] = np.array(np.nansum(by_pair[row]))
    found["rate_ratio/contrast"] = np.array(rate_ratio_contrast(counts))
    found["rate_ratio/within"] = np.array(rate_ratio(counts))
    shares, off = started(counts.survival), started(counts.survival_off)
    change = shares[:, POST] - shares[:, PRE]
    for week in STARTED_AT:
        found[f"started|{week}/contrast"] = shares[1, POST, week] - off[week]
        found[f"started|{week}/within"] = change[1, week] - change[0, week]
    return found


def _compare(
    own: dict[str, np.ndarray], worlds: list[dict[str, np.ndarray]]
) -> dict[str, dict[str, Any]]:
    truth: dict[str, dict[str, Any]] = {}
    for key, value in own.items():
        quantity, kind = key.split("/")
        entry = truth.setdefault(quantity, {})
        if value.ndim:
            entry["weeks"] = list(range(1, len(value) + 1))
        over = [world[key] for world in worlds]
        mean, error = _mean(over, ratio=quantity == "rate_ratio")
        if kind == "contrast":
            entry["contrast"] = _plain(value)
            entry["contrast_expected"], entry["contrast_mc_se"] = mean, error
        else:
            suffix = "" if kind == "within" else "_simple"
            entry[f"estimator_expected{suffix}"], entry[f"mc_se{suffix}"] = mean, error
    return truth


def _mean(values: list[np.ndarray], *, ratio: bool) -> tuple[Any, Any]:
    """Mean over worlds and its Monte Carlo standard error; ratios on the log scale."""
    if len(values) < 2:
        return None, None
    stacked = np.stack(values)
    if ratio:
        stacked = np.log(stacked)
    mean = stacked.mean(axis=0)
    error = stacked.std(axis=0, ddof=1) / np.sqrt(len(values))
    if ratio:
        mean = np.exp(mean)
        error = mean * error
    return _plain(mean), _plain(error)


def _plain(value: np.ndarray) -> Any:
    """Numbers that JSON can hold, seven decimals; null where there is no value."""
    rounded = np.round(np.asarray(value, dtype="float64"), 7)
    if rounded.ndim:
        return [float(x) if np.isfinite(x) else None for x in rounded]
    return float(rounded) if np.isfinite(rounded) else None
