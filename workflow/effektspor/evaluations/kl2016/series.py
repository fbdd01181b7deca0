"""Open series as artefacts: levels before and after the reform, changes, figures, what was read."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.kl2016 import series_words as words
from effektspor.evaluations.kl2016.making import Maker, Study, series_source
from effektspor.evaluations.result_tables import Tables, finite, records
from effektspor.series.periods import MONTHS, parse_period

REQUIRES = ("series", "series_levels", "series_quality")
MENTAL, OTHERS, TOTAL = "mental", "others", "total"
CALIBRATED = {
    "series.awards_age.total.ratio",
    "series.awards_cause.others.falling",
    "series.fulltime.flexjob.change",
}
"""Results that the simulator is set to; see data/simulation/series.yaml."""
INTERFACES = {"statbank": "Danmarks Statistik, Statistikbanken", "jobindsats": "Jobindsats"}
_ADDED = ("before_mean", "after_mean", "change")


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Levels of every group, counts of what was read, tables, and a figure for each series."""
    maker = Maker(study, tables.data_hash, registers=False)
    ledger, values = tables["series_quality"], tables["series"]
    found: list[Artefact] = []
    for name, rows in with_others(tables["series_levels"]).groupby("series", sort=False):
        series = str(name)
        common = _common(series, values, ledger, study)
        own = ledger[ledger["series"] == series]
        for row in records(rows):
            found += _levels(maker, series, row, common)
        found += _counts(maker, series, own, common)
        if series == "awards_cause":
            found.append(_falling(maker, rows, common))
        title = words.SERIES[series]
        figure = {
            **common,
            "title": title,
            "definition": words.COUNTED[series],
            "data": "series.csv",
        }
        found.append(maker.make(f"figure.{series}", "figure", unit=words.UNIT[series], **figure))
    return found + list(_tables(maker, values, ledger, study))


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The three tables as they are."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def with_others(levels: pd.DataFrame) -> pd.DataFrame:
    """The levels with a row for all causes besides mental disorders, where there is theirs."""
    causes = levels[levels["series"] == "awards_cause"].set_index("group")
    if not {MENTAL, TOTAL} <= set(causes.index):
        return levels
    total, mental = causes.loc[TOTAL], causes.loc[MENTAL]
    others = total.to_dict() | {name: total[name] - mental[name] for name in _ADDED}
    others |= {"ratio": others["after_mean"] / others["before_mean"]}
    others |= {"group": OTHERS, "label_da": "Øvrige årsager", "label_en": "Other causes"}
    return pd.concat([levels, pd.DataFrame([others])], ignore_index=True)


def _common(
    series: str, values: pd.DataFrame, ledger: pd.DataFrame, study: Study
) -> dict[str, Any]:
    own = values[values["series"] == series]
    known = own.dropna(subset=["value"]).groupby("group", sort=False).size()
    return {
        "population": words.POPULATION[series],
        "method": words.METHOD,
        "uncertainty": words.UNCERTAINTY,
        "source": source(ledger[ledger["series"] == series], study),
        "n": {str(group): int(count) for group, count in known.items()},
    }


def source(files: pd.DataFrame, study: Study) -> Text:
    """Where series come from: interface, tables and day where the files tell, else in general."""
    told = files[["source", "table", "downloaded"]].fillna("").astype(str)
    if study.synthetic or told.empty or bool((told == "").to_numpy().any()):
        return series_source(synthetic=study.synthetic)
    tables = told.groupby("source", sort=False)["table"].unique()
    listed = "; ".join(
        f"{INTERFACES.get(str(name), str(name))} ({', '.join(of)})" for name, of in tables.items()
    )
    day = date.fromisoformat(told["downloaded"].max())
    return Text(
        da=f"{listed}, hentet {day.day}.{day.month}.{day.year}; egne beregninger.",
        en=f"{listed}, fetched {day.isoformat()}; own calculations.",
    )


def _levels(
    maker: Maker, series: str, row: dict[str, Any], common: dict[str, Any]
) -> Iterator[Artefact]:
    stock = series == "fulltime"
    unit = words.UNIT[series]
    parts = {
        "before": ("before_mean", unit, words.BEFORE),
        "after": ("after_mean", unit, words.AFTER),
        "ratio": ("ratio", "ratio", words.RATIO),
        "peak": ("peak_value", unit, words.PEAK),
        "usual": ("usual_value", unit, words.USUAL),
        "excess": ("excess", unit, words.EXCESS),
        "margin": ("rush_margin", unit, words.MARGIN),
        # A stock changes from one day to another, a flow from one year to another.
        "change": ("since_reform", unit, words.SINCE) if stock else ("change", unit, words.CHANGE),
        "last": ("last_value", unit, words.LAST),
    }
    name = words.SERIES[series]
    if row["group"] == OTHERS:
        # What a single period says is not told of them.
        for part in ("peak", "usual", "excess", "margin", "last"):
            del parts[part]
    row = {**row, "excess": row["peak_value"] - row["usual_value"]}
    for part, (column, of, definition) in parts.items():
        key = f"series.{series}.{row['group']}.{part}"
        yield maker.number(
            key, finite(row[column]), absent="not_evaluated", unit=of, definition=definition,
            title=Text(da=f"{name.da}: {row['label_da']}", en=f"{name.en}: {row['label_en']}"),
            basis="calibration" if key in CALIBRATED else "simulation", **common,
        )  # fmt: skip


def _falling(maker: Maker, rows: pd.DataFrame, common: dict[str, Any]) -> Artefact:
    """How many of the other causes have fallen, by less than mental disorders have."""
    change = rows.set_index("group")["change"]
    others = change.drop([MENTAL, OTHERS, TOTAL], errors="ignore")
    known = MENTAL in change.index and change.notna().all()
    count = float(((others < 0) & (others > change[MENTAL])).sum()) if known else None
    return maker.number(
        f"series.awards_cause.{OTHERS}.falling", count, absent="not_evaluated", unit="count",
        title=Text(da="Øvrige årsager med et mindre fald", en="Other causes with a smaller fall"),
        definition=words.FALLING, basis="calibration", **common,
    )  # fmt: skip


def _counts(
    maker: Maker, series: str, files: pd.DataFrame, common: dict[str, Any]
) -> Iterator[Artefact]:
    """What was read: gaps, revisions and the like, how long a period is, and whether sums agree."""
    period = parse_period(str(files["first_period"].iloc[0]))
    yield maker.number(
        f"series.{series}.period_months", float(MONTHS[period.frequency]) if period else None,
        absent="not_evaluated", unit="count", title=words.PERIOD[0], definition=words.PERIOD[1],
        **common,
    )  # fmt: skip
    for name, (title, definition) in words.AGREE.items():
        compared = files[f"{name.partition('_')[0]}_compared"]
        # The two divisions are compared once, and each file's ledger says the same.
        add = compared.sum if name.startswith("totals") else compared.max
        count = files[name].sum() if name.startswith("totals") else files[name].max()
        yield maker.number(
            f"series.{series}.{name}", float(count) if add() else None, absent="not_evaluated",
            unit="count", title=title, definition=definition, **common,
        )  # fmt: skip
    for name, (title, definition) in words.COUNTS.items():
        yield maker.make(
            f"series.{series}.{name}", "number", value=float(files[name].sum()), unit="count",
            title=title, definition=definition, **common,
        )  # fmt: skip


def _tables(
    maker: Maker, values: pd.DataFrame, ledger: pd.DataFrame, study: Study
) -> Iterator[Artefact]:
    common = {
        "population": words.COUNTRY,
        "method": words.METHOD,
        "uncertainty": words.UNCERTAINTY,
        "source": source(ledger, study),
    }
    yield maker.make(
        "series.table", "table", unit="mixed", data="series_levels.csv",
        n={str(name): int(rows["value"].count()) for name, rows in values.groupby("series")},
        title=Text(da="Niveauet før og efter reformen", en="Levels before and after the reform"),
        definition=words.LEVEL,
        **common,
    )  # fmt: skip
    yield maker.make(
        "series.quality.table", "table", unit="count", data="series_quality.csv",
        n={"files": len(ledger)},
        title=Text(da="Serier, der er læst", en="Series that were read"),
        definition=words.READ, **common,
    )  # fmt: skip
