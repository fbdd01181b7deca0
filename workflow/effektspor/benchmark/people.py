"""A national register block by block: few programme starters of the simulator, many others."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from effektspor.benchmark.layout import FIRST_YEAR, LAST_YEAR
from effektspor.benchmark.lives import draw_lives
from effektspor.config.simulation import SimulationSettings
from effektspor.simulate.engine import World, open_world
from effektspor.simulate.history import draw_histories, join
from effektspor.simulate.parameters import load_parameters
from effektspor.simulate.persons import Persons, draw_persons
from effektspor.simulate.records import (
    draw_people,
    dream_records,
    job_records,
    population_records,
    stv_records,
)
from effektspor.simulate.span import Span
from effektspor.simulate.streams import stream

SPAN = Span(FIRST_YEAR, LAST_YEAR)
STUDIED = Span(2016, 2018)  # years with BFL and BEF files
STARTERS = 0.02  # share of persons who start the programme; in the real register below 0.01
BLOCK = 24_576  # persons of a block
_AT_ONCE = 5_000  # starters simulated at a time
_OTHERS = 1_000_000  # number of the first random stream of those who never start


@dataclass(frozen=True)
class Block:
    """Records of some persons in the layouts of the real registers (structured arrays)."""

    dream: np.ndarray
    bfl: dict[int, np.ndarray]
    bef: dict[int, np.ndarray]
    stv: np.ndarray


def blocks(persons: int, parameters: Path, seed: int) -> Iterator[Block]:
    """Give the register of `persons` persons; the same arguments give the same records.

    Parameters
    ----------
    parameters
        Folder of the simulator's parameters.
    """
    settings = SimulationSettings(
        seed=seed,
        starters=max(round(persons * STARTERS), 100),
        other_persons=0,
        first_year=SPAN.first_year,
        last_year=SPAN.last_year,
        chunk_persons=_AT_ONCE,
    )
    world = open_world(settings, load_parameters(parameters), seed)
    starters, waiting = settings.starters, _starters(world)
    ready = next(waiting)
    count = -(-persons // BLOCK)
    first_other = starters
    for number in range(count):
        mine = starters * (number + 1) // count - starters * number // count
        size = persons * (number + 1) // count - persons * number // count
        parts = []
        while mine > len(ready.dream):
            mine -= len(ready.dream)
            parts.append(ready)
            ready = next(waiting)
        taken, ready = _cut(ready, mine)
        others = size - sum(len(part.dream) for part in parts) - mine
        parts += [taken, _others(world, others, first_other, number)]
        first_other += others
        yield _mixed(parts, stream(seed, "order", _OTHERS + number))


def _starters(world: World) -> Iterator[Block]:
    for chunk in world.chunks(with_off=False):
        root, number, parameters = world.root, chunk.number, world.parameters
        before = draw_histories(chunk.persons, parameters, SPAN, stream(root, "history", number))
        codes, jobs = join(
            chunk.persons, before, chunk.on.codes, chunk.on.jobs, parameters=parameters, span=SPAN
        )
        yield _records(world, chunk.persons, chunk.rows, codes, jobs, number)


def _others(world: World, persons: int, first: int, number: int) -> Block:
    effects, parameters, root = world.effects, world.parameters, world.root
    number += _OTHERS
    drawn = draw_persons(
        0, persons, parameters=parameters, effects=effects, span=SPAN, root=root, chunk=number
    )
    rng = stream(root, "history", number)
    lives = draw_lives(persons, SPAN.month_starts, len(SPAN.weeks), rng)
    rows = np.arange(first, first + persons)
    return _records(world, drawn, rows, lives.codes, lives.jobs, number)


def _records(
    world: World,
    persons: Persons,
    rows: np.ndarray,
    codes: np.ndarray,
    jobs: np.ndarray,
    number: int,
) -> Block:
    """Records of all registers; `rows` are serial numbers, `number` that of the random streams."""
    parameters, root = world.parameters, world.root
    # The simulator's one-to-one map of serial numbers below 10**9: keys without order.
    keys = (rows * 387_420_489 + 123_456_789) % 999_999_937 + 1
    people = draw_people(
        persons,
        keys,
        effects=world.effects,
        parameters=parameters,
        span=SPAN,
        rng=stream(root, "people", number),
    )
    weeks, months, years = len(STUDIED.weeks), STUDIED.n_months, len(STUDIED.years)
    late = replace(people, residence=people.residence[-years:], civil=people.civil[-years:])
    recent = codes[-weeks:]
    rng = stream(root, "jobs", number)
    bfl, _ = job_records(late, recent, jobs[-months:], parameters=parameters, span=STUDIED, rng=rng)
    middle = codes[np.minimum(SPAN.month_starts + 1, len(SPAN.weeks) - 1)]
    working = jobs | np.isin(middle, parameters.codes.not_ordinary)
    exits = parameters.codes.exits
    gone = (exits["dead"], exits["emigrated"])
    return Block(
        dream=dream_records(persons.man, people, codes, working, SPAN),
        bfl=bfl,
        bef=population_records(persons.man, persons.non_western, late, recent, gone, STUDIED),
        stv=stv_records(people),
    )


def _cut(block: Block, first: int) -> tuple[Block, Block]:
    """The first persons of DREAM with all other records, and the rest without."""
    empty = {year: records[:0] for year, records in block.bfl.items()}
    none = {year: records[:0] for year, records in block.bef.items()}
    rest = Block(block.dream[first:], empty, none, block.stv[:0])
    return replace(block, dream=block.dream[:first]), rest


def _mixed(parts: list[Block], rng: np.random.Generator) -> Block:
    dream = _joined([part.dream for part in parts])
    order = rng.permutation(len(dream))
    return Block(
        dream=_bytes(dream)[order].view(dream.dtype),
        bfl={y: _joined([part.bfl[y] for part in parts]) for y in STUDIED.years},
        bef={y: _joined([part.bef[y] for part in parts]) for y in STUDIED.years},
        stv=_joined([part.stv for part in parts]),
    )


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate([_bytes(part) for part in parts]).view(parts[0].dtype)


def _bytes(records: np.ndarray) -> np.ndarray:
    """Records as opaque bytes: numpy would copy them field by field."""
    return np.ascontiguousarray(records).view(f"V{records.dtype.itemsize}")
