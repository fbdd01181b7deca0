"""Coded findings read across: matrix, agreement, map, gaps, votes and grades of known codings."""

import coded_reports
import pandas as pd
import pytest
from coded_reports import DATA, EFFECT
from hypothesis import given, settings
from hypothesis import strategies as st

from effektspor.cli import main
from effektspor.evaluations.evidence.counting import count_votes
from effektspor.evaluations.evidence.directions import dominating, verdict
from effektspor.evaluations.evidence.effects import effects_tables
from effektspor.evaluations.evidence.evidence_map import gaps_table, map_table
from effektspor.evaluations.evidence.grades import grades_table
from effektspor.evaluations.evidence.matrix import matrix_table
from effektspor.evaluations.evidence.ratings import overall, ratings_table
from effektspor.evaluations.evidence.themes import themes_table
from effektspor.evaluations.evidence.votes import votes_table
from effektspor.evidence.findings import read_findings
from effektspor.evidence.lists import read_designs, read_themes, read_weights
from effektspor.evidence.reports import read_reports

DESIGNS = read_designs(DATA / "designs.csv")
THEMES = read_themes(DATA / "themes.csv")
WEIGHTS = read_weights(DATA / "weights.csv")
WAYS = st.sampled_from(["positive", "negative", "mixed", "none"])


def coded(folder, reports, findings):
    """Reports and findings as they come out of ingest."""
    read = read_reports(coded_reports.reports(folder, *reports), DESIGNS.of)
    keys = {key: key for key in read["report"]}
    path = coded_reports.findings(folder, *findings)
    return read, read_findings(path, keys, set(THEMES["theme"]), DESIGNS.of)


@pytest.fixture
def small(tmp_path):
    names = [{"report": key, "label": key} for key in ("a", "b", "c")]
    names.append({"report": "over", "label": "over", "kind": "synthesis"})
    return coded(
        tmp_path, names,
        [
            {"report": "a"}, {"report": "a", "direction": "negative"}, {"report": "a"},
            {"report": "b", "direction": "negative", "page": "9;3"},
            {"report": "b", "theme": "mentor", "studied": "no_finding", "direction": "none"},
            {"report": "c", "theme": "talks", "direction": "none"},
            {"report": "over", "theme": "waiting"},
        ],
    )  # fmt: skip


def cell(matrix, report, theme):
    return matrix[(matrix["report"] == report) & (matrix["theme"] == theme)].iloc[0]


def test_a_cell_says_not_studied_no_finding_and_not_stated_in_three_words(small):
    matrix = matrix_table(*small, THEMES)
    words = [
        cell(matrix, *at)["word_da"] for at in (("a", "talks"), ("b", "mentor"), ("c", "talks"))
    ]
    assert words == ["ikke undersøgt", "undersøgt, intet fund", "ikke oplyst"]
    states = [
        cell(matrix, *at)["state"] for at in (("a", "talks"), ("b", "mentor"), ("c", "talks"))
    ]
    assert states == ["not_studied", "no_finding", "finding"]
    assert len(matrix) == 3 * len(THEMES)  # the reading across is no report
    assert cell(matrix, "b", "motivation")["pages"] == "3;9"
    assert cell(matrix, "a", "motivation")["direction"] == "positive"


def test_a_report_counts_once_in_a_theme_whatever_it_finds(small):
    matrix = matrix_table(*small, THEMES)
    themes = themes_table(matrix, small[1], THEMES, {"over"}).set_index("theme")
    motivation = themes.loc["motivation"]
    assert (motivation["positive"], motivation["negative"]) == (1, 1)
    assert motivation["verdict"] == "disagreement"
    assert (motivation["n_reports"], motivation["n_findings"]) == (2, 4)
    assert themes.loc["mentor", ["n_reports", "n_no_finding", "verdict"]].tolist() == [0, 1, "none"]
    assert themes.loc["waiting", ["n_reports", "synthesis"]].tolist() == [0, "positive"]


@pytest.mark.parametrize(
    ("directions", "said"),
    [
        (["positive", "positive"], "agreement"),
        (["positive", "none", "positive"], "agreement"),
        (["positive", "mixed"], "disagreement"),
        (["positive"], "single"),
        (["positive", "none"], "single"),
        (["none", "none"], "none"),
        ([], "none"),
    ],
)
def test_the_verdict_on_a_theme(directions, said):
    assert verdict(directions) == said


@given(st.lists(WAYS, max_size=8))
def test_the_dominating_direction_does_not_depend_on_order_and_is_one_that_occurs(directions):
    found = dominating(directions)
    assert found == dominating(list(reversed(directions)))
    assert found in (*directions, "mixed", "none")
    if set(directions) == {"positive"}:
        assert found == "positive"


@given(st.lists(WAYS, min_size=2, max_size=8))
def test_one_more_report_that_says_the_same_never_ends_agreement(directions):
    if verdict(directions) == "agreement":
        (way,) = {each for each in directions if each != "none"}
        assert verdict([*directions, way]) == "agreement"


def test_map_counts_each_finding_under_the_design_of_its_own_evidence(small):
    table = map_table(*small, THEMES, DESIGNS.table)
    assert table["n_findings"].sum() == 5  # without the reading across and what was not found
    row = table[(table["theme"] == "motivation") & (table["design"] == "qualitative")].iloc[0]
    assert (row["n_reports"], row["n_findings"]) == (2, 4)


def test_gaps_are_told_by_rules(small):
    gaps = gaps_table(*small, THEMES)
    of = {theme: set(own["kind"]) for theme, own in gaps.groupby("theme")}
    assert of["waiting"] == {"no_report"}
    assert of["talks"] == {"single", "no_effect", "no_control"}
    assert of["motivation"] == {"no_effect", "no_control"}


def test_the_published_example_of_a_weight_comes_out(tmp_path):
    known = {"quality": "satisfactory", "design": "quasi", "comparison": "yes"}
    read = coded(tmp_path, [known], [{"evidence": "effect_measurement"}])
    vote = votes_table(*read, WEIGHTS).iloc[0]
    # 0.5 x 0.8 x 1 x 0.5 x 1 = 0.20: the example that Jobeffekter prints.
    assert vote["product_low"] == vote["product_high"] == pytest.approx(0.20)
    assert vote["assumed"] == ""


def test_an_unknown_quality_gives_both_ends_and_no_value(tmp_path):
    read = coded(tmp_path, [{"design": "quasi"}], [{"evidence": "effect_measurement"}])
    vote = votes_table(*read, WEIGHTS).iloc[0]
    assert (vote["product_low"], vote["product_high"]) == (pytest.approx(0.1), pytest.approx(0.4))
    assert pd.isna(vote["quality"])
    assert vote["assumed"] == "kvalitet"


@pytest.mark.parametrize(
    ("about", "low", "high", "assumed"),
    [
        ({"country": ""}, 0.0, 0.4, "land"),  # no weight was published for other countries
        ({"country": "other"}, 0.0, 0.4, "land"),
        ({"journal": ""}, 0.0, 0.8, "tidsskrift"),
        ({"journal": "top"}, 0.8, 0.8, ""),
        ({"journal": "other", "quality": ""}, 0.0, 0.8, "kvalitet;tidsskrift"),
    ],
)
def test_a_weight_that_was_not_published_lies_between_nothing_and_the_highest(
    tmp_path, about, low, high, assumed
):
    study = {"design": "quasi", "quality": "good", **about}
    vote = votes_table(*coded(tmp_path, [study], [{"evidence": "effect_measurement"}]), WEIGHTS)
    assert vote["product_low"].item() == pytest.approx(low)
    assert vote["product_high"].item() == pytest.approx(high)
    assert vote["assumed"].item() == assumed


def test_an_effect_study_that_found_nothing_has_a_vote_and_one_without_direction_has_none(tmp_path):
    trial = {"evidence": "randomised_trial", "direction": "none"}
    read = coded(
        tmp_path, [{"design": "rct", "quality": "good"}],
        [
            {"theme": "talks", "studied": "no_finding", **trial},
            {"theme": "mentor", **trial},
            {"theme": "company", "studied": "no_finding", "direction": "none"},
            {"theme": "sanctions", "evidence": "danish_trials"},
        ],
    )  # fmt: skip
    votes = votes_table(*read, WEIGHTS).set_index("theme")
    assert votes["counted"].to_dict() == {"talks": True, "mentor": False, "sanctions": False}
    assert votes.loc["talks", "direction"] == "no_finding"
    assert count_votes(votes.loc[["talks"]], 0.5, 0.55).word == "Ingen"
    assert "retning" in votes.loc["mentor", "reason_da"].lower()
    assert "gennemgang" in votes.loc["sanctions", "reason_da"]


def test_evidence_that_is_no_effect_study_is_listed_and_not_counted(small):
    votes = votes_table(*small, WEIGHTS)
    assert len(votes) == 3
    assert not votes["counted"].any()
    assert votes["product"].isna().all()


@pytest.mark.parametrize(
    ("ways", "low", "high", "word"),
    [
        (["positive"] * 2, 0.1, 0.4, "Få studier"),
        (["positive"] * 4, 0.1, 0.4, "Kan ikke afgøres"),
        (["positive"] * 3, 0.4, 0.4, "Positiv"),
        (["positive", "negative"] * 2, 0.4, 0.4, "Modstridende"),
        (["negative"] * 2 + ["positive"], 0.5, 0.5, "Negativ"),
        (["positive"] * 11 + ["negative"] * 9, 0.2, 0.2, "Positiv"),  # 55 per cent exactly
        (["positive"] * 2 + ["negative"], 0.4, 0.8, "Kan ikke afgøres"),  # 50 to 80 per cent
        (["positive"] * 9 + ["negative"], 0.2, 0.4, "Positiv"),  # at least 82 per cent
        (["mixed"] * 4, 0.4, 0.4, "Modstridende"),
        (["no_finding"] * 4, 0.4, 0.4, "Ingen"),
        (["positive"] * 5, 0.2, 0.2, "Positiv"),  # 0.2 five times is a stock of 1
    ],
)
def test_the_word_of_a_count_of_votes(ways, low, high, word):
    votes = pd.DataFrame({"direction": ways, "product_low": low, "product_high": high})
    found = count_votes(votes, 1.0, 0.55)
    assert found.word == word
    assert found.high == pytest.approx(len(ways) * high)


WEIGHT = st.integers(0, 20).map(lambda n: n / 20)
VOTES = st.lists(
    st.tuples(
        st.sampled_from(["positive", "negative", "mixed", "no_finding"]),
        WEIGHT, WEIGHT,
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(deadline=None)
@given(VOTES, st.lists(WEIGHT, min_size=6, max_size=6))
def test_no_weights_within_their_ends_give_another_word_than_the_one_that_is_told(votes, at):
    table = pd.DataFrame(
        [(way, min(a, b), max(a, b)) for way, a, b in votes],
        columns=["direction", "product_low", "product_high"],
    )
    told = count_votes(table, 1.0, 0.55)
    inner = table["product_low"] + (table["product_high"] - table["product_low"]) * at[: len(table)]
    one = count_votes(table.assign(product_low=inner, product_high=inner), 1.0, 0.55)
    assert told.low - 1e-9 <= one.low <= told.high + 1e-9
    if told.word != "Kan ikke afgøres":
        assert one.word == told.word


@settings(deadline=None)
@given(VOTES, VOTES)
def test_the_stock_of_two_sets_of_votes_is_the_sum_of_theirs(first, second):
    counts = [
        count_votes(
            pd.DataFrame(
                [(way, min(a, b), max(a, b)) for way, a, b in votes],
                columns=["direction", "product_low", "product_high"],
            ), 1.0, 0.55,
        )
        for votes in (first, second, first + second)
    ]  # fmt: skip
    for end in ("low", "high"):
        one, other, both = (getattr(count, end) for count in counts)
        assert both == pytest.approx(one + other, abs=1e-8)


def test_schemes_disagree_where_one_good_study_is_too_few_votes(tmp_path):
    trial = {"design": "rct", "comparison": "yes", "n": "400", "n_unit": "persons"}
    read = coded(tmp_path, [trial], [{"theme": "talks", **EFFECT}, {"theme": "mentor"}])
    ratings = ratings_table(*read)
    assert overall(ratings, "clear") == {"a_2001": "high"}
    assert overall(ratings, "campbell") == {"a_2001": "high"}
    grades = grades_table(
        votes_table(*read, WEIGHTS), ratings, THEMES, least_stock=1.0, least_share=0.55
    ).set_index("theme")
    assert grades.loc["talks", ["jobeffekter_word", "clear_word"]].tolist() == ["Få studier", "Høj"]
    assert grades.loc["talks", "disagree"]
    assert "det er for lidt" in grades.loc["talks", "why_da"]
    assert grades.loc["mentor", "why_da"] == ""  # nothing but interviews: both say little


def test_a_report_is_rated_for_what_it_says_of_the_theme(tmp_path):
    trial = {"design": "rct", "comparison": "yes", "n": "400", "n_unit": "persons"}
    read = coded(tmp_path, [trial], [{"theme": "talks", **EFFECT}, {"theme": "mentor"}])
    grades = grades_table(
        votes_table(*read, WEIGHTS), ratings_table(*read), THEMES, least_stock=1.0, least_share=0.55
    ).set_index("theme")
    assert grades.loc["talks", "clear_word"] == "Høj"
    assert grades.loc["mentor", "clear_word"] == "Lav"  # interviews on mentors, no trial of them
    assert grades.loc["waiting", "clear_word"] == "Ingen rapport"


def test_votes_on_weak_designs_and_the_weakest_item_are_told_as_reasons(tmp_path):
    names = [
        {"report": key, "label": key, "design": "quasi", "comparison": "no", "quality": "good"}
        for key in ("a", "b", "c")
    ]
    names.append({"report": "d", "label": "d", "design": "rct", "comparison": "yes"})
    rows = [{"report": key, "evidence": "effect_measurement"} for key in ("a", "b", "c")]
    read = coded(
        tmp_path, names, [*rows, {"report": "d", "theme": "talks", **EFFECT, "direction": "none"}]
    )
    grades = grades_table(
        votes_table(*read, WEIGHTS), ratings_table(*read), THEMES, least_stock=1.0, least_share=0.55
    ).set_index("theme")
    motivation = grades.loc["motivation"]
    assert motivation["stock_low"] == pytest.approx(1.2)
    assert motivation["jobeffekter_word"] == "Positiv"
    assert motivation["body_word"] == "Lav"
    assert "hvor mange der peger samme vej" in motivation["why_da"]
    talks = grades.loc["talks", "why_da"]
    assert "ingen stemme at tælle" in talks
    assert "antallet af undersøgte ikke oplyst" in talks
    assert grades["disagree"].sum() == 2


def test_the_lowest_item_is_the_rating_of_campbell(tmp_path):
    read = coded(tmp_path, [{"design": "rct", "comparison": "yes"}], [EFFECT])
    ratings = ratings_table(*read)
    own = ratings[ratings["scheme"] == "campbell"].set_index("item")
    assert own.loc["sample", "level"] == "low"  # how many were studied is not stated
    assert own.loc["overall", "level"] == "low"
    assert overall(ratings, "clear") == {"a_2001": "high"}


def test_effects_are_pooled_within_theme_outcome_and_unit_only(tmp_path):
    names = [{"report": key, "label": key} for key in ("a", "b", "c")]
    _, findings = coded(
        tmp_path, names,
        [
            {"report": "a", "theme": "talks", **EFFECT},
            {"report": "b", "theme": "talks", **EFFECT, "effect": "2", "ci_low": "0", "ci_high": "4"},
            {"report": "c", "theme": "talks", **EFFECT, "effect_unit": "weeks"},
            {"report": "c", "theme": "mentor", **EFFECT, "ci_low": "", "ci_high": ""},
        ],
    )  # fmt: skip
    effects, pooled = effects_tables(findings, THEMES, 0.95)
    assert len(effects) == 4
    by = pooled.set_index(["theme", "unit"])
    assert by.loc[("talks", "percentage_points"), "k"] == 2
    assert 2 < by.loc[("talks", "percentage_points"), "estimate"] < 4
    assert by.loc[("talks", "weeks"), "k"] == 1
    assert pd.isna(by.loc[("talks", "weeks"), "estimate"])
    assert by.loc[("mentor", "percentage_points"), "k"] == 0
    assert effects.loc[
        effects["effect_unit"] == "percentage_points", "weight"
    ].sum() == pytest.approx(1)


def test_two_results_of_one_report_are_no_two_studies(tmp_path):
    _, findings = coded(tmp_path, [{}], [EFFECT, EFFECT | {"effect": "5"}])
    assert effects_tables(findings, THEMES, 0.95)[1]["k"].tolist() == [1]


def test_the_eleven_reports_hold_no_effect_and_all_their_findings_are_there(tmp_path):
    run(tmp_path, DATA / "discus2011_reports.csv", DATA / "discus2011_findings.csv")
    table = {name: pd.read_csv(tmp_path / f"{name}.csv") for name in ("out-reports", "matrix")}
    findings = pd.read_csv(tmp_path / "out-findings.csv")
    published = pd.read_csv(DATA.parent / "published" / "desk_research_matrix.csv")
    assert len(table["out-reports"]) == 11
    assert findings["finding_en"].tolist() == published["finding"].tolist()
    assert findings["page"].astype(str).tolist() == [
        page.replace("; ", ";") for page in published["page"].astype(str)
    ]
    assert findings["effect"].isna().all()
    studied = published[~published["report"].str.startswith(("ALL", "DISCUS eval"))]
    cells = len(studied.groupby(["report", "theme"]))
    assert (table["matrix"]["state"] == "finding").sum() == cells


def run(folder, reports, findings):
    """The two commands, as the workflow calls them."""
    lists = {name: DATA / f"{name}.csv" for name in ("themes", "designs", "labels")}
    given = [part for name, path in lists.items() for part in (f"--{name}", str(path))]
    assert (
        main(
            ["ingest-evidence", "--reports", str(reports), "--findings", str(findings), *given,
             "--out-reports", str(folder / "r.parquet"), "--out-findings", str(folder / "f.parquet"),
             "--quotes", str(folder / "quotes.csv"), "--report", str(folder / "evidence.json")]
        )
        == 0
    )  # fmt: skip
    out = ("out-reports", "flow", "matrix", "out-findings", "out-themes", "map", "gaps")
    assert (
        main(
            ["evidence", "--reports", str(folder / "r.parquet"),
             "--findings", str(folder / "f.parquet"), *given[:4],
             "--selection", str(DATA / "discus2011_selection.csv"),
             *(part for name in out for part in (f"--{name}", str(folder / f"{name}.csv")))]
        )
        == 0
    )  # fmt: skip
