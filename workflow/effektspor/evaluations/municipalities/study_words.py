"""What a study calls its cohorts, its measures and its programme, in words that a report may print.

Ids of artefacts and columns of their CSVs name cohorts by `keys`, so that a report finds them
whatever the cohorts of its study are called.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from effektspor.artefacts import Text
from effektspor.evaluations.municipalities import words
from effektspor.evaluations.municipalities.event_words import EventWords

WITH_STV = Text(
    da="alle baggrundsforhold og deltagelse i STV",
    en="all background characteristics and participation in STV",
)
Cell = tuple[str, str]
"""A group and the id of a cohort."""


@dataclass(frozen=True)
class Contrast:
    """A contrast of the table of balance.

    Attributes
    ----------
    name
        In the table of the cohort stage.
    key
        In ids of artefacts and in the CSV beside them.
    sides
        Labels of n of its two sides.
    """

    name: str
    key: str
    sides: tuple[str, str]


@dataclass(frozen=True)
class StudyWords:
    """What a study calls things.

    Attributes
    ----------
    cohorts
        Ids of the earlier and the later cohort.
    keys
        What they are called in ids of artefacts.
    measures
        Outcome and denominator of each weekly share.
    denominators, summed
        By denominator: of whom a share is, as within a sentence, and what a sum over weeks counts.
    starters
        All who started.
    internship
        What the share in internship counts.
    week_axis
        What the weeks of the calendar are.
    first_week, gaps, gaps_apart
        Which week starts a course and which gaps do not end it, with the settings in braces.
    before_start, by_year
        When background is measured; who the citizens of an event study are.
    stay
        What becomes of the weeks after death, emigration and pension that stay in a denominator.
    placebo, sensitivity
        How the curves of diagnostics come about.
    contrasts
        Of the table of balance.
    event
        What is waited for.
    reference
        Name of the week of reading in ids; "" where its number is in them.
    adjusted_for
        What the adjusted estimates are adjusted for.
    possible
        Measures that a study of the kind may have: of those that it lacks, tables are empty.
    """

    cohorts: tuple[str, str]
    keys: tuple[str, str]
    measures: tuple[tuple[str, str], ...]
    denominators: Mapping[str, Text]
    summed: Mapping[str, Text]
    starters: Text
    internship: Text
    week_axis: Text
    first_week: Text
    gaps: Text
    gaps_apart: Text
    before_start: Text
    by_year: Text
    stay: Text
    placebo: Text
    sensitivity: Text
    contrasts: tuple[Contrast, ...]
    event: EventWords
    reference: str = ""
    adjusted_for: Text = WITH_STV
    possible: tuple[tuple[str, str], ...] = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Groups and cohorts."""
        return tuple((group, cohort) for group in words.GROUPS for cohort in self.cohorts)

    @cached_property
    def _key(self) -> dict[str, str]:
        return dict(zip(self.cohorts, self.keys, strict=True))

    def cell_name(self, group: str, cohort: str) -> str:
        """Name of a group and cohort inside an id or as a label of n: ``participants_2017_18``."""
        return f"{group}_{self._key[cohort]}"

    @property
    def n_columns(self) -> dict[str, str]:
        """Label of n -> column of the weekly effects."""
        return {
            f"{group}_{key}": f"n_{group}_{time}"
            for group in words.GROUPS
            for key, time in zip(self.keys, ("pre", "post"), strict=True)
        }

    @property
    def difference_method(self) -> Text:
        """How an effect comes about."""
        pre, post = self.cohorts
        return Text(
            da=f"Forskel i forskelle: deltagerkommunernes ændring fra {pre}- til {post}-kohorten "
            "minus sammenligningskommunernes, uge for uge.",
            en="Difference in differences: the change of the participating municipalities from "
            f"the {pre} to the {post} cohort minus that of the comparison municipalities, week by "
            "week.",
        )

    def population(self, denominator: str, *, censor: bool = False) -> Text:
        """The population of a weekly measure; `censor`: lost weeks leave it."""
        of = self.denominators[denominator]
        da, en = (text[0].upper() + text[1:] + "." for text in (of.da, of.en))
        if not censor:
            return Text(da=da, en=en)
        return Text(da=f"{da} {words.LOST.da}.", en=f"{en} {words.LOST.en}.")

    def definition(self, outcome: str, *, count_imputed: bool, scope: str) -> Text:
        """What is counted of a population, which is printed beside the definition."""
        if outcome == "internship":
            return self.internship
        hours, supported = words.HOURS[count_imputed], words.SUPPORTED[scope]
        return Text(
            da=f"Andel med {hours.da} i ugens måned (eIndkomst). {supported.da}",
            en=f"Share with {hours.en} in the month of the week (eIndkomst). {supported.en}",
        )
