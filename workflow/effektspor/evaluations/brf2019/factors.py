"""The factor analysis of the staff's answers as artefacts: suitability, number, loadings."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.result_tables import Tables, finite, records

REQUIRES = ("efa_suitability", "efa_eigenvalues", "efa_loadings", "efa_correlations")
SOURCE = Text(
    da="Spørgeskemasvar fra ledere og medarbejdere; egne beregninger.",
    en="Survey answers of leaders and staff; own calculations.",
)
SYNTHETIC_SOURCE = Text(
    da="Syntetiske spørgeskemasvar, uden virkelige personer; egne beregninger.",
    en="Synthetic survey answers, without real persons; own calculations.",
)
POPULATION = Text(
    da="Ledere og medarbejdere i deltagerkommunerne, der i slutmålingen har svaret på mindst "
    "halvdelen af udsagnene.",
    en="Leaders and staff in the participating municipalities who answered at least half of the "
    "statements at the end.",
)
DEFINITION = Text(
    da="Svar på en skala fra 1 til 5 på udsagn om kerneelementer og belief; »ved ikke« og manglende "
    "svar er udeladt.",
    en="Answers on a scale from 1 to 5 to statements on core elements and belief; don't know and "
    "missing answers left out.",
)
METHOD = Text(
    da="Eksplorativ faktoranalyse med factor-analyzer: mindste residualer (minres) på parvise "
    "Pearson-korrelationer, skæv rotation (oblimin). Antallet af faktorer er fastlagt ved "
    "parallelanalyse med blandede svar.",
    en="Exploratory factor analysis by factor-analyzer: minimum residuals (minres) on pairwise "
    "Pearson correlations, oblique rotation (oblimin). The number of factors is that of parallel "
    "analysis with shuffled answers.",
)
UNCERTAINTY = Text(
    da="Faktorladninger har ikke interval her; små ladninger skal ikke læses hver for sig.",
    en="Loadings have no interval here; small ones should not be read one by one.",
)
BOOTSTRAP = Text(
    da="Interval ved bootstrap (BCa) over respondenter.",
    en="Interval by bootstrap (BCa) over respondents.",
)
NUMBERS: dict[str, tuple[str, str, str]] = {
    "respondents": ("persons", "Respondenter i slutmålingen", "Respondents at the end"),
    "included": ("persons", "Respondenter i faktoranalysen", "Respondents in the factor analysis"),
    "complete": ("persons", "Respondenter med alle svar", "Respondents with all answers"),
    "smallest_pair": ("persons", "Færrest respondenter bag en korrelation",
                      "Fewest respondents behind a correlation"),
    "items": ("count", "Udsagn i faktoranalysen", "Statements in the factor analysis"),
    "items_left_out": ("count", "Udsagn uden variation, udeladt", "Statements without variation"),
    "smoothed": ("count", "Korrelationsmatricen er udglattet", "The correlations were smoothed"),
    "kmo": ("ratio", "Kaiser-Meyer-Olkin", "Kaiser-Meyer-Olkin"),
    "kmo_lowest": ("ratio", "Laveste Kaiser-Meyer-Olkin for et udsagn",
                   "Lowest Kaiser-Meyer-Olkin of a statement"),
    "bartlett_chi2": ("ratio", "Bartletts test", "Bartlett's test"),
    "bartlett_degrees": ("count", "Frihedsgrader i Bartletts test", "Degrees of freedom"),
    "bartlett_p": ("ratio", "P-værdi for Bartletts test", "P-value of Bartlett's test"),
    "factors_components": ("count", "Faktorer efter parallelanalyse, komponenter",
                           "Factors by parallel analysis, components"),
    "factors_common": ("count", "Faktorer efter parallelanalyse, fælles faktorer",
                       "Factors by parallel analysis, common factors"),
    "factors": ("count", "Faktorer i løsningen", "Factors of the solution"),
    "residual": ("ratio", "Kvadratisk gennemsnit af residualkorrelationer",
                 "Root mean square of residual correlations"),
    "heywood": ("count", "Udsagn med Heywood-tilfælde", "Statements with a Heywood case"),
    "fit_warnings": ("count", "Advarsler fra tilpasningen", "Warnings of the fit"),
    "agreeing": ("share", "Rotationer fra tilfældige startpunkter, der ender samme sted",
                 "Rotations from random starts that end in one place"),
    "variance": ("share", "Andel af variansen, som faktorerne forklarer",
                 "Share of the variance that the factors explain"),
}  # fmt: skip
SCALES = {
    "fidelity": Text(da="alle udsagn om kerneelementer", en="all statements on core elements"),
    "belief": Text(da="udsagn om belief", en="statements on belief"),
}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Numbers on suitability and fit, alpha and omega, the tables and the figure.

    The table of loadings is registered only where there are any: its section stands on it.
    """
    maker = Maker(study, tables.data_hash, registers=False, surveys=("staff",))
    facts = tables["efa_suitability"]
    common: dict[str, Any] = {
        "population": POPULATION,
        "definition": DEFINITION,
        "method": METHOD,
        "source": SYNTHETIC_SOURCE if study.synthetic else SOURCE,
        "n": {"respondents": _value(facts, "included", whole=True)},
    }
    found = [
        maker.number(
            f"factors.{name}", finite(_value(facts, name)), unit=unit, title=Text(da=da, en=en),
            uncertainty=UNCERTAINTY, absent="not_evaluated", **common,
        )
        for name, (unit, da, en) in NUMBERS.items()
    ]  # fmt: skip
    found += _scales(maker, facts, common) + _overlap(maker, tables, common)
    common["uncertainty"] = UNCERTAINTY
    found.append(_block(maker, "figure.scree", "figure", "efa_eigenvalues.csv", common, Text(
        da="Egenværdier og parallelanalyse", en="Eigenvalues and parallel analysis"
    )))  # fmt: skip
    if tables["efa_loadings"].empty:
        return found
    return [*found, *_tables(maker, common)]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The tables as they are."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def _value(facts: pd.DataFrame, name: str, *, whole: bool = False, of: str = "") -> Any:
    own = facts[(facts["quantity"] == name) & (facts["of"].fillna("") == of)]
    value = float(own["value"].iloc[0]) if len(own) else float("nan")
    return (int(value) if len(own) else 0) if whole else value


def _scales(maker: Maker, facts: pd.DataFrame, common: dict[str, Any]) -> list[Artefact]:
    found = []
    for name, of in SCALES.items():
        for quantity in ("alpha", "omega"):
            own = records(facts[(facts["quantity"] == quantity) & (facts["of"] == name)])
            row = own[0] if own else {}
            found.append(
                maker.estimate(
                    f"factors.{quantity}.{name}", row.get("value"), row.get("ci_low"),
                    row.get("ci_high"), unit="ratio", uncertainty=BOOTSTRAP,
                    title=Text(da=f"{quantity.capitalize()}, {of.da}",
                               en=f"{quantity.capitalize()}, {of.en}"),
                    **common,
                )
            )  # fmt: skip
    return found


def _overlap(maker: Maker, tables: Tables, common: dict[str, Any]) -> list[Artefact]:
    """Largest correlation of factors, statements that load where most of their element does."""
    phi, loadings = tables["efa_correlations"], tables["efa_loadings"]
    apart = phi[phi["factor"] != phi["other"]]["correlation"]
    strongest, largest = _strongest(loadings), apart.abs().max() if len(apart) else None
    home = strongest.groupby("element")["factor"].agg(_most_common)
    at_home = (strongest["factor"] == strongest["element"].map(home)).sum()
    belief = set(strongest.loc[strongest["element"] == "belief", "factor"])
    others = set(strongest.loc[strongest["element"] != "belief", "factor"])
    alone = float(bool(belief) and not belief & others)
    numbers: list[tuple[str, float | None, str, str, str]] = [
        ("largest_correlation", largest, "ratio", "Største korrelation mellem to faktorer",
         "Largest correlation of two factors"),
        ("at_home", float(at_home), "count", "Udsagn, der lader på samme faktor som deres element",
         "Statements that load on the factor of their element"),
        ("homes", float(home.nunique()), "count", "Faktorer, som elementerne fordeler sig på",
         "Factors on which the elements spread"),
        ("belief_alone", alone, "count", "Belief har sin egen faktor",
         "Belief has a factor of its own"),
    ]  # fmt: skip
    return [
        maker.number(
            f"factors.{name}", None if loadings.empty else finite(value), unit=unit,
            title=Text(da=da, en=en), uncertainty=UNCERTAINTY, absent="not_evaluated", **common,
        )
        for name, value, unit, da, en in numbers
    ]  # fmt: skip


def _strongest(loadings: pd.DataFrame) -> pd.DataFrame:
    """Each statement with the factor on which it loads most."""
    if loadings.empty:
        return loadings
    size = loadings["loading"].abs()
    return loadings.loc[size.groupby(loadings["item"], sort=False).idxmax()]


def _most_common(factors: "pd.Series[str]") -> str:
    return str(factors.mode().iloc[0])


def _tables(maker: Maker, common: dict[str, Any]) -> list[Artefact]:
    return [
        _block(maker, key, "table", data, common, Text(da=da, en=en))
        for key, data, da, en in (
            ("factors.table", "efa_loadings.csv", "Faktorladninger", "Factor loadings"),
            ("factors.suitability", "efa_suitability.csv", "Egnethed til faktoranalyse",
             "Suitability for factor analysis"),
            ("factors.correlations", "efa_correlations.csv", "Korrelationer mellem faktorer",
             "Correlations of factors"),
        )
    ]  # fmt: skip


def _block(
    maker: Maker, key: str, kind: str, data: str, common: dict[str, Any], title: Text
) -> Artefact:
    return maker.make(key, kind, data=data, unit="mixed", title=title, **common)
