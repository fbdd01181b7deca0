"""DuckDB, the fastest way found: one list of codes a person, one list of where they change.

Parquet and csv are read by DuckDB itself; Stata and SAS files, which it cannot read, by polars.
Tried and slower: unpivot with lag or qualify, one query a column, lambdas over the list.
"""

import itertools
from pathlib import Path

import duckdb

from effektspor.benchmark.layout import COLUMNS, WEEKS

N_WEEKS = len(COLUMNS)


def spells(path: Path, target: Path, threads: int) -> None:
    """Write the spells of all persons to a Parquet file."""
    con = duckdb.connect(config={"threads": threads})
    code = "coalesce(try_cast({0} as smallint), 0::smallint)"
    if path.suffix == ".parquet":
        source = f"read_parquet('{path}', file_row_number = true)"
        person = "file_row_number"
    elif path.suffix == ".csv":
        types = ", ".join(f"'{name}': 'SMALLINT'" for name in COLUMNS)
        source = f"read_csv('{path}', header = true, types = {{{types}}})"
        person, code = "row_number() over () - 1", "coalesce({0}, 0::smallint)"
    else:
        from effektspor.benchmark.peers.polars_route import read_codes

        con.register("codes", read_codes(path).with_row_index("person").to_arrow())
        source, person, code = "codes", "person", "{0}"
    codes = ", ".join(code.format(name) for name in COLUMNS)
    pairs = itertools.pairwise(COLUMNS)
    changes = ", ".join(f"{before} is distinct from {after}" for before, after in pairs)
    con.execute(
        f"""
        copy (
            with lists as (
                select {person} as person, [{codes}] as codes,
                       list_where(range(1, {N_WEEKS} + 1), [true, {changes}]) as starts
                from {source}
            ),
            runs as (
                select person, unnest(starts) as start, unnest(list_select(codes, starts)) as code,
                       unnest(starts[2:] || [{N_WEEKS} + 1]) as stop
                from lists
            )
            select person::integer as person, code,
                   (start - 1 + {WEEKS.start})::smallint as first_week,
                   (stop - start)::smallint as weeks
            from runs where code > 0
        ) to '{target}' (format parquet)
        """
    )
