"""Hours by person and month: against plain sums, whatever the order, the files and the memory."""

import tempfile
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from effektspor.config.sources import HoursSource
from effektspor.registers.buckets import BucketWriter
from effektspor.registers.hours import HOURS, read_hours
from effektspor.registers.keys import Keys
from effektspor.registers.quality import Ledger, refuse_gaps
from effektspor.registers.reading import Rules, source_files

JOB = st.tuples(
    st.integers(1, 6),  # person
    st.dates(pd.Timestamp(2014, 11, 1).date(), pd.Timestamp(2017, 2, 28).date()),
    st.integers(0, 74_400),  # hundredths of hours
    st.sampled_from(["0", "1", ""]),
)


def ingest(folder, files, memory_mb):
    for name, jobs in files.items():
        rows = [f"P{p},{day},{h // 100}.{h % 100:02d},{kind}" for p, day, h, kind in jobs]
        head = "PNR,ajo_job_slut_dato,ajo_loentimer,ajo_loentime_kode"
        (folder / name).write_text("\n".join([head, *rows]) + "\n")
    source = HoursSource(path=str(folder / "*.csv"), years=(2015, 2016))
    rules = Rules(Keys(None), 0, Ledger(), memory_mb, folder)
    out = folder / "hours.parquet"
    with BucketWriter(HOURS, out, memory_mb=memory_mb) as writer:
        rows = read_hours(source, source_files(source.path, source.years), rules, writer)
    quality = rules.ledger.frame()
    refuse_gaps(quality, {"hours": rows})
    hours = HOURS.read(out).sort_values(["pnr", "month"], ignore_index=True)
    assert len(hours) == rows
    return hours, quality


def plain(jobs):
    """Sums in exact fractions, job by job."""
    paid, reported, number = Counter(), Counter(), Counter()
    for person, day, hundredths, kind in jobs:
        if day.year in (2015, 2016) and hundredths:
            cell = f"P{person}", 12 * day.year + day.month - 1
            paid[cell] += hundredths
            reported[cell] += hundredths * (kind == "1")
            number[cell] += 1
    return [
        (*cell, float(Fraction(paid[cell], 100)), float(Fraction(reported[cell], 100)), n)
        for cell, n in sorted(number.items())
    ]


# Every year of the study must be in the data.
ANCHORS = [(9, pd.Timestamp(year, 6, 30).date(), 100, "1") for year in (2015, 2016)]


@settings(max_examples=40, deadline=None)
@given(st.lists(JOB, max_size=40), st.randoms(use_true_random=False))
def test_hours_are_the_plain_sums_in_any_order_and_split(drawn, random):
    jobs = ANCHORS + drawn
    mixed = random.sample(jobs, len(jobs))
    cut = random.randint(1, len(jobs) - 1)
    results = []
    for files in ({"a.csv": jobs}, {"a.csv": mixed[:cut], "b.csv": mixed[cut:]}):
        with tempfile.TemporaryDirectory() as folder:
            hours, _ = ingest(Path(folder), files, 100)
        results.append(hours)
        found = hours.drop(columns="bucket").itertuples(index=False, name=None)
        assert list(found) == plain(jobs)
    pd.testing.assert_frame_equal(*results, check_exact=True)


def test_many_small_chunks_give_the_same_table_and_counts(tmp_path):
    jobs = ANCHORS + [
        (n % 700, pd.Timestamp(2015 + n % 3, 1 + n % 12, 28).date(), n * 37 % 9_000, str(n % 2))
        for n in range(60_000)
    ]
    tables = []
    for memory_mb in (1, 2_000):
        folder = tmp_path / str(memory_mb)
        folder.mkdir()
        tables.append(ingest(folder, {"a.csv": jobs}, memory_mb))
    pd.testing.assert_frame_equal(tables[0][0], tables[1][0], check_exact=True)
    pd.testing.assert_frame_equal(tables[0][1], tables[1][1], check_exact=True)
    assert list(tables[0][0].drop(columns="bucket").itertuples(index=False, name=None)) == plain(
        jobs
    )
