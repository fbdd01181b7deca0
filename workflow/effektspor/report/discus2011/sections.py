"""Sections of this report that stand in it only where the run has what they are about."""

from collections.abc import Mapping

from effektspor.report.sections import Section

SECTIONS: Mapping[str, Section] = {
    "_virkninger.qmd": Section("figure.forest", "no_effects"),
    "_citater.qmd": Section("quotes.table", "no_quotes"),
}
"""Include file in ``reports/discus2011``: when it stands there. Headings stand outside the files."""
