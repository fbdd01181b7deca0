"""What it would mean if the municipality did as those it is compared with: a potential, no effect."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from effektspor.cohort.flows.tables import AS_OF, CLUSTER, ENDED, ENTERED, NATIONAL, OWN, REGION
from effektspor.config.business_case import Units
from effektspor.errors import InputError
from effektspor.estimators.raking import effective_size
from effektspor.estimators.survey.differences import difference
from effektspor.estimators.survey.proportions import Share, plain_share
from effektspor.evaluations.business_case.case_mix import stock_weights, weights
from effektspor.evaluations.business_case.masked import HIDDEN, SHOWN

Floats = npt.NDArray[np.float64]
COMPARED = (CLUSTER, REGION, NATIONAL)
STOCK_SHARE, INFLOW, DURATION = "stock_share", "inflow", "duration"
EXITS = ("job", "flexjob", "dagpenge")
OVER = {"over_1y": 12.0, "over_2y": 24.0}
"""Measure: months from which a course is that long."""
COLUMNS = [
    "measure", "unit", "own", "benchmark", "adjusted", "gap", "low", "high", "persons", "n_own",
    "n_benchmark", "shown",
]  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """Level of the intervals, and the least count of persons that is shown."""

    confidence: float
    min_cell: int


def benchmark_table(
    people: pd.DataFrame, inhabitants: Mapping[str, float], hidden: Sequence[str], limits: Limits
) -> pd.DataFrame:
    """One row per measure and comparison.

    Persons of the comparison are weighted by raking to the municipality's composition
    (`case_mix`). Of inhabitants no composition is known: the share in the programme is adjusted for
    who begins it (`case_mix.stock_weights`), how many begin is compared as it is. Intervals of differences of shares are square-and-add (Newcombe 1998), with the
    effective number of weighted persons (Kish 1965); of mean months they are normal.

    Parameters
    ----------
    people
        Rows of `effektspor.cohort.flows.tables.PEOPLE`.
    inhabitants
        Of working age by unit, as `of_units` gives them.
    hidden
        Destinations whose count is withheld elsewhere, to guard another one.

    Returns
    -------
    DataFrame
        `COLUMNS`: ``gap`` is own minus adjusted, or minus benchmark where nothing is adjusted, with
        its interval; ``persons`` is the gap in persons of the municipality. Withheld where few
        persons are behind a count or its rest.
    """
    measure = _Measures(people, inhabitants, limits)
    rows: list[tuple[object, ...]] = []
    for unit in COMPARED:
        rows.append((STOCK_SHARE, unit, *measure.of_inhabitants(unit, AS_OF)))
        rows.append((INFLOW, unit, *measure.of_inhabitants(unit, ENTERED)))
        for name, least in OVER.items():
            rows.append((name, unit, *measure.of_persons(unit, AS_OF, partial(_longer, least))))
        for place in EXITS:
            found = measure.of_persons(unit, ENDED, partial(_went, place), guard=place in hidden)
            rows.append((f"exit_{place}", unit, *found))
        rows.append((DURATION, unit, *measure.months(unit)))
    table = pd.DataFrame(rows, columns=COLUMNS)
    order = {name: k for k, name in enumerate(dict.fromkeys(table["measure"]))}
    return table.sort_values(
        "measure", key=lambda c: c.map(order), kind="stable", ignore_index=True
    )


def of_units(inhabitants: Mapping[int, float], units: Units, where: str) -> dict[str, float]:
    """Inhabitants of the municipality and of each comparison.

    Raises
    ------
    InputError
        A municipality of the units is not in the table, or there are no others.
    """
    groups = {
        OWN: (units.own,),
        CLUSTER: units.cluster,
        REGION: units.region_without_own,
        NATIONAL: tuple(number for number in inhabitants if number != units.own),
    }
    found = {}
    for unit, numbers in groups.items():
        absent = sorted(set(numbers) - set(inhabitants))
        if absent or not numbers:
            raise InputError(
                f"Inhabitants lack the municipalities {', '.join(map(str, absent)) or 'compared'}",
                where=f"{where}, unit {unit}",
                todo="Add a row for each municipality of `units`.",
            )
        found[unit] = sum(inhabitants[number] for number in numbers)
    return found


class _Measures:
    """Own value, the comparison's raw and weighted one, gap with interval, persons, counts, state."""

    def __init__(
        self, people: pd.DataFrame, inhabitants: Mapping[str, float], limits: Limits
    ) -> None:
        self._people, self._inhabitants, self._limits = people, inhabitants, limits
        self._weights: dict[tuple[str, str], Floats | None] = {}

    def of_inhabitants(self, unit: str, moment: str) -> tuple[object, ...]:
        own, other = self._part(OWN, moment), self._part(unit, moment)
        bases = (self._inhabitants[OWN], self._inhabitants[unit])
        shares = [
            plain_share(len(part) / base, base, self._limits.confidence)
            for part, base in zip((own, other), bases, strict=True)
        ]
        weighted = self._stock(unit, bases[1]) if moment == AS_OF else None
        gap = difference(shares[1] if weighted is None else weighted, shares[0])
        few = self._few(len(own)) or self._few(len(other))
        adjusted = np.nan if weighted is None else weighted.value
        values = (shares[0].value, shares[1].value, adjusted, *gap, gap[0] * bases[0])
        return self._row(values, len(own), len(other), few)

    def of_persons(
        self,
        unit: str,
        moment: str,
        fits: Callable[[pd.DataFrame], "pd.Series[bool]"],
        *,
        guard: bool = False,
    ) -> tuple[object, ...]:
        own, other = self._part(OWN, moment), self._part(unit, moment)
        counts = [int(fits(part).sum()) for part in (own, other)]
        few = guard or any(
            self._few(count) or self._few(len(part) - count) or self._few(len(part))
            for count, part in zip(counts, (own, other), strict=True)
        )
        if own.empty or other.empty:
            return self._row((np.nan,) * 7, len(own), len(other), few)
        mine = self._share(fits(own), np.ones(len(own)))
        raw = self._share(fits(other), np.ones(len(other)))
        weight = self._weights_of(unit, moment)
        weighted = None if weight is None else self._share(fits(other), weight)
        gap = difference(raw if weighted is None else weighted, mine)
        adjusted = np.nan if weighted is None else weighted.value
        values = (mine.value, raw.value, adjusted, *gap, gap[0] * len(own))
        return self._row(values, len(own), len(other), few)

    def months(self, unit: str) -> tuple[object, ...]:
        own, other = self._part(OWN, AS_OF), self._part(unit, AS_OF)
        few = self._few(len(own)) or self._few(len(other))
        if own.empty or other.empty:
            return self._row((np.nan,) * 7, len(own), len(other), few)
        mine, mine_error = _mean(own["months"].to_numpy(float), np.ones(len(own)))
        raw, error = _mean(other["months"].to_numpy(float), np.ones(len(other)))
        weight, adjusted = self._weights_of(unit, AS_OF), np.nan
        if weight is not None:
            adjusted, error = _mean(other["months"].to_numpy(float), weight)
        gap = mine - (raw if weight is None else adjusted)
        half = stats.norm.ppf(0.5 + self._limits.confidence / 2) * np.hypot(mine_error, error)
        values = (mine, raw, adjusted, gap, gap - half, gap + half, np.nan)
        return self._row(values, len(own), len(other), few)

    def _part(self, unit: str, moment: str) -> pd.DataFrame:
        return self._people[self._people[unit] & (self._people["moment"] == moment)]

    def _weights_of(self, unit: str, moment: str) -> Floats | None:
        key = (unit, moment)
        if key not in self._weights:
            self._weights[key] = weights(self._part(unit, moment), self._part(OWN, moment))
        return self._weights[key]

    def _stock(self, unit: str, base: float) -> Share | None:
        """Share of inhabitants in the programme if the municipality's own mix began it."""
        moments = (self._part(unit, AS_OF), self._part(unit, ENTERED), self._part(OWN, ENTERED))
        weight = stock_weights(*moments)
        if weight is None or not weight.sum() > 0:
            return None
        share = float(weight.sum()) / base
        # A weighted count of rare events varies by the sum of the squared weights.
        worth = share * (1 - share) * base**2 / float((weight**2).sum())
        return plain_share(share, worth, self._limits.confidence)

    def _share(self, fits: pd.Series, weight: Floats) -> Share:
        value = float(np.average(fits.to_numpy(float), weights=weight))
        return plain_share(value, effective_size(weight), self._limits.confidence)

    def _few(self, count: int) -> bool:
        return 0 < count < self._limits.min_cell

    def _row(
        self, values: tuple[float, ...], n_own: int, n_other: int, few: bool
    ) -> tuple[object, ...]:
        shown = (np.nan,) * len(values) if few else values
        counts = (np.nan if self._few(n) else float(n) for n in (n_own, n_other))
        return (*shown, *counts, HIDDEN if few else SHOWN)


def _longer(least: float, part: pd.DataFrame) -> "pd.Series[bool]":
    return part["months"] >= least


def _went(place: str, part: pd.DataFrame) -> "pd.Series[bool]":
    return part["destination"] == place


def _mean(values: Floats, weight: Floats) -> tuple[float, float]:
    """A weighted mean and its standard error."""
    mean = float(np.average(values, weights=weight))
    return mean, float(np.sqrt((weight**2 * (values - mean) ** 2).sum()) / weight.sum())
