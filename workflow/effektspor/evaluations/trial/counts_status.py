"""From printed counts: status at the end, the kind of jobs, and the trial beside the country.

The country's shares are printed without a count, and are taken as certain: a test against them is
against that very level, and no test of what the trial did.
"""

from collections.abc import Iterator

from effektspor.estimators.randomised.blocks import Blocks
from effektspor.evaluations.trial.counts_draw import EACH, PLACES
from effektspor.evaluations.trial.counts_printed import ROUNDED, Count, Printed

ALL = "d07.n_citizens.p3"
STAYED, STAYED_OTHER = "d07.end.ledighedsydelse.n.p7", "d07.ly.other_actors_share"
STAYED_OWN = "d07.ly.municipalities_share"
STATUS = (
    ("flexjob_counted", "d07.flexjob_after_1y.n", "I fleksjob, der tæller", "In a flexjob that counts"),
    ("end_flexjob", "d07.end.flexjob.n", "I fleksjob ved slutningen", "In a flexjob at the end"),
    ("end_ledighedsydelse", STAYED, "På ledighedsydelse ved slutningen", "On ledighedsydelse at the end"),
    ("end_disability_pension", "d07.end.disability_pension.n.p7", "På førtidspension ved slutningen",
     "On disability pension at the end"),
    ("end_rest", "d07.end.rest.n", "Alle andre ved slutningen", "All others at the end"),
    ("end_moved", "d07.end.moved.n", "Fraflyttet ved slutningen", "Moved away at the end"),
    ("end_social_assistance", "d07.end.social_assistance.n", "På kontanthjælp ved slutningen",
     "On social assistance at the end"),
    ("end_self_support", "d07.end.selfsupport.n", "Selvforsørgende ved slutningen",
     "Self-supporting at the end"),
    ("end_fleksydelse", "d07.end.fleksydelse.n", "På fleksydelse ved slutningen",
     "On fleksydelse at the end"),
    ("toward_pension", "d07.toward_dp.n_of_240", "På vej mod førtidspension",
     "On the way to disability pension"),
    ("non_western", "d07.nonwestern.n", "Fra ikke-vestlige lande", "From non-western countries"),
)  # fmt: skip
DISTANCE = (
    ("toward_flexjob", "På vej mod fleksjob", "On the way to a flexjob"),
    ("stuck", "Sidder fast i ledighed", "Stuck in unemployment"),
    ("sick", "Sygemeldt", "Reported sick"),
    ("toward_dp", "På vej mod førtidspension", "On the way to disability pension"),
)
COUNTRY = (
    ("national_flexjob_12", "Fleksjob efter et år, forsøg minus land",
     "Flexjob after a year, trial less country", "d07.flexjob_after_1y.n", "d07.flexjob.12m.national"),
    ("national_pension", "Førtidspension, forsøg minus land", "Pension, trial less country",
     "d07.end.disability_pension.n.p9", "d07.dp_share.national"),
)  # fmt: skip
OTHER_JOBS, OWN_JOBS = "d07.created.other_actors", "d07.created.municipalities"
OTHER_HALF, OWN_HALF = "d07.half_subsidy.other_actors.n", "d07.half_subsidy.municipalities.n"
EIGHT, EIGHT_COUNTRY = "d07.flexjob.8m.trial", "d07.flexjob.8m.national"
LONG, LONG_COUNTRY = "d07.wait18m.trial", "d07.nat2005.wait_over_18m"
HALF_YEAR = "d07.nat2005.wait_over_half_year"


def status_counts(printed: Printed) -> Iterator[Count]:
    """Rows on all of the trial, those who stayed, the jobs, and the country."""
    drawn = printed.whole(ALL)
    for quantity, item, da, en in STATUS:
        yield printed.of(quantity, da, en, printed.whole(item), drawn, (item, ALL))
    for part, da, en in DISTANCE:
        item = f"d07.ly.{part}.n"
        yield printed.of(
            f"distance_{part}", da, en, printed.whole(item), printed.whole(STAYED), (item, STAYED)
        )
    yield from _stayed(printed)
    yield from _subsidy(printed)
    yield from _country(printed)
    yield from _long_wait(printed)


def _stayed(printed: Printed) -> Iterator[Count]:
    """Which whole numbers of each arm the printed split allows."""
    stayed, per_arm = printed.whole(STAYED), printed.whole(PLACES) * printed.whole(EACH)
    items = (STAYED, STAYED_OTHER, STAYED_OWN)
    own = printed.counts_that_fit(STAYED_OWN, stayed)
    fits = [n for n in printed.counts_that_fit(STAYED_OTHER, stayed) if stayed - n in own]
    value = round(printed.share(STAYED_OTHER) * stayed)
    ends = (fits[0], fits[-1]) if fits else (float("nan"),) * 2
    yield Count(
        "stayed_other_actor", "På ledighedsydelse fra andre aktører",
        "On ledighedsydelse, other actors", value, "persons", items, ROUNDED, *ends,
    )  # fmt: skip
    yield Count(
        "stayed_municipality", "På ledighedsydelse fra kommuner", "On ledighedsydelse, municipalities",
        stayed - value, "persons", items, ROUNDED, stayed - ends[1], stayed - ends[0],
    )  # fmt: skip
    arms = Blocks.of(value, per_arm, stayed - value, per_arm)
    yield from printed.contrast(
        "stayed", "På ledighedsydelse ved slutningen", "On ledighedsydelse at the end", arms,
        (*items, PLACES, EACH),
    )  # fmt: skip


def _subsidy(printed: Printed) -> Iterator[Count]:
    """Of jobs, which the draw did not draw: no effect, a difference."""
    other, own = printed.whole(OTHER_JOBS), printed.whole(OWN_JOBS)
    arms = Blocks.of(printed.whole(OTHER_HALF), other, printed.whole(OWN_HALF), own)
    for quantity, da, en, half, jobs in (
        ("half_subsidy_other_actor", "Job med halvt tilskud, andre aktører",
         "Jobs with half subsidy, other actors", OTHER_HALF, OTHER_JOBS),
        ("half_subsidy_municipality", "Job med halvt tilskud, kommuner",
         "Jobs with half subsidy, municipalities", OWN_HALF, OWN_JOBS),
    ):  # fmt: skip
        yield printed.of(
            quantity, da, en, printed.whole(half), printed.whole(jobs), (half, jobs)
        )  # fmt: skip
    yield from printed.contrast(
        "half_subsidy", "Job med halvt tilskud", "Jobs with half subsidy", arms,
        (OTHER_HALF, OTHER_JOBS, OWN_HALF, OWN_JOBS),
    )  # fmt: skip


def _country(printed: Printed) -> Iterator[Count]:
    drawn = printed.whole(ALL)
    for quantity, da, en, item, country in COUNTRY:
        yield printed.against(
            quantity,
            da,
            en,
            printed.whole(item),
            drawn,
            printed.share(country),
            (item, ALL, country),
        )
    fits = printed.counts_that_fit(EIGHT, drawn)
    level, items = printed.share(EIGHT_COUNTRY), (EIGHT, ALL, EIGHT_COUNTRY)
    yield Count(
        "flexjob_8", "I fleksjob efter otte måneder", "In a flexjob after eight months",
        round(printed.share(EIGHT) * drawn), "persons", (EIGHT, ALL), ROUNDED, fits[0], fits[-1],
    )  # fmt: skip
    yield printed.against(
        "national_flexjob_8", "Fleksjob efter otte måneder, forsøg minus land",
        "Flexjob after eight months, trial less country", round(printed.share(EIGHT) * drawn),
        drawn, level, items,
    )  # fmt: skip
    for quantity, da, en, trial, country in (
        ("national_ratio_8", "Forsøg over land efter otte måneder",
         "Trial over country after eight months", EIGHT, EIGHT_COUNTRY),
        ("national_ratio_12", "Forsøg over land efter et år",
         "Trial over country after a year", "d07.flexjob.12m.trial", "d07.flexjob.12m.national"),
    ):  # fmt: skip
        yield Count(
            quantity, da, en, printed.number(trial) / printed.number(country), "ratio",
            (trial, country), ROUNDED, *printed.ratio_range(trial, country),
        )  # fmt: skip


def _long_wait(printed: Printed) -> Iterator[Count]:
    """The share with a long wait in the country, of all or of those who waited as the trial did."""
    trial, printed_share = printed.share(LONG), printed.share(LONG_COUNTRY)
    of_waiting = printed_share / printed.share(HALF_YEAR)
    yield Count(
        "long_wait_country", "Lang ventetid i landet, blandt dem med et halvt år",
        "Long wait in the country, of those with half a year", of_waiting, "share",
        (LONG_COUNTRY, HALF_YEAR), "low: the printed share is of these; value and high: of all",
        printed_share, of_waiting,
    )  # fmt: skip
    yield Count(
        "long_wait_difference", "Lang ventetid, forsøg minus land", "Long wait, trial less country",
        trial - printed_share, "percentage_points", (LONG, LONG_COUNTRY, HALF_YEAR),
        "high: as printed; low: if the country's share is of all, not of those with half a year",
        trial - of_waiting, trial - printed_share,
    )  # fmt: skip
