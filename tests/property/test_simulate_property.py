"""Properties of simulated registers for any seed, size and chunking."""

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from effektspor.config.simulation import SimulationSettings
from effektspor.simulate.engine import open_world
from effektspor.simulate.history import draw_histories, join
from effektspor.simulate.parameters import load_parameters
from effektspor.simulate.streams import stream

PARAMETERS = load_parameters(Path(__file__).parents[2] / "data" / "simulation")


@given(seed=st.integers(0, 2**40), size=st.integers(100, 300), chunk=st.integers(100, 400))
@settings(max_examples=8, deadline=None)
def test_every_register_keeps_the_rules(seed: int, size: int, chunk: int) -> None:
    world = open_world(
        SimulationSettings(starters=size, other_persons=50, chunk_persons=chunk), PARAMETERS, seed
    )
    seen = []
    for part in world.chunks():
        seen.append(part.rows)
        persons, span = part.persons, world.span
        history = draw_histories(persons, PARAMETERS, span, stream(seed, "history", part.number))
        codes, jobs = join(
            persons, history, part.on.codes, part.on.jobs, parameters=PARAMETERS, span=span
        )
        programme = (codes >= 810) & (codes <= 818)
        n = persons.n_starters
        assert not programme[:, n:].any()
        assert not programme[: span.index_of(2013, 1)].any()
        assert (np.argmax(programme[:, :n], axis=0) == persons.start[:n]).all()
        assert (persons.start[:n] >= 52).all()
        last = len(codes) - 1 - np.argmax(programme[::-1, :n], axis=0)
        week = np.arange(len(codes))[:, None]
        gap = ~programme[:, :n] & (week > persons.start[:n]) & (week < last)
        assert np.isin(codes[:, :n][gap], [0, 890]).all()
        assert _longest_run(gap) <= 4
        dead = codes[span.month_starts] == 999  # since the first week of the month
        assert not (jobs & dead).any()
    assert np.array_equal(np.sort(np.concatenate(seen)), np.arange(size + 50))


@given(seed=st.integers(0, 2**40))
@settings(max_examples=5, deadline=None)
def test_a_chunk_does_not_depend_on_the_chunks_before_it(seed: int) -> None:
    world = open_world(
        SimulationSettings(starters=300, other_persons=0, chunk_persons=100), PARAMETERS, seed
    )
    first, again = list(world.chunks()), world.chunks(with_off=False)
    next(again)
    assert np.array_equal(first[1].on.codes, next(again).on.codes)


def _longest_run(flags: np.ndarray) -> int:
    longest = run = np.zeros(flags.shape[1], dtype="int64")
    for row in flags:
        run = np.where(row, run + 1, 0)
        longest = np.maximum(longest, run)
    return int(longest.max(initial=0))
