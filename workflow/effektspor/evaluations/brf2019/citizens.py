"""The surveys of citizens as artefacts: shares, bounds, response.

The tables come with the counts of few hidden already.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019 import survey_words
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = ("citizens", "citizens_response", "citizens_options")
HALF = 0.5
ANSWER = {
    "positive": Text(da="positive svar", en="positive answers"),
    "neither": Text(da="hverken-eller", en="neither"),
    "negative": Text(da="negative svar", en="negative answers"),
}
POPULATION = Text(
    da="Borgere i ressourceforløb i deltagerkommunerne, der har svaret på spørgeskemaet.",
    en="Citizens in a ressourceforløb in the participating municipalities who answered the survey.",
)
INVITED = Text(da="Alle inviterede borgere.", en="All invited citizens.")
DEFINITION = Text(
    da="Andel af alle, der er spurgt; »ved ikke«, »ønsker ikke at svare« og oversprungne spørgsmål "
    "tæller med i nævneren.",
    en="Share of all who were asked; don't know, refusals and skipped questions stay in the "
    "denominator.",
)
METHOD = Text(da="Optælling.", en="A count.")
UNCERTAINTY = Text(
    da="Wilson-interval for tilfældig variation. Grænserne for frafald er uden antagelser: de "
    "inviterede, der ikke svarede, kan alle have ment det, eller ingen af dem.",
    en="Wilson interval for chance variation. The bounds for non-response assume nothing: those "
    "invited who did not answer may all have thought so, or none of them.",
)
RESPONSE = {
    "population": INVITED,
    "definition": Text(
        da="Andel af de inviterede, der har svaret helt eller delvist.",
        en="Share of the invited who answered wholly or in part.",
    ),
    "uncertainty": Text(
        da="Alle inviterede er talt med, så andelene er uden stikprøveusikkerhed.",
        en="All who were invited are counted, so there is no sampling error in the shares.",
    ),
}
BOUNDS = Text(
    da="Mindste og største mulige andel blandt alle inviterede.",
    en="Least and largest possible share among all who were invited.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Shares with bounds by question, response by survey, what is robust, tables and figure."""
    table = tables["citizens"]
    asked = tuple(dict.fromkeys(table["survey"]))
    maker = Maker(study, tables.data_hash, registers=False, surveys=asked)
    common: dict[str, Any] = {
        "population": POPULATION,
        "definition": DEFINITION,
        "method": METHOD,
        "uncertainty": UNCERTAINTY,
        "source": survey_words.source(synthetic=study.synthetic),
    }
    found = [each for row in records(table) for each in _answer(maker, row, common)]
    found += _printed_bounds(Maker(study, tables.data_hash, published=True), table, common)
    found += _response(maker, tables["citizens_response"], common)
    n = _replies(tables["citizens_response"])
    found += _counts(maker, table, {**common, "n": n})
    titles = {
        "citizens.table": ("table", "citizens.csv", "Borgernes svar", "Answers of citizens"),
        "citizens.response": ("table", "citizens_response.csv", "Svarprocent", "Response"),
        "citizens.options": ("table", "citizens_options.csv", "Flere svar", "Several answers"),
        "figure.citizens": ("figure", "citizens.csv", "Borgernes svar", "Answers of citizens"),
    }
    for key, (kind, data, da, en) in titles.items():
        title = Text(da=da, en=en)
        of = {**common, **RESPONSE} if key == "citizens.response" else common
        found.append(maker.make(key, kind, unit="share", data=data, title=title, n=n, **of))
    return found


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The three tables as they are."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def robust(table: pd.DataFrame, low: str) -> int:
    """Questions whose positive answers are a majority of all invited whatever the silent think."""
    return int((judged(table)[low] > HALF).sum())


def judged(table: pd.DataFrame) -> pd.DataFrame:
    """Positive answers to questions that all are asked for what they think of them.

    Left out are questions that only some are asked, and those that lead to them.
    """
    leads = table["asked_if"].fillna("")
    own = (table["answer"] == "positive") & (leads == "") & ~table["item"].isin(leads)
    return table[own]


def _answer(maker: Maker, row: dict[str, Any], common: dict[str, Any]) -> Iterator[Artefact]:
    answer = str(row["answer"])
    if answer not in ANSWER:
        return
    key = f"citizens.{row['survey']}.{row['item']}.{answer}"
    own = {**common, "n": {"asked": 0 if pd.isna(row["of"]) else int(row["of"])}, "unit": "share"}
    words = ANSWER[answer]
    title = Text(da=f"{row['label_da']} ({words.da})", en=f"{row['item']}: {words.en}")
    basis = "calibration" if pd.notna(row["published"]) else "simulation"
    yield maker.number(
        key, row["share"], ci_low=_or_none(row["ci_low"]), ci_high=_or_none(row["ci_high"]),
        title=title, basis=basis, **own,
    )  # fmt: skip
    for end in ("low", "high"):
        bound = {**own, "population": INVITED, "definition": BOUNDS}
        yield maker.number(
            f"{key}.{end}", row[f"bound_{end}"], title=title, basis=basis, **bound
        )  # fmt: skip


def _printed_bounds(
    maker: Maker, table: pd.DataFrame, common: dict[str, Any]
) -> Iterator[Artefact]:  # fmt: skip
    """Bounds of printed shares, which follow from printed numbers alone."""
    own = {name: common[name] for name in ("method", "uncertainty")}
    for row in records(table[table["published_low"].notna()]):
        for end in ("low", "high"):
            yield maker.make(
                f"citizens.printed.{row['survey']}.{row['item']}.{row['answer']}.{end}", "number",
                value=float(row[f"published_{end}"]), unit="share", n={"items": 1},
                title=Text(da=f"Trykt andel: {row['label_da']}", en=f"Printed: {row['item']}"),
                population=INVITED, definition=BOUNDS, **own,
            )  # fmt: skip


def _response(maker: Maker, table: pd.DataFrame, common: dict[str, Any]) -> Iterator[Artefact]:
    total = table[table["variable"] == "total"]
    for row in records(total):
        name = survey_words.SURVEY[row["survey"]]
        own = {**common, **RESPONSE, "n": {"invited": int(row["invited"])}}
        for part, unit in (("invited", "persons"), ("answered", "persons"), ("share", "share")):
            yield maker.make(
                f"citizens.{row['survey']}.{'response' if part == 'share' else part}", "number",
                value=float(row[part]), unit=unit, title=Text(da=f"Svar, {name.da}", en=f"Replies, {name.en}"),
                **own,
            )  # fmt: skip


def _counts(maker: Maker, table: pd.DataFrame, common: dict[str, Any]) -> Iterator[Artefact]:
    """Questions that all are asked, and for how many of them the majority is beyond doubt."""
    positive = judged(table)
    counts = {
        "questions": (len(positive), "Spørgsmål til alle", "Questions to all"),
        "robust": (
            robust(table, "bound_low"), "Flertal uanset frafald", "Majority whatever the response",
        ),
        "printed_questions": (
            int(positive["published_low"].notna().sum()), "Trykte andele", "Printed shares",
        ),
        "printed_robust": (
            robust(table, "published_low"), "Trykt flertal uanset frafald",
            "Printed majority whatever the response",
        ),
    }  # fmt: skip
    for name, (value, da, en) in counts.items():
        title = Text(da=da, en=en)
        yield maker.number(f"citizens.{name}", float(value), unit="count", title=title, **common)
    shift = (table["adjusted"] - table["share"]).abs().max()
    yield maker.number(
        "citizens.largest_adjustment", float(shift), unit="percentage_points",
        absent="not_evaluated",
        title=Text(da="Største ændring ved vægtning efter baggrund",
                   en="Largest change by weighting to background"), **common,
    )  # fmt: skip


def _replies(response: pd.DataFrame) -> dict[str, int]:
    total = response[response["variable"] == "total"]
    return {str(row["survey"]): int(row["answered"]) for row in records(total)}


def _or_none(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
