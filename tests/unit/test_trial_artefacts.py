"""Artefacts of the flexjob trial: what a report may say of it, and on which basis."""

import json
from pathlib import Path

import pandas as pd
import pytest
import yaml
from trial_results import results

from effektspor.cli import main
from effektspor.errors import InputError
from effektspor.evaluations.discus2007 import basis, dates, practice, printed, status
from effektspor.evaluations.discus2007.groups import GROUPS
from effektspor.evaluations.discus2007.making import Study
from effektspor.evaluations.discus2007.tables import LAYOUT, read_tables
from effektspor.evaluations.formulas import FORMULAS
from effektspor.evaluations.mapping import own_values, read_mapping
from effektspor.evaluations.plan import Plan, PlannedResult
from effektspor.evaluations.result_tables import Tables
from effektspor.evaluations.trial.printed_items import BASELINE, JOBS, PROFILES
from effektspor.published import read_published
from effektspor.report.formats import write
from effektspor.tables import write_csv

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "reports" / "discus2007"
MAPPED = read_mapping(REPORT / "published_items.yml")
PLAN = Plan(study="discus2007", results=(PlannedResult(id="outcomes.flexjob_end.*", question="?"),))


def study(*, synthetic=True, **settings):
    return Study("2008-01-01", synthetic=synthetic, plan=PLAN, **settings)


def made(group, frames, **settings):
    """Artefacts of a group by id."""
    found = GROUPS[group].artefacts(Tables(frames, "0" * 64), study(**settings))
    assert len({each.id for each in found}) == len(found), "an id stands twice"
    return {each.id: each for each in found}


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """The tables as they come back from the files that the commands write."""
    folder = tmp_path_factory.mktemp("trial")
    paths = {}
    for name, frame in results().items():
        paths[name] = folder / f"{name}.csv"
        write_csv(frame, paths[name])
    return read_tables(paths).frames


@pytest.fixture(scope="module")
def everything(tables):
    found = {}
    for name, group in GROUPS.items():
        if group.requires and set(group.requires) <= set(tables):
            found |= made(name, tables)
    return found


@pytest.fixture(scope="module")
def published():
    frame = read_published(ROOT / "data" / "published")
    return frame[frame["source"] == "discus2007"].reset_index(drop=True)


def test_every_table_of_the_layout_is_read_by_a_group():
    read = {name for group in GROUPS.values() for name in group.requires}
    assert read == set(LAYOUT.columns)


@pytest.mark.parametrize(("name", "made_by"), sorted(results().items()))
def test_tables_have_the_columns_that_are_read(name, made_by):
    assert set(LAYOUT.columns[name]) <= set(made_by.columns)


def test_the_primary_outcome_is_its_row(tables, everything):
    table = tables["trial_outcomes"]
    row = table[(table["outcome"] == "flexjob_end") & (table["scope"] == "all")].iloc[0]
    difference = everything["outcomes.flexjob_end.difference"]
    assert difference.value == pytest.approx(
        row["n_other_actor"] / row["of_other_actor"]
        - row["n_municipality"] / row["of_municipality"]
    )
    assert (difference.ci_low, difference.ci_high) == (row["diff_low"], row["diff_high"])
    assert difference.unit == "percentage_points"
    assert difference.prespecified
    assert difference.n == {"other_actor": 120, "municipality": 120}
    assert everything["outcomes.flexjob_end.p"].value == row["p_randomisation"]
    assert not everything["outcomes.jobs_created.difference"].prespecified


def test_jobs_are_not_persons(everything):
    jobs, persons = (
        everything[f"outcomes.{name}.municipality.n"] for name in ("jobs_created", "flexjob_end")
    )
    assert (jobs.unit, persons.unit) == ("jobs", "persons")
    assert everything["outcomes.jobs_created.municipality"].unit == "ratio"
    assert everything["outcomes.jobs_created.difference"].unit == "ratio"
    assert everything["jobs.all.sector.private.n"].unit == "jobs"


@pytest.mark.parametrize(
    "name",
    ["flow", "outcomes", "municipalities", "times", "durability", "subgroups", "panel", "baseline",
     "national", "status", "power", "fees"],
)  # fmt: skip
def test_every_figure_has_its_data(everything, name):
    figure = everything[f"figure.{name}"]
    group = next(g for g in GROUPS.values() if Path(figure.data).stem in g.requires)
    assert figure.kind == "figure"
    assert Path(figure.data).stem in group.requires


def test_what_the_print_tells_of_is_a_calibration_and_what_was_invented_is_not(everything):
    for key, artefact in everything.items():
        name = key.removeprefix("withheld.").removeprefix("not_evaluated.")
        if name.startswith(("times.", "subgroups.", "panel.", "fees.", "break_even.")):
            assert artefact.basis == "simulation", key
        ends = (".difference", ".ratio", ".p", ".interaction")
        if name.endswith(ends) and not name.startswith("counts."):
            assert artefact.basis == "simulation", key
    assert everything["durability.truncated_mean.other_actor"].basis == "calibration"
    assert everything["durability.restricted_mean.other_actor"].basis == "simulation"
    assert everything["baseline.sex.woman.all"].basis == "calibration"
    assert everything["baseline.sex.woman.municipality"].basis == "simulation"


def test_a_real_trial_knows_no_simulator(tables):
    found = {}
    for name in ("flow", "baseline", "outcomes", "times", "fees", "practice"):
        found |= made(name, tables, synthetic=False)
    assert {each.basis for each in found.values()} == {"register", "document"}
    assert not any(each.synthetic for each in found.values())
    assert "yntetisk" not in found["figure.times"].source.da


def test_few_persons_are_withheld_everywhere(tables):
    table = tables["trial_outcomes"]
    hidden = table["state"] == "withheld"
    assert hidden.any(), "the made trial must have small cells"
    found = made("outcomes", tables)
    row = table[hidden & (table["scope"] == "without_best")].iloc[0]
    key = f"outcomes.without_best.{row['outcome']}.other_actor.n"
    assert key not in found
    assert found[f"withheld.{key}"].value == 1
    counts = [a.value for name, a in found.items() if name.endswith(".n") and a.unit == "persons"]
    assert not [n for n in counts if 0 < n < 5]


def test_a_median_that_is_not_reached_is_not_evaluated(tables):
    lasting = tables["trial_durability"].copy()
    median = lasting["quantity"] == "median"
    lasting.loc[median, ["value", "low", "high"]] = float("nan")
    found = made("times", {**tables, "trial_durability": lasting})
    assert "not_evaluated.durability.median.municipality" in found
    assert "durability.median.municipality" not in found


def test_the_weighted_country_is_compared_and_has_no_persons(tables, everything):
    table = tables["trial_national"].set_index(["group", "month", "outcome"])
    row = table.loc[("national_weighted", 8, "flexjob")]
    weighted = everything["national.flexjob.8.national_weighted.difference"]
    assert weighted.value == pytest.approx(
        table.loc[("trial", 8, "flexjob"), "share"] - row["share"]
    )
    assert "national.flexjob.8.national_weighted.n" not in everything
    assert everything["national.flexjob.8.national"].basis == "calibration"
    assert everything["national.flexjob.8.national_weighted"].basis == "simulation"
    assert "national.flexjob.7.trial" not in everything, "only the months that are compared"


def test_status_of_the_end_has_two_sources_with_names_of_their_own():
    row = {
        "status": "flexjob",
        "arm": "all",
        "n": 55,
        "of": 240,
        "share": 55 / 240,
        "state": "shown",
    }
    frame = pd.DataFrame(
        [
            row | {"date": "project_end", "source": "trial_file"},
            row | {"date": "project_end", "source": "register", "n": 51},
            row | {"date": "status_date", "source": "register", "n": 60},
            row | {"date": "project_end", "source": "trial_file", "status": "self_support",
                   "n": float("nan"), "share": float("nan"), "state": "withheld"},
        ]
    )  # fmt: skip
    found = {a.id: a for a in status.artefacts(Tables({"trial_status": frame}, "0" * 64), study())}
    assert found["status.project_end.flexjob.all"].value == 55
    assert found["status.project_end_register.flexjob.all"].value == 51
    assert found["status.status_date.flexjob.all"].value == 60
    assert "withheld.status.project_end.self_support.all" in found
    assert found["status.project_end.flexjob.all"].basis == "calibration"
    assert found["status.status_date.flexjob.all"].basis == "simulation"


def test_dates_come_from_the_settings():
    settings = {"project_start": "2011-02-15", "project_end": "2012-05-14", "long_weeks": 52}
    found = made("study", {}, **settings)
    assert found["study.project_start"].value == 20110215
    assert found["study.project_months"].value == 14
    assert found["study.long_weeks"].value == 52
    assert found["study.comparable"].value == 0
    assert made("study", {})["study.project_months"].value == 12
    paid = made("study", {}, fees={"first_job_months": 3, "second_job_months": 6, "assumed": False})
    assert [paid[f"study.{name}_job_months"].value for name in ("first", "second")] == [3, 6]
    assert paid["study.fees_assumed"].value == 0
    assert dates.comparable(study())


def test_every_point_of_practice_is_counted_once(everything, tables):
    points = len(tables["practice"])
    assert points >= 40
    assert everything["practice.points"].value == points
    for field, names in practice.FIELDS.items():
        assert sum(everything[f"practice.{field}.{name}"].value for name in names) == points
    assert everything["practice.points"].basis == "document"
    assert not everything["practice.points"].synthetic


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("theme", "motivation", "no theme"),
        ("actor", "state", "no actor"),
        ("point_da", " ", "has no text"),
        ("page", "x", "no number"),
        ("order", 2, "one place"),
    ],
)
def test_a_wrong_point_is_named_by_row(tables, column, value, message):
    table = tables["practice"].astype(object)
    table.loc[0, column] = value
    with pytest.raises(InputError, match=message) as caught:
        practice.checked(table)
    assert column in caught.value.where


def test_points_stand_on_the_pages_of_their_theme(tables):
    pages = tables["practice"].assign(page=tables["practice"]["page"].astype(int))
    spans = pages.groupby("theme", sort=False)["page"].agg(["min", "max"])
    assert spans.index.tolist() == list(practice.THEMES)
    assert spans["min"].is_monotonic_increasing
    assert (spans["min"].min(), spans["max"].max()) == (10, 16)


def test_the_mapping_agrees_with_the_rows_that_name_an_item():
    named = {}
    for row, items in (
        *((f"baseline.{'.'.join(parts)}.all", items) for parts, items in BASELINE.items()),
        *((f"profiles.{'.'.join(parts)}", items) for parts, items in PROFILES.items()),
        *((f"jobs.{'.'.join(parts)}", items) for parts, items in JOBS.items()),
    ):
        named |= {item: f"{row}.n" if item.endswith(".n") else row for item in items.split()}
    wrong = {
        item: (own, MAPPED[item]["artefact"])
        for item, own in named.items()
        if item in MAPPED and MAPPED[item]["artefact"] not in (own, f"{own}.n")
        and not MAPPED[item]["artefact"].startswith("counts.")
    }  # fmt: skip
    assert wrong == {}
    assert set(named) & set(MAPPED)


def test_every_printed_item_has_a_basis_and_a_place(published):
    assert len(published) == 135
    computed = {formula.item_id for formula in FORMULAS}
    for item in published.to_dict("records"):
        key, of = item["item_id"], item["basis"]
        assert (of == "recomputed") == (key in computed), key
        assert (of == "calibration") >= (key in MAPPED and of != "recomputed"), key
        if key in MAPPED:
            assert MAPPED[key]["unit"] == item["unit"], key
    simulated = {
        key for key, entry in MAPPED.items() if not entry["artefact"].startswith("counts.")
    }
    assert not simulated & computed, "arithmetic on the print is set beside no simulated number"
    calibrated = set(published.loc[published["basis"] == "calibration", "item_id"])
    assert calibrated - set(MAPPED) == set()


def test_what_a_calibrated_item_is_compared_with_has_that_basis(published):
    for item, of in zip(published["item_id"], published["basis"], strict=True):
        if of == "calibration" and item in MAPPED:
            assert basis.basis_of(MAPPED[item]["artefact"]) == "calibration", item


def test_own_values_of_the_made_trial_are_in_the_printed_unit(everything, tables, published):
    values = own_values(MAPPED, everything).set_index("item_id")
    assert len(values) > 30
    units = published.set_index("item_id")["unit"]
    assert (values["unit"] == units[values.index]).all()
    women = tables["trial_baseline"].set_index(["variable", "value"]).loc[("sex", "woman")]
    assert values.loc["d07.pop.women", "own_value"] == pytest.approx(100 * women["level_all"])
    created = everything["outcomes.jobs_created.municipality.n"]
    assert values.loc["d07.created.municipalities", "own_value"] == created.value


def test_the_print_is_an_artefact_with_checks(published):
    found = {
        a.id: a for a in printed.artefacts(Tables({"published": published}, "0" * 64), study())
    }
    assert found["printed.d07.flexjob_after_1y.n"].value == 55
    assert not any(each.synthetic for each in found.values())
    assert found["check.created"].value == 65
    assert found["check.created_not_employed"].value == 10
    assert found["check.others_jobs"].value == 20
    assert found["check.others_persons"].value == 90
    assert found["check.long_of_all"].value == pytest.approx(0.26 * 0.74)


def test_counts_rest_on_the_print_and_on_no_simulator(everything):
    counts = {key: each for key, each in everything.items() if key.startswith("counts.")}
    assert counts
    for key, artefact in counts.items():
        assert not artefact.synthetic, key
        assert artefact.basis == "recomputed", key
        assert "DISCUS" in artefact.source.da, key
        assert artefact.disclosure == "published", key
    assert counts["counts.flexjob_counted"].value == pytest.approx(55 / 240)
    difference = counts["counts.created_difference"]
    assert difference.value == pytest.approx(-5 / 120)
    assert difference.ci_low < 0 < difference.ci_high
    assert counts["counts.created_difference.p"].value > 0.4
    assert counts["counts.without_best_difference"].value == pytest.approx(30 / 120 - 20 / 90)


def test_every_contradiction_can_be_filled(published, everything):
    found = {
        a.id: a for a in printed.artefacts(Tables({"published": published}, "0" * 64), study())
    }
    found |= made("study", {}) | everything
    entries = yaml.safe_load((REPORT / "contradictions.da.yml").read_text(encoding="utf-8"))
    assert len(entries) >= 10
    for entry in entries:
        assert set(entry) == {"pages", "box", "stated", "problem"}
        for text in (entry["stated"], entry["problem"]):
            pieces = text.split("{")
            assert not any(letter.isdigit() for letter in pieces[0]), text
            for piece in pieces[1:]:
                (key, form), rest = piece.partition("}")[0].split("|"), piece.partition("}")[2]
                assert write(found[key], form, text)
                assert not any(letter.isdigit() for letter in rest), text


def test_the_command_writes_a_group_and_own_values(tmp_path, tables):
    outcomes = {}
    for name in ("trial_outcomes", "trial_municipalities"):
        outcomes[name] = tmp_path / f"{name}.csv"
        tables[name].to_csv(outcomes[name], index=False)
    mark, plan = tmp_path / "mark.json", tmp_path / "plan.md"
    mark.write_text('{"synthetic": true}', encoding="utf-8")
    plan.write_text(
        "```yaml\nstudy: discus2007\nresults:\n- {id: 'outcomes.*', question: Who}\n```\n",
        encoding="utf-8",
    )
    settings = {
        "extract_date": "2008-01-01", "confidence": 0.95, "min_cell": 5, "draws": 999,
        "project_start": "2005-10-01", "project_end": "2006-10-01", "status_date": "2007-04-01",
        "national_months": [8, 12], "least_weeks": 26, "long_weeks": 78,
        "fees": {"clarification": 5000.0, "assumed": True},
    }  # fmt: skip
    out = tmp_path / "outcomes.json"
    main(
        ["trial-artefacts", "--group", "outcomes", "--settings", json.dumps(settings),
         *(part for name, path in outcomes.items()
           for part in (f"--in-{name.replace('_', '-')}", str(path))),
         "--in-mark", str(mark), "--in-plan", str(plan), "--out-json", str(out),
         "--out-dir", str(tmp_path / "outcomes")]
    )  # fmt: skip
    assert (tmp_path / "outcomes" / "trial_municipalities.csv").is_file()
    own = tmp_path / "own.csv"
    for start, rows in (("2005-10-01", True), ("2011-01-01", False)):
        given = settings | {
            "project_start": start,
            "project_end": f"{int(start[:4]) + 1}{start[4:]}",
        }
        main(
            ["trial-artefacts", "--group", "own_values", "--settings", json.dumps(given),
             "--in-mapping", str(REPORT / "published_items.yml"), "--in-artefacts", str(out),
             "--out-csv", str(own)]
        )  # fmt: skip
        assert (len(pd.read_csv(own)) > 0) == rows, (
            "another time is compared with no printed figure"
        )
