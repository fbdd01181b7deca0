"""Who is in the study: attrition flow, background before the start and end of follow-up."""

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.cohort.attrition import count_column
from effektspor.evaluations.municipalities import balance, follow_up, words
from effektspor.evaluations.municipalities.making import Maker, Study, maker_of
from effektspor.evaluations.municipalities.study_words import StudyWords
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("attrition", "balance", "follow_up")
STARTS = "start_in_window"


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Persons by group and cohort, the flow, how alike the groups are and how follow-up ended."""
    maker = maker_of(study, tables.data_hash)
    final = _final_n(maker, tables["attrition"])
    return [
        *_persons(maker, tables["attrition"]),
        *balance.artefacts(maker, tables["balance"], final),
        *follow_up.artefacts(maker, tables["follow_up"], final),
        maker.make(
            "disclosure.min_cell", "number", unit="count", value=float(study.min_cell), n=final,
            population=maker.words.starters, method=words.COUNT, uncertainty=words.NO_SAMPLING,
            title=Text(da="Mindste antal, der vises", en="Smallest count that is shown"),
            definition=Text(da="Et antal fra 1 til under dette vises ikke.",
                            en="A count from 1 to one below it is not shown."),
        ),
    ]  # fmt: skip


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The flow and the background as they are, the ends of follow-up with small counts hidden."""
    return {
        "attrition.csv": _keyed(tables["attrition"], study.words),
        "balance.csv": balance.keyed(tables["balance"], study.words),
        "follow_up.csv": follow_up.masked(tables["follow_up"], study.min_cell, study.words),
    }


def _keyed(attrition: pd.DataFrame, study_words: StudyWords) -> pd.DataFrame:
    """The flow with its columns by group and cohort under the names of the report."""
    names = {count_column(*cell): study_words.cell_name(*cell) for cell in study_words.cells}
    return attrition.rename(columns=names)


def _final_n(maker: Maker, attrition: pd.DataFrame) -> dict[str, int]:
    last = attrition.sort_values("step").iloc[-1]
    return {
        maker.words.cell_name(*cell): int(last[count_column(*cell)]) for cell in maker.words.cells
    }


def _persons(maker: Maker, attrition: pd.DataFrame) -> list[Artefact]:
    steps = attrition.sort_values("step")
    final = _final_n(maker, attrition)
    study = maker.study
    first, gaps = (filled(text, study) for text in (maker.words.first_week, _gaps(study)))
    common = {
        "population": maker.words.starters,
        "definition": Text(da=f"{first.da} {gaps.da}", en=f"{first.en} {gaps.en}"),
        "method": words.COUNT,
        "uncertainty": words.NO_SAMPLING,
    }
    found = [
        maker.make(
            f"persons.{maker.words.cell_name(group, cohort)}", "number", **common, unit="persons",
            title=Text(da=f"Borgere, {words.GROUP[group].da}, {cohort}-kohorten",
                       en=f"Citizens, {words.GROUP[group].en}, {cohort} cohort"),
            n={maker.words.cell_name(group, cohort): final[maker.words.cell_name(group, cohort)]},
            value=float(final[maker.words.cell_name(group, cohort)]),
        )
        for group, cohort in maker.words.cells
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
    """Which gaps do not end a course; blank and bridged weeks count together or apart."""
    together = study.bridge_family_weeks is None
    return study.words.gaps if together else study.words.gaps_apart


def filled(text: Text, study: Study) -> Text:
    """A text with the settings that it names in braces."""
    settings = {
        "washout": study.washout_weeks,
        "blank": study.bridge_weeks,
        "bridged": study.bridge_family_weeks,
    }
    return Text(da=text.da.format(**settings), en=text.en.format(**settings))
