"""The published fidelity tables 1-3 as artefacts: real values, change and mark recomputed."""

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("fidelity",)
MARKS = {
    "green": Text(da="stigning på mere end 5 procentpoint", en="a rise of more than 5 points"),
    "yellow": Text(da="ændring på højst 5 procentpoint", en="a change of at most 5 points"),
    "red": Text(da="fald på mere end 5 procentpoint", en="a fall of more than 5 points"),
}
RESPONDENTS = Text(
    da="Ledere og medarbejdere i de 17 deltagerkommuner, der besvarede spørgeskemaet om fidelitet.",
    en="Leaders and staff in the 17 participating municipalities who answered the fidelity survey.",
)
DEFINITION = Text(
    da="Andel, der har svaret enig eller helt enig i udsagnene om kerneelementet.",
    en="Share answering agree or strongly agree to the statements on the core element.",
)
METHOD = Text(
    da="Offentliggjorte tal; ændring og markering er genberegnet efter kildens regel.",
    en="Published figures; change and mark recomputed by the rule of the source.",
)
UNCERTAINTY = Text(
    da="Intet interval, fordi kilden ikke oplyser antallet af svar.",
    en="No interval, for the source does not state the number of answers.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Tables 1-3, the values of table 1 and the number of marks of each kind."""
    maker = Maker(study, tables.data_hash, published=True)
    fidelity = tables["fidelity"]
    found: list[Artefact] = []
    for number, title in _TITLES.items():
        rows = fidelity[fidelity["table"] == number]
        counted = rows[rows["unit_id"] != "total"] if number == 3 else rows
        found.append(
            maker.make(
                f"fidelity.table{number}", "table", **_common(rows), title=title,
                unit="mixed", data=f"fidelity_table{number}.csv",
            )
        )  # fmt: skip
        found += _marks(maker, counted, number)
    return found + _totals(maker, fidelity[fidelity["table"] == 1])


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """One data file per table."""
    fidelity = tables["fidelity"]
    return {
        f"fidelity_table{number}.csv": fidelity[fidelity["table"] == number] for number in _TITLES
    }


_TITLES = {
    1: Text(da="Fidelitet fordelt på kerneelementer ved start og slut",
            en="Fidelity by core element at start and end"),
    2: Text(da="Fidelitet ved start og slut for leder- og medarbejdergrupper",
            en="Fidelity at start and end by leader and staff group"),
    3: Text(da="Fidelitet ved start og slut for de 17 kommuner",
            en="Fidelity at start and end in the 17 municipalities"),
}  # fmt: skip


def _common(rows: pd.DataFrame) -> dict[str, object]:
    return {
        "population": RESPONDENTS,
        "n": {"units": int(rows["unit_id"].nunique()), "elements": int(rows["element"].nunique())},
        "definition": DEFINITION,
        "method": METHOD,
        "uncertainty": UNCERTAINTY,
    }


def _marks(maker: Maker, rows: pd.DataFrame, table: int) -> list[Artefact]:
    counts = {f"marks_{mark}": int((rows["mark"] == mark).sum()) for mark in MARKS}
    totals = {**counts, "cells": len(rows)}
    return [
        maker.make(
            f"fidelity.table{table}.{name}", "number", **_common(rows), unit="count",
            title=Text(da=f"Tabel {table}: {_mark_words(name).da}",
                       en=f"Table {table}: {_mark_words(name).en}"),
            value=float(value),
        )
        for name, value in totals.items()
    ]  # fmt: skip


def _mark_words(name: str) -> Text:
    if name == "cells":
        return Text(da="målinger i alt", en="measurements in all")
    words = MARKS[name.removeprefix("marks_")]
    return Text(da=f"antal med {words.da}", en=f"number with {words.en}")


def _totals(maker: Maker, rows: pd.DataFrame) -> list[Artefact]:
    """Start, end and change of each core element in table 1, and the extremes among them."""
    found = []
    moments = (
        ("start", Text(da="start", en="start")),
        ("slut", Text(da="slut", en="end")),
        ("change", Text(da="ændring", en="change")),
    )
    for _, row in rows.iterrows():
        for column, word in moments:
            found.append(
                maker.make(
                    f"fidelity.total.{row['element']}.{column}", "number",
                    **_common(rows[rows["element"] == row["element"]]),
                    title=Text(da=f"{row['element_label_da']}: {word.da}",
                               en=f"Core element {row['element']}: {word.en}"),
                    unit="percentage_points" if column == "change" else "share",
                    value=float(row[column]) / 100,
                )
            )  # fmt: skip
    for name, value, word in (
        ("largest", rows["change"].max(), Text(da="Største ændring", en="Largest change")),
        ("smallest", rows["change"].min(), Text(da="Mindste ændring", en="Smallest change")),
    ):
        found.append(
            maker.make(
                f"fidelity.total.{name}_change", "number", **_common(rows),
                title=Text(da=f"{word.da} i tabel 1", en=f"{word.en} in table 1"),
                unit="percentage_points", value=float(value) / 100,
            )
        )  # fmt: skip
    return found
