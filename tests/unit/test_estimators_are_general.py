"""The estimators serve any data: no evaluation, register or programme is named in them."""

import re
from pathlib import Path

import effektspor.estimators

WORDS = re.compile(r"\bBRF|brf2019|DREAM\b|eIndkomst|ressourceforl|fleksjob", re.IGNORECASE)


def test_no_estimator_names_an_evaluation_or_a_register():
    modules = sorted(Path(effektspor.estimators.__file__).parent.rglob("*.py"))
    assert len(modules) > 20
    named = [path.name for path in modules if WORDS.search(path.read_text(encoding="utf-8"))]
    assert named == []
