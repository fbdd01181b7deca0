"""Write the documents that follow from the settings' model: JSON schema and docs/settings.md."""

import argparse
from pathlib import Path

from effektspor.config.pages import schema_text, settings_page


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the outputs."""
    parser.add_argument("--schema", type=Path, default=Path("workflow/schemas/config.schema.json"))
    parser.add_argument("--page", type=Path, default=Path("docs/settings.md"))


def run(args: argparse.Namespace) -> None:
    """Write both."""
    args.schema.parent.mkdir(parents=True, exist_ok=True)
    args.schema.write_text(schema_text(), encoding="utf-8")
    args.page.write_text(settings_page(), encoding="utf-8")
