"""What the reports say of each theme, read across."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2011.making import Maker, Study
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = ("evidence_themes",)
DIRECTIONS = ("positive", "negative", "mixed", "none")
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

    What the reports say together is a mark: ``themes.<theme>.<verdict>`` is there for the verdict that
    holds and for no other, so that a sentence can need it.
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
    yield maker.count(f"{key}.verdict_{row['verdict']}", 1.0, title, VERDICT)
    told = [name for name in DIRECTIONS if row[name] > 0]
    if row["verdict"] == "agreement" and told:
        most = max(told, key=lambda name: float(row[name]))
        yield maker.count(f"{key}.agree_{most}", float(row[most]), title, VERDICT)


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
