"""The event study by linearmodels."""

import warnings

import pandas as pd
from linearmodels.panel import PanelOLS
from linearmodels.panel.utility import AbsorbingEffectWarning

from effektspor.estimators.panel.years import Years


def event_panel(years: Years, reference: int) -> pd.DataFrame:
    """Effects of the years of start by PanelOLS, clustered by municipality.

    Municipality x week and year x week are absorbed as its two effects. Neither may be counted as
    parameters: linearmodels 7.1 counts all of them, since the second is not nested in the
    clusters, and its standard errors then come out far too large.

    Returns
    -------
    DataFrame
        Columns year, estimate, se (no small-sample factor): all years but the reference. Empty
        where no year can be compared with it.
    """
    frame = _with_contrast(years.frame())
    others = [year for year in years.years.tolist() if (frame["year"] == year).any()]
    if reference in others:
        others.remove(reference)
    else:  # nothing to compare with
        others = []
    if not others:
        return pd.DataFrame({"year": [], "estimate": [], "se": []})
    frame["unit"] = frame.groupby(["municipality", "week"]).ngroup()
    frame["when"] = frame.groupby(["year", "week"]).ngroup()
    panel = frame.set_index(["unit", "when"])
    effects = pd.DataFrame(
        {
            f"effect_{year}": (panel["treated"] & (panel["year"] == year)).astype(float)
            for year in others
        }
    )
    model = PanelOLS(
        panel["share"], effects, entity_effects=True, time_effects=True, weights=panel["n"],
        drop_absorbed=True, check_rank=False,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", AbsorbingEffectWarning)  # years without a contrast may go
        fit = model.fit(
            cov_type="clustered", clusters=panel["municipality"], debiased=False,
            auto_df=False, count_effects=False, low_memory=True,
        )  # fmt: skip
    kept = [year for year in others if f"effect_{year}" in fit.params.index]
    names = [f"effect_{year}" for year in kept]
    return pd.DataFrame(
        {
            "year": kept,
            "estimate": fit.params[names].to_numpy(),
            "se": fit.std_errors[names].to_numpy(),
        }
    )


def _with_contrast(frame: pd.DataFrame) -> pd.DataFrame:
    """Cells of weeks with two years a municipality and both groups; others tell of no effect."""
    years = frame.groupby(["municipality", "week"])["year"].transform("nunique")
    frame = frame[years > 1]
    both = frame.groupby("week")["treated"].transform("nunique") == 2
    return frame[both].reset_index(drop=True)
