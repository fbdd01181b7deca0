"""Lists of answers that are counted together and do not fit the questions."""

import math
from pathlib import Path

import pytest

from effektspor.errors import InputError
from effektspor.evaluations.jobcentres.classes import read_classes
from effektspor.evaluations.jobcentres.sums import COLUMNS, read_sums
from effektspor.surveys.codebook import read_codebook
from effektspor.surveys.scales import read_scales

SURVEYS = Path(__file__).parents[2] / "data" / "surveys"
BOOKS = [
    read_codebook(SURVEYS / f"{name}.csv", name, read_scales(SURVEYS / "scales.csv"))
    for name in ("jobcentres", "jobcentres_before")
]
GOOD = "challenge_laws,much,large very_large,Meget,Much"


def read(folder, *rows, columns=COLUMNS):
    path = folder / "sums.csv"
    path.write_text("\n".join([",".join(columns), *rows, ""]), encoding="utf-8")
    return read_sums(path, BOOKS)


def test_the_list_of_the_project_fits_its_codebooks():
    sums = read_sums(SURVEYS / "jobcentres_sums.csv", BOOKS)
    assert sums["challenge_motivation"][0].answers == ("large", "very_large")
    assert all(len(one.answers) > 1 for item in sums.values() for one in item)


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        ("challenge_weather,much,large,Meget,Much", "item", "names no question"),
        ("challenge_laws,,large,Meget,Much", "sum", "without a name"),
        (GOOD, "sum", "twice"),
        (
            "challenge_laws,large,large very_large,Meget,Much",
            "sum",
            "as the scale calls an answer",
        ),
        ("challenge_laws,most,large huge,Meget,Much", "answers", "of the question's scale"),
        ("challenge_laws,most,large large,Meget,Much", "answers", "each once"),
        ("challenge_laws,most,,Meget,Much", "answers", "of the question's scale"),
        ("challenge_laws,most,large dont_know,Meget,Much", "answers", "of the question's scale"),
        ("sectors_health,most,not_chosen chosen,Meget,Much", "item", "several answers"),
        ("comments,most,given not_given,Meget,Much", "item", "several answers"),
        ("challenge_laws,Most!,large very_large,Meget,Much", "sum", "small letters"),
    ],
)
def test_a_row_that_does_not_fit_stops_with_its_place(tmp_path, row, column, what):
    with pytest.raises(InputError, match=what) as stopped:
        read(tmp_path, GOOD, row)
    assert f"row 3, column {column}" in str(stopped.value)


def test_a_file_that_lacks_a_column_stops(tmp_path):
    with pytest.raises(InputError, match="lacks the columns label_en"):
        read(tmp_path, columns=[name for name in COLUMNS if name != "label_en"])


def classes(folder, *rows):
    path = folder / "classes.csv"
    path.write_text("\n".join(["scale,answer,low,high", *rows, ""]), encoding="utf-8")
    return read_classes(path, read_scales(SURVEYS / "scales.csv"))


def test_the_classes_of_the_project_leave_no_gap_and_name_all_answers():
    found = read_classes(SURVEYS / "jobcentres_classes.csv", read_scales(SURVEYS / "scales.csv"))
    limits = [found["percent4", answer] for answer in ("under_10", "10_25", "26_50", "over_50")]
    assert [one.high for one in limits[:-1]] == [one.low for one in limits[1:]]
    assert (limits[0].low, limits[-1].high) == (0, 100)
    assert math.isnan(found["minutes4", "over_60"].high)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("percent9,under_10,0,10", "no answer of a scale"),
        ("percent4,under_11,0,10", "no answer of a scale"),
        ("percent4,10_25,10,25", "twice"),
        ("percent4,under_10,nul,10", "needs numbers"),
        ("percent4,under_10,0,-1", "needs numbers"),
        ("percent4,under_10,11,10", "ends before"),
    ],
)
def test_a_class_that_does_not_fit_stops_with_its_row(tmp_path, row, what):
    with pytest.raises(InputError, match=what) as stopped:
        classes(tmp_path, "percent4,10_25,10,25", row)
    assert "row 3" in str(stopped.value)
