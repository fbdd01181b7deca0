"""All artefacts on the time from start to the event beyond its survival curves."""

import pandas as pd

from effektspor.artefacts import Artefact
from effektspor.evaluations.municipalities import (
    counterfactual,
    incidence,
    rates,
    time_means,
)
from effektspor.evaluations.municipalities.making import Study, maker_of
from effektspor.evaluations.municipalities.tables import by_cell
from effektspor.evaluations.result_tables import Tables

REQUIRES = (
    "rate_ratio", "rate_checks", "restricted_means", "pseudo_effects", "speed_up_means",
    "counterfactual", "incidence",
    "incidence_did", "survival",
)  # fmt: skip


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Ratios by block and method, mean times, the counterfactual curve, competing exits."""
    maker = maker_of(study, tables.data_hash)
    survival = tables["survival"]
    first = by_cell(survival[survival["week"] == survival["week"].min()])
    n = {maker.words.cell_name(*cell): int(first[cell]["at_risk"]) for cell in maker.words.cells}
    return [
        *rates.artefacts(maker, tables["rate_ratio"]),
        *time_means.artefacts(
            maker, tables["restricted_means"], tables["pseudo_effects"], tables["speed_up_means"], n
        ),
        *counterfactual.artefacts(maker, tables["counterfactual"], n),
        *incidence.artefacts(maker, tables["incidence"], tables["incidence_did"], n),
    ]


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The values behind the figures and tables."""
    return {
        "rate_ratio.csv": tables["rate_ratio"],
        "rate_checks.csv": tables["rate_checks"],
        "restricted_means.csv": tables["restricted_means"],
        "pseudo_effects.csv": tables["pseudo_effects"],
        "counterfactual.csv": tables["counterfactual"],
        "incidence.csv": incidence.named(tables["incidence"], study.words.event),
        "incidence_read_off.csv": incidence.read_off(
            tables["incidence"], tables["incidence_did"], study.words
        ),
    }
