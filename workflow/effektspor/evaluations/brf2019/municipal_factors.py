"""What the 17 municipalities' published fidelity has in common, and what 17 rows can bear."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019.making import PUBLISHED, Maker, Study
from effektspor.evaluations.brf2019.printed import ELEMENTS
from effektspor.evaluations.result_tables import Tables, finite, records

REQUIRES = ("municipal_factor", "municipal_loadings", "municipal_index", "few_rows")
MEASURES = {
    "slut": Text(da="fidelitet ved slut", en="fidelity at the end"),
    "change": Text(da="ændring i fidelitet", en="change of fidelity"),
}
POPULATION = Text(da="De 17 deltagerkommuner.", en="The 17 participating municipalities.")
DEFINITION = Text(
    da="De offentliggjorte andele i tabel 3, i hele procent, for de syv kerneelementer: ved slut, og "
    "ændringen siden start.",
    en="The published shares of table 3, in whole per cent, of the seven core elements: at the end, "
    "and the change since the start.",
)
METHOD = Text(
    da="Permutation af hvert kerneelement for sig (første egenværdi og gennemsnitlig korrelation), "
    "indeks som gennemsnit af standardiserede andele, én faktor ved mindste residualer (minres).",
    en="Permutation of each core element by itself (first eigenvalue and mean correlation), an index "
    "as the mean of standardised shares, one factor by minimum residuals (minres).",
)
UNCERTAINTY = Text(
    da="Intervaller ved bootstrap (BCa) over kommuner; desuden spændet, når én kommune udelades.",
    en="Intervals by bootstrap (BCa) over municipalities; also the range when one is left out.",
)
SOURCE = Text(
    da=f"{PUBLISHED.da} Egne beregninger på de trykte andele.",
    en=f"{PUBLISHED.en} Own calculations on the printed shares.",
)
WORLDS = Text(
    da="Kunstige tabeller med samme antal rækker og kolonner som kommunernes og en kendt struktur.",
    en="Artificial tables of as many rows and columns as the municipalities', of known structure.",
)
JUDGED = Text(
    da="Andel af tabellerne, hvor metoden giver det nævnte.",
    en="Share of the tables in which the method gives what is named.",
)
WORLD_METHOD = Text(
    da="Tabellerne er trukket fra en normalfordeling med kendte ladninger og behandlet som "
    "kommunernes.",
    en="The tables are drawn from a normal distribution with known loadings and treated as that of "
    "the municipalities.",
)
# The flag `synthetic` of an artefact speaks of the study's registers; these worlds are none.
SYNTHETIC_WORLDS = Text(da=f"Syntetisk. {WORLDS.da}", en=f"Synthetic. {WORLDS.en}")
NUMBERS: dict[str, tuple[str, str, str]] = {
    "first_eigenvalue": ("ratio", "Første egenværdi", "First eigenvalue"),
    "first_share": ("share", "Første egenværdis andel", "Share of the first eigenvalue"),
    "null_mean": ("ratio", "Første egenværdi uden sammenhæng, gennemsnit",
                  "First eigenvalue without relation, mean"),
    "null_upper": ("ratio", "Første egenværdi uden sammenhæng, øvre grænse",
                   "First eigenvalue without relation, upper limit"),
    "bootstrap_heywood": ("share", "Bootstrap-udtræk med Heywood-tilfælde",
                          "Bootstrap draws with a Heywood case"),
    "index_score": ("ratio", "Korrelation mellem indeks og faktorscore",
                    "Correlation of index and factor score"),
    "congruence_component": ("ratio", "Kongruens med første hovedkomponent",
                             "Congruence with the first principal component"),
    "congruence_ranks": ("ratio", "Kongruens med ladninger på rangtal",
                         "Congruence with loadings of ranks"),
}  # fmt: skip
P_VALUES = {
    "first_eigenvalue": Text(da="P-værdi for én fælles faktor", en="P-value of a common factor"),
    "first_eigenvalue_normal": Text(da="P-værdi ved parallelanalyse", en="P-value, parallel analysis"),
    "first_eigenvalue_ranks": Text(da="P-værdi på rangtal", en="P-value on ranks"),
    "mean_correlation": Text(da="P-værdi for gennemsnitlig korrelation",
                             en="P-value of the mean correlation"),
}  # fmt: skip
ESTIMATES = {
    "mean_correlation": Text(da="Gennemsnitlig korrelation", en="Mean correlation"),
    "alpha": Text(da="Alfa for indekset", en="Alpha of the index"),
    "omega": Text(da="Omega for indekset", en="Omega of the index"),
}
WORLD_SHARES = (
    "common_factor", "parallel_one", "parallel_more", "bartlett", "kmo_below", "heywood_one",
    "heywood_two", "mean_coverage", "alpha_coverage", "loading_coverage",
)  # fmt: skip


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Tests, reliability and loadings by measure, the worlds of few rows, and the tables."""
    maker = Maker(study, tables.data_hash, published=True)
    factor, loadings = tables["municipal_factor"], tables["municipal_loadings"]
    common: dict[str, Any] = {
        "population": POPULATION, "definition": DEFINITION, "method": METHOD,
        "uncertainty": UNCERTAINTY, "source": SOURCE, "n": {"municipalities": int(factor["rows"].iloc[0])},
    }  # fmt: skip
    found: list[Artefact] = []
    for measure, name in MEASURES.items():
        rows = {str(row["quantity"]): row for row in records(factor[factor["measure"] == measure])}
        found += _facts(maker, rows, measure, name, common)
        found += _loadings(maker, loadings[loadings["measure"] == measure], measure, name, common)
    found += [
        maker.make(key, "table", data=data, unit="mixed", title=Text(da=da, en=en), **common)
        for key, data, da, en in (
            ("municipal.table", "municipal_factor.csv", "Fælles faktor i kommunernes fidelitet",
             "A common factor in the municipalities' fidelity"),
            ("municipal.loadings", "municipal_loadings.csv", "Ladninger på én faktor",
             "Loadings on one factor"),
            ("municipal.index", "municipal_index.csv", "Indeks for fidelitet efter kommune",
             "Index of fidelity by municipality"),
        )
    ]  # fmt: skip
    return found + _worlds(Maker(study, tables.data_hash, registers=False), tables["few_rows"])


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The tables as they are."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def _facts(
    maker: Maker, rows: dict[str, dict[str, Any]], measure: str, name: Text, common: dict[str, Any]
) -> list[Artefact]:
    def title(text: Text) -> Text:
        return Text(da=f"{text.da}, {name.da}", en=f"{text.en}, {name.en}")

    key = f"municipal.{measure}"
    found = [
        maker.number(f"{key}.{quantity}", finite(rows[quantity]["estimate"]), unit=unit,
                     title=title(Text(da=da, en=en)), **common)
        for quantity, (unit, da, en) in NUMBERS.items()
    ]  # fmt: skip
    found += [
        maker.number(f"{key}.{quantity}.p", finite(rows[quantity]["p_value"]), unit="ratio",
                     title=title(text), **common)
        for quantity, text in P_VALUES.items()
    ]  # fmt: skip
    # Above nought where the test finds a common factor: what sentences choose their words by.
    clear = 1 - maker.study.confidence - float(rows["first_eigenvalue"]["p_value"])
    found.append(
        maker.number(f"{key}.common", 1.0 if clear > 0 else -1.0, unit="count",
                     title=title(Text(da="Fælles faktor fundet", en="Common factor found")),
                     **common)
    )  # fmt: skip
    for quantity, text in ESTIMATES.items():
        row = rows[quantity]
        found.append(
            maker.estimate(f"{key}.{quantity}", row["estimate"], row["ci_low"], row["ci_high"],
                           unit="ratio", title=title(text), **common)
        )  # fmt: skip
        found += [
            maker.number(f"{key}.{quantity}.{end}", finite(row[end]), unit="ratio",
                         title=title(text), **common)
            for end in ("leave_low", "leave_high")
        ]  # fmt: skip
    return found


def _loadings(
    maker: Maker, rows: pd.DataFrame, measure: str, name: Text, common: dict[str, Any]
) -> list[Artefact]:
    found = []
    by_element = {str(row["element"]): row for row in records(rows)}
    for element in ELEMENTS:
        row = by_element[element]
        found.append(
            maker.estimate(
                f"municipal.{measure}.loading.{element}", row["loading"], row["ci_low"],
                row["ci_high"], unit="ratio",
                title=Text(da=f"Ladning, {element}, {name.da}", en=f"Loading, {element}, {name.en}"),
                **common,
            )
        )  # fmt: skip
    clear = ((rows["ci_low"] > 0) | (rows["ci_high"] < 0)).sum()
    for suffix, value, da, en in (
        ("loadings_clear", clear, "Ladninger, hvis interval ikke omfatter nul",
         "Loadings whose interval leaves out nought"),
        ("loadings_negative", (rows["loading"] < 0).sum(), "Negative ladninger", "Negative loadings"),
    ):  # fmt: skip
        found.append(
            maker.number(f"municipal.{measure}.{suffix}", float(value), unit="count",
                         title=Text(da=f"{da}, {name.da}", en=f"{en}, {name.en}"), **common)
        )  # fmt: skip
    return found


def _worlds(maker: Maker, table: pd.DataFrame) -> list[Artefact]:
    """Shares of worlds by truth; they are of no study's data."""
    worlds = int(table["worlds"].min())
    error = 100 * (0.25 / worlds) ** 0.5
    fields: dict[str, Any] = {
        "population": WORLDS, "definition": JUDGED, "method": WORLD_METHOD,
        "source": SYNTHETIC_WORLDS if maker.study.synthetic else WORLDS,
        "n": {"worlds": worlds}, "basis": "document",
        "uncertainty": Text(
            da=f"Standardfejlen af en andel er højst {error:.1f} procentpoint.".replace(".", ",", 1),
            en=f"The standard error of a share is at most {error:.1f} points.",
        ),
    }  # fmt: skip
    found = [
        maker.number(f"few_rows.{row['truth']}.{name}", finite(row[name]), unit="share",
                     title=Text(da=f"Andel af verdener, {name}, {row['truth']}",
                                en=f"Share of worlds, {name}, {row['truth']}"), **fields)
        for row in records(table)
        for name in WORLD_SHARES
    ]  # fmt: skip
    one = table[table["truth"] != "none"]
    for name, value in (
        ("heywood_two_least", table["heywood_two"].min()),
        ("heywood_two_most", table["heywood_two"].max()),
        ("parallel_one_most", one["parallel_one"].max()),
    ):
        found.append(
            maker.number(f"few_rows.{name}", float(value), unit="share", title=Text(
                da=f"Andel af verdener, {name}", en=f"Share of worlds, {name}"), **fields)
        )  # fmt: skip
    return [
        *found,
        maker.make("few_rows.table", "table", data="few_rows.csv", unit="mixed", title=Text(
            da="Hvad 17 rækker kan bære", en="What 17 rows can bear"), **fields),
    ]  # fmt: skip
