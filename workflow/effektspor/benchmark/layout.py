"""The weekly columns of the benchmark's registers: 2007 to 2018, as many as BRF-like studies need."""

from effektspor.calendar import column_of_week, week_range

FIRST_YEAR, LAST_YEAR = 2007, 2018
WEEKS = week_range(FIRST_YEAR, LAST_YEAR)
"""Week numbers of the columns: 626."""
COLUMNS = [column_of_week(week) for week in WEEKS]
