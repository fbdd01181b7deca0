"""How sure the knowledge of each theme is, by several schemes side by side."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2011.making import Maker, Study
from effektspor.evaluations.result_tables import Tables, finite, records

REQUIRES = ("evidence_votes", "evidence_grades", "evidence_ratings")
STOCK = Text(
    da="Vidensmængde: summen af vægtene for de resultater, der taler om temaet. Hvor en rapport ikke "
    "oplyser det, vægten beror på, står begge ender af det mulige.",
    en="Stock of knowledge: the sum of the weights of the results that speak of the theme. Where a "
    "report does not state what a weight rests on, both ends of what is possible stand.",
)
METHOD = Text(
    da="Stemmetælling med Jobeffekters offentliggjorte vægte; bedømmelse af undersøgelsens design "
    "efter regler som CLEAR's og Campbells. Reglerne er programmets, ikke ordningernes egne.",
    en="Vote count with the published weights of Jobeffekter; rating of designs by rules like those of "
    "CLEAR and Campbell. The rules are this program's, not the schemes' own.",
)
UNCERTAIN = Text(
    da="Stemmetælling ser bort fra, hvor store virkningerne er, og frarådes som eneste grundlag.",
    en="A count of votes ignores how large effects are and is advised against as the only basis.",
)
COMMON: dict[str, Any] = {"method": METHOD, "uncertainty": UNCERTAIN}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Stock and grade of each theme, how often the schemes disagree, the tables and the figure."""
    maker = Maker(study, tables.data_hash)
    grades = records(tables["evidence_grades"])
    titles = {
        "grades.table": ("table", "evidence_grades", "Bedømmelser af temaerne", "Grades of themes"),
        "grades.votes": ("table", "evidence_votes", "Regnestykket bag", "The arithmetic behind"),
        "grades.ratings": ("table", "evidence_ratings", "Bedømmelser af rapporterne",
                           "Ratings of the reports"),
        "figure.grades": ("figure", "evidence_grades", "Bedømmelser side om side",
                          "Grades side by side"),
    }  # fmt: skip
    wholes = [
        maker.whole(
            key, kind, f"{table}.csv", len(tables[table]), Text(da=da, en=en), STOCK, **COMMON
        )
        for key, (kind, table, da, en) in titles.items()
    ]
    counted = tables["evidence_votes"]["counted"].map(truth)
    return [
        *wholes,
        *(each for row in grades for each in _theme(maker, row)),
        *_all(maker, grades),
        *(
            maker.count(
                f"grades.votes_{name}", float(value.sum()),
                Text(da="Resultater i stemmetællingen", en="Results in the count of votes"), STOCK,
                **COMMON,
            )
            for name, value in (("counted", counted), ("left_out", ~counted))
        ),
    ]  # fmt: skip


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The three tables as they are."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def _theme(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    key, theme = f"grades.{row['theme']}", str(row["theme"])
    title = Text(da=f"Bedømmelse: {theme}", en=f"Grade: {theme}")
    for end in ("low", "high"):
        yield maker.count(
            f"{key}.stock_{end}", finite(row[f"stock_{end}"]), title, STOCK, unit="ratio",
            n={"themes": 1}, **COMMON,
        )  # fmt: skip
    yield maker.count(
        f"{key}.share", finite(row["share"]), title,
        Text(da="Andel af vidensmængden, der peger samme vej.",
             en="Part of the stock that points one way."),
        unit="share", n={"themes": 1}, **COMMON,
    )  # fmt: skip
    mark = "has_votes" if row["n_votes"] > 0 else "no_votes"
    yield maker.count(f"{key}.{mark}", 1.0, title, STOCK, **COMMON)
    if truth(row["disagree"]):
        yield maker.count(f"{key}.disagree", 1.0, title, STOCK, **COMMON)


def _all(maker: Maker, grades: list[dict[str, Any]]) -> Iterator[Artefact]:
    numbers = {
        "n": (len(grades), "Bedømte temaer", "Graded themes"),
        "disagreeing": (
            sum(truth(row["disagree"]) for row in grades),
            "Temaer, hvor ordningerne er uenige", "Themes on which the schemes disagree",
        ),
        "surely_few": (
            sum(float(row["stock_high"]) < maker.study.least_stock for row in grades),
            "Temaer med for få studier, også i det højeste",
            "Themes with too few studies, at most as well",
        ),
        "possibly_few": (
            sum(float(row["stock_low"]) < maker.study.least_stock for row in grades),
            "Temaer med for få studier i det laveste", "Themes with too few studies at least",
        ),
    }  # fmt: skip
    for name, (value, da, en) in numbers.items():
        yield maker.count(
            f"grades.{name}", float(value), Text(da=da, en=en), STOCK,
            n={"themes": len(grades)}, **COMMON,
        )  # fmt: skip


def truth(value: Any) -> bool:
    """A truth value as it stands in a CSV."""
    return str(value).strip().lower() in {"true", "1", "1.0"}
