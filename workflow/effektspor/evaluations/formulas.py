"""Which published figures follow from other published figures, as a table of formulas.

An expression is arithmetic over item ids in braces, with these functions (patterns as in file
names, ``*`` for any characters; of the coding they are regular expressions):

===============================  =================================================================
``count(pattern)``               published items whose id fits
``count_below(pattern, x)``      of these, items with a value below x, or printed as "< x" or less
``count_groups(pattern)``        different groups among the items that fit
``weeks(year)``                  ISO weeks of a year: 52 or 53
``count_reports()``              reports coded in ``desk_research_reports.csv``
``count_commissioned(pattern)``  of these, reports whose commissioner fits
``count_aimed_at(pattern)``      reports whose target group fits
``count_on(theme)``              reports with a finding on a theme in ``desk_research_matrix.csv``
``count_mainly_on(theme)``       reports of whose findings more than half are on a theme
===============================  =================================================================

No expression is a single item: a copied value would show nothing. A figure that is printed again is
a `RESTATEMENTS` pair instead, checked for equality and never counted as recomputed.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Formula:
    """How a published figure follows from others.

    Attributes
    ----------
    item_id
        The figure that is recomputed.
    expression
        Gives it in its printed unit.
    note, note_da
        What a reader must know where the two differ, else blank.
    plain
        Whether the note says how it is counted, so that the expression is not shown.
    """

    item_id: str
    expression: str
    note: str = ""
    note_da: str = ""
    plain: bool = False


def _levels(place: str, outcome: str, group: str) -> str:
    prefix = f"brf.{place}.{outcome}.{group}"
    return f"({{{prefix}.after}} - {{{prefix}.before}})"


def _brf_changes() -> list[Formula]:
    """Changes and effects from the levels printed in the same place."""
    found = [
        Formula("brf.box.vp.effect", f"{_levels('box', 'vp', 'part')} - {_levels('box', 'vp', 'comp')}"),
        Formula("brf.box.ot.effect", f"{_levels('box', 'ot', 'part')} - {_levels('box', 'ot', 'comp')}"),
    ]  # fmt: skip
    for place in ("box", "s141"):
        found += [
            Formula(f"brf.{place}.vp.part.change", _levels(place, "vp", "part")),
            Formula(f"brf.{place}.vp.comp.change", f"-{_levels(place, 'vp', 'comp')}"),
            Formula(f"brf.{place}.ot.part.change", _levels(place, "ot", "part")),
        ]
    return found


_REDUCTION = "100 * (1 - 1 / (1 + {brf.fig2.hazard_increase} / 100))"
_CONSTANT = "with a constant start rate a rise by r shortens the mean duration by 1 - 1/(1 + r)"
_CONSTANT_DA = "med konstant rate forkorter en stigning på r varigheden i snit med 1 - 1/(1 + r)"
_OF_145 = "100 * {{d07.ly.{0}.n}} / {{d07.end.ledighedsydelse.n.p9}}"

BRF2019 = (
    *_brf_changes(),
    *(
        Formula(f"brf.{place}.tts.reduction", _REDUCTION, _CONSTANT, _CONSTANT_DA)
        for place in ("box", "s141", "fig2")
    ),
    *(
        Formula(
            f"brf.{place}.tts.example_after",
            f"{{brf.{place}.tts.example_before}} * (1 - {{brf.{place}.tts.reduction}} / 100)",
        )
        for place in ("s141", "fig2")
    ),
    Formula("brf.fig1.figure_week", "weeks(2016) + {brf.fig1.calendar_week_2017}"),
    Formula("brf.fig1.week_last", "weeks(2017) + weeks(2018)"),
    Formula("brf.fig1.week_last_2016", "weeks(2016) + weeks(2017)"),
    Formula("brf.prog.n_sig", "count_below('brf.prog.q*.p', 0.05)"),
    Formula("brf.prog.n_total", "count('brf.prog.q*.p')"),
    Formula("brf.s142.progress.n_sig", "count_below('brf.prog.q*.p', 0.05)"),
    Formula("brf.s142.progress.n_total", "count('brf.prog.q*.p')"),
    Formula("brf.int.n_ordinary", "{brf.int.n} - {brf.int.n_flexjob}"),
    Formula("brf.t3.title.n_municipalities", "count_groups('brf.t3.*.cv.start') - 1",
            "municipalities among the rows of table 3, without the total",
            "kommuner blandt rækkerne i tabel 3, uden total"),
)  # fmt: skip

KL2016 = (
    Formula("kl.challenge.motivation.small_some",
            "100 - {kl.challenge.motivation.large} - {kl.challenge.motivation.none}"),
    Formula("kl.fig15.over75", "100 - {kl.fig15.always}"),
)  # fmt: skip

DISCUS2007 = (
    Formula("d07.n_citizens.p4",
            "({d07.n_municipalities} + {d07.n_other_actors}) * {d07.citizens_per_unit}"),
    Formula("d07.n_citizens.p7",
            "{d07.end.flexjob.n} + {d07.end.ledighedsydelse.n.p7}"
            " + {d07.end.disability_pension.n.p7} + {d07.end.rest.n}"),
    Formula("d07.end.rest.n",
            "{d07.end.moved.n} + {d07.end.social_assistance.n} + {d07.end.selfsupport.n}"
            " + {d07.end.fleksydelse.n}"),
    Formula("d07.end.flexjob.n", "{d07.flexjob_after_1y.n} + {d07.footnote4.not_counted}"),
    Formula("d07.end.ledighedsydelse.n.p9",
            "{d07.ly.toward_flexjob.n} + {d07.ly.stuck.n} + {d07.ly.sick.n}"
            " + {d07.ly.toward_dp.n}"),
    *(
        Formula(f"d07.ly.{part}.share", _OF_145.format(part))
        for part in ("toward_flexjob", "stuck", "sick", "toward_dp")
    ),
    Formula("d07.ly.municipalities_share", "100 - {d07.ly.other_actors_share}"),
    Formula("d07.flexjob_after_1y.share_words",
            "100 * {d07.flexjob_after_1y.n} / {d07.flexjob_after_1y.base}"),
    Formula("d07.flexjob.12m.trial", "100 * {d07.flexjob_after_1y.n} / {d07.flexjob_after_1y.base}"),
    Formula("d07.flexjob.ratio_8m", "{d07.flexjob.8m.trial} / {d07.flexjob.8m.national}"),
    Formula("d07.half_subsidy.municipalities.share",
            "100 * {d07.half_subsidy.municipalities.n} / {d07.created.municipalities}"),
    Formula("d07.half_subsidy.other_actors.share",
            "100 * {d07.half_subsidy.other_actors.n} / {d07.created.other_actors}"),
    Formula("d07.nonwestern.trial", "100 * {d07.nonwestern.n} / {d07.n_citizens.p3}"),
    Formula("d07.dp_share.trial",
            "100 * {d07.end.disability_pension.n.p9} / {d07.n_citizens.p3}"),
    Formula("d07.toward_dp.share_of_240", "100 * {d07.toward_dp.n_of_240} / {d07.n_citizens.p3}"),
    Formula("d07.fn7.to_control", "{d07.fn7.randomised_from} - {d07.fn7.to_other_actor}"),
    Formula("d07.fee.bonus_share", "100 - {d07.fee.fixed_share}"),
)  # fmt: skip

DISCUS2011 = (
    *(
        Formula(item, "count_reports()", "reports in the coding", "rapporter i kodningen", plain=True)
        for item in ("d11.n_reports.title", "d11.n_reports.p4")
    ),
    Formula("d11.mploy.n_typologies.restated",
            "{d11.mploy.n_mental} + {d11.mploy.n_physical} + {d11.mploy.n_combination}",
            "the kinds that the text counts, added; it classes six of its eight typologies",
            "de slags, teksten tæller op, lagt sammen; den indplacerer seks af sine otte typologier",
            plain=True),
    Formula("d11.commissioner.br_midtjylland", "count_commissioned('Midtjylland')",
            "reports with this commissioner; the one is known by its topic, of the same region",
            "rapporter med den bestiller; den ene er kendt på sit emne fra samme region", plain=True),
    Formula("d11.commissioner.br_nord_hs", "count_commissioned('Nordjylland')",
            "reports with this commissioner", "rapporter med den bestiller", plain=True),
    Formula("d11.commissioner.br_syddanmark", "count_commissioned('Syddanmark')",
            "reports with this commissioner; the kept text ties only one of the two to a report",
            "rapporter med den bestiller; den bevarede tekst knytter kun den ene af de to til en rapport",
            plain=True),
    Formula("d11.typology_reports.p4", "count_on('målgruppe/typologi')",
            "reports with a finding on target groups and typologies",
            "rapporter med fund om målgrupper og typologier", plain=True),
    Formula("d11.n_psych_reports", "count_aimed_at('psychological|mental')",
            "reports whose target group has psychological barriers or mental illness",
            "rapporter, hvis målgruppe har psykiske barrierer eller lidelser", plain=True),
    Formula("d11.n_reports_caseworker_theme", "count_mainly_on('sagsbehandlerens rolle')",
            "reports with more than half of their findings on the theme",
            "rapporter med over halvdelen af deres fund om temaet", plain=True),
)  # fmt: skip

HEDENSTED2019 = (
    Formula("hed.over_52w.share", "100 * {hed.over_52w.n} / {hed.n_citizens}"),
    Formula("hed.over_1y.share", "100 * {hed.over_52w.n} / {hed.n_citizens}",
            "the memo states courses over 52 weeks and over one year apart",
            "notatet angiver forløb over 52 uger og over et år hver for sig"),
    *(
        Formula(f"hed.long.exit_{base}", f"{{hed.base.exit_{base}}} + {{hed.long.{rise}.increase}}")
        for base, rise in (("ordinary_job", "ordinary_job"), ("flexjob", "flexjob"),
                           ("unemp_benefit", "unemp_benefit"))
    ),
)  # fmt: skip

FORMULAS: tuple[Formula, ...] = (*BRF2019, *KL2016, *DISCUS2007, *DISCUS2011, *HEDENSTED2019)

_ELEMENTS = ("prep", "ready", "referral", "plan", "cv", "followup", "match")
_LIMITS = ("green", "yellow_high", "yellow_low", "red")

RESTATEMENTS: dict[str, str] = {
    **{
        f"brf.t3.total.{element}.{moment}": f"brf.t1.total.{element}.{moment}"
        for element in _ELEMENTS
        for moment in ("start", "slut")
    },
    **{
        f"{place}.{limit}": f"brf.colour.{limit}"
        for place in ("brf.t1.note", "brf.t2.note", "brf.t3.note")
        for limit in _LIMITS
    },
    **{
        f"brf.fig{figure}": f"brf.fig1.{axis}"
        for axis in ("week_first", "week_first_2016", "week_last", "week_last_2016")
        for figure in (f"3.{axis}.p12", f"3.{axis}.p13", f"4.{axis}.p14")
    },
    "brf.n_municipalities.p7": "brf.n_municipalities.p3",
    "brf.n_municipalities.p21": "brf.n_municipalities.p3",
    "brf.n_tracks.p8": "brf.n_tracks.p3",
    "brf.n_substudies_a": "brf.toc.n_subreports",
    "brf.n_substudies_b": "brf.toc.n_subreports",
    "brf.fig3.ci_level": "brf.fig1.ci_level",
    "brf.fig4.ci_level": "brf.fig1.ci_level",
    "brf.fig2.n_groups": "brf.fig1.n_groups",
    "brf.fig3.n_groups": "brf.fig1.n_groups",
    "brf.fig4.n_groups": "brf.fig1.n_groups",
    "brf.fig2.tts.example_before": "brf.s141.tts.example_before",
    "d07.n_citizens.p5": "d07.n_citizens.p3",
    "d07.flexjob_after_1y.base": "d07.n_citizens.p3",
    "d07.n_other_actors.p12": "d07.n_other_actors",
    "d07.fn7.n_municipalities": "d07.n_municipalities",
    "d07.fee.bonus_step_3": "d07.fee.bonus_month_a",
    "d07.fee.bonus_step_4": "d07.fee.bonus_month_b",
    "d07.followup_date.p7": "d07.followup_date.p3",
    "d07.inclusion_min_wait.p5a": "d07.inclusion_min_wait.p4",
    "d07.fn7.min_unemployment": "d07.inclusion_min_wait.p4",
    "d07.fn7.randomised_from": "d07.fn7.citizens_per_municipality",
    "d07.fn7.to_other_actor": "d07.citizens_per_unit",
    "d07.company_size.size50.p6b": "d07.company_size.size50.p6a",
    "d07.wait18m.threshold": "d07.nat2005.wait_18m.threshold",
    "d07.flex.wait18m.threshold": "d07.nat2005.wait_18m.threshold",
    "d07.dp.wait18m.threshold": "d07.nat2005.wait_18m.threshold",
    "d11.typology_reports.p5": "d11.typology_reports.p4",
    "d11.sfi2010.n_models.restated": "d11.sfi2010.n_models",
    "hed.progress_scheme_levels.p2": "hed.progress_scheme_levels.p1",
}
"""Figure of basis ``document`` -> the figure that it repeats."""
