"""Time to a first event from risk tables of clusters: rates, curves, restricted means, causes.

Everything here reads counts (cluster x cohort x week), never persons, so that its cost does not
depend on how many persons there are. Weekly data are all ties; nothing is jittered.
"""
