"""What `effektspor check` tells of a study that can be built: tables of a few lines."""

from collections.abc import Mapping, Sequence

import pandas as pd

from effektspor.checking.masked import chain, shown
from effektspor.checking.outlook import Outlook, Weeks
from effektspor.cohort.attrition import GROUPS
from effektspor.cohort.withhold import withhold
from effektspor.config.comparison import Comparison
from effektspor.config.window import placebo_cohorts
from effektspor.errors import EstimationError
from effektspor.estimators.curves import FEWEST_CLUSTERS

EVENTS = {
    "internship": "first internship in the programme",
    "employment": "leaving the programme for work",
    "exit": "leaving the programme for anything but death and emigration",
}
DENOMINATORS = {"in_programme": "those in the programme", "started": "all who have started"}


def outlook_lines(study: Comparison, outlook: Outlook) -> list[str]:
    """Persons, municipalities, outcomes, event, placebo years and diagnostics."""
    return [
        *_selection(study, outlook),
        *_cells(study, outlook),
        *_municipalities(study, outlook),
        *_outcomes(study, outlook),
        *_event(study, outlook),
        *_placebo(study, outlook),
        *_diagnostics(outlook),
    ]


def problems_of(study: Comparison, outlook: Outlook) -> list[str]:
    """What would leave the report without any effect."""
    if any(outcome.evaluated for outcome in outlook.outcomes):
        return []
    why = sorted({reason for outcome in outlook.outcomes for reason in outcome.why_not})
    error = EstimationError(
        "No week of any outcome can be evaluated",
        where="; ".join(why) or "no starts in one of the groups",
        todo=f"Widen the cohorts, name more municipalities (at least {FEWEST_CLUSTERS} in each "
        f"group), or lower estimation.smallest_group ({study.estimation.smallest_group}).",
    )
    return [str(error)]


def not_evaluated(study: Comparison, outlook: Outlook) -> list[str]:
    """What the report will call not evaluated, and why."""
    weeks, reference = study.cohorts.weeks, study.estimation.reference_week
    found = []
    if not any(outcome.series.outcome == "internship" for outcome in outlook.outcomes):
        found.append(
            "internship: not among the outcomes; the code list must have codes of "
            f"programme.event_activities for {study.programme.family}"
        )
    for outcome in outlook.outcomes:
        name = _name(outcome)
        if len(outcome.evaluated) < weeks:
            found += [f"{name}, {reason}" for reason in outcome.why_not]
        if outcome.evaluated and reference not in outcome.evaluated:
            found.append(
                f"{name}: numbers read off in week {reference} (estimation.reference_week)"
            )
    if not study.cohorts.placebo_years:
        found.append("placebo years and the drift that the effect survives: cohorts.placebo_years")
    return found


def table(rows: Sequence[Sequence[str]], indent: str = "    ") -> list[str]:
    """Rows as lines: the first column to the left, the others to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        (
            indent
            + "  ".join(
                cell.ljust(width) if not place else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
        ).rstrip()
        for row in rows
    ]


def _selection(study: Comparison, outlook: Outlook) -> list[str]:
    counts = chain([count for _, count in outlook.steps], study.disclosure.min_cell)
    rows = [
        (label, "withheld" if count is None else f"{count:,}")
        for (label, _), count in zip(outlook.steps, counts, strict=True)
    ]
    return ["  Who is left after each step (persons, from the third step on starts)", *table(rows)]


def _cells(study: Comparison, outlook: Outlook) -> list[str]:
    ids = (study.cohorts.pre.id, study.cohorts.post.id)
    shown_cells = _masked(outlook.starts, study.disclosure.min_cell)
    rows = [("", *ids)] + [
        (group, *(shown_cells[group, cohort] for cohort in ids)) for group in GROUPS
    ]
    return ["  Starts that would be studied", *table(rows)]


def _masked(counts: Mapping[tuple[str, str], int], min_cell: int) -> dict[tuple[str, str], str]:
    """Counts of groups and cohorts, also those that sums would give away withheld."""
    frame = pd.DataFrame([(*cell, n) for cell, n in counts.items()], columns=["row", "column", "n"])
    hidden = withhold(frame, [["row"], ["column"]], min_cell)["withheld"]
    return {
        cell: "withheld" if withheld else f"{count:,}"
        for (cell, count), withheld in zip(counts.items(), hidden, strict=True)
    }


def _municipalities(study: Comparison, outlook: Outlook) -> list[str]:
    rows = [("", "with starts", "in both cohorts")] + [
        (group, str(some), str(both)) for group, (some, both) in outlook.municipalities.items()
    ]
    many = study.diagnostics.effective_treated
    few = outlook.municipalities[GROUPS[0]][1] < many
    note = (
        f"    Fewer than {many:g} participating municipalities: intervals will be wide, and the "
        "diagnostic of few municipalities cannot pass."
    )
    return ["  Municipalities", *table(rows), *([note] if few else [])]


def _outcomes(study: Comparison, outlook: Outlook) -> list[str]:
    weeks = study.cohorts.weeks
    rows = [
        (_name(outcome), f"{runs_of(outcome.evaluated)} of {weeks}") for outcome in outlook.outcomes
    ]
    return ["  Outcomes and the calendar weeks that can be evaluated", *table(rows)]


def runs_of(weeks: Sequence[int]) -> str:
    """Weeks as runs: ``3-50, 52``; ``none`` of none."""
    ends: list[list[int]] = []
    for week in weeks:
        if ends and week == ends[-1][1] + 1:
            ends[-1][1] = week
        else:
            ends.append([week, week])
    runs = [str(first) if first == last else f"{first}-{last}" for first, last in ends]
    shown_runs = runs if len(runs) <= 4 else [*runs[:3], f"{len(runs) - 3} more runs"]
    return ", ".join(shown_runs) or "none"


def _name(outcome: Weeks) -> str:
    series = outcome.series
    return f"{series.outcome} among {DENOMINATORS[series.denominator]}"


def _event(study: Comparison, outlook: Outlook) -> list[str]:
    event = getattr(study.programme, "event", "internship")
    least = study.disclosure.min_cell
    ids = (study.cohorts.pre.id, study.cohorts.post.id)
    # Those without the event may be few as well: they are withheld alike.
    counts = {
        cell: n if outlook.starts[cell] - n >= least or outlook.starts[cell] == n else 1
        for cell, n in outlook.events.items()
    }
    cells = _masked(counts, max(least, 2))
    rows = [("", *ids)] + [(group, *(cells[group, cohort] for cohort in ids)) for group in GROUPS]
    return [f"  Time to event: {EVENTS[event]}; starts with it", *table(rows)]


def _placebo(study: Comparison, outlook: Outlook) -> list[str]:
    if not placebo_cohorts(study.cohorts):
        return ["  Placebo years: none (cohorts.placebo_years)"]
    least = study.disclosure.min_cell
    rows = [("", *GROUPS)] + [
        (str(year), *(shown(counts[group], least) for group in GROUPS))
        for year, counts in outlook.placebo_starts.items()
    ]
    return [f"  Placebo years, until {study.cohorts.placebo_through}: starts", *table(rows)]


def _diagnostics(outlook: Outlook) -> list[str]:
    able = [outcome for outcome in outlook.outcomes if outcome.evaluated]
    participants = outlook.municipalities[GROUPS[0]][1]
    most = max((len(outcome.placebo) for outcome in outlook.outcomes), default=0)
    rows = [
        ("placebo years", f"{most} pair(s) of years" if most else "not evaluated"),
        ("drift that the effect survives", "yes" if most and able else "not evaluated"),
        ("background, composition, inflow, negative controls", "yes" if able else "not evaluated"),
        ("other weeks, weights, adjustment", "yes" if able else "not evaluated"),
        (
            "without the largest participating municipality",
            "yes" if able and participants > FEWEST_CLUSTERS else "not evaluated",
        ),
    ]
    return ["  Diagnostics", *table(rows)]
