"""Fidelity tables 1-3 of BRF from their published cells: change, mark, counts and plain means.

Source of the rule: the note under each table (pages 20-22 of the file). The end measurement is
green for a rise of more than 5 percentage points, red for a fall of more than 5, yellow in between
with both ends included. The limits are read from the published notes, table by table. The printed
colours are lost, so the marks are recomputed from the rule and cannot be compared with the print.
"""

import re
from dataclasses import dataclass

import pandas as pd

from effektspor.errors import InputError

COLUMNS = (
    "table", "unit_id", "unit_label", "element", "element_label_da", "start", "slut", "change",
    "mark", "unit", "start_item", "slut_item", "pages",
)  # fmt: skip
MARKS = ("green", "yellow", "red")
TABLES = (1, 2, 3)
TOTAL = "total"
ELEMENTS = {
    "prep": "Systematisk tilgang til forberedelse og inddragelse af borger",
    "ready": "Parathed og kompetence til at inddrage borger og sætte fokus på job og uddannelse",
    "referral": "Indstillinger til ressourceforløb med tydeligt fokus på job- og uddannelsesmål",
    "plan": "Indsatsplan udarbejdes sammen med borger og indeholder et klart job- eller "
    "uddannelsesmål",
    "cv": "CV som synliggør borgerens ressourcer, erfaringer og evner - fra start og med løbende "
    "justering",
    "followup": "Systematisk opfølgning på og opdatering af indsatsplan",
    "match": "Kommunen understøtter gode match mellem borger og virksomhed og koordination mellem "
    "centrale aktører",
}
"""The rows of tables 1 and 2 as printed (pages 20-21); table 3 shortens some of them."""

ROLES = {
    "leader": "Leder",
    "projectleader": "Projektleder",
    "caseworker": "Sagsbehandler",
    "consultant": "Virksomhedskonsulent",
    "mentor": "Mentor",
}
_CELL = re.compile(r"brf\.t([123])\.([a-z_]+)\.([a-z]+)\.(start|slut)")
_SOURCE = "data/published/brf2019.csv"


@dataclass(frozen=True)
class MarkRule:
    """Limits of the marks in percentage points; `low` and `high` themselves are yellow."""

    low: float
    high: float

    def mark(self, change: float) -> str:
        """Mark of a change in percentage points."""
        if change > self.high:
            return "green"
        return "red" if change < self.low else "yellow"


def mark_rule(published: pd.DataFrame, table: int) -> MarkRule:
    """Limits of the marks as the note under a table states them.

    Parameters
    ----------
    published
        Columns ``item_id`` and ``value`` (percentage points).
    table
        1, 2 or 3.

    Raises
    ------
    InputError
        Where the note is not there or its four limits contradict each other.
    """
    values = dict(zip(published["item_id"], published["value"], strict=True))
    prefix = f"brf.t{table}.note."
    try:
        green, high, low, red = (
            float(values[prefix + limit]) for limit in ("green", "yellow_high", "yellow_low", "red")
        )
    except KeyError as missing:
        raise InputError(
            f"The mark limit {missing.args[0]} is missing",
            where=_SOURCE,
            todo="Restore the rows of the notes under tables 1-3.",
        ) from None
    if (green, -red) != (high, low):
        raise InputError(
            f"The note of table {table} leaves changes without a mark or with two",
            where=f"{_SOURCE}, items {prefix}*",
            todo="The green and red limits must be the ends of yellow.",
        )
    return MarkRule(low=low, high=high)


def fidelity_tables(published: pd.DataFrame) -> pd.DataFrame:
    """Tables 1-3 with change and mark.

    Parameters
    ----------
    published
        As `effektspor.published.read_published` gives it: columns ``item_id``, ``group``,
        ``page``, ``value`` and ``unit``.

    Returns
    -------
    pandas.DataFrame
        `COLUMNS`; one row per table, unit and core element in printed order. ``start`` and
        ``slut`` are shares answering agree or strongly agree, in whole per cent as published;
        ``change`` is slut - start in percentage points. Table 1 and the last rows of table 3 have
        the unit ``total``.

    Raises
    ------
    InputError
        Where a cell lacks its partner, a table lacks a cell, or a cell is not a whole per cent.
    """
    cells = _cells(published)
    rules = {table: mark_rule(published, table) for table in TABLES}
    keys = ["table", "unit_id", "element"]
    start, slut = (cells[cells["moment"] == m].set_index(keys) for m in ("start", "slut"))
    units = dict.fromkeys((table, unit) for table, unit, _ in start.index)
    wanted = [(table, unit, element) for table, unit in units for element in ELEMENTS]
    gaps = set(start.index) ^ set(slut.index) | set(wanted) ^ set(start.index)
    for gap in sorted(gaps):
        raise InputError(
            f"Table {gap[0]} is not whole: unit {gap[1]}, element {gap[2]}",
            where=_SOURCE,
            todo="Give each unit a start and a slut value for each of the seven elements.",
        )
    rows, end = start.loc[wanted], slut.loc[wanted]
    frame = pd.DataFrame({
        "unit_label": rows["label"],
        "element_label_da": [ELEMENTS[element] for _, _, element in wanted],
        "start": rows["value"].astype("int64"),
        "slut": end["value"].astype("int64"),
        "unit": "percent",
        "start_item": rows["item_id"],
        "slut_item": end["item_id"],
        "pages": rows["page"],
    })  # fmt: skip
    frame["change"] = frame["slut"] - frame["start"]
    frame["mark"] = [
        rules[key[0]].mark(change) for key, change in zip(wanted, frame["change"], strict=True)
    ]
    return frame.reset_index()[list(COLUMNS)]


def count_marks(fidelity: pd.DataFrame) -> pd.DataFrame:
    """Cells by mark: table, mark, n; the totals of table 3 are left out, being table 1 again."""
    counted = fidelity[(fidelity["table"] != 3) | (fidelity["unit_id"] != TOTAL)]
    every = pd.MultiIndex.from_product([TABLES, MARKS], names=["table", "mark"])
    sizes = counted.groupby(["table", "mark"]).size().reindex(every, fill_value=0)
    return sizes.rename("n").reset_index()


def municipal_means(fidelity: pd.DataFrame) -> pd.DataFrame:
    """Plain means over the municipalities of table 3 beside the printed total.

    The two differ where municipalities with many respondents differ from the rest; the numbers of
    respondents are not published.

    Returns
    -------
    pandas.DataFrame
        element, element_label_da, and in per cent: start_mean, start_total, slut_mean, slut_total.
    """
    table = fidelity[fidelity["table"] == 3]
    of_municipality = table["unit_id"] != TOTAL
    means = table[of_municipality].groupby("element", sort=False)[["start", "slut"]].mean()
    totals = table[~of_municipality].set_index("element")
    return pd.DataFrame({
        "element_label_da": totals["element_label_da"],
        "start_mean": means["start"],
        "start_total": totals["start"],
        "slut_mean": means["slut"],
        "slut_total": totals["slut"],
    }).loc[list(ELEMENTS)].reset_index()  # fmt: skip


def _cells(published: pd.DataFrame) -> pd.DataFrame:
    parts = published["item_id"].str.extract(f"^{_CELL.pattern}$")
    parts.columns = pd.Index(["table", "unit_id", "element", "moment"])
    found = parts["table"].notna()
    cells = pd.concat([parts[found], published.loc[found]], axis=1)
    wrong = (cells["value"] % 1 != 0) | ~cells["value"].between(0, 100)
    for item in cells.loc[wrong | (cells["unit"] != "percent"), "item_id"]:
        raise InputError(
            f"The cell {item} is not a whole per cent from 0 to 100",
            where=_SOURCE,
            todo="Correct it in data/published/corrections.csv.",
        )
    cells["table"] = cells["table"].astype("int64")
    cells["label"] = [
        _label(*key) for key in zip(cells["table"], cells["unit_id"], cells["group"], strict=True)
    ]
    return cells


def _label(table: int, unit_id: str, group: str) -> str:
    if unit_id == TOTAL:
        return "Total"
    return ROLES.get(unit_id, unit_id) if table == 2 else group
