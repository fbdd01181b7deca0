"""The spread between municipalities, beside the spread that chance alone would give.

In a synthetic run the municipalities carry letters: no invented change may stand beside a real
name, and a table that holds anything else is refused.
"""

import re
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm

from effektspor.artefacts import Artefact, Text
from effektspor.errors import ReportError
from effektspor.evaluations.municipalities import words
from effektspor.evaluations.municipalities.making import Maker, Study, maker_of
from effektspor.evaluations.municipalities.tables import by_cell
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("spread", "weekly_shares")
DRAWS = 20_000
LETTER = re.compile(r"Kommune [A-Z]( \(syntetisk\))?")
NOISE = Text(
    da="Forventet spændvidde ved tilfældig variation alene: alle kommuner har samme ændring, og "
    "andelene er binomialfordelte med kommunernes egne antal borgere.",
    en="Expected range from random variation alone: all municipalities have the same change, and "
    "the shares are binomial with the municipalities' own numbers of citizens.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Largest and smallest change between the participating municipalities, and the noise."""
    refuse_names(tables["spread"])
    maker = maker_of(study, tables.data_hash)
    found: list[Artefact] = []
    early, late = study.words.cohorts
    ranked = with_noise(tables, study)
    for outcome, denominator in maker.words.measures:
        persons = of_measure(tables["spread"], outcome, denominator)
        changes = of_measure(ranked, outcome, denominator)
        n = {
            "municipalities": len(changes),
            maker.words.cell_name("participants", early): int(persons["n_pre"].sum()),
            maker.words.cell_name("participants", late): int(persons["n_post"].sum()),
        }
        found += _artefacts(maker, changes, n, outcome, denominator)
    return [*found, _level(maker, found[0])]


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The changes by municipality and what chance alone would give."""
    refuse_names(tables["spread"])
    return {"spread.csv": with_noise(tables, study)}


def refuse_names(spread: pd.DataFrame) -> None:
    """Refuse a table that names municipalities.

    Raises
    ------
    ReportError
        Where a label is not a letter.
    """
    if not spread["label"].map(lambda label: bool(LETTER.fullmatch(label))).all():
        raise ReportError(
            "Own estimates by municipality stand beside something else than letters",
            where="spread.csv, column label",
            todo="Label the municipalities 'Kommune A', 'Kommune B' and so on.",
        )


def with_noise(tables: Tables, study: Study) -> pd.DataFrame:
    """The changes in order of size, with the range that chance alone would give them.

    Nothing that tells the size of a municipality is kept: with it, a reader could tell the largest
    from the others.

    Returns
    -------
    DataFrame
        `outcome`, `denominator`, `label`, `change`, and as fractions `common_change` (of the
        participating municipalities as a whole), `noise_range` (expected) and `noise_limit` (at the
        study's level of confidence the ranges by chance alone are smaller).
    """
    shares = tables["weekly_shares"]
    at = shares[(shares["week"] == study.reference_week) & (shares["group"] == "participants")]
    parts = []
    for outcome, denominator in study.words.measures:
        levels = by_cell(of_measure(at, outcome, denominator))
        pre, post = (
            float(levels["participants", cohort]["share"]) for cohort in study.words.cohorts
        )
        rows = of_measure(tables["spread"], outcome, denominator).dropna(subset=["change"])
        n_pre, n_post = (rows[name].to_numpy(dtype=float) for name in ("n_pre", "n_post"))
        errors = np.sqrt(pre * (1 - pre) / n_pre + post * (1 - post) / n_post)
        ordered = rows.sort_values("change", ascending=False, kind="stable")
        parts.append(
            ordered[["outcome", "denominator", "label", "change"]].assign(
                common_change=post - pre,
                noise_range=expected_range(errors),
                noise_limit=range_limit(errors, study.confidence),
            )
        )
    return pd.concat(parts, ignore_index=True)


def of_measure(frame: pd.DataFrame, outcome: str, denominator: str) -> pd.DataFrame:
    """The rows of one outcome and denominator."""
    return frame[(frame["outcome"] == outcome) & (frame["denominator"] == denominator)]


def range_limit(standard_errors: NDArray[np.float64], confidence: float) -> float:
    """The range that chance alone stays below with probability `confidence`; unit as the errors.

    An observed range above the expected one is no news: by chance that happens about every second
    time. Only a range above this limit is said to be more than chance.
    """
    return float(np.quantile(np.ptp(_by_chance(standard_errors), axis=1), confidence))


def _by_chance(standard_errors: NDArray[np.float64]) -> NDArray[np.float64]:
    shape = (DRAWS, len(standard_errors))
    return np.random.default_rng(0).normal(size=shape) * standard_errors


def expected_range(standard_errors: NDArray[np.float64]) -> float:
    """Expected distance between largest and smallest of independent normal draws around one mean.

    The integral over x of P(min <= x < max): 1 minus the chance that all draws lie below x, minus
    the chance that all lie above.

    Parameters
    ----------
    standard_errors
        One per municipality, same unit as the result.
    """
    if np.isnan(standard_errors).any():
        return float("nan")  # the shares behind them are withheld
    reach = 8 * float(standard_errors.max())
    if reach == 0:
        return 0.0
    points = np.linspace(-reach, reach, 4001)
    below = norm.cdf(points[:, None] / standard_errors[None, :])
    inside = 1 - below.prod(axis=1) - (1 - below).prod(axis=1)
    return float(np.trapezoid(inside, points))


def _artefacts(
    maker: Maker, changes: pd.DataFrame, n: dict[str, int], outcome: str, denominator: str
) -> list[Artefact]:
    key, name = f"{outcome}.{denominator}", words.OUTCOME[outcome]
    week, (early, late) = maker.study.reference_week, maker.words.cohorts
    definition = maker.definition(outcome)
    common: dict[str, Any] = {
        "population": maker.population(denominator),
        "n": n,
        "definition": Text(
            da=f"{definition.da} Ændring fra {early}- til {late}-kohorten i uge {week}.",
            en=f"{definition.en} Change from the {early} to the {late} cohort in week {week}.",
        ),
    }

    def number(suffix: str, unit: str, value: float, da: str, en: str) -> Artefact:
        return maker.number(
            f"spread.{key}.{suffix}", float(value), **common, unit=unit,
            title=Text(da=f"{da}, {name.da}", en=f"{en}, {name.en}"),
            method=NOISE if suffix.startswith("noise") else Text(
                da=f"Kommunens andel i {late}-kohorten minus andelen i {early}-kohorten.",
                en=f"The municipality's share in the {late} cohort minus that in the {early} cohort.",
            ),
            uncertainty=Text(
                da="Intet interval pr. kommune; den tilfældige variation vises som reference.",
                en="No interval by municipality; the random variation is shown for reference.",
            ),
        )  # fmt: skip

    change = changes["change"]
    noise, limit = (float(changes[name].iloc[0]) for name in ("noise_range", "noise_limit"))
    points = "percentage_points"
    return [
        number("largest", points, change.max(), "Største ændring", "Largest change"),
        number("smallest", points, change.min(), "Mindste ændring", "Smallest change"),
        number("range", points, change.max() - change.min(), "Spændvidde", "Range"),
        number("noise_range", points, noise, "Spændvidde ved tilfældighed", "Range by chance"),
        number("noise_limit", points, limit, "Spændvidde, som tilfældighed sjældent overgår",
               "Range that chance seldom exceeds"),
        number("rises", "municipalities", (change > 0).sum(),
               "Kommuner med stigning", "Municipalities with a rise"),
        number("falls", "municipalities", (change < 0).sum(),
               "Kommuner med fald", "Municipalities with a fall"),
        maker.make(
            f"spread.{key}.table", "table", **common, unit=points, data="spread.csv",
            title=Text(da=f"Ændring i andel med {name.da} efter kommune",
                       en=f"Change in share with {name.en} by municipality"),
            method=NOISE, uncertainty=words.NO_INTERVAL,
        ),
    ]  # fmt: skip


def _level(maker: Maker, like: Artefact) -> Artefact:
    """The level of the bands and limits, a setting of the study."""
    setting = Text(da="En indstilling, ikke et resultat.", en="A setting, not a result.")
    return maker.make(
        "spread.confidence", "number", value=maker.study.confidence, unit="share", n=like.n,
        title=Text(da="Niveau for tilfældig variation", en="Level of random variation"),
        population=like.population, definition=NOISE, method=setting, uncertainty=setting,
    )  # fmt: skip
