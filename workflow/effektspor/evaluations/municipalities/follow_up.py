"""How the stays in the programme ended, by group and cohort, small counts hidden."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.masking import SHOWN, mask_parts
from effektspor.evaluations.municipalities import words
from effektspor.evaluations.municipalities.making import Maker
from effektspor.evaluations.municipalities.study_words import StudyWords

# In the order of the table: those still in it first, then by how common the reason is.
REASON = {
    "end_of_data": Text(
        da="Stadig i gang i opfølgningens sidste uge", en="Still on in the last week of follow-up"
    ),
    "left": Text(da="Har forladt forløbet", en="Left it"),
    "pension": Text(da="Har nået pensionsalderen", en="Reached pension age"),
    "emigration": Text(da="Udvandret", en="Emigrated"),
    "death": Text(da="Død", en="Died"),
}
LOST = ("pension", "emigration", "death")
LEFT_OUT = Text(
    da="Uger efter død, udvandring og pension tæller ikke med i nævnerne.",
    en="Weeks after death, emigration and pension leave the denominators.",
)


def artefacts(maker: Maker, ends: pd.DataFrame, n: dict[str, int]) -> list[Artefact]:
    """Sums over all groups, withheld where a part of one is hidden, and the table.

    Parameters
    ----------
    ends
        Columns group, cohort, reason, n; the reasons of a group and cohort add up to its n.
    n
        Of each group and cohort.
    """
    lines = masked(ends, maker.study.min_cell, maker.words)
    kept = LEFT_OUT if maker.study.censor else maker.words.stay
    common: dict[str, Any] = {
        "population": maker.words.starters,
        "n": n,
        "definition": Text(
            da="Hvorfor et forløb ikke varede opfølgningen ud. Død, udvandring og pension "
            "tæller her, når det var det, der afsluttede forløbet; den, der har forladt det, "
            f"følges fortsat. {kept.da}",
            en="Why a course did not last until follow-up ended. Death, emigration and "
            "pension count here where they ended the course; those who left it are still "
            f"followed. {kept.en}",
        ),
        "method": words.COUNT,
        "uncertainty": words.NO_SAMPLING,
        "unit": "persons",
    }
    still = _sum(lines, ("end_of_data",))
    sums = {
        "end_of_data": (still, REASON["end_of_data"]),
        "ended": (
            None if still is None else sum(n.values()) - still,
            Text(da="Sluttet før opfølgningens sidste uge", en="Ended before follow-up did"),
        ),
        "lost": (
            _sum(lines, LOST),
            Text(da="Død, udvandret eller pensionist", en="Died, emigrated or on pension"),
        ),
    }
    return [
        *(
            maker.number(f"follow_up.{name}", value, **common, title=text)
            for name, (value, text) in sums.items()
        ),
        maker.make(
            "follow_up.table", "table", **common, data="follow_up.csv",
            title=Text(da="Hvordan forløbene sluttede", en="How the courses ended"),
        ),
    ]  # fmt: skip


def masked(ends: pd.DataFrame, min_cell: int, study_words: StudyWords) -> pd.DataFrame:
    """Every reason of every group and cohort; n is missing where hidden, `hidden` says why.

    What a reader knows is the n of each group and cohort; no sum across them is printed where a
    part of it is hidden.

    Returns
    -------
    DataFrame
        Columns reason, group, cohort, n, hidden.
    """
    counted = ends.groupby(["group", "cohort", "reason"])["n"].sum()
    lines = []
    for group, cohort in study_words.cells:
        counts = [int(counted.get((group, cohort, reason), 0)) for reason in REASON]
        marks = mask_parts(counts, min_cell)
        lines += [
            (reason, group, cohort, count if mark == SHOWN else None, mark)
            for reason, count, mark in zip(REASON, counts, marks, strict=True)
        ]
    table = pd.DataFrame(lines, columns=["reason", "group", "cohort", "n", "hidden"])
    return table.astype({"n": "Int64"})


def _sum(lines: pd.DataFrame, reasons: tuple[str, ...]) -> float | None:
    counts = lines.loc[lines["reason"].isin(reasons), "n"]
    return None if counts.isna().any() else float(counts.sum())
