"""Exploratory factor analysis of the staff's answers at the last wave: items, factors, scales.

Correlations are pairwise: nearly everybody leaves out some question, and complete rows are few.
Respondents who answered less than half of the questions are left out. The number of factors is that
of parallel analysis on what is common to the items, decided by rule and not by how the result looks:
in worlds of 400 respondents with eight factors that correlate by .5 it finds eight, where the rule on
components finds five or so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.errors import EstimationError
from effektspor.estimators.factor.bootstrap import bca
from effektspor.estimators.factor.correlation import Correlation, correlate, correlations
from effektspor.estimators.factor.explore import Solution, explore
from effektspor.estimators.factor.parallel import number_of_factors, parallel
from effektspor.estimators.factor.suitability import Suitability, suitability
from effektspor.estimators.reliability import OMEGA_ITEMS, alpha, omega

Floats = npt.NDArray[np.float64]
FEWEST_RESPONDENTS = 100
"""Below it loadings of two dozen items are noise; nothing is estimated."""
ENOUGH_ANSWERS = 0.5
"""Share of the questions that a respondent must have answered."""
FEWEST_ITEMS = 6
BELIEF = "belief"
RULE = "common"
"""Criterion of the parallel analysis that says how many factors there are; the other stands beside."""

SUITABILITY = ("quantity", "of", "value", "ci_low", "ci_high", "n")
EIGENVALUES = ("criterion", "number", "observed", "mean", "upper", "kept")
LOADINGS = ("item", "element", "factor", "loading", "communality", "uniqueness", "msa", "heywood")
CORRELATIONS = ("factor", "other", "correlation")


@dataclass(frozen=True)
class StaffFactors:
    """The four tables, with the columns that this module names; without rows where too few answered."""

    suitability: pd.DataFrame
    eigenvalues: pd.DataFrame
    loadings: pd.DataFrame
    correlations: pd.DataFrame


@dataclass(frozen=True)
class Items:
    """Answers of the respondents who are in the analysis.

    Attributes
    ----------
    rows
        Shape (n, p), NaN where there is no valid answer.
    names, elements
        Of the p items.
    respondents, without_answer
        All respondents of the wave, and items left out because nobody or everybody answers alike.
    """

    rows: Floats
    names: tuple[str, ...]
    elements: tuple[str, ...]
    respondents: int
    without_answer: int


def staff_items(answers: pd.DataFrame, order: Sequence[str]) -> Items:
    """Answers at the last wave as a table of respondents and items.

    Parameters
    ----------
    answers
        Columns wave, respondent, item, element, value.
    order
        All items in the order of the codebook; those without an element are not in the analysis.
    """
    last = answers[(answers["wave"] == answers["wave"].max()) & (answers["element"] != "")]
    found = last.drop_duplicates("item").set_index("item")["element"]
    items = found.loc[[item for item in order if item in found.index]]
    wide = last.pivot(index="respondent", columns="item", values="value")[list(items.index)]
    table = wide.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
    known = np.isfinite(table)
    kept = known.mean(axis=1) >= ENOUGH_ANSWERS
    rows = table[kept]
    spread = np.array([np.unique(column[np.isfinite(column)]).size for column in rows.T])
    varies = spread > 1
    return Items(
        rows=rows[:, varies],
        names=tuple(np.asarray(items.index)[varies]),
        elements=tuple(items.to_numpy()[varies]),
        respondents=int(known.any(axis=1).sum()),
        without_answer=int((~varies).sum()),
    )


def staff_factors(
    answers: pd.DataFrame, order: Sequence[str], *, draws: int, seed: int, confidence: float
) -> StaffFactors:
    """Suitability, number of factors, loadings and their correlations.

    Parameters
    ----------
    answers, order
        As `staff_items` takes them.
    draws
        Shuffled tables of the parallel analysis, and draws of the bootstrap.

    Raises
    ------
    EstimationError
        Where fewer than `FEWEST_RESPONDENTS` answered, or fewer than `FEWEST_ITEMS` items vary.
    """
    items = staff_items(answers, order)
    if len(items.rows) < FEWEST_RESPONDENTS or len(items.names) < FEWEST_ITEMS:
        raise EstimationError(
            f"{len(items.rows)} respondents and {len(items.names)} items are too few for a factor "
            "analysis",
            where="answers of the staff at the last wave",
            todo=f"It takes {FEWEST_RESPONDENTS} respondents and {FEWEST_ITEMS} items that vary.",
        )
    correlation = correlate(items.rows)
    fit = suitability(correlation.matrix, correlation.smallest_pair)
    eigen = parallel(items.rows, draws=draws, seed=seed, quantile=confidence)
    wanted = {name: number_of_factors(eigen, name) for name in ("components", "common")}
    facts = [*_counts(items, correlation), *_fit(fit, items), *_wanted(wanted)]
    facts += _scales(items, draws, seed, confidence)
    if not wanted[RULE]:
        return StaffFactors(_table(facts), eigen, _none(LOADINGS), _none(CORRELATIONS))
    solution = explore(correlation.matrix, min(wanted[RULE], _most(len(items.names))), seed=seed)
    return StaffFactors(
        _table([*facts, *_solution(solution, len(items.rows))]),
        eigen,
        _loadings(items, fit, solution),
        _correlations(solution),
    )


def _most(items: int) -> int:
    """Most factors that so many items can carry."""
    return max(k for k in range(1, items) if (items - k) ** 2 >= items + k)


Fact = tuple[str, str, float, float, float, int]


def _fact(quantity: str, value: float, n: int, of: str = "") -> Fact:
    return (quantity, of, float(value), np.nan, np.nan, n)


def _counts(items: Items, correlation: Correlation) -> list[Fact]:
    n = len(items.rows)
    return [
        _fact("respondents", items.respondents, items.respondents),
        _fact("included", n, n),
        _fact("complete", correlation.complete, n),
        _fact("smallest_pair", correlation.smallest_pair, n),
        _fact("items", len(items.names), n),
        _fact("items_left_out", items.without_answer, n),
        _fact("smallest_eigenvalue", correlation.smallest_eigenvalue, n),
        _fact("smoothed", correlation.smoothed, n),
    ]


def _fit(fit: Suitability, items: Items) -> list[Fact]:
    n = len(items.rows)
    return [
        _fact("kmo", fit.kmo, n),
        _fact("kmo_lowest", fit.by_item.min(), n),
        _fact("bartlett_chi2", fit.chi2, n),
        _fact("bartlett_degrees", fit.degrees, n),
        _fact("bartlett_p", fit.p_value, n),
    ]


def _wanted(wanted: dict[str, int]) -> list[Fact]:
    return [_fact(f"factors_{name}", number, 0) for name, number in wanted.items()]


def _scales(items: Items, draws: int, seed: int, confidence: float) -> list[Fact]:
    """Alpha and omega of all items of the core elements together, and of belief."""
    found: list[Fact] = []
    belief = np.array([element == BELIEF for element in items.elements])
    for name, chosen in (("fidelity", ~belief), (BELIEF, belief)):
        if chosen.sum() < OMEGA_ITEMS:
            continue
        rows = items.rows[:, chosen]
        both = bca(
            rows,
            lambda stack: np.stack([f(correlations(stack)) for f in (alpha, omega)], axis=-1),
            draws=draws, seed=seed, confidence=confidence,
        )  # fmt: skip
        found += [
            (quantity, name, float(both.estimate[at]), float(both.low[at]), float(both.high[at]),
             len(rows))
            for at, quantity in enumerate(("alpha", "omega"))
        ]  # fmt: skip
    return found


def _solution(solution: Solution, n: int) -> list[Fact]:
    whole = [
        _fact("factors", solution.loadings.shape[1], n),
        _fact("residual", solution.residual, n),
        _fact("heywood", solution.heywood.sum(), n),
        _fact("agreeing", solution.agreeing, n),
        _fact("fit_warnings", len(solution.warnings), n),
        _fact("variance", solution.variance.sum(), n),
    ]
    return whole + [
        _fact("variance", share, n, f"F{k}") for k, share in enumerate(solution.variance, start=1)
    ]


def _loadings(items: Items, fit: Suitability, solution: Solution) -> pd.DataFrame:
    rows = [
        (item, element, f"F{k + 1}", solution.loadings[at, k], solution.communality[at],
         solution.uniqueness[at], fit.by_item[at], bool(solution.heywood[at]))
        for at, (item, element) in enumerate(zip(items.names, items.elements, strict=True))
        for k in range(solution.loadings.shape[1])
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(LOADINGS))


def _correlations(solution: Solution) -> pd.DataFrame:
    k = len(solution.phi)
    rows = [(f"F{a + 1}", f"F{b + 1}", solution.phi[a, b]) for a in range(k) for b in range(k)]
    return pd.DataFrame(rows, columns=list(CORRELATIONS))


def _table(facts: list[Fact]) -> pd.DataFrame:
    return pd.DataFrame(facts, columns=list(SUITABILITY))


def _none(columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns))


def nothing() -> StaffFactors:
    """The tables without rows, where there is too little to estimate from."""
    return StaffFactors(*(_none(c) for c in (SUITABILITY, EIGENVALUES, LOADINGS, CORRELATIONS)))
