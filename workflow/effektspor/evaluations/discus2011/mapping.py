"""The evidence map, theme by design, and its gaps."""

from collections.abc import Iterator

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2011.making import Maker, Study
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("evidence_map", "evidence_gaps")
GAPS = ("no_report", "no_effect", "single", "no_control")
MAP = Text(
    da="Antal rapporter og fund for hvert tema og hver slags undersøgelse.",
    en="Number of reports and findings of each theme and kind of study.",
)
GAP = Text(
    da="Et tema uden rapport, uden effektstudie, med kun én rapport eller uden kontrolgruppe.",
    en="A theme without report, without effect study, with one report or without control group.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """The map as a figure and a table, and how many gaps there are of each kind."""
    maker = Maker(study, tables.data_hash)
    table, gaps = tables["evidence_map"], tables["evidence_gaps"]
    title = Text(da="Evidenskort", en="Evidence map")
    filled = table[table["n_reports"] > 0]
    return [
        maker.whole("figure.map", "figure", "evidence_map.csv", len(table), title, MAP),
        maker.whole("map.table", "table", "evidence_map.csv", len(table), title, MAP),
        maker.whole(
            "map.gaps_table", "table", "evidence_gaps.csv", len(gaps),
            Text(da="Huller i viden", en="Gaps of knowledge"), GAP,
        ),
        *_numbers(maker, filled, gaps),
    ]  # fmt: skip


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The two tables as they are."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def _numbers(maker: Maker, filled: pd.DataFrame, gaps: pd.DataFrame) -> Iterator[Artefact]:
    for name, column in (("themes", "theme"), ("designs", "design")):
        yield maker.count(
            f"map.{name}", float(filled[column].nunique()),
            Text(da="Rækker eller søjler med rapporter", en="Rows or columns with reports"), MAP,
        )  # fmt: skip
    for kind in GAPS:
        yield maker.count(
            f"map.gaps.{kind}", float(gaps.loc[gaps["kind"] == kind, "theme"].nunique()),
            Text(da=f"Temaer med hul: {kind}", en=f"Themes with gap: {kind}"), GAP,
        )  # fmt: skip
