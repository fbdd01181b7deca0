import re

import pytest
import yaml
from brf_tables import STUDY, make_artefacts, write_tables

from effektspor.errors import ReportError
from effektspor.report.findings import Finding, read_catalogue, read_catalogues, tell, variant_of
from effektspor.report.formats import write
from effektspor.report.prose import (
    check_catalogue_numbers,
    check_prose_numbers,
    read_constants,
)

CATALOGUE = STUDY / "findings.da.yml"
EFFECT = "effect.internship.in_programme.week95"
FRAME = {
    "default": Finding(rule="absent", withheld="Skjult.", not_evaluated="For få."),
    "absent": Finding(rule="absent", withheld="skjult", not_evaluated="for få"),
}


@pytest.fixture(scope="module")
def artefacts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("findings")
    return make_artefacts(write_tables(folder / "t"), folder / "o")


def one(text, artefacts, **entry):
    return tell({**FRAME, "x": Finding(**({"text": text} | entry))}, artefacts)["x"]


@pytest.mark.parametrize(
    ("effect", "half", "opening"),
    [
        (0.1, 0.03, "Effekten på andelen i virksomhedspraktik er positiv: 10,0"),
        (-0.05, 0.03, "Effekten på andelen i virksomhedspraktik er negativ: −5,0"),
        (0.02, 0.03, "Der er ingen sikker effekt på andelen i virksomhedspraktik."),
        (-0.02, 0.03, "Der er ingen sikker effekt på andelen i virksomhedspraktik."),
    ],
)
def test_variants_switch_with_the_estimates(effect, half, opening, tmp_path):
    paths = write_tables(tmp_path / "t", effect=effect, half=half)
    told = tell(read_catalogues(STUDY, "da"), make_artefacts(paths, tmp_path / "o"))
    assert told["box_internship"].startswith(opening)
    assert "n\u00a0=\u00a0400" in told["box_internship"]  # never parted at the end of a line
    assert "95 pct.-KI" in told["box_internship"].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("390–390 ved start og 1.390–1.390.", "390 ved start og 1.390."),
        ("390–391, 39–390, 1390–390", "390–391, 39–390, 1390–390"),
        ("1,3–1,35 og 1.390–390", "1,3–1,35 og 1.390–390"),
        ("2016–2016–17", "2016–2016–17"),
    ],
)
def test_a_range_from_a_number_to_itself_is_that_number(text, told, artefacts):
    assert one(text, artefacts, rule="always") == told


def test_many_intervals_are_not_called_sure_and_are_told_to_be_many():
    """What is said of the municipalities' table holds for that of the roles as well."""
    catalogue = read_catalogues(STUDY, "da")
    assert "sikre" not in catalogue["survey_roles_headline"].text
    assert "ikke korrigeret for, at der er mange" in catalogue["survey_roles_guide"].text


def test_every_sentence_can_be_told_of_thin_data(tmp_path):
    told = tell(
        read_catalogues(STUDY, "da"),
        make_artefacts(write_tables(tmp_path / "t", n=40), tmp_path / "o"),
    )
    assert "ikke vurderet" in told["box_internship"]
    assert not re.search(r"\bnan\b", " ".join(told.values()))


def test_every_sentence_can_be_told_of_real_data(tmp_path):
    paths = write_tables(tmp_path / "t")
    told = tell(
        read_catalogues(STUDY, "da"), make_artefacts(paths, tmp_path / "o", synthetic=False)
    )
    assert told["box_title"] == "Hovedresultater"
    assert told["data_title"] == "Hvad bygger tallene på?"
    assert not [name for name in told if name.startswith("truth_")]
    assert "syntetisk" not in " ".join(told.values()).lower()


def test_no_headline_is_longer_than_ten_words_in_any_variant():
    catalogue = read_catalogues(STUDY, "da")
    variants = ("up", "down", "unclear", "gated", "not_evaluated", "withheld", "text")
    for name, finding in catalogue.items():
        if not name.endswith("_headline"):
            continue
        for text in filter(None, (getattr(finding, variant) for variant in variants)):
            assert len(re.sub(r"\{[^}]*\}", "x", text).split()) <= 10, (name, text)
        if finding.rule == "interval" and not finding.needs:
            # The sentences of the entry `default` are too long and too vague for a headline.
            assert finding.not_evaluated, name
            assert finding.withheld, name


def test_a_falling_rate_is_told_as_a_fall(tmp_path):
    paths = write_tables(tmp_path / "t", ratio=0.6)
    told = tell(read_catalogues(STUDY, "da"), make_artefacts(paths, tmp_path / "o"))
    for name in ("box_time", "rate_text"):
        assert "faldet 40\u00a0pct." in told[name]
        assert "\u221240\u00a0pct." in told[name]
    assert "forlænges med 67\u00a0pct." in told["duration"]
    assert "langsommere" in told["fig_survival_headline"]


def test_a_positive_effect_is_not_told_as_a_rise_of_the_share(tmp_path):
    # The share of the participants falls, that of the others falls more.
    paths = write_tables(tmp_path / "t", effect=0.01, half=0.005)
    told = tell(read_catalogues(STUDY, "da"), make_artefacts(paths, tmp_path / "o"))
    assert "faldet" in told["levels_internship_participants"]
    assert "positiv" in told["box_internship"].lower()
    assert "stig" not in told["box_internship"]


@pytest.mark.parametrize(
    ("factor", "word"), [(1.2, "kan altså være tilfældige"), (0.8, "større, end tilfældighed")]
)
def test_a_spread_is_more_than_chance_only_beyond_the_limit(factor, word, artefacts):
    key = "spread.internship.in_programme"
    limit = artefacts[f"{key}.noise_limit"]
    expected, seen = (artefacts[f"{key}.{name}"].value for name in ("noise_range", "range"))
    assert expected < limit.value
    # Above the expected range and yet below the limit is no more than chance.
    moved = limit.model_copy(update={"value": seen * factor})
    less = artefacts[f"{key}.noise_range"].model_copy(update={"value": seen * 0.5})
    told = tell(
        read_catalogues(STUDY, "da"),
        artefacts | {f"{key}.noise_limit": moved, f"{key}.noise_range": less},
    )
    assert word in told["spread_internship"]


@pytest.mark.parametrize(
    ("error", "words"),
    [(0.004, "0,4\u00a0procentpoint over"), (-0.004, "0,4\u00a0procentpoint under"),
     (0.0001, "svarer til")],
)  # fmt: skip
def test_the_estimation_error_is_told_with_its_direction(error, words, artefacts):
    key = "truth.internship.in_programme.estimation_error"
    moved = artefacts[key].model_copy(update={"value": error})
    assert words in tell(read_catalogues(STUDY, "da"), artefacts | {key: moved})["truth_error"]


def test_curves_that_rest_on_few_say_from_where(artefacts, tmp_path):
    # 400 at the start, three fewer each week: below 50 from week 117, so never in the window.
    told = tell(read_catalogues(STUDY, "da"), artefacts)
    assert told["survival_tail"].startswith("I alle uger")
    few = make_artefacts(write_tables(tmp_path / "t", n=200), tmp_path / "o")
    assert few["survival.week_last"].value == 50  # 200 - 3 * 50 is the last week with 50 or more
    assert "efter uge 50 fra start" in tell(read_catalogues(STUDY, "da"), few)["survival_tail"]


def test_no_sentence_names_another_level_than_the_study_s(tmp_path):
    paths = write_tables(tmp_path / "t")
    told = tell(
        read_catalogues(STUDY, "da"), make_artefacts(paths, tmp_path / "o", confidence=0.975)
    )
    text = " ".join(told.values()).replace("\u00a0", " ")
    assert not re.search(r"\b(95|98) ?(pct|ud af)", text)
    assert "97,5 pct.-KI" in text
    assert "i 97,5 pct. af tilfældene" in told["spread_internship"].replace("\u00a0", " ")


def test_the_interval_rule_reads_both_ends(artefacts):
    finding = Finding(rule="interval", of=EFFECT, up="op", down="ned", unclear="?")
    assert variant_of("x", finding, artefacts) == "up"
    low = artefacts[EFFECT].model_copy(update={"ci_low": -0.001})
    assert variant_of("x", finding, artefacts | {EFFECT: low}) == "unclear"
    below = artefacts[EFFECT].model_copy(update={"ci_low": -0.2, "ci_high": -0.1})
    assert variant_of("x", finding, artefacts | {EFFECT: below}) == "down"


def test_a_number_kept_back_is_never_printed(artefacts):
    kept = artefacts | {EFFECT: artefacts[EFFECT].model_copy(update={"disclosure": "internal"})}
    assert one(f"Tallet er {{{EFFECT}|pp1}}", kept) == "Tallet er skjult"
    entry = {"rule": "interval", "of": EFFECT, "up": "op", "down": "ned", "unclear": "?"}
    assert one(None, kept, **entry) == "Skjult."


def test_an_unknown_id_stops_the_build(artefacts):
    with pytest.raises(ReportError, match=r"no artefact 'effect\.unknown'"):
        one("Effekten er {effect.unknown|pp1}.", artefacts)


def test_a_missing_variant_stops_the_build(tmp_path):
    entries = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
    del entries["box_hours"]["unclear"]
    path = tmp_path / "findings.da.yml"
    path.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ReportError, match="unclear"):
        read_catalogue(path)


def test_the_catalogues_of_a_folder_are_read_as_one(tmp_path):
    (tmp_path / "findings.da.yml").write_text("first: 'En.'\n", encoding="utf-8")
    (tmp_path / "findings_effect.da.yml").write_text("second: 'To.'\n", encoding="utf-8")
    (tmp_path / "findings_effect.en.yml").write_text("third: 'Three.'\n", encoding="utf-8")
    assert list(read_catalogues(tmp_path, "da")) == ["first", "second"]
    with pytest.raises(ReportError, match="no catalogue"):
        read_catalogues(tmp_path, "sv")


@pytest.mark.parametrize("second", ["findings_more.da.yml", "findings.da.yml"])
def test_a_name_that_stands_twice_stops_the_build(second, tmp_path):
    (tmp_path / "findings.da.yml").write_text("first: 'En.'\n", encoding="utf-8")
    with (tmp_path / second).open("a", encoding="utf-8") as file:
        file.write("first: 'Igen.'\n")
    with pytest.raises(ReportError, match="'first' stands twice"):
        read_catalogues(tmp_path, "da")


def test_percentage_points_are_never_printed_as_per_cent(artefacts):
    for form in ("pct1", "num1"):
        with pytest.raises(ReportError, match="percentage_points"):
            write(artefacts[EFFECT], form, "x")
    with pytest.raises(ReportError, match="share"):
        write(artefacts["started.comparison_2016.week52"], "pp1", "x")


def test_a_sentence_that_ends_with_an_abbreviation_has_one_full_stop(artefacts):
    assert one("Det er {started.comparison_2016.week52|pct0}.", artefacts) == "Det er 20\u00a0pct."


def test_the_study_has_no_number_without_an_artefact_behind_it():
    constants = read_constants(STUDY / "constants.yml")
    check_catalogue_numbers(read_catalogues(STUDY, "da"), constants, "findings")
    check_prose_numbers((STUDY / "brf2019.qmd").read_text(encoding="utf-8"), constants, "qmd")


@pytest.mark.parametrize(
    "text",
    [
        "Effekten er 10 procentpoint.",
        "Det er 38,5 pct.",
        "# Afsnit\n\nI uge 96 er der flere.",
        "Se [@fig-x]: 3 af dem.",
        "I 17 kommuners tilfælde",
    ],
)
def test_a_number_in_the_prose_stops_the_build(text):
    with pytest.raises(ReportError, match="no artefact behind it"):
        check_prose_numbers(text, ["17 kommuner", "uge 95", "2016"], "x.qmd")


@pytest.mark.parametrize(
    "text",
    [
        "# 2.1 Virkning {#sec-2-1}",
        "Se [@fig-1] og {{< var finding.fig1 >}} i afsnit 2.1.",
        "De 17 kommuner i uge 95, 2016.",
        "```\n38 pct.\n```",
        "1. første punkt",
    ],
)
def test_markup_and_constants_may_hold_digits(text):
    check_prose_numbers(text, ["17 kommuner", "uge 95", "2016"], "x.qmd")


def test_the_line_of_the_number_is_named():
    with pytest.raises(ReportError) as caught:
        check_prose_numbers("---\ntitle: 2019\n---\n\nTekst.\n\nHele 42 gik.", [], "x.qmd")
    assert caught.value.where == "x.qmd, line 7"


def test_constants_are_definitions_with_a_reason_each():
    assert all(len(reason) > 3 for reason in read_constants(STUDY / "constants.yml").values())
