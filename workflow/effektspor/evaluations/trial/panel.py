"""Being in a job on the same day of each month: the arms' difference by month, early and late.

Everybody who was drawn is in every month: who has moved, died or got a pension is not in a job
then. Month m is the day m months after the start.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.estimators.panel.arms import PANEL, RANDOM, arm_effects, random_effects
from effektspor.estimators.randomised.means import mean_p
from effektspor.evaluations.courses.points import is_few
from effektspor.evaluations.trial.arms import ARMS, OTHER_ACTOR
from effektspor.evaluations.trial.inference import SHOWN, WITHHELD, Inference
from effektspor.evaluations.trial.spans import Window, in_job

COLUMNS = [
    "month", "date", "n_other_actor", "of_other_actor", "share_other_actor", "n_municipality",
    "of_municipality", "share_municipality", "difference", "se", "ci_low", "ci_high", "p", "n",
    "method", "state",
]  # fmt: skip
EFFECT_COLUMNS = [
    "term", "estimate", "se", "ci_low", "ci_high", "p", "p_randomisation", "persons", "months",
    "first_month", "last_month", "method", "state",
]  # fmt: skip
EARLY_MONTHS = 3
"""Months after which the source says that other actors got going."""


def panel_table(
    persons: pd.DataFrame, jobs: pd.DataFrame, window: Window, how: Inference
) -> pd.DataFrame:
    """Shares in a job by arm and month, and the month's difference from one panel regression.

    Returns
    -------
    DataFrame
        `COLUMNS`, fractions; `n` is the number of persons in the regression. A month is withheld
        where few of an arm are in a job, or few are not.
    """
    months, inside = _panel(persons, jobs, window)
    arms = {arm: (persons["arm"] == arm).to_numpy() for arm in ARMS}
    effects = arm_effects(
        inside,
        arms[OTHER_ACTOR],
        persons["municipality"],
        [[place] for place in range(len(months))],
    )
    rows = []
    for place, month in enumerate(months):
        chosen = np.eye(len(months))[place]
        found = effects.combine(chosen, how.confidence)
        row: dict[str, object] = {
            "month": month, "date": window.month(month).date(), "n": len(persons), "method": PANEL,
            "difference": found.pop("estimate"), **found, "state": SHOWN,
        }  # fmt: skip
        hidden = False
        for arm, own in arms.items():
            count, of = int(inside[own, place].sum()), int(own.sum())
            share = count / of if of else np.nan
            row |= {f"n_{arm}": count, f"of_{arm}": of, f"share_{arm}": share}
            hidden |= is_few(count, how.min_cell) or is_few(of - count, how.min_cell)
        rows.append(_hide(row) if hidden else row)
    return pd.DataFrame(rows, columns=COLUMNS)


def panel_effects(
    persons: pd.DataFrame, jobs: pd.DataFrame, window: Window, how: Inference
) -> pd.DataFrame:
    """Effects over all months, the first `EARLY_MONTHS` and the later ones, and their difference.

    Returns
    -------
    DataFrame
        `EFFECT_COLUMNS`. Terms: arm, arm_random_effects, and, where the project is longer than the
        early months, arm_early, arm_late and late_minus_early. Withheld where few of an arm have
        been in a job in any month.
    """
    months, inside = _panel(persons, jobs, window)
    drawn, block = (persons["arm"] == OTHER_ACTOR).to_numpy(), persons["municipality"].to_numpy()
    scores = inside.astype(np.float64)
    number = {month: place for place, month in enumerate(months)}

    def chance(values: npt.NDArray[np.float64]) -> float:
        varies = len(values) > 0 and np.ptp(values) > 0
        return mean_p(values, drawn, block, *how.drawing) if varies else np.nan

    whole = arm_effects(inside, drawn, block, [range(len(months))]).combine([1], how.confidence)
    p_whole = chance(scores.mean(axis=1))
    together = random_effects(inside, drawn, block).combine([1], how.confidence)
    rows = [
        _row("arm", whole, p_whole, months, PANEL),
        _row("arm_random_effects", together, p_whole, months, RANDOM),
    ]
    early, late = _split(months)
    if early and late:
        places = [[number[month] for month in part] for part in (early, late)]
        both = arm_effects(inside, drawn, block, places)
        means = [scores[:, part].mean(axis=1) for part in places]
        for term, weights, values, span in (
            ("arm_early", (1, 0), means[0], early),
            ("arm_late", (0, 1), means[1], late),
            ("late_minus_early", (-1, 1), means[1] - means[0], months),
        ):
            found = both.combine(weights, how.confidence)
            rows.append(_row(term, found, chance(values), span, PANEL))
    ever = pd.Series(inside.any(axis=1)).groupby(drawn).sum()
    if any(is_few(int(count), how.min_cell) for count in ever):
        rows = [
            {name: row[name] for name in ("term", "method")} | {"state": WITHHELD} for row in rows
        ]
    return pd.DataFrame(rows).assign(persons=len(persons)).reindex(columns=EFFECT_COLUMNS)


def _panel(
    persons: pd.DataFrame, jobs: pd.DataFrame, window: Window
) -> tuple[list[int], npt.NDArray[np.bool_]]:
    """Months, and whether each person is in a job in each, shape (persons, months)."""
    months = list(range(1, window.months + 1))
    return months, in_job(persons, jobs, [window.month(month) for month in months])


def _split(months: Sequence[int]) -> tuple[list[int], list[int]]:
    early = [month for month in months if month <= EARLY_MONTHS]
    return early, [month for month in months if month > EARLY_MONTHS]


def _row(
    term: str, found: Mapping[str, float], chance: float, months: Sequence[int], method: str
) -> dict[str, object]:
    span = {"months": len(months), "first_month": months[0], "last_month": months[-1]}
    return {
        "term": term,
        **found,
        "p_randomisation": chance,
        **span,
        "method": method,
        "state": SHOWN,
    }


def _hide(row: dict[str, object]) -> dict[str, object]:
    kept = ("month", "date", "of_other_actor", "of_municipality", "n", "method")
    return {name: row[name] for name in kept} | {"state": WITHHELD}
