"""The tables of the benchmark say what the figures say."""

from effektspor.benchmark.report import report
from effektspor.benchmark.targets import targets


def run(seconds, peak=500.0):
    return {"seconds": seconds, "cpu_seconds": seconds / 2, "peak_mb": peak, "anonymous_mb": 100.0}


def route(name, title, seconds, persons=1_000_000):
    runs = [run(second) for second in seconds]
    median = sorted(seconds)[len(seconds) // 2]
    return {
        "route": name,
        "title": title,
        "persons": persons,
        "seconds": seconds,
        "cpu_seconds": [2 * second for second in seconds],
        "median": median,
        "runs": runs,
    }


def file(name="dream.dta", spells=(), reading=(), jobs=(), persons=1_000_000):
    project = [[{"step": step, **run(seconds, peak)} for step, seconds, peak in jobs]]
    return {
        "file": name,
        "persons": persons,
        "megabytes": 2_785.0,
        "spells": list(spells),
        "reading": list(reading),
        "project": project,
    }


JOBS = (("ingest-dream", 6.0, 900.0), ("cohort", 2.0, 700.0), ("cohort", 3.0, 800.0))
FIGURES = {
    "machine": {
        "date": "2026-11-22",
        "processor": "EPYC",
        "cores": 2,
        "memory_gb": 25.3,
        "system": "Debian",
        "python": "3.11.7",
        "load": 0.1,
    },
    "versions": {"polars": "2.1.0"},
    "settings": {"memory_mb": 2000, "shards": 2, "repeats": 3},
    "files": [
        file(
            spells=[
                route("effektspor", "effektspor", [3.9, 4.0, 4.4]),
                route("polars", "polars-readstat + polars", [20.0, 22.0, 21.0]),
                route("pandas-melt", "pyreadstat + pandas, melt", [90.0, 91.0, 92.0], 100_000),
            ],
            jobs=JOBS,
        ),
        file("dream.dta", jobs=[("ingest-dream", 30.0, 4_100.0)], persons=6_000_000),
    ],
}


def test_tables_hold_medians_ratios_and_sums():
    text = report(FIGURES)
    assert "2 cores" in text
    assert "polars 2.1.0" in text
    assert "| effektspor | 1,000,000 | 4.0 | 3.9-4.4 | 8.0 | 500 | 1.0 |" in text
    assert "| polars-readstat + polars | 1,000,000 | 21.0 | 20.0-22.0 | 42.0 | 500 | 5.2 |" in text
    assert "| pyreadstat + pandas, melt | 100,000 | 91.0 | 90.0-92.0 | 182.0 | 500 | 22.8 |" in text
    assert "| cohort x 2 | 5.0 | 2.5 | 800 | 100 |" in text
    assert "| all | 11.0 | 5.5 | 900 |  |" in text
    assert "| dream.dta | 6,000,000 | 2.8 | 30.0 | 30.0 | 5.0 | 4,100 |" in text


def test_what_is_not_reached_is_said():
    text = targets(FIGURES["files"])
    assert "pandas-melt / effektspor 22.8 (NOT reached: at least 25)" in text
    assert "polars / effektspor 5.2 (reached: at least 1)" in text
    assert "6,000,000 persons: peak memory to effects 4,100 MB (NOT reached: below 4000)" in text
    assert "1,000,000 persons: peak memory to effects 900 MB (reached: below 4000)" in text


def test_parquet_is_held_against_the_faster_reader_and_sas_against_pyreadstat():
    reading = [
        route("compare-polars", "polars", [2.0]),
        route("compare-pyarrow", "pyarrow", [3.0]),
    ]
    parquet = file("dream.parquet", [route("effektspor", "effektspor", [5.0])], reading, JOBS)
    assert "effektspor / (read and one comparison) 2.5 (reached: at most 3)" in targets([parquet])
    reading = [
        route("read-effektspor", "effektspor", [2.0]),
        route("read-pyreadstat", "pyreadstat", [7.0]),
    ]
    sas = file("dream.sas7bdat", reading=reading, jobs=JOBS)
    assert "pyreadstat / effektspor 3.5 (NOT reached: at least 4)" in targets([sas])
