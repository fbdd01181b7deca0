"""Tables of the flow model: where courses end, how fast persons move, where they will be."""

import pandas as pd

from effektspor.report import cells
from effektspor.report.cells import Line
from effektspor.report.hedensted2019 import names
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

EXITS, RATES, MODEL, CONSISTENCY = (
    "exits.table", "rates.table", "model.table", "consistency.table",
)  # fmt: skip
OWN = "own"
PROGRAMME = "jobafklaring"
PRINTED = {
    "job": "base.exit_ordinary_job",
    "flexjob": "base.exit_flexjob",
    "dagpenge": "base.exit_unemp_benefit",
}
"""Destination: the end of the id of its printed share."""
SHOWN = (
    # Scenario, word, what is counted.
    (names.BASE, "as_now", "persons"),
    (names.GOALS, "goals_reached", "persons"),
    (names.GOALS, "difference", "difference"),
)
STEP = 12
"""Months between the columns of the projection."""


def exits(material: Material) -> str:
    """Shares of ended courses by destination, of the municipality, the others and the memo."""
    words, at = material.words, _year_end(material)
    lines = [line for line in material.rows(EXITS) if str(line["window_end"])[:7] == at]
    found = {(str(line["unit"]), str(line["destination"])): line for line in lines}
    units = [unit for unit in (OWN, *names.UNITS) if any(unit == own for own, _ in found)]
    rows = []
    for place in names.ordered([destination for _, destination in found], names.STATES):
        own = found.get((OWN, place), {})
        rows.append(
            Row(
                names.state(place, words),
                [
                    cells.number(material, own, "n", 0),
                    cells.per_cent(material, own, "share"),
                    cells.ends(own, "low", "high", 1, 100),
                    *(cells.per_cent(material, found.get((unit, place), {}), "share")
                      for unit in units if unit != OWN),
                    _printed(material, place),
                ],
            )
        )  # fmt: skip
    columns = [
        Column(words["ended"], spanner=words["own"]),
        Column(words["unit_percent"], spanner=words["own"]),
        cells.interval(material, words["own"]),
        *(Column(words[unit]) for unit in units if unit != OWN),
        Column(words["memo"]),
    ]
    return material.table(
        "tbl-exits", EXITS, words["destination"], columns, rows,
        text="exits", n_text=material.say("exits_n"), wide=True,
    )  # fmt: skip


def _printed(material: Material, place: str) -> str:
    key = f"printed.hed.{PRINTED.get(place)}"
    found = material.artefacts.get(key)
    return cells.per_cent(material, {"value": found.value}, "value") if found else cells.DASH


def _year_end(material: Material) -> str:
    """The last month of the year before the municipality's own date: the one before it."""
    day = f"{material.artefact('study.as_of').value:.0f}"
    year, month = int(day[:4]), int(day[4:6]) - 1
    return f"{year}-{month:02d}" if month else f"{year - 1}-12"


def rates(material: Material) -> str:
    """Monthly rates out of the programme by months in it, each way with its interval."""
    words = material.words
    lines = [
        line
        for line in material.rows(RATES)
        if line["from_state"] == PROGRAMME and line["to_state"] != PROGRAMME
    ]
    bands = sorted({float(line["band"]) for line in lines})
    rows: list[Row | Group] = []
    for band in bands:
        rows.append(Group(names.band(band, bands, words)))
        own = {str(line["to_state"]): line for line in lines if float(line["band"]) == band}
        rows += [
            Row(
                names.state(place, words),
                [
                    cells.per_cent(material, own[place], "rate_month", 2),
                    cells.ends(own[place], "low", "high", 2, 100),
                    cells.number(material, own[place], "n", 0),
                    cells.number(material, own[place], "months", 0),
                ],
            )
            for place in names.ordered(list(own), names.STATES)
        ]
    columns = [
        Column(words["rate"]), cells.interval(material), Column(words["behind"]),
        Column(words["months_behind"]),
    ]  # fmt: skip
    return material.table(
        "tbl-rates", RATES, words["to_state"], columns, rows,
        text="rates", n_text=material.say("model_n"),
    )  # fmt: skip


def projection(material: Material) -> str:
    """Persons by state each year, as now and with the targets, and the difference with interval."""
    words, lines = material.words, material.rows(MODEL)
    last = max(int(line["month"]) for line in lines)
    months = sorted({0, *range(STEP, last, STEP), last})
    keyed = {(str(row["scenario"]), str(row["state"]), int(row["month"])): row for row in lines}
    rows: list[Row | Group] = []
    for place in names.ordered([state for _, state, _ in keyed], names.STATES):
        rows.append(Group(names.state(place, words)))
        for scenario, word, value in SHOWN:
            own = [keyed.get((scenario, place, month), {}) for month in months]
            ends = ("low", "high") if value == "persons" else (f"{value}_low", f"{value}_high")
            rows.append(
                Row(
                    words[word],
                    [
                        *(cells.number(material, each, value, 0, sign=value != "persons")
                          for each in own),
                        cells.ends(own[-1], *ends, 0),
                    ],
                )
            )  # fmt: skip
    columns = [
        Column(words["after_months"].format(month=month) if month else words["start"])
        for month in months
    ]
    return material.table(
        "tbl-projection", MODEL, words["state"], [*columns, cells.interval(material)], rows,
        text="projection", n_text=material.say("model_n"), wide=True,
    )  # fmt: skip


def consistency(material: Material) -> str:
    """The factor that each target alone needs, and whether it is met with all the others."""
    words = material.words
    rows = [
        Row(
            names.target(line["target"], words),
            [
                cells.per_cent(material, line, "now"),
                cells.per_cent(material, line, "base"),
                cells.per_cent(material, line, "target_value"),
                cells.number(material, line, "factor", 2),
                cells.per_cent(material, line, "with_all"),
                _verdict(line, words),
            ],
        )
        for line in material.rows(CONSISTENCY)
    ]
    columns = [
        Column(words["now"]), Column(words["base_end"]), Column(words["target_value"]), Column(words["factor"]),
        Column(words["with_all"]), Column(words["met"], align="left"),
    ]  # fmt: skip
    return material.table(
        "tbl-consistency", CONSISTENCY, words["goal"], columns, rows,
        text="consistency", n_text=material.say("model_n"),
    )  # fmt: skip


def _verdict(line: Line, words: names.Words) -> str:
    met = line.get("met")
    return cells.DASH if met is None or pd.isna(met) else words[f"verdict_{met}"]
