"""What a study's persons would let one estimate: counts only, no effect and no model."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.cohort.attrition import GROUPS, count_column
from effektspor.config.comparison import Comparison
from effektspor.estimators.curves import FEWEST_CLUSTERS, evaluated_weeks, group_counts
from effektspor.estimators.moments import MOMENTS, Cells
from effektspor.estimators.stack import Stack
from effektspor.estimators.static import STATIC
from effektspor.estimators.survival import RISK
from effektspor.estimators.yearly import YEARLY_MOMENTS
from effektspor.evaluations.diagnostics.finding import Series
from effektspor.evaluations.diagnostics.numbers import Engine, mean_weights
from effektspor.evaluations.diagnostics.placebo import pairs_of
from effektspor.evaluations.diagnostics.starts import STARTS


@dataclass(frozen=True)
class Weeks:
    """Weeks of one outcome that can be evaluated.

    Attributes
    ----------
    evaluated
        Calendar weeks, ascending.
    why_not
        Why other weeks cannot be, in words.
    placebo
        Pairs of start years before the project with weeks that can be evaluated.
    """

    series: Series
    evaluated: tuple[int, ...]
    why_not: tuple[str, ...]
    placebo: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Outlook:
    """What would be estimated on how many.

    Attributes
    ----------
    steps
        Danish label, English label and number left after each step of the selection.
    starts, events
        Course starts, and those of them with the event that is waited for, by group and cohort.
    municipalities
        Municipalities by group: all of them with starts, and those with starts in both cohorts.
    placebo_starts
        Starts of each placebo year by group.
    """

    steps: tuple[tuple[str, int], ...]
    starts: dict[tuple[str, str], int]
    events: dict[tuple[str, str], int]
    municipalities: dict[str, tuple[int, int]]
    placebo_starts: dict[int, dict[str, int]]
    outcomes: tuple[Weeks, ...]


def outlook_of(study: Comparison, attrition: pd.DataFrame, folder: Path) -> Outlook:
    """Count, from the sums over persons.

    Parameters
    ----------
    attrition
        Counts of `cohort.attrition`.
    folder
        Where ``moments``, ``risk``, ``yearly_moments`` and ``static`` are.
    """
    moments = MOMENTS.read(folder / "moments.parquet", [c.name for c in MOMENTS.columns])
    yearly = YEARLY_MOMENTS.read(folder / "yearly_moments.parquet")
    static = STATIC.read(folder / "static.parquet")
    risk = RISK.read(folder / "risk.parquet")
    ids = (study.cohorts.pre.id, study.cohorts.post.id)
    last = attrition.iloc[-1]
    cells = [(group, cohort) for group in GROUPS for cohort in ids]
    events = risk.groupby(["group", "cohort"])["events"].sum()
    return Outlook(
        tuple(zip(attrition["label_en"], attrition["n_after"].astype(int), strict=True)),
        {cell: int(last[count_column(*cell)]) for cell in cells},
        {cell: int(events.get(cell, 0)) for cell in cells},
        {group: _municipalities(risk, group) for group in GROUPS},
        {year: _starts_of(static, year) for year in study.cohorts.placebo_years},
        tuple(
            _weeks(study, moments, yearly, Series(each.outcome, each.denominator))
            for each in study.outcomes
        ),
    )


def _municipalities(risk: pd.DataFrame, group: str) -> tuple[int, int]:
    rows = risk.loc[(risk["group"] == group) & (risk["week"] == 0), ["municipality", "cohort"]]
    cohorts = rows.drop_duplicates().groupby("municipality").size()
    return len(cohorts), int((cohorts == 2).sum())


def _starts_of(static: pd.DataFrame, year: int) -> dict[str, int]:
    rows = static[(static["variable"] == STARTS) & (static["year"] == year)]
    counts = rows.groupby("treated")["n"].sum()
    return {group: int(counts.get(group == GROUPS[0], 0)) for group in GROUPS}


def _weeks(study: Comparison, moments: pd.DataFrame, yearly: pd.DataFrame, series: Series) -> Weeks:
    how = study.estimation
    chosen = (moments["outcome"] == series.outcome) & (moments["denominator"] == series.denominator)
    if moments[chosen]["post"].nunique() < 2:
        return Weeks(series, (), ("one of the cohorts has nobody",), ())
    cells = Cells.of(moments, series.outcome, series.denominator)
    stack = Stack.of(cells, how.weighting)
    good = evaluated_weeks(cells, stack, how.smallest_group)
    engine = Engine.of(how)
    pairs = pairs_of(yearly, series, study.cohorts, engine)
    return Weeks(
        series,
        tuple(int(week) for week in cells.weeks[good]),
        () if good.all() else tuple(_reasons(cells, stack, how.smallest_group)),
        tuple(
            pair.years
            for pair in pairs
            if mean_weights(pair.cells, pair.stack, how.smallest_group).any()
        ),
    )


def _reasons(cells: Cells, stack: Stack, smallest: int) -> Sequence[str]:
    """What keeps weeks from being evaluated, with the number of weeks, the commonest first."""
    few_persons = group_counts(cells).min(axis=1).to_numpy() < smallest
    arms = [stack.contributing[arm].sum(axis=0) for arm in (stack.treated, ~stack.treated)]
    few_places = np.minimum(*arms) < FEWEST_CLUSTERS
    rest = ~few_persons & ~few_places & ~evaluated_weeks(cells, stack, smallest)
    told = (
        (few_persons, f"fewer than {smallest} persons in a group and cohort"),
        (few_places & ~few_persons, f"fewer than {FEWEST_CLUSTERS} municipalities in a group"),
        (rest, "too few who have the outcome, or who do not, in a group and cohort"),
    )
    counted = sorted(((int(weeks.sum()), why) for weeks, why in told), reverse=True)
    weeks = {1: "1 week"}
    return [f"{weeks.get(count, f'{count} weeks')}: {why}" for count, why in counted if count]
