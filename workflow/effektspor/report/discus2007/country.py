"""Tables of the trial beside the country, of who is in each, and of everybody's status later."""

import pandas as pd

from effektspor.evaluations.trial.arms import ALL, ARMS
from effektspor.report import cells, danish
from effektspor.report.discus2007.charts import BARS, COMPARED, NATIONAL
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

NATIONAL_TABLE, COMPOSITION, STATUS = (
    "national.table", "national.composition.table", "status.table",
)  # fmt: skip


def national(material: Material) -> str:
    """Shares at the months that are compared, and what the trial has more or less."""
    words = material.words
    lines = [line for line in material.rows(NATIONAL_TABLE) if bool(line["compared"])]
    known = {(str(line["group"]), int(line["month"]), str(line["outcome"])): line for line in lines}
    months = sorted({month for _, month, _ in known})
    rows: list[Row | Group] = []
    for outcome in COMPARED:
        rows.append(Group(words[f"chart_{outcome}"]))
        for month in months:
            own = [known.get((group, month, outcome), {}) for group in NATIONAL]
            shares = [cells.per_cent(material, line, "share") for line in own]
            gaps = []
            for line in (own[0], own[2]):
                gaps += [
                    cells.number(material, line, "difference", 1, 100, sign=True),
                    cells.ends(line, "diff_low", "diff_high", scale=100),
                ]
            rows.append(Row(words["after_months"].format(month=month), [*shares, *gaps]))
    plain, weighted = words["against_country"], words["against_weighted"]
    columns = [
        *(Column(words[f"chart_{group}"], spanner=words["per_cent"]) for group in NATIONAL),
        Column(words["points"], spanner=plain), cells.interval(material, plain),
        Column(words["points"], spanner=weighted), cells.interval(material, weighted),
    ]  # fmt: skip
    return material.table(
        "tbl-national", NATIONAL_TABLE, words["status"], columns, rows,
        text="national", n_text=material.say("national_n"), wide=True,
    )  # fmt: skip


def composition(material: Material) -> str:
    """Who is in the trial, in the country, and in the country as it is weighted."""
    words = material.words
    rows = [
        Row(
            cells.label(line),
            [
                *(cells.per_cent(material, line, f"share_{group}") for group in NATIONAL),
                cells.number(material, line, "smd_before", 2, sign=True),
                cells.number(material, line, "smd_after", 2, sign=True),
            ],
        )
        for line in material.rows(COMPOSITION)
    ]
    columns = [
        *(Column(words[f"chart_{group}"], spanner=words["per_cent"]) for group in NATIONAL),
        Column(words["before_weighting"], spanner=words["smd"]),
        Column(words["after_weighting"], spanner=words["smd"]),
    ]
    return material.table(
        "tbl-composition", COMPOSITION, words["characteristic"], columns, rows,
        text="composition", n_text=material.say("national_n"), wide=True,
    )  # fmt: skip


def status(material: Material) -> str:
    """Persons by status, day and arm; the country's register beside the trial's own count."""
    words = material.words
    lines = material.rows(STATUS)
    rows: list[Row | Group] = []
    for heading, date, source in BARS:
        own = [line for line in lines if line["date"] == date and line["source"] == source]
        known = {(str(line["arm"]), str(line["status"])): line for line in own}
        rows.append(Group(words[heading]))
        for name in dict.fromkeys(str(line["status"]) for line in own):
            if f"state_{name}" not in words:
                continue
            row = [_persons(material, known.get((arm, name), {})) for arm in (*ARMS, ALL)]
            rows.append(Row(words[f"state_{name}"], row))
    columns = [Column(words[f"arm_{arm}"]) for arm in (*ARMS, ALL)]
    return material.table(
        "tbl-status", STATUS, words["status"], columns, rows,
        text="status", n_text=material.say("status_n"),
    )  # fmt: skip


def _persons(material: Material, line: cells.Line) -> str:
    if line and not pd.isna(line["n"]):
        return danish.number(float(line["n"]))
    return material.words["hidden"] if line else cells.DASH
