"""Surveys that municipalities answer, with defects: a clear message, or a treatment that is counted."""

import numpy as np
import pandas as pd
import pytest

from effektspor.errors import ConfigError, InputError
from survey_files import BOOKS, ingest, job_centres, labels_of, shares, write_sav

ITEMS = [q.variable for q in BOOKS["jobcentres"].items if q.part == "item"]


def read(frame, path, **options):
    """The survey of the job centres from an SPSS file."""
    write_sav(frame, path, "jobcentres", labels=options.pop("labels", None))
    return ingest([path], "jobcentres", participants=None, **options)


def refused(frame, path, *words, **options):
    with pytest.raises(InputError) as caught:
        read(frame, path, **options)
    for word in words:
        assert word in str(caught.value), str(caught.value)
    return str(caught.value)


def test_municipalities_are_the_respondents_and_all_are_invited(tmp_path):
    frame = job_centres()
    survey, counts = read(frame, tmp_path / "j.sav")
    assert survey.respondents["respondent"].tolist() == sorted(
        frame["kommune"].astype(int).astype(str)
    )
    assert (survey.respondents["municipality"] == frame["kommune"].astype(int).tolist()).all()
    assert survey.answers["respondent"].nunique() == 20
    assert survey.summary["invited"] == 25
    assert survey.summary["respondents"] == survey.summary["valid"] == 20
    assert counts == {"read": 25}


def test_a_file_of_answers_alone_counts_all_municipalities_as_invited(tmp_path, monkeypatch):
    book = BOOKS["jobcentres"]
    variables = tuple(v for v in book.variables if v.part != "status")
    monkeypatch.setitem(BOOKS, "jobcentres", type(book)(book.survey, variables))
    path = tmp_path / "j.sav"
    write_sav(job_centres(silent=0).drop(columns="status"), path, "jobcentres")
    assert ingest([path], "jobcentres", participants=None)[0].summary["invited"] == 98
    told = ingest([path], "jobcentres", participants=None, invited=40)[0].summary
    assert told["invited"] == 40
    with pytest.raises(ConfigError, match="20 have answered, but 12 were invited"):
        ingest([path], "jobcentres", participants=None, invited=12)


def test_two_like_answers_of_a_municipality_count_once(tmp_path):
    frame = job_centres()
    truth, _ = read(frame, tmp_path / "a.sav")
    twice, counts = read(pd.concat([frame, frame.iloc[[2, 7]]]), tmp_path / "b.sav")
    assert counts["same_answers"] == 2
    pd.testing.assert_frame_equal(twice.answers, truth.answers)
    assert twice.summary["invited"] == 25


def test_two_unlike_answers_of_a_municipality_stop_with_both_rows(tmp_path):
    frame = job_centres()
    again = frame.iloc[[4]].assign(udf_love=6 - frame.loc[4, "udf_love"])
    if (again["udf_love"] == frame.loc[4, "udf_love"]).all():
        again["udf_love"] = 1.0
    message = refused(
        pd.concat([frame, again]), tmp_path / "j.sav", "Rows of one municipality contradict",
        "row 5, 26",
    )  # fmt: skip
    assert str(int(frame.loc[4, "kommune"])) not in message


def test_an_answer_beside_a_row_without_one_stops_too(tmp_path):
    frame = job_centres()
    again = frame.iloc[[20]].assign(kommune=frame.loc[0, "kommune"])
    refused(pd.concat([frame, again]), tmp_path / "j.sav", "contradict", "row 1, 26")


@pytest.mark.parametrize("number", [411.0, 729.0, 0.0, 1000.0])
def test_a_municipality_that_has_merged_or_never_was_stops(tmp_path, number):
    frame = job_centres()
    frame.loc[3, "kommune"] = number
    message = refused(
        frame, tmp_path / "j.sav", "not in the list of municipalities", "column kommune", "row 4",
        "from 2007 on",
    )  # fmt: skip
    assert f"{number:g}," not in message


def test_a_row_without_a_municipality_stops_or_is_set_aside(tmp_path):
    frame = job_centres()
    frame.loc[3, "kommune"] = np.nan
    refused(frame, tmp_path / "j.sav", "A municipality is missing", "column kommune", "row 4")
    survey, counts = read(frame, tmp_path / "j.sav", tolerance=0.05)
    assert counts["out_of_range"] == 1
    assert "no_municipality" not in counts
    assert len(survey.respondents) == 24


def test_municipalities_by_name_are_the_same(tmp_path):
    frame = job_centres(answered=5, silent=0)
    truth, _ = read(frame, tmp_path / "a.sav")
    names = ["København", "frederiksberg kommune", " Ballerup", "Brøndby Kommune", "Dragør"]
    assert frame["kommune"].tolist() == [101, 147, 151, 153, 155]
    named, _ = read(frame.assign(kommune=names), tmp_path / "b.sav")
    pd.testing.assert_frame_equal(named.answers, truth.answers)


def test_an_answer_outside_the_scale_stops(tmp_path):
    frame = job_centres()
    frame.loc[5, "udf_motivation"] = 7.0
    refused(frame, tmp_path / "j.sav", "not on the scale: code 7", "column udf_motivation", "row 6")


def test_a_label_of_another_scale_stops(tmp_path):
    labels = labels_of("jobcentres")
    labels["moeder"] = labels["moeder"] | {2.0: "Hver tredje uge"}
    frame = job_centres()
    frame.loc[0, "moeder"] = 2.0
    message = refused(frame, tmp_path / "j.sav", "column moeder", "code 2", labels=labels)
    assert "tredje" not in message


def test_answers_of_who_did_not_answer_stop(tmp_path):
    frame = job_centres()
    frame.loc[22, "progr_maaling"] = 1.0
    refused(frame, tmp_path / "j.sav", "did not answer has answers", "column status", "row 23")


def test_who_gives_no_valid_answer_has_not_answered_and_is_counted(tmp_path):
    frame = job_centres()
    unknown = {q.variable for q in BOOKS["jobcentres"].items
               if q.part == "item" and q.scale.dont_know and not q.dont_know_counts}  # fmt: skip
    rest = [q.variable for q in BOOKS["jobcentres"].items if q.variable not in unknown]
    codes = {q.variable: float(q.scale.dont_know.code) for q in BOOKS["jobcentres"].items
             if q.variable in unknown}  # fmt: skip
    for row in (0, 1, 2):
        for variable, code in codes.items():
            frame.loc[row, variable] = code
        for variable in rest:
            frame.loc[row, variable] = "" if frame[variable].dtype == object else np.nan
    frame.loc[1, "bemaerkninger"] = "Vi kan ikke svare."  # a comment is no answer to a question
    frame.loc[2, "progr_tid"] = float(
        next(q for q in BOOKS["jobcentres"].items if q.variable == "progr_tid").scale.dont_know.code
    )  # here "don't know" is an answer
    survey, counts = read(frame, tmp_path / "j.sav")
    status = survey.respondents.set_index("municipality")["status"]
    first, second, third = frame["kommune"].astype(int).tolist()[:3]
    assert (status[first], status[second]) == ("none", "none")
    assert status[third] != "none"
    assert counts["counted_silent"] == 2
    assert (survey.summary["respondents"], survey.summary["invited"]) == (18, 25)


def test_a_scale_that_runs_the_other_way_is_read_by_its_labels(tmp_path):
    frame = job_centres()
    truth, _ = read(frame, tmp_path / "a.sav")
    turned = ["sam_social", "udf_team"]
    other = frame.assign(**{name: 6 - frame[name] for name in turned})
    labels = labels_of("jobcentres", turned=turned)
    survey, counts = read(other, tmp_path / "b.sav", labels=labels)
    pd.testing.assert_frame_equal(survey.answers, truth.answers)
    assert counts["scale_recoded"] == int((frame.loc[:19, turned] != 3).to_numpy().sum())


def test_only_whether_a_text_is_written_is_read(tmp_path):
    frame = job_centres(answered=6, silent=1)
    secret = "Fru Hansen fra Nyborg"
    frame["bemaerkninger"] = [secret, "", " - ", "...", "ok", "7", ""]
    survey, _ = read(frame, tmp_path / "j.sav")
    own = survey.answers[survey.answers["item"] == "comments"]
    assert own["value"].tolist() == [1, 0, 0, 0, 1, 1]
    assert own["state"].eq("answered").all()
    assert not survey.answers.astype(str).apply(lambda c: c.str.contains("Hansen")).any(axis=None)


def test_who_does_not_know_anything_has_no_text_to_leave_out(tmp_path):
    frame = job_centres(answered=4, silent=0)
    frame.loc[1, ITEMS] = [
        8.0 if any(a.kind == "dont_know" for a in q.scale.answers) else np.nan
        for q in BOOKS["jobcentres"].items
        if q.part == "item"
    ]
    frame.loc[1, [c for c in frame if c.startswith("sektor_")]] = np.nan
    frame.loc[1, "bemaerkninger"] = ""
    survey, counts = read(frame, tmp_path / "j.sav")
    own = survey.answers[survey.answers["respondent"] == "147"].set_index("item")
    assert own.loc["comments", "state"] == "missing"
    assert counts["no_valid_answer"] == 1
    assert survey.summary["valid"] == 3


def test_a_text_that_is_a_code_stops(tmp_path):
    frame = job_centres().assign(bemaerkninger=1.0)
    refused(frame, tmp_path / "j.sav", "free text holds numbers", "column bemaerkninger")


def test_a_csv_of_numbers_reads_as_the_labelled_file(tmp_path):
    frame = job_centres()
    truth, _ = read(frame, tmp_path / "a.sav")
    path = tmp_path / "j.csv"
    numbers = frame.columns.drop("bemaerkninger")
    frame.astype(dict.fromkeys(numbers, "Int64")).to_csv(path, index=False)
    survey, _ = ingest([path], "jobcentres", participants=None)
    pd.testing.assert_frame_equal(survey.answers, truth.answers)
    assert shares(survey.answers, "coop_social") == shares(truth.answers, "coop_social")
