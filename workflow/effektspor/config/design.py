"""Settings: what is studied and how it is estimated."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from effektspor.config.base import Key, MonthText, Settings, Year

OutcomeName = Literal["internship", "hours"]
Denominator = Literal["in_programme", "started"]
EventName = Literal["internship", "employment", "exit"]


class Codes(Settings):
    """Benefit codes and municipalities."""

    benefits: str = "data/codes/dream_codes.csv"
    """Official benefit codes."""
    extension: str | None = None
    """CSV with further codes in the same columns, for editions of DREAM after November 2015."""
    allow_unknown: tuple[Annotated[int, Field(ge=1, le=999)], ...] = ()
    """Codes that may occur though no list has them; they belong to no family and no activity."""
    municipalities: str = "data/codes/municipalities.csv"
    """Municipality numbers and names."""
    states: str = "data/codes/exit_states.csv"
    """Where a person can be after the start: states with their benefit families."""


class Programme(Settings):
    """The benefit programme, its starts and its spells."""

    family: Key = "ressourceforloeb"
    """Benefit family of the programme."""
    washout_weeks: Annotated[int, Field(ge=1, le=520)] = 52
    """Weeks without the programme before a week counts as a start."""
    bridge_weeks: Annotated[int, Field(ge=0, le=52)] = 4
    """Longest gap, in weeks without benefit or on a bridged family, that does not end a spell."""
    bridge_families: tuple[Key, ...] = ("sygedagpenge",)
    """Families that may fill such a gap."""
    bridge_family_weeks: Annotated[int, Field(ge=0, le=520)] | None = None
    """Most weeks of a gap on bridged families where they are counted apart from weeks without
    benefit; left out, both count together against `bridge_weeks`."""
    event_activities: tuple[Key, ...] = ("workplace_training_private", "workplace_training_public")
    """Activities that count as internship (virksomhedspraktik)."""


class EventProgramme(Programme):
    """A programme and the event whose time since the start is studied."""

    event: EventName = "internship"
    """What persons wait for: the first internship in the programme, leaving the programme for work,
    or leaving it for anything but death and emigration. Left out, internship where the family has
    codes of `event_activities`, and employment elsewhere."""


class OrdinaryHours(Settings):
    """What counts as ordinary hours."""

    scope: Literal["month", "week"] = "month"
    """Whether a week of supported work leaves its whole month without ordinary hours or itself
    only; BFL does not say which of a month's hours were supported."""

    excluded_activities: tuple[Key, ...] = ("wage_subsidy_private", "wage_subsidy_public")
    """Weeks in these activities are supported work."""
    excluded_families: tuple[Key, ...] = ("fleksjob",)
    """Weeks in these families are supported work."""
    excluded_codes: tuple[Annotated[int, Field(ge=1, le=999)], ...] = (781,)
    """Weeks on these codes are supported work (781 is skånejob)."""


class Cohort(Settings):
    """Persons who start within certain years and are followed for two calendar years."""

    id: Annotated[str, Field(pattern=r"^[0-9A-Za-z-]+$")]
    """Name in tables and figures."""
    first_year: Year
    """First ISO year of starts; its first week is week 1 of the figures."""
    last_year: Year
    """Last ISO year of starts."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.last_year < self.first_year:
            raise ValueError("last_year is before first_year")
        return self

    @property
    def middle(self) -> float:
        """Middle of the years of start."""
        return (self.first_year + self.last_year) / 2


class Cohorts(Settings):
    """The two cohorts that the difference in differences compares."""

    pre: Cohort
    """Started before the project."""
    post: Cohort
    """Started during the project."""
    weeks: Annotated[int, Field(ge=1, le=520)] = 104
    """Calendar weeks of follow-up, from the first week of the cohort's first year."""
    placebo_years: tuple[Year, ...] = ()
    """Years before `pre` whose starts are followed too, each year's from its own first week: what
    differs between them tells whether the groups would have gone the same way. Left out, what needs
    them is not evaluated."""
    placebo_through: MonthText | None = None
    """Last month before the project, YYYY-MM: a comparison of years before it uses no later week."""
    placebo_history_weeks: Annotated[int, Field(ge=1, le=520)] | None = None
    """Weeks that DREAM must have before the first of these years, where that is less than
    `background.history_weeks`: the history of these starts is counted over the weeks there are."""

    @model_validator(mode="after")
    def _placebo_is_before(self) -> Self:
        years = self.placebo_years
        if sorted(set(years)) != list(years):
            raise ValueError("placebo_years must ascend, each year once")
        if not years:
            return self
        if years[-1] >= self.pre.first_year:
            raise ValueError("placebo_years must lie before the first year of pre")
        if self.placebo_through is None:
            raise ValueError("placebo_through is needed with placebo_years")
        if not years[-1] <= int(self.placebo_through[:4]) <= self.post.last_year:
            raise ValueError("placebo_through must lie within the years of the starts")
        return self

    @model_validator(mode="after")
    def _earlier_is_earlier(self) -> Self:
        if self.pre.last_year >= self.post.first_year:
            raise ValueError("the starts of pre must end before those of post begin")
        if self.pre.id == self.post.id:
            raise ValueError("pre and post need different ids")
        return self


class Municipalities(Settings):
    """Participating and comparison municipalities, by municipality number."""

    participants: tuple[Annotated[int, Field(ge=101, le=999)], ...] = Field(min_length=2)
    """Participating municipalities; all others are comparison."""
    excluded: tuple[Annotated[int, Field(ge=101, le=999)], ...] = ()
    """Municipalities that belong to neither group."""

    @model_validator(mode="after")
    def _disjoint(self) -> Self:
        both = sorted(set(self.participants) & set(self.excluded))
        if both:
            raise ValueError(f"municipalities {both} are both participants and excluded")
        return self


class Outcome(Settings):
    """One weekly share."""

    outcome: OutcomeName
    """What is counted."""
    denominator: Denominator
    """Among whom: those still in the programme, or all who started before the week."""


class Background(Settings):
    """What is known of persons before their start."""

    history_weeks: Annotated[int, Field(ge=1, le=520)] = 156
    """Weeks before the start over which earlier benefits and employment are counted."""
    benefit_families: tuple[Key, ...] = (
        "kontanthjaelp",
        "uddannelseshjaelp",
        "sygedagpenge",
        "dagpenge",
        "ledighedsydelse",
    )
    """Benefit families whose weeks before the start are counted, each as a characteristic."""
    origin_families: tuple[Key, ...] = ("kontanthjaelp", "sygedagpenge")
    """Benefit families from which a person may come, each as a characteristic: the last benefit
    within four weeks before the start."""


class Exclusions(Settings):
    """Starts that are left out; each rule in use is a step of the attrition flow."""

    min_age: Annotated[int, Field(ge=0, le=120)] | None = None
    """Youngest age at start, in whole years."""
    max_age: Annotated[int, Field(ge=0, le=120)] | None = None
    """Oldest age at start, in whole years."""
    dead: bool = True
    """Whether starts at or after a week with the code of death are left out as impossible."""
    emigrated: bool = False
    """Whether persons who lived abroad in a week of the history before the start are left out."""
    earlier_programme: bool = False
    """Whether persons with any programme week in the history before the start are left out, also
    where it lies before the washout."""
    stv: bool = False
    """Whether participants of the STV project are left out."""

    @model_validator(mode="after")
    def _ages_ordered(self) -> Self:
        if self.min_age is not None and self.max_age is not None and self.max_age < self.min_age:
            raise ValueError("max_age is below min_age")
        return self


class FollowUp(Settings):
    """How long a person is followed."""

    pension_age: Annotated[int, Field(ge=50, le=80)] = 65
    """Age in whole years at which a person is counted as on old-age pension."""
    censor: bool = False
    """Whether weeks after death, emigration or pension leave every denominator; left out, all who
    have started stay in theirs, as in the evaluation."""
    exit_weeks: tuple[Annotated[int, Field(ge=1, le=520)], ...] = (26, 52, 104)
    """Full weeks since the start after which it is counted where persons are."""

    @model_validator(mode="after")
    def _weeks_ascend(self) -> Self:
        if sorted(set(self.exit_weeks)) != list(self.exit_weeks):
            raise ValueError("exit_weeks must ascend, each once")
        return self


class Estimation(Settings):
    """How effects are estimated."""

    confidence: Annotated[float, Field(gt=0.5, lt=1)] = 0.95
    """Level of the intervals."""
    reference_week: Annotated[int, Field(ge=1)] = 95
    """Week of the figures at which single numbers are read off (95 is week 43 of year two)."""
    smallest_group: Annotated[int, Field(ge=2)] = 50
    """A week whose smallest group has fewer persons is shown as not evaluated."""
    weighting: Literal["persons", "municipalities"] = "persons"
    """Whether the headline estimates count each person or each municipality once; the other
    stands beside."""
    blocks: tuple[tuple[int, int], ...] = ((1, 26), (27, 52), (53, 104))
    """First and last calendar week of each block of weeks over which effects are summed."""
    draws: Annotated[int, Field(ge=99, le=999_999)] = 9999
    """Draws of the wild cluster bootstrap and of the permutations of the treated municipalities;
    (draws + 1) times one minus the level should be a whole number."""
    seed: Annotated[int, Field(ge=0)] = 1
    """Seed of these draws."""

    @model_validator(mode="after")
    def _blocks_in_order(self) -> Self:
        ends = [0, *(last for _, last in self.blocks)]
        if any(
            not end < first <= last for end, (first, last) in zip(ends, self.blocks, strict=False)
        ):
            raise ValueError("blocks must be runs of weeks, in order and without overlap")
        return self


class Disclosure(Settings):
    """What may be shown."""

    min_cell: Annotated[int, Field(ge=1, le=100)] = 5
    """Smallest number of persons behind a shown cell."""
