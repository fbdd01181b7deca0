"""A new study from options, answers or defaults: valid, short, and never over another file."""

import argparse
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from effektspor.cli import main
from effektspor.codebook import read_codebook
from effektspor.commands import new_study
from effektspor.config.load import load_config, read_config
from effektspor.drafting.answers import placebo_of, years_of
from effektspor.drafting.asking import Asking
from effektspor.drafting.draft import MOST_LINES, Draft, draft_text, key_of, synthetic_files
from effektspor.errors import ConfigError

ROOT = Path(__file__).parents[2]
FAMILIES = read_codebook(ROOT / "data/codes/dream_codes.csv").families
SIMULATED = ("--simulate", "--yes")
OWN = (
    *("--dream", "/data/dream.sas7bdat", "--hours", "/data/bfl{year}.sas7bdat"),
    *("--population", "/data/bef{year}.sas7bdat", "--extract-date", "2018-04-01", "--yes"),
)
CHOSEN = ("--family", "sygedagpenge", "--participants", "101,Aarhus", "--pre", "2014")


@pytest.fixture(autouse=True)
def in_the_project(monkeypatch):
    monkeypatch.chdir(ROOT)


def written(tmp_path, *options, name="Mit projekt"):
    out = tmp_path / "study.yaml"
    assert main(["new-study", name, *options, "--out", str(out)]) == 0
    return out


def draft(**changes):
    made = {
        "key": "mine", "title": "Mit projekt", "family": "kontanthjaelp",
        "family_label": "Kontanthjælp", "participants": {101: "København", 751: "Aarhus"},
        "pre": (2014, 2014), "post": (2015, 2016), "placebo": (), "simulate": True,
        "files": synthetic_files("mine"),
    }  # fmt: skip
    return Draft(**(made | changes))


@pytest.mark.parametrize("family", FAMILIES)
def test_the_config_of_any_family_is_valid_and_short(tmp_path, family):
    out = written(tmp_path, *SIMULATED, "--family", family)
    assert len(out.read_text(encoding="utf-8").splitlines()) <= MOST_LINES == 40
    study = read_config(out).studies["mit_projekt"]
    assert study.programme.family == family
    assert study.data.simulate is not None
    assert len(study.municipalities.participants) == 20


def test_what_is_given_stands_in_the_config(tmp_path):
    out = written(tmp_path, *OWN, *CHOSEN, "--post", "2015-16", "--placebo", "2012,2013")
    study = read_config(out).studies["mit_projekt"]
    assert study.data.simulate is None
    assert study.data.dream.path == "/data/dream.sas7bdat"
    assert study.data.extract_date == "2018-04-01"
    assert study.municipalities.participants == (101, 751)
    assert (study.cohorts.pre.id, study.cohorts.post.id) == ("2014", "2015-16")
    assert study.cohorts.placebo_years == (2012, 2013)
    assert study.data.hours.years == (2012, 2013, 2014, 2015, 2016)
    assert study.name == "Mit projekt"


def test_all_participants_but_two_and_long_windows_stay_within_the_lines():
    names = {number: f"Kommune nummer {number}" for number in range(101, 197)}
    text = draft_text(
        draft(participants=names, pre=(2010, 2012), post=(2013, 2016), placebo=(2008, 2009)), "x"
    )
    assert len(text.splitlines()) <= MOST_LINES
    study = load_config(yaml.safe_load(text)).studies["mine"]
    assert study.municipalities.participants == tuple(names)
    assert study.cohorts.weeks == 4 * 52


def test_names_with_danish_letters_make_a_key_of_plain_ones(tmp_path):
    out = written(tmp_path, *SIMULATED, name="Jobafklaring på Ærø – øget indsats")
    (key,) = read_config(out).studies
    assert key == "jobafklaring_paa_aeroe_oeget_indsats"
    assert "Jobafklaring på Ærø – øget indsats" in out.read_text(encoding="utf-8")


@given(st.text(max_size=30))
def test_a_key_is_one_whatever_the_name(name):
    key = key_of(name)
    assert key.isascii()
    assert key[0].isalpha()
    assert key == key.lower()
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1)
)
def test_any_path_comes_back_from_the_yaml_as_it_was(path):
    files = synthetic_files("mine")
    text = draft_text(draft(files=type(files)(path, files.hours, files.population)), "study.yaml")
    data = yaml.safe_load(text)["studies"]["mine"]["data"]
    assert data["dream"]["path"] == path


def test_paths_of_windows_are_kept_and_not_read_as_escapes(tmp_path):
    path = r"C:\data\new\dream.sas7bdat"
    out = written(tmp_path, *OWN, *CHOSEN, "--post", "2015", "--dream", path)
    assert read_config(out).studies["mit_projekt"].data.dream.path == path


def test_a_population_in_one_file_is_given_the_variable_of_the_year(tmp_path):
    out = written(tmp_path, *OWN, *CHOSEN, "--post", "2015", "--population", "/data/bef.dta")
    study = read_config(out).studies["mit_projekt"]
    assert study.data.population.variables.year == ("year",)


def test_a_file_that_is_there_is_not_touched(tmp_path, capsys):
    out = tmp_path / "study.yaml"
    out.write_text("mine", encoding="utf-8")
    assert main(["new-study", "x", *SIMULATED, "--out", str(out)]) == ConfigError.exit_code
    assert out.read_text(encoding="utf-8") == "mine"
    message = capsys.readouterr().err
    assert "is not overwritten" in message
    assert str(out) in message


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--family", "kontanthjelp", *SIMULATED), "Did you mean kontanthjaelp?"),
        (("--participants", "101,Arhus", *SIMULATED), "Did you mean Aarhus?"),
        (("--participants", "101,999", *SIMULATED), "no municipality '999'"),
        (("--participants", "101", *SIMULATED), "Two participating municipalities"),
        (("--pre", "14", *SIMULATED), "--pre, given '14'"),
        (("--pre", "2016-2014", *SIMULATED), "must be in order"),
        (("--pre", "2015-2016", "--post", "2016", *SIMULATED), "must end before"),
        (("--placebo", "2014", *SIMULATED), "must lie before 2014"),
        (("--extract-date", "1.4.2018", *SIMULATED), "Write YYYY-MM-DD"),
        (("--dream", "/data/dream.dta", *SIMULATED), "--simulate and --dream"),
        (("--title", "<b>", *SIMULATED), "name"),
        ((*OWN,), "Not known: Benefit family"),
        ((*OWN, "--family", "su"), "Not known: Participating municipalities"),
        ((*CHOSEN, "--dream", "/d.dta", "--post", "2015", "--yes"), "Not known: Files of paid"),
    ],
)
def test_what_is_wrong_or_cannot_be_guessed_is_named_and_nothing_written(
    tmp_path, capsys, options, said
):
    out = tmp_path / "study.yaml"
    assert main(["new-study", "x", *options, "--out", str(out)]) == ConfigError.exit_code
    assert said in capsys.readouterr().err
    assert not out.exists()


def asked(answers, *options):
    """A study of some answers in a terminal, and what was shown there."""
    parser = argparse.ArgumentParser()
    new_study.add_arguments(parser)
    said, left = [], list(answers)

    def ask(prompt):
        said.append(prompt)
        if not left:
            raise EOFError
        return left.pop(0)

    made = new_study.draft_of(parser.parse_args(["x", *options]), Asking(ask, said.append))
    assert not left
    return made, "\n".join(said)


def test_questions_are_asked_until_an_answer_is_understood():
    made, said = asked(
        ["no", "", "Kontanthjælp", "Hedensted", "Hedensted, Horsens", "2013-14", "2014", "2015", "",
         "/d.dta", "/h{year}.dta", "/p{year}.dta", "2017-13-01", "2017-05-01"]
    )  # fmt: skip
    assert made.family == "kontanthjaelp"
    assert made.participants == {766: "Hedensted", 615: "Horsens"}
    assert (made.pre, made.post, made.placebo) == ((2013, 2014), (2015, 2015), ())
    assert made.files.hours == "/h{year}.dta"
    assert made.extract_date == "2017-05-01"
    for hint in ("cannot be guessed", "Two participating", "must end before", "Write YYYY-MM-DD"):
        assert hint in said


def test_blank_answers_take_the_defaults_that_are_shown():
    made, said = asked(["", "", "", "", "", ""])
    assert made.simulate
    assert made.family == new_study.FAMILY
    assert f"[{new_study.FAMILY}]" in said
    assert made.placebo == (2012, 2013)


def test_answers_that_end_too_early_end_in_a_message():
    with pytest.raises(ConfigError, match="ended before"):
        asked(["no", "su"])


def test_outside_the_project_it_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["new-study", "x", *SIMULATED]) != 0
    message = capsys.readouterr().err
    assert "project's folder" in message
    assert not list(tmp_path.iterdir())


def test_years_are_read_as_they_are_written():
    assert years_of("2015-16", "") == years_of("2015 – 2016", "") == (2015, 2016)
    assert placebo_of("2010-2011, 2013", 2014) == (2010, 2011, 2013)
    assert placebo_of("  ", 2014) == ()
