"""What every artefact of a study of any programme has in common."""

from dataclasses import dataclass, field
from typing import Any

from effektspor.artefacts import Text
from effektspor.evaluations import making
from effektspor.evaluations.municipalities import making as municipal
from effektspor.evaluations.municipalities.register_sources import REGISTER, SYNTHETIC_REGISTER
from effektspor.evaluations.plan import Plan
from effektspor.evaluations.programme.settings import ProgrammeSettings
from effektspor.evaluations.programme.words import words_of

NOTHING_PUBLISHED = Text(da="Ingen trykt kilde.", en="No printed source.")


@dataclass(frozen=True)
class Study(municipal.Study):
    """What every artefact of a run has in common.

    Attributes
    ----------
    settings
        Of the study.
    """

    settings: ProgrammeSettings = field(kw_only=True)


def study_of(*, synthetic: bool, plan: Plan, **given: Any) -> Study:
    """From settings, the mark of the data and the plan to what artefacts have in common."""
    settings = ProgrammeSettings(**given)
    return Study(
        extract_date=settings.extract_date,
        synthetic=synthetic,
        plan=plan,
        confidence=settings.confidence,
        min_cell=settings.min_cell,
        collected=settings.collected,
        reference_week=settings.reference_week,
        smallest_group=settings.smallest_group,
        washout_weeks=settings.washout_weeks,
        bridge_weeks=settings.bridge_weeks,
        bridge_family_weeks=settings.bridge_family_weeks,
        censor=settings.censor,
        count_imputed=settings.count_imputed,
        hours_scope=settings.hours_scope,
        words=words_of(settings),
        sources=making.Sources(
            REGISTER, SYNTHETIC_REGISTER, NOTHING_PUBLISHED, settings.extract_date
        ),
        settings=settings,
    )
