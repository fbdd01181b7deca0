"""Factor analysis: many rows with rotation, few rows with no more than they can bear.

`explore` and `parallel` are for hundreds of respondents; `common`, `index` and `single` are for
tables of a dozen or two rows, where more than one factor and every index of fit is noise.
"""
