"""How stays end without the event: competing causes by weeks since the start.

A stay that ends after its week w was at risk of the event in that week, and ends by its cause in
it. So in each week some of those at risk have the event, some end by another cause, and some are
censored when the next week begins: the ends by other causes in week w are among those that the risk
table, which knows the event only, has as censored in week w + 1.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from effektspor.errors import EstimationError
from effektspor.estimators.survival import CLUSTER
from effektspor.tables import Column, Table

EVENT = "internship"
CAUSES = Table(
    "causes",
    "First internships and ends of the stay without one",
    (
        Column("municipality", "int16", "municipality number: the cluster"),
        Column("group", "str", "participants or comparison"),
        Column("cohort", "str", "cohort of the start"),
        Column("post", "bool", "whether the cohort is the later one"),
        Column(
            "week", "int16",
            "full weeks since the start, from 0; of an end the last week of the stay, in which the "
            "start is at risk in table risk",
        ),
        Column(
            "cause", "str",
            "internship (as events of table risk) or the cause of the state after the stay",
        ),
        Column("events", "int32", "course starts; weeks without any are left out"),
    ),
    key=("municipality", "cohort", "week", "cause"),
)  # fmt: skip
KEYS = [*CLUSTER, "week", "cause"]


def cause_counts(cohort: pd.DataFrame) -> pd.DataFrame:
    """Count first events and ends of the stay by cause.

    Parameters
    ----------
    cohort
        One row per course start: the columns `CLUSTER`, start_week, end_week, event_week (-1 where
        none), last_week and `cause`, that of an end before the data end.

    Returns
    -------
    DataFrame
        `CAUSES`.
    """
    start = cohort["start_week"].to_numpy(dtype=np.int64)
    event = cohort["event_week"].to_numpy(dtype=np.int64)
    end = np.minimum(cohort["end_week"].to_numpy(), cohort["last_week"].to_numpy())
    happened = (event >= 0) & (event < end)
    counted = cohort[CLUSTER].assign(
        week=np.where(happened, event, end.astype(np.int64) - 1) - start,
        cause=np.where(happened, EVENT, cohort["cause"]),
        events=1,
    )
    ended = happened | (end < cohort["last_week"].to_numpy())
    return add_causes([counted[ended]])


def add_causes(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """`CAUSES` of all shards."""
    summed = pd.concat(list(parts)).groupby(KEYS, as_index=False)[["events"]].sum()
    return CAUSES.conform(summed)


def with_causes(causes: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """`CAUSES` with a row of no events for each named cause that nobody's stay ended by.

    A cause that could have come and did not has incidence 0; left out it would have none at all.
    """
    absent = sorted(set(names) - set(causes["cause"]))
    if causes.empty or not absent:
        return causes
    rows = pd.concat([causes.iloc[[0]]] * len(absent)).assign(cause=absent, events=0)
    return CAUSES.conform(pd.concat([causes, rows]))


def refuse_other_exits(causes: pd.DataFrame, risk: pd.DataFrame) -> None:
    """Stop unless causes and risk table count the same internships and the same ends.

    Raises
    ------
    EstimationError
        A defect of the pipeline.
    """
    is_event = causes["cause"] == EVENT
    cells = ["municipality", "cohort", "week"]
    events = _positive(causes[is_event], cells, "events")
    ends = causes[~is_event].assign(week=causes["week"] + 1)
    censored = risk.set_index(cells)["censored"]
    ended = _positive(ends, cells, "events")
    too_many = ended > censored.reindex(ended.index, fill_value=0)
    if not events.equals(_positive(risk, cells, "events")) or too_many.any():
        raise EstimationError(
            "Causes of exit and risk table count different course starts",
            where="tables causes and risk",
            todo="Report this as a defect; the numbers of one study must reconcile.",
        )


def _positive(frame: pd.DataFrame, cells: Sequence[str], counted: str) -> "pd.Series[int]":
    """Counts of the cells that have any."""
    summed = frame.groupby(list(cells))[counted].sum().astype("int64").rename("events")
    return summed[summed > 0]
