"""The page on evaluating one's own programme: its commands are ones that there are, its examples valid.

They are executed whole, with the run of the study, by ``tests/e2e/test_programme.py``.
"""

import re
import shlex
from pathlib import Path

import pytest

from effektspor.cli import main
from effektspor.config.load import read_config

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "evaluate-your-own.md").read_text(encoding="utf-8")
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.yaml"))


@pytest.fixture(autouse=True)
def in_the_project(monkeypatch):
    monkeypatch.chdir(ROOT)


def commands(language):
    """Words of each command of the page's blocks in a language."""
    blocks = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [shlex.split(line) for line in lines]


def made_by(words, folder):
    """The study that a command of the page writes, in a folder of its own."""
    words[words.index("--out") + 1] = str(folder / "study.yaml")
    assert main(words[1:]) == 0
    ((name, study),) = read_config(folder / "study.yaml").studies.items()
    return name, study


@pytest.mark.parametrize("language", ["sh", "console"])
def test_the_new_studies_of_the_page_are_valid(tmp_path, language):
    (words,) = (words for words in commands(language) if words[:2] == ["effektspor", "new-study"])
    name, study = made_by(words, tmp_path)
    assert name == words[2]
    assert (study.data.simulate is not None) == (language == "sh")
    if language == "sh":
        assert len(study.municipalities.participants) == 14
        text = (tmp_path / "study.yaml").read_text(encoding="utf-8")
        (change,) = (words for words in commands("sh") if words[0] == "sed")
        assert change[2].split("/")[1] in text


def test_the_commands_come_in_the_order_of_the_page():
    assert [words[0] for words in commands("sh")] == [
        "effektspor", "sed", "effektspor", "snakemake", "ls", "grep", "grep",
    ]  # fmt: skip
    assert all("my-study.yaml" in " ".join(words) for words in commands("sh")[:4])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_a_valid_config_of_at_most_forty_lines(example):
    text = example.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 40
    assert f"--configfile docs/examples/{example.name}" in text
    (study,) = read_config(example).studies.values()
    assert study.evaluation == "programme"
    assert len(study.municipalities.participants) >= 5


def test_the_examples_differ_in_what_a_config_decides():
    studies = {path.stem: next(iter(read_config(path).studies.values())) for path in EXAMPLES}
    by_family = {name: study.programme.family for name, study in studies.items()}
    assert by_family == {
        "jobafklaring": "jobafklaring",
        "kontanthjaelp": "kontanthjaelp",
        "own-files": "sygedagpenge",
    }
    outcomes = {name: {o.outcome for o in study.outcomes} for name, study in studies.items()}
    assert outcomes["jobafklaring"] == {"hours"}
    assert outcomes["kontanthjaelp"] == {"internship", "hours"}
    assert studies["jobafklaring"].programme.event == "employment"
    assert studies["own-files"].data.simulate is None
    windows = {(s.cohorts.pre.id, s.cohorts.post.id) for s in studies.values()}
    assert len(windows) == 3
