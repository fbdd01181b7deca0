"""What decides the synthetic files of a study, as the workflow hands it over."""

from effektspor.config.base import Settings
from effektspor.config.design import Codes, Cohorts, Municipalities, Outcome
from effektspor.config.programme import FamilyProgramme
from effektspor.config.programme_simulation import ProgrammeSimulation


class ProgrammeGiven(Settings):
    """The settings of a study of any programme that its synthetic files follow from."""

    simulate: ProgrammeSimulation
    codes: Codes = Codes()
    programme: FamilyProgramme
    cohorts: Cohorts
    municipalities: Municipalities
    outcomes: tuple[Outcome, ...]
