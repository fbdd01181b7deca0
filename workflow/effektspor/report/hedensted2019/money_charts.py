"""What the charts of money, comparison and follow-up take, made of result tables."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from effektspor.evaluations.result_tables import records
from effektspor.report import danish, style
from effektspor.report.charts.columns import Party
from effektspor.report.charts.courses import Course
from effektspor.report.charts.dots import Part, Sign
from effektspor.report.charts.goals import Goal
from effektspor.report.drawing import Words
from effektspor.report.hedensted2019 import names
from effektspor.report.hedensted2019.money import amount, is_assumed, with_added
from effektspor.report.hedensted2019.potential import MEASURES, scale_of

MILLION = 1e-6
MUNICIPALITY = names.PARTIES[0]
LINES: Mapping[str, style.Line] = {
    "municipality": style.SERIES[0],
    "state": style.SERIES[1],
    "citizen": style.SERIES[2],
    "all": style.SERIES[3],
}
"""Parties that have a line: nothing moves for the region."""
BENCHMARK_SIGNS: Mapping[str, Sign] = {
    "own": Sign("o", style.SERIES[0].colour),
    "benchmark": Sign("D", style.GREY, filled=False),
    "adjusted": Sign("D", style.INK),
}
TARGET_SIGNS: Mapping[str, Sign] = {
    "only": Sign("o", style.GREY, filled=False),
    "added": Sign("D", style.GREY, filled=False),
    "contribution": Sign("o", style.SERIES[0].colour),
}
DRAWN = ("stock_share", "over_1y", "exit_job")
"""Measures of the comparison that have a part; the table has all."""
MOST_BARS = 12
"""Prices and rules with a bar; the table has all."""


def net(flows: pd.DataFrame, words: Words) -> list[Party]:
    """Each party's net by year, all targets reached."""
    own = flows[(flows["scenario"] == names.GOALS) & (flows["component"] == "net")]
    found = []
    for party in (*LINES,):
        rows = own[own["party"] == party].sort_values("year")
        values = {name: rows[name].to_numpy(float) * MILLION for name in ("value", "low", "high")}
        labels = [str(place) for place in range(1, len(rows) + 1)]
        found.append(Party(words[f"party_{party}"], pd.DataFrame({"label": labels, **values})))
    return [party for party in found if len(party.rows)]


def break_even(table: pd.DataFrame, words: Words) -> list[Course]:
    """Present value by the share of the effect, per cent; the band is the municipality's."""
    found = []
    for party, line in LINES.items():
        own = table[table["party"] == party]
        values = {"x": own["effect_share"] * 100, "y": own["npv"] * MILLION}
        if party == MUNICIPALITY:
            values |= {"low": own["low"] * MILLION, "high": own["high"] * MILLION}
        if len(own):
            found.append(Course(words[f"party_{party}"], line, pd.DataFrame(values)))
    return found


def all_reached(table: pd.DataFrame) -> float:
    """The municipality's present value with the whole effect, million kroner."""
    own = table[(table["party"] == MUNICIPALITY) & ((table["effect_share"] - 1).abs() < 1e-6)]
    return float(own["npv"].iloc[0]) * MILLION


def tornado(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The municipality's bars, the widest first; an assumed value has a star."""
    own = table[table["party"] == MUNICIPALITY].sort_values("order").head(MOST_BARS)
    rows = []
    for line in records(own):
        label = str(line["label_da"])
        values = {"unit": line["unit"], "low": line["low_value"], "high": line["high_value"]}
        rows.append(
            {
                "label": words["assumed_mark"].format(label=label) if is_assumed(line) else label,
                "low": float(line["npv_low"]) * MILLION,
                "high": float(line["npv_high"]) * MILLION,
                "low_text": _with_sign(values, "low", words),
                "high_text": _with_sign(values, "high", words),
            }
        )
    return pd.DataFrame(rows)


def _with_sign(values: Mapping[str, Any], name: str, words: Words) -> str:
    """A value with its unit; an end of an interval, which has none, by its word."""
    if pd.isna(values[name]):
        return words[f"chart_end_{name}"]
    unit = words.get(f"sign_of_{values['unit']}", "")
    return f"{amount(values, name)}{danish.NBSP if unit else ''}{unit}"


def probability(draws: pd.DataFrame, words: Words) -> list[Course]:
    """Cumulative share of draws by present value, million kroner, for each party."""
    return [
        Course(
            words[f"party_{party}"],
            line,
            pd.DataFrame({"x": own["npv"] * MILLION, "y": own["probability"] * 100}),
        )
        for party, line in LINES.items()
        if len(own := draws[draws["party"] == party])
    ]


def targets(table: pd.DataFrame, words: Words) -> list[Part]:
    """What each target brings alone, on top of the others, and midway; a part for each party."""
    found = []
    for party in LINES:
        own = with_added(table[table["party"] == party])
        if len(own):
            columns = (*TARGET_SIGNS, "low", "high")
            values = {name: own[name].to_numpy(float) * MILLION for name in columns}
            labels = [str(each) for each in own["label_da"]]
            title = f"{words[f'party_{party}']}: {words['chart_npv']}"
            found.append(Part(title, pd.DataFrame({"label": labels, **values})))
    return found


def benchmark(table: pd.DataFrame, words: Words) -> list[Part]:
    """Each measure that is drawn with a row for each comparison; what is withheld is left out.

    The interval lies around the weighted value, or around the raw one where none is weighted.
    """
    found = []
    shown = table[table["measure"].isin(DRAWN) & table["own"].notna()]
    for measure in names.ordered([str(each) for each in shown["measure"]], MEASURES):
        scale, _ = scale_of(measure)
        own = shown[shown["measure"] == measure].set_index("unit")
        own = own.loc[[unit for unit in names.UNITS if unit in own.index]]
        values = {name: own[name].to_numpy(float) * scale for name in BENCHMARK_SIGNS}
        # The gap's interval, seen from the municipality: where the weighted value may be.
        ends = {
            "low": (own["own"] - own["high"]).to_numpy(float) * scale,
            "high": (own["own"] - own["low"]).to_numpy(float) * scale,
        }
        labels = [words[unit] for unit in own.index]
        title = words.get(f"measure_{measure}", measure)
        found.append(Part(title, pd.DataFrame({"label": labels, **values, **ends})))
    return found


def followup(table: pd.DataFrame, words: Words) -> list[Goal]:
    """Each target that is told of in some month."""
    found = []
    for target in dict.fromkeys(table["target"]):
        rows = table[table["target"] == target]
        if rows["value"].isna().all():
            continue
        unit = str(rows["unit"].iloc[0])
        scale = 100.0 if unit == "share" else 1.0
        values = {name: rows[name].to_numpy(float) * scale for name in ("value", "low", "high")}
        title = words["chart_goal_title"].format(
            label=names.target(target, words), unit=words[f"unit_short_{unit}"]
        )
        near, far = (
            None if pd.isna(value := rows[name].iloc[0]) else float(value) * scale
            for name in ("short", "long")
        )
        frame = pd.DataFrame({"month": rows["month"].astype(str).str[:7].to_numpy(), **values})
        found.append(Goal(title, frame, near, far))
    return found
