"""The start-rate ratio with its inference, over all weeks and in blocks of weeks, as a table.

The ratio of a block is the same model fitted to its weeks alone: each block has its own effects of
clusters, weeks and cohort, so that nothing of one block is borrowed for another.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from effektspor.errors import EstimationError
from effektspor.estimators.hazard.cells import Floats, RateCells
from effektspor.estimators.hazard.constancy import constancy
from effektspor.estimators.hazard.cox import cox_row
from effektspor.estimators.hazard.invert import invert, share_beyond
from effektspor.estimators.hazard.jackknife import jackknife_se, leave_one_out
from effektspor.estimators.hazard.kernel import Kernel
from effektspor.estimators.hazard.permute import Groupings
from effektspor.estimators.hazard.rates import RateFit, fit_rates
from effektspor.estimators.infer import Inference
from effektspor.estimators.permutation import permuted_groups
from effektspor.estimators.wild import draw_signs

MODEL = "Poisson with municipality and week effects"
METHODS = {
    "wild": "restricted wild score cluster bootstrap",
    "cr1": "CR1",
    "cr3": "CR3 (jackknife)",
    "randomisation": "randomisation of the treated",
}
ALL = "all"
Block = tuple[int, int]


def rate_ratios(risk: pd.DataFrame, inference: Inference, blocks: Sequence[Block]) -> pd.DataFrame:
    """Difference in differences of the rate as a ratio of ratios.

    Parameters
    ----------
    risk
        Risk table: municipality, group, post, week, at_risk, events.
    blocks
        First and last week since start of each block.

    Returns
    -------
    DataFrame
        The first row is over all weeks with the wild bootstrap. Columns estimate, ci_low, ci_high
        (ratios; an open end is 0 or infinite), p_value, events, persons (at risk as the weeks
        begin), municipalities (with events), method, inference (wild, cr1, cr3, randomisation; cox
        of the term `all`; wald, wild_max_t of the term `constancy`), term (all, block_1.., constancy), first_week,
        last_week, log_ratio, se_log, df, statistic, treated (municipalities that compare both
        cohorts), leave_one_low, leave_one_high. What cannot be evaluated is missing: a block without events in
        a group and cohort, or inference from fewer than two municipalities in a group.

    Raises
    ------
    EstimationError
        Where a group and cohort has no events at all, or the ratio is not identified.
    """
    cells = RateCells.of(risk)
    fits: list[RateFit | None] = [fit_rates(cells)]
    terms = [(ALL, int(cells.weeks[0]), int(cells.weeks[-1]))]
    for number, (first, last) in enumerate(blocks, start=1):
        terms.append((f"block_{number}", first, last))
        fits.append(_fit(cells.between(first, last)))
    rows: list[dict[str, object]] = []
    for (term, first, last), fit in zip(terms, fits, strict=True):
        persons = int(cells.between(first, first).at_risk.sum())
        about = {"term": term, "first_week": first, "last_week": last, "persons": persons}
        rows += [about | row for row in _rows(fit, inference)]
        if term == ALL:
            rows.append(about | cox_row(risk, inference.confidence))
    known = [fit for fit in fits[1:] if fit is not None and comparing(fit) is not None]
    rows += [
        {"term": "constancy", "method": row["method"], "first_week": terms[0][1],
         "last_week": terms[0][2], "persons": rows[0]["persons"], **row}
        for row in constancy(known, cells, inference.draws, inference.seed)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


COLUMNS = [
    "estimate", "ci_low", "ci_high", "p_value", "events", "persons", "municipalities", "method",
    "inference", "term", "first_week", "last_week", "log_ratio", "se_log", "df", "statistic",
    "treated", "leave_one_low", "leave_one_high",
]  # fmt: skip


def _fit(cells: RateCells) -> RateFit | None:
    try:
        return fit_rates(cells)
    except EstimationError:
        return None


def comparing(fit: RateFit) -> tuple[int, int] | None:
    """Clusters that compare both cohorts, treated and not; nothing with fewer than two in one."""
    at_risk = fit.cells.at_risk.sum(axis=2)
    later = fit.cells.post == 1
    both = (at_risk[:, later].sum(axis=1) > 0) & (at_risk[:, ~later].sum(axis=1) > 0)
    treated = int((both & fit.cells.treated).sum())
    others = int((both & ~fit.cells.treated).sum())
    return (treated, others) if min(treated, others) > 1 else None


def _rows(fit: RateFit | None, inference: Inference) -> list[dict[str, object]]:
    """One row for each kind of inference."""
    nothing = float("nan")
    if fit is None:
        return [
            {"estimate": nothing, "method": f"{MODEL}, {text}", "inference": name, "events": 0,
             "municipalities": 0, "treated": 0}
            for name, text in METHODS.items()
        ]  # fmt: skip
    effect, groups = fit.effect, len(fit.cells.clusters)
    enough = comparing(fit)
    variance, without = Kernel.of(fit).variance(), np.full(groups, np.nan)
    se = se_jackknife = nothing
    if enough:
        without = leave_one_out(fit)
        se, se_jackknife = float(np.sqrt(variance)), jackknife_se(effect, without)
    found = {
        "wild": (se, nothing, *_wild(fit, se, inference)),
        "cr1": (se, groups - 1, *_by_t(effect, se, groups - 1, inference.confidence)),
        "cr3": (
            se_jackknife, groups - 1,
            *_by_t(effect, se_jackknife, groups - 1, inference.confidence),
        ),
        "randomisation": (nothing, nothing, *_randomisation(fit, se, inference)),
    }  # fmt: skip
    span = (np.exp(np.min(without)), np.exp(np.max(without))) if enough else (nothing, nothing)
    return [
        {
            "estimate": np.exp(effect),
            "ci_low": np.exp(low),
            "ci_high": np.exp(high),
            "p_value": p_value,
            "events": int(fit.cells.events.sum()),
            "municipalities": groups,
            "method": f"{MODEL}, {METHODS[name]}",
            "inference": name,
            "log_ratio": effect,
            "se_log": own_se,
            "df": df,
            "statistic": effect / own_se if np.isfinite(own_se) else nothing,
            "treated": enough[0] if enough else int(fit.cells.treated.sum()),
            "leave_one_low": span[0],
            "leave_one_high": span[1],
        }
        for name, (own_se, df, low, high, p_value) in found.items()
    ]


def _by_t(effect: float, se: float, df: int, confidence: float) -> tuple[float, float, float]:
    if not np.isfinite(se):
        return se, se, se
    reach = stats.t.ppf((1 + confidence) / 2, df) * se
    return effect - reach, effect + reach, float(2 * stats.t.sf(abs(effect / se), df))


def _wild(fit: RateFit, se: float, inference: Inference) -> tuple[float, float, float]:
    """Interval and p-value by the score bootstrap, the null imposed and the nuisance refitted."""
    if not np.isfinite(se):
        return se, se, se
    groups = len(fit.cells.clusters)
    signs = np.concatenate(
        [np.ones((1, groups)), draw_signs(groups, inference.draws, inference.seed)]
    )

    def test(null: float) -> tuple[float, Floats]:
        drawn = Kernel.of(fit_rates(fit.cells, null, fit)).statistics(signs)
        return float(drawn[0]), drawn[1:]

    p_value = share_beyond(*test(0.0))
    low, high = invert(test, fit.effect, se, 1 - inference.confidence)
    return low, high, p_value


def _randomisation(fit: RateFit, se: float, inference: Inference) -> tuple[float, float, float]:
    treated = fit.cells.treated
    groups = np.concatenate(
        [treated[None, :], permuted_groups(treated, inference.draws, inference.seed)]
    ).astype(np.float64)

    def test(null: float) -> tuple[float, Floats]:
        drawn = Groupings.of(fit_rates(fit.cells, null, fit)).statistics(groups)
        return float(drawn[0]), drawn[1:]

    if not np.isfinite(se):
        return se, se, se
    p_value = share_beyond(*test(0.0))
    low, high = invert(test, fit.effect, se, 1 - inference.confidence)
    return low, high, p_value
