"""The examples in the docs do what the text around them says."""

import re
from pathlib import Path

import yaml

from effektspor.codebook import read_codebook
from effektspor.config.load import load_config
from effektspor.config.sources import DreamSource

ROOT = Path(__file__).parents[2]
HOW_TO = (ROOT / "docs" / "how-to-own-data.md").read_text(encoding="utf-8")


def examples(language):
    return re.findall(rf"```{language}\n(.*?)```", HOW_TO, re.DOTALL)


def test_the_list_of_further_codes_can_be_read(tmp_path):
    path = tmp_path / "codes.csv"
    (text,) = examples("csv")
    path.write_text(text, encoding="utf-8")
    book = read_codebook(ROOT / "data/codes/dream_codes.csv", path)
    assert book.codes_of("jobafklaring") == (785, 870, 877)
    assert book.activity(877) == "workplace_training_private"


def test_the_names_of_variables_are_valid_settings():
    source = DreamSource.model_validate(yaml.safe_load(examples("yaml")[0])["dream"])
    assert source.variables.person == ("pnr", "lobenr")


def test_the_whole_study_is_a_valid_config():
    config = load_config(yaml.safe_load(examples("yaml")[1]))
    assert config.studies["mine"].data.simulate is None
    assert config.studies["mine"].data.dream.variables.person == ("pnr", "lobenr")
