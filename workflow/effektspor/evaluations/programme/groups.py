"""The groups of artefacts, by what they depend on: one rule and one JSON file each."""

from effektspor.evaluations.group import Group, plain
from effektspor.evaluations.municipalities import truth
from effektspor.evaluations.municipalities.register_groups import REGISTER_GROUPS
from effektspor.evaluations.programme import study
from effektspor.evaluations.stated import no_data

GROUPS: dict[str, Group] = {
    **REGISTER_GROUPS,
    "study": Group(study.REQUIRES, study.artefacts, plain(no_data)),
    "truth": Group(truth.REQUIRES, truth.artefacts, plain(truth.figure_data)),
}
