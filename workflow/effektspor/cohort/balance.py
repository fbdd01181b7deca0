"""Balance: standardised differences between groups, and between years of start within a group."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from effektspor.cohort.attrition import GROUPS, count_column
from effektspor.cohort.background import labels_of, means, standardised
from effektspor.cohort.characteristics import Characteristic
from effektspor.config.design import Cohorts

COLUMNS = [
    "contrast", "label_da", "label_en", "covariate", "cov_label_da", "cov_label_en", "unit",
    "n_a", "n_b", "mean_a", "mean_b", "sd_a", "sd_b", "smd",
]  # fmt: skip
_NAMES = {
    "participants": ("Deltagerkommuner", "Participating municipalities"),
    "comparison": ("Sammenligningskommuner", "Comparison municipalities"),
}


@dataclass(frozen=True)
class Contrast:
    """Two sets of starts, a against b; each is a group with a cohort and, if given, a year."""

    id: str
    label_da: str
    label_en: str
    a: tuple[str, str, int | None]
    b: tuple[str, str, int | None]


def contrasts(cohorts: Cohorts) -> list[Contrast]:
    """Groups in both cohorts; the first year of starts in the later cohort against its last."""
    found = [
        Contrast(
            count_column("participants_comparison", cohort.id),
            f"Deltager- mod sammenligningskommuner, {cohort.id}",
            f"Participating against comparison municipalities, {cohort.id}",
            (GROUPS[0], cohort.id, None),
            (GROUPS[1], cohort.id, None),
        )
        for cohort in (cohorts.pre, cohorts.post)
    ]
    first, last = cohorts.post.first_year, cohorts.post.last_year
    if first == last:
        return found
    return found + [
        Contrast(
            f"{group}_{first}_{last}",
            f"{_NAMES[group][0]}: start i {first} mod start i {last}",
            f"{_NAMES[group][1]}: started in {first} against {last}",
            (group, cohorts.post.id, first),
            (group, cohorts.post.id, last),
        )
        for group in GROUPS
    ]


def balance(
    shards: Sequence[pd.DataFrame], characteristics: Sequence[Characteristic], cohorts: Cohorts
) -> pd.DataFrame:
    """Compare the background of the two sides of each contrast.

    Parameters
    ----------
    shards
        What `background_sums` gives.

    Returns
    -------
    DataFrame
        `COLUMNS`; one row per contrast and characteristic. smd is the difference of a from b over
        the root of the mean variance.
    """
    labels = labels_of(characteristics).rename(
        columns={"label_da": "cov_label_da", "label_en": "cov_label_en"}
    )
    by_year = means(shards, ["covariate", "group", "cohort", "year"])
    whole = means(shards, ["covariate", "group", "cohort"])

    def side(group: str, cohort: str, year: int | None) -> pd.DataFrame:
        found = whole if year is None else by_year
        wanted = (group, cohort) if year is None else (group, cohort, year)
        levels = found.index.droplevel("covariate")
        rows = found[np.array([level == wanted for level in levels], dtype=bool)]
        rows.index = rows.index.get_level_values("covariate")
        return rows.reindex(labels["covariate"]).fillna({"n": 0})

    parts = []
    for contrast in contrasts(cohorts):
        a, b = side(*contrast.a), side(*contrast.b)
        sides = a.add_suffix("_a").join(b.add_suffix("_b")).assign(smd=standardised(a, b))
        sides = sides.astype({"n_a": "int64", "n_b": "int64"}).reset_index()
        parts.append(
            labels.merge(sides, on="covariate").assign(
                contrast=contrast.id, label_da=contrast.label_da, label_en=contrast.label_en
            )
        )
    return pd.concat(parts, ignore_index=True)[COLUMNS]
