"""The examples in the docs do what the text around them says."""

import re
from pathlib import Path

import yaml

from effektspor.codebook import read_codebook
from effektspor.config.sources import DreamSource

ROOT = Path(__file__).parents[2]
HOW_TO = (ROOT / "docs" / "how-to-own-data.md").read_text(encoding="utf-8")


def example(language):
    (found,) = re.findall(rf"```{language}\n(.*?)```", HOW_TO, re.DOTALL)
    return found


def test_the_list_of_further_codes_can_be_read(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text(example("csv"), encoding="utf-8")
    book = read_codebook(ROOT / "data/codes/dream_codes.csv", path)
    assert book.codes_of("jobafklaring") == (785, 870, 877)
    assert book.activity(877) == "workplace_training_private"


def test_the_names_of_variables_are_valid_settings():
    source = DreamSource.model_validate(yaml.safe_load(example("yaml"))["dream"])
    assert source.variables.person == ("pnr", "lobenr")
