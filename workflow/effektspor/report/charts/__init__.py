"""Charts of any report: answers in order, series with a reform, courses, changes of shares.

Each function draws one figure from a table that is already computed; what it says comes from the
table and from the words of the report. Sizes are inches of the printed page, so that no letter
prints smaller than it is drawn.
"""
