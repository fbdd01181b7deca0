"""Surveys with defects: one clear message, or a treatment that is counted; no row is lost."""

import json

import numpy as np
import pandas as pd
import pytest

from effektspor.cli import main
from effektspor.errors import ConfigError, InputError
from survey_files import (
    BOOKS,
    DONT_KNOW,
    REFUSED,
    ROOT,
    ingest,
    labels_of,
    missing_of,
    shares,
    staff,
    weighted_by,
    with_set,
    write_sav,
)

ITEMS = [question.variable for question in BOOKS["staff"].items]
SECRET = 471147  # the number of a respondent: no message may show it


def refused(paths, *words, **options):
    """The message of an ingest that must stop; it holds the words and no respondent's number."""
    with pytest.raises(InputError) as caught:
        ingest(paths, **options)
    message = str(caught.value)
    for word in words:
        assert word in message, message
    assert str(SECRET) not in message
    return message


def test_missing_items_are_all_named(tmp_path):
    path = write_sav(staff().drop(columns=["f2b_3", "b_1"]), tmp_path / "staff.sav")
    refused([path], "2 variables", "f2b_3, b_1", "staff.sav", "codebook")


def test_one_missing_item_is_one(tmp_path):
    path = write_sav(staff().drop(columns=["b_1"]), tmp_path / "staff.sav")
    refused([path], "A variable of the survey staff is missing: b_1")


def test_an_unknown_label_stops_with_file_variable_and_code(tmp_path):
    labels = labels_of("staff") | {"f1a_2": labels_of("staff")["f1a_2"] | {4.0: "Måske enig"}}
    path = write_sav(staff(), tmp_path / "staff.sav", labels=labels)
    message = refused([path], "staff.sav", "column f1a_2", "code 4", "row ")
    assert "Måske" not in message


def test_an_unknown_label_that_nobody_chose_does_no_harm(tmp_path):
    labels = {k: v | {7.0: "Noget helt andet"} for k, v in labels_of("staff").items()}
    read, _ = ingest([write_sav(staff(), tmp_path / "staff.sav", labels=labels)])
    assert shares(read.answers) == shares(
        ingest([write_sav(staff(), tmp_path / "b.sav")])[0].answers
    )


def test_a_code_without_a_label_stops_where_labels_move_the_codes(tmp_path):
    frame = staff()
    turned = labels_of("staff", turned=["f1a_1"])
    del turned["f1a_1"][3.0]
    assert (frame["f1a_1"] == 3).any()
    path = write_sav(frame, tmp_path / "staff.sav", labels=turned)
    refused([path], "column f1a_1", "code 3")


def test_labelled_ends_are_enough_where_they_are_the_codebooks(tmp_path):
    ends = {k: {c: t for c, t in v.items() if c in (1, 5)} for k, v in labels_of("staff").items()}
    whole = labels_of("staff")
    ends |= {name: whole[name] for name in ("maaling", "rolle")}
    read, counts = ingest([write_sav(staff(), tmp_path / "ends.sav", labels=ends)])
    assert shares(read.answers) == shares(
        ingest([write_sav(staff(), tmp_path / "b.sav")])[0].answers
    )
    assert "scale_recoded" not in counts


def test_two_codes_of_one_meaning_stop(tmp_path):
    labels = labels_of("staff")
    labels["f1a_1"] = labels["f1a_1"] | {4.0: "Helt enig"}
    path = write_sav(staff(), tmp_path / "staff.sav", labels=labels)
    refused([path], "column f1a_1", "mean the same")


def test_a_scale_turned_in_one_waves_labels_is_recoded_and_counted(tmp_path):
    frame = staff()
    truth, _ = ingest([write_sav(frame, tmp_path / "truth.sav")])
    graded = frame[frame["maaling"] == 2].copy()
    graded[ITEMS] = 6 - graded[ITEMS]
    write_sav(frame[frame["maaling"] != 2], tmp_path / "w" / "others.sav")
    write_sav(graded, tmp_path / "w" / "two.sav", labels=labels_of("staff", turned=ITEMS))
    read, counts = ingest([tmp_path / "w"])
    pd.testing.assert_frame_equal(read.answers, truth.answers)
    assert counts["scale_recoded"] == int((graded[ITEMS] != 3).to_numpy().sum())


def test_an_item_turned_in_one_wave_of_a_file_without_labels_stops(tmp_path):
    frame = staff(persons=90)
    of_wave = frame["maaling"] == 3
    frame.loc[of_wave, "f2a_2"] = 6 - frame.loc[of_wave, "f2a_2"]
    path = write_sav(frame, tmp_path / "staff.sav", labels={})
    refused([path], "turns round between waves", "column f2a_2", "label")


@pytest.mark.parametrize("same_persons", [True, False], ids=["panel", "new persons"])
def test_a_whole_scale_turned_in_one_wave_without_labels_stops(tmp_path, same_persons):
    frame = staff(persons=90)
    of_wave = frame["maaling"] == 3
    frame[ITEMS] = np.minimum(frame[ITEMS] + 0, 5)
    for name in ITEMS:
        if not BOOKS["staff"].items[ITEMS.index(name)].reverse:
            frame[name] = np.clip(frame[name] + 1, 1, 5)
    frame.loc[of_wave, ITEMS] = 6 - frame.loc[of_wave, ITEMS]
    if not same_persons:
        frame.loc[of_wave, "respid"] += 1000
    path = write_sav(frame, tmp_path / "staff.sav", labels={})
    refused([path], "opposite to each other", "wave 1 and wave 3", "agree5")


def test_a_file_without_labels_reads_as_one_with_them(tmp_path):
    frame = staff(persons=90)
    frame.loc[frame["maaling"] == 3, ITEMS[:8]] = 4.0  # a real change is no turn
    frame.loc[3, "f1a_1"], frame.loc[4, "f1a_1"] = DONT_KNOW, REFUSED
    with_labels, _ = ingest([write_sav(frame, tmp_path / "a.sav")])
    codes, _ = ingest([write_sav(frame, tmp_path / "b.sav", labels={}, missing={})])
    csv = tmp_path / "c.csv"
    frame.astype("Int64").to_csv(csv, index=False)
    text, _ = ingest([csv])
    pd.testing.assert_frame_equal(codes.answers, with_labels.answers)
    pd.testing.assert_frame_equal(text.answers, with_labels.answers)


def test_identical_rows_are_counted_once(tmp_path):
    frame = staff()
    path = write_sav(pd.concat([frame, frame.iloc[[5, 6]]]), tmp_path / "staff.sav")
    read, counts = ingest([path])
    assert counts["same_answers"] == 2
    truth, _ = ingest([write_sav(frame, tmp_path / "truth.sav")])
    pd.testing.assert_frame_equal(read.answers, truth.answers)


def test_contradicting_rows_of_one_respondent_stop(tmp_path):
    frame = staff()
    frame.loc[7, "respid"] = SECRET
    again = frame.iloc[[7]].copy()
    again["f3a_1"] = 6 - again["f3a_1"] if (again["f3a_1"] != 3).all() else 1.0
    path = write_sav(pd.concat([frame, again]), tmp_path / "staff.sav")
    refused([path], "contradict", "row 8, 121")


def test_rows_of_text_are_counted_from_the_header_and_others_from_the_first_of_data(tmp_path):
    frame = staff()
    frame.loc[2, "kommune"] = 999.0
    refused([write_sav(frame, tmp_path / "staff.sav")], "row 3")
    frame.astype("Int64").to_csv(tmp_path / "staff.csv", index=False)
    refused([tmp_path / "staff.csv"], "row 4")
    again = staff().iloc[[0, 0]].assign(rolle=[1.0, 5.0])
    again.astype("Int64").to_csv(tmp_path / "again.csv", index=False)
    refused([tmp_path / "again.csv"], "contradict", "row 2, 3")


def test_contradictions_between_files_stop_too(tmp_path):
    frame = staff(waves=(1,))
    write_sav(frame, tmp_path / "w" / "a.sav")
    again = frame.iloc[[0]].assign(rolle=5.0)
    write_sav(again, tmp_path / "w" / "b.sav")
    refused([tmp_path / "w"], "contradict", "a.sav, row 1; b.sav, row 1")


def test_a_respondent_in_two_municipalities_stops(tmp_path):
    frame = staff()
    frame.loc[frame["respid"] == 4, "respid"] = SECRET
    at = (frame["respid"] == SECRET) & (frame["maaling"] == 3)
    frame.loc[at, "kommune"] = 157.0 + 8
    assert frame.loc[frame["respid"] == SECRET, "kommune"].nunique() == 1
    frame.loc[at, "kommune"] = 430.0
    path = write_sav(frame, tmp_path / "staff.sav")
    refused([path], "1 respondent is in two municipalities", "row 4, 44, 84", "data.tolerance")
    read, counts = ingest([path], tolerance=0.03)
    assert counts["two_municipalities"] == 3
    assert str(SECRET) not in set(read.respondents["respondent"])


def test_who_moves_between_measurements_stays_with_the_first_municipality(tmp_path):
    frame = pd.DataFrame(
        {
            "pnr": ["1111111111"] * 3 + ["2222222222"] * 2,
            "maaling_nr": [2.0, 1.0, 3.0, 1.0, 2.0],
            "dato": pd.to_datetime(["2017-03-01"] * 5).astype("datetime64[ns]"),
            "kommune": [430.0, 165.0, 430.0, 157.0, 157.0],
            **{f"q{k}": 3.0 for k in range(1, 12)},
        }
    )
    read, counts = ingest([write_sav(frame, tmp_path / "p.sav", "progression")], "progression")
    assert read.respondents["municipality"].tolist() == [165, 157, 165, 157, 165]
    assert counts["moved"] == 2
    assert read.respondents["date"].eq(pd.Timestamp("2017-03-01")).all()


def test_a_role_with_one_respondent_goes_through(tmp_path):
    frame = staff(waves=(1,))
    frame["rolle"] = [5.0] + [3.0] * (len(frame) - 1)
    read, _ = ingest([write_sav(frame, tmp_path / "staff.sav")])
    assert read.respondents["role"].value_counts().to_dict() == {"caseworker": 39, "mentor": 1}


def test_a_wave_that_a_municipality_lacks_goes_through_and_is_counted(tmp_path):
    frame = staff()
    frame = frame[(frame["kommune"] != 430) | (frame["maaling"] != 3)]
    read, counts = ingest([write_sav(frame, tmp_path / "staff.sav")])
    assert read.summary["waves_absent"] == [{"municipality": 430, "wave": 3}]
    assert counts["wave_absent"] == 1
    there = read.respondents.groupby("municipality")["wave"].unique().map(set).to_dict()
    assert there == {165: {1, 2, 3}, 430: {1, 2}, 157: {1, 2, 3}}


def test_who_only_does_not_know_is_kept_without_a_valid_answer(tmp_path):
    frame = staff(waves=(1,))
    frame.loc[0, ITEMS] = DONT_KNOW
    frame.loc[1, ITEMS] = REFUSED
    read, counts = ingest([write_sav(frame, tmp_path / "staff.sav")])
    own = read.answers[read.answers["respondent"].isin(["1", "2"])]
    assert own.groupby("respondent")["state"].unique().map(list).to_dict() == {
        "1": ["dont_know"],
        "2": ["refused"],
    }
    assert own["value"].isna().all()
    assert own["counts"].isna().all()
    assert counts["no_valid_answer"] == 2
    assert counts["dont_know"] == counts["refused"] == len(ITEMS)
    assert read.summary["respondents"] == 40
    assert read.summary["valid"] == 38


def test_a_row_without_answers_is_a_respondent_without_answers(tmp_path):
    frame = staff(waves=(1,))
    frame.loc[0, ITEMS] = np.nan
    frame.loc[1, "f1a_1"] = np.nan
    read, counts = ingest([write_sav(frame, tmp_path / "staff.sav")])
    status = read.respondents.set_index("respondent")["status"]
    assert status["1"] == "none"
    assert status["2"] == "partial"
    assert status["3"] == "answered"
    assert "1" not in set(read.answers["respondent"])
    assert counts["no_answer"] == 1


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("kommune", 999.0, "municipality"),
        ("vaegt", -1.0, "zero"),
        ("vaegt", np.nan, "weight"),
        ("maaling", np.nan, "wave"),
    ],
)
def test_impossible_values_stop_or_are_set_aside(tmp_path, column, value, words):
    frame = staff()
    frame.loc[2, column] = value
    path = write_sav(frame, tmp_path / "staff.sav")
    refused([path], words, "row 3", "staff.sav")
    read, counts = ingest([path], tolerance=0.02)
    assert counts["out_of_range"] == 1
    assert len(read.respondents) == len(frame) - 1


def test_weights_that_are_all_zero_stop(tmp_path):
    frame = staff().assign(vaegt=0.0)
    refused(
        [write_sav(frame, tmp_path / "staff.sav")], "weights of wave 1 are zero", "column vaegt"
    )
    frame.loc[frame["respid"] == 1, "vaegt"] = 1.0
    assert len(ingest([write_sav(frame, tmp_path / "one.sav")])[0].respondents) == len(frame)
    last = frame.assign(vaegt=1.0 * (frame["maaling"] != 3))
    refused([write_sav(last, tmp_path / "wave.sav")], "weights of wave 3 are zero")


def test_municipalities_are_understood_by_number_name_and_label(tmp_path):
    frame = staff()
    truth, _ = ingest([write_sav(frame, tmp_path / "truth.sav")])
    words = {165: " albertslund", 430: "Faaborg-Midtfyn Kommune", 157: "Gentoftes Kommune"}
    named = frame.assign(kommune=frame["kommune"].map(words))
    read, _ = ingest([write_sav(named, tmp_path / "named.sav")])
    pd.testing.assert_frame_equal(read.respondents, truth.respondents)
    # Codes of the questionnaire's own; one of them is the number of a municipality that is another.
    own = {165: 1.0, 430: 101.0, 157: 3.0}
    labels = labels_of("staff") | {"kommune": {own[key]: word for key, word in words.items()}}
    coded = frame.assign(kommune=frame["kommune"].map(own))
    read, _ = ingest([write_sav(coded, tmp_path / "coded.sav", labels=labels)])
    pd.testing.assert_frame_equal(read.respondents, truth.respondents)


def test_a_name_of_no_municipality_stops_without_the_name(tmp_path):
    frame = staff()
    frame["kommune"] = frame["kommune"].map({165: "Albertslund", 430: "Hjemme", 157: ""})
    path = write_sav(frame, tmp_path / "staff.sav")
    message = refused([path], "not in the list of municipalities", "column kommune", "row 2")
    assert "Hjemme" not in message
    frame["kommune"] = frame["kommune"].replace("Hjemme", "165")
    _, counts = ingest([write_sav(frame, tmp_path / "b.sav")])
    assert counts["no_municipality"] == (frame["kommune"] == "").sum()


def test_an_unknown_wave_or_role_stops(tmp_path):
    for column in ("maaling", "rolle"):
        frame = staff()
        frame.loc[2, column] = 6.0
        refused([write_sav(frame, tmp_path / "staff.sav")], f"column {column}", "code 6", "row 3")


def test_respondents_elsewhere_are_set_aside_and_counted(tmp_path):
    path = write_sav(staff(), tmp_path / "staff.sav")
    read, counts = ingest([path], participants=(165, 430))
    assert counts["not_participant"] == 39
    assert set(read.respondents["municipality"]) == {165, 430}
    refused([path], "no respondents", participants=(101,))


def test_missing_roles_and_municipalities_are_counted(tmp_path):
    frame = staff(waves=(1,))
    frame.loc[0, "rolle"], frame.loc[1, "kommune"] = np.nan, np.nan
    read, counts = ingest([write_sav(frame, tmp_path / "staff.sav")])
    who = read.respondents.set_index("respondent")
    assert who.loc["1", "role"] == ""
    assert who.loc["2", "municipality"] == -1
    assert counts["no_role"] == counts["no_municipality"] == 1


def test_other_codes_that_the_file_declares_missing_are_missing(tmp_path):
    frame = staff(waves=(1,))
    frame.loc[0, "f1a_1"], frame.loc[1, "f1a_1"], frame.loc[2, "f1a_1"] = 97.0, 98.5, DONT_KNOW
    missing = missing_of("staff") | {"f1a_1": [8.0, {"lo": 90.0, "hi": 99.0}]}
    read, counts = ingest([write_sav(frame, tmp_path / "staff.sav", missing=missing)])
    states = read.answers[read.answers["item"] == "f1a_1"].set_index("respondent")["state"]
    assert states[["1", "2", "3", "4"]].tolist() == ["missing", "missing", "dont_know", "answered"]
    assert counts["user_missing"] == 2
    frame.loc[0, "f1a_1"] = 6.0  # declared by nobody
    refused([write_sav(frame, tmp_path / "staff.sav", missing=missing)], "column f1a_1", "code 6")


def citizens(persons=30, answered=20):
    """The survey after six months: half of those who answer have been in an internship."""
    frame = pd.DataFrame(
        {
            "lbnr": np.arange(1, persons + 1, dtype=float),
            "kommune": 165.0,
            "status": [1.0] * answered + [3.0] * (persons - answered),
            "koen": 2.0,
            "aldersgruppe": 3.0,
            "vaegt": [1.5] * answered + [np.nan] * (persons - answered),
        }
    )
    for question in BOOKS["later"].items:
        frame[question.variable] = 4.0 if question.scale.name in ("agree5", "satisfied5") else 1.0
    inside = np.arange(persons) < answered // 2
    frame["s2_praktik"] = np.where(inside, 1.0, 2.0)
    frame.loc[~inside, ["s2_hjulpet", "s2_tilfreds_praktik"]] = np.nan
    options = [q.variable for q in BOOKS["later"].sets["barriere"]]
    frame[options] = np.nan
    frame["s2_barriere_2"] = 1.0
    frame.loc[persons - (persons - answered) :, [q.variable for q in BOOKS["later"].items]] = np.nan
    return frame


def test_the_invited_who_did_not_answer_are_respondents_without_answers(tmp_path):
    read, counts = ingest([write_sav(citizens(), tmp_path / "later.sav", "later")], "later")
    assert read.summary["invited"] == 30
    assert read.summary["respondents"] == 20
    assert read.respondents["status"].value_counts().to_dict() == {"answered": 20, "none": 10}
    assert read.answers["respondent"].nunique() == 20
    assert set(read.respondents["koen"]) == {"woman"}
    assert "no_answer" not in counts  # the file says so itself


def test_a_question_is_asked_of_those_whom_the_codebook_leads_to_it(tmp_path):
    frame = citizens()
    frame.loc[15, "s2_hjulpet"] = 5.0
    read, counts = ingest([write_sav(frame, tmp_path / "later.sav", "later")], "later")
    helped = read.answers[read.answers["item"] == "internship_helped"]
    assert helped["state"].value_counts().to_dict() == {"answered": 10, "not_asked": 10}
    assert counts["answer_not_asked"] == 1


def test_blank_options_beside_a_chosen_one_are_not_chosen(tmp_path):
    read, counts = ingest([write_sav(citizens(), tmp_path / "later.sav", "later")], "later")
    options = read.answers[read.answers["item"].str.startswith("barrier")]
    assert options.groupby("item")["value"].sum().tolist() == [0, 20, 0, 0, 0]
    assert counts["unchosen"] == 20 * 4


def test_the_multi_response_set_of_the_file_says_what_is_chosen(tmp_path):
    frame = citizens()
    options = [q.variable for q in BOOKS["later"].sets["barriere"]]
    frame.loc[:19, options] = 1.0
    frame.loc[:19, "s2_barriere_3"] = 2.0
    labels = {k: v for k, v in labels_of("later").items() if k not in options}
    path = write_sav(frame, tmp_path / "later.sav", "later", labels=labels)
    refused([path], "column s2_barriere_3", survey="later")
    read, _ = ingest([with_set(path, "barriere", 2, short_names(path, options))], "later")
    chosen = read.answers[read.answers["item"].str.startswith("barrier")]
    assert chosen.groupby("item")["value"].sum().tolist() == [0, 0, 20, 0, 0]


def test_another_multi_response_set_than_the_codebooks_stops(tmp_path):
    path = write_sav(citizens(), tmp_path / "later.sav", "later")
    options = [q.variable for q in BOOKS["later"].sets["barriere"]]
    with_set(path, "barriere", 1, short_names(path, options)[:4])
    refused([path], "multi-response set barriere", "later.sav", survey="later")


def short_names(path, variables):
    """Names of eight letters that an SPSS file's records have for its variables."""
    data = path.read_bytes()
    listed = data[data.index(b"LBNR=lbnr") :].split(b"\x07")[0].decode()
    short = {long: name for name, _, long in (pair.partition("=") for pair in listed.split("\t"))}
    return [short[variable] for variable in variables]


def test_answers_of_a_person_who_did_not_answer_stop(tmp_path):
    frame = citizens()
    frame.loc[25, "s2_plan"] = 4.0
    path = write_sav(frame, tmp_path / "later.sav", "later")
    refused([path], "did not answer has answers", "row 26", survey="later")


def test_a_file_weighted_by_another_variable_stops(tmp_path):
    frame = staff(waves=(1,)).assign(andenvaegt=2.0)
    path = write_sav(frame, tmp_path / "staff.sav")
    place = frame.columns.get_loc("andenvaegt") + 1
    refused([weighted_by(path, place)], "weighted by andenvaegt", "by vaegt")
    own = weighted_by(write_sav(frame, tmp_path / "own.sav"), frame.columns.get_loc("vaegt") + 1)
    assert len(ingest([own])[0].respondents) == len(frame)


def test_more_answers_than_invitations_stop(tmp_path):
    path = write_sav(staff(waves=(1,)), tmp_path / "staff.sav")
    with pytest.raises(ConfigError, match="39 were invited"):
        ingest([path], invited=39)


def test_the_command_passes_the_mark_on_and_refuses_a_false_one(tmp_path, capsys):
    folder = tmp_path / "made"
    path = write_sav(staff(), folder / "staff.sav")
    (folder / "SYNTHETIC.json").write_text("{}", encoding="utf-8")

    def run(synthetic):
        settings = {
            "survey": "staff",
            "source": {"path": str(path)},
            "synthetic": synthetic,
            "participants": [165, 430, 157],
        }
        return main(
            ["ingest-survey", "--settings", json.dumps(settings),
             "--codebook", str(ROOT / "data/surveys/staff.csv"),
             "--scales", str(ROOT / "data/surveys/scales.csv"),
             "--municipalities", str(ROOT / "data/codes/municipalities.csv"),
             "--answers", str(tmp_path / "answers.parquet"),
             "--respondents", str(tmp_path / "respondents.parquet"),
             "--quality", str(tmp_path / "quality.csv"), "--report", str(tmp_path / "survey.json")]
        )  # fmt: skip

    assert run(synthetic=False) == InputError.exit_code
    assert "synthetic" in capsys.readouterr().err
    assert run(synthetic=True) == 0
    report = json.loads((tmp_path / "survey.json").read_text(encoding="utf-8"))
    assert report["synthetic"] is True
    assert report["waves"]["3"]["respondents"] == 40
    assert len(pd.read_parquet(tmp_path / "answers.parquet")) == 120 * len(ITEMS)


def test_the_weight_is_found_behind_texts_and_labels(tmp_path):
    frame = staff(waves=(1,)).assign(andenvaegt=2.0)
    frame.insert(0, "fritekst", "en lang tekst, som fylder flere pladser i filens hoved")
    frame.insert(1, "kort", "ja")
    path = write_sav(frame, tmp_path / "staff.sav")
    # A text of 54 letters takes seven places, a short one and a number one each.
    place = 7 + 1 + list(frame.columns[2:]).index("andenvaegt") + 1
    refused([weighted_by(path, place)], "weighted by andenvaegt")


@pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.3, 0.7, 0.97])
@pytest.mark.parametrize("ending", [".sav", ".csv"])
def test_damaged_files_stop_with_one_message(tmp_path, share, ending):
    path = tmp_path / f"staff{ending}"
    if ending == ".sav":
        write_sav(staff(), path)
    else:
        staff().astype("Int64").to_csv(path, index=False)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    refused([path], path.name)


def test_a_file_that_is_not_there_or_another_format_stops(tmp_path):
    refused([tmp_path / "nothing.sav"], "does not exist")
    (tmp_path / "text.sav").write_text("respid;maaling\n1;1\n", encoding="utf-8")
    refused([tmp_path / "text.sav"], "no SPSS file")


def test_labels_and_names_in_text_are_read_too(tmp_path):
    frame = staff(waves=(1,)).astype("Int64").astype(object)
    labels = labels_of("staff")
    for name, codes in labels.items():
        frame[name] = frame[name].map(
            {int(code): f" {text.upper()} " for code, text in codes.items()}
        )
    frame["kommune"] = frame["kommune"].map(
        {165: "Albertslund", 430: "faaborg-midtfyn", 157: "Gentofte"}
    )
    path = tmp_path / "staff.csv"
    frame.to_csv(path, index=False, sep=";", encoding="latin-1")
    truth, _ = ingest([write_sav(staff(waves=(1,)), tmp_path / "truth.sav")])
    read, _ = ingest([path])
    pd.testing.assert_frame_equal(read.answers, truth.answers)
