"""Where the starts of the cohorts are after some weeks, and from where to where they went."""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from effektspor.cohort.state_list import PROGRAMME, labels_of_states
from effektspor.cohort.withhold import withhold
from effektspor.errors import EstimationError

CELL = ["group", "cohort"]
EXITS = [*CELL, "weeks", "state"]
FLOWS = [*CELL, "from_weeks", "from_state", "to_weeks", "to_state"]


def exit_counts(cohort: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    """Starts of one shard by group, cohort, weeks since the start and state: `EXITS` and n.

    Parameters
    ----------
    cohort
        `COHORT` of the two cohorts.
    states
        `STATES`; those of other starts are left out.
    """
    joined = states.merge(cohort[["start", *CELL]], on="start", validate="many_to_one")
    return joined.assign(n=1).groupby(EXITS, as_index=False)[["n"]].sum()


def flow_counts(cohort: pd.DataFrame, states: pd.DataFrame, weeks: Sequence[int]) -> pd.DataFrame:
    """Starts of one shard by the state at one time and at the next: `FLOWS` and n.

    The first time is the start, when all are in the programme; only starts that are seen at the
    later time count.
    """
    known = states[["start", "weeks", "state"]]
    begin = cohort[["start"]].assign(weeks=0, state=PROGRAMME)
    known = pd.concat([begin, known], ignore_index=True)
    parts = []
    for before, after in pairwise([0, *weeks]):
        earlier, later = (
            known[known["weeks"] == at].set_index("start").add_prefix(prefix)
            for at, prefix in ((before, "from_"), (after, "to_"))
        )
        both = earlier.join(later, how="inner").reset_index()
        joined = both.merge(cohort[["start", *CELL]], on="start", validate="one_to_one")
        parts.append(joined.assign(n=1).groupby(FLOWS, as_index=False)[["n"]].sum())
    return pd.concat(parts, ignore_index=True)


def refuse_leaks(exits: pd.DataFrame, flows: pd.DataFrame) -> None:
    """Stop unless the flows into each state are the starts that are there.

    Raises
    ------
    EstimationError
        A defect of the pipeline.
    """
    into = flows.rename(columns={"to_weeks": "weeks", "to_state": "state"})
    arrived = into.groupby(EXITS)["n"].sum()
    there = exits.groupby(EXITS)["n"].sum()
    if not arrived.sort_index().equals(there.sort_index()):
        raise EstimationError(
            "Flows between states do not add up to the starts in each state",
            where="tables exits and flows",
            todo="Report this as a defect; the numbers of one study must reconcile.",
        )


def exits_table(
    parts: Sequence[pd.DataFrame], states: pd.DataFrame, weeks: Sequence[int], min_cell: int
) -> pd.DataFrame:
    """Starts in each state, each state of each group, cohort and week once.

    Parameters
    ----------
    parts
        What `exit_counts` gives for each shard.
    states
        The list of states.
    min_cell
        Smallest number that is shown.

    Returns
    -------
    DataFrame
        Columns group, cohort, weeks, state, label_da, label_en, n (missing where withheld), of
        (starts seen at that week) and withheld.
    """
    summed = pd.concat(parts).groupby(EXITS)["n"].sum()
    cells = summed.index.droplevel(["weeks", "state"]).unique()
    every = [(*cell, at, state) for cell in cells for at in weeks for state in states["state"]]
    index = pd.MultiIndex.from_tuples(every, names=EXITS)
    table = summed.reindex(index, fill_value=0).reset_index()
    table["of"] = table.groupby([*CELL, "weeks"])["n"].transform("sum")
    labels = labels_of_states(states, list(table["state"])).reset_index(drop=True)
    for place, name in enumerate(("label_da", "label_en"), start=4):
        table.insert(place, name, labels[name])
    return withhold(table, [[*CELL, "weeks"]], min_cell)


def flows_table(parts: Sequence[pd.DataFrame], states: pd.DataFrame, min_cell: int) -> pd.DataFrame:
    """Starts that went from one state to another between two times, to the nearest `min_cell`.

    Most ways are of few, and the sums of those from and to a state stand in the table of exits: with
    exact numbers the few would follow by subtraction, or nearly all would have to be withheld.

    Returns
    -------
    DataFrame
        Columns group, cohort, from_weeks, from_state, to_weeks, to_state, n (a multiple of
        `min_cell`; missing where fewer), of (starts seen at the later time) and withheld; in the
        order of the list.
    """
    table = pd.concat(parts).groupby(FLOWS, as_index=False)[["n"]].sum()
    rank = {state: place for place, state in enumerate(states["state"])}
    order = table.assign(
        from_state=table["from_state"].map(rank), to_state=table["to_state"].map(rank)
    )
    table = table.loc[order.sort_values(FLOWS).index].reset_index(drop=True)
    table["of"] = table.groupby([*CELL, "from_weeks", "to_weeks"])["n"].transform("sum")
    few = table["n"] < min_cell
    rounded = (table["n"] + min_cell // 2) // min_cell * min_cell
    return table.assign(n=rounded.astype("Int64").mask(few), withheld=few)
