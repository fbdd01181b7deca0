"""From printed counts: the difference between the arms, what the draw says, and the best place.

The arms were drawn within municipalities, and the counts of these are not printed. So the p-value
of the draw is a range over every table of municipalities that the printed counts allow.
"""

from collections.abc import Iterator

from effektspor.estimators.randomised.blocks import Blocks
from effektspor.estimators.randomised.exact import randomisation
from effektspor.estimators.randomised.margins import Margins, p_range
from effektspor.estimators.randomised.power import Design, exact_power, needed
from effektspor.evaluations.trial.counts_printed import Count, Printed

PLACES, EACH = "d07.n_municipalities", "d07.citizens_per_unit"
OTHER, OWN = "d07.created.other_actors", "d07.created.municipalities"
BEST = "d07.best_municipality.share"
CREATED = (OTHER, OWN, PLACES, EACH)
POWER = 0.8
ONE_BLOCK = "every draw counted, municipalities left aside"
BLOCKED = "every draw within municipalities, over every table that fits the printed counts"
PRESUMED = "the printed words read as a count, which no other municipality exceeds"
DROPPED = "its jobs left out of one arm; those of the paired actor are not printed"


def draw_counts(printed: Printed) -> Iterator[Count]:
    """Rows on jobs created by arm."""
    places, each = printed.whole(PLACES), printed.whole(EACH)
    own, other, per_arm = printed.whole(OWN), printed.whole(OTHER), places * each
    arms = Blocks.of(other, per_arm, own, per_arm)
    yield printed.of(
        "created_other_actor", "Job pr. borger hos andre aktører", "Jobs per citizen, other actors",
        other, per_arm, (OTHER, PLACES, EACH),
    )  # fmt: skip
    yield printed.of(
        "created_municipality", "Job pr. borger hos kommuner", "Jobs per citizen, municipalities",
        own, per_arm, (OWN, PLACES, EACH),
    )  # fmt: skip
    yield from printed.contrast("created", "Oprettede job", "Jobs created", arms, CREATED)
    yield from _p_values(printed, arms)
    yield from _sizes(printed, arms)
    yield from _without_best(printed, arms)


def _p_values(printed: Printed, arms: Blocks) -> Iterator[Count]:
    plain = randomisation(arms)
    yield Count(
        "created_randomisation", "p af lodtrækningen uden kommuner", "p of the draw, no municipalities",
        plain.p, "mixed", CREATED, ONE_BLOCK, p=plain.p,
    )  # fmt: skip
    for quantity, da, en, known, items in (
        ("created_randomisation_blocked", "p af lodtrækningen inden for kommuner",
         "p of the draw within municipalities", _presumed(printed), (*CREATED, BEST)),
        ("created_randomisation_any", "p af lodtrækningen, hvis intet vides om kommunerne",
         "p of the draw if nothing is known of municipalities", None, CREATED),
    ):  # fmt: skip
        found = p_range(_margins(printed, known))
        yield Count(
            quantity, da, en, plain.p, "mixed", items,
            f"{BLOCKED} ({found.tables})" + (f"; {PRESUMED}" if known is not None else ""),
            found.low.p, found.high.p, plain.p,
        )  # fmt: skip


def _sizes(printed: Printed, arms: Blocks) -> Iterator[Count]:
    (other,), (own,) = arms.shares
    alpha = 1 - printed.confidence
    yield Count(
        "created_power", "Styrke over for netop den forskel", "Power against that very difference",
        exact_power(Design(int(arms.treated[0]), alpha), own, other), "share", CREATED,
        "Fisher's exact test, all outcomes counted",
    )  # fmt: skip
    yield Count(
        "created_needed", "Personer pr. gruppe, der kan vise den", "Persons per arm that can show it",
        needed(own, other, POWER, alpha), "persons", CREATED,
        f"Fisher's exact test, power {POWER:.0%}",
    )  # fmt: skip


def _without_best(printed: Printed, arms: Blocks) -> Iterator[Count]:
    places, each = printed.whole(PLACES), printed.whole(EACH)
    best, fits = _presumed(printed), printed.counts_that_fit(BEST, each)
    own, other = int(arms.control_events[0]), int(arms.treated_events[0])
    rest = (places - 1) * each
    items = (*CREATED, BEST)
    yield Count(
        "without_best_jobs", "Job i den bedste kommune", "Jobs of the best municipality",
        best, "jobs", (BEST, EACH), PRESUMED, fits[0], fits[-1],
    )  # fmt: skip
    yield printed.of(
        "without_best_municipality", "Job pr. borger hos de andre kommuner",
        "Jobs per citizen, the other municipalities", own - best, rest, (OWN, PLACES, EACH, BEST),
    )  # fmt: skip
    left = Blocks.of(other, int(arms.treated[0]), own - best, rest)
    yield from printed.contrast(
        "without_best", "Uden den bedste kommune", "Without the best municipality", left, items
    )
    ends = [Blocks.of(other, int(arms.treated[0]), own - count, rest).difference for count in fits]
    yield Count(
        "without_best_readings", "Det samme, for hver læsning af ordene",
        "The same for each reading of the words", left.difference, "percentage_points", items,
        f"range over readings of the words; {DROPPED}", min(ends), max(ends),
    )  # fmt: skip
    # The paired actor's jobs leave with the municipality: between none of them and all it can have.
    paired = [
        Blocks.of(other - gone, rest, own - best, rest).difference
        for gone in range(max(0, other - rest), min(each, other) + 1)
    ]
    even = other * (places - 1) / places / rest - (own - best) / rest
    yield Count(
        "without_best_pair", "Uden den bedste kommune og dens aktør",
        "Without the best municipality and its actor", even, "percentage_points", items,
        "value: as if actors had the same number of jobs; range: whatever the paired actor had",
        min(paired), max(paired),
    )  # fmt: skip


def _presumed(printed: Printed) -> int:
    """The words on the best municipality as a count: its share of its citizens, rounded."""
    return round(printed.share(BEST) * printed.whole(EACH))


def _margins(printed: Printed, known: int | None) -> Margins:
    each = printed.whole(EACH)
    return Margins(
        printed.whole(PLACES), each, each, printed.whole(OTHER), printed.whole(OWN),
        known, most=known is not None,
    )  # fmt: skip
