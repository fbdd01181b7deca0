"""What is paid: by hand, in every world, and when both arms cost the same."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trial_frames import OTHER, OWN, WINDOW, jobs_of, persons_of, trial

from effektspor.config.trial import Fees
from effektspor.estimators.resampling import drawn_counts
from effektspor.evaluations.trial.break_even import break_even_table
from effektspor.evaluations.trial.costs import Draws, sums_of_arms
from effektspor.evaluations.trial.fee_masking import sum_withheld, withheld_steps
from effektspor.evaluations.trial.fee_tables import fee_table
from effektspor.evaluations.trial.fees import (
    BONUSES,
    FIRST_JOB,
    INTERNSHIP,
    OWED,
    PAID,
    SECOND_JOB,
    STEPS,
    TABLE,
    TEXT,
    amounts,
    events,
    lasted,
    payout,
    readings,
)  # fmt: skip

FEES = Fees(
    clarification=4_000, first_internship=3_000, first_job_bonus=2_000, second_job_bonus=7_000,
    municipality_per_person=9_000,
)  # fmt: skip
READ = {each.name: each for each in readings(FEES)}
HOW = Draws(199, 1, 0.95)


def summed(persons, jobs, fees=FEES, how=HOW):
    """Sums by reading, scenario and arm."""
    return {
        each.name: sums_of_arms(persons, jobs, WINDOW, fees, each, how) for each in readings(fees)
    }


def tables(persons, jobs, fees=FEES, min_cell=1):
    """Payments and break-even, by part and quantity."""
    sums = summed(persons, jobs, fees)
    return (
        fee_table(sums, fees, HOW, min_cell).set_index("part"),
        break_even_table(sums, fees, HOW, min_cell).set_index("quantity"),
    )


def day(number):
    """Day of the project."""
    return WINDOW.start + pd.Timedelta(days=number)


def test_a_job_has_lasted_two_months_on_the_day_before_the_same_day():
    jobs = pd.DataFrame(
        {
            "start": pd.to_datetime(["2005-12-31", "2006-01-01", "2006-01-01", "2006-01-01"]),
            "end": pd.to_datetime(["2006-02-27", "2006-02-27", "2006-02-28", None]),
        }
    )
    assert lasted(jobs, 2).tolist() == [True, False, True, True]
    assert lasted(jobs, 2, pd.Timestamp("2006-02-28")).tolist() == [True, False, False, False]


def test_payment_by_hand():
    persons = persons_of(per_arm=5, places=1, work_trials=0.0)
    persons.loc[[0, 1], "work_trials"] = [2.0, np.nan]
    persons.loc[1, "first_work_trial"] = day(50)
    persons.loc[2, "first_work_trial"] = day(400)  # after the project
    jobs = jobs_of(
        persons,
        [
            (0, 0, 200),  # two and four months
            (0, 210, 300),  # a second job is not paid for again
            (1, 0, 80),  # two months
            (2, 280, None),  # two months within the project, four are owed
            (3, 340, None),  # both are owed
            (4, 0, None, ("created_by", OWN)),  # not the actor's
            (5, 0, None),  # the municipality's own
        ],
    )
    found = events(persons, jobs, WINDOW, READ[TEXT])
    by_step = found[PAID].sum()
    assert by_step.tolist() == [5, 2, 3, 1]
    assert found[OWED].sum().tolist() == [5, 2, 4, 3]
    paid = payout(found[PAID], amounts(FEES))
    assert paid.tolist() == [16_000, 9_000, 6_000, 4_000, 4_000]
    assert events(persons, jobs, WINDOW, READ[TABLE])[PAID].sum().tolist() == [5, 2, 3, 3]
    fees, even = tables(persons, jobs)
    assert fees.loc["total", "paid"] == 39_000
    assert fees.loc["owed_total", "paid"] == 39_000 + 2_000 + 2 * 7_000
    assert fees.loc["table_total", "paid"] == 39_000 + 2 * 7_000
    assert fees.loc["per_job", "amount"] == pytest.approx(39_000 / 5)
    assert fees.loc["per_lasting_job", "amount"] == 39_000
    assert fees.loc["municipality_per_job", "amount"] == 45_000
    assert fees.loc["fixed_share", "share"] == pytest.approx(20_000 / 39_000)
    assert fees.loc["most_total", "amount"] == FEES.total == 16_000
    assert fees.loc["most_fixed_share", "share"] == 0.25
    assert even.loc["per_job", "value"] == pytest.approx(39_000 / 5 * 1 / 5)
    assert even.loc["assumed_cost", "value"] == 9_000


def test_the_printed_shares_are_those_of_the_defaults():
    fees, _ = tables(*trial(), fees=Fees())
    assert fees.loc["most_fixed_share", "share"] == 0.25
    assert fees.loc["most_bonus_share", "share"] == 0.75
    assert fees.loc["fixed_share", "share"] > 0.25


@given(
    rows=st.lists(
        st.tuples(
            st.integers(0, 7), st.integers(0, 365), st.one_of(st.none(), st.integers(0, 400))
        ),
        max_size=12,
    ),
    rates=st.tuples(*[st.integers(0, 20_000)] * 4),
)
@settings(max_examples=60, deadline=None)
def test_payments_add_up_never_pass_the_most_and_never_fall_with_a_job(rows, rates):
    fees = Fees(**dict(zip(STEPS, rates, strict=True)))
    persons = persons_of(per_arm=4, places=1)
    spans = [
        (who, first, None if length is None else first + length) for who, first, length in rows
    ]
    reached = events(persons, jobs_of(persons, spans), WINDOW, readings(fees)[0])
    per_step = amounts(fees)
    for scenario in (PAID, OWED):
        paid = payout(reached[scenario], per_step)
        assert (paid <= fees.total).all()
        assert paid.sum() == sum(reached[scenario][step].sum() * per_step[step] for step in STEPS)
        assert not (reached[scenario][SECOND_JOB] & ~reached[scenario][FIRST_JOB]).any()
    assert (payout(reached[OWED], per_step) >= payout(reached[PAID], per_step)).all()
    more = events(persons, jobs_of(persons, [*spans, (0, 30, None)]), WINDOW, readings(fees)[0])
    assert (payout(more[PAID], per_step) >= payout(reached[PAID], per_step)).all()
    assert more[PAID].loc[0, [FIRST_JOB, SECOND_JOB]].all()


def test_the_parts_of_the_table_add_up():
    fees, _ = tables(*trial())
    for prefix in ("", "owed_", "table_", "table_owed_"):
        parts = fees.loc[[prefix + step for step in STEPS]]
        assert parts["paid"].sum() == pytest.approx(fees.loc[f"{prefix}total", "paid"])
        assert parts["share"].sum() == pytest.approx(1)
        assert (parts["paid"] == parts["persons"] * parts["amount"]).all()
        shares = fees.loc[[f"{prefix}fixed_share", f"{prefix}bonus_share"], "share"]
        assert shares.sum() == pytest.approx(1)
        total = fees.loc[f"{prefix}total"]
        assert total["low"] <= total["paid"] <= total["high"]
        assert total["paid"] <= FEES.total * 120


def test_at_the_break_even_a_job_costs_the_same_in_both_arms():
    persons, jobs = trial()
    _, even = tables(persons, jobs)
    for quantity, part in (("per_job", "per_job"), ("per_employed", "per_employed")):
        cost = even.loc[quantity, "value"]
        again, _ = tables(persons, jobs, FEES.model_copy(update={"municipality_per_person": cost}))
        assert again.loc[f"municipality_{part}", "amount"] == pytest.approx(
            again.loc[part, "amount"]
        )


def test_with_the_jobs_needed_a_job_costs_the_same():
    persons, jobs = trial()
    fees, even = tables(persons, jobs)
    needed = even.loc["jobs_needed", "value"]
    created = fees.loc["per_job", "persons"]
    by_job = (fees.loc["first_job_bonus", "paid"] + fees.loc["second_job_bonus", "paid"]) / created
    fixed = fees.loc["clarification", "paid"] + fees.loc["first_internship", "paid"]
    assert fixed / needed + by_job == pytest.approx(fees.loc["municipality_per_job", "amount"])
    cheap = FEES.model_copy(update={"municipality_per_person": 10.0})
    assert np.isnan(tables(persons, jobs, cheap)[1].loc["jobs_needed", "value"])


@pytest.mark.parametrize("step", STEPS)
def test_a_tenth_more_changes_the_break_even_as_told(step):
    persons, jobs = trial()
    _, even = tables(persons, jobs)
    dearer = FEES.model_copy(update={step: getattr(FEES, step) * 1.1})
    _, then = tables(persons, jobs, dearer)
    change = then.loc["per_job", "value"] - even.loc["per_job", "value"]
    assert change == pytest.approx(even.loc[f"change_{step}", "value"])


def test_persons_are_drawn_within_their_stratum():
    stratum = np.array([0, 0, 0, 1, 1, 2])
    counts = drawn_counts(stratum, 400, 3)
    for one, size in ((0, 3), (1, 2), (2, 1)):
        assert (counts[:, stratum == one].sum(axis=1) == size).all()
    assert counts.mean(axis=0) == pytest.approx(np.ones(6), abs=0.15)
    assert (drawn_counts(stratum, 400, 3) == counts).all()


def test_the_interval_of_what_is_paid_has_the_spread_of_persons():
    persons, jobs = trial()
    how = Draws(4_999, 1, 0.95)
    own = summed(persons, jobs, how=how)[TEXT][PAID][OTHER]
    paid = payout(events(persons, jobs, WINDOW, READ[TEXT])[PAID], amounts(FEES))
    place = persons.loc[paid.index, "place"]
    se = np.sqrt(sum(each.var(ddof=0) * len(each) for _, each in paid.groupby(place)))
    value, low, high = how.number(own.cost)
    assert value == paid.sum()
    assert (high - low) / (2 * 1.96) == pytest.approx(se, rel=0.05)


@pytest.mark.parametrize(("rows", "created"), [([], 0), ([(0, 3, None)], 1)])
def test_no_job_and_one_job(rows, created):
    persons = persons_of()
    fees, even = tables(persons, jobs_of(persons, rows), min_cell=5)
    assert np.isnan(fees.loc["per_job", "amount"])
    assert fees.loc["per_job", "state"] == ("withheld" if created else "shown")
    assert np.isnan(even.loc["per_job", "value"])
    assert fees.loc["first_job_bonus", "state"] == ("withheld" if created else "shown")


def counts_of(internship, first, second, later_first, later_second):
    """Counts as the masking takes them."""
    return {
        PAID: dict(zip(BONUSES, (internship, first, second), strict=True)),
        OWED: dict(zip(BONUSES, (internship, first + later_first, second + later_second), strict=True)),
    }  # fmt: skip


def test_few_between_two_steps_are_withheld():
    counts = counts_of(60, 25, 22, 0, 6)
    hidden = withheld_steps(counts, 120, 5)
    assert SECOND_JOB in hidden[PAID]
    assert len(hidden[PAID]) > 1
    assert not sum_withheld(counts, hidden, 5)[PAID]
    open_counts = counts_of(60, 25, 15, 5, 10)
    assert withheld_steps(open_counts, 120, 5) == {PAID: frozenset(), OWED: frozenset()}


@given(st.tuples(*[st.integers(0, 12)] * 5))
@settings(max_examples=300, deadline=None)
def test_no_count_of_few_follows_from_what_is_shown(numbers):
    second, more, internship, later, soon = numbers
    first = second + more
    counts = counts_of(internship, first, second, min(later, 30), min(soon, later + more))
    hidden = withheld_steps(counts, 120, 5)
    sums = sum_withheld(counts, hidden, 5)
    for scenario in (PAID, OWED):
        shown = {step: n for step, n in counts[scenario].items() if step not in hidden[scenario]}
        assert all(n == 0 or n >= 5 for n in shown.values())
        if {FIRST_JOB, SECOND_JOB} <= set(shown):
            apart = shown[FIRST_JOB] - shown[SECOND_JOB]
            assert apart == 0 or apart >= 5
        if len(hidden[scenario]) == 1 and scenario == PAID:
            assert sums[PAID]
    for step in BONUSES:
        if step not in hidden[OWED]:
            apart = counts[OWED][step] - counts[PAID][step]
            assert apart == 0 or apart >= 5


def test_a_sum_in_kroner_that_has_one_solution_is_withheld():
    # All thirty jobs will have lasted: a reader who knows of thirty has both bonuses from their sum.
    counts = counts_of(68, 26, 21, 4, 9)
    hidden = withheld_steps(counts, 120, 5)
    assert {FIRST_JOB, SECOND_JOB} <= hidden[OWED]
    assert not sum_withheld(counts, hidden, 5)[OWED]
    alike = dict.fromkeys(BONUSES, 5_000.0)
    assert sum_withheld(counts, hidden, 5, alike, 30) == {PAID: False, OWED: True}
    # With more jobs the same sum may be of other counts.
    assert not sum_withheld(counts, hidden, 5, alike, 40)[OWED]
    # Amounts that no other counts add up to tell these, however many jobs there are.
    apart = {**alike, FIRST_JOB: 5_000.0, SECOND_JOB: 4_999.0}
    assert sum_withheld(counts, hidden, 5, apart, 1_000)[OWED]


@given(
    st.tuples(*[st.integers(0, 8)] * 4), st.sampled_from([(5_000, 5_000), (5_000, 7_000), (3, 0)])
)
@settings(max_examples=150, deadline=None)
def test_no_sum_in_kroner_has_solutions_of_few_only(numbers, pays):
    second, more, later, soon = numbers
    counts = counts_of(40, second + more, second, later, min(soon, later + more))
    rates = dict(zip(BONUSES, (1_000.0, *map(float, pays)), strict=True))
    jobs = counts[OWED][FIRST_JOB] + 1
    hidden = withheld_steps(counts, 120, 5)
    if sum_withheld(counts, hidden, 5, rates, jobs)[OWED] or BONUSES[0] in hidden[OWED]:
        return
    paid, owed = counts[PAID], counts[OWED]

    def worth(first, then):
        return first * pays[0] + then * pays[1]

    fits = [
        (first, then)
        for first in range(jobs + 1)
        for then in range(first + 1)
        if worth(first, then) == worth(owed[FIRST_JOB], owed[SECOND_JOB])
        and all(
            step in hidden[PAID] or value >= paid[step]
            for step, value in ((FIRST_JOB, first), (SECOND_JOB, then))
        )
        and all(
            step in hidden[OWED] or value == owed[step]
            for step, value in ((FIRST_JOB, first), (SECOND_JOB, then))
        )
    ]
    for found in ([a for a, _ in fits], [b for _, b in fits], [a - b for a, b in fits]):
        assert not all(0 < each < 5 for each in found)


def test_withheld_rows_have_no_numbers_of_persons():
    persons = persons_of(per_arm=6)
    jobs = jobs_of(persons, [(i, 5 * i, None if i % 2 else 100 + i) for i in range(0, 48, 3)])
    fees, even = tables(persons, jobs, min_cell=5)
    hidden = fees["state"] == "withheld"
    assert hidden.any()
    assert fees.loc[hidden, ["persons", "paid", "share", "low", "high"]].isna().all(axis=None)
    units = fees[hidden & fees.index.str.contains("per_")]
    assert units["amount"].isna().all()
    assert even.loc[even["state"] == "withheld", ["value", "low", "high"]].isna().all(axis=None)


def test_internships_are_paid_once():
    persons = persons_of(per_arm=5, places=1, work_trials=3.0)
    found = events(persons, jobs_of(persons, []), WINDOW, READ[TEXT])
    assert found[PAID][INTERNSHIP].sum() == 5
    assert payout(found[PAID], amounts(FEES)).unique().tolist() == [7_000]
