"""The analysis plan: one document for readers, one list in it for the pipeline."""

import hashlib
import json

import pytest
from brf_tables import PLAN

from effektspor.cli import main
from effektspor.config.design import Estimation
from effektspor.errors import ConfigError
from effektspor.evaluations.plan import read_plan

LIST = "```yaml\nstudy: s\nresults:\n  - id: a.*\n    question: Why?\n```\n"


def test_the_plan_of_the_study_is_read_out_of_its_document():
    plan = read_plan(PLAN)
    assert plan.study == "brf2019"
    assert plan.covers("rate_ratio")
    assert not plan.covers("spread.internship.in_programme.range")


def test_the_hash_is_of_the_whole_document(tmp_path):
    path, registered = tmp_path / "plan.md", tmp_path / "plan.json"
    hashes = []
    for prose in ("Why.", "Why!"):
        path.write_text(f"{prose}\n\n{LIST}", encoding="utf-8")
        assert main(["plan", "--plan", str(path), "--registered", str(registered)]) == 0
        read = json.loads(registered.read_text(encoding="utf-8"))
        assert read["results"] == ["a.*"]
        assert read["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        hashes.append(read["sha256"])
    assert hashes[0] != hashes[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No list.", "0 blocks"),
        (LIST + LIST, "2 blocks"),
        ("```yaml\nstudy: [\n```\n", "no YAML"),
        ("```yaml\nstudy: s\nresults: []\n```\n", "not valid"),
        ("```yaml\n- s\n```\n", "not valid"),
    ],
)
def test_a_plan_that_is_none_is_refused(text, said, tmp_path):
    path = tmp_path / "plan.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=said) as error:
        read_plan(path)
    assert str(path) in str(error.value)


def test_a_plan_that_is_not_there_or_not_text_is_refused(tmp_path):
    path = tmp_path / "plan.md"
    for content in (None, b"\xff\xfe\x00"):
        if content:
            path.write_bytes(content)
        with pytest.raises(ConfigError, match="cannot be read"):
            read_plan(path)


def test_line_ends_of_windows_are_read(tmp_path):
    path = tmp_path / "plan.md"
    path.write_bytes(LIST.replace("\n", "\r\n").encode())
    assert read_plan(path).covers("a.b")


def test_the_defaults_are_those_that_the_plan_names():
    text = PLAN.read_text(encoding="utf-8")
    settings = Estimation()
    named = {"draws": 9999, "seed": 1, "weighting": "persons"}
    for name, value in named.items():
        assert f"`estimation.{name}" in text
        assert getattr(settings, name, value) == value
