"""Invented tables of sums for tests of the diagnostics: municipalities, years, weeks; no persons."""

import numpy as np
import pandas as pd

from effektspor.config.design import Cohorts
from effektspor.estimators.curves import (
    concentration_table,
    endpoint_blocks,
    endpoint_table,
    evaluated_weeks,
)
from effektspor.estimators.hazard.rate_ratio import rate_ratios
from effektspor.estimators.infer import Draws, Inference
from effektspor.estimators.moments import MOMENTS, Cells
from effektspor.estimators.stack import Stack
from effektspor.estimators.static import STATIC
from effektspor.estimators.yearly import YEARLY_MOMENTS
from effektspor.estimators.yearly_risk import YEARLY_RISK
from effektspor.evaluations.diagnostics.finding import Series
from effektspor.evaluations.diagnostics.gate import Inputs
from effektspor.evaluations.diagnostics.numbers import Engine

SERIES = Series("internship", "in_programme")
WEEKS, TREATED, COMPARISON = 104, 14, 40
RISK_WEEKS = 60
INFERENCE = Inference(draws=399)
ENGINE = Engine("persons", 20, INFERENCE)
STATES = ("employment", "flexjob", "dead")


def cohorts(**changes):
    """The design of the study."""
    given = {
        "pre": {"id": "2016", "first_year": 2016, "last_year": 2016},
        "post": {"id": "2017-18", "first_year": 2017, "last_year": 2018},
        "weeks": WEEKS,
        "placebo_years": (2013, 2014, 2015),
        "placebo_through": "2016-11",
    }
    return Cohorts.model_validate(given | changes)


class World:
    """Shares of each municipality and year; what differs from a quiet world is an argument.

    Parameters
    ----------
    effect
        Added to participants' shares of starts from 2017 on.
    drift
        Added to participants' shares for every year after 2013.
    noise
        Standard deviation of each municipality's shocks by year.
    more_starts
        Factor on participants' starts from 2017 on.
    older
        Added to participants' mean of the one characteristic from 2017 on.
    rate_drift
        Added to the log of participants' start rate for every year after 2013.
    """

    def __init__(self, seed=0, effect=0.08, drift=0.0, noise=0.004, more_starts=1.0, older=0.0,
                 rate_drift=0.0):  # fmt: skip
        self.rng = np.random.default_rng(seed)
        groups = TREATED + COMPARISON
        self.treated = np.arange(groups) < TREATED
        self.level = self.rng.uniform(0.15, 0.25, groups)
        self.size = self.rng.integers(60, 240, groups)
        self.effect, self.drift, self.more, self.older = effect, drift, more_starts, older
        self.rate_drift = rate_drift
        self.shock = self.rng.normal(0, noise, (groups, 6))

    def share(self, place, year):
        drift = self.drift * (year - 2013) * self.treated[place]
        effect = self.effect * self.treated[place] * (year >= 2017)
        return np.clip(
            self.level[place] + drift + effect + self.shock[place, year - 2013], 0.01, 0.9
        )

    def starts(self, place, year):
        more = self.more if self.treated[place] and year >= 2017 else 1.0
        return round(self.size[place] * more)

    def weekly(self, place, years):
        """Persons and events of each week: spells, not coins, so weeks hang together."""
        n, y = np.zeros(WEEKS, dtype=int), np.zeros(WEEKS, dtype=int)
        for year in years:
            own = self.starts(place, year)
            n += own
            rate = self.share(place, year) + 0.01 * np.sin(np.arange(WEEKS) / 9)
            y += self.rng.binomial(own, np.clip(rate, 0.01, 0.95))
        return n, y

    def yearly(self, years=range(2013, 2019)):
        parts = []
        for axis in ("calendar", "since_start"):
            for place, treated in enumerate(self.treated):
                for year in years:
                    n, y = self.weekly(place, [year])
                    parts.append(
                        pd.DataFrame(
                            {
                                "outcome": SERIES.outcome, "denominator": SERIES.denominator,
                                "axis": axis, "municipality": 101 + place, "treated": treated,
                                "year": year, "week": np.arange(1, WEEKS + 1), "n": n, "y": y,
                                "yy": y,
                            }
                        )
                    )  # fmt: skip
        return YEARLY_MOMENTS.conform(pd.concat(parts, ignore_index=True))

    def moments(self):
        parts = []
        for place, treated in enumerate(self.treated):
            for post, years in ((False, [2016]), (True, [2017, 2018])):
                n, y = self.weekly(place, years)
                parts.append(
                    pd.DataFrame(
                        {
                            "outcome": SERIES.outcome, "denominator": SERIES.denominator,
                            "municipality": 101 + place, "treated": treated, "post": post,
                            "week": np.arange(1, WEEKS + 1), "n": n, "y": y, "yy": y,
                        }
                    )
                )  # fmt: skip
        return MOMENTS.conform(pd.concat(parts, ignore_index=True))

    def static(self, years=range(2013, 2019)):
        rows = []
        for place, treated in enumerate(self.treated):
            for year in years:
                n = self.starts(place, year)
                unit = (101 + place, treated, year)
                later = self.older * treated * (year >= 2017)
                age = np.round(self.rng.normal(40 + 10 * later, 10, n)).astype(int)
                prior = self.rng.poisson(4, n)
                values = {"age": age, "prior_internship": prior}
                shares = {"lost_52": 0.02, **{f"state_52_{state}": 0.2 for state in STATES[:2]}}
                shares["state_52_dead"] = 0.001
                values |= {name: self.rng.binomial(1, p, n) for name, p in shares.items()}
                if treated and year >= 2017:
                    values["state_52_employment"] = self.rng.binomial(1, 0.35, n)
                rows.append((*unit, "starts", n, n, n))
                rows += [
                    (*unit, name, n, value.sum(), (value**2).sum())
                    for name, value in values.items()
                ]
        columns = ["municipality", "treated", "year", "variable", "n", "y", "yy"]
        return STATIC.conform(pd.DataFrame(rows, columns=columns))

    def yearly_risk(self, years=range(2013, 2019), weeks=RISK_WEEKS):
        """Weeks to a first internship: rates by municipality, participants' times the drift."""
        parts = []
        for scope in ("full", "before"):
            for place, treated in enumerate(self.treated):
                for year in years:
                    if scope == "before" and year > 2016:
                        continue
                    faster = np.exp(self.rate_drift * (year - 2013) * treated)
                    faster *= 1.6 if treated and year >= 2017 else 1.0
                    n = 4 * self.starts(place, year)
                    time = self.rng.exponential(150 / faster, n).astype(int)
                    last = min(46, weeks) if scope == "before" and year == 2016 else weeks
                    events = np.bincount(time[time < last], minlength=weeks + 1)
                    at_risk = n - np.concatenate([[0], np.cumsum(events)[:-1]])
                    at_risk[last:] = 0
                    censored = np.zeros(weeks + 1, dtype=int)
                    censored[last] = n - events.sum()
                    parts.append(
                        pd.DataFrame(
                            {
                                "municipality": 101 + place,
                                "group": "participants" if treated else "comparison",
                                "year": year, "scope": scope, "week": np.arange(weeks + 1),
                                "at_risk": at_risk, "events": events, "censored": censored,
                            }
                        )
                    )  # fmt: skip
        return YEARLY_RISK.conform(pd.concat(parts, ignore_index=True))

    def rate_ratio(self, risk):
        rows = risk[(risk["scope"] == "full") & (risk["year"] >= 2016)]
        rows = rows.assign(cohort=rows["year"].astype(str), post=rows["year"] > 2016)
        keys = ["municipality", "group", "post", "week"]
        summed = rows.groupby(keys, as_index=False)[["at_risk", "events", "censored"]].sum()
        cohort = np.where(summed["post"], "2017-18", "2016")
        return rate_ratios(summed.assign(cohort=cohort), INFERENCE, [])

    def balance(self, smd=0.05):
        rows = [
            ("participants_comparison_2016", "A", "A", "age", "Alder", "Age", smd),
            ("participants_2017_2018", "B", "B", "age", "Alder", "Age", 0.9),
        ]
        return pd.DataFrame(
            rows,
            columns=["contrast", "label_da", "label_en", "covariate", "cov_label_da",
                     "cov_label_en", "smd"],
        )  # fmt: skip

    def inputs(self, smd=0.05, years=range(2013, 2019)):
        moments = self.moments()
        endpoints, clusters = effect_tables(moments)
        tables = (self.yearly(years), self.static(years))
        risk = self.yearly_risk([2013])[:0]  # rates have their own tests: they take longer
        ratio = pd.DataFrame(columns=["term", "inference", "log_ratio"])
        return Inputs(moments, *tables, risk, self.balance(smd), endpoints, clusters, ratio)


def effect_tables(moments):
    """Tables ``endpoints`` and ``clusters``; the adjusted effect is the unadjusted one."""
    cells = Cells.of(moments, SERIES.outcome, SERIES.denominator)
    blocks = endpoint_blocks(WEEKS, [(1, 52), (53, 104)])
    endpoints, clusters = [], []
    for weighting in ("persons", "municipalities"):
        stack = Stack.of(cells, weighting)
        evaluated = evaluated_weeks(cells, stack, ENGINE.smallest_group)
        draws = Draws.of(stack, INFERENCE)
        ends = endpoint_table(stack, evaluated, blocks, INFERENCE, draws)
        rests = concentration_table(stack, evaluated, blocks)
        for adjustment in ("none", "full"):
            label = {
                "outcome": SERIES.outcome, "denominator": SERIES.denominator,
                "adjustment": adjustment, "weighting": weighting,
            }  # fmt: skip
            endpoints.append(ends.assign(**label))
            clusters.append(rests.assign(**label))
    return pd.concat(endpoints, ignore_index=True), pd.concat(clusters, ignore_index=True)
