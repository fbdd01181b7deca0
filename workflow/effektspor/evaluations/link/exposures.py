"""Exposures of municipalities: what of the staff's answers their effects are set against.

Every exposure is a weighted sum of shares of agreeing answers, so that each has an error from who
answered. Which there are, and which of them are judged together, is planned; nothing is chosen by
what it shows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.estimators.link.shares import Shares
from effektspor.estimators.one_factor import BOUND, one_factor

Floats = npt.NDArray[np.float64]
START, END = 1, 3
PRIMARY = ("prep", "ready", "referral", "plan", "cv", "match")
"""Elements that the source links to the effect: the family that is judged together."""
ELEMENTS = ("prep", "ready", "referral", "plan", "cv", "followup", "match")
BELIEF = "belief"
FAMILY, CHANGES, ALONE = "elements", "changes", ""
TEN_POINTS, DEVIATION = "ten_points", "standard_deviation"
COLUMNS = tuple(f"{topic}.{wave}" for topic in (*ELEMENTS, BELIEF) for wave in (START, END))
FEWEST_ROWS = 8
"""Municipalities with all elements that a factor of them needs."""


@dataclass(frozen=True)
class Exposure:
    """One exposure.

    Attributes
    ----------
    name, measure
        Element, ``belief``, ``index`` or ``score``; ``level`` (at the end) or ``change``.
    family
        With which others it is judged together; empty where it stands alone.
    unit
        What one step of it is: ten points of a share, or a standard deviation between units.
    value, error_variance
        Shape (k,), in steps; NaN where a share is missing.
    respondents
        Shape (k,): fewest respondents behind any of its shares.
    """

    name: str
    measure: str
    family: str
    unit: str
    value: Floats
    error_variance: Floats
    respondents: npt.NDArray[np.int64]


def staff_shares(answers: pd.DataFrame) -> Shares:
    """Shares of agreeing answers by municipality, element and wave, from table ANSWERS."""
    rows = answers[answers["wave"].isin((START, END)) & (answers["municipality"] >= 0)]
    rows = rows.assign(
        column=rows["element"] + "." + rows["wave"].astype(str),
        valid=rows["counts"].notna().astype("int64"),
        positive=rows["counts"].fillna(0).astype("int64"),
    )
    rows = rows[rows["column"].isin(COLUMNS)]
    keys = ["municipality", "respondent", "column"]
    counts = rows.groupby(keys, as_index=False, observed=True)[["positive", "valid"]].sum()
    return Shares.of(counts.rename(columns={"municipality": "unit"}), COLUMNS)


def exposures(shares: Shares) -> list[Exposure]:
    """All exposures that can be had; index and score need every element in enough municipalities."""
    found = [
        _of_topic(shares, element, "level", FAMILY if element in PRIMARY else ALONE)
        for element in ELEMENTS
    ]
    found += [_of_topic(shares, element, "change", CHANGES) for element in ELEMENTS]
    found += list(_common(shares))
    return [*found, *(_of_topic(shares, BELIEF, each, ALONE) for each in ("level", "change"))]


def _of_topic(shares: Shares, topic: str, measure: str, family: str) -> Exposure:
    weights = np.zeros(len(COLUMNS))
    weights[COLUMNS.index(f"{topic}.{END}")] = 10
    if measure == "change":
        weights[COLUMNS.index(f"{topic}.{START}")] = -10
    return _exposure(shares, topic, measure, family, TEN_POINTS, weights)


def _common(shares: Shares) -> Iterator[Exposure]:
    """The pre-specified index, and the score of one factor where it is a proper solution."""
    places = [COLUMNS.index(f"{element}.{END}") for element in ELEMENTS]
    whole = shares.share[:, places]
    whole = whole[np.isfinite(whole).all(axis=1)]
    if len(whole) < FEWEST_ROWS or not (whole.std(axis=0) > 0).all():
        return
    z = (whole - whole.mean(axis=0)) / whole.std(axis=0, ddof=1)
    ways = {"index": np.full(len(places), 1 / len(places))}
    fit = one_factor(np.corrcoef(z.T))
    loadings = fit.loadings
    if float(fit.uniqueness.min()) > BOUND * 1.01:
        implied = np.outer(loadings, loadings)
        np.fill_diagonal(implied, 1.0)
        ways["score"] = np.linalg.solve(implied, loadings)
    for name, way in ways.items():
        weights = np.zeros(len(COLUMNS))
        weights[places] = way / whole.std(axis=0, ddof=1) / (z @ way).std(ddof=1)
        centre = float(whole.mean(axis=0) @ weights[places])
        yield _exposure(shares, name, "level", ALONE, DEVIATION, weights, centre)


def _exposure(
    shares: Shares,
    name: str,
    measure: str,
    family: str,
    unit: str,
    weights: Floats,
    centre: float = 0.0,
) -> Exposure:
    value, error = shares.combine(weights)
    fewest = shares.respondents[:, weights != 0].min(axis=1)
    return Exposure(name, measure, family, unit, value - centre, error, fewest)


def family_of(found: Sequence[Exposure], family: str) -> list[Exposure]:
    """The exposures that are judged together."""
    return [each for each in found if each.family == family]
