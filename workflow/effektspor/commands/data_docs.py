"""Write the documentation pages on data: contract, code lists, surveys and published figures."""

import argparse
from pathlib import Path

from effektspor.codebook import read_codebook, read_municipalities
from effektspor.codebook_page import codes_page, states_section
from effektspor.cohort.lookup import ENDS
from effektspor.cohort.state_list import read_state_list
from effektspor.contract import contract_page, tables_schema
from effektspor.published import (
    match_rules,
    read_basis_rules,
    read_corrections,
    read_published,
)
from effektspor.published_page import published_page
from effektspor.surveys.page import surveys_page


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Folders of the data and of the pages."""
    parser.add_argument("--codes", type=Path, default=Path("data/codes"))
    parser.add_argument("--published", type=Path, default=Path("data/published"))
    parser.add_argument("--out", type=Path, default=Path("docs"), help="folder of the pages")
    parser.add_argument("--schema", type=Path, default=Path("workflow/schemas/tables.json"))


def run(args: argparse.Namespace) -> None:
    """Write the pages, and the schema of the tables."""
    args.schema.write_text(tables_schema(), encoding="utf-8")
    for name, page in pages(args.codes, args.published).items():
        (args.out / name).write_text(page, encoding="utf-8")


def pages(codes: Path, published: Path) -> dict[str, str]:
    """All pages by file name; the codebooks of surveys stand beside the code lists."""
    book = read_codebook(codes / "dream_codes.csv")
    frame, rules = read_published(published), read_basis_rules(published)
    return {
        "data-contract.md": contract_page(),
        "codes.md": codes_page(
            book,
            read_municipalities(codes / "municipalities.csv"),
            states_section(read_state_list(codes / "exit_states.csv"), list(ENDS.values())),
        ),
        "surveys.md": surveys_page(codes.parent / "surveys"),
        "published-data.md": published_page(
            frame, rules, match_rules(frame, rules), read_corrections(published)
        ),
    }
