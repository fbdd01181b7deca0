"""Make an artefact of a comparison of municipalities: its settings and its weekly measures."""

from dataclasses import dataclass, field

from effektspor.artefacts import Text
from effektspor.evaluations import making
from effektspor.evaluations.municipalities.study_words import StudyWords


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
        Most weeks on a bridged benefit in such a gap where they are counted apart.
    censor
        Whether weeks after death, emigration or pension leave the denominators.
    count_imputed
        Whether imputed hours count as hours.
    hours_scope
        Whether a week of supported work voids the hours of its "month" or its own ("week").
    words
        What the study calls things: its cohorts, measures and programme.
    sources
        Where its numbers come from.
    """

    reference_week: int = 95
    smallest_group: int = 50
    washout_weeks: int = 52
    bridge_weeks: int = 4
    bridge_family_weeks: int | None = None
    censor: bool = False
    count_imputed: bool = True
    hours_scope: str = "month"
    words: StudyWords = field(kw_only=True)
    sources: making.Sources = field(kw_only=True)

    @property
    def at_reference(self) -> str:
        """How ids name the week of reading: by its number, or as what it is."""
        return self.words.reference or f"week{self.reference_week}"


@dataclass(frozen=True)
class Maker(making.Maker):
    """Makes the artefacts of one group of inputs."""

    study: Study

    @property
    def words(self) -> StudyWords:
        """What the study calls things."""
        return self.study.words

    def population(self, denominator: str) -> Text:
        """The population of a weekly measure, as the study's settings have it."""
        return self.words.population(denominator, censor=self.study.censor)

    def definition(self, outcome: str) -> Text:
        """What a weekly measure counts, as the study's settings have it."""
        study = self.study
        return self.words.definition(
            outcome, count_imputed=study.count_imputed, scope=study.hours_scope
        )


def maker_of(study: Study, data_hash: str) -> Maker:
    """A maker of artefacts from registers."""
    return Maker(study, data_hash, sources=study.sources)
