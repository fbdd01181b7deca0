"""Make an artefact of this evaluation: its sources and its dates."""

from dataclasses import dataclass, field

from effektspor.artefacts import Text
from effektspor.evaluations import making

REGISTER = Text(
    da="DREAM (Styrelsen for Arbejdsmarked og Rekruttering); egne beregninger.",
    en="DREAM (Danish Agency for Labour Market and Recruitment); own calculations.",
)
SYNTHETIC_REGISTER = Text(
    da="Syntetisk register i DREAM's format, uden virkelige personer; egne beregninger.",
    en="Synthetic register in the format of DREAM, without real persons; own calculations.",
)
PUBLISHED = Text(
    da="Jobcentrenes erfaringer med ressourceforløb, KL-undersøgelse af ressourceforløb 2016, KL.",
    en="Jobcentrenes erfaringer med ressourceforløb, KL's study of ressourceforløb 2016, KL.",
)
PUBLICATION_DATE = "2016"
SOURCES = making.Sources(REGISTER, SYNTHETIC_REGISTER, PUBLISHED, PUBLICATION_DATE)
ANSWERS = Text(
    da="Spørgeskemasvar fra jobcentrene; egne beregninger.",
    en="Survey answers of the job centres; own calculations.",
)
SYNTHETIC_ANSWERS = Text(
    da="Syntetiske spørgeskemasvar, som ingen jobcentre har givet; egne beregninger.",
    en="Synthetic survey answers, given by no job centre; own calculations.",
)
SERIES = Text(
    da="Åbne serier fra de offentlige statistikker; egne beregninger.",
    en="Open series of the public statistics; own calculations.",
)
SYNTHETIC_SERIES = Text(
    da="Syntetiske serier i de offentlige statistikkers format; egne beregninger.",
    en="Synthetic series in the format of the public statistics; own calculations.",
)


@dataclass(frozen=True)
class Study(making.Context):
    """What every artefact of a run has in common.

    Attributes
    ----------
    reform, as_of
        ISO dates: of the reform, and at which courses are counted.
    survey_year, before_year
        Years of the survey and of the one before it.
    passive_weeks, incidence_weeks
        Weeks since the start at which shares are read off.
    """

    reform: str = "2013-01-01"
    as_of: str = "2016-01-01"
    survey_year: int = 2016
    before_year: int = 2015
    passive_weeks: tuple[int, ...] = (26, 52)
    incidence_weeks: tuple[int, ...] = (52, 104, 156)


@dataclass(frozen=True)
class Maker(making.Maker):
    """Makes the artefacts of one group of inputs."""

    study: Study
    sources: making.Sources = field(default=SOURCES, kw_only=True)


def answers_source(*, synthetic: bool) -> Text:
    """Where answers of job centres come from."""
    return SYNTHETIC_ANSWERS if synthetic else ANSWERS


def series_source(*, synthetic: bool) -> Text:
    """Where open series come from."""
    return SYNTHETIC_SERIES if synthetic else SERIES
