"""Outcomes by intention to treat as artefacts: shares, differences, ratios, p, who is left out."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007 import words
from effektspor.evaluations.discus2007.columns import EVERY
from effektspor.evaluations.discus2007.making import Maker, Study, trial_maker
from effektspor.evaluations.discus2007.places import place_artefacts
from effektspor.evaluations.discus2007.rows import number_of
from effektspor.evaluations.result_tables import Tables, finite, records
from effektspor.evaluations.trial.arms import ARMS

REQUIRES = ("trial_outcomes", "trial_municipalities")
WHOLE, JOBS = "all", "jobs"
EXACT = Text(
    da="Optælling; Fishers eksakte test og randomiseringstest inden for kommunerne.",
    en="A count; Fisher's exact test and a randomisation test within municipalities.",
)
BOUNDS = Text(
    da="Mellem grænserne ligger forskellen for alle, hvad de, det ikke vides om, end ville svare.",
    en="Between the bounds lies the difference among all, whatever those not known would answer.",
)
P_KINDS = {
    "p": ("p_randomisation", "randomiseringstest", "randomisation test"),
    "p_exact": ("p_exact", "Fishers eksakte test", "Fisher's exact test"),
}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Numbers by outcome and scope, by place, the tables and the two figures."""
    maker, table = trial_maker(study, tables.data_hash), tables["trial_outcomes"]
    found = [each for row in records(table) for each in _row(maker, row)]
    found += place_artefacts(maker, tables["trial_municipalities"])
    whole = table[table["scope"] == WHOLE]
    n = {arm: int(whole[f"of_{arm}"].max()) for arm in ARMS}
    return [*found, *_wholes(maker, n)]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The tables as they are: small counts are hidden in them."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def _row(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    scope = "" if row["scope"] == WHOLE else f"{words.slug(row['scope'])}."
    key = f"outcomes.{scope}{words.slug(row['outcome'])}"
    of_jobs = row["unit"] == JOBS
    common: dict[str, Any] = {
        "n": {arm: words.whole(row[f"of_{arm}"]) for arm in ARMS},
        "population": words.RANDOMISED if not scope else words.SOME_PLACES,
        "definition": words.COUNTED_JOBS if of_jobs else words.OUTCOME,
        "method": EXACT,
    }
    yield from _levels(maker, key, row, common)
    interval = words.neyman if of_jobs else words.within_places
    contrast = {
        **common,
        "definition": words.CONTRAST,
        "uncertainty": interval(maker.study.confidence),
    }
    for part, columns, unit, da, en in (
        ("difference", ("difference", "diff_low", "diff_high"),
         "ratio" if of_jobs else "percentage_points", "forskel", "difference"),
        ("ratio", ("ratio", "ratio_low", "ratio_high"), "ratio", "forhold", "ratio"),
    ):  # fmt: skip
        value, *ends = columns
        yield number_of(
            maker, f"{key}.{part}", row, value, (ends[0], ends[1]), unit=unit,
            title=_title(row, da, en), **contrast,
        )  # fmt: skip
    if finite(row["bound_low"]) is not None:
        yield number_of(
            maker, f"{key}.difference.bounds", row, "difference", ("bound_low", "bound_high"),
            unit="percentage_points", title=_title(row, "forskel, grænser", "difference, bounds"),
            **{**contrast, "uncertainty": BOUNDS},
        )  # fmt: skip
    for part, (column, da, en) in P_KINDS.items():
        yield number_of(
            maker, f"{key}.{part}", row, column, unit="mixed", title=_title(row, da, en),
            **{**contrast, "definition": words.P, "uncertainty": words.drawn(row["draws"])},
        )  # fmt: skip


def _levels(
    maker: Maker, key: str, row: dict[str, Any], common: dict[str, Any]
) -> Iterator[Artefact]:
    """The count and the share of each arm and of all; jobs per person are no share."""
    of_jobs = row["unit"] == JOBS
    for arm in EVERY:
        name = words.ARM[arm]
        own = {**common, "title": _title(row, name.da, name.en)}
        known = finite(row.get(f"low_{arm}")) is not None
        yield number_of(
            maker, f"{key}.{arm}", row, f"share_{arm}", (f"low_{arm}", f"high_{arm}"),
            unit="ratio" if of_jobs else "share",
            uncertainty=words.wilson(maker.study.confidence) if known else words.ALL_COUNTED, **own,
        )  # fmt: skip
        yield number_of(
            maker, f"{key}.{arm}.n", row, f"n_{arm}", unit="jobs" if of_jobs else "persons", **own
        )


def _title(row: dict[str, Any], da: str, en: str) -> Text:
    return Text(da=f"{row['label_da']}: {da}", en=f"{row['label_en']}: {en}")


def _wholes(maker: Maker, n: dict[str, int]) -> Iterator[Artefact]:
    uncertainty = words.within_places(maker.study.confidence)
    for key, kind, data, definition, title in (
        ("outcomes.table", "table", "trial_outcomes.csv", words.OUTCOME,
         Text(da="Resultater efter lodtrækningen", en="Outcomes by the draw")),
        ("outcomes.places.table", "table", "trial_municipalities.csv", words.CONTRAST,
         Text(da="Kommunerne hver for sig", en="Each municipality")),
        ("figure.outcomes", "figure", "trial_outcomes.csv", words.CONTRAST,
         Text(da="Forskelle mellem grupperne", en="Differences between the arms")),
        ("figure.municipalities", "figure", "trial_municipalities.csv", words.CONTRAST,
         Text(da="Kommunerne hver for sig", en="Each municipality")),
    ):  # fmt: skip
        yield maker.make(
            key, kind, title=title, definition=definition, data=data, n=n, method=EXACT,
            population=words.RANDOMISED, uncertainty=uncertainty,
            unit="percentage_points" if kind == "figure" else "mixed",
        )  # fmt: skip
