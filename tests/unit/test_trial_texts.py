"""The texts of the trial's report: whole, without own numbers, right for other results and dates."""

import csv
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from trial_report import OTHER, PLAN, REPORT, ROOT, artefacts_of, folders_of, made

from effektspor.evaluations.discus2007.practice import ACTORS, KINDS
from effektspor.evaluations.discus2007.practice import THEMES as CODED
from effektspor.evaluations.plan import read_plan
from effektspor.report.discus2007 import consort, counted, items, practice, summary
from effektspor.report.discus2007.partials import BOXES, FIGURES, PARTS, TABLES
from effektspor.report.findings import PLACEHOLDER, read_catalogues, tell
from effektspor.report.items import as_printed
from effektspor.report.prose import check_catalogue_numbers, check_prose_numbers, read_constants
from effektspor.report.variables import Provenance, document

CATALOGUE = read_catalogues(REPORT, "da")
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in REPORT.glob("*.qmd")}
WORDS = yaml.safe_load((REPORT / "words.da.yml").read_text(encoding="utf-8"))
CONTRADICTIONS = yaml.safe_load((REPORT / "contradictions.da.yml").read_text(encoding="utf-8"))
VARIANTS = ("up", "down", "unclear", "synthetic", "real", "text", "withheld", "not_evaluated")


def published():
    with (ROOT / "data" / "published" / "discus2007.csv").open(encoding="utf-8") as file:
        return {row["item_id"]: row for row in csv.DictReader(file)}


def variants(finding):
    return [text for text in (getattr(finding, name) for name in VARIANTS) if text]


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory):
    return made(tmp_path_factory.mktemp("synthetic"))


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    return made(tmp_path_factory.mktemp("real"), synthetic=False, dates=OTHER)


@pytest.fixture(scope="module")
def scarce(tmp_path_factory):
    """A trial of which most counts may not be shown."""
    return made(tmp_path_factory.mktemp("scarce"), min_cell=12)


def whole(out):
    provenance = Provenance("1", "0" * 64, "0" * 64, date(2026, 11, 22))
    return document(
        PARTS, REPORT, ROOT / "reports" / "shared", "da", artefacts_of(out), folders_of(out),
        provenance, read_plan(PLAN).deviations,
    )  # fmt: skip


def text_of(content):
    return "\n".join([*content.variables["finding"].values(), *content.partials.values()])


def told(out, key, value, low, high):
    """The sentences of a run in which one number and its interval are others."""
    found = artefacts_of(out)
    for start in ("withheld", "not_evaluated"):
        found.pop(f"{start}.{key}", None)
    like = found.get(key, found["outcomes.flexjob_end.difference"])
    found[key] = like.model_copy(update={"id": key, "value": value, "ci_low": low, "ci_high": high})
    return tell(CATALOGUE, found)


@pytest.mark.parametrize("run", ["synthetic", "real", "scarce"])
def test_the_report_is_whole_whatever_the_run_has(run, request):
    content = whole(request.getfixturevalue(run))
    text = text_of(content)
    assert content.meta.synthetic == (run != "real")
    assert "{" + "outcomes" not in text
    assert not re.search(r"\bnan\b|None|\{\w+\.\w+", text.replace("{#", ""))


def test_a_real_report_of_another_time_says_so_and_speaks_of_nothing_made(real):
    text = text_of(whole(real))
    assert not re.findall(".{0,60}(?:syntetisk|opdigtet).{0,40}", text, re.IGNORECASE)
    assert "1. marts 2010" in text
    assert "Det er en anden tid end kildens" in text


def test_a_synthetic_report_marks_what_rests_on_made_times_in_each_such_section(synthetic):
    content = whole(synthetic)
    for name in summary.INVENTED:
        assert "Opdigtet fordeling" in content.partials[name]
    for file in ("_tid.qmd", "_undergrupper.qmd", "_maaneder.qmd"):
        assert TEXTS[file].startswith("{{< include _partials/opdigtet")


def test_who_leads_among_persons_is_told_as_a_choice_of_the_simulator_and_of_it_only(
    synthetic, real
):
    for run, told_so in ((synthetic, True), (real, False)):
        content = whole(run)
        places = (content.variables["finding"]["arms_split"], content.partials["resultatboks"])
        assert all(("intet fund" in text) == told_so for text in places)
    assert TEXTS["discus2007.qmd"].count("finding.arms_split") == 2  # conclusion and results


def test_planned_outcomes_are_planned_in_figure_and_table_and_those_without_a_place_are_not(
    synthetic,
):
    partials = whole(synthetic).partials
    for name in ("fig-outcomes", "tbl-outcomes", "tbl-answers"):
        assert WORDS["planned"] in partials[name], name
    assert WORDS["explorative"] in partials["tbl-without-best"]


def test_a_run_of_which_little_may_be_shown_shows_no_small_count(scarce):
    for name, partial in whole(scarce).partials.items():
        if name.startswith("tbl-") and name not in ("tbl-counts", "tbl-contradictions"):
            assert not re.search(r">(?:[1-9]|1[01]) af \d+<", partial), name


DIRECTED = [
    # Finding, the number that decides, words where other actors have more, and where they have less.
    ("box_arms", "outcomes.flexjob_end.difference", "Andre aktører har fået flere",
     "Kommunerne har fået flere"),
    ("conclusion_arms", "outcomes.flexjob_end.difference", "Andre aktører har fået flere",
     "Kommunerne har fået flere"),
    ("itt_primary", "outcomes.flexjob_end.difference", "Andre aktører har flere", "Kommunerne har flere"),
    ("fig_outcomes_headline", "outcomes.flexjob_end.difference", "hos andre aktører", "hos kommunerne"),
    ("itt_jobs", "outcomes.jobs_created.difference", "andre aktører oprettet flest",
     "kommunerne oprettet flest"),
    ("itt_others", "outcomes.ledighedsydelse_end.difference", "er flere hos andre aktører",
     "er færre hos andre aktører"),
    # More weeks without a job is slower.
    ("box_times", "times.rmst_weeks.difference", "Andre aktører er længere om det",
     "Andre aktører er hurtigere"),
    ("times_rmst", "times.rmst_weeks.difference", "Kommunerne er altså hurtigst",
     "Andre aktører er altså hurtigst"),
    ("fig_times_headline", "times.rmst_weeks.difference", "Kommunerne er hurtigst",
     "Andre aktører er hurtigst"),
    ("times_months", "times.months_in_flexjob.difference", "flest hos andre aktører",
     "flest hos kommunerne"),
    ("conclusion_start", "panel.arm_early", "er andre aktører foran", "er kommunerne foran"),
    ("panel_text", "panel.arm", "flere i fleksjob hos andre aktører", "flere i fleksjob hos kommunerne"),
    ("panel_shift", "panel.late_minus_early", "andre aktørers retning", "kommunernes retning"),
    ("fig_panel_headline", "panel.arm", "hos andre aktører", "hos kommunerne"),
    ("conclusion_duration", "durability.truncated_mean.difference", "Andre aktørers job varer længst",
     "Kommunernes job varer længst"),
    ("fig_durability_headline", "durability.truncated_mean.difference", "Andre aktørers job",
     "Kommunernes job"),
    ("durability_text", "durability.possible_mean.difference", "så andre aktører er foran",
     "så kommunerne er foran"),
    ("durability_censored", "durability.restricted_mean.difference", "varer andre aktørers job",
     "varer kommunernes job"),
    ("places_without", "outcomes.without_best.flexjob_end.difference",
     "flere i fleksjob ved projektets slut hos andre aktører",
     "flere i fleksjob ved projektets slut hos kommunerne"),
    ("effort_activity", "outcomes.activity_after.difference", "Flere hos andre aktører",
     "Flere hos kommunerne"),
    ("effort_trial", "outcomes.work_trial.difference", "flest hos andre aktører", "flest hos kommunerne"),
    ("effort_satisfied", "outcomes.satisfied.difference", "flest hos andre aktører",
     "flest hos kommunerne"),
    ("flow_differential", "outcomes.answered_after.difference", "Flere har svaret hos andre aktører",
     "Flere har svaret hos kommunerne"),
    ("box_country", "national.flexjob.at1.trial.difference", "flere i fleksjob end i landet",
     "færre i fleksjob end i landet"),
    ("country_first", "national.flexjob.at1.trial.difference", "flere (", "altså færre"),
    ("country_second", "national.flexjob.at2.trial.difference", "flere (", "altså færre"),
    ("fig_national_headline", "national.flexjob.at1.trial.difference", "Flere", "Færre"),
    ("counts_subsidy", "counts.half_subsidy_difference", "hyppigere hos andre aktører",
     "sjældnere hos andre aktører"),
    ("conclusion_subsidy", "counts.half_subsidy_difference", "opretter oftere", "opretter sjældnere"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "key", "more", "less"), DIRECTED, ids=lambda value: str(value)[:30]
)
def test_each_sentence_names_the_arm_that_did_better(synthetic, name, key, more, less):
    up, down = (told(synthetic, key, sign * 0.2, *ends)[name]
                for sign, ends in ((1, (0.1, 0.3)), (-1, (-0.3, -0.1))))  # fmt: skip
    assert (more in up, less in up) == (True, False)
    assert (more in down, less in down) == (False, True)


UNDECIDED = ("usikker", "ikke sikker", "uafgjort", "ikke afgøre", "kan det afgøres", "rummer både",
             "ikke vise", "altså ikke", "ikke sikkert", "ikke større, end tilfældet",
             "skelnes")  # fmt: skip


@pytest.mark.parametrize(("name", "key"), [each[:2] for each in DIRECTED])
def test_an_interval_that_holds_nought_is_never_told_as_a_difference(synthetic, name, key):
    if CATALOGUE[name].rule != "interval":
        pytest.skip("chosen by the sign")
    text = told(synthetic, key, 0.02, -0.1, 0.14)[name]
    assert any(word in text for word in UNDECIDED), text
    assert "lige gode" not in text.replace("nogenlunde lige gode", "")


COMPARED = [
    # Finding, what is compared, words where the first is larger, and where it is smaller.
    ("conclusion_jobs", "outcomes.jobs_created.municipality.n", "Kommunerne har oprettet flest",
     "Andre aktører har oprettet flest"),
    ("box_best", "outcomes.without_best.jobs_created.other_actor", "andre aktører oprettet flest job",
     "har kommunerne oprettet flest"),
    ("status_later", "status.status_date.flexjob.all", "flere end", "færre end"),
    ("fees_set", "break_even.assumed_cost", "er andre aktører billigst", "er kommunen billigst"),
    ("country_weighted", "national.flexjob.at1.national_weighted", "svagere", "stærkere"),
    ("conclusion_activity", "profiles.all.activity_after.yes", "Flere", "Færre"),
    ("profiles_weaker", "profiles.flexjob_other_actor.long_wait.yes", "oftere ventet", "sjældnere ventet"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "key", "more", "less"), COMPARED, ids=lambda value: str(value)[:30]
)
def test_each_comparison_names_what_is_larger(synthetic, name, key, more, less):
    high, low = (told(synthetic, key, value, None, None)[name] for value in (99_999.0, -1.0))
    assert (more in high, less in high) == (True, False)
    assert (more in low, less in low) == (False, True)


def test_every_rule_has_an_artefact_of_this_kind_of_number(synthetic):
    found = artefacts_of(synthetic)
    known = set(found) | {name.partition(".")[2] for name in found}
    for name, finding in CATALOGUE.items():
        keys = {key for text in variants(finding) for key, _ in PLACEHOLDER.findall(text)}
        keys |= {key for key in (finding.of, finding.to) if key}
        lacking = {key for key in keys if key not in known} - REAL_ONLY
        assert not lacking, (name, lacking)


REAL_ONLY = {"replication.register.total", "replication.open.total"}


def test_no_text_has_a_number_of_its_own():
    constants = read_constants(REPORT / "constants.yml")
    check_catalogue_numbers(CATALOGUE, constants, "findings")
    for name, text in TEXTS.items():
        check_prose_numbers(text, constants, name)


def test_no_year_stands_in_a_sentence_but_in_the_name_of_the_source():
    allowed = read_constants(REPORT / "constants.yml")
    for name, finding in CATALOGUE.items():
        for text in variants(finding):
            for phrase in allowed:
                text = text.replace(phrase, "")
            assert not re.search(r"\b20\d\d\b", PLACEHOLDER.sub("", text)), name


def test_no_sentence_has_markup_that_would_be_printed_as_it_is():
    for name, finding in CATALOGUE.items():
        assert not [text for text in variants(finding) if "[@" in text or "{{<" in text], name


def test_points_and_per_cent_are_not_mixed_up():
    for name, finding in CATALOGUE.items():
        for text in variants(finding):
            for key, form in PLACEHOLDER.findall(text):
                gap = key.endswith("difference") or key.startswith("panel.")
                assert not (gap and form.startswith("pct")), (name, key)


def test_every_finding_of_the_document_and_of_the_lists_is_in_the_catalogue():
    asked = {name for text in TEXTS.values() for name in re.findall(r"finding\.(\w+)", text)}
    asked |= {name for item in summary.BOX for name in item} | set(summary.COUNTED)
    asked |= set(summary.INVENTED.values())
    for _, start, n_text in FIGURES.values():
        asked |= {f"{start}_{part}" for part in ("headline", "subtitle", "guide", "alt")} | {n_text}
    assert asked <= set(CATALOGUE)


def test_every_include_stands_in_the_report_once():
    taken = [name for text in TEXTS.values() for name in re.findall(r"include (_\w+\.qmd)", text)]
    assert sorted(taken) == sorted(name for name in TEXTS if name.startswith("_"))


def test_every_partial_of_the_document_is_built_and_every_one_built_is_used(synthetic):
    asked = {
        name for text in TEXTS.values() for name in re.findall(r"_partials/([\w-]+)\.md", text)
    }
    assert asked == set(whole(synthetic).partials)
    assert set(FIGURES) | set(TABLES) <= asked


def test_the_parts_stand_in_the_order_of_the_source():
    heads = re.findall(r"^#+ (.+?) \{#", TEXTS["discus2007.qmd"], re.MULTILINE)
    order = ["Forord", "Konklusion", "De vigtigste resultater", "De vigtigste erfaringer",
             "Forsøgets resultater", "Borgerprofiler og job", "Forsøgets rammer"]  # fmt: skip
    assert [head for head in heads if head in order] == order


def test_headlines_are_short():
    for name, finding in CATALOGUE.items():
        if name.startswith("fig_") and name.endswith("_headline"):
            words = [len(PLACEHOLDER.sub("x", text).split()) for text in variants(finding)]
            assert max(words) <= 12, name


def test_every_contradiction_has_a_box_and_every_box_one():
    assert {entry["box"] for entry in CONTRADICTIONS} == set(BOXES)


def test_every_printed_figure_has_a_label_and_a_place_in_one_table():
    rows = published()
    labels = {name.removeprefix("item_") for name in WORDS if name.startswith("item_d07.")}
    assert labels == set(rows)
    assert len({WORDS[f"item_{item}"] for item in rows}) == len(rows)
    for item, row in rows.items():
        tables = (items.FACTS,) if row["basis"] == "document" else (items.RESULTS, items.PEOPLE)
        places = [name for of in tables for name, pattern in of.items() if re.match(pattern, item)]
        assert places, item
        assert row["basis"] == "document" or len(places) == 1, item
        assert row["unit"].startswith("date_") or f"unit_{row['unit']}" in WORDS


def test_every_quantity_of_the_printed_counts_stands_in_the_table_once(synthetic):
    table = whole(synthetic).partials["tbl-counts"]
    quantities = [each["quantity"] for each in csv.DictReader(
        (Path(synthetic) / "counts" / "trial_counts.csv").open(encoding="utf-8"))]  # fmt: skip
    assert len(quantities) == table.count('scope="row"')
    for name in quantities:
        fits = [key for key, starts in counted.CHAPTERS.items() if name.startswith(starts)]
        assert len(fits) == 1, name


def test_every_point_of_practice_stands_once_under_its_theme(synthetic):
    partials = whole(synthetic).partials
    with (ROOT / "data" / "trial" / "practice.csv").open(encoding="utf-8") as file:
        points = list(csv.DictReader(file))
    assert sum(partials[name].count("\n- ") for name in practice.THEMES) == len(points)
    assert tuple(practice.THEMES.values()) == tuple(CODED)
    assert set(practice.KINDS) == set(KINDS)
    assert {f"actor_{actor}" for actor in ACTORS} <= set(WORDS)


def test_the_list_of_consort_is_whole_and_leads_somewhere():
    numbers = [item for item, _, _ in consort.ITEMS]
    assert [int(re.sub(r"\D", "", item)) for item in dict.fromkeys(numbers)] == sorted(
        int(re.sub(r"\D", "", item)) for item in numbers
    )
    assert {int(re.sub(r"\D", "", item)) for item in numbers} == set(range(1, 31))
    targets = set(re.findall(r"\{#(sec-[\w-]+)\}", "\n".join(TEXTS.values())))
    targets |= set(FIGURES) | set(TABLES)
    for item, state, places in consort.ITEMS:
        assert f"consort_{item}" in WORDS
        assert bool(places) == (state != consort.MISSING), item
        assert set(places) <= targets, item


@pytest.mark.parametrize(
    ("item", "printed"),
    [
        ("d07.flexjob_after_1y.n", "55\u00a0personer"),
        ("d07.pop.women", "ca. 70\u00a0pct."),
        ("d07.duration.municipalities", "5,8\u00a0måneder"),
        ("d07.followup_date.p3", "1. april 2007"),
        ("d07.timeframe_start", "oktober 2005"),
        ("d07.n_subprojects", "4"),
        ("d07.inclusion_min_wait.p4", "mindst 0,5\u00a0år"),
    ],
)
def test_a_printed_figure_keeps_its_unit_and_the_word_before_it(item, printed):
    row = published()[item]
    line = {**row, "value": float(row["value"]), "decimals": len(row["value"].partition(".")[2])}
    assert as_printed(SimpleNamespace(words=WORDS), line) == printed
