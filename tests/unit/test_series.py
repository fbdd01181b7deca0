"""Open series: every layout gives the same table; groups, areas, periods and levels are as stated."""

import csv
import io
import json
import math
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from effektspor.config.series import Series
from effektspor.series.ingest import read_all
from effektspor.series.levels import Window, levels
from effektspor.series.numbers import read_numbers
from effektspor.series.periods import Period, parse_period, span
from series_files import (
    AGES,
    BENEFITS,
    MUNICIPALITIES,
    ROOT,
    awards,
    ingest,
    jobindsats,
    months,
    quarters,
    statbank,
    stocks,
    values,
)


def jsonstat(path, rows, *, version=1, marks=None):
    """The same rows as JSON-stat, whose values stand in row-major order."""
    labels = list(dict.fromkeys(row[1] for row in rows))
    periods = list(dict.fromkeys(row[2] for row in rows))
    cell = {(row[1], row[2]): row[3] for row in rows}
    found = [cell.get((label, period)) for label in labels for period in periods]
    dimension = {
        "ALDER": {"category": {
            "index": {f"A{k}": k for k, _ in enumerate(labels)},
            "label": {f"A{k}": label for k, label in enumerate(labels)},
        }},
        "ContentsCode": {"category": {"index": {"X": 0}, "label": {"X": "Tilkendelser"}}},
        "Tid": {"category": {
            "index": {period: k for k, period in enumerate(periods)},
            "label": {period: f"kvartal {period}" for period in periods},
        }},
    }  # fmt: skip
    names, sizes = ["ALDER", "ContentsCode", "Tid"], [len(labels), 1, len(periods)]
    dataset = {"value": [None if each is None else float(each) for each in found]}
    if marks:
        dataset["status"] = marks
    if version == 1:
        content = {"dataset": dataset | {"dimension": dimension | {"id": names, "size": sizes}}}
    else:
        content = dataset | {
            "version": "2.0", "class": "dataset", "id": names, "size": sizes, "dimension": dimension,
        }  # fmt: skip
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_csv_of_statbank_becomes_groups(tmp_path):
    found = ingest("awards_age", statbank(tmp_path / "a.csv", awards()))
    assert list(found.series["group"].unique()) == [
        "under_30", "age_30_39", "age_40_49", "age_50_plus",
    ]  # fmt: skip
    assert values(found, "under_30")["2011Q1"] == 100
    # Two labels make the oldest group.
    assert values(found, "age_50_plus")["2015Q4"] == 2 * 119
    row = found.ledger.iloc[0]
    assert (row["rows"], row["used"], row["periods"], row["gaps"]) == (100, 100, 20, 0)
    assert (row["first_period"], row["last_period"]) == ("2011Q1", "2015Q4")


@pytest.mark.parametrize("version", [1, 2])
def test_json_stat_says_the_same_as_the_csv(tmp_path, version):
    rows = awards(value=lambda at, label: 7 * at + AGES.index(label))
    plain = ingest("awards_age", statbank(tmp_path / "a.csv", rows))
    other = ingest("awards_age", jsonstat(tmp_path / "a.json", rows, version=version))
    pd.testing.assert_frame_equal(plain.series, other.series)


def test_json_stat_tells_provisional_and_missing_values_by_their_status(tmp_path):
    rows = awards(quarters(2014, 2015))
    rows[-5][3] = None  # the youngest in the last quarter
    marks = {"7": "..", "6": "*"}
    found = ingest("awards_age", jsonstat(tmp_path / "a.json", rows, marks=marks)).series
    young = found[found["group"] == "under_30"].set_index("period")
    assert young.loc["2015Q4", "state"] == "missing"
    assert young.loc["2015Q3", "state"] == "provisional"


def test_jobindsats_in_json_and_csv_say_the_same(tmp_path):
    rows = stocks()
    plain = ingest("fulltime", jobindsats(tmp_path / "f.json", rows))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["Periode", "Område", "Ydelse", "Antal fuldtidspersoner"])
    writer.writerows([[*row[:3], f"{row[3]:.1f}".replace(".", ",")] for row in rows])
    (tmp_path / "f.csv").write_text(text.getvalue(), encoding="utf-8-sig")
    other = ingest("fulltime", tmp_path / "f.csv")
    pd.testing.assert_frame_equal(plain.series, other.series)
    assert values(plain, "pension")["2012M01"] == 1000.5
    assert plain.ledger["layout"].tolist() == ["jobindsats"]


def test_a_benefit_that_began_with_the_reform_has_no_line_and_no_gaps_before(tmp_path):
    found = ingest("fulltime", jobindsats(tmp_path / "f.json", stocks()))
    assert min(values(found, "resource_course")) == "2013M01"
    assert found.ledger["gaps"].tolist() == [0]


def test_a_file_for_each_group_needs_no_column_of_groups(tmp_path):
    names = ("pension", "flexjob", "flexjob_unemployment", "resource_course")
    for name, benefit in zip(names, BENEFITS, strict=True):
        rows = [[row[0], row[1], row[3], 9.0] for row in stocks(benefits=(benefit,))]
        columns = ("Periode", "Område", "Antal fuldtidspersoner", "Antal personer")
        jobindsats(tmp_path / f"fuldtid_{name}.json", rows, columns)
    apart = ingest("fulltime", tmp_path / "fuldtid_{group}.json")
    together = ingest("fulltime", jobindsats(tmp_path / "f.json", stocks()))
    pd.testing.assert_frame_equal(apart.series, together.series)
    assert len(apart.ledger) == 4


def test_municipalities_add_up_to_the_country(tmp_path):
    names = MUNICIPALITIES["name"].tolist()
    rows = [
        [name, label, period, str(at + 1)]
        for at, name in enumerate([*names, "Uoplyst kommune"])
        for label in AGES
        for period in quarters(2015, 2015)
    ]
    found = ingest("awards_age", statbank(tmp_path / "a.csv", rows))
    assert values(found, "under_30")["2015Q1"] == 99 * 100 / 2
    # One municipality less, and the sum is not known.
    short = [row for row in rows if row[:3] != [names[3], AGES[0], "2015K2"]]
    found = ingest("awards_age", statbank(tmp_path / "b.csv", short))
    assert math.isnan(values(found, "under_30")["2015Q2"])
    assert found.ledger["gaps"].tolist() == [1]


def test_rows_of_the_country_are_preferred_to_its_parts(tmp_path):
    rows = awards(quarters(2015, 2015))
    parts = [["Region Nordjylland", *row[1:3], "1"] for row in rows]
    found = ingest("awards_age", statbank(tmp_path / "a.csv", rows + parts))
    assert values(found, "under_30")["2015Q1"] == 100
    assert found.ledger["elsewhere"].tolist() == [len(parts)]


def test_totals_of_ages_and_of_further_variables_are_not_added(tmp_path):
    rows = []
    for area, label, period, value in awards(quarters(2015, 2015)):
        rows += [[area, label, "I alt", period, value], [area, label, "Mænd", period, "3"]]
    rows += [["Hele landet", "I alt", "I alt", period, "9999"] for period in quarters(2015, 2015)]
    header = ("OMRÅDE", "ALDER", "KØN", "TID", "INDHOLD")
    found = ingest("awards_age", statbank(tmp_path / "a.csv", rows, header))
    assert values(found, "under_30")["2015Q1"] == 100
    assert found.ledger[["totals", "elsewhere", "used"]].iloc[0].tolist() == [4, 20, 20]


def test_a_changed_age_grouping_is_regrouped_and_counted(tmp_path):
    fine = ("18-24 år", "25-29 år", "30-34 år", "35-39 år", "40-44 år", "45-49 år", "50-54 år",
            "55-59 år", "60-64 år")  # fmt: skip
    rows = awards(quarters(2012, 2013)) + awards(quarters(2014, 2015), fine)
    found = ingest("awards_age", statbank(tmp_path / "a.csv", rows))
    assert values(found, "under_30")["2013Q4"] == 107
    assert values(found, "under_30")["2014Q1"] == 200
    assert values(found, "age_50_plus")["2014Q1"] == 300
    assert found.ledger[["gaps", "regrouped"]].iloc[0].tolist() == [0, 8]


def test_gaps_stay_gaps(tmp_path):
    rows = [row for row in awards() if row[2] != "2013K2"]
    rows = [row for row in rows if row[1:3] != ["60-64 år", "2014K1"]]
    for row in rows:
        if row[1:3] == ["30-39 år", "2012K1"]:
            row[3] = ".."
        if row[1:3] == ["40-49 år", "2012K1"]:
            row[3] = ":"
    found = ingest("awards_age", statbank(tmp_path / "a.csv", rows))
    frame = found.series.set_index(["group", "period"])
    assert frame.loc[("under_30", "2013Q2"), "state"] == "missing"
    # Half of the group is there: a sum of the rest would be too small.
    assert math.isnan(frame.loc[("age_50_plus", "2014Q1"), "value"])
    assert frame.loc[("age_30_39", "2012Q1"), "state"] == "missing"
    assert frame.loc[("age_40_49", "2012Q1"), "state"] == "suppressed"
    assert found.ledger[["gaps", "suppressed"]].iloc[0].tolist() == [7, 1]


def test_nothing_after_the_date_of_the_study_is_used(tmp_path):
    found = ingest("awards_age", statbank(tmp_path / "a.csv", awards()), as_of="2015-05-01")
    assert max(values(found, "under_30")) == "2015Q1"
    assert found.ledger["later"].tolist() == [3 * len(AGES)]


def test_equal_rows_are_merged_and_counted(tmp_path):
    rows = awards()
    found = ingest("awards_age", statbank(tmp_path / "a.csv", [*rows, rows[3], rows[8]]))
    assert values(found, "under_30")["2011Q1"] == 100
    assert found.ledger["merged"].tolist() == [2]


def test_a_revised_series_is_counted_and_the_newest_is_used(tmp_path):
    rows = awards()
    path = statbank(tmp_path / "a.csv", rows)
    before = [[*row[:3], "50" if row[2] == "2014K4" else row[3]] for row in rows[:-5]]
    statbank(tmp_path / "a.csv.earlier", before)
    found = ingest("awards_age", path)
    assert values(found, "under_30")["2014Q4"] == 115
    # Four groups in one quarter; the quarter that is new is no revision.
    assert found.ledger[["revised", "compared"]].iloc[0].tolist() == [4, "unknown"]


def test_an_earlier_download_that_cannot_be_read_does_not_stop(tmp_path, caplog):
    path = statbank(tmp_path / "a.csv", awards())
    (tmp_path / "a.csv.earlier").write_text("<html></html>", encoding="utf-8")
    assert ingest("awards_age", path).ledger["revised"].tolist() == [0]
    assert "not compared" in caplog.text


@pytest.mark.parametrize(
    ("text", "label", "start"),
    [
        ("2013", "2013", date(2013, 1, 1)),
        ("2013K4", "2013Q4", date(2013, 10, 1)),
        ("2013Q1", "2013Q1", date(2013, 1, 1)),
        (" 2013M12 ", "2013M12", date(2013, 12, 1)),
    ],
)
def test_periods_of_both_interfaces(text, label, start):
    period = parse_period(text)
    assert (period.label, period.start) == (label, start)


@pytest.mark.parametrize("text", ["", "2013M13", "2013M00", "2013K5", "jan 2013", "13", "2013-01"])
def test_other_texts_are_no_periods(text):
    assert parse_period(text) is None


@given(st.integers(1990 * 12, 2080 * 12), st.sampled_from(["month", "quarter", "year"]))
def test_a_label_reads_as_its_period_and_the_next_begins_where_it_ends(month, frequency):
    step = {"month": 1, "quarter": 3, "year": 12}[frequency]
    period = Period(month - month % step, frequency)
    assert parse_period(period.label) == period
    assert period.end == period.next().start
    assert span(period, period.next(5))[-1] == period.next(5)


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=20))
def test_numbers_read_alike_however_danish_they_are_written(counts):
    def read(texts):
        return read_numbers(texts, dash_is_nil=True, where="a", before=1)[0].tolist()

    comma = [f"{count},5" for count in counts]
    thousands = [f"{count:,}".replace(",", ".") + ",5" for count in counts]
    point = [f"{count}.5" for count in counts]
    expected = [count + 0.5 for count in counts]
    assert read(comma) == read(thousands) == read(point) == expected
    assert read([f"{count:,}".replace(",", " ") for count in counts]) == counts


def test_a_dash_is_nil_for_statbank_and_unknown_for_jobindsats():
    nil, _ = read_numbers(["-", "3"], dash_is_nil=True, where="a", before=1)
    unknown, states = read_numbers(["-", "3"], dash_is_nil=False, where="a", before=1)
    assert nil.tolist() == [0, 3]
    assert math.isnan(unknown[0])
    assert states == ["missing", "final"]


WINDOW = Window(date(2013, 1, 1), date(2016, 1, 1))


def slow_levels(own, groups):
    """Levels by hand: 2011 against 2015, the largest of 2012, the ends; no code in common."""
    wide = {}
    for row in own.to_dict("records"):
        wide.setdefault(row["period"], {})[row["group"]] = row["value"]
    total = {p: sum(v.values()) for p, v in wide.items()}
    series = {g: {p: v[g] for p, v in wide.items() if g in v} for g in groups} | {"total": total}
    out = {}
    for group, at in series.items():
        mean = {
            year: sum(v for p, v in at.items() if p.startswith(year)) / 4
            for year in ("2011", "2015")
        }
        rush = {p: v for p, v in at.items() if p.startswith("2012")}
        out[group] = (
            mean["2011"], mean["2015"], mean["2015"] / mean["2011"], max(rush.values()),
            at["2012Q4"], at["2015Q4"],
        )  # fmt: skip
    return out


def test_levels_agree_with_a_count_by_hand(tmp_path):
    rng = np.random.default_rng(5)
    rows = awards(value=lambda at, label: rng.integers(50, 5000))
    own = ingest("awards_age", statbank(tmp_path / "a.csv", rows)).series
    found = levels(own, WINDOW).set_index("group")
    columns = ["before_mean", "after_mean", "ratio", "peak_value", "reform_value", "last_value"]
    for group, expected in slow_levels(own, own["group"].unique()).items():
        assert found.loc[group, columns].tolist() == pytest.approx(expected)
    assert found.loc["total", "since_reform"] == (
        found.loc["total", "last_value"] - found.loc["total", "reform_value"]
    )


def test_levels_of_a_stock_by_months_and_of_yearly_series(tmp_path):
    rows = stocks(months(2011), value=lambda at, label: float(at))
    found = levels(ingest("fulltime", jobindsats(tmp_path / "f.json", rows)).series, WINDOW)
    pension = found.set_index("group").loc["pension"]
    assert pension["before_mean"] == 5.5
    assert (pension["before_from"], pension["before_to"]) == ("2011M01", "2011M12")
    assert pension["since_reform"] == 36
    total = found.set_index("group").loc["total"]
    assert total["since_reform"] == 4 * 59 - 3 * 23
    yearly = awards([str(year) for year in range(2010, 2016)], value=lambda at, label: 10 * at)
    own = ingest("awards_age", statbank(tmp_path / "a.csv", yearly)).series
    row = levels(own, WINDOW).set_index("group").loc["under_30"]
    assert (row["before_from"], row["before_mean"], row["peak_period"]) == ("2011", 10, "2012")


def test_a_level_with_a_gap_has_no_value(tmp_path):
    rows = [row for row in awards() if row[1:3] != ["30-39 år", "2015K2"]]
    own = ingest("awards_age", statbank(tmp_path / "a.csv", rows)).series
    found = levels(own, WINDOW).set_index("group")
    assert math.isnan(found.loc["age_30_39", "after_mean"])
    assert math.isnan(found.loc["total", "after_mean"])
    assert found.loc["under_30", "after_mean"] == 117.5


def test_levels_follow_the_dates_of_the_study(tmp_path):
    own = ingest(
        "awards_age", statbank(tmp_path / "a.csv", awards(quarters(2010, 2018))), as_of="2018-01-01"
    ).series
    row = levels(own, Window(date(2014, 1, 1), date(2018, 1, 1), 2, 1)).iloc[0]
    assert (row["before_from"], row["before_to"]) == ("2011Q1", "2012Q4")
    assert (row["after_from"], row["after_to"]) == ("2016Q1", "2017Q4")
    assert row["reform_period"] == "2013Q4"


def with_totals(rows, total=lambda period, summed: summed):
    """The rows, and for each period the source's own total."""
    by_period = {}
    for row in rows:
        by_period[row[2]] = by_period.get(row[2], 0) + int(row[3])
    return rows + [
        ["Hele landet", "I alt", period, str(total(period, summed))]
        for period, summed in by_period.items()
    ]


def compared(found):
    return tuple(found.ledger.iloc[0][["totals_compared", "totals_differ"]])


def test_a_files_own_total_is_held_against_its_groups(tmp_path, caplog):
    path = tmp_path / "a.csv"
    assert compared(ingest("awards_age", statbank(path, awards()))) == (0, 0)
    assert compared(ingest("awards_age", statbank(path, with_totals(awards())))) == (20, 0)
    # Six numbers that are each printed whole can be off by three together.
    rounded = with_totals(awards(), lambda period, summed: summed + 3)
    assert compared(ingest("awards_age", statbank(path, rounded))) == (20, 0)
    assert not caplog.text
    wrong = with_totals(awards(), lambda period, summed: summed + 4 * (period == "2013K2"))
    assert compared(ingest("awards_age", statbank(path, wrong))) == (20, 1)
    assert "own totals and sums of the groups differ in 1 of 20 periods" in caplog.text


def test_a_total_is_not_compared_where_a_group_or_the_total_is_not_known(tmp_path):
    rows = with_totals(awards(), lambda period, summed: ".." if period == "2011K1" else summed)
    rows = [row for row in rows if row[1:3] != ["60-64 år", "2014K1"]]
    assert compared(ingest("awards_age", statbank(tmp_path / "a.csv", rows))) == (18, 0)


def test_a_total_of_municipalities_is_added_up_and_a_benefit_that_began_later_is_not_missed(
    tmp_path,
):
    rows = stocks()
    sums = {}
    for row in rows:
        sums[row[0]] = sums.get(row[0], 0) + row[3]
    rows += [[period, "Hele landet", "Ydelser i alt", summed] for period, summed in sums.items()]
    assert compared(ingest("fulltime", jobindsats(tmp_path / "f.json", rows))) == (48, 0)
    names = MUNICIPALITIES["name"].tolist()
    each = [[name, *row[1:]] for row in with_totals(awards(quarters(2015, 2015))) for name in names]
    assert compared(ingest("awards_age", statbank(tmp_path / "a.csv", each))) == (4, 0)
    assert compared(ingest("awards_age", statbank(tmp_path / "a.csv", each[:-1]))) == (3, 0)


def test_awards_by_age_and_by_cause_are_held_against_each_other(tmp_path):
    causes = ("Psykiske lidelser", "Bevægeapparatsygdomme", "Andre sygdomme", "Uoplyst")
    rows = awards(
        labels=causes, value=lambda at, label: 5 * (100 + at) // 4 + (40 if at == 3 else 0)
    )
    own = {
        "awards_age": {"path": str(statbank(tmp_path / "a.csv", awards()))},
        "awards_cause": {"path": str(statbank(
            tmp_path / "b.csv", rows, ("OMRÅDE", "ÅRSAG", "TID", "INDHOLD"),
        ))},
    }  # fmt: skip
    for name, source in own.items():
        source["groups"] = str(ROOT / f"data/series/{name}.csv")
    found = read_all(
        Series.model_validate(own), MUNICIPALITIES, as_of=date(2016, 1, 1), synthetic=False
    )
    assert found.ledger["divisions_compared"].tolist() == [20, 20]
    assert found.ledger["divisions_differ"].tolist() == [1, 1]


def rush_of(values):
    """Whether the last four of twelve quarters and two more years are told as a rush."""
    frame = pd.DataFrame({
        "series": "awards_age", "group": "all", "order": 1, "label_da": "a", "label_en": "a",
        "period": [f"{year}Q{k}" for year in range(2011, 2011 + len(values) // 4) for k in range(1, 5)],
        "value": values, "unit": "persons",
    })  # fmt: skip
    row = levels(frame, WINDOW).iloc[0]
    return row["peak_value"] - row["usual_value"] > row["rush_margin"]


@pytest.mark.parametrize("level", [30, 400, 4000, 40_000])
def test_chance_alone_is_no_rush(level):
    # The largest of four lies above the mean of four others nearly always; no rush is in these.
    rng = np.random.default_rng(7)
    drawn = rng.poisson(level, (400, 20)).astype(float)
    assert np.mean([row[4:8].max() > row[:4].mean() for row in drawn]) > 0.8
    assert np.mean([rush_of(list(row)) for row in drawn]) < 0.02


def test_seasons_are_no_rush_and_a_rush_is_one():
    season = [4080.0, 3960, 3880, 4480]
    assert not rush_of(season * 5)
    assert rush_of(season + [4160, 4320, 5040, 6080] + [2000] * 12)
    # A tenth more is the margin; small counts need more than that.
    assert not rush_of([4000.0] * 4 + [4000, 4000, 4000, 4400] + [2000] * 12)
    assert rush_of([4000.0] * 4 + [4000, 4000, 4000, 4401] + [2000] * 12)
    assert not rush_of([40.0] * 4 + [40, 40, 40, 50] + [20] * 12)
