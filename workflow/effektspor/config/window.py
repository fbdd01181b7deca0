"""The weeks that a study needs, from its settings alone."""

import numpy as np

from effektspor.calendar import iso_week, month_number, month_of_week, week_number
from effektspor.config.design import Background, Cohort, Cohorts, Programme


def cohort_weeks(cohort: Cohort, weeks: int) -> range:
    """Week numbers of a cohort's calendar: week 1 is the first week of its first year."""
    first = week_number(cohort.first_year, 1)
    return range(first, first + weeks)


def start_window(cohort: Cohort, weeks: int) -> range:
    """Week numbers in which a start belongs to the cohort."""
    stop = week_number(cohort.last_year + 1, 1)
    return range(week_number(cohort.first_year, 1), min(stop, cohort_weeks(cohort, weeks).stop))


def placebo_cohorts(cohorts: Cohorts) -> tuple[Cohort, ...]:
    """The years before the earlier cohort, each a cohort of its own, named by its year."""
    return tuple(
        Cohort(id=str(year), first_year=year, last_year=year) for year in cohorts.placebo_years
    )


def start_years(cohorts: Cohorts) -> list[int]:
    """Years in which starts count, those of placebo years among them."""
    both = (cohorts.pre, cohorts.post)
    main = {year for c in both for year in range(c.first_year, c.last_year + 1)}
    return sorted(main.union(cohorts.placebo_years))


def main_span(cohorts: Cohorts, programme: Programme, background: Background) -> range:
    """Week numbers that the two cohorts need: history before the first start to the end."""
    both = [cohort_weeks(cohort, cohorts.weeks) for cohort in (cohorts.pre, cohorts.post)]
    back = max(programme.washout_weeks, background.history_weeks)
    return range(min(w.start for w in both) - back, max(w.stop for w in both))


def study_span(cohorts: Cohorts, programme: Programme, background: Background) -> range:
    """Week numbers for which benefit codes are needed, by the starts of placebo years too."""
    main = main_span(cohorts, programme, background)
    if not cohorts.placebo_years:
        return main
    history = cohorts.placebo_history_weeks or background.history_weeks
    back = max(programme.washout_weeks, history)
    return range(min(main.start, week_number(cohorts.placebo_years[0], 1) - back), main.stop)


def years_of_hours(cohorts: Cohorts) -> list[int]:
    """Years of paid hours that the study needs: of the follow-up of all starts."""
    followed = (cohorts.pre, cohorts.post, *placebo_cohorts(cohorts))
    weeks = (week for cohort in followed for week in cohort_weeks(cohort, cohorts.weeks))
    return sorted({iso_week(week)[0] for week in weeks})


def last_placebo_week(cohorts: Cohorts) -> int | None:
    """Week number of the last week before the project; None where no setting tells it."""
    if cohorts.placebo_through is None:
        return None
    year, month = map(int, cohorts.placebo_through.split("-"))
    weeks = np.arange(week_number(year, 1), week_number(year + 1, 1))
    return int(weeks[month_of_week(weeks) <= month_number(year, month)].max())


def cap_weeks(cohorts: Cohorts, year: int) -> int:
    """Last week of a start year's own calendar that a comparison before the project may use.

    Week 1 is the first week of the year. 0 where the year begins after the project; all weeks of
    the follow-up where no setting says when the project began.
    """
    last = last_placebo_week(cohorts)
    if last is None:
        return cohorts.weeks
    return max(0, min(cohorts.weeks, last - week_number(year, 1) + 1))
