r"""One effect over all weeks, or one for each block of weeks.

.. math:: \bar y_{gct} = \alpha_{gt} + \lambda_{ct} + \sum_b \tau_b\,treated_g\,post_c\,1(t \in b) + e

with weights n, clustered by municipality. The weeks share nothing but the effect, so that from the
moments it is the mean of the weekly effects, week t weighted by :math:`H_T H_C / (H_T + H_C)`, H
the sums of the municipalities' weights in the two groups.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from linearmodels.panel import PanelOLS

from effektspor.estimators.moments import Cells, Floats
from effektspor.estimators.panel.cells import cell_frame
from effektspor.estimators.stack import POST, Stack

Block = tuple[int, int]
COLUMNS = ["first_week", "last_week", "estimate", "se"]


def static_panel(cells: Cells, blocks: Sequence[Block] | None = None) -> pd.DataFrame:
    """Effects of blocks of weeks in one PanelOLS: municipality x week absorbed, cohort x week in it.

    Parameters
    ----------
    blocks
        First and last week of each; left out, all weeks are one block.

    Returns
    -------
    DataFrame
        One row per block: `COLUMNS`; missing where the block has no week with a contrast. The
        standard errors have no small-sample factor.
    """
    blocks = _blocks(cells, blocks)
    frame = _with_contrast(cell_frame(cells))
    inside = [frame["week"].between(*block) for block in blocks]
    known = [b for b, chosen in enumerate(inside) if chosen.any()]
    rows = pd.DataFrame(blocks, columns=COLUMNS[:2]).assign(estimate=np.nan, se=np.nan)
    if not known:
        return rows
    used = np.logical_or.reduce([inside[b] for b in known])
    effects = {f"effect_{b}": frame["effect"].where(inside[b], 0)[used] for b in known}
    panel = frame[used].assign(**effects)
    panel["unit"] = panel.groupby(["municipality", "week"]).ngroup()
    panel = panel.set_index(["unit", "post"], drop=False)
    cohort_week = pd.get_dummies(panel["week"], prefix="post").mul(panel["post"], axis=0)
    model = PanelOLS(
        panel["share"],
        pd.concat([panel[list(effects)], cohort_week], axis=1).astype(float),
        entity_effects=True,
        weights=panel["n"],
    )
    fit = model.fit(cov_type="clustered", clusters=panel["municipality"], debiased=False)
    rows.loc[known, "estimate"] = fit.params[list(effects)].to_numpy()
    rows.loc[known, "se"] = fit.std_errors[list(effects)].to_numpy()
    return rows


def static_moments(cells: Cells, blocks: Sequence[Block] | None = None) -> pd.DataFrame:
    """The same effects from the moments, with the sandwich of clusters and no further factor."""
    stack = Stack.of(cells)
    rows = [(*block, *_one(stack, block)) for block in _blocks(cells, blocks)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _one(stack: Stack, block: Block) -> tuple[float, float]:
    inside = (stack.weeks >= block[0]) & (stack.weeks <= block[1])
    part = stack.at(inside & stack.identified)
    if not len(part.weeks):
        return np.nan, np.nan
    weight, treated = part.weight, part.treated[:, None].astype(float)
    change: Floats = part.score[..., POST] / np.where(weight > 0, weight, 1)
    contrast = treated - (weight * treated).sum(axis=0) / weight.sum(axis=0)
    information = float((weight * contrast**2).sum())
    effect = float((weight * contrast * change).sum() / information)
    rest = change - effect * treated
    rest = rest - (weight * rest).sum(axis=0) / weight.sum(axis=0)
    scores = (weight * contrast * rest).sum(axis=1)
    return effect, float(np.sqrt((scores**2).sum()) / information)


def _blocks(cells: Cells, blocks: Sequence[Block] | None) -> list[Block]:
    return list(blocks) if blocks else [(int(cells.weeks[0]), int(cells.weeks[-1]))]


def _with_contrast(frame: pd.DataFrame) -> pd.DataFrame:
    """Weeks with municipalities of both groups: in others the effect is a cohort's own."""
    return frame[frame.groupby("week")["treated"].transform("nunique") == 2]
