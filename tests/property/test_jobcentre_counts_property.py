"""The exact search for numbers of answers, beside a search through all of them."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effektspor.qualifier import covers, parse_qualifier
from effektspor.simulate.jobcentres.bases import choose
from effektspor.simulate.jobcentres.counting import Bound, counts_of
from effektspor.simulate.jobcentres.printed import in_words, possible_bases, span_of

ANSWERS = ("a", "b", "c", "d")


@st.composite
def questions(draw):
    """Base, wish and bounds of a question of up to four answers."""
    answers = ANSWERS[: draw(st.integers(1, 4))]
    weights = [draw(st.integers(0, 9)) for _ in answers]
    total = sum(weights) or 1
    wish = {a: (w if sum(weights) else 1 / len(answers)) / total for a, w in
            zip(answers, weights, strict=True)}  # fmt: skip
    bounds = [
        Bound(
            frozenset(draw(st.sets(st.sampled_from(answers), min_size=1))),
            span_of(
                str(draw(st.integers(0, 100))), draw(st.sampled_from(["exact", "approx: ca."]))
            ),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    return draw(st.integers(1, 12)), wish, bounds


def by_hand(base, wish, bounds):
    """Smallest distance of all numbers of answers that meet the bounds; None without any."""
    distances = [
        sum((n - base * w) ** 2 for n, w in zip(counts, wish.values(), strict=True))
        for counts in product(range(base + 1), repeat=len(wish))
        if sum(counts) == base
        and all(meets(dict(zip(wish, counts, strict=True)), base, bound) for bound in bounds)
    ]
    return min(distances, default=None)


def meets(counts, base, bound):
    share = Fraction(100 * sum(counts[answer] for answer in bound.answers), base)
    low, high = bound.span.low, bound.span.high
    above = share > low if bound.span.low_open else share >= low
    return above and (share < high if bound.span.high_open else share <= high)


@given(questions())
@settings(max_examples=150, deadline=None)
def test_the_search_finds_the_nearest_of_all_possible_answers(question):
    base, wish, bounds = question
    found, nearest = counts_of(base, wish, bounds), by_hand(base, wish, bounds)
    assert (found is None) == (nearest is None)
    if found is not None:
        assert list(found) == list(wish)
        assert sum(found.values()) == base
        assert all(meets(found, base, bound) for bound in bounds)
        own = sum((found[a] - base * w) ** 2 for a, w in wish.items())
        assert own == pytest.approx(nearest, abs=1e-6)


@given(questions(), st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_the_chosen_base_is_the_nearest_that_can_be_and_nothing_is_given_up_without_need(
    question, wished
):
    largest, wish, bounds = question
    bases = range(1, largest + 1)
    chosen = choose(bases, wished, wish, bounds)
    kept = [bound for place, bound in enumerate(bounds) if place not in chosen.given_up]
    assert all(meets(chosen.counts, chosen.base, bound) for bound in kept)
    nearer = [b for b in bases if (abs(b - wished), -b) < (abs(chosen.base - wished), -chosen.base)]
    assert all(by_hand(base, wish, kept) is None for base in nearer)
    if chosen.given_up:
        assert all(by_hand(base, wish, bounds) is None for base in bases)


@given(st.integers(1, 98), st.integers(0, 100))
def test_a_base_is_possible_if_and_only_if_some_count_prints_so(base, percent):
    """However halves are rounded: they count for neither neighbour."""
    printed = [
        count
        for count in range(base + 1)
        if abs(Fraction(100 * count, base) - percent) < Fraction(1, 2)
    ]
    assert list(span_of(str(percent), "exact").counts(base)) == printed
    assert (base in possible_bases(span_of(str(percent), "exact"), 98)) == bool(printed)


@pytest.mark.parametrize("text", ["exact", "approx: knap", "approx: ca.", "approx: lidt over"])
@given(percent=st.integers(1, 99), base=st.integers(1, 98))
def test_what_is_aimed_at_is_what_the_comparison_calls_equal(text, percent, base):
    words = parse_qualifier(text)
    for count in span_of(str(percent), text).counts(base):
        assert covers(percent, 0, words.kind, words.direction, 100 * count / base)


def test_eight_per_cent_cannot_come_from_seventy_answers():
    span = span_of("8", "exact")
    assert not span.counts(70)
    assert in_words(possible_bases(span, 70)) == "12-13, 24-26, 36-39, 48-53, 59-66"
    assert list(span.counts(59)) == list(span.counts(66)) == [5]


def test_only_seventy_of_ninety_eight_print_as_seventy_one_per_cent():
    assert list(span_of("71", "exact").counts(98)) == [70]


def test_shares_that_contradict_each_other_give_up_as_few_as_can_be():
    thirds = [Bound(frozenset(a), span_of("60", "exact")) for a in ("a", "b", "a")]
    chosen = choose(range(60, 71), 70, {"a": 0.5, "b": 0.5}, thirds)
    assert chosen.given_up == (1,)
    assert chosen.counts == {"a": 42, "b": 28}
    with pytest.raises(ValueError, match="no base"):
        choose(range(0), 1, {"a": 1.0}, [])


@pytest.mark.parametrize("text", ["bound: over", "roughly"])
def test_a_print_that_is_no_number_is_no_target(text):
    with pytest.raises(ValueError, match=text):
        span_of("50", text)
