"""The synthetic series: layouts that ingest reads, and the shape that KL tells of in words."""

import json
from datetime import date

import numpy as np
import pytest

from effektspor.errors import ConfigError
from effektspor.series.levels import Window, levels
from effektspor.simulate.series.draw import expected_awards, quarters
from effektspor.simulate.series.parameters import load_series_parameters
from effektspor.simulate.series.write import write
from series_files import ROOT, ingest

PARAMETERS = load_series_parameters(ROOT / "data/simulation")
FILES = {
    "awards_age": "foertidspension_alder.csv",
    "awards_cause": "foertidspension_aarsag.csv",
    "fulltime": "fuldtidspersoner.json",
}
SEEDS = (20190901, 1, 2, 3)


@pytest.fixture(scope="module", params=SEEDS)
def made(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("series")
    (folder / "SYNTHETIC.json").write_text('{"synthetic": true}', encoding="utf-8")
    truth = write(folder, request.param, 2015, PARAMETERS)
    tables = {
        name: ingest(name, folder / file, synthetic=True).series for name, file in FILES.items()
    }
    window = Window(date(2013, 1, 1), date(2016, 1, 1))
    found = {name: levels(table, window).set_index("group") for name, table in tables.items()}
    return truth, tables, found


def test_about_half_of_the_awards_are_left_and_there_was_a_rush(made):
    truth, _, found = made
    total = found["awards_age"].loc["total"]
    # A year has some 8,000 awards and a common deviation of 2 per cent a quarter.
    assert total["ratio"] == pytest.approx(truth["awards"]["ratio"], abs=0.03)
    assert 0.45 < total["ratio"] < 0.55
    assert total["peak_period"] == "2012Q4"
    assert total["peak_value"] > 1.3 * total["before_mean"]
    assert total["peak_value"] - total["usual_value"] > total["rush_margin"]


def test_both_divisions_are_of_the_same_awards(made):
    _, tables, _ = made
    sums = [
        tables[name].groupby("period")["value"].sum().tolist()
        for name in ("awards_age", "awards_cause")
    ]
    assert sums[0] == sums[1]


def test_mental_disorders_fall_most_and_the_three_others_less(made):
    _, _, found = made
    causes = found["awards_cause"].drop("total")
    assert causes["change"].idxmin() == causes["ratio"].idxmin() == "mental"
    assert (causes["ratio"] < 1).all()
    assert len(causes) == 4


def test_stocks_move_as_told(made):
    _, _, found = made
    since = found["fulltime"]["since_reform"]
    assert 10_000 < since["flexjob"] < 12_000
    assert since["pension"] < 0
    assert since["flexjob_unemployment"] < 0
    assert found["fulltime"].loc["resource_course", "last_value"] > 10_000
    total = found["fulltime"].loc["total"]
    assert abs(since["total"]) < 0.02 * total["reform_value"]


def test_expected_awards_fall_by_cause_as_the_parameters_say():
    periods = quarters(PARAMETERS.years_before, 2016)
    expected = expected_awards(PARAMETERS.awards, periods).sum(axis=1)
    years = np.array([period.start.year for period in periods])
    ratio = expected[years == 2015].sum(axis=0) / expected[years == 2010].sum(axis=0)
    assert ratio == pytest.approx([part.left for part in PARAMETERS.awards.causes.values()])


@pytest.mark.parametrize("last_year", [2014, 2017, 2024])
def test_any_last_year_gives_whole_years(tmp_path, last_year):
    (tmp_path / "SYNTHETIC.json").write_text('{"synthetic": true}', encoding="utf-8")
    write(tmp_path, 7, last_year, PARAMETERS)
    for name, file in FILES.items():
        found = ingest(name, tmp_path / file, synthetic=True, as_of=f"{last_year + 1}-01-01")
        row = found.ledger.iloc[0]
        assert row["gaps"] == row["later"] == 0
        assert row["last_period"] in (f"{last_year}Q4", f"{last_year}M12")


def test_the_same_seed_gives_the_same_bytes_whatever_is_wanted(tmp_path):
    write(tmp_path / "all", 5, 2015, PARAMETERS)
    write(tmp_path / "one", 5, 2015, PARAMETERS, ("fulltime",))
    write(tmp_path / "other", 6, 2015, PARAMETERS)
    file = FILES["fulltime"]
    assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "all" / file).read_bytes()
    assert (tmp_path / "other" / file).read_bytes() != (tmp_path / "all" / file).read_bytes()
    assert [path.name for path in (tmp_path / "one").iterdir()] == [file]


def test_a_copy_of_a_file_keeps_its_mark(tmp_path):
    write(tmp_path, 5, 2015, PARAMETERS)
    rows = json.loads((tmp_path / FILES["fulltime"]).read_text(encoding="utf-8"))["rows"]
    assert {row[1] for row in rows} == {"Hele landet (syntetisk)"}


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [("level: 4150", "level: -1", "awards.level"), ("share: 0.15", "share: 0.25", "add up to 1")],
)
def test_parameters_that_cannot_be_are_refused(tmp_path, old, new, word):
    text = (ROOT / "data/simulation/series.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "series.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_series_parameters(tmp_path)
    assert word in str(caught.value)
    with pytest.raises(ConfigError, match="missing"):
        load_series_parameters(tmp_path / "nowhere")
