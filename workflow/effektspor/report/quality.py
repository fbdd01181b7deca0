"""The table of data quality: what was read from each source and what became of it, year by year."""

from collections.abc import Mapping
from typing import Any

from effektspor.evaluations.quality_lines import ALL, ROWS_OUT
from effektspor.report import danish
from effektspor.report.counts import remark, shown
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

Lines = Mapping[tuple[str, str, str], Mapping[str, Any]]


def quality(material: Material) -> str:
    """The table of the registers."""
    return _table(material, "quality", "tbl-quality")


def survey_quality(material: Material) -> str:
    """The table of the surveys."""
    return _table(material, "survey_quality", "tbl-survey-quality")


def trial_quality(material: Material) -> str:
    """The table of a trial's own files."""
    return _table(material, "trial_quality", "tbl-trial-quality")


def _table(material: Material, name: str, label: str) -> str:
    """A group of rows per source: rows read, what each check found, rows left; a column per year."""
    words = material.words
    key = f"{name}.table"
    read = material.rows(key)
    lines = {(str(r["source"]), str(r["check"]), str(r["year"])): r for r in read}
    years = sorted({year for _, _, year in lines} - {ALL})
    # The sum stands first: on a phone it is in sight, and sources without years have nothing else.
    columns = [Column(words["treatment"], align="left"), Column(words["all_years"])]
    columns += [Column(year) for year in years]
    rows: list[Row | Group] = []
    for source in dict.fromkeys(source for source, _, _ in lines):
        rows.append(Group(words.get(f"source_{source}", source)))
        checks = dict.fromkeys(check for own, check, _ in lines if own == source)
        rows += [_row(material, lines, source, check, [ALL, *years]) for check in checks]
    return material.table(
        label, key, words["check"], columns, rows,
        text=name, n_text=material.say(f"{name}_n"), remark=remark(material, read), wide=True,
    )  # fmt: skip


def _row(material: Material, lines: Lines, source: str, check: str, years: list[str]) -> Row:
    """One check: a year without a finding has nought, a count that knows no years dashes."""
    whole = lines[source, check, ALL]
    by_year = any((source, check, year) in lines for year in years if year != ALL)
    cells = []
    for year in years:
        line = lines.get((source, check, year))
        nothing = danish.number(0 if by_year and (source, "read", year) in lines else None)
        cells.append(shown(material, line, "n_affected") if line else nothing)
    done = material.words[f"{whole['action']}_{whole['unit']}"]
    label = material.words.get(f"check_{check}", str(whole["label_da"]))
    return Row(label, [done, *cells], total=check == ROWS_OUT)
