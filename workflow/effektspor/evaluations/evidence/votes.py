r"""A count of votes with published weights: what each report adds to the stock of knowledge.

The weight of a result is the product of five factors as the Danish Jobeffekter publishes them: quality,
method, geography, journal and combination. Only effect studies have a weight for method; other kinds of
evidence are listed and not counted. Where a report does not say what a factor rests on, or the weight of
what it says was not published, the product is told at both ends of what is possible, never at an assumed
value.

.. math:: w = q \cdot m \cdot g \cdot j \cdot c, \qquad
   \underline W = \sum \underline w, \quad \overline W = \sum \overline w
"""

from collections.abc import Hashable, Mapping
from math import isnan, prod

import pandas as pd

from effektspor.evaluations.evidence.directions import dominating
from effektspor.evaluations.evidence.matrix import read_reports_only
from effektspor.evidence.words import EFFECT_DESIGNS

COLUMNS = (
    "theme", "report", "direction", "n_findings", "effect_design", "counted", "quality", "method",
    "geography", "journal", "combination", "product_low", "product_high", "product", "assumed",
    "reason_da",
)  # fmt: skip
METHODS = {"rct": "rct", "quasi": "econometric"}
"""Level of the factor method by design; other designs have no published weight."""
NO_STUDY = "Ikke et effektstudie: der er ingen offentliggjort vægt for metoden."
A_REVIEW = "En gennemgang er ikke én undersøgelse, og metoden bag de gengivne effektstudier er ikke oplyst."
NO_DIRECTION = "Retningen er ikke oplyst, så der er ingen stemme at give."
ALL_KNOWN = "Alle vægte er kendt."
FACTORS = {"quality": "kvalitet", "journal": "tidsskrift", "geography": "land"}
_STATED_IN = (("quality", "quality"), ("geography", "country"), ("journal", "journal"))
Weights = Mapping[tuple[str, str], float]


def votes_table(reports: pd.DataFrame, findings: pd.DataFrame, weights: Weights) -> pd.DataFrame:
    """One row for each theme and report with a finding, or with an effect study that found nothing.

    Parameters
    ----------
    weights
        Published weight by factor and level; missing where the level's weight was not published.

    Returns
    -------
    pandas.DataFrame
        A report has one vote per theme: the direction of most findings of its effect study, or
        `no_finding` where that found nothing. Factors are missing where they are not known; `product`
        is the higher end, `assumed` the factors that are not known, and both are missing where nothing
        is counted.
    """
    known = {str(row["report"]): row for row in read_reports_only(reports).to_dict("records")}
    said = (findings["studied"] == "finding") | findings["design"].isin(METHODS)
    own = findings[findings["report"].isin(known) & said]
    rows = [
        _vote(str(theme), str(report), cell, known[str(report)], weights)
        for (theme, report), cell in own.groupby(["theme", "report"], sort=True)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _vote(
    theme: str, report: str, cell: pd.DataFrame, about: Mapping[Hashable, object], weights: Weights
) -> dict[str, object]:
    studies = cell[cell["design"].isin(METHODS)]
    direction = _direction(cell if studies.empty else studies)
    effect = cell["design"].isin(EFFECT_DESIGNS)
    row = {
        "theme": theme,
        "report": report,
        "direction": direction,
        "n_findings": int((cell["studied"] == "finding").sum()),
        "effect_design": bool(effect.any()),
    }
    if studies.empty or direction == "none":
        reason = NO_DIRECTION if len(studies) else A_REVIEW if effect.any() else NO_STUDY
        return row | {"counted": False, "assumed": "", "reason_da": reason}
    method = max(weights["method", METHODS[design]] for design in studies["design"])
    single = weights["combination", "single"]
    ends = {factor: _ends(factor, str(about[column]), weights) for factor, column in _STATED_IN}
    unknown = [FACTORS[factor] for factor, (low, high) in ends.items() if low < high]
    high = method * single * prod(over for _, over in ends.values())
    return row | {
        "counted": True,
        **{factor: high if low == high else None for factor, (low, high) in ends.items()},
        "method": method,
        "combination": single,
        "product_low": method * single * prod(under for under, _ in ends.values()),
        "product_high": high,
        "product": high,
        "assumed": ";".join(unknown),
        "reason_da": f"Begge ender vises, fordi vægten ikke er kendt for: {', '.join(unknown)}."
        if unknown
        else ALL_KNOWN,
    }


def _direction(cell: pd.DataFrame) -> str:
    found = cell[cell["studied"] == "finding"]
    return "no_finding" if found.empty else dominating(found["direction"])


def _ends(factor: str, level: str, weights: Weights) -> tuple[float, float]:
    """Lowest and highest weight that a factor can have; the same where it is known.

    A weight that was not published lies between nothing and the highest that was.
    """
    of_factor = {key: weight for (each, key), weight in weights.items() if each == factor}
    published = [weight for weight in of_factor.values() if not isnan(weight)]
    if level and not isnan(of_factor[level]):
        return of_factor[level], of_factor[level]
    complete = not level and len(published) == len(of_factor)
    return (min(published) if complete else 0.0), max(published)
