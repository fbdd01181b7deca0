"""Whether figures can be read in grey print and by readers who do not see all colours.

The simulation of colour vision is that of Machado, Oliveira and Fernandes (2009) at severity 1.0;
distances are those of CIE 1976 L*a*b* under D65; contrast is that of WCAG 2.
"""

from itertools import combinations, pairwise

import numpy as np
import pytest

from effektspor.report import style
from effektspor.report.discus2007.charts import FILLS as STATES
from effektspor.report.hedensted2019.flow_charts import FILLS as FLOWS

VISION = {
    "normal": np.eye(3),
    "protan": np.array([
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]),
    "deutan": np.array([
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]),
    "tritan": np.array([
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ]),
}  # fmt: skip
TO_XYZ = np.array([
    [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
])  # fmt: skip
WHITE = np.array([0.95047, 1.0, 1.08883])
NEAR, GREY = 15.0, 12.0
"""Smallest distances: of colours in any vision, and of lightness in grey print."""
READABLE = 4.5
STACKS = (style.DEGREES, style.SIDES, tuple(STATES.values()), tuple(FLOWS.values()))


def linear(colour):
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light):
    parts = TO_XYZ @ np.clip(light, 0, 1) / WHITE
    bent = np.where(parts > 216 / 24389, np.cbrt(parts), (24389 / 27 * parts + 16) / 116)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def distance(one, other, vision):
    first, second = (lab(VISION[vision] @ linear(colour)) for colour in (one, other))
    return float(np.linalg.norm(first - second))


def lightness(colour):
    return float(lab(linear(colour))[0])


def contrast(one, other):
    low, high = sorted(float(TO_XYZ[1] @ linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_the_measures_are_right_at_known_colours():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lab(linear("#ff0000")) == pytest.approx([53.24, 80.09, 67.20], abs=0.02)
    # Red and green of the same lightness are one colour to a reader without green cones.
    assert distance("#b56d00", "#8a8000", "deutan") < distance("#b56d00", "#8a8000", "normal") / 3


@pytest.mark.parametrize("fills", STACKS)
@pytest.mark.parametrize("vision", VISION)
def test_neighbouring_segments_differ_to_every_reader(fills, vision):
    for one, other in pairwise(fills):
        assert distance(one.colour, other.colour, vision) >= NEAR


@pytest.mark.parametrize("fills", STACKS)
def test_neighbouring_segments_differ_in_grey_print(fills):
    for one, other in pairwise(fills):
        assert abs(lightness(one.colour) - lightness(other.colour)) >= GREY


def test_segments_of_opposite_sides_are_told_apart_in_grey_by_hatching():
    for one, other in combinations(style.SIDES, 2):
        apart = abs(lightness(one.colour) - lightness(other.colour)) >= GREY
        assert apart or one.hatch != other.hatch


@pytest.mark.parametrize("vision", VISION)
def test_lines_differ_to_every_reader(vision):
    for one, other in combinations(style.SERIES, 2):
        assert distance(one.colour, other.colour, vision) >= NEAR


def test_every_line_has_a_dash_of_its_own():
    assert len({str(line.dash) for line in style.SERIES}) == len(style.SERIES)


@pytest.mark.parametrize("fill", [*(fill for fills in STACKS for fill in fills), style.UNKNOWN])
def test_numbers_on_segments_can_be_read(fill):
    assert contrast(fill.ink, fill.colour) >= READABLE


@pytest.mark.parametrize(
    "colour",
    [*(line.colour for line in style.SERIES), style.INK, style.GREY, style.MARK, style.PRINTED],
)
def test_words_in_the_colours_of_lines_and_labels_can_be_read_on_white(colour):
    assert contrast(colour, "#ffffff") >= READABLE
