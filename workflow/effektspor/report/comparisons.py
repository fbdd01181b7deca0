"""How the published figures compare with own values, by basis."""

import pandas as pd

from effektspor.report import danish
from effektspor.report.material import Material
from effektspor.report.tables import Column, Row

# Calibration and simulation are of synthetic studies, register and open of real ones.
BASES = (
    "recomputed", "calibration", "simulation", "register", "open", "document", "not_reproducible",
)  # fmt: skip
VERDICTS = ("equal_within_rounding", "within_interval", "differs")


def bases(material: Material) -> str:
    """How many published figures there are of each basis, and how they compare.

    There is no total: a round trip and a reproduction do not add up to anything.
    """
    words, items = material.words, material.data("replication.table")
    rows = [
        Row(words[f"basis_{basis}"], _counts(items[items["basis"] == basis]))
        for basis in BASES
        if (items["basis"] == basis).any()
    ]
    columns = [
        Column(words["items_total"]),
        Column(words["items_compared"]),
        *(Column(words[f"verdict_{verdict}"]) for verdict in VERDICTS),
    ]
    return material.table(
        "tbl-bases", "replication.table", words["basis"], columns, rows,
        text="bases", n_text=material.say("bases_n"),
    )  # fmt: skip


def _counts(frame: pd.DataFrame) -> list[str]:
    verdicts = [int((frame["verdict"] == verdict).sum()) for verdict in VERDICTS]
    compared = int(frame["own_value"].notna().sum())
    return [danish.number(n) for n in (len(frame), compared, *verdicts)]
