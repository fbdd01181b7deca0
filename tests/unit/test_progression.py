"""Progression: what is found in invented measurements, what is hidden, what the source prints."""

import itertools
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import Bounds, LinearConstraint, milp
from survey_people import GAINS, SCALES, SURVEYS, answers_of, book, progression, respondents_of

from effektspor.cli import main
from effektspor.errors import InputError
from effektspor.estimators.multiplicity import holm
from effektspor.estimators.ordinal import square_table
from effektspor.evaluations.progression.attrition import progression_attrition
from effektspor.evaluations.progression.change import progression_change
from effektspor.evaluations.progression.hiding import hide, safe
from effektspor.evaluations.progression.measurements import ends, measurements
from effektspor.evaluations.progression.printed import with_published
from effektspor.evaluations.progression.shift import progression_shift
from effektspor.published import read_published
from effektspor.registers.dream import PERSONS
from effektspor.simulate.span import Span
from effektspor.simulate.surveys.parameters import load_survey_parameters
from effektspor.simulate.surveys.progression import draw_progression
from effektspor.simulate.surveys.questionnaire import read_questionnaire
from effektspor.simulate.surveys.starters import Starters
from effektspor.surveys.tables import ANSWERS, RESPONDENTS

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "data" / "published"
ITEMS = [(q.item, q.element) for q in book("progression").items]


@pytest.fixture(scope="module")
def rows():
    return measurements(*progression())


@pytest.fixture(scope="module")
def table(rows):
    return progression_change(rows, ITEMS, 5, 0.95, 5).set_index("item")


def test_means_and_pairs_are_those_of_a_loop_over_persons(rows, table):
    own = rows[rows["item"] == "q4"]
    first, last = [], []
    for _, person in own.groupby("person"):
        person = person.sort_values("order")
        if len(person) > 1:
            first.append(person["y"].iloc[0])
            last.append(person["y"].iloc[-1])
    found = table.loc["q4"]
    assert found["n_pairs"] == len(first)
    assert found["first_mean"] == pytest.approx(np.mean(first))
    assert found["last_mean"] == pytest.approx(np.mean(last))
    assert found["change"] == pytest.approx(np.mean(last) - np.mean(first))
    assert found["effect_size"] == pytest.approx(found["change"] / np.std(first, ddof=1))
    assert found["up"] == sum(b > a for a, b in zip(first, last, strict=True))


def test_strong_gains_are_found_and_absent_ones_are_not_beyond_their_rate(table):
    strong = table.loc[[item for item, gain in GAINS.items() if gain >= 0.5]]
    assert (strong["p_holm"] < 0.05).all()
    assert (strong["p_ordinal_holm"] < 0.05).all()
    assert (strong["ci_low"] > 0).all()
    assert (table["p_holm"] >= table["p_fdr"] - 1e-12).all()
    assert table["p_holm"].tolist() == pytest.approx(holm(table["p_panel"].tolist()))


def test_without_change_the_tests_hold_their_level():
    hits = {"p_panel": 0, "p_ordinal": 0, "p_marginal": 0}
    worlds = 12
    for seed in range(worlds):
        rows = measurements(*progression(seed=100 + seed, persons=70, gains={}))
        found = progression_change(rows, ITEMS, 5, 0.95, 5)
        for name in hits:
            hits[name] += int((found[name] < 0.05).sum())
    for name, count in hits.items():
        # 132 tests, 7 expected; tests of one world are correlated only through the level.
        assert count <= 18, name
    assert hits["p_panel"] >= 1


def test_a_question_with_few_pairs_shows_nothing(rows):
    people = rows["person"].unique()[:4]
    few = progression_change(rows[rows["person"].isin(people)], ITEMS, 5, 0.95, 5)
    assert few[["n_pairs", "change", "p_panel", "up"]].isna().all().all()


def test_no_valid_answer_at_all_is_said():
    answers, respondents = progression(persons=3)
    with pytest.raises(InputError, match="no valid answer"):
        measurements(answers.assign(state="dont_know"), respondents)


def test_undated_measurements_have_no_trend_and_keep_the_rest(table):
    answers, respondents = progression()
    undated = measurements(answers, respondents.assign(date=pd.NaT))
    found = progression_change(undated, ITEMS, 5, 0.95, 5).set_index("item")
    assert found["trend_per_year"].isna().all()
    assert found["p_panel"].tolist() == pytest.approx(table["p_panel"].tolist())


def test_the_shift_table_counts_every_pair_and_hides_few(rows):
    shift = progression_shift(rows, [item for item, _ in ITEMS], 5, 5)
    assert len(shift) == 11 * 25
    shown = shift.dropna(subset=["n"])
    assert not ((shown["n"] > 0) & (shown["n"] < 5)).any()
    pairs = ends(rows[rows["item"] == "q4"])
    own = shown[shown["item"] == "q4"].set_index(["first", "last"])["n"]
    for place, n in own.items():
        assert n == int(((pairs["first"] == place[0]) & (pairs["last"] == place[1])).sum())


def fillings(table, hidden):
    """All tables of 3 by 3 counts with the same printed sums and shown counts, by enumeration.

    Sums: rows and columns, moved up, the same, moved down, and of squared moves.
    """
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    a, b, c, d = np.meshgrid(*(np.arange(rows[i] + 1) for i in (0, 0, 1, 1)), indexing="ij")
    top = np.stack([a, b, rows[0] - a - b], axis=-1)
    middle = np.stack([c, d, rows[1] - c - d], axis=-1)
    every = np.stack([top, middle, columns - top - middle], axis=-2).reshape(-1, 3, 3)
    up = every[:, [0, 0, 1], [1, 2, 2]].sum(axis=1)
    down = every[:, [1, 2, 2], [0, 0, 1]].sum(axis=1)
    far = every[:, 0, 2] + every[:, 2, 0]
    squares = up + down + 3 * far
    fits = (every >= 0).all(axis=(1, 2)) & (every == table)[:, ~hidden].all(axis=1)
    fits &= (up == np.triu(table, 1).sum()) & (down == np.tril(table, -1).sum())
    fits &= squares == np.triu(table, 1).sum() + np.tril(table, -1).sum() + 3 * (
        table[0, 2] + table[2, 0]
    )
    return every[fits]


@settings(max_examples=40, deadline=None)
@given(arrays(np.int64, (3, 3), elements=st.integers(0, 9)))
def test_no_hidden_count_can_be_worked_out_even_from_all_sums(table):
    hidden = hide(table, 5)
    small = (table > 0) & (table < 5)
    assert not (small & ~hidden).any()
    possible = fillings(table, hidden)
    settled = (possible == possible[0]).all(axis=0)
    if not hidden.all():
        assert not (settled & hidden).any()
    elif table.sum() >= 5:
        assert safe(table, 5) == (not (settled & small).any())


def solvable(table, hidden):
    """Hidden counts that have one value only, asked by another route: one above, and one below.

    Known are all shown counts and all that the report and its files print: how many moved up, down
    and not at all, means and spreads of first and last answers and of their difference.
    """
    n = len(table)
    first, last = np.indices((n, n))
    known = [np.ones((n, n)), first < last, first > last, first, last, first**2, last**2,
             (last - first) ** 2]  # fmt: skip
    sums = np.array([np.asarray(each, dtype=float).ravel() for each in known])
    found = []
    for place in np.flatnonzero(hidden):
        value = table.ravel()[place]
        feasible = False
        for least, most in ((0, value - 1), (value + 1, np.inf)):
            low, high = np.zeros(n * n), np.full(n * n, np.inf)
            shown = ~hidden.ravel()
            low[shown] = high[shown] = table.ravel()[shown]
            if least > most:
                continue
            low[place], high[place] = least, most
            totals = sums @ table.ravel()
            answer = milp(
                np.zeros(n * n), constraints=LinearConstraint(sums, totals, totals),
                integrality=np.ones(n * n), bounds=Bounds(low, high),
            )  # fmt: skip
            feasible |= answer.success
        if not feasible:
            found.append(int(place))
    return found


TABLES = {
    "q4": [[31, 27, 13, 2, 0], [15, 68, 65, 24, 3], [3, 49, 71, 33, 4], [0, 4, 31, 33, 15],
           [0, 0, 0, 10, 9]],
    "q11": [[48, 43, 20, 2, 2], [30, 67, 52, 19, 1], [7, 30, 65, 55, 5], [0, 6, 21, 23, 3],
            [0, 0, 2, 4, 2]],
    "corner": [[2, 30, 0, 0, 0], [40, 60, 30, 0, 0], [0, 30, 60, 20, 0], [0, 0, 20, 30, 9],
               [0, 0, 0, 12, 3]],
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_the_printed_moves_do_not_give_away_a_count_of_few(name):
    table = np.array(TABLES[name])
    hidden = hide(table, 5)
    assert not solvable(table, hidden)
    assert hidden.mean() < 0.6


def simulated_tables(seed):
    """First by last answers of the survey that the demo simulates, question by question."""
    settings, questions = (
        load_survey_parameters(ROOT / "data" / "simulation"),
        ROOT / "data/surveys",
    )
    rng = np.random.default_rng(seed)
    n = settings.progression.persons
    start = rng.integers(300, 380, n)
    starters = Starters(
        pnr=np.array([f"{i:010d}".encode() for i in range(n)]),
        municipality=rng.integers(101, 118, n), start=start, end=start + rng.integers(20, 120, n),
    )  # fmt: skip
    frame = draw_progression(
        starters, settings.progression, read_questionnaire(questions, "progression"),
        Span(2008, 2019), seed,
    )  # fmt: skip
    for item in [name for name in frame if name in dict(ITEMS)]:
        valid = frame[frame[item].between(1, 5)].sort_values("maaling_nr")
        found = valid.groupby("pnr")[item].agg(["first", "last", "size"])
        pairs = found[found["size"] > 1].astype("int64")
        yield square_table(pairs["first"].to_numpy(), pairs["last"].to_numpy(), 5)


@pytest.mark.parametrize("seed", [5, 20190401])
def test_the_simulated_survey_gives_no_count_of_few_away(seed):
    tables = list(simulated_tables(seed))
    assert len(tables) == 11
    for table in tables:
        assert table.sum() > 200
        hidden = hide(table, 5)
        assert safe(table, 5)
        assert not ((table > 0) & (table < 5) & ~hidden).any()
        assert not solvable(table, hidden)
        assert table[hidden].sum() < table.sum() / 2  # the table is still worth printing


def test_a_question_whose_sums_tell_a_count_of_few_shows_its_numbers_only():
    people = [(f"{n:03d}", 2, 3) for n in range(30)] + [("900", 4, 1), ("901", 4, 1)]
    rows = pd.DataFrame(
        [
            {"person": who, "order": order, "municipality": 101, "date": pd.NaT, "item": "q1",
             "asked": "citizen", "y": float(y)}
            for who, *answers in people
            for order, y in enumerate(answers, start=1)
        ]
    )  # fmt: skip
    found = progression_change(rows, [("q1", "citizen")], 5, 0.95, 5).loc[0]
    assert found["n_pairs"] == 32
    assert found[["up", "down", "first_mean", "change", "panel", "p_ordinal"]].isna().all()


def test_the_sign_test_is_hidden_with_the_moves_it_would_tell():
    rng = np.random.default_rng(3)
    answers = [(x, x) for x in rng.integers(1, 6, 300)] + [(2, 3), (3, 4)] + [(4, 2)] * 9
    rows = pd.DataFrame(
        [
            {"person": f"{n:03d}", "order": order, "municipality": 101 + n % 9, "date": pd.NaT,
             "item": "q1", "asked": "citizen", "y": float(y)}
            for n, pair in enumerate(answers)
            for order, y in enumerate(pair, start=1)
        ]
    )  # fmt: skip
    found = progression_change(rows, [("q1", "citizen")], 5, 0.95, 5).loc[0]
    assert found[["up", "p_ordinal", "p_ordinal_holm", "p_ordinal_fdr"]].isna().all()


def test_nothing_is_hidden_where_nothing_is_small():
    assert not hide(np.array([[9, 0], [12, 5]]), 5).any()
    assert hide(np.array([[1, 0], [2, 1]]), 5).all()


def test_those_who_stay_are_told_from_those_who_do_not(rows):
    found = progression_attrition(rows, 0.95, 5)
    citizen = found[found["asked"] == "citizen"].set_index("measurement")
    assert citizen.loc[1, "share"] == 1
    assert citizen["persons"].is_monotonic_decreasing
    assert citizen.loc[2, "difference"] > 0  # the weak are lost more often
    assert citizen.loc[2, "ci_low"] > 0
    own = rows[rows["asked"] == "citizen"]
    assert citizen.loc[2, "persons"] == (own.groupby("person")["order"].nunique() >= 2).sum()


def test_groups_of_few_are_left_out_of_the_comparison(rows):
    waves = rows.groupby("person")["order"].transform("nunique")
    few_left = rows[(waves >= 2) | rows["person"].isin(rows.loc[waves == 1, "person"].unique()[:3])]
    found = progression_attrition(few_left, 0.95, 5).query("measurement == 2")
    assert found["withheld"].all()
    assert found["persons"].isna().all()


def test_neighbouring_groups_that_differ_by_few_are_not_both_shown(rows):
    """Nobody may be told by subtracting those with three measurements from those with two."""
    waves = rows.groupby("person")["order"].transform("nunique")
    two = rows.loc[waves == 2, "person"].unique()
    found = progression_attrition(rows[~rows["person"].isin(two[3:])], 0.95, 5)
    for _, own in found.groupby("asked"):
        shown = [*own["persons"].dropna(), 0]
        assert not any(0 < a - b < 5 for a, b in itertools.pairwise(shown))
        assert own.set_index("measurement").loc[[2, 3], "withheld"].tolist() == [False, True]


def test_the_printed_p_values_stand_beside_as_printed(table):
    items = {q.item: q.published for q in book("progression").items}
    found = with_published(table.reset_index(), read_published(PUBLISHED), items)
    assert found["published_significant"].sum() == 6
    assert (found["published_p"] < 0.05 / 11).sum() == 4
    assert found.loc[found["published_direction"] == "down", "item"].tolist() == ["q8"]
    assert found.loc[found["published_below"].astype(bool), "item"].tolist() == [
        "q4", "q5", "q7", "q11",
    ]  # fmt: skip
    with pytest.raises(InputError, match=r"brf\.prog\.q99\.p"):
        with_published(table.reset_index(), read_published(PUBLISHED), {"q1": "brf.prog.q99.p"})
    bare = with_published(table.reset_index(), read_published(PUBLISHED), {})
    assert bare["published_p"].isna().all()


def command(tmp_path, known, persons=60):
    """Run the command with a DREAM that holds a share of the survey's persons; its outputs."""
    answers, respondents = progression(persons=persons)
    ANSWERS.write(answers, tmp_path / "a.parquet")
    RESPONDENTS.write(respondents, tmp_path / "r.parquet")
    keys = respondents["respondent"].unique()
    keys = [*keys[: round(known * len(keys))], "somebody else"]
    dream = pd.DataFrame({"person": range(len(keys)), "bucket": 0, "pnr": keys})
    PERSONS.write(dream, tmp_path / "p.parquet")
    task = {
        "estimation": {"confidence": 0.9}, "disclosure": {"min_cell": 5}, "smallest_link": 0.5,
    }  # fmt: skip
    names = ("progression", "shift", "attrition", "links")
    outputs = {name: tmp_path / f"{name}.csv" for name in names}
    given_paths = {
        "answers": tmp_path / "a.parquet", "respondents": tmp_path / "r.parquet",
        "persons": tmp_path / "p.parquet", "codebook": SURVEYS / "progression.csv",
        "scales": SCALES, "published": PUBLISHED, **outputs,
    }  # fmt: skip
    options = [part for name, path in given_paths.items() for part in (f"--{name}", str(path))]
    return main(["progression", "--settings", json.dumps(task), *options]), outputs


def test_the_command_writes_its_tables(tmp_path):
    code, outputs = command(tmp_path, known=0.5)
    assert code == 0
    table = pd.read_csv(outputs["progression"])
    assert table["item"].tolist() == [item for item, _ in ITEMS]
    assert table["label_da"].str.endswith("?").all()
    assert len(pd.read_csv(outputs["shift"])) == 275
    assert set(pd.read_csv(outputs["attrition"])["asked"]) == {"citizen", "caseworker"}
    assert pd.read_csv(outputs["links"]).to_dict("records") == [{"of": 60, "linked": 30}]


@pytest.mark.parametrize(
    ("known", "persons", "counts"),
    [(0.4, 60, "Of 60 persons of the survey progression, 24 are in DREAM"), (0, 15, "Of 15 ")],
)
def test_persons_whom_dream_does_not_have_stop_the_command(
    tmp_path, capsys, known, persons, counts
):
    code, outputs = command(tmp_path, known, persons)
    message = capsys.readouterr().err
    assert code == InputError.exit_code
    assert counts in message
    assert "data.surveys.progression against data.dream" in message
    assert not any(path.exists() for path in outputs.values())


def test_invented_answers_have_the_declared_form():
    answers = answers_of([{"respondent": "a", "item": "q1", "value": 4}], "progression")
    assert answers["counts"].tolist() == [1]
    assert respondents_of(pd.DataFrame({"respondent": ["a"]}), "progression")["wave"].tolist() == [
        0
    ]
