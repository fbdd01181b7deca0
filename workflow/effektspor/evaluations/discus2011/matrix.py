"""Reports by themes as artefacts: the matrix, the findings behind it, and its cells by state."""

from collections.abc import Iterator

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2011.making import Maker, Study
from effektspor.evaluations.result_tables import Tables
from effektspor.evidence.words import CONTROLS

REQUIRES = ("evidence_matrix", "evidence_findings")
STATES = ("finding", "no_finding", "not_studied")
CELL = Text(
    da="En celle er en rapport og et tema. Tre ting holdes ude fra hinanden: ikke undersøgt (intet er "
    "kodet), undersøgt uden fund, og fund, hvis retning ikke er oplyst.",
    en="A cell is a report and a theme. Three things are kept apart: not studied (nothing is coded), "
    "studied without a finding, and findings whose direction is not stated.",
)
ROW = Text(
    da="Et fund er én kodet række: et udsagn i en rapport om ét tema, med sidetal i teksten.",
    en="A finding is one coded row: a statement of a report on one theme, with its page in the text.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """The matrix and the list of findings, and how many cells there are of each state."""
    maker = Maker(study, tables.data_hash)
    matrix, findings = tables["evidence_matrix"], tables["evidence_findings"]
    return [
        maker.whole(
            "matrix.table", "table", "evidence_matrix.csv", len(matrix),
            Text(da="Rapporter og temaer", en="Reports and themes"), CELL,
        ),
        maker.whole(
            "matrix.findings", "table", "evidence_findings.csv", len(findings),
            Text(da="Alle fund", en="All findings"), ROW,
            population=Text(da="Alle kodede rækker, også tværlæsningens egne.",
                            en="All coded rows, also the reviewers' own."),
        ),
        *_cells(maker, matrix),
        *_of_themes(maker, matrix),
        *(
            maker.count(
                f"matrix.control.{kind}", float((findings["control_group"] == kind).sum()),
                Text(da=f"Fund, kontrolgruppe: {kind}", en=f"Findings, control group: {kind}"), ROW,
            )
            for kind in CONTROLS
        ),
        maker.count(
            "matrix.own_rows", float((~findings["report"].isin(matrix["report"])).sum()),
            Text(da="Tværlæsningens egne rækker", en="Rows of the reviewers' own"), ROW,
        ),
        maker.count(
            "matrix.rows", float(len(findings)),
            Text(da="Kodede rækker i alt", en="Coded rows in all"), ROW,
        ),
    ]  # fmt: skip


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The two tables as they are."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def _cells(maker: Maker, matrix: pd.DataFrame) -> Iterator[Artefact]:
    counts = {"all": len(matrix)} | {
        state: int((matrix["state"] == state).sum()) for state in STATES
    }
    for state, value in counts.items():
        yield maker.count(
            f"matrix.cells.{state}", float(value),
            Text(da=f"Celler i matricen: {state}", en=f"Cells of the matrix: {state}"), CELL,
        )  # fmt: skip


def _of_themes(maker: Maker, matrix: pd.DataFrame) -> Iterator[Artefact]:
    for theme, own in matrix.groupby("theme", sort=True):
        for state in STATES[1:]:
            yield maker.count(
                f"themes.{theme}.{state}", float((own["state"] == state).sum()),
                Text(da=f"Rapporter: {state}", en=f"Reports: {state}"), CELL,
            )  # fmt: skip
