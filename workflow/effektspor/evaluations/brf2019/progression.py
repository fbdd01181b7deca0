"""The progression of citizens as artefacts: changes, how many hold, who is lost.

The tables come with the counts of few hidden already.
"""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019 import survey_words
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = ("progression", "progression_shift", "progression_attrition")
POPULATION = Text(
    da="Borgere i deltagerkommunerne med mindst to målinger med svar på spørgsmålet.",
    en="Citizens of the participating municipalities with two answers or more to the question.",
)
DEFINITION = Text(
    da="Svar på skalaer fra 1 til 5, hvor 5 er det mest positive. Ændringen er borgerens senere svar "
    "mod det første.",
    en="Answers on scales from 1 to 5, where 5 is the most positive. The change is of the citizen's "
    "later answers against the first.",
)
METHOD = Text(
    da="Regression med et led for hver borger, hvor alle senere målinger er med; interval og p-værdi "
    "hører til dens koefficient. Sidste minus første svar står ved siden af uden test. "
    "Fortegnstesten er eksakt og bruger kun, om svaret er højere eller lavere. Der er ingen "
    "sammenligningsgruppe.",
    en="A regression with an effect for each citizen and all later measurements; interval and p-value "
    "are those of its coefficient. Last minus first answer stands beside it without a test. The "
    "sign test is exact and uses only whether the answer is higher or lower. There is no "
    "comparison group.",
)
SIZE = Text(
    da="Sidste minus første svar delt med standardafvigelsen af de første svar.",
    en="Last minus first answer over the standard deviation of the first answers.",
)
UNCERTAINTY = Text(
    da="Intervallet er for tilfældig variation mellem borgere, ikke for frafald. P-værdierne er "
    "korrigeret efter Holm og efter Benjamini og Hochberg for antallet af spørgsmål.",
    en="The interval is for chance variation between citizens, not for attrition. P-values are "
    "adjusted by Holm and by Benjamini and Hochberg for the number of questions.",
)
NONE = Text(da="Optælling uden usikkerhed.", en="A count without uncertainty.")
COUNTS = {
    "rise": Text(da="Spørgsmål med sikker fremgang", en="Questions with a significant rise"),
    "fall": Text(da="Spørgsmål med sikker tilbagegang", en="Questions with a significant fall"),
    "rise_holm": Text(da="Fremgang efter Holm", en="Rises that hold after Holm's correction"),
    "rise_fdr": Text(
        da="Fremgang efter Benjamini og Hochberg", en="Rises after Benjamini and Hochberg"
    ),
    "rise_ordinal": Text(da="Fremgang efter fortegnstesten", en="Rises by the sign test"),
    "rise_ordinal_holm": Text(
        da="Fremgang efter fortegnstesten og Holm", en="Rises by the sign test and Holm"
    ),
    "rise_municipality": Text(
        da="Fremgang med kommunen som enhed", en="Rises with the municipality as the unit"
    ),
}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Change and size of each question, how many changes hold, attrition and the tables."""
    maker = Maker(study, tables.data_hash, registers=False, surveys=("progression",))
    table = tables["progression"]
    common: dict[str, Any] = {
        "population": POPULATION,
        "definition": DEFINITION,
        "method": METHOD,
        "uncertainty": UNCERTAINTY,
        "source": survey_words.source(synthetic=study.synthetic),
        "n": {"pairs": _most(table["n_pairs"]), "persons": _most(table["n_persons"])},
    }
    found = [each for row in records(table) for each in _question(maker, row, common)]
    counts = {**common, "uncertainty": NONE}
    for name, number in holding(table, 1 - study.confidence).items():
        title = COUNTS[name]
        found.append(
            maker.number(f"progression.{name}", float(number), unit="count", title=title, **counts)
        )
    found.append(
        maker.number(
            "progression.questions", float(len(table)), unit="count",
            title=Text(da="Spørgsmål i alt", en="Questions"), **counts,
        )
    )  # fmt: skip
    found += _attrition(maker, tables["progression_attrition"], common)
    titles = {
        "progression.table": ("progression.csv", "Ændring pr. spørgsmål", "Change by question"),
        "progression.shift": ("progression_shift.csv", "Første og sidste svar", "First by last answer"),
        "progression.attrition": ("progression_attrition.csv", "Frafald", "Attrition"),
    }  # fmt: skip
    for key, (data, da, en) in titles.items():
        title = Text(da=da, en=en)
        found.append(maker.make(key, "table", unit="mixed", data=data, title=title, **common))
    title = Text(da="Ændring pr. spørgsmål", en="Change by question")
    figure = {"unit": "mixed", "data": "progression.csv", "title": title}
    return [*found, maker.make("figure.progression", "figure", **figure, **common)]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The three tables as they are."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def holding(table: pd.DataFrame, alpha: float) -> dict[str, int]:
    """How many changes are significant, by direction, test and correction.

    The direction is that of the number whose p-value it is.
    """
    up = table["panel"] > 0
    moved_up = table["up"] > table["down"]
    counted = {
        "rise": up & (table["p_panel"] < alpha),
        "fall": (table["panel"] < 0) & (table["p_panel"] < alpha),
        "rise_holm": up & (table["p_holm"] < alpha),
        "rise_fdr": up & (table["p_fdr"] < alpha),
        "rise_ordinal": moved_up & (table["p_ordinal"] < alpha),
        "rise_ordinal_holm": moved_up & (table["p_ordinal_holm"] < alpha),
        "rise_municipality": up & (table["p_municipality"] < alpha),
    }
    return {name: int(flags.sum()) for name, flags in counted.items()}


def _question(maker: Maker, row: dict[str, Any], common: dict[str, Any]) -> list[Artefact]:
    item, label = row["item"], row["label_da"]
    n = {"pairs": _count(row["n_pairs"]), "persons": _count(row["n_persons"])}
    own = {**common, "n": n}
    return [
        maker.estimate(
            f"progression.change.{item}", row["panel"], row["panel_low"], row["panel_high"],
            unit="mixed", title=Text(da=f"Ændring: {label}", en=f"Change, question {item}"), **own,
        ),
        maker.number(
            f"progression.size.{item}", row["effect_size"], unit="ratio", absent="not_evaluated",
            title=Text(da=f"Effektstørrelse: {label}", en=f"Effect size, question {item}"),
            **{**own, "definition": SIZE, "method": SIZE},
        ),
    ]  # fmt: skip


def _attrition(maker: Maker, table: pd.DataFrame, common: dict[str, Any]) -> list[Artefact]:
    """Of the citizens' own answers: how many are measured again, and how they differ."""
    own = {
        **common,
        "population": Text(da="Borgere med mindst én måling.", en="Citizens with any measurement."),
    }
    again = table[(table["asked"] == "citizen") & (table["measurement"] == 2)]
    row = records(again)[0] if len(again) else dict.fromkeys(table.columns, float("nan"))
    return [
        maker.number(
            "progression.again", row["share"], unit="share",
            title=Text(da="Andel målt mindst to gange", en="Share measured twice or more"), **own,
        ),
        maker.estimate(
            "progression.stay_difference", row["difference"], row["ci_low"], row["ci_high"],
            unit="mixed",
            title=Text(da="Første svar: målt igen minus ikke målt igen",
                       en="First answers: measured again less not measured again"), **own,
        ),
    ]  # fmt: skip


def _most(column: "pd.Series[float]") -> int:
    return int(column.max()) if column.notna().any() else 0


def _count(value: float) -> int:
    return 0 if pd.isna(value) else int(value)
