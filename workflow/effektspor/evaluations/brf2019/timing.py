"""All artefacts on the time from start to first internship beyond its survival curves."""

import pandas as pd

from effektspor.artefacts import Artefact
from effektspor.evaluations.brf2019 import counterfactual, incidence, rates, time_means, words
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.brf2019.tables import by_cell
from effektspor.evaluations.result_tables import Tables

REQUIRES = (
    "rate_ratio", "rate_checks", "restricted_means", "pseudo_effects", "speed_up_means",
    "counterfactual", "incidence",
    "incidence_did", "survival",
)  # fmt: skip


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Ratios by block and method, mean times, the counterfactual curve, competing exits."""
    maker = Maker(study, tables.data_hash)
    survival = tables["survival"]
    first = by_cell(survival[survival["week"] == survival["week"].min()])
    n = {words.cell_name(*cell): int(first[cell]["at_risk"]) for cell in words.CELLS}
    return [
        *rates.artefacts(maker, tables["rate_ratio"]),
        *time_means.artefacts(
            maker, tables["restricted_means"], tables["pseudo_effects"], tables["speed_up_means"], n
        ),
        *counterfactual.artefacts(maker, tables["counterfactual"], n),
        *incidence.artefacts(maker, tables["incidence"], tables["incidence_did"], n),
    ]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The values behind the figures and tables."""
    return {
        "rate_ratio.csv": tables["rate_ratio"],
        "rate_checks.csv": tables["rate_checks"],
        "restricted_means.csv": tables["restricted_means"],
        "pseudo_effects.csv": tables["pseudo_effects"],
        "counterfactual.csv": tables["counterfactual"],
        "incidence.csv": tables["incidence"],
        "incidence_read_off.csv": incidence.read_off(tables["incidence"], tables["incidence_did"]),
    }
