"""Made-up tables on effects: endpoints, clusters, diagnostics, event study, heterogeneity."""

import math

import pandas as pd

MEASURES = (("internship", "in_programme"), ("hours", "started"), ("hours", "in_programme"))
BLOCKS = (("total", 1, 104), ("block_1", 1, 26), ("block_2", 27, 52), ("block_3", 53, 104))
METHODS = {"wild": 1.0, "cr1": 0.85, "cr2": 0.95, "cr3": 1.05, "randomisation": 1.02}
SPECIFICATIONS = {
    ("none", "persons"): 1.0, ("none", "municipalities"): 0.8,
    ("full", "persons"): 0.95, ("full", "municipalities"): 0.75,
}  # fmt: skip
PLACEBOS = ("placebo_2013_2014", "placebo_2014_2015", "placebo_2015_2016")
OWN = (*PLACEBOS, "placebo_joint", "negative_prior_internship", "overlap_cut", "equal_inflow",
       "since_start", "breakdown", "without_largest", "few_clusters", "adjustment", "weighting")  # fmt: skip
OF_COHORT = ("negative_lost", "balance_largest", "did_covariates", "did_inflow")
OF_RATE = ("placebo_rate_2015_2016", "placebo_rate_joint", "breakdown_rate", "robust_interval_rate")
FIRST_EVALUATED, ENOUGH = 4, 50
RULE = "Bestået: afvigelsen er højst 0,25 af effekten. Ellers forbehold."


def frames(
    effect: float, half: float, n: int, status: str, p_equal: float = 0.02
) -> dict[str, pd.DataFrame]:
    """The tables by name.

    `status` is that of the joint placebo test, `p_equal` that of equal spread without a project.
    """
    return {
        "endpoints": _endpoints(effect, half, n),
        "clusters": _clusters(effect),
        "diagnostics": _diagnostics(effect, status),
        "diagnostic_curves": _curves(),
        "event_study": _event_study(effect, half),
        "recovery": _recovery(),
        "heterogeneity": _heterogeneity(effect),
        "heterogeneity_summary": pd.DataFrame(
            [(o, d, 95, 17, 0.03, 0.01, 0.06, 31.2, 16, 0.012, effect, effect - half, effect + half,
              effect - 0.07, effect + 0.07, 0.01, p_equal, "REML") for o, d in MEASURES],
            columns=["outcome", "denominator", "week", "clusters", "tau", "tau_low", "tau_high",
                     "q", "df", "p_value", "mean", "mean_low", "mean_high", "prediction_low",
                     "prediction_high", "tau_comparison", "p_equal", "method"],
        ),
    }  # fmt: skip


def _recovery() -> pd.DataFrame:
    rows = [
        ("by_size", series, weighting, "total", method, 2000, 0.94, 0.005, 0.05, 0.004)
        for series in ("internship|in_programme", "hours|started")
        for weighting in ("persons", "municipalities")
        for method in ("wild", "cr1", "cr2")
    ]
    columns = ["deviations", "series", "weighting", "endpoint", "method", "worlds", "coverage",
               "coverage_mc_se", "size", "size_mc_se"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _endpoints(effect: float, half: float, n: int) -> pd.DataFrame:
    rows = []
    for outcome, denominator in MEASURES:
        for (adjustment, weighting), factor in SPECIFICATIONS.items():
            for name, first, last in BLOCKS:
                weeks = last - max(first, FIRST_EVALUATED) + 1 if n >= ENOUGH else 0
                mean = effect * factor if weeks else math.nan
                for method, width in METHODS.items():
                    reach = half * width * weeks if weeks else math.nan
                    total = mean * weeks
                    rows.append((
                        outcome, denominator, adjustment, weighting, name, first, last, weeks,
                        total, mean, method, reach / 2, 11.5, total - reach, total + reach,
                        0.002, (adjustment, weighting, method) == ("none", "persons", "wild"),
                    ))  # fmt: skip
    return pd.DataFrame(rows, columns=[
        "outcome", "denominator", "adjustment", "weighting", "endpoint", "first_week", "last_week",
        "weeks", "estimate", "mean", "method", "se", "df", "ci_low", "ci_high", "p_value",
        "headline",
    ])  # fmt: skip


def _clusters(effect: float) -> pd.DataFrame:
    rows = [
        (o, d, adjustment, weighting, name, 98, 17, 38.2, 5.4, 0.41, effect * 80, effect * 120)
        for o, d in MEASURES
        for adjustment, weighting in SPECIFICATIONS
        for name, *_ in BLOCKS
    ]
    return pd.DataFrame(rows, columns=[
        "outcome", "denominator", "adjustment", "weighting", "endpoint", "clusters", "treated",
        "effective_clusters", "effective_treated", "largest_leverage", "leave_one_low",
        "leave_one_high",
    ])  # fmt: skip


def _diagnostics(effect: float, status: str) -> pd.DataFrame:
    def row(outcome: str, denominator: str, name: str) -> tuple[object, ...]:
        missing = name in ("equal_inflow", "since_start")
        found = "not_evaluated" if missing else "pass"
        if name == "placebo_joint":
            found = status
        elif name == "few_clusters":
            found = "concern"
        estimate = math.nan if missing else effect / 5
        return (
            outcome, denominator, name, "Kontrol " + name.replace("_", " "), f"Diagnostic {name}", estimate, 0.1,
            *_ends(name, estimate), 0.4, "0.25", RULE, "The interval contains zero", found,
            "Ingen startår før projektet" if missing else "", "No years before" if missing else "",
        )  # fmt: skip

    rows = [row("", "", name) for name in OF_COHORT]
    rows += [row(o, d, name) for o, d in MEASURES for name in OWN]
    rows += [row("first_internship", "at_risk", name) for name in OF_RATE]
    return pd.DataFrame(rows, columns=[
        "outcome", "denominator", "id", "label_da", "label_en", "estimate", "se", "ci_low",
        "ci_high", "p_value", "threshold", "rule_da", "rule_en", "status", "why_da", "why_en",
    ])  # fmt: skip


def _ends(name: str, estimate: float) -> tuple[float, float]:
    """A joint test and a count of clusters have no interval."""
    if name in ("placebo_joint", "few_clusters"):
        return math.nan, math.nan
    return estimate - 0.2, estimate + 0.2


def _curves() -> pd.DataFrame:
    last = {"placebo_2013_2014": 104, "placebo_2014_2015": 100, "placebo_2015_2016": 47}
    rows = [
        (name, o, d, week, 0.01 * math.sin(week / 9), 0.01 * math.sin(week / 9) - 0.03,
         0.01 * math.sin(week / 9) + 0.03)
        for name in (*PLACEBOS, "equal_inflow", "since_start")
        for o, d in MEASURES
        for week in range(3, last.get(name, 104) + 1)
    ]  # fmt: skip
    return pd.DataFrame(
        rows, columns=["id", "outcome", "denominator", "week", "estimate", "ci_low", "ci_high"]
    )


def _event_study(effect: float, half: float) -> pd.DataFrame:
    rows = []
    for o, d in MEASURES:
        for year in range(2013, 2019):
            reference, value = year == 2016, effect if year > 2016 else 0.005 * (2014 - year)
            ends = (
                (0.0, 0.0, 0.0, 0.0) if reference else (value, half / 2, value - half, value + half)
            )
            rows.append((o, d, year, *ends, reference, 1, 47))
    return pd.DataFrame(rows, columns=[
        "outcome", "denominator", "year", "estimate", "se", "ci_low", "ci_high", "reference",
        "first_week", "last_week",
    ])  # fmt: skip


def _heterogeneity(effect: float) -> pd.DataFrame:
    rows = []
    for o, d in MEASURES:
        for place in range(17):
            raw = effect + 0.012 * (8 - place)
            shrunken, reach = effect + 0.006 * (8 - place), 0.03 + 0.004 * (place % 5)
            rows.append((
                o, d, f"Kommune {chr(65 + place)}", raw, raw - 2 * reach, raw + 2 * reach,
                shrunken, shrunken - reach, shrunken + reach,
            ))  # fmt: skip
    return pd.DataFrame(rows, columns=[
        "outcome", "denominator", "label", "effect", "ci_low", "ci_high", "shrunken",
        "shrunken_low", "shrunken_high",
    ])  # fmt: skip
