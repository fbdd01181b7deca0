"""Estimates of a synthetic study beside the truth that its simulator wrote down.

Two distances are kept apart: estimation error, from the estimate to what the estimator gives on
average over worlds, and identification bias, from there to the average on-off contrast of potential
outcomes. Neither is given where the expected value is of another estimator than the estimate: their
distance would be called an error and be none. This world's own contrast stands beside them; it holds its own draw of the municipalities'
strengths, so its distance to an average would be noise and is not given.
"""

from typing import Any

import numpy as np
import pandas as pd

LABELS = {
    ("internship", "in_programme"): (
        "Andel i virksomhedspraktik blandt dem, der stadig er i ressourceforløb",
        "Share in internship among those still in the programme",
    ),
    ("hours", "started"): (
        "Andel med ordinære timer blandt alle, der har påbegyndt et ressourceforløb",
        "Share with ordinary hours among all who have started",
    ),
    ("hours", "in_programme"): (
        "Andel med ordinære timer blandt dem, der stadig er i ressourceforløb",
        "Share with ordinary hours among those still in the programme",
    ),
}
TOTAL = ("uger i alt pr. borger", "weeks in all per citizen")
RATE_RATIO = ("Forhold mellem påbegyndelsesrater", "Start-rate ratio")
_EXPECTED = ["contrast_expected", "contrast_mc_se", "estimator_expected", "mc_se"]


def compare(
    curves: pd.DataFrame, endpoints: pd.DataFrame, rate_ratio: pd.DataFrame, truth: dict[str, Any]
) -> pd.DataFrame:
    """Put estimate, contrast and expected value side by side.

    Parameters
    ----------
    curves, endpoints, rate_ratio
        The result tables ``effect_curves``, ``endpoints`` and ``rate_ratio``. Weekly effects and
        totals are the unadjusted ones by persons: their expected value is what the simulator knows.
    truth
        Content of ``truth.json``.

    Returns
    -------
    DataFrame
        Columns quantity, label_da, label_en, unit, week (missing for totals and the rate ratio), estimate,
        truth_contrast (of this world), contrast_expected, estimator_expected, mc_se (of the bias),
        estimation_error, identification_bias. The last four are missing for the rate ratio unless
        the truth says by ``estimator`` that its expected value is of the method of the estimate.
    """
    effects = curves[_as_simulated(curves)]
    parts = []
    for (outcome, denominator), (label_da, label_en) in LABELS.items():
        key = f"{outcome}|{denominator}"
        known = truth["quantities"].get(key)
        own = effects[(effects["outcome"] == outcome) & (effects["denominator"] == denominator)]
        if known is None or own.empty:
            continue
        weekly = pd.DataFrame(known).rename(columns={"weeks": "week", "contrast": "truth_contrast"})
        joined = own[["week", "estimate"]].merge(weekly, on="week")
        parts.append(
            joined.assign(
                quantity=key, label_da=label_da, label_en=label_en, unit="percentage_points"
            )
        )
    parts.append(_totals(endpoints, truth["quantities"]))
    known = truth["quantities"]["rate_ratio"]
    same = known.get("estimator") == rate_ratio["method"].iloc[0]
    parts.append(
        pd.DataFrame(
            [
                {
                    "quantity": "rate_ratio",
                    "label_da": RATE_RATIO[0],
                    "label_en": RATE_RATIO[1],
                    "unit": "ratio",
                    "week": None,
                    "estimate": float(rate_ratio["estimate"].iloc[0]),
                    "truth_contrast": known["contrast"],
                    "contrast_expected": known["contrast_expected"],
                    "contrast_mc_se": known["contrast_mc_se"],
                    "estimator_expected": known["estimator_expected"] if same else np.nan,
                    "mc_se": known["mc_se"] if same else np.nan,
                }
            ]
        )
    )
    table = pd.concat(parts, ignore_index=True)
    table["week"] = table["week"].astype("Int64")
    # Without replications the simulator knows no expected value, and the columns hold None only.
    table[_EXPECTED] = table[_EXPECTED].astype("float64")
    table["estimation_error"] = table["estimate"] - table["estimator_expected"]
    table["identification_bias"] = table["estimator_expected"] - table["contrast_expected"]
    table["mc_se"] = np.hypot(table["mc_se"], table["contrast_mc_se"])
    return table[[
        "quantity", "label_da", "label_en", "unit", "week", "estimate", "truth_contrast", "contrast_expected",
        "estimator_expected", "mc_se", "estimation_error", "identification_bias",
    ]]  # fmt: skip


def _totals(endpoints: pd.DataFrame, quantities: dict[str, Any]) -> pd.DataFrame:
    """The primary endpoint of each series beside its truth."""
    total = (endpoints["endpoint"] == "total") & (endpoints["method"] == "wild")
    chosen = total & _as_simulated(endpoints)
    rows = []
    for _, row in endpoints[chosen].iterrows():
        pair = (str(row["outcome"]), str(row["denominator"]))
        known = quantities.get(f"{'|'.join(pair)}|total")
        if known is None or pair not in LABELS:
            continue
        label_da, label_en = LABELS[pair]
        rows.append(
            {
                "quantity": f"{'|'.join(pair)}|total",
                "label_da": f"{label_da}, {TOTAL[0]}",
                "label_en": f"{label_en}, {TOTAL[1]}",
                "unit": "weeks",
                "week": None,
                "estimate": row["estimate"],
                "truth_contrast": known["contrast"],
                **{
                    name: known[name]
                    for name in (
                        "contrast_expected", "contrast_mc_se", "estimator_expected", "mc_se",
                    )
                },
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _as_simulated(table: pd.DataFrame) -> pd.Series:
    return (table["adjustment"] == "none") & (table["weighting"] == "persons")
