"""Where everyone was at the end of the project, by the trial and by the register, and later.

The register knows a person's benefit on a day and nothing of a move; it is read in the last month
that is not after the day asked for.
"""

from collections.abc import Collection, Iterable, Iterator

import pandas as pd

from effektspor.cohort.waiting.tables import (
    DEAD,
    EMIGRATED,
    FLEXJOB,
    PENSION,
    STATES,
    TRIAL,
    WAITING,
)
from effektspor.cohort.withhold import withhold
from effektspor.evaluations.masking import SHOWN as TOLD
from effektspor.evaluations.masking import mask_parts
from effektspor.evaluations.trial.agreement import agreement_rows, meant
from effektspor.evaluations.trial.arms import ALL, ARMS
from effektspor.evaluations.trial.inference import SHOWN, WITHHELD

END, LATER = "project_end", "status_date"
FILE, REGISTER = "trial_file", "register"
FOLLOWED, KEPT = "followed", "flexjob_kept"
TRIAL_STATES = (
    "flexjob", "ledighedsydelse", "disability_pension", "moved", "social_assistance",
    "self_support", "fleksydelse",
)  # fmt: skip
COLUMNS = ["date", "source", "arm", "status", "n", "of", "share", "state"]
GROUPS = (ALL, *ARMS)


def status_table(
    persons: pd.DataFrame, people: pd.DataFrame, months: pd.DataFrame, at: dict[str, int],
    min_cell: int,
) -> pd.DataFrame:  # fmt: skip
    """Persons by status, source, date and arm.

    Parameters
    ----------
    persons
        `effektspor.trial.tables.PERSONS`.
    people, months
        `effektspor.cohort.waiting.tables`.
    at
        Month of `END` and of `LATER`.

    Returns
    -------
    DataFrame
        `COLUMNS`. At the end of the project both sources stand side by side, and ``agreement``
        counts those of whom both say the same. At the later date `FOLLOWED` are those who neither
        died nor left the country, and `KEPT` those who then have a flexjob among those who had one
        at the end, by the register. Small counts are withheld with those that would give them away:
        others of the arm, other arms, and the other source. What the file and the register differ by
        is the benefit of those who moved: where few of them have one, the register's count of it is
        withheld.
    """
    end, later = (register_states(people, months, month) for month in (at[END], at[LATER]))
    named = persons.set_index("person")[["arm", "end_status"]]
    blocks = [
        _counts(END, FILE, named["end_status"], named["arm"], TRIAL_STATES),
        _counts(END, REGISTER, end["state"], end["arm"], STATES),
        _counts(LATER, REGISTER, later["state"], later["arm"], STATES),
    ]
    counts = pd.concat(blocks, ignore_index=True)
    counts["state"] = counts["status"].where(counts["source"] != FILE, counts["status"].map(meant))
    # The outcomes of the draw tell these by arm.
    counts["keep"] = (counts["date"] == END) & counts["status"].isin([FLEXJOB, PENSION, WAITING])
    counts["hide"] = _of_movers(counts, min_cell)
    # The file may tell what the register then does not.
    counts["state"] = counts["state"].mask(counts["hide"], counts["state"] + " of movers")
    lines = [["date", "source", "arm"], ["date", "source", "status"], ["date", "arm", "state"]]
    shown = withhold(counts, lines, min_cell)
    shown["of"] = counts.groupby(["date", "source", "arm"])["n"].transform("sum")
    hidden = shown[(shown["date"] == END) & shown["withheld"]]
    had = end["state"] == FLEXJOB
    extra = [
        *_parts(FOLLOWED, ~later["state"].isin([DEAD, EMIGRATED]), later["arm"], min_cell),
        *_without(
            _parts(KEPT, later["state"][had] == FLEXJOB, later["arm"][had], min_cell),
            "arm", set(hidden.loc[hidden["status"] == FLEXJOB, "arm"]),
        ),
        *_without(
            agreement_rows(named["end_status"], end["state"], min_cell),
            "status",
            set(hidden.loc[(hidden["arm"] == ALL) & (hidden["source"] == FILE), "status"]),
        ),
    ]  # fmt: skip
    table = pd.concat([shown, pd.DataFrame(extra)], ignore_index=True)
    table["n"] = table["n"].astype("Float64").astype("float64")
    table["share"] = table["n"] / table["of"].where(table["of"] > 0)
    table["state"] = table["withheld"].map({True: WITHHELD, False: SHOWN})
    return table[COLUMNS]


def withheld_states(status: pd.DataFrame) -> frozenset[str]:
    """States that `status_table` withholds of anybody at the project's end by the register."""
    register = (status["date"] == END) & (status["source"] == REGISTER)
    return frozenset(status.loc[register & (status["state"] == WITHHELD), "status"])


def register_states(people: pd.DataFrame, months: pd.DataFrame, month: int) -> pd.DataFrame:
    """Arm and state of the trial's persons in a month, by key."""
    trial = people[people["group"] == TRIAL]
    states = months[months["month"] == month].set_index("id")["state"]
    return pd.DataFrame(
        {"arm": trial["arm"].to_numpy(), "state": trial["id"].map(states).to_numpy()},
        index=pd.Index(trial["person"], name="person"),
    )


def _of_movers(counts: pd.DataFrame, min_cell: int) -> "pd.Series[bool]":
    """Counts of the register that lie few persons from the file's, and those that would tell them."""
    hidden: set[str] = set()
    end = counts[counts["date"] == END]
    for group in GROUPS:
        own = end[end["arm"] == group].set_index("state")
        told, known = (own.loc[own["source"] == each, "n"] for each in (FILE, REGISTER))
        apart = known.sub(told.groupby(level=0).sum(), fill_value=0).reindex(known.index)
        apart = apart[apart != 0].abs().astype(int)
        marks = mask_parts(apart.tolist(), min_cell)
        hidden |= {
            str(state) for state, mark in zip(apart.index, marks, strict=True) if mark != TOLD
        }
    # In every group: one of them would tell another.
    register = (counts["date"] == END) & (counts["source"] == REGISTER)
    return register & counts["status"].isin(hidden)


def _counts(
    date: str, source: str, status: pd.Series, arm: pd.Series, order: tuple[str, ...]
) -> pd.DataFrame:
    """Persons by group and status; all groups have all statuses."""
    rows = [
        {
            "date": date, "source": source, "arm": group, "status": each,
            "n": int(((status == each) & ((arm == group) | (group == ALL))).sum()),
        }
        for group in GROUPS
        for each in order
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _parts(
    status: str, has: "pd.Series[bool]", arm: pd.Series, min_cell: int
) -> Iterator[dict[str, object]]:
    """Those of each group who have something, few of either side withheld."""
    table = pd.DataFrame(
        [
            {"arm": group, "has": own, "n": int(((has == own) & inside).sum())}
            for group in GROUPS
            for inside in [(arm == group) | (group == ALL)]
            for own in (True, False)
        ]
    )
    shown = withhold(table, [["arm"], ["has"]], min_cell)
    of = table.groupby("arm")["n"].sum()
    for row in shown[shown["has"]].to_dict("records"):
        yield {
            "date": LATER, "source": REGISTER, "arm": row["arm"], "status": status, "n": row["n"],
            "of": int(of[row["arm"]]), "withheld": row["withheld"],
        }  # fmt: skip


def _without(
    rows: Iterable[dict[str, object]], key: str, hidden: Collection[str]
) -> Iterator[dict[str, object]]:
    """Rows without those numbers whose base is withheld in the table."""
    for row in rows:
        if row[key] in hidden:
            yield {**row, "n": None, "of": None, "withheld": True}
        else:
            yield row
