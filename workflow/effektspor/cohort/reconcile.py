"""One n for all: the attrition flow, every table and every model count the same course starts."""

import pandas as pd

from effektspor.cohort.attrition import GROUPS, count_column
from effektspor.cohort.follow_up import END_OF_DATA
from effektspor.errors import EstimationError

CELL = ["group", "cohort"]


def reconcile(
    attrition: pd.DataFrame,
    baseline: pd.DataFrame,
    follow_up: pd.DataFrame,
    risk: pd.DataFrame,
    moments: pd.DataFrame,
    *,
    weeks: int,
) -> None:
    """Stop unless the last step of the attrition flow is the n of every table and model.

    The survival analysis begins with all starts. The last week of the calendar counts, among all
    who have started, everyone but those who start in that very week (and those lost to follow-up,
    where they leave the denominators); among those in the programme, the stays that reach the end
    of the data.

    Parameters
    ----------
    attrition, baseline, follow_up, risk, moments
        Tables of all shards.
    weeks
        Last calendar week.

    Raises
    ------
    EstimationError
        With the group and cohort whose numbers differ: a defect of the pipeline.
    """
    last = attrition.iloc[-1]
    _same({int(last["n_after"]), int(follow_up["n"].sum())}, "all groups and cohorts")
    begin = risk[risk["week"] == 0]
    final = moments[moments["week"] == weeks]
    series = moments[["outcome", "denominator"]].drop_duplicates()
    posts = dict(zip(risk["cohort"], risk["post"], strict=True))
    for group, cohort in baseline[CELL].drop_duplicates().itertuples(index=False, name=None):
        where = f"{group}, {cohort}"
        ends = _of(follow_up, group, cohort)
        counts = {int(last[count_column(group, cohort)]), *_of(baseline, group, cohort)["n"]}
        counts |= {int(ends["n"].sum()), int(_of(begin, group, cohort)["at_risk"].sum())}
        _same(counts, where)
        expected = {
            "started": int(ends["n_started"].sum()),
            "in_programme": int(ends.loc[ends["reason"] == END_OF_DATA, "n"].sum()),
        }
        treated, post = group == GROUPS[0], posts[cohort]
        own = final[(final["treated"] == treated) & (final["post"] == post)]
        for outcome, denominator in series.itertuples(index=False, name=None):
            chosen = (own["outcome"] == outcome) & (own["denominator"] == denominator)
            n = int(own.loc[chosen, "n"].sum())
            _same({expected[denominator], n}, f"{where}, {denominator} in the last week")


def _of(table: pd.DataFrame, group: str, cohort: str) -> pd.DataFrame:
    return table[(table["group"] == group) & (table["cohort"] == cohort)]


def _same(counts: set[int], where: str) -> None:
    if len(counts) != 1:
        raise EstimationError(
            f"Attrition flow, tables and models differ in n: {sorted(counts)}",
            where=where,
            todo="Report this as a defect; the numbers of one study must reconcile.",
        )
