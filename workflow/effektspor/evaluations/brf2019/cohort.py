"""Who is in the study: attrition flow, background before the start and end of follow-up."""

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019 import balance, follow_up, words
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("attrition", "balance", "follow_up")
STARTS = "start_in_window"


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Persons by group and cohort, the flow, how alike the groups are and how follow-up ended."""
    maker = Maker(study, tables.data_hash)
    final = _final_n(tables["attrition"])
    return [
        *_persons(maker, tables["attrition"]),
        *balance.artefacts(maker, tables["balance"], final),
        *follow_up.artefacts(maker, tables["follow_up"], final),
        maker.make(
            "disclosure.min_cell", "number", unit="count", value=float(study.min_cell), n=final,
            population=words.STARTERS, method=words.COUNT, uncertainty=words.NO_SAMPLING,
            title=Text(da="Mindste antal, der vises", en="Smallest count that is shown"),
            definition=Text(da="Et antal fra 1 til under dette vises ikke.",
                            en="A count from 1 to one below it is not shown."),
        ),
    ]  # fmt: skip


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The flow and the background as they are, the ends of follow-up with small counts hidden."""
    return {
        "attrition.csv": tables["attrition"],
        "balance.csv": tables["balance"],
        "follow_up.csv": follow_up.masked(tables["follow_up"], study.min_cell),
    }


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
            da=f"Første uge med en 81x-kode efter {study.washout_weeks} uger uden. "
            f"{_gaps(study).da}",
            en=f"First week with an 81x code after {study.washout_weeks} weeks without one. "
            f"{_gaps(study).en}",
        ),
        "method": words.COUNT,
        "uncertainty": words.NO_SAMPLING,
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


def _gaps(study: Study) -> Text:
    """Which gaps do not end a course; blank and sickness weeks count together or apart."""
    blank, sick = study.bridge_weeks, study.bridge_family_weeks
    if sick is None:
        return Text(
            da=f"Huller på op til {blank} uger, blanke eller med sygedagpenge (89x), afbryder ikke "
            "et forløb.",
            en=f"Gaps of up to {blank} weeks, blank or sickness benefit (89x), do not end a spell.",
        )
    return Text(
        da=f"Huller på op til {blank} blanke uger og {sick} uger med sygedagpenge (89x) afbryder "
        "ikke et forløb.",
        en=f"Gaps of up to {blank} blank weeks and {sick} weeks of sickness benefit (89x) do not "
        "end a spell.",
    )
