"""Sections of this report that stand in it only where the run has what they are about."""

from collections.abc import Mapping

from effektspor.report.sections import Section

ANSWERS = "jobcentres.table"
SECTIONS: Mapping[str, Section] = {
    "_svarprocent.qmd": Section(ANSWERS, "no_jobcentres"),
    "_serie_alder.qmd": Section("figure.awards_age", "no_awards_age"),
    "_serie_aarsag.qmd": Section("figure.awards_cause", "no_awards_cause"),
    "_serie_fuldtid.qmd": Section("figure.fulltime", "no_fulltime"),
    "_serie_niveauer.qmd": Section("series.table"),
    "_svar.qmd": Section(ANSWERS, "no_jobcentres"),
    "_udfordringer.qmd": Section(ANSWERS, "no_theme"),
    "_samarbejde.qmd": Section(ANSWERS, "no_theme"),
    "_indsatser.qmd": Section(ANSWERS, "no_theme"),
    "_virksomheder.qmd": Section(ANSWERS, "no_theme"),
    "_progression.qmd": Section(ANSWERS, "no_theme"),
    "_motivation.qmd": Section(ANSWERS, "no_theme"),
    "_moeder.qmd": Section(ANSWERS, "no_theme"),
    "_forventninger.qmd": Section(ANSWERS, "no_theme"),
    "_aendring.qmd": Section("change.table", "no_before"),
    "_datakvalitet_serier.qmd": Section("series.quality.table", "no_series"),
    "_datakvalitet_skemaer.qmd": Section("survey_quality.table", "no_surveys"),
}
"""Include file in ``reports/kl2016``: when it stands there. Headings stand outside the files."""
