"""Background of the arms as artefacts: shares, means, standardised differences, the figure."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007 import words
from effektspor.evaluations.discus2007.columns import EVERY
from effektspor.evaluations.discus2007.making import Maker, Study, trial_maker
from effektspor.evaluations.discus2007.rows import number_of
from effektspor.evaluations.result_tables import Tables, finite, records

REQUIRES = ("trial_baseline",)
SHARE, MEAN = "share", "mean"
DEFINITION = Text(
    da="Før projektet: andel af dem, det vides om, eller gennemsnit.",
    en="Before the project: share of those it is known of, or a mean.",
)
SMD = Text(
    da="Forskellen mellem grupperne delt med spredningen i dem tilsammen.",
    en="The difference between the arms divided by the spread within both.",
)
NO_TEST = Text(
    da="Ingen test: lodtrækningen sikrer, at forskelle er tilfældige.",
    en="No test: the draw ensures that differences are by chance.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Per row the level in each arm and in all, the count behind a share, and the difference."""
    maker, table = trial_maker(study, tables.data_hash), tables["trial_baseline"]
    found = [each for row in records(table) for each in _row(maker, row)]
    of = table[[f"of_{arm}" for arm in EVERY]].max()
    common: dict[str, Any] = {
        "n": {arm: int(of[f"of_{arm}"]) for arm in EVERY if finite(of[f"of_{arm}"])} or {"all": 0},
        "population": words.RANDOMISED, "method": words.COUNT, "uncertainty": NO_TEST,
        "data": "trial_baseline.csv",
    }  # fmt: skip
    return [
        *found,
        maker.make(
            "baseline.table", "table", unit="mixed", definition=DEFINITION, **common,
            title=Text(da="De to grupper før projektet", en="The two arms before the project"),
        ),
        maker.make(
            "figure.baseline", "figure", unit="ratio", definition=SMD, **common,
            title=Text(da="Standardiserede forskelle mellem grupperne",
                       en="Standardised differences between the arms"),
        ),
    ]  # fmt: skip


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The table as it is: small counts are hidden in it."""
    return {"trial_baseline.csv": tables["trial_baseline"]}


def _row(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    share = row["kind"] == SHARE
    value = words.slug(row["value"]) if share else MEAN
    key = f"baseline.{words.slug(row['variable'])}.{value}"
    for arm in EVERY:
        of = words.ARM[arm]
        common: dict[str, Any] = {
            "n": {"persons": words.whole(row[f"of_{arm}"])},
            "title": Text(da=f"{row['label_da']}: {of.da}", en=f"{row['label_en']}: {of.en}"),
            "population": words.RANDOMISED, "definition": DEFINITION, "method": words.COUNT,
            "uncertainty": NO_TEST,
        }  # fmt: skip
        yield number_of(
            maker, f"{key}.{arm}", row, f"level_{arm}", unit="share" if share else "mixed", **common
        )
        if share:
            yield number_of(maker, f"{key}.{arm}.n", row, f"n_{arm}", unit="persons", **common)
    yield number_of(
        maker, f"{key}.smd", row, "smd", unit="ratio", n={"persons": words.whole(row["of_all"])},
        title=Text(da=f"{row['label_da']}: standardiseret forskel",
                   en=f"{row['label_en']}: standardised difference"),
        population=words.RANDOMISED, definition=SMD, method=words.COUNT, uncertainty=NO_TEST,
    )  # fmt: skip
