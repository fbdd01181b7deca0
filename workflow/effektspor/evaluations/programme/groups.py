"""The groups of artefacts, by what they depend on: one rule and one JSON file each."""

from dataclasses import replace

import pandas as pd

from effektspor.evaluations.group import Group, plain
from effektspor.evaluations.municipalities.register_groups import REGISTER_GROUPS
from effektspor.evaluations.programme import study, truth
from effektspor.evaluations.programme.making import Study
from effektspor.evaluations.programme.words import KEYS
from effektspor.evaluations.result_tables import Tables
from effektspor.evaluations.stated import no_data


def by_role(group: Group) -> Group:
    """The group, with cohorts called pre and post in its CSVs whatever the study calls them."""

    def data(tables: Tables, given: Study) -> dict[str, pd.DataFrame]:
        roles = dict(zip(given.words.cohorts, KEYS, strict=True))
        return {
            name: frame.assign(cohort=frame["cohort"].replace(roles))
            if "cohort" in frame
            else frame
            for name, frame in group.data(tables, given).items()
        }

    return replace(group, data=data)


GROUPS: dict[str, Group] = {
    **{name: by_role(group) for name, group in REGISTER_GROUPS.items()},
    "study": Group(study.REQUIRES, study.artefacts, plain(no_data)),
    "truth": Group(truth.REQUIRES, truth.artefacts, truth.figure_data),
}
