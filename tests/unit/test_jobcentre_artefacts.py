"""Artefacts of the job centres' answers: what a report may say of them."""

import json

import pytest
from jobcentre_answers import (
    CLASSES,
    CODES,
    SCALES,
    SUMS,
    book,
    contrasts,
    everything,
    one_item,
    printed_shares,
    survey,
)

from effektspor.artefacts import Artefact
from effektspor.codebook import read_municipalities
from effektspor.evaluations.jobcentres import change as changes
from effektspor.evaluations.jobcentres import response, shares
from effektspor.evaluations.jobcentres.classes import read_classes
from effektspor.evaluations.jobcentres.printed import published
from effektspor.evaluations.jobcentres.sums import read_sums
from effektspor.evaluations.kl2016 import change, jobcentres
from effektspor.evaluations.kl2016.making import Study
from effektspor.evaluations.plan import Plan, PlannedResult
from effektspor.evaluations.result_tables import Tables
from effektspor.surveys.scales import read_scales

SUM = read_sums(SUMS, [book("main"), book("before")])
PLAN = Plan(study="kl2016", results=(PlannedResult(id="jobcentres.coop_*", question="How?"),))
STUDY = Study(
    "2016-01-01", synthetic=True, plan=PLAN,
    collected={"jobcentres": "2016-03", "jobcentres_before": "2015-03"},
)  # fmt: skip
ITEM = "challenge_motivation"


def table(held, year="main"):
    classes, name = read_classes(CLASSES, read_scales(SCALES)), held.name
    own = shares.jobcentre_shares(held, SUM, year, 0.95, classes)
    return own.assign(published=published(own, name, SUM, printed_shares()))


def made(held):
    frames = {
        "jobcentres": table(held),
        "jobcentre_response": response.jobcentre_response(held, read_municipalities(CODES), "main"),
        "jobcentre_contrasts": contrasts(held),
    }
    return {a.id: a for a in jobcentres.artefacts(Tables(frames, "0" * 64), STUDY)}


@pytest.fixture(scope="module")
def answers():
    return made(survey(everything()))


def test_a_share_has_its_interval_its_bounds_and_its_base(answers):
    line = table(survey(everything())).set_index(["item", "answer"]).loc[(ITEM, "large_or_more")]
    share = answers[f"jobcentres.{ITEM}.large_or_more"]
    assert (share.value, share.ci_low, share.ci_high) == (
        line["share"], line["ci_low"], line["ci_high"],
    )  # fmt: skip
    bounds, finite = (answers[f"{share.id}.{end}"] for end in ("bounds", "finite"))
    assert (bounds.ci_low, bounds.ci_high) == (line["bound_low"], line["bound_high"])
    assert (finite.ci_low, finite.ci_high) == (line["fpc_low"], line["fpc_high"])
    assert bounds.value == finite.value == share.value
    assert answers[f"jobcentres.{ITEM}.base"].value == line["base"] == share.n["base"]
    assert answers[f"jobcentres.{ITEM}.unknown_n"].value == 98 - line["base"]


def test_the_narrow_interval_never_stands_without_its_assumption(answers):
    narrow = [a for name, a in answers.items() if name.endswith(".finite")]
    assert len(narrow) > 100
    assert all("antagelse" in a.uncertainty.da and "random" in a.uncertainty.en for a in narrow)


def test_dont_know_has_a_share_only_where_it_counts(answers):
    assert "jobcentres.progression_time.dont_know" in answers
    assert f"jobcentres.{ITEM}.dont_know" not in answers
    assert answers[f"jobcentres.{ITEM}.dont_know_n"].value > 0


def test_response_and_comments_are_counted(answers):
    values = {
        name: answers[f"jobcentres.{name}"].value for name in ("invited", "answered", "silent")
    }
    assert values == {"invited": 98, "answered": 70, "silent": 28}
    assert answers["jobcentres.response"].value == pytest.approx(70 / 98)
    assert 0 < answers["jobcentres.with_comments"].value < 1


def test_results_of_surveys_have_the_date_of_the_answers_and_no_register(answers):
    assert {a.collected for a in answers.values()} == {("2016-03",)}
    assert not any(a.from_registers for a in answers.values())
    assert all(a.synthetic and "Syntetiske" in a.source.da for a in answers.values())
    assert answers["jobcentres.coop_health.fair"].prespecified
    assert not answers[f"jobcentres.{ITEM}.none"].prespecified


def test_the_typical_class_is_the_most_chosen_one():
    minutes = made(one_item("minutes", [3] * 5 + [1] * 4 + ["dont_know"] * 9))
    limits = [minutes[f"jobcentres.minutes.typical_{end}"].value for end in ("low", "high")]
    assert limits == [45, 60]
    assert "not_evaluated.jobcentres.minutes.typical" in minutes
    assert "not_evaluated.jobcentres.minutes.mean_low" in minutes  # less than 30 has no lower limit
    people = made(one_item("professionals", [5] * 5 + [6] * 4))
    assert people["jobcentres.professionals.typical"].value == 5
    open_end = made(one_item("professionals", [6, 6, 3]))
    assert open_end["jobcentres.professionals.typical_low"].value == 6
    assert "not_evaluated.jobcentres.professionals.typical_high" in open_end


def test_the_mean_of_classes_is_between_their_limits():
    found = made(one_item("expected_pension", [4] * 3 + [3] * 5 + [1] * 2))
    ends = [found[f"jobcentres.expected_pension.mean_{end}"].value for end in ("low", "high")]
    assert ends == [(3 * 50 + 5 * 25) / 10, (3 * 100 + 5 * 50 + 2 * 10) / 10]


def test_a_majority_is_sure_where_the_silent_cannot_turn_it():
    sure = made(one_item(ITEM, [5] * 70))
    # 51 (large or more) is sure to be a majority, 49 (small or some) and 0 (none) are not and never.
    assert sure["jobcentres.judged"].value == 3
    assert sure["jobcentres.robust"].value == 3
    assert made(one_item(ITEM, [5] * 35 + [2] * 35))["jobcentres.robust"].value == 1


def test_a_question_that_nobody_answered_is_marked_and_has_no_number():
    found = made(one_item(ITEM, ["missing"] * 3))
    assert f"not_evaluated.jobcentres.{ITEM}.large_or_more" in found
    assert f"jobcentres.{ITEM}.large_or_more" not in found
    assert found[f"jobcentres.{ITEM}.base"].value == 0
    assert found["jobcentres.judged"].value == 0


def test_a_difference_within_the_survey_has_its_interval_or_a_mark(answers):
    line = contrasts(survey(everything())).set_index("contrast").loc["companies"]
    found = answers["jobcentres.contrast.companies"]
    assert (found.value, found.ci_low, found.ci_high) == (
        line["difference"], line["ci_low"], line["ci_high"],
    )  # fmt: skip
    assert found.n == {"base": line["n"], "comparisons": 1}
    assert "not_evaluated.jobcentres.contrast.companies" in made(one_item(ITEM, [5]))


def test_changes_are_counted_and_each_has_both_comparisons():
    then, now = survey(everything(2, 68, "before"), "before"), survey(everything())
    frame = changes.jobcentre_change(then, now, SUM, 0.95)
    found = {
        a.id: a for a in change.artefacts(Tables({"jobcentre_change": frame}, "0" * 64), STUDY)
    }
    line = frame.set_index(["item", "sum"]).loc[(ITEM, "large_or_more")]
    key = f"change.{ITEM}.large_or_more"
    assert found[key].value == line["change"]
    assert found[f"{key}.paired"].ci_low == line["paired_low"]
    assert found[f"{key}.p_mcnemar"].value == line["p_mcnemar"]
    assert found[key].collected == ("2015-03", "2016-03")
    outside = ((frame["ci_low"] > 0) | (frame["ci_high"] < 0)).sum()
    assert (found["change.sure"].value, found["change.cells"].value) == (outside, len(frame))
    assert found["change.paired"].value == frame["replied_both"].iloc[0]


def test_no_artefact_holds_a_municipality(answers):
    names = set(read_municipalities(CODES)["name"])
    assert all(isinstance(a, Artefact) for a in answers.values())
    text = json.dumps([a.model_dump() for a in answers.values()], ensure_ascii=False)
    assert not [name for name in names if f"{name} " in text]
