"""The rows of the charts that set the two arms beside each other: outcomes, places, subgroups, jobs."""

from collections.abc import Mapping
from math import isnan, nan
from typing import Any

import pandas as pd

from effektspor.evaluations.result_tables import records
from effektspor.evaluations.trial.arms import ARMS, DIFFERENCE, MUNICIPALITY, OTHER_ACTOR
from effektspor.report import danish
from effektspor.report.charts.pairs import Group, Scale
from effektspor.report.drawing import Words

ALL, WITHHELD = "all", "withheld"
JOBS = "jobs"
BLOCKS: Mapping[str, tuple[str, ...]] = {
    "work": ("flexjob_", "jobs_created"),
    "other": ("disability_pension_", "ledighedsydelse_"),
}
"""Heading of the outcomes whose names begin so; all others stand under ``effort``."""
EFFORT = "effort"
TOLD_ELSEWHERE = ("answered_after",)
"""Outcomes that are not drawn: who answered stands in the flow."""
ROW = 0.37
"""Inches: the least height of a row of outcomes, of which there are many."""
DURATIONS = ("truncated_mean", "possible_mean", "restricted_mean")
Rows = list[dict[str, Any]]


def arms(words: Words) -> tuple[Group, Group]:
    """The municipalities first, as what the others are compared with."""
    return (
        Group(MUNICIPALITY, words["arm_municipality"]),
        Group(OTHER_ACTOR, words["arm_other_actor"]),
    )


def outcome_rows(
    outcomes: pd.DataFrame, words: Words, printed: Mapping[tuple[str, str], float]
) -> pd.DataFrame:
    """Outcomes over all places, by heading.

    Parameters
    ----------
    printed
        Printed shares (fractions) by outcome and arm; their difference is printed where both are.
    """
    whole = outcomes[outcomes["scope"] == ALL].sort_values("order")
    made: Rows = []
    for row in records(whole):
        name = str(row["outcome"])
        if name in TOLD_ELSEWHERE:
            continue
        block = next((key for key, starts in BLOCKS.items() if name.startswith(starts)), EFFORT)
        made.append(
            _compared(row, words, words[f"chart_block_{block}"], _named(row, words))
            | _published(printed, name)
        )
    table = pd.DataFrame(made)
    order = [words[f"chart_block_{block}"] for block in (*BLOCKS, EFFORT)]
    table["rank"] = table["item_label"].map({name: place for place, name in enumerate(order)})
    return table.sort_values("rank", kind="stable").drop(columns="rank").reset_index(drop=True)


def place_rows(places: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Each municipality by itself, then the differences without each in turn."""
    made: Rows = []
    for row in records(places):
        label = words["chart_place_best" if bool(row["best"]) else "chart_place"].format(
            place=row["place"], counts=_counts(row, words)
        )
        made.append(_compared(row, words, words["chart_places"], label, p="p"))
    for row in records(places):
        without = {
            "change": row["without_difference"], "ci_low": row["without_low"],
            "ci_high": row["without_high"], "aside": _p(row["p_without"]),
        }  # fmt: skip
        made.append(_empty() | without | {
            "item_label": words["chart_without"],
            "label": words["chart_without_place"].format(place=row["place"]),
            "hidden": words["hidden"],
        })  # fmt: skip
    return pd.DataFrame(made)


def subgroup_rows(subgroups: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Both levels of each subgroup, and how far their differences are from each other."""
    made: Rows = []
    for name, levels in subgroups.groupby("subgroup", sort=False):
        heading = words[f"subgroup_{name}"]
        if (levels["state"] == WITHHELD).all():
            hidden = {"label": words["chart_subgroup_hidden"], "change": nan, "ci_low": nan,
                      "ci_high": nan, "hidden": words["hidden"]}  # fmt: skip
            made.append(_empty() | hidden | {"item_label": heading})
            continue
        for row in records(levels):
            named = words["chart_level"].format(label=row["label_da"], counts=_counts(row, words))
            own = {**row, "diff_low": row["low"], "diff_high": row["high"]}
            made.append(_compared(own, words, heading, named))
        told = records(levels)[0]
        known = not pd.isna(told["p_holm"])
        word = words["chart_p_holm"] if known else "{p}"
        p = _p(told["p_holm"] if known else told["p_interaction"])
        made.append(_empty() | {
            "item_label": heading, "label": words["chart_interaction"],
            "change": told["interaction"], "ci_low": told["interaction_low"],
            "ci_high": told["interaction_high"], "aside": word.format(p=p) if p else "",
            "hidden": words["hidden"],
        })  # fmt: skip
    return pd.DataFrame(made)


def duration_rows(
    durability: pd.DataFrame, words: Words, printed: Mapping[str, float]
) -> pd.DataFrame:
    """How long jobs lasted: cut off as the source does, at most possible, and with censoring.

    Parameters
    ----------
    printed
        Printed means, months, by arm.
    """
    known = {(str(row["arm"]), str(row["quantity"])): row for row in records(durability)}
    made: Rows = []
    for quantity in DURATIONS:
        gap = known.get((DIFFERENCE, quantity), {})
        reach = gap.get("horizon_months", nan)
        note = words[f"chart_{quantity}_note"].format(horizon=danish.number(reach, 1))
        own = {"item_label": words[f"chart_{quantity}"], "label": note}
        row = _empty() | own | {
            "change": gap.get("value", nan), "ci_low": gap.get("low", nan),
            "ci_high": gap.get("high", nan), "hidden": words["hidden"],
        }  # fmt: skip
        for arm in ARMS:
            found = known.get((arm, quantity), {})
            row |= {
                f"{arm}_share": found.get("value", nan), f"{arm}_low": found.get("low", nan),
                f"{arm}_high": found.get("high", nan),
            }  # fmt: skip
            if quantity == DURATIONS[0]:
                row[f"{arm}_published"] = printed.get(arm, nan)
        if quantity == DURATIONS[0] and len(printed) == len(ARMS):
            row["published"] = printed[OTHER_ACTOR] - printed[MUNICIPALITY]
        made.append(row)
    return pd.DataFrame(made)


def months_scale(words: Words) -> Scale:
    """Of durations."""
    return Scale(1.0, 1.0, words["chart_months_axis"], words["chart_months_difference"], 1)


def _compared(
    row: Mapping[str, Any], words: Words, heading: str, label: str, p: str = "p_randomisation"
) -> dict[str, Any]:
    found = _empty() | {
        "item_label": heading, "label": label, "change": row["difference"],
        "ci_low": row["diff_low"], "ci_high": row["diff_high"], "aside": _p(row.get(p)),
        "hidden": words["hidden"],
    }  # fmt: skip
    for arm in ARMS:
        for part in ("share", "low", "high"):
            found[f"{arm}_{part}"] = row.get(f"{part}_{arm}", nan)
    return found


def _empty() -> dict[str, Any]:
    names = (f"{arm}_{part}" for arm in ARMS for part in ("share", "low", "high", "published"))
    return dict.fromkeys(names, nan) | {"published": nan, "aside": ""}


def _named(row: Mapping[str, Any], words: Words) -> str:
    word = words["chart_outcome_jobs" if row["unit"] == JOBS else "chart_outcome"]
    return word.format(label=row["label_da"], counts=_counts(row, words))


def _counts(row: Mapping[str, Any], words: Words) -> str:
    """Those of each arm who have it, of those whom it is known of."""
    if any(pd.isna(row[f"n_{arm}"]) for arm in ARMS):
        return words["hidden"]
    return words["chart_counts"].format(
        **{f"{part}_{arm}": danish.number(float(row[f"{part}_{arm}"]))
           for arm in ARMS for part in ("n", "of")}
    )  # fmt: skip


def _p(value: Any) -> str:
    return "" if value is None or isnan(float(value)) else danish.p_value(float(value))


def _published(printed: Mapping[tuple[str, str], float], outcome: str) -> dict[str, float]:
    found = {arm: printed[outcome, arm] for arm in ARMS if (outcome, arm) in printed}
    own = {f"{arm}_published": value for arm, value in found.items()}
    if len(found) == len(ARMS):
        own["published"] = found[OTHER_ACTOR] - found[MUNICIPALITY]
    return own
