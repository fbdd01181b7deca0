"""The groups of artefacts, by what they depend on: one rule and one JSON file each."""

from collections.abc import Callable

import pandas as pd

from effektspor.evaluations.group import Group, plain
from effektspor.evaluations.hedensted2019 import (
    benchmark,
    comparison,
    economics,
    flows,
    followup,
    model,
    potential,
    practice,
    printed,
    quality,
    sensitivity,
    study,
)
from effektspor.evaluations.printed import printed_data
from effektspor.evaluations.result_tables import Tables
from effektspor.evaluations.stated import no_data


def _as_they_are(*names: str) -> Callable[[Tables], dict[str, pd.DataFrame]]:
    return lambda tables: {f"{name}.csv": tables[name] for name in names}


GROUPS: dict[str, Group] = {
    "study": Group(study.REQUIRES, study.artefacts, plain(no_data)),
    **{
        name: Group(of.REQUIRES, of.artefacts, plain(_as_they_are(*of.REQUIRES)))
        for name, of in (
            ("potential", potential), ("benchmark", benchmark), ("flows", flows), ("model", model),
            ("economics", economics), ("sensitivity", sensitivity), ("followup", followup),
        )
    },
    "consistency": Group(
        (model.CONSISTENCY,), model.consistency, plain(_as_they_are(model.CONSISTENCY))
    ),
    "targets": Group(
        (sensitivity.TARGETS,), sensitivity.targets, plain(_as_they_are(sensitivity.TARGETS))
    ),
    "practice": Group(practice.REQUIRES, practice.artefacts, plain(practice.figure_data)),
    "quality": Group(quality.REQUIRES, quality.artefacts, quality.figure_data),
    "printed": Group(printed.REQUIRES, printed.artefacts, plain(printed_data)),
    "comparison": Group(comparison.REQUIRES, comparison.artefacts, comparison.figure_data),
}  # fmt: skip
