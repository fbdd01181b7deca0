"""What the charts of the trial take, made of its result tables: background, times, states, fees."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from effektspor.evaluations.result_tables import records
from effektspor.evaluations.trial.arms import ALL, ARMS, MUNICIPALITY, OTHER_ACTOR
from effektspor.evaluations.trial.fees import STEPS
from effektspor.report import danish, style
from effektspor.report.charts.climb import Curve
from effektspor.report.charts.months import Course, Part
from effektspor.report.charts.payments import Even
from effektspor.report.drawing import Words

LINES: Mapping[str, style.Line] = {
    OTHER_ACTOR: style.SERIES[0],
    MUNICIPALITY: style.SERIES[1],
    "trial": style.SERIES[0],
    "national": style.SERIES[2],
    "national_weighted": style.SERIES[4],
}
FILLS: Mapping[str, style.Fill] = {
    "flexjob": style.Fill("#0B4F8A"),
    "ledighedsydelse": style.Fill("#8FBCE0"),
    "disability_pension": style.Fill("#9C3600", "////"),
    "moved": style.Fill("#EEF1F3"),
    "sickness": style.Fill("#F0A878", "...."),
}
"""States that have a colour; all others, and what is withheld, are the last segment."""
BARS = (
    # Heading, date, source.
    ("chart_at_end", "project_end", "trial_file"),
    ("chart_at_end_register", "project_end", "register"),
    ("chart_at_status", "status_date", "register"),
)
NATIONAL = ("trial", "national", "national_weighted")
COMPARED = ("flexjob", "disability_pension", "ledighedsydelse")
MEAN = "mean"
Printed = Mapping[tuple[str, str], Mapping[int, float]]


def background(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Rows of the figure of standardised differences; one of two categories is enough."""
    told = [row for row in records(table) if not _mirrored(row, table)]
    return pd.DataFrame(
        {
            "label": [_short(row, words) for row in told],
            "smd": [row["smd"] for row in told],
            "first": [_level(row, OTHER_ACTOR, words) for row in told],
            "second": [_level(row, MUNICIPALITY, words) for row in told],
        }
    )


def _mirrored(row: Mapping[str, Any], table: pd.DataFrame) -> bool:
    """Whether a row is one of two categories and not the one that is printed, or else the first."""
    same = table[table["variable"] == row["variable"]]
    if len(same) != 2:
        return False
    printed = same[same["printed_item"].fillna("") != ""] if "printed_item" in same else same[:0]
    kept = printed if len(printed) else same
    return bool(kept.iloc[0]["value"] != row["value"])


def _short(row: Mapping[str, Any], words: Words) -> str:
    """The name with a short one of its variable, where there is such; each stands on a line."""
    name, short = str(row["label_da"]), words.get(f"short_{row['variable']}")
    value = name.partition(": ")[2]
    return f"{short}: {value}" if short and value else short or name


def _level(row: Mapping[str, Any], arm: str, words: Words) -> str:
    value = row[f"level_{arm}"]
    if pd.isna(value):
        return words["hidden"]
    if row["kind"] == MEAN:
        return danish.number(float(value), 1)
    return danish.percent(float(value), 0)


def times(table: pd.DataFrame, words: Words) -> list[Curve]:
    """The curves of both arms."""
    return [
        Curve(words[f"arm_{arm}"], LINES[arm], table[table["arm"] == arm]) for arm in ARMS
    ]  # fmt: skip


def panel(table: pd.DataFrame, words: Words) -> list[Course]:
    """The arms' shares by month."""
    return [
        Course(words[f"arm_{arm}"], LINES[arm],
               table[["month", f"share_{arm}"]].rename(columns={f"share_{arm}": "share"}))
        for arm in ARMS
    ]  # fmt: skip


def national(table: pd.DataFrame, words: Words, printed: Printed) -> list[Part]:
    """The trial and the country by outcome; the first part is the large one."""
    return [
        Part(
            words[f"chart_{outcome}"],
            [
                Course(
                    words[f"chart_{group}"], LINES[group],
                    table[(table["group"] == group) & (table["outcome"] == outcome)],
                    printed.get((group, outcome), {}),
                )
                for group in NATIONAL
                if (table["group"] == group).any()
            ],
        )
        for outcome in COMPARED
    ]  # fmt: skip


def states(
    table: pd.DataFrame, words: Words, printed: Mapping[str, float], of: float
) -> pd.DataFrame:
    """Bars of everybody and of each arm at both dates, and the bar of the printed counts.

    Parameters
    ----------
    printed
        Printed counts by state, at the end of the project.
    of
        Printed number of persons.
    """
    made: list[dict[str, Any]] = []
    for heading, date, source in BARS:
        own = table[(table["date"] == date) & (table["source"] == source)]
        for arm in (ALL, *ARMS):
            rows = own[own["arm"] == arm].to_dict("records")
            bar = {"heading": words[heading], "label": words[f"arm_{arm}"], "printed": False}
            made += [
                bar | {name: row[name] for name in ("of", "status", "n", "share")} for row in rows
            ]
        if (date, source) == BARS[0][1:] and printed:
            bar = {"heading": words[heading], "label": words["chart_printed_all"], "printed": True}
            made += [
                bar | {"of": of, "status": state, "n": n, "share": n / of}
                for state, n in printed.items()
            ]
    return pd.DataFrame(made).rename(columns={"status": "state"})


def state_names(words: Words) -> dict[str, str]:
    """Names of the states that have a colour, and of the last segment."""
    return {state: words[f"state_{state}"] for state in (*FILLS, "hidden")}


def steps(fees: pd.DataFrame, words: Words) -> pd.DataFrame:
    """What was paid at each step of the fee."""
    known = {str(row["part"]): row for row in records(fees)}
    return pd.DataFrame(
        [
            {
                "label": words[f"step_{step}"],
                "paid": known[step]["paid"],
                "told": _paid(known[step], words),
            }
            for step in STEPS
        ]
    )


def _paid(row: Mapping[str, Any], words: Words) -> str:
    if pd.isna(row["persons"]):
        return words["hidden"]
    return words["chart_times"].format(
        n=danish.number(float(row["persons"])), amount=danish.kroner(float(row["amount"]))
    )


def even(fees: pd.DataFrame, breaks: pd.DataFrame) -> Even:
    """Cost per job of both arms, and where they are the same."""
    paid = _one(fees, "part", "per_job")
    jobs, persons = (
        _one(fees, "part", f"{MUNICIPALITY}_{name}")["persons"] for name in ("per_job", "total")
    )
    at = _one(breaks, "quantity", "per_job")
    return Even(
        paid=paid["amount"], low=paid["low"], high=paid["high"],
        per_unit=persons / jobs if jobs else float("nan"),
        at=at["value"], at_low=at["low"], at_high=at["high"],
        assumed=_one(breaks, "quantity", "assumed_cost")["value"],
    )  # fmt: skip


def _one(table: pd.DataFrame, column: str, name: str) -> dict[str, Any]:
    return records(table[table[column] == name])[0]
