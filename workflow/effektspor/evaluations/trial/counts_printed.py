"""Printed figures by their ids, and the rows that are calculated from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import pandas as pd
from scipy import stats

from effektspor.errors import InputError
from effektspor.estimators.randomised.blocks import Blocks
from effektspor.estimators.randomised.differences import newcombe
from effektspor.estimators.randomised.exact import fisher
from effektspor.estimators.randomised.score import difference_interval, ratio_interval
from effektspor.estimators.survey.proportions import wilson
from effektspor.qualifier import covers

WILSON = "Wilson interval"
CLOPPER = "exact interval of Clopper and Pearson; exact binomial test"
SCORE = "score interval of Miettinen and Nurminen; Fisher's exact test"
NEWCOMBE = "interval of Newcombe; mid-p of Fisher's exact test"
ROUNDED = "range of what rounds to the printed figure"
ARITHMETIC = "arithmetic on printed figures"
WHERE = "data/published/discus2007.csv"


@dataclass(frozen=True)
class Count:
    """A quantity that follows from printed figures; fractions, persons or jobs."""

    quantity: str
    label_da: str
    label_en: str
    value: float
    unit: str
    items: Sequence[str]
    method: str = ARITHMETIC
    low: float = nan
    high: float = nan
    p: float = nan


@dataclass(frozen=True)
class Printed:
    """The figures of one source.

    Attributes
    ----------
    published
        Columns item_id, value, decimals, kind, direction.
    confidence
        Level of intervals.
    """

    published: pd.DataFrame
    confidence: float

    def number(self, item: str) -> float:
        """A printed figure, in its printed unit.

        Raises
        ------
        InputError
            Where it is absent.
        """
        return float(self._row(item)["value"])

    def whole(self, item: str) -> int:
        """A printed count."""
        return round(self.number(item))

    def share(self, item: str) -> float:
        """A printed per cent as a fraction."""
        return self.number(item) / 100

    def counts_that_fit(self, item: str, of: int) -> range:
        """Counts out of `of` that are printed as this per cent.

        Raises
        ------
        InputError
            Where no count is.
        """
        row = self._row(item)
        print_ = (row["value"], row["decimals"], row["kind"], row["direction"])
        fits = [count for count in range(of + 1) if covers(*print_, 100 * count / of)]
        if not fits:
            raise InputError(
                "No count fits a printed share",
                where=f"{WHERE}, item {item}, of {of}",
                todo="Check the share and the count in the published tables.",
            )
        return range(fits[0], fits[-1] + 1)

    def ratio_range(self, item: str, other: str) -> tuple[float, float]:
        """Least and largest ratio of two figures that are printed as these."""
        (low, high), (other_low, other_high) = (
            (
                row["value"] - 0.5 * 10.0 ** -row["decimals"],
                row["value"] + 0.5 * 10.0 ** -row["decimals"],
            )
            for row in (self._row(item), self._row(other))
        )
        return low / other_high, high / other_low

    def of(
        self, quantity: str, da: str, en: str, count: int, of: int, items: Sequence[str]
    ) -> Count:
        """A share with Wilson's interval."""
        low, high = wilson(count / of, of, self.confidence)
        return Count(
            quantity, da, en, count / of, "share", items, WILSON, float(low), float(high)
        )  # fmt: skip

    def against(
        self, quantity: str, da: str, en: str, count: int, of: int, level: float,
        items: Sequence[str],
    ) -> Count:  # fmt: skip
        """A share less a level that is taken as certain."""
        found = stats.binomtest(count, of, level)
        ends = found.proportion_ci(self.confidence, method="exact")
        return Count(
            quantity, da, en, count / of - level, "percentage_points", items, CLOPPER,
            float(ends.low) - level, float(ends.high) - level, float(found.pvalue),
        )  # fmt: skip

    def contrast(
        self, quantity: str, da: str, en: str, arms: Blocks, items: Sequence[str]
    ) -> list[Count]:
        """Difference by two intervals and tests, and the ratio."""
        exact, level = fisher(arms), self.confidence
        return [
            Count(
                f"{quantity}_difference", f"{da}: forskel", f"{en}: difference", arms.difference,
                "percentage_points", items, SCORE, *difference_interval(arms, level), exact.p,
            ),
            Count(
                f"{quantity}_newcombe", f"{da}: forskel, Newcombe", f"{en}: difference, Newcombe",
                arms.difference, "percentage_points", items, NEWCOMBE,
                *newcombe(arms, level), exact.mid_p,
            ),
            Count(
                f"{quantity}_ratio", f"{da}: forhold", f"{en}: ratio", arms.ratio, "ratio", items,
                SCORE, *ratio_interval(arms, level), exact.p,
            ),
        ]  # fmt: skip

    def _row(self, item: str) -> pd.Series:
        rows = self.published[self.published["item_id"] == item]
        if len(rows) != 1:
            raise InputError(
                "A printed figure that others follow from is absent",
                where=f"{WHERE}, item {item}",
                todo="Restore the row of the published tables.",
            )
        return rows.iloc[0]
