"""What kind of jobs were created, by who created them: jobs that count, not persons."""

from collections.abc import Iterator, Mapping

import pandas as pd

from effektspor.estimators.survey.proportions import wilson
from effektspor.evaluations.trial.arms import ALL, ARMS
from effektspor.evaluations.trial.crossing import ALL_GROUPS, Cell, Cells, crossed
from effektspor.evaluations.trial.inference import SHOWN, WITHHELD, Inference
from effektspor.evaluations.trial.labels import Variable
from effektspor.evaluations.trial.printed_items import JOBS

COLUMNS = [
    "arm", "variable", "value", "label_da", "label_en", "n", "of", "share", "low", "high", "state",
    "printed_item",
]  # fmt: skip
PLAIN = ("sector", "subsidy", "trial_before", "same_place")
SIZES = (
    ("under_10", 10, "Under 10 ansatte", "Fewer than 10 employees"),
    ("10_49", 50, "10-49 ansatte", "10-49 employees"),
    ("50_and_more", float("inf"), "50 ansatte eller flere", "50 employees or more"),
)
NAMES = [name for name, _, _, _ in SIZES]
PRIVATE = "private"
GROUPS = (*((arm, arm) for arm in ARMS), (ALL, ALL_GROUPS))
SMALL = (
    "Private virksomheder med under 50 ansatte",
    "Private companies with fewer than 50 employees",
)
SMALLEST = (
    "Under 10 ansatte, af private virksomheder med under 50",
    "Fewer than 10 employees, of private companies with fewer than 50",
)
Row = dict[str, object]


def jobs_table(
    jobs: pd.DataFrame, variables: Mapping[str, Variable], how: Inference
) -> pd.DataFrame:
    """Shares of the jobs that count by kind, for each arm that created them and for all.

    Returns
    -------
    DataFrame
        `COLUMNS`; Wilson's intervals. ``size_<sector>``: size of the workplace, of the jobs of that
        sector. ``small_private``: private and fewer than 50 employees, of all jobs;
        ``smallest_of_small_private``: those of them with fewer than 10. Few, and what gives them
        away, are withheld: a job is one person's.
    """
    own = jobs[jobs["counted"].astype(bool)]
    rows: list[Row] = []
    for name in PLAIN:
        if name in variables:
            rows += _plain(own, variables[name], how)
    rows += _sizes(own, variables["sector"], how) if "sector" in variables else []
    table = pd.DataFrame(rows).reindex(columns=COLUMNS)
    keys = zip(table["arm"], table["variable"], table["value"], strict=True)
    return table.assign(printed_item=[JOBS.get(key, "") for key in keys])


def size_of(employees: "pd.Series[float]") -> pd.Series:
    """Class of a number of employees; missing where it is."""
    limits = [0, *(limit for _, limit, _, _ in SIZES)]
    return pd.cut(employees, limits, right=False, labels=NAMES).astype(object)


def _plain(jobs: pd.DataFrame, variable: Variable, how: Inference) -> Iterator[Row]:
    cells = _cells(jobs, variable, how)
    for arm, group in GROUPS:
        for value, da, en in variable.told:
            labels = variable.labels(da, en)
            yield _row(arm, variable.name, value, labels, cells[group, value], how)


def _cells(jobs: pd.DataFrame, variable: Variable, how: Inference) -> Cells:
    order = [value for value, _, _ in variable.values]
    return crossed(jobs[variable.name], jobs["created_by"], order, ARMS, how.min_cell)


def _sizes(jobs: pd.DataFrame, sector: Variable, how: Inference) -> Iterator[Row]:
    """Size of the workplace within each sector, and the small private companies among all jobs."""
    size, by_sector = size_of(jobs["employees"]), _cells(jobs, sector, how)
    for value, sector_da, sector_en in sector.values:
        inside = jobs["sector"] == value
        cells = crossed(size[inside], jobs.loc[inside, "created_by"], NAMES, ARMS, how.min_cell)
        for arm, group in GROUPS:
            # Where the number of the sector's jobs is withheld, those of its sizes are too.
            untold = by_sector[group, value].withheld
            for name, _, da, en in SIZES:
                cell = cells[group, name]
                labels = (f"{sector_da}: {da.lower()}", f"{sector_en}: {en.lower()}")
                shown = Cell(cell.n, cell.of, cell.withheld or untold)
                yield _row(arm, f"size_{value}", name, labels, shown, how)
            if value == PRIVATE:
                yield from _small_private(jobs, arm, cells, untold, how)


def _small_private(
    jobs: pd.DataFrame, arm: str, cells: Cells, untold: bool, how: Inference
) -> Iterator[Row]:
    group = dict(GROUPS)[arm]
    first, second, third = (cells[group, name] for name in NAMES)
    apart = first.withheld or second.withheld
    # The sum is what is left of the sector where the largest are told, and known where both are.
    hidden = untold or (third.withheld and apart)
    created = pd.Series(True, index=jobs.index) if arm == ALL else jobs["created_by"] == arm
    of = int((created & jobs["sector"].notna() & jobs["employees"].notna()).sum())
    small = (jobs["sector"] == PRIVATE) & (jobs["employees"] < SIZES[1][1])
    both = int((created & small).sum())
    yield _row(arm, "small_private", "yes", SMALL, Cell(both, of, hidden), how)
    base = 0 if hidden else both
    yield _row(
        arm,
        "smallest_of_small_private",
        "yes",
        SMALLEST,
        Cell(first.n, base, hidden or first.withheld),
        how,
    )


def _row(
    arm: str, variable: str, value: str, labels: tuple[str, str], cell: Cell, how: Inference
) -> Row:
    row: Row = {
        "arm": arm, "variable": variable, "value": value, "label_da": labels[0],
        "label_en": labels[1],
    }  # fmt: skip
    if cell.withheld:
        return row | {"state": WITHHELD}
    low, high = wilson(cell.share, cell.of, how.confidence)
    return row | {
        "n": cell.n, "of": cell.of, "share": cell.share, "low": float(low), "high": float(high),
        "state": SHOWN,
    }  # fmt: skip
