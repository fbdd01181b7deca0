"""Who is in the study: the attrition flow and the baseline table as artefacts."""

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019 import words
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.brf2019.tables import Tables

REQUIRES = ("attrition", "baseline")
NOTABLE_DIFFERENCE = 0.1
STARTS = "start_in_window"
COUNT = Text(da="Optælling.", en="A count.")
BASELINE_METHOD = Text(
    da="Gennemsnit pr. gruppe; standardiseret forskel er forskellen i gennemsnit divideret med "
    "den fælles standardafvigelse.",
    en="Mean by group; the standardised difference is the difference in means divided by the "
    "pooled standard deviation.",
)
BASELINE_DEFINITION = Text(
    da="Baggrundsforhold målt før ressourceforløbets start.",
    en="Characteristics measured before the start of the ressourceforløb.",
)
NO_SAMPLING = Text(
    da="Ingen stikprøve: alle i gruppen er talt med.",
    en="No sampling: everyone in the group is counted.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Persons by group and cohort, the flow, the baseline table and its largest difference."""
    maker = Maker(study, tables.data_hash)
    return [
        *_persons(maker, tables["attrition"]),
        *_baseline(maker, tables["baseline"], tables["attrition"]),
    ]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The two tables as they are."""
    return {"attrition.csv": tables["attrition"], "baseline.csv": tables["baseline"]}


def _final_n(attrition: pd.DataFrame) -> dict[str, int]:
    last = attrition.sort_values("step").iloc[-1]
    return {words.cell_name(*cell): int(last[words.cell_name(*cell)]) for cell in words.CELLS}


def _persons(maker: Maker, attrition: pd.DataFrame) -> list[Artefact]:
    steps = attrition.sort_values("step")
    final = _final_n(attrition)
    study = maker.study
    common = {
        "population": words.STARTERS,
        "definition": Text(
            da=f"Første uge med en 81x-kode efter {study.washout_weeks} uger uden. Huller på op "
            f"til {study.bridge_weeks} uger, blanke eller med sygedagpenge (89x), afbryder ikke "
            "et forløb.",
            en=f"First week with an 81x code after {study.washout_weeks} weeks without one. Gaps "
            f"of up to {study.bridge_weeks} weeks, blank or sickness benefit (89x), do not end a "
            "spell.",
        ),
        "method": COUNT,
        "uncertainty": NO_SAMPLING,
    }
    found = [
        maker.make(
            f"persons.{words.cell_name(group, cohort)}", "number", **common, unit="persons",
            title=Text(da=f"Borgere, {words.GROUP[group].da}, {cohort}-kohorten",
                       en=f"Citizens, {words.GROUP[group].en}, {cohort} cohort"),
            n={words.cell_name(group, cohort): final[words.cell_name(group, cohort)]},
            value=float(final[words.cell_name(group, cohort)]),
        )
        for group, cohort in words.CELLS
    ]  # fmt: skip
    last = int(steps["n_after"].iloc[-1])
    starts = steps.loc[steps["id"] == STARTS, "n_after"]
    ends = {
        "first": (int(steps["n_after"].iloc[0]), "i første trin", "in the first step"),
        "starts": (
            int(starts.iloc[0]) if len(starts) else last,
            "med start i kohorternes år",
            "who started in the cohorts' years",
        ),
        "last": (last, "efter sidste trin", "after the last step"),
    }
    found += [
        maker.make(
            f"attrition.{name}", "number", **common, unit="persons", n={name: value},
            title=Text(da=f"Borgere {da}", en=f"Citizens {en}"), value=float(value),
        )
        for name, (value, da, en) in ends.items()
    ]  # fmt: skip
    return [
        *found,
        maker.make(
            "attrition.table", "table", **common, unit="persons", n=final, data="attrition.csv",
            title=Text(da="Fra alle forløb til analysens borgere",
                       en="From all courses to the citizens of the analysis"),
        ),
    ]  # fmt: skip


def _baseline(maker: Maker, baseline: pd.DataFrame, attrition: pd.DataFrame) -> list[Artefact]:
    post = baseline[(baseline["group"] == "participants") & (baseline["cohort"] == "2017-18")]
    common = {
        "population": words.STARTERS,
        "n": _final_n(attrition),
        "definition": BASELINE_DEFINITION,
        "method": BASELINE_METHOD,
        "uncertainty": NO_SAMPLING,
    }
    return [
        maker.make(
            "baseline.notable", "number", **common, unit="count",
            title=Text(da="Baggrundsforhold med en standardiseret forskel over 0,1",
                       en="Characteristics with a standardised difference above 0.1"),
            value=float((post["smd"].abs() > NOTABLE_DIFFERENCE).sum()),
        ),
        maker.make(
            "baseline.covariates", "number", **common, unit="count",
            title=Text(da="Baggrundsforhold i tabellen", en="Characteristics in the table"),
            value=float(post["covariate"].nunique()),
        ),
        maker.make(
            "baseline.largest", "number", **common, unit="ratio",
            title=Text(da="Største standardiserede forskel, uden fortegn",
                       en="Largest standardised difference, without sign"),
            value=float(post["smd"].abs().max()),
        ),
        maker.make(
            "baseline.table", "table", **common, unit="mixed", data="baseline.csv",
            title=Text(da="Baggrundsforhold før start", en="Characteristics before the start"),
        ),
    ]  # fmt: skip
