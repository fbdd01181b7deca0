"""Panel regressions with linearmodels, each beside the same estimate from the moments.

They answer the questions of the moments by code that someone else wrote: `static` and `weekly` on
cells of municipality, cohort and week, `event` over the years of start, `persons` on persons.
"""
