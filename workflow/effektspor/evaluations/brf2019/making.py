"""Make an artefact of this evaluation: its sources, its settings and its weekly measures."""

from dataclasses import dataclass, field

from effektspor.artefacts import Text
from effektspor.evaluations import making
from effektspor.evaluations.brf2019 import words

REGISTER = Text(
    da="DREAM (Styrelsen for Arbejdsmarked og Rekruttering) og eIndkomst; egne beregninger.",
    en="DREAM (Danish Agency for Labour Market and Recruitment) and eIndkomst; own calculations.",
)
SYNTHETIC_REGISTER = Text(
    da="Syntetisk register i DREAM's og eIndkomsts format, uden virkelige personer; egne "
    "beregninger.",
    en="Synthetic register in the format of DREAM and eIndkomst, without real persons; own "
    "calculations.",
)
PUBLISHED = Text(
    da="Projekt Bedre Ressourceforløb, afsluttende evaluering, DISCUS, september 2019.",
    en="Projekt Bedre Ressourceforløb, final evaluation, DISCUS, September 2019.",
)
PUBLICATION_DATE = "2019-09"
SOURCES = making.Sources(REGISTER, SYNTHETIC_REGISTER, PUBLISHED, PUBLICATION_DATE)


@dataclass(frozen=True)
class Study(making.Context):
    """What every artefact of a run has in common.

    Attributes
    ----------
    reference_week
        Calendar week of the window at which levels are read off.
    smallest_group
        Persons that the smallest of the four groups must have for a week to be evaluated.
    washout_weeks, bridge_weeks
        Weeks without the programme before a start; longest gap that does not end a spell.
    bridge_family_weeks
        Most weeks on sickness benefit in such a gap where they are counted apart.
    censor
        Whether weeks after death, emigration or pension leave the denominators.
    count_imputed
        Whether imputed hours count as hours.
    hours_scope
        Whether a week of supported work voids the hours of its "month" or its own ("week").
    """

    reference_week: int = 95
    smallest_group: int = 50
    washout_weeks: int = 52
    bridge_weeks: int = 4
    bridge_family_weeks: int | None = None
    censor: bool = False
    count_imputed: bool = True
    hours_scope: str = "month"


@dataclass(frozen=True)
class Maker(making.Maker):
    """Makes the artefacts of one group of inputs."""

    study: Study
    sources: making.Sources = field(default=SOURCES, kw_only=True)

    def population(self, denominator: str) -> Text:
        """The population of a weekly measure, as the study's settings have it."""
        return words.population(denominator, censor=self.study.censor)

    def definition(self, outcome: str) -> Text:
        """What a weekly measure counts, as the study's settings have it."""
        study = self.study
        return words.definition(outcome, count_imputed=study.count_imputed, scope=study.hours_scope)
