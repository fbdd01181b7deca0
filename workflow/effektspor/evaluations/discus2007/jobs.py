"""What jobs were created, as artefacts: sector, size, subsidy, by whom."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007 import words
from effektspor.evaluations.discus2007.making import Maker, Study, trial_maker
from effektspor.evaluations.discus2007.rows import LOW_HIGH, number_of
from effektspor.evaluations.result_tables import Tables, finite, records

REQUIRES = ("trial_jobs",)
DEFINITION = Text(
    da="Andel af de job, som tæller for gruppen, og som det vides om; job er ikke personer.",
    en="Share of the jobs that count for the arm and of which it is known; jobs are not persons.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Shares with intervals and counts by arm, variable and value; the table."""
    maker, table = trial_maker(study, tables.data_hash), tables["trial_jobs"]
    found = [each for row in records(table) for each in _row(maker, row)]
    sizes = table.groupby("arm", sort=False)["of"].max()
    n = {words.slug(arm): words.whole(size) for arm, size in sizes.items()}
    return [
        *found,
        maker.make(
            "jobs.table", "table", unit="mixed", data="trial_jobs.csv", n=n or {"jobs": 0},
            population=words.JOBS, definition=DEFINITION, method=words.COUNT,
            uncertainty=words.ALL_COUNTED,
            title=Text(da="De job, der blev oprettet", en="The jobs that were created"),
        ),
    ]  # fmt: skip


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The table as it is: small counts are hidden in it."""
    return {"trial_jobs.csv": tables["trial_jobs"]}


def _row(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    arm = str(row["arm"])
    of = words.ARM[arm]
    label = (row.get("label_da", row["value"]), row.get("label_en", row["value"]))
    common: dict[str, Any] = {
        "n": {"jobs": 0 if finite(row["of"]) is None else int(row["of"])},
        "title": Text(da=f"{label[0]}: {of.da}", en=f"{label[1]}: {of.en}"),
        "population": words.JOBS, "definition": DEFINITION, "method": words.COUNT,
    }  # fmt: skip
    key = f"jobs.{arm}.{words.slug(row['variable'])}.{words.slug(row['value'])}"
    yield number_of(
        maker, key, row, "share", LOW_HIGH, unit="share",
        uncertainty=words.wilson(maker.study.confidence), **common,
    )  # fmt: skip
    yield number_of(maker, f"{key}.n", row, "n", unit="jobs", **common)
