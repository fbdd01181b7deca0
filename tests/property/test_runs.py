"""Runs found in raw cells are those of a plain loop, whatever the cells' width and layout."""

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from effektspor.registers.benefit_codes import FLOAT, MALFORMED, PADDED, PLAIN, is_filled, read_code
from effektspor.registers.decoding import USER_MISSING, decode, read_cells
from effektspor.registers.files.base import Cells
from effektspor.registers.runs import find_runs, joined

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


@given(histories(), st.integers(0, 2**32 - 1))
@pytest.mark.parametrize("width", [4, 8, 12])
def test_what_stands_behind_a_nul_is_nothing(width, rows, seed):
    """Stata leaves old bytes behind the end of a text: they split runs, and joining repairs it."""
    letters = np.zeros((*rows.shape, width), dtype="u1")
    letters[:, :, :3] = rows.astype("S3").view("u1").reshape(*rows.shape, 3)
    rubbish = np.random.default_rng(seed).integers(0, 256, letters.shape, dtype="u1")
    after = np.cumsum(letters == 0, axis=2) > 1
    matrix = np.where(after, rubbish, letters).view(f"S{width}").reshape(rows.shape)
    cells = Cells(matrix, None)
    runs = find_runs(cells.matrix)
    read = decode(cells, runs, read_code)
    assert not read.mark.any()
    runs, value = joined(runs, read.value)
    expected = [(row, column, length, int(c or 0)) for row, column, length, c in by_loop(rows)]
    assert list(zip(runs.row, runs.column, runs.length, value, strict=True)) == expected


@given(histories(), st.data())
def test_a_code_can_be_missing_in_some_columns_only(rows, data):
    columns = rows.shape[1]
    kinds = st.sampled_from([(), (("810", "810"),), (("730", "730"), ("817", "817"))])
    missing = data.draw(st.lists(kinds, min_size=columns, max_size=columns))
    plain = [
        [int(c or 0) if (c, c) not in m else -1 for c, m in zip(row, missing, strict=True)]
        for row in rows
    ]
    for cells in (Cells(rows.astype("S3"), None), Cells(rows.astype("S11"), None)):
        runs, read = read_cells(cells, read_code, missing)
        found = np.where(read.mark == USER_MISSING, -1, read.value)
        assert not read.value[read.mark == USER_MISSING].any()
        assert np.repeat(found, runs.length).tolist() == [c for row in plain for c in row]


def test_whatever_zero_is_written_as_it_is_blank():
    for content in ("0", "00", "000", " 0 ", "0.0", "000,00", "000000", 0.0, -0.0, None, "", "."):
        assert read_code(content) == (0, PLAIN)
        assert is_filled(content) == (0, PLAIN)
    for content in ("471110", "010", "0 1", 471110.0, 11.0, "x"):
        assert is_filled(content) == (1, PLAIN)


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
