"""The weeks that a study needs, from its settings alone."""

from effektspor.calendar import week_number
from effektspor.config.design import Background, Cohort, Cohorts, Programme


def cohort_weeks(cohort: Cohort, weeks: int) -> range:
    """Week numbers of a cohort's calendar: week 1 is the first week of its first year."""
    first = week_number(cohort.first_year, 1)
    return range(first, first + weeks)


def start_window(cohort: Cohort, weeks: int) -> range:
    """Week numbers in which a start belongs to the cohort."""
    stop = week_number(cohort.last_year + 1, 1)
    return range(week_number(cohort.first_year, 1), min(stop, cohort_weeks(cohort, weeks).stop))


def start_years(cohorts: Cohorts) -> list[int]:
    """Years in which starts count."""
    both = (cohorts.pre, cohorts.post)
    return sorted({year for c in both for year in range(c.first_year, c.last_year + 1)})


def study_span(cohorts: Cohorts, programme: Programme, background: Background) -> range:
    """Week numbers for which benefit codes are needed: history before the first start to the end."""
    both = [cohort_weeks(cohort, cohorts.weeks) for cohort in (cohorts.pre, cohorts.post)]
    back = max(programme.washout_weeks, background.history_weeks)
    return range(min(w.start for w in both) - back, max(w.stop for w in both))
