"""Benefits and work before the start, and the whole register life of those who never start.

Segments are laid backwards from the start (or from the end of the register): the benefit that a
person comes from, then earlier segments, more of them in work the closer the person is to work.
"""

from dataclasses import dataclass

import numpy as np

from effektspor.simulate.parameters import Parameters
from effektspor.simulate.persons import NEVER, Persons
from effektspor.simulate.span import Span
from effektspor.simulate.states import ORIGINS

SLOTS = 20  # codes of a segment by twentieths
# segment -> codes by twentieths [assumed shares]; the first in the order of ORIGINS
SEGMENTS: dict[str, list[int]] = {
    "social_assistance": [730] * 11 + [733] * 5 + [737] * 2 + [738, 735],
    "sickness": [890] * 15 + [893] * 2 + [897] + [899] * 2,
    "ledighedsydelse": [740] * 14 + [743] * 4 + [747, 748],
    "jobafklaring": [785] * 20,
    "education_assistance": [720] * 11 + [723] * 5 + [727] * 2 + [728, 724],
    "self_support": [0] * 20,
    "unemployment": [111] * 14 + [213] * 3 + [217] * 2 + [112],
    "work": [0] * 20,
    "flexjob": [771] * 19 + [774],
    "pension": [783] * 20,
}
_NAMES = tuple(SEGMENTS)
_CODES = np.array([SEGMENTS[name] for name in _NAMES], dtype="uint16")
WORK = _NAMES.index("work")
_N_SEGMENTS = 12
_BLOCK = 6  # weeks between changes of activity within a segment
_NOT_WORK = {  # earlier segments out of work [assumed]
    "social_assistance": 0.48,
    "sickness": 0.20,
    "unemployment": 0.14,
    "self_support": 0.10,
    "ledighedsydelse": 0.04,
    "flexjob": 0.04,
}
_OTHERS_LAST = {  # where those who never start are at the end of the register [assumed]
    "social_assistance": 0.22,
    "sickness": 0.12,
    "ledighedsydelse": 0.08,
    "jobafklaring": 0.06,
    "unemployment": 0.12,
    "flexjob": 0.12,
    "pension": 0.10,
    "work": 0.18,
}
_WORK_LOGIT, _WORK_SLOPE = -0.45, 0.8  # share of earlier segments in work [assumed]


@dataclass(frozen=True)
class Histories:
    """Week-major, one column per person; meaningful before the start only."""

    codes: np.ndarray  # uint16 (W, n)
    jobs: np.ndarray  # bool (M, n)


def draw_histories(
    persons: Persons, parameters: Parameters, span: Span, rng: np.random.Generator
) -> Histories:
    """Histories of a chunk: starters until their start, the others to the end."""
    segment = _segments(persons, parameters, span, rng)
    blocks = rng.integers(0, SLOTS, size=(len(span.weeks) // _BLOCK + 1, segment.shape[1]))
    slot = np.repeat(blocks.astype("int8"), _BLOCK, axis=0)[: len(span.weeks)]
    codes = _CODES[segment, slot]
    before_jobafklaring = span.index_of(2014, 27)  # the benefit began on 1 July 2014
    early = codes[: max(before_jobafklaring, 0)]
    early[early == 785] = 890
    mid = segment[np.minimum(span.month_starts + 1, len(span.weeks) - 1)]
    in_work = np.where(mid == WORK, 0.97, 0.05 * np.exp(0.3 * persons.attachment))
    in_work = np.where(mid == _NAMES.index("pension"), 0.02, in_work)
    return Histories(codes=codes, jobs=rng.random(mid.shape) < in_work)


def _segments(
    persons: Persons, parameters: Parameters, span: Span, rng: np.random.Generator
) -> np.ndarray:
    """Segment of each week and person (int8, W x n)."""
    base, n, n_weeks = parameters.baseline, len(persons.start), len(span.weeks)
    starts = persons.start < NEVER
    kind = np.where(starts, persons.origin, _choose(_OTHERS_LAST, rng.random(n)))
    too_old = (kind == ORIGINS.index("education_assistance")) & (persons.age >= 30)
    kind = np.where(too_old, ORIGINS.index("social_assistance"), kind).astype("int8")
    edge = np.where(starts, persons.start, n_weeks)
    week = np.arange(n_weeks)[:, None]
    filled = np.broadcast_to(kind, (n_weeks, n)).copy()
    edge = edge - _lengths(base.origin_weeks, n, rng)
    for _ in range(_N_SEGMENTS):
        work = rng.random(n) < 1 / (1 + np.exp(-_WORK_LOGIT - _WORK_SLOPE * persons.attachment))
        kind = np.where(work, WORK, _choose(_NOT_WORK, rng.random(n))).astype("int8")
        np.copyto(filled, kind, where=week < edge)
        edge = edge - _lengths(base.segment_weeks, n, rng)
        if (edge <= 0).all():
            break
    return filled


def _lengths(mean: float, n: int, rng: np.random.Generator) -> np.ndarray:
    return 4 + rng.exponential(mean - 4, size=n).astype("int64")


def _choose(shares: dict[str, float], uniform: np.ndarray) -> np.ndarray:
    edges = np.cumsum(list(shares.values()))
    index = np.array([_NAMES.index(name) for name in shares])
    chosen = np.searchsorted(edges / edges[-1], uniform, side="right")
    return index[np.minimum(chosen, len(index) - 1)]


def join(
    persons: Persons,
    histories: Histories,
    codes: np.ndarray,
    jobs: np.ndarray,
    *,
    parameters: Parameters,
    span: Span,
) -> tuple[np.ndarray, np.ndarray]:
    """Lay the courses (codes W x starters, jobs M x starters) over the histories.

    The month of the start belongs to the course: no supported work stands in it before the start,
    or the work of the course in that month would not be ordinary for another benefit's sake.
    """
    n = persons.n_starters
    all_codes, all_jobs = histories.codes.copy(), histories.jobs.copy()
    begun = np.arange(len(span.weeks))[:, None] >= persons.start[:n]
    np.copyto(all_codes[:, :n], codes, where=begun)
    month = span.month_index[persons.start[:n]]
    same_month = span.month_index[:, None] == month
    supported = np.isin(all_codes[:, :n], parameters.codes.not_ordinary)
    np.copyto(all_codes[:, :n], np.uint16(730), where=supported & same_month & ~begun)
    np.copyto(all_jobs[:, :n], jobs, where=np.arange(span.n_months)[:, None] >= month)
    return all_codes, all_jobs
