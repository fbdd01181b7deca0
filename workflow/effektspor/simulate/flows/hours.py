"""Months with ordinary paid hours, on the same random numbers with and without the effort."""

import numpy as np

from effektspor.simulate.flows.parameters import FlowParameters
from effektspor.simulate.flows.states import STATES
from effektspor.simulate.span import Span


def draw_jobs(
    states: np.ndarray,
    codes: np.ndarray,
    supported: np.ndarray,
    uniforms: np.ndarray,
    parameters: FlowParameters,
    span: Span,
) -> np.ndarray:
    """Who has ordinary hours in which month (bool, M x n).

    Parameters
    ----------
    states, codes
        States (int8, W x n) and codes (uint16, W x n) by week.
    supported
        Codes of supported work: a month with a week of it has no ordinary hours.
    uniforms
        One random number a month and person (float32, M x n).
    """
    share = np.zeros(len(STATES))
    for name, value in parameters.hours.items():
        share[STATES.index(name)] = value
    middle = states[np.minimum(span.month_starts + 1, len(span.weeks) - 1)]
    listed = np.zeros(1000, dtype=bool)
    listed[supported] = True
    month_supported = np.logical_or.reduceat(listed[codes], span.month_starts, axis=0)
    found: np.ndarray = (uniforms < share[middle]) & ~month_supported
    return found
