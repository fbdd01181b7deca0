"""All partials of the report, by the names under which its ``.qmd`` takes them in."""

from dataclasses import replace
from functools import partial

from effektspor.report import partials as common
from effektspor.report import quality
from effektspor.report.blocks import callout, result_box
from effektspor.report.material import Material
from effektspor.report.municipalities import diagnostics, endpoints, people, timing
from effektspor.report.parts import Parts, Texts
from effektspor.report.programme import effects, truth
from effektspor.report.programme.measures import (
    Artefacts,
    cohorts_of,
    has_placebo,
    measures_of,
    name_of,
)
from effektspor.report.programme.text import blocks, include, told
from effektspor.report.programme.words import study_words

# Figure id: artefact, the beginning of its findings' names, and the finding with its n.
FIGURES = {
    **{
        name: (f"figure.{'.'.join(each)}", f"fig_{name_of(each)}", "weekly_n")
        for each, name in effects.FIGURES.items()
    },
    "fig-survival": ("figure.survival", "fig_survival", "fig_survival_n"),
    "fig-specifications": ("figure.specifications", "fig_specifications", "specifications_n"),
    "fig-counterfactual": ("figure.counterfactual", "fig_counterfactual", "time_n"),
    "fig-incidence": ("figure.incidence", "fig_incidence", "time_n"),
    "fig-exits": ("figure.exits", "fig_exits", "exits_n"),
    "fig-placebo": ("figure.placebo", "placebo", "curves_n"),
    "fig-sensitivity": ("figure.sensitivity", "sensitivity", "curves_n"),
    "fig-event-study": ("figure.event_study", "event_study", "event_study_n"),
    "fig-heterogeneity": ("figure.heterogeneity", "heterogeneity", "heterogeneity_n"),
}


def build(material: Material, texts: Texts, *, figures: common.Figures = FIGURES) -> dict[str, str]:
    """Markdown by name."""
    material = replace(material, words=study_words(material.words, material.artefacts))
    measures, named = measures_of(material.artefacts), cohorts_of(material.artefacts)
    synthetic = any(artefact.synthetic for artefact in material.artefacts.values())
    outcomes = dict.fromkeys(outcome for outcome, _ in measures)
    partials = {
        "data": callout(
            "warning" if synthetic else "note",
            material.say("data_title"),
            [material.say("data_statement")],
        ),
        "resultatboks": _box(material),
        "tbl-attrition": people.attrition(material, named),
        "tbl-baseline": people.baseline(material, named),
        "tbl-followup": people.follow_up(material, named),
        "kontroller": effects.trust(material),
        "aargange": _years_before(material),
        "tbl-endpoints": endpoints.periods(material, measures),
        "effekter": effects.effects(material),
        "metoder": effects.of_each(material, "methods"),
        "tbl-methods": endpoints.methods(material, measures),
        "specifikationer": effects.of_each(material, "specifications", "clusters"),
        "tbl-specifications": endpoints.specifications(material, measures),
        "justeret": effects.of_each(material, "adjusted"),
        "kommuner": effects.of_each(material, "heterogeneity", "heterogeneity_range", "spread"),
        "sandhed": truth.truth(material),
        "afvigelser": common.deviations(material, texts.deviations),
        "definitioner": blocks(*(told(material, f"method_{outcome}") for outcome in outcomes)),
        "litteratur": common.literature(texts.literature),
        "tbl-quality": quality.quality(material),
        **_time(material),
    }
    return partials | common.figure_partials(material, figures)


def _box(material: Material) -> str:
    """The first measure is the primary one; its diagnostics stand beneath it."""
    names = [name_of(measure) for measure in measures_of(material.artefacts)]
    first, *others = names
    said = [f"box_{first}", f"box_diagnostics_{first}", *(f"box_{name}" for name in others)]
    lines = [material.say(name) for name in (*said, "box_rate")]
    return result_box(material.say("box_title"), lines)


def _years_before(material: Material) -> str:
    """Start years, and the same computation on pairs of years before the project."""
    said = effects.of_each(material, "event_study")
    if not has_placebo(material.artefacts):
        none = told(material, "no_placebo", see=["fig-event-study"])
        return blocks(none, said, include("fig-event-study"))
    return blocks(
        said,
        told(material, see=["fig-event-study", "fig-placebo"]),
        include("fig-event-study"),
        include("fig-placebo"),
    )


def _time(material: Material) -> dict[str, str]:
    """On the time to the event and on where persons are."""
    rate, named = diagnostics.RATE, cohorts_of(material.artefacts)
    summary = told(material, "diagnostics_summary_rate", see=["tbl-diagnostics-rate"])
    return {
        "tid": told(
            material, "survival_participants", "survival_comparison", "survival_tail",
            see=["fig-survival"],
        ),
        "rate": blocks(
            told(material, "rate_text", "rate_methods", "rate_leave_one", see=["tbl-rate"]),
            told(material, "rate_constancy", "duration"),
        ),
        "tbl-rate": timing.rates(material),
        "kontroller-rate": summary,
        "tbl-diagnostics-rate": diagnostics.table(
            material, rate, "tbl-diagnostics-rate", "diagnostics_rate", cohort=False
        ),
        "middeltid": told(material, "time_text", "time_share", see=["tbl-time"]),
        "tbl-time": timing.means(material, named),
        "tbl-incidence": timing.incidence(material, named),
        "tbl-exits": timing.exits(material, named),
    }  # fmt: skip


def parts_of(artefacts: Artefacts) -> Parts:
    """What the report of a study is built with; without years before there are no curves of them."""
    shown = {
        name: entry
        for name, entry in FIGURES.items()
        if name != "fig-placebo" or has_placebo(artefacts)
    }
    return Parts(partial(build, figures=shown), shown, {})
