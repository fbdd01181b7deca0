"""Cox's model on persons with clustered standard errors, by statsmodels: another program's answer."""

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.duration.hazard_regression import PHReg

from effektspor.estimators.hazard.cells import Floats, RateCells

METHOD = "Cox on persons (Breslow), participation, cohort and their product, clustered"
MOST_PERSONS = 300_000


def persons_of(cells: RateCells) -> tuple[Floats, Floats, Floats]:
    """Persons behind a risk table: row of each (cluster x R), weeks followed, whether an event came.

    An event in week *w* ends at *w* + 1; who left after *w* without one is censored there too.
    """
    groups, rows, weeks = cells.at_risk.shape
    n, d = cells.at_risk.reshape(-1, weeks), cells.events.reshape(-1, weeks)
    following = np.concatenate([n[:, 1:], np.zeros((len(n), 1))], axis=1)
    number = np.concatenate([d, n - d - following]).reshape(-1).astype(np.int64)
    row = np.repeat(np.arange(groups * rows), weeks)
    time = np.tile(cells.weeks + 1, groups * rows)
    happened = np.repeat([1.0, 0.0], n.size)
    return (
        np.repeat(np.tile(row, 2), number).astype(np.float64),
        np.repeat(np.tile(time, 2), number).astype(np.float64),
        np.repeat(happened, number),
    )


def cox_row(risk: pd.DataFrame, confidence: float) -> dict[str, object]:
    """Rate ratio with one baseline rate per group and cohort instead of one per cluster.

    The risk table is unfolded to persons, so memory grows with them: beyond `MOST_PERSONS` the
    row is left without values.
    """
    cells = RateCells.of(risk)
    about: dict[str, object] = {"method": METHOD, "inference": "cox"}
    persons = int(cells.at_risk[:, :, 0].sum())
    if persons > MOST_PERSONS:
        return about
    row, time, happened = persons_of(cells)
    told = time >= time[happened == 1].min()  # who left before the first event says nothing
    row, time, happened = row[told], time[told], happened[told]
    cluster, part = np.divmod(row.astype(np.int64), len(cells.post))
    treated, post = cells.treated[cluster].astype(float), cells.post[part]
    design = np.column_stack([treated, post, treated * post])
    fit = PHReg(time, design, status=happened, ties="breslow").fit(groups=cluster)
    clusters = len(np.unique(cluster))
    effect, se = float(fit.params[-1]), float(fit.bse[-1] * np.sqrt(clusters / (clusters - 1)))
    reach = stats.t.ppf((1 + confidence) / 2, clusters - 1) * se
    return about | {
        "estimate": np.exp(effect),
        "ci_low": np.exp(effect - reach),
        "ci_high": np.exp(effect + reach),
        "p_value": 2 * stats.t.sf(abs(effect / se), clusters - 1),
        "events": int(happened.sum()),
        "municipalities": clusters,
        "log_ratio": effect,
        "se_log": se,
        "df": clusters - 1,
        "statistic": effect / se,
    }
