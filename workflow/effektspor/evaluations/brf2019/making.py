"""Make an artefact of this evaluation: its sources, its settings and its weekly measures."""

from dataclasses import dataclass, field

from effektspor.artefacts import Text
from effektspor.evaluations import making
from effektspor.evaluations.brf2019.words import WORDS
from effektspor.evaluations.municipalities import making as municipal
from effektspor.evaluations.municipalities.register_sources import REGISTER, SYNTHETIC_REGISTER
from effektspor.evaluations.municipalities.study_words import StudyWords

PUBLISHED = Text(
    da="Projekt Bedre Ressourceforløb, afsluttende evaluering, DISCUS, september 2019.",
    en="Projekt Bedre Ressourceforløb, final evaluation, DISCUS, September 2019.",
)
PUBLICATION_DATE = "2019-09"
SOURCES = making.Sources(REGISTER, SYNTHETIC_REGISTER, PUBLISHED, PUBLICATION_DATE)


@dataclass(frozen=True)
class Study(municipal.Study):
    """What every artefact of a run has in common, in the words of this evaluation."""

    words: StudyWords = field(default=WORDS, kw_only=True)
    sources: making.Sources = field(default=SOURCES, kw_only=True)


@dataclass(frozen=True)
class Maker(municipal.Maker):
    """Makes the artefacts of one group of inputs."""

    sources: making.Sources = field(default=SOURCES, kw_only=True)
