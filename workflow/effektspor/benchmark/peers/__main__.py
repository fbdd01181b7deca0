"""Run one route: ``python -m effektspor.benchmark.peers NAME FILE OUT [--rows N] [--threads N]``."""

import argparse
from pathlib import Path


def main() -> None:
    """Read the file; write its spells as Parquet, or what was seen of it."""
    parser = argparse.ArgumentParser(prog="peers", description=__doc__)
    parser.add_argument("name")
    parser.add_argument("file", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=0, help="persons to read; 0 for all")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory-mb", type=int, default=2000, help="bound of effektspor")
    args = parser.parse_args()
    # Each route pays for its own imports only.
    if args.name == "effektspor":
        from effektspor.benchmark import own

        own.spells(args.file, args.out, args.memory_mb)
    elif args.name == "duckdb":
        from effektspor.benchmark.peers import duckdb_route

        duckdb_route.spells(args.file, args.out, args.threads)
    elif args.name == "polars":
        from effektspor.benchmark.peers import polars_route

        polars_route.spells(args.file).write_parquet(args.out)
    elif args.name.startswith("pandas-"):
        from effektspor.benchmark.peers import pandas_route

        frame = pandas_route.spells(args.file, args.name.removeprefix("pandas-"), args.rows)
        frame.to_parquet(args.out, index=False)
    else:
        from effektspor.benchmark.peers import reading

        seen = reading.READ[args.name](args.file, args.rows, args.memory_mb)
        args.out.write_text(f"{seen}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
