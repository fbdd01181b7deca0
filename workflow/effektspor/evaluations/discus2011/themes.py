"""What the reports say of each theme, read across."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2011.making import Maker, Study
from effektspor.evaluations.result_tables import Tables, records
from effektspor.evidence.words import DIRECTIONS

REQUIRES = ("evidence_themes",)
VERDICTS = ("agreement", "disagreement", "single", "none")
DEFINITION = Text(
    da="Hver rapport tæller én gang pr. tema, ved den retning, flest af dens fund har.",
    en="Each report counts once per theme, by the direction that most of its findings have.",
)
VERDICT = Text(
    da="Om rapporterne er enige, uenige, kun én eller uden oplyst retning.",
    en="Whether the reports agree, disagree, are only one, or state no direction.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Numbers of reports and findings of each theme by direction, and how they agree.

    What the reports say together is a mark, such as ``themes.<theme>.agree_positive``: it is there where
    it holds and nowhere else, so that a sentence can need it.
    """
    maker = Maker(study, tables.data_hash)
    rows = records(tables["evidence_themes"])
    return [
        *(each for row in rows for each in _theme(maker, row)),
        *_verdicts(maker, rows),
        maker.whole(
            "themes.table", "table", "evidence_themes.csv", len(rows),
            Text(da="Temaerne på tværs af rapporterne", en="The themes across the reports"),
            DEFINITION,
        ),
    ]  # fmt: skip


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The table as it is."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def _theme(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    key, label = f"themes.{row['theme']}", str(row["label_da"])
    title = Text(da=label, en=str(row.get("label_en") or label))
    for name in ("n_reports", "n_findings", *DIRECTIONS):
        yield maker.count(f"{key}.{name}", float(row[name]), title, DEFINITION)
    for mark in marks(row):
        yield maker.count(f"{key}.{mark}", 1.0, title, VERDICT)


def marks(row: dict[str, Any]) -> list[str]:
    """What holds of a theme, in words that sentences ask for.

    Parameters
    ----------
    row
        Of ``evidence_themes``.
    """
    n, silent = int(row["n_reports"]), int(row["none"])
    stated = [name for name in DIRECTIONS if name != "none" and row[name] > 0]
    reports = n - silent
    found = ["size_none" if n == 0 else "size_one" if n == 1 else "size_several"]
    if n and not reports:
        found.append("without_direction")
    elif silent:
        found.append("some_without_direction")
    if reports == 1:
        found.append("one_direction")
    elif reports and len(stated) == 1:
        found.append(f"agree_{stated[0]}")
    elif reports:
        found.append("disagreement")
    if row["n_no_finding"] > 0:
        found.append("with_no_finding")
    return found


def _verdicts(maker: Maker, rows: list[dict[str, Any]]) -> Iterator[Artefact]:
    for verdict in VERDICTS:
        yield maker.count(
            f"themes.{verdict}", float(sum(row["verdict"] == verdict for row in rows)),
            Text(da=f"Temaer: {verdict}", en=f"Themes: {verdict}"), VERDICT,
        )  # fmt: skip
    yield maker.count(
        "themes.n", float(len(rows)), Text(da="Temaer", en="Themes"),
        Text(da="Antal temaer i kodningen.", en="Number of themes of the coding."),
    )  # fmt: skip
