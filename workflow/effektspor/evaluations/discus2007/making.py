"""Make an artefact of this evaluation: its sources and its dates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations import making
from effektspor.evaluations.discus2007.basis import basis_of

TRIAL = Text(
    da="Forsøgets egne filer om personer og job; egne beregninger.",
    en="The trial's own files of persons and jobs; own calculations.",
)
SYNTHETIC_TRIAL = Text(
    da="Syntetiske filer om personer og job, uden virkelige personer; egne beregninger.",
    en="Synthetic files of persons and jobs, without real persons; own calculations.",
)
REGISTER = Text(
    da="Forsøgets egne filer og DREAM (Styrelsen for Arbejdsmarked og Rekruttering); egne "
    "beregninger.",
    en="The trial's own files and DREAM (Danish Agency for Labour Market and Recruitment); own "
    "calculations.",
)
SYNTHETIC_REGISTER = Text(
    da="Syntetiske filer om forsøget og syntetisk register i DREAM's format, uden virkelige "
    "personer; egne beregninger.",
    en="Synthetic files of the trial and a synthetic register in the format of DREAM, without real "
    "persons; own calculations.",
)
PUBLISHED = Text(
    da="Forsøg med andre aktører til formidling af fleksjob, DISCUS, januar 2007.",
    en="Forsøg med andre aktører til formidling af fleksjob (trial of other actors placing people "
    "in flexjobs), DISCUS, January 2007.",
)
PUBLICATION_DATE = "2007-01"
SOURCES = making.Sources(REGISTER, SYNTHETIC_REGISTER, PUBLISHED, PUBLICATION_DATE)
TRIAL_SOURCES = making.Sources(TRIAL, SYNTHETIC_TRIAL, PUBLISHED, PUBLICATION_DATE)


@dataclass(frozen=True)
class Study(making.Context):
    """What every artefact of a run has in common.

    Attributes
    ----------
    project_start, project_end, status_date
        ISO dates: of the effort, and of the later status.
    national_months
        Months since the start at which the trial is compared with the country.
    least_weeks, long_weeks
        Weeks of waiting behind whoever takes part, and from which the wait is long.
    draws
        Draws of the arms where not all of them can be counted.
    fees
        Amounts in DKK and months of the fee model; ``assumed`` where they are made.
    """

    project_start: str = "2005-10-01"
    project_end: str = "2006-10-01"
    status_date: str = "2007-04-01"
    national_months: tuple[int, ...] = (8, 12)
    least_weeks: int = 26
    long_weeks: int = 78
    draws: int = 9_999
    fees: Mapping[str, float | bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Maker(making.Maker):
    """Makes the artefacts of one group of inputs: with registers, or from the trial's files."""

    study: Study
    sources: making.Sources = field(default=SOURCES, kw_only=True)

    def make(self, artefact_id: str, kind: str, **fields: Any) -> Artefact:
        """One artefact, whose basis says whether the simulator is set to it."""
        if not self.published:
            fields.setdefault("basis", basis_of(artefact_id))
        return super().make(artefact_id, kind, **fields)


def trial_maker(study: Study, data_hash: str) -> Maker:
    """A maker of results that rest on the trial's own files and no register."""
    return Maker(study, data_hash, registers=False, sources=TRIAL_SOURCES)
