"""Invented course starts with a time to the first event, and other programs' answers about them."""

import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from effektspor.estimators.survival import risk_table

WEEKS = 30


CHANGE = 10


def starts(persons=4000, ratio=1.6, seed=3, municipalities=20, late=None):
    """Course starts with geometric time to event; the rate ratio holds for treated and post.

    From week `CHANGE` on it is `late`, where that is given.
    """
    rng = np.random.default_rng(seed)
    home = rng.integers(0, municipalities, persons)
    treated, post = home % 3 == 0, rng.random(persons) < 0.5
    rate = 0.02 * np.where(treated, 0.9, 1.0) * np.where(treated & post, ratio, 1.0)
    event = np.floor(rng.exponential(1 / rate)).astype(int)
    if late is not None:
        more = np.where(treated & post, late / ratio, 1.0)
        event = np.where(event < CHANGE, event, CHANGE + (event - CHANGE) / more).astype(int)
    leave = rng.integers(1, 60, persons)
    begin = rng.integers(0, 10, persons)
    end = begin + leave
    return pd.DataFrame(
        {
            "start": np.arange(persons),
            "municipality": home,
            "group": np.where(treated, "participants", "comparison"),
            "cohort": np.where(post, "b", "a"),
            "post": post,
            "start_week": begin,
            "end_week": end,
            "event_week": np.where(event < leave, begin + event, -1),
            "last_week": WEEKS + 8,
        }
    )


def risk_of(**how):
    """Risk table of such starts."""
    return risk_table(starts(**how), WEEKS)


def durations(cohort):
    """Weeks observed and whether the event came, in the convention of event at week + 1."""
    followed = np.minimum(cohort["end_week"], cohort["last_week"]) - cohort["start_week"]
    time = cohort["event_week"] - cohort["start_week"]
    happened = (cohort["event_week"] >= 0) & (time < followed)
    return np.where(happened, time + 1, followed), happened.to_numpy()


def glm_rate_ratio(risk, further=()):
    """Log ratio and its clustered standard error by a Poisson regression on dummies.

    Columns: municipalities, weeks, post, further columns, treated x post. No factor for the
    number of municipalities.
    """
    used = risk[risk["at_risk"] > 0]
    for key in ("municipality", "week"):
        used = used[used.groupby(key)["events"].transform("sum") > 0]
    design = pd.concat(
        [
            pd.get_dummies(used["municipality"], prefix="g"),
            pd.get_dummies(used["week"], prefix="w").iloc[:, 1:],
            used["post"].rename("post"),
            *(used[name] for name in further),
            (used["post"] & (used["group"] == "participants")).rename("effect"),
        ],
        axis=1,
    ).astype(float)
    model = sm.GLM(
        used["events"].to_numpy(dtype=float),
        design.to_numpy(),
        family=sm.families.Poisson(),
        offset=np.log(used["at_risk"].to_numpy(dtype=float)),
    )
    groups = used["municipality"].to_numpy()
    fit = model.fit(
        cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False}, tol=1e-13
    )
    return float(fit.params[-1]), float(fit.bse[-1])


def run_r(script, *packages):
    """Numbers that an R script prints, or the test is skipped where R or a package is absent."""
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed")
    check = "; ".join(
        f"if (!requireNamespace('{name}', quietly=TRUE)) quit(status=9)" for name in packages
    )
    done = subprocess.run(
        ["Rscript", "-e", f"{check}; {script}"], capture_output=True, text=True, check=False
    )
    if done.returncode == 9:
        pytest.skip(f"R lacks one of {', '.join(packages)}")
    assert done.returncode == 0, done.stderr
    return [float(number) for number in done.stdout.split()]
