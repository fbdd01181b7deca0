"""A code counts for the family that it belongs to in the years of the study, and for no other."""

from pathlib import Path

import pytest

from effektspor.calendar import week_number
from effektspor.codebook import CODE_COLUMNS, read_codebook
from effektspor.cohort.lookup import family_table
from effektspor.cohort.meanings import codebook_of_study
from effektspor.config.design import Background, OrdinaryHours, Programme
from effektspor.errors import ConfigError

CODES = Path(__file__).parents[2] / "data/codes/dream_codes.csv"
SPAN = range(week_number(2013, 1), week_number(2019, 1))
RESOURCE = ("ressourceforloeb", "Ressourceforløb")
CLARIFICATION = ("jobafklaring", "Jobafklaringsforløb")
OTHER = ("andet", "Andre ydelser og ordninger")
PRIVATE, PUBLIC = "workplace_training_private", "workplace_training_public"
SUBSIDY = "wage_subsidy_public"


def book(folder, code, *meanings, **changed):
    """The code list of the study with (family, activity, first year, last year) of one code."""
    rows = [
        f"{code},En kode,{','.join(family)},{activity},{first}-01-01,{last}-12-31,own list,user"
        for family, activity, first, last in meanings
    ]
    extra = folder / "extra.csv"
    extra.write_text("\n".join([",".join(CODE_COLUMNS), *rows]) + "\n", encoding="utf-8")
    settings = {
        "programme": Programme(), "ordinary": OrdinaryHours(), "background": Background(),
    } | changed  # fmt: skip
    return codebook_of_study(read_codebook(CODES, extra), SPAN, **settings)


def test_a_meaning_of_other_years_does_not_count(tmp_path):
    known = book(tmp_path, 870, (RESOURCE, "", 2000, 2010), (CLARIFICATION, "", 2011, 2030))
    assert not family_table(known, ["ressourceforloeb"], key="x")[870]
    assert family_table(known, ["jobafklaring"], key="x")[870]


def test_a_code_of_other_years_only_keeps_its_meaning(tmp_path):
    known = book(tmp_path, 870, (RESOURCE, "", 2000, 2010))
    assert family_table(known, ["ressourceforloeb"], key="x")[870]
    assert len(known.frame) == 130
    with pytest.raises(ConfigError, match="870"):
        book(tmp_path, 870, (RESOURCE, "", 2000, 2005), (OTHER, "", 2006, 2010))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((RESOURCE, ""), (CLARIFICATION, "")),
        ((CLARIFICATION, ""), (RESOURCE, "")),
        ((("doed", "Død"), ""), (OTHER, "")),
        ((("fleksjob", "Fleksjob"), ""), (OTHER, "")),
        ((RESOURCE, PRIVATE), (RESOURCE, "guidance")),
        ((OTHER, SUBSIDY), (OTHER, "guidance")),
    ],
    ids=["family", "family later", "end", "supported", "internship", "subsidy"],
)
def test_a_code_that_changes_within_the_study_is_refused(tmp_path, first, second):
    with pytest.raises(ConfigError, match=r"within the study: 870\n"):
        book(tmp_path, 870, (*first, 2010, 2017), (*second, 2018, 2030))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((OTHER, ""), (CLARIFICATION, "")),
        ((RESOURCE, PRIVATE), (RESOURCE, PUBLIC)),
        ((CLARIFICATION, PRIVATE), (CLARIFICATION, "")),
    ],
    ids=["no family of the study", "both internship", "no activity of the study"],
)
def test_a_change_that_the_study_does_not_see_is_none(tmp_path, first, second):
    known = book(tmp_path, 870, (*first, 2010, 2017), (*second, 2018, 2030))
    assert len(known.frame) == 131


def test_a_family_counts_as_used_where_any_setting_names_it(tmp_path):
    meanings = (OTHER, "", 2010, 2017), (CLARIFICATION, "", 2018, 2030)
    for changed in (
        {"programme": Programme(bridge_families=["jobafklaring"])},
        {"background": Background(benefit_families=["andet"])},
        {"background": Background(origin_families=["jobafklaring"])},
        {"ordinary": OrdinaryHours(excluded_families=["andet"])},
        {"ordinary": OrdinaryHours(excluded_codes=[870])},
    ):
        with pytest.raises(ConfigError, match="870"):
            book(tmp_path, 870, *meanings, **changed)
