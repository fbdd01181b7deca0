"""Coded quotes by theme: each with who said it, as far as that may be told, and whether it is made."""

from collections.abc import Mapping
from typing import Any

from effektspor.report.escape import escape_markdown
from effektspor.report.material import Material

TABLE = "quotes.table"


def build(material: Material, themes: Mapping[str, str]) -> dict[str, str]:
    """Markdown by name; empty where the study has no quotes, which the text has said before.

    Parameters
    ----------
    themes
        Partial: theme of the quotes in it.
    """
    if TABLE not in material.artefacts:
        return dict.fromkeys(themes, "\n")
    rows = material.rows(TABLE)
    return {
        name: _block(material, [row for row in rows if row["theme"] == theme])
        for name, theme in themes.items()
    }


def _block(material: Material, rows: list[dict[str, Any]]) -> str:
    if not rows:
        return f"{escape_markdown(material.words['quote_none'])}\n"
    # What somebody said is not rewritten, also where numbers in it are not as we write them.
    lines = ["::: {.quotes data-lint=off}"]
    for row in rows:
        lines += [f"> »{escape_markdown(str(row['quote']))}«", ">", f"> {_who(material, row)}", ""]
    return "\n".join([*lines, ":::", ""])


def _who(material: Material, row: dict[str, Any]) -> str:
    words = material.words
    parts = [words[f"quote_{row['respondent']}"]]
    if isinstance(row["municipality"], str) and row["municipality"]:
        parts.append(row["municipality"])
    made = f" ({words['quote_made']})" if row["made"] else ""
    return f"*{escape_markdown(', '.join(parts) + made)}*"
