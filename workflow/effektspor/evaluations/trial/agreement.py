"""How often the trial's file and the register say the same of a person's status at the end."""

from collections.abc import Iterator

import pandas as pd

from effektspor.cohort.waiting.tables import (
    ASSISTANCE,
    FLEXJOB,
    OTHER,
    PENSION,
    SELF_SUPPORT,
    WAITING,
)
from effektspor.cohort.withhold import withhold
from effektspor.evaluations.trial.arms import ALL

SAME = {
    "flexjob": FLEXJOB,
    "ledighedsydelse": WAITING,
    "disability_pension": PENSION,
    "social_assistance": ASSISTANCE,
    "self_support": SELF_SUPPORT,
    "fleksydelse": OTHER,
}
"""State of the register that a status means. Who moved is not compared: no benefit says so."""
TOLD = ("flexjob", "ledighedsydelse", "disability_pension")
AGREEMENT, OTHERS = "agreement", "others"
END = "project_end"


def meant(status: str) -> str:
    """State that the register should have; a status that it does not know stands for itself."""
    return SAME.get(status, status)


def agreement_rows(
    told: "pd.Series[str]", known: "pd.Series[str]", min_cell: int
) -> Iterator[dict[str, object]]:
    """Persons of whom both sources say the same, of all and of each status in the file.

    Parameters
    ----------
    told, known
        Status by the file and state by the register, each by key; who is in one only does not count.
    """
    both = pd.DataFrame({"told": told, "known": known}).dropna()
    both = both[both["told"].isin(list(SAME))]
    agree = both["told"].map(SAME) == both["known"]
    status = both["told"].where(both["told"].isin(TOLD), OTHERS)
    rows = [
        {"status": name, "agree": own, "n": int((inside & (agree == own)).sum())}
        for name, inside in (
            (ALL, pd.Series(True, both.index)),
            *((each, status == each) for each in (*TOLD, OTHERS)),
        )
        for own in (True, False)
    ]
    table = pd.DataFrame(rows)
    shown = withhold(table, [["status"], ["agree"]], min_cell)
    of = table.groupby("status")["n"].sum()
    for row in shown[shown["agree"] & (shown["status"] != OTHERS)].to_dict("records"):
        yield {
            "date": END, "source": AGREEMENT, "arm": ALL, "status": row["status"], "n": row["n"],
            "of": int(of[row["status"]]), "withheld": row["withheld"],
        }  # fmt: skip
