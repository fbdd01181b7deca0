"""The model of intervention, step by step, as artefacts: in own words, limits as printed."""

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.errors import InputError
from effektspor.evaluations.hedensted2019.making import Study, memo_maker
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("practice",)
TEXTS = ("step", "label_da", "label_en", "who_da", "what_da")


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """The number of steps, and the table.

    Raises
    ------
    InputError
        As `checked`.
    """
    maker, table = memo_maker(study, tables.data_hash), checked(tables["practice"])
    common = {
        "population": Text(da="Notatets skema over sagens vej.", en="The memo's table of the flow."),
        "n": {"steps": len(table)},
        "definition": Text(da="Et trin i sagens vej, sagt med egne ord.",
                           en="A step of the way of a case, in our own words."),
        "method": Text(da="Læsning af notatet.", en="Reading the memo."),
        "uncertainty": Text(da="Ingen.", en="None."),
        "basis": "document",
    }  # fmt: skip
    return [
        maker.make(
            "practice.steps", "number", value=float(len(table)), unit="count", **common,
            title=Text(da="Trin i indsatsen", en="Steps of the intervention"),
        ),
        maker.make(
            "practice.table", "table", unit="mixed", data="practice.csv", **common,
            title=Text(da="Indsatsen trin for trin", en="The intervention step by step"),
        ),
    ]  # fmt: skip


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The steps in their order."""
    return {"practice.csv": checked(tables["practice"])}


def checked(table: pd.DataFrame) -> pd.DataFrame:
    """The steps in their order.

    Raises
    ------
    InputError
        A cell without text, an order that is no number, or two steps with one; with step and row.
    """
    order = pd.to_numeric(table["order"], errors="coerce")
    wrong = {
        "order": order.isna() | order.duplicated(),
        **{
            name: table[name].isna() | (table[name].astype(str).str.strip() == "") for name in TEXTS
        },
    }
    for column, rows in wrong.items():
        if rows.any():
            at = int(rows.to_numpy().argmax())
            raise InputError(
                "A step has no text there, or two have one place in the order",
                where=f"practice.csv, row {at + 2}, step {table['step'].iloc[at]}, column {column}",
                todo="Correct the table that tables.practice names.",
            )
    return table.assign(order=order.astype(int)).sort_values("order", ignore_index=True)
