"""
What depends on what in each evaluation: groups of artefacts, their tables and their figures.

GIVES    same(), and the names that the files of the evaluations give
"""


def same(*tables):
    """A group that reads some result tables and keeps each of them as a CSV."""
    return (list(tables), list(tables))


include: "groups_brf2019.smk"
include: "groups_kl2016.smk"
include: "groups_discus2007.smk"
include: "groups_discus2011.smk"
include: "groups_hedensted2019.smk"
include: "groups_programme.smk"
include: "common_report.smk"
