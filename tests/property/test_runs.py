"""Runs found in raw cells are those of a plain loop, whatever the cells' width and layout."""

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from effektspor.registers.benefit_codes import FLOAT, MALFORMED, PADDED, PLAIN, read_code
from effektspor.registers.files.base import Cells
from effektspor.registers.runs import decode, find_runs, joined

CONTENTS = ["", "810", "817", "730", "890"]


def by_loop(rows):
    found = []
    for number, row in enumerate(rows):
        column = 0
        for content, cells in groupby(row):
            length = len(list(cells))
            found.append((number, column, length, content))
            column += length
    return found


def histories():
    return st.integers(1, 12).flatmap(
        lambda weeks: st.lists(
            st.lists(st.sampled_from(CONTENTS), min_size=weeks, max_size=weeks), max_size=6
        ).map(lambda rows: np.array(rows, dtype="U3").reshape(len(rows), weeks))
    )


def layouts(rows):
    """The same histories as text of three widths, inside wider records, as numbers and labels."""
    yield Cells(rows.astype("S3"), None)
    yield Cells(rows.astype("S4"), None)
    yield Cells(rows.astype("S11"), None)
    records = np.zeros((len(rows), rows.shape[1] + 2), dtype="S3")
    records[:, 1:-1] = rows
    yield Cells(records[:, 1:-1], None)
    yield Cells(np.asfortranarray(rows.astype("S3")), None)
    numbers = np.array([[float(c or "nan") for c in row] for row in rows]).reshape(rows.shape)
    yield Cells(numbers, None)
    stata = np.where(np.isnan(numbers), 32741, numbers).astype("<i2")
    yield Cells(stata, None, missing_from=32740)
    place = np.array([[CONTENTS.index(c) for c in row] for row in rows]).reshape(rows.shape)
    for kind in ("u1", "u2", "i4"):
        yield Cells(place.astype(kind), (None, *CONTENTS[1:]))


@given(histories())
def test_runs_are_those_of_a_loop(rows):
    expected = [
        (row, column, length, int(content or 0)) for row, column, length, content in by_loop(rows)
    ]
    for cells in layouts(rows):
        runs = find_runs(cells.matrix)
        read = decode(cells, runs, read_code)
        assert list(zip(runs.row, runs.column, runs.length, read.value, strict=True)) == expected
        assert not read.mark.any()


@given(histories())
def test_differently_written_codes_are_joined(rows):
    half = np.arange(rows.shape[1]) % 2 == 0
    decimals = np.where(half & (rows != ""), np.char.add(rows, ".0"), rows)
    cells = Cells(decimals.astype("S5"), None)
    runs = find_runs(cells.matrix)
    runs, value = joined(runs, decode(cells, runs, read_code).value)
    expected = [(row, column, length, int(c or 0)) for row, column, length, c in by_loop(rows)]
    assert list(zip(runs.row, runs.column, runs.length, value, strict=True)) == expected


@pytest.mark.parametrize(
    ("content", "code", "mark"),
    [
        ("810", 810, PLAIN),
        ("", 0, PLAIN),
        ("   ", 0, PLAIN),
        (".", 0, PLAIN),
        (None, 0, PLAIN),
        (810.0, 810, PLAIN),
        (0.0, 0, PLAIN),
        ("810.0", 810, FLOAT),
        ("810,00", 810, FLOAT),
        (" 810", 810, PADDED),
        ("810 ", 810, PADDED),
        ("81", 0, MALFORMED),
        ("8100", 0, MALFORMED),
        ("810.5", 0, MALFORMED),
        ("8l0", 0, MALFORMED),
        ("-10", 0, MALFORMED),
        ("\u0661\u0662\u0663", 0, MALFORMED),
        (810.5, 0, MALFORMED),
        (81.0, 0, MALFORMED),
        (1000.0, 0, MALFORMED),
        (-810.0, 0, MALFORMED),
    ],
)
def test_what_a_cell_says(content, code, mark):
    assert read_code(content) == (code, mark)
