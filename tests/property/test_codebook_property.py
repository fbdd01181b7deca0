"""Periods of validity: each week sees exactly the codes whose period holds its Thursday."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from effektspor.calendar import ORIGIN
from effektspor.codebook import CODE_COLUMNS, read_codebook

DAYS = st.dates(date(2008, 1, 1), date(2024, 12, 31))


@given(start=DAYS, length=st.integers(7, 2000), day=DAYS)
def test_a_week_counts_by_its_thursday(tmp_path_factory, start, length, day):
    end = start + timedelta(days=length)
    path = tmp_path_factory.mktemp("codes") / "own.csv"
    line = f"870,En kode,jobafklaring,Jobafklaring,,{start},{end},own list,user"
    path.write_text(f"{','.join(CODE_COLUMNS)}\n{line}\n", encoding="utf-8")
    week = (day - ORIGIN).days // 7
    thursday = ORIGIN + timedelta(days=7 * week + 3)
    known = read_codebook(path).unknown([870], week) == ()
    assert known == (start <= thursday <= end)
