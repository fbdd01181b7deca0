"""`effektspor check` on studies of a programme that nobody, or hardly anybody, is in."""

from pathlib import Path

import pytest
import yaml

from effektspor.checking.trial_run import make_files
from effektspor.cli import main
from effektspor.config.load import load_config

ROOT = Path(__file__).parents[2]
SIZES = {"starters": 600, "other_persons": 50, "replications": 0, "seed": 5}


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    """Registers with starts of ressourceforloeb."""
    folder = tmp_path_factory.mktemp("raw")
    config = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
    study = config["studies"]["brf2019"]
    del study["data"]["surveys"]
    study["data"]["simulate"] |= SIZES
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        make_files(load_config({"studies": {"small": study}}).studies["small"], folder)
    return folder


@pytest.fixture
def checked(raw, tmp_path, monkeypatch, capsys):
    """Exit code and what is told of a study over these files, with some settings changed."""
    monkeypatch.chdir(ROOT)

    def check(*options, family="ressourceforloeb", **changes):
        file = tmp_path / "study.yaml"
        new = ["new-study", "demo", "--family", family, "--pre", "2016", "--post", "2017-18"]
        assert main([*new, "--placebo", "2014,2015", *options, "--yes", "--out", str(file)]) == 0
        text = file.read_text(encoding="utf-8").replace("resources/synthetic/demo", str(raw))
        config = yaml.safe_load(text)
        for place, value in changes.items():
            group = config["studies"]["demo"]
            *path, last = place.split("__")
            for key in path:
                group = group.setdefault(key, {})
            group[last] = value
        file.write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
        capsys.readouterr()
        code = main(["check", str(file), "--scratch", str(tmp_path / "scratch")])
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    return check


def test_a_family_without_starts_is_told_with_the_step(checked):
    code, text = checked(family="revalidering")
    assert code == 1
    assert "No course start is left for the study" in text
    assert "attrition flow, step" in text


def test_participants_without_starts_leave_nothing_to_evaluate(checked):
    code, text = checked("--participants", "Læsø,Samsø,Ærø,Fanø")
    assert code == 1
    assert "No week of any outcome can be evaluated" in text
    assert "at least 5 in each group" in text


def test_no_starts_in_the_window_is_no_traceback(checked):
    code, text = checked(
        cohorts__pre={"id": "2012", "first_year": 2012, "last_year": 2012},
        cohorts__post={"id": "2013", "first_year": 2013, "last_year": 2013},
        cohorts__placebo_years=[],
        background__history_weeks=52,
    )
    assert code == 1
    assert "one of the cohorts has nobody" in text
    assert "Widen the cohorts" in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"programme__family": "ressourceforlob"}, "did you mean ressourceforloeb?"),
        ({"programme__famly": "su"}, "did you mean family?"),
        ({"municipalities__participants": [101]}, "municipalities.participants"),
        ({"cohorts__post": {"id": "2016", "first_year": 2016, "last_year": 2016}}, "cohorts"),
        ({"cohorts__weeks": 400}, "extract_date"),
        ({"outcomes": []}, "outcomes"),
        ({"name": "<script>"}, "name"),
        ({"data__hours__path": "bfl.dta"}, "{year}"),
    ],
)
def test_settings_that_cannot_be_end_with_two_and_name_the_key(checked, changes, said):
    code, text = checked(**changes)
    assert code == 2
    assert said in text
    assert "Traceback" not in text


def test_participants_that_no_list_has_are_named(checked):
    code, text = checked(municipalities__participants=[101, 102, 103])
    assert code == 1
    assert "no municipalities with the numbers 102, 103" in text


def test_small_registers_are_counted_without_counts_of_few(checked):
    code, text = checked(estimation__smallest_group=2)
    assert code in (0, 1)
    starts = text.partition("Starts that would be studied")[2].partition("Municipalities")[0]
    numbers = [cell for cell in starts.split() if cell.isdecimal() and len(cell) < 4]
    assert not [number for number in numbers if 0 < int(number) < 5]
