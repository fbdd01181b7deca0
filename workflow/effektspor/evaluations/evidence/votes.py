r"""A count of votes with published weights: what each report adds to the stock of knowledge.

The weight of a result is the product of five factors as the Danish Jobeffekter publishes them: quality,
method, geography, journal and combination. Only effect studies have a weight for method; other kinds of
evidence are listed and not counted. Where a report does not say what a factor rests on, the product is
told at both ends of what the published weights allow, never at an assumed value.

.. math:: w = q \cdot m \cdot g \cdot j \cdot c, \qquad
   \underline W = \sum \underline w, \quad \overline W = \sum \overline w
"""

from collections.abc import Mapping

import pandas as pd

from effektspor.evaluations.evidence.directions import dominating
from effektspor.evaluations.evidence.matrix import read_reports_only

COLUMNS = (
    "theme", "report", "direction", "n_findings", "counted", "quality", "method", "geography",
    "journal", "combination", "product_low", "product_high", "product", "assumed", "reason_da",
)  # fmt: skip
METHODS = {"rct": "rct", "quasi": "econometric"}
"""Level of the factor method by design; other designs have no published weight."""
NOT_COUNTED = "Ikke et effektstudie: der er ingen offentliggjort vægt for metoden."
FACTORS = {"quality": "kvalitet", "journal": "tidsskrift", "geography": "land"}
Weights = Mapping[tuple[str, str], float]


def votes_table(reports: pd.DataFrame, findings: pd.DataFrame, weights: Weights) -> pd.DataFrame:
    """One row for each theme and report with a finding.

    Parameters
    ----------
    weights
        Published weight by factor and level.

    Returns
    -------
    pandas.DataFrame
        Factors are missing where the report does not state what they rest on; `product` is the higher
        end, `assumed` the factors that are not known, and both are missing where nothing is counted.
    """
    known = read_reports_only(reports).set_index("report")
    own = findings[findings["report"].isin(known.index) & (findings["studied"] == "finding")]
    rows = [
        _vote(str(theme), str(report), cell, known.loc[report], weights)
        for (theme, report), cell in own.groupby(["theme", "report"], sort=True)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _vote(
    theme: str, report: str, cell: pd.DataFrame, about: "pd.Series[str]", weights: Weights
) -> dict[str, object]:
    counted = cell[cell["design"].isin(METHODS)]
    row = {"theme": theme, "report": report, "n_findings": len(cell)}
    if counted.empty:
        return row | {
            "direction": dominating(cell["direction"]), "counted": False, "assumed": "",
            "reason_da": NOT_COUNTED,
        }  # fmt: skip
    best = max(
        (METHODS[design] for design in counted["design"]), key=lambda m: weights["method", m]
    )
    fixed = weights["method", best] * weights["combination", "single"]
    ends = {factor: _ends(factor, str(about[column]), weights) for factor, column in _COLUMNS}
    low, high = fixed, fixed
    for under, over in ends.values():
        low, high = low * under, high * over
    unknown = [FACTORS[factor] for factor, (under, over) in ends.items() if under < over]
    return row | {
        "direction": dominating(counted["direction"]),
        "counted": True,
        **{factor: over if under == over else None for factor, (under, over) in ends.items()},
        "method": weights["method", best],
        "combination": weights["combination", "single"],
        "product_low": low,
        "product_high": high,
        "product": high,
        "assumed": ";".join(unknown),
        "reason_da": f"Begge ender af det mulige: rapporten oplyser ikke {' og '.join(unknown)}."
        if unknown
        else "Alle vægte er kendt.",
    }


_COLUMNS = (("quality", "quality"), ("geography", "country"), ("journal", "journal"))


def _ends(factor: str, level: str, weights: Weights) -> tuple[float, float]:
    """Lowest and highest weight that a factor can have; the same where its level is known."""
    if (factor, level) in weights:
        return weights[factor, level], weights[factor, level]
    all_of = [weight for (each, _), weight in weights.items() if each == factor]
    return min(all_of), max(all_of)
