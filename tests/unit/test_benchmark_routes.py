"""Every route of the benchmark finds the same spells, and a wrong one is found out."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from effektspor.benchmark import sas
from effektspor.benchmark.checksum import fingerprint
from effektspor.benchmark.contest import Contest, DisagreementError
from effektspor.benchmark.generate import generate
from effektspor.benchmark.layout import COLUMNS, WEEKS
from effektspor.benchmark.measure import StepFailedError, measure
from effektspor.benchmark.peers.__main__ import main
from effektspor.benchmark.project import Run, study_on
from effektspor.benchmark.routes import READING, SPELLS, Route

PERSONS = 1_500
PARAMETERS = Path("data/simulation")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("register")
    generate(folder, PERSONS, ("dta", "parquet", "csv"), PARAMETERS)
    sas.write_compressed(folder / "dream.dta", folder / "dream.sas7bdat")
    return folder


@pytest.fixture(scope="module")
def expected(folder):
    """Spells of the file by a plain loop over the cells."""
    import pyreadstat

    frame, _ = pyreadstat.read_dta(folder / "dream.dta", usecols=COLUMNS)
    rows = []
    for person, codes in enumerate(frame[COLUMNS].to_numpy()):
        begin = 0
        for week in range(1, len(codes) + 1):
            if week == len(codes) or codes[week] != codes[begin]:
                if codes[begin]:
                    rows.append((person, int(codes[begin]), WEEKS.start + begin, week - begin))
                begin = week
    return pd.DataFrame(rows, columns=["person", "code", "first_week", "weeks"])


def contest(file, work, part=PERSONS):
    work.mkdir(exist_ok=True)
    return Contest(file, PERSONS, work, memory_mb=500, repeats=1, part=part)


ROUTES = sorted({(route.name, ending) for route in SPELLS for ending in route.formats})


def run_in_this_process(monkeypatch, name, file, out, *options):
    monkeypatch.setattr("sys.argv", ["peers", name, str(file), str(out), *options])
    main()


def needed(route):
    for package in route.packages:
        pytest.importorskip(package.replace("-", "_"))


@pytest.mark.parametrize(("name", "ending"), ROUTES)
def test_every_route_finds_the_spells_that_a_loop_finds(
    folder, expected, tmp_path, monkeypatch, name, ending
):
    needed(next(route for route in SPELLS if route.name == name and ending in route.formats))
    run_in_this_process(monkeypatch, name, folder / f"dream.{ending}", tmp_path / "spells.parquet")
    expected.to_parquet(tmp_path / "expected.parquet")
    assert fingerprint(tmp_path / "spells.parquet") == fingerprint(tmp_path / "expected.parquet")


@pytest.mark.parametrize("ending", ["parquet", "sas7bdat"])
def test_reading_routes_of_a_format_see_the_same(folder, tmp_path, monkeypatch, ending):
    out, seen = tmp_path / "seen", set()
    for route in [route for route in READING if ending in route.formats]:
        needed(route)
        run_in_this_process(monkeypatch, route.name, folder / f"dream.{ending}", out)
        seen.add(int(out.read_text()))
    assert len(seen) == 1
    if ending != "parquet":
        assert seen == {PERSONS * len(COLUMNS)}


@pytest.mark.slow
def test_contest_scales_what_read_a_part(folder, tmp_path):
    said = []
    results = contest(folder / "dream.dta", tmp_path / "work", part=1_200).run(SPELLS, said.append)
    assert len(results) + sum("not installed" in line for line in said) == 5
    for result in results:
        assert result.peak_mb > 10
        run = result.runs[0]
        if not result.start_up:
            assert not result.route.part
            assert (result.seconds, result.cpu_seconds) == ([run.seconds], [run.cpu_seconds])
            continue
        # 1,000 persons show what the start costs; the other 200 stand for the other 500.
        assert result.persons == 1_200
        start = result.start_up[0].seconds
        assert result.seconds == [pytest.approx(start + max(run.seconds - start, 0) * 2.5)]


def test_a_route_that_finds_other_spells_stops_the_benchmark(tmp_path, monkeypatch):
    def command(route, _file, out, _memory, _rows=0):
        weeks = 3 if route.name == "effektspor" else 4
        frame = {"person": [0], "code": [810], "first_week": [5], "weeks": [weeks]}
        source = tmp_path / f"{route.name}.parquet"
        pd.DataFrame(frame).to_parquet(source)
        return ["cp", str(source), str(out)]

    monkeypatch.setattr(Route, "command", command)
    with pytest.raises(DisagreementError, match="polars-readstat"):
        contest(tmp_path / "dream.dta", tmp_path / "work").run(SPELLS[:3], lambda _: None)


def test_routes_of_missing_packages_are_left_out_and_named(tmp_path, monkeypatch):
    lacking = Route("polars", "polars of tomorrow", ("dta",), ("polars_of_tomorrow",))
    said = []
    assert contest(tmp_path / "dream.dta", tmp_path / "work").run([lacking], said.append) == []
    assert said == ["dta: polars of tomorrow is left out, not installed: ['polars_of_tomorrow']"]


@pytest.mark.parametrize("column", ["person", "code", "first_week", "weeks"])
def test_fingerprint_sees_each_column_and_not_the_order(tmp_path, column):
    rng = np.random.default_rng(3)
    names = ["person", "code", "first_week", "weeks"]
    frame = pd.DataFrame(rng.integers(1, 90, (50, 4)), columns=names)

    def of(table):
        table.to_parquet(tmp_path / "spells.parquet")
        return fingerprint(tmp_path / "spells.parquet")

    original = of(frame)
    assert of(frame.sample(frac=1, random_state=1)) == original
    changed = frame.copy()
    changed.loc[7, column] += 1
    assert of(changed) != original
    swapped = frame.rename(columns={"code": "weeks", "weeks": "code"})[names]
    assert of(swapped).checksum != original.checksum


def test_a_failing_step_says_what_the_process_said(tmp_path):
    line = ["python", "-c", "import sys; sys.exit('no such register')"]
    with pytest.raises(StepFailedError, match="no such register"):
        measure(line, tmp_path / "said.txt")


@pytest.mark.slow
def test_project_runs_from_raw_file_to_effects(folder, tmp_path):
    """The command lines that the benchmark writes are those that the commands take."""
    run = Run(
        study_on(folder / "dream.csv", Path("config.yaml")), folder / "dream.csv", tmp_path, 500, 2
    )
    steps = []
    for step in run.steps():
        measure(step.command, tmp_path / "said.txt")
        steps.append(step.name)
    assert steps[:4] == ["convert", "ingest-dream", "ingest-hours", "ingest-population"]
    assert steps[4:] == ["cohort", "cohort", "moments", "moments", "gather", "effects"]
    assert {"estimate", "week"} <= set(pd.read_csv(run.effects).columns)
