"""The groups of artefacts, by what they depend on: one rule and one JSON file each."""

from effektspor.evaluations.discus2007 import (
    baseline,
    comparison,
    counts,
    dates,
    fees,
    flow,
    jobs,
    national,
    outcomes,
    panel,
    power,
    practice,
    printed,
    profiles,
    quality,
    status,
    subgroups,
    times,
)
from effektspor.evaluations.group import Group, plain
from effektspor.evaluations.printed import printed_data
from effektspor.evaluations.stated import no_data

GROUPS: dict[str, Group] = {
    "study": Group(dates.REQUIRES, dates.artefacts, plain(no_data)),
    "flow": Group(flow.REQUIRES, flow.artefacts, plain(flow.figure_data)),
    "baseline": Group(baseline.REQUIRES, baseline.artefacts, plain(baseline.figure_data)),
    "outcomes": Group(outcomes.REQUIRES, outcomes.artefacts, plain(outcomes.figure_data)),
    "times": Group(times.REQUIRES, times.artefacts, plain(times.figure_data)),
    "subgroups": Group(subgroups.REQUIRES, subgroups.artefacts, plain(subgroups.figure_data)),
    "panel": Group(panel.REQUIRES, panel.artefacts, plain(panel.figure_data)),
    "national": Group(national.REQUIRES, national.artefacts, plain(national.figure_data)),
    "status": Group(status.REQUIRES, status.artefacts, plain(status.figure_data)),
    "profiles": Group(profiles.REQUIRES, profiles.artefacts, plain(profiles.figure_data)),
    "jobs": Group(jobs.REQUIRES, jobs.artefacts, plain(jobs.figure_data)),
    "power": Group(power.REQUIRES, power.artefacts, plain(power.figure_data)),
    "fees": Group(fees.REQUIRES, fees.artefacts, plain(fees.figure_data)),
    "counts": Group(counts.REQUIRES, counts.artefacts, plain(counts.figure_data)),
    "practice": Group(practice.REQUIRES, practice.artefacts, plain(practice.figure_data)),
    "quality": Group(quality.REQUIRES, quality.artefacts, quality.figure_data),
    "printed": Group(printed.REQUIRES, printed.artefacts, plain(printed_data)),
    "comparison": Group(comparison.REQUIRES, comparison.artefacts, comparison.figure_data),
}
