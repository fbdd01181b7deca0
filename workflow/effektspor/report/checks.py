"""Checks (being written)."""
from dataclasses import dataclass
from pathlib import Path
@dataclass(frozen=True)
class Problem:
    where: str
    what: str
@dataclass(frozen=True)
class Expectations:
    language: str
    synthetic: bool
    synthetic_label: str
def check_report(html: Path, pdf: Path, expectations: Expectations) -> list[Problem]:
    return []
