"""The ledger of ingest by source, check and year, with small counts hidden."""

from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.evaluations.masking import COMPLEMENT, SHOWN, SMALL
from effektspor.registers.checks import CHECKS, REDUCING
from effektspor.registers.quality import NO_YEAR, Ledger

ALL = "all"
ROWS_OUT = "rows_out"
"""The last line of a source and year: what its checks have left."""
COHORT = "cohort"
"""The source of counts made when the tables that ingest has written are read again."""
NOBODYS = ("columns", "waves")
"""Units whose small counts tell of nobody."""
LEFT_DA, LEFT_EN = "Rækker tilbage", "Rows left"
COLUMNS = [
    "source", "year", "check", "label_da", "label_en", "action", "unit", "n_before", "n_affected",
    "n_after", "hidden",
]  # fmt: skip
_CHAIN = ["source", "year"]


def by_check(quality: pd.DataFrame, min_cell: int) -> pd.DataFrame:
    """Counts of all files of a source together: each year, then all years.

    A hidden loss of rows hides what is left after it in the same year, and a hidden year hides the
    sum of the years; so no hidden count is the difference of printed ones.

    Parameters
    ----------
    quality
        `effektspor.registers.quality.QUALITY`.
    min_cell
        Counts of rows and cells from 1 to one below it are hidden, not those of `NOBODYS`.

    Returns
    -------
    DataFrame
        `COLUMNS`: year is a year or `ALL`; n_before, n_affected and n_after are missing where
        hidden; hidden says why n_affected is (`masking`). The checks of a source and year end with
        `ROWS_OUT`, whose n_affected is the number of rows left; after it comes what was found in
        those when the cohorts were made.
    """
    later = quality["source"] == COHORT
    ingest = quality[~later]
    yearly = _hide(_chained(ingest, by_year=True), min_cell)
    whole = _hide(_chained(ingest, by_year=False), min_cell)
    covered = yearly[yearly["hidden"] != SHOWN].set_index(["source", "check"]).index
    told = whole["hidden"] == SHOWN
    also = pd.MultiIndex.from_frame(whole[["source", "check"]]).isin(covered)
    whole["hidden"] = whole["hidden"].mask(told & also, COMPLEMENT)
    whole["year"] = ALL
    yearly = yearly[yearly["year"] != NO_YEAR].astype({"year": str})
    lines = _blank(pd.concat([yearly, whole]))
    lines = pd.concat([lines, _found_later(quality[later], lines, min_cell)])
    return lines.sort_values("source", kind="stable", ignore_index=True)[COLUMNS]


def _chained(quality: pd.DataFrame, *, by_year: bool) -> pd.DataFrame:
    """Counts of check, source and, if so asked, year; each chain starts with the rows read."""
    ledger = Ledger()
    for row in quality.to_dict("records"):
        year = int(row["year"]) if by_year else None
        ledger.step(str(row["check"]), str(row["source"]), "", year, int(row["n_affected"]))
    return ledger.frame().drop(columns="file")


def _hide(lines: pd.DataFrame, min_cell: int) -> pd.DataFrame:
    """Say of each line whether its count is small, or leaves a small count when subtracted."""
    few = lines["n_affected"].between(1, min_cell - 1) & ~lines["unit"].isin(NOBODYS)
    leaves_few = lines["action"].isin(REDUCING) & lines["n_after"].between(1, min_cell - 1)
    hidden = np.select([few, leaves_few], [SMALL, COMPLEMENT], SHOWN)
    return lines.assign(hidden=hidden)


def _blank(lines: pd.DataFrame) -> pd.DataFrame:
    """Take hidden counts out, and with them everything that rests on them; add what is left."""
    reads = lines["action"] == "read"
    hidden = lines["hidden"] != SHOWN
    lost = hidden & (reads | lines["action"].isin(REDUCING))
    after = lost.groupby([lines[key] for key in _CHAIN]).cumsum().astype(bool)
    before = after.where(reads, after.shift(fill_value=False))
    left = _labelled(lines).assign(
        n_before=lines["n_before"].astype("Int64").mask(before),
        n_affected=lines["n_affected"].astype("Int64").mask(hidden),
        n_after=lines["n_after"].astype("Int64").mask(after),
    )
    out = left.drop_duplicates(_CHAIN, keep="last")
    out = out.assign(
        check=ROWS_OUT, action="left", unit="rows", label_da=LEFT_DA, label_en=LEFT_EN,
        n_before=out["n_after"], n_affected=out["n_after"],
        hidden=np.where(out["n_after"].isna(), COMPLEMENT, SHOWN),
    )  # fmt: skip
    order = {check: place for place, check in enumerate([*CHECKS, ROWS_OUT])}
    return (
        pd.concat([left, out], ignore_index=True)
        .sort_values(
            ["source", "check", "year"],
            key=lambda column: column.map(order) if column.name == "check" else column,
            kind="stable",
            ignore_index=True,
        )[COLUMNS]
    )  # fmt: skip


def _found_later(quality: pd.DataFrame, lines: pd.DataFrame, min_cell: int) -> pd.DataFrame:
    """What was found in the rows left, put under the source that the table was made from."""
    found = quality[quality["check"] != "read"]
    source = found["file"].map(lambda file: Path(file).stem)
    found = _labelled(_hide(found.assign(source=source, year=ALL), min_cell))
    out = lines[(lines["check"] == ROWS_OUT) & (lines["year"] == ALL)]
    rows = found["source"].map(out.set_index("source")["n_affected"]).astype("Int64")
    hidden = found["hidden"] != SHOWN
    counts = found["n_affected"].astype("Int64").mask(hidden)
    return found.assign(n_before=rows, n_affected=counts, n_after=rows)[COLUMNS]


def _labelled(lines: pd.DataFrame) -> pd.DataFrame:
    return lines.assign(
        label_da=lines["check"].map(lambda check: CHECKS[check].label_da),
        label_en=lines["check"].map(lambda check: CHECKS[check].label_en),
    )
