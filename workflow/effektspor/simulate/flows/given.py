"""What decides the synthetic files of a study, as the workflow hands it over."""

from effektspor.config.base import DateText, Settings
from effektspor.config.business_case import Flow, Units
from effektspor.config.design import Codes, Cohorts, Municipalities, Outcome
from effektspor.config.programme import FamilyProgramme
from effektspor.config.programme_simulation import CaseSimulation, ProgrammeSimulation


class ProgrammeGiven(Settings):
    """The settings of a study of any programme that its synthetic files follow from."""

    simulate: ProgrammeSimulation
    codes: Codes = Codes()
    programme: FamilyProgramme
    cohorts: Cohorts
    municipalities: Municipalities
    outcomes: tuple[Outcome, ...]


class CaseGiven(Settings):
    """The settings of a business case that its synthetic files follow from."""

    simulate: CaseSimulation
    codes: Codes = Codes()
    units: Units
    as_of: DateText
    flow: Flow = Flow()
