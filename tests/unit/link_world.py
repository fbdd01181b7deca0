"""A small made-up study: municipalities with effects that go with what their staff answers."""

import numpy as np
import pandas as pd

from effektspor.evaluations.link.exposures import BELIEF, ELEMENTS
from effektspor.surveys.tables import ANSWERS

TREATED, COMPARISON, WEEK = 17, 25, 95


def levels(seed=1):
    """Share that agrees by municipality and topic; belief goes with nothing."""
    rng = np.random.default_rng(seed)
    common = rng.uniform(-1, 1, TREATED)
    found = {
        element: np.clip(0.6 + 0.2 * common + 0.08 * rng.normal(size=TREATED), 0.05, 0.95)
        for element in ELEMENTS
    }
    return pd.DataFrame({**found, BELIEF: rng.uniform(0.5, 0.7, TREATED)}, index=codes()), common


def codes():
    return 101 + np.arange(TREATED)


def answers(shares, *, persons=25, seed=2, items=3):
    """Answers of both waves; the start is twenty points below the end."""
    rng = np.random.default_rng(seed)
    parts = []
    for wave, less in ((1, 0.2), (3, 0.0)):
        for code, row in shares.iterrows():
            for topic, share in row.items():
                shape = (persons, items)
                said = rng.random(shape) < max(share - less * (topic != BELIEF), 0.02)
                silent = rng.random(shape) < 0.05
                for person in range(persons):
                    parts += [
                        (wave, f"{code}-{person}", code, f"{topic}_{item}", topic,
                         pd.NA if silent[person, item] else int(said[person, item]))
                        for item in range(items)
                    ]  # fmt: skip
    names = ["wave", "respondent", "municipality", "item", "element", "counts"]
    frame = pd.DataFrame(parts, columns=names)
    frame["counts"] = frame["counts"].astype("Int8")
    return ANSWERS.conform(
        frame.assign(
            survey="staff", role="leader", weight=1.0, value=frame["counts"] * 2 + 2,
            state=np.where(frame["counts"].isna(), "dont_know", "answered"),
        )
    )  # fmt: skip


def moments(effects, *, seed=3, persons=300):
    """Moments of one week; `effects` of the treated municipalities, shape (17,)."""
    rng = np.random.default_rng(seed)
    rows = []
    for place in range(TREATED + COMPARISON):
        treated = place < TREATED
        level = rng.uniform(0.2, 0.3)
        for post in (False, True):
            n = int(rng.integers(persons // 2, persons * 2))
            share = level + (effects[place] if treated and post else 0.0)
            y = rng.binomial(n, np.clip(share, 0, 1))
            rows.append(("internship", "in_programme", 101 + place, treated, post, WEEK, n, y, y))
    names = ["outcome", "denominator", "municipality", "treated", "post", "week", "n", "y", "yy"]
    return pd.DataFrame(rows, columns=names)
