"""Printed and own shares side by side as artefacts, and the weights that the print asks for."""

from typing import Any

import numpy as np
import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019.fidelity_change import ELEMENTS, TOTAL
from effektspor.evaluations.brf2019.making import Maker
from effektspor.evaluations.brf2019.staff import words
from effektspor.evaluations.brf2019.staff.shares import STATE_SHOWN
from effektspor.evaluations.result_tables import records

PREFIX = "survey_fidelity"


def compared(maker: Maker, cells: pd.DataFrame) -> list[Artefact]:
    """The table of differences, and how many printed cells the survey gives again.

    The last rows of table 3 repeat table 1 and are not counted twice.
    """
    own = cells[(cells["table"] != 3) | (cells["unit_id"] != TOTAL)]
    shown = own[own["state"] == STATE_SHOWN]
    total = shown[shown["table"] == 1]
    counts = {
        "cells": len(own),
        "shown": len(shown),
        "within": int(shown["within_rounding"].sum()),
        "outside": int((shown["within_rounding"] == 0).sum()),
        "unreachable": int((shown["reachable"] == 0).sum()),
        "total_outside": int((total["within_rounding"] == 0).sum()),
        "hidden": int(own["state"].isin(["small", "complement"]).sum()),
        "absent": int((own["state"] == "absent").sum()),
    }
    fields: dict[str, Any] = {
        "population": words.RESPONDENTS,
        "definition": words.DIFFERENCE,
        "method": words.CELL_BY_CELL,
        "uncertainty": words.NO_INTERVAL,
        "source": words.SYNTHETIC_COMPARED if maker.study.synthetic else words.COMPARED,
        "basis": "calibration",
        "n": {"cells": len(own)},
    }
    largest = shown["difference"].abs().max() if len(shown) else np.nan
    return [
        maker.make(
            f"{PREFIX}.comparison", "table", **fields, unit="mixed",
            data=f"{PREFIX}_comparison.csv",
            title=Text(da="Trykte og egne andele", en="Printed and own shares"),
        ),
        *(
            maker.make(
                f"{PREFIX}.comparison.{name}", "number", **fields, unit="count",
                value=float(value),
                title=Text(da=f"Celler: {name}", en=f"Cells: {name}"),
            )
            for name, value in counts.items()
        ),
        maker.number(
            f"{PREFIX}.comparison.largest", largest / 100, absent="not_evaluated", **fields,
            unit="percentage_points",
            title=Text(da="Største forskel fra det trykte", en="Largest difference from the print"),
        ),
    ]  # fmt: skip


def weights(maker: Maker, margins: pd.DataFrame) -> list[Artefact]:
    """The table of weights beside the survey's own parts, the largest miss and the weights.

    The numbers rest on the print alone; the table has a column of the survey.
    """
    printed = Maker(maker.study, maker.data_hash, published=True)
    fields: dict[str, Any] = {
        "population": words.RESPONDENTS,
        "definition": words.WEIGHTS,
        "method": words.PROGRAMME,
        "uncertainty": words.NO_INTERVAL,
        "n": {"shares": len(ELEMENTS)},
    }
    found = [
        maker.make(
            f"{PREFIX}.weights", "table", **fields, unit="mixed", data=f"{PREFIX}_weights.csv",
            source=words.SYNTHETIC_COMPARED if maker.study.synthetic else words.COMPARED,
            title=Text(da="Gruppernes del af svarene", en="The groups' parts of the answers"),
        ),
        printed.make(
            f"{PREFIX}.weights.excess", "number", **fields, unit="percentage_points",
            value=float(margins["excess"].max()) / 100,
            title=Text(da="Mindste mulige største afvigelse ud over afrunding",
                       en="Smallest possible largest miss beyond rounding"),
        ),
    ]  # fmt: skip
    roles = margins[(margins["table"] == 2) & (margins["wave"] == "start")]
    for row in records(roles):
        for end in ("low", "high"):
            found.append(
                printed.make(
                    f"{PREFIX}.weights.{row['part']}.{end}", "number", **fields, unit="share",
                    value=float(row[f"weight_{end}"]),
                    title=Text(da=f"{row['part_label']}: del af svarene ved start, {end}",
                               en=f"{row['part']}: part of the answers at the start, {end}"),
                )
            )  # fmt: skip
    return found


def own_parts(margins: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    """The weights of roles with the roles' parts of the survey's own answers.

    Returns
    -------
    pandas.DataFrame
        Columns of the margins of table 2 and ``own``, a fraction; missing where an element's
        answers of the role are hidden.
    """
    core = shares[shares["element"].isin(list(ELEMENTS))]
    answers = core.groupby(["level", "unit_id", "wave"])["answers"].apply(
        lambda each: each.sum() if each.notna().all() else np.nan
    )
    own = [
        answers.get(("role", row["part"], row["wave"]), np.nan)
        / answers.get(("total", "total", row["wave"]), np.nan)
        for row in records(margins[margins["table"] == 2])
    ]
    return margins[margins["table"] == 2].assign(own=own)
