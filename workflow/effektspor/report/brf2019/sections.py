"""Sections of this report that stand in it only where the run has what they are about."""

from collections.abc import Mapping

from effektspor.report.sections import Section

SECTIONS: Mapping[str, Section] = {
    "_konklusion_progression.qmd": Section("progression.table", "no_progression"),
    "_konklusion_borgere.qmd": Section("citizens.table", "no_citizens"),
    "_konklusion_fidelitet.qmd": Section("survey_fidelity.table"),
    "_konklusion_sammenhaeng.qmd": Section("link.table"),
    "_progression.qmd": Section("progression.table", "no_progression"),
    "_faktorer.qmd": Section("factors.table", "no_factors"),
    "_sammenhaeng.qmd": Section("link.table", "no_link"),
    "_borgere.qmd": Section("citizens.table", "no_citizens"),
    "_borgere_visitation.qmd": Section("citizens.referral.response", "no_referral"),
    "_borgere_senere.qmd": Section("citizens.later.response", "no_later"),
    "_datakvalitet_undersoegelser.qmd": Section("survey_quality.table", "no_surveys"),
    "_tema_belief.qmd": Section("link.table"),
    "_tema_forberedelse.qmd": Section("link.table"),
    "_tema_ejerskab.qmd": Section("link.table"),
    "_tema_retning.qmd": Section("link.table"),
    "_citater_borgere.qmd": Section("quotes.table"),
    "_citater.qmd": Section("quotes.table", "no_quotes"),
    "_fidelitet_egen.qmd": Section("survey_fidelity.table", "no_staff"),
    "_fidelitet_kommuner.qmd": Section("survey_fidelity.table"),
}
"""Include file in ``reports/brf2019``: when it stands there. Headings stand outside the files."""
