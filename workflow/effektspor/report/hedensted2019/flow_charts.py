"""What the charts of flows take, made of result tables: stocks, durations, rates, courses."""

from collections.abc import Mapping, Sequence

import pandas as pd

from effektspor.report import style
from effektspor.report.charts.areas import Stack
from effektspor.report.charts.courses import Course
from effektspor.report.drawing import Words
from effektspor.report.hedensted2019 import names

FILLS: Mapping[str, style.Fill] = {
    "jobafklaring": style.Fill("#0B4F8A"),
    "sygedagpenge": style.Fill("#8FBCE0"),
    "job": style.Fill("#1B7F5C"),
    "flexjob": style.Fill("#A9DCC5", "\\\\\\\\"),
    "ledighedsydelse": style.Fill("#C35200", "...."),
    "dagpenge": style.Fill("#F2D58A"),
    "ressourceforloeb": style.Fill("#8E4B7A", "...."),
    "pension": style.Fill("#F0A878", "////"),
    "other": style.Fill("#66727D"),
    "gone": style.Fill("#EEF1F3", "xxxx"),
}
"""Light and dark in turn, so that neighbours in a stack are told apart."""
LINES: Mapping[str, style.Line] = {names.BASE: style.SERIES[2], names.GOALS: style.SERIES[0]}
SCENARIOS = {names.BASE: "chart_as_now", names.GOALS: "chart_goals_reached"}
PROGRAMME, OWN = "jobafklaring", "own"
LIMITS = (0.005, 0.02, 0.05, 0.2)
"""Monthly rates at which tiles get darker."""


def states(projection: pd.DataFrame, words: Words) -> list[Stack]:
    """Persons by state and month, one part for each scenario."""
    return [
        Stack(
            words[word],
            projection[projection["scenario"] == scenario].rename(
                columns={"month": "x", "state": "layer", "persons": "n"}
            )[["x", "layer", "n"]],
        )
        for scenario, word in SCENARIOS.items()
    ]


def fills(table: pd.DataFrame) -> dict[str, style.Fill]:
    """Fills of the states that a table has, the programme at the bottom."""
    found = names.ordered([str(each) for each in table["state"]], names.STATES)
    return {state: FILLS.get(state, FILLS["other"]) for state in found}


def stock(projection: pd.DataFrame, words: Words) -> list[Course]:
    """Persons in the programme by month, one line for each scenario with its band."""
    own = projection[projection["state"] == PROGRAMME]
    columns = {"month": "x", "persons": "y"}
    return [
        Course(
            words[word],
            LINES[scenario],
            own[own["scenario"] == scenario].rename(columns=columns)[["x", "y", "low", "high"]],
        )
        for scenario, word in SCENARIOS.items()
    ]


def durations(table: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, dict[str, str]]:
    """The municipality's persons by month and band, and the names of the bands, shortest first.

    Cumulated counts (over one year, over two) are left out: they are sums of bands.
    """
    own = table[(table["unit"] == OWN) & ~table["band"].astype(str).str.startswith("over_")]
    bands = sorted({float(band) for band in own["band"]})
    told = {
        f"{band:g}": names.band(band, bands, words, "chart_band") for band in bands
    }  # fmt: skip
    rows = pd.DataFrame(
        {
            "x": own["month"].map(month_number),
            "layer": own["band"].map(lambda band: f"{float(band):g}"),
            "n": own["persons"],
        }
    )
    return rows, told


def shades(bands: Sequence[str]) -> dict[str, style.Fill]:
    """Fills of bands, the darker the longer; hatched ones follow where there are more of them."""
    plain = [*reversed(style.DEGREES[:-1])]
    more = [style.Fill(fill.colour, "////") for fill in plain]
    return dict(zip(bands, [*plain, *more], strict=False))


def month_number(month: object) -> float:
    """Months since the year nought: "2018-09" or "2018-09-01"."""
    return float(int(str(month)[:4]) * 12 + int(str(month)[5:7]) - 1)


def year_ticks(rows: pd.DataFrame) -> dict[float, str]:
    """January of each year that is drawn."""
    first, last = int(rows["x"].min()), int(rows["x"].max())
    return {float(at): str(at // 12) for at in range(first, last + 1) if at % 12 == 0}


def transitions(rates: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Monthly rates from row to column; the programme has a row for each band.

    A way that is in the table without a rate, or not in it at all, is missing.
    """
    rates = rates.assign(band=rates["band"].astype(float))
    own = rates[rates["from_state"] == PROGRAMME]
    bands = sorted(own["band"].unique())
    columns = names.ordered([str(each) for each in rates["to_state"]], names.STATES)
    rows: dict[str, pd.Series] = {}
    for band in bands:
        label = words["chart_from_band"].format(
            state=names.state(PROGRAMME, words), band=names.band(band, bands, words)
        )
        rows[label] = _row(own[own["band"] == band])
    for state in names.ordered([str(each) for each in rates["from_state"]], names.STATES):
        if state != PROGRAMME:
            rows[names.state(state, words)] = _pooled(rates[rates["from_state"] == state], bands)
    table = pd.DataFrame(rows).T.reindex(columns=columns)
    return table.rename(columns={state: names.state(state, words) for state in columns})


def _row(rows: pd.DataFrame) -> pd.Series:
    known = rows[rows["rate_month"] > 0]
    return known.set_index("to_state")["rate_month"].astype(float)


def _pooled(rows: pd.DataFrame, bands: Sequence[float]) -> pd.Series:
    """Rates of a state over its bands: weighted with the months of persons where they are known.

    A way that a band lacks has the rate nought there.
    """
    months = rows.groupby("band")["months"].first().reindex(list(bands))
    weight = months.fillna(0.0) if months.notna().any() else months.fillna(1.0)
    moved = (rows["rate_month"] * rows["band"].map(weight)).groupby(rows["to_state"]).sum()
    found: pd.Series = (moved / weight.sum())[moved > 0]
    return found
