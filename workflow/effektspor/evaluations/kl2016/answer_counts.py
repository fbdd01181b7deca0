"""Counts beside the shares: bases, who answered, and which majorities are beyond doubt."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.kl2016 import answer_words as words
from effektspor.evaluations.kl2016.making import Maker, answers_source
from effektspor.evaluations.result_tables import finite, records

HALF = 0.5


def base_artefacts(maker: Maker, table: pd.DataFrame, prefix: str) -> Iterator[Artefact]:
    """How many answered each question, did not know, skipped it, or are unknown."""
    for row in records(table.drop_duplicates("item")):
        unknown = row["invited"] - row["not_asked"] - row["base"]
        parts = {
            "base": (row["base"], "Svar i nævneren", "Answers in the denominator"),
            "dont_know_n": (row["dont_know"], "Svarede »ved ikke«", 'Answered "don\'t know"'),
            "missing_n": (row["missing"], "Sprang spørgsmålet over", "Skipped the question"),
            "unknown_n": (unknown, "Inviterede uden svar i nævneren", "Invited without an answer"),
        }
        said = isinstance(row["item_da"], str) and bool(row["item_da"])
        about = Text(da=row["item_da"], en=row["item_en"]) if said else None
        for name, (value, da, en) in parts.items():
            title = (
                Text(da=f"{da}: {about.da}", en=f"{en}: {about.en}")
                if about
                else Text(da=da, en=en)
            )
            yield maker.make(
                f"{prefix}.{row['item']}.{name}", "number", value=float(value), title=title,
                definition=words.share_of(row), **_counted(maker, row["invited"]),
            )  # fmt: skip


def response_artefacts(maker: Maker, total: pd.DataFrame, prefix: str) -> Iterator[Artefact]:
    """Invited, answered and silent municipalities, and who left comments."""
    for row in records(total):
        parts = {
            "invited": (row["invited"], "Inviterede kommuner", "Invited municipalities"),
            "answered": (row["answered"], "Kommuner, der svarede", "Municipalities that answered"),
            "silent": (
                row["invited"] - row["answered"], "Kommuner, der ikke svarede",
                "Municipalities that did not answer",
            ),
            "response": (row["rate"], "Svarprocent", "Response rate"),
            "with_comments": (row["with_comments"], "Svar med bemærkninger", "Answers with comments"),
        }  # fmt: skip
        for name, (value, da, en) in parts.items():
            own = _counted(maker, row["invited"])
            if name in ("response", "with_comments"):
                own["unit"] = "share"
            yield maker.number(
                f"{prefix}.{name}", finite(value), absent="not_evaluated",
                title=Text(da=da, en=en),
                definition=Text(da=f"{da}, talt i svarfilen.", en=f"{en}, counted in the file."),
                **own,
            )  # fmt: skip


def judged_artefacts(maker: Maker, main: pd.DataFrame) -> Iterator[Artefact]:
    """Printed shares, how many of them are a majority or not whatever the others think.

    Parameters
    ----------
    main
        Shares of the survey that the report is about, with the printed ones beside them.
    """
    printed = main[main["published"].notna() & main["share"].notna()]
    sure = (printed["bound_low"] > HALF) | (printed["bound_high"] < HALF)
    invited = int(main["invited"].iloc[0])
    own = {**_counted(maker, invited), "unit": "count", "uncertainty": words.BOUNDS}
    parts = {
        "judged": (len(printed), "Andele, som kilden trykker", "Shares that the source prints"),
        "robust": (
            int(sure.sum()), "Trykte andele, hvor flertallet er sikkert uanset frafald",
            "Printed shares whose majority is sure whatever the response",
        ),
    }  # fmt: skip
    for name, (value, da, en) in parts.items():
        title = Text(da=da, en=en)
        yield maker.make(
            f"jobcentres.{name}", "number", value=float(value), title=title,
            definition=words.WITHOUT_UNKNOWN, **own,
        )  # fmt: skip


def contrast_artefacts(maker: Maker, table: pd.DataFrame) -> Iterator[Artefact]:
    """Differences of shares within the survey, ``jobcentres.contrast.<name>``."""
    for row in records(table):
        yield maker.estimate(
            f"jobcentres.contrast.{row['contrast']}", row["difference"], row["ci_low"],
            row["ci_high"], unit="percentage_points",
            title=Text(da=row["label_da"], en=row["label_en"]),
            n={"base": int(row["n"]), "comparisons": int(row["comparisons"])},
            population=words.IN_BOTH, definition=words.DIFFERENCE, method=words.METHOD,
            uncertainty=words.WITHIN, source=answers_source(synthetic=maker.study.synthetic),
            basis="calibration",
        )  # fmt: skip


def _counted(maker: Maker, invited: float) -> dict[str, Any]:
    """What is said of a count of municipalities."""
    return {
        "unit": "municipalities",
        "n": {"invited": int(invited)},
        "population": words.INVITED,
        "method": words.METHOD,
        "uncertainty": words.COUNTED,
        "source": answers_source(synthetic=maker.study.synthetic),
        "basis": "calibration",
    }
