"""What a reader is told of a diagnostic: its label, its rule with the thresholds, and why.

Numbers stand in the table's own columns and, as thresholds, in the rules; never in a reason.
"""

from dataclasses import dataclass

from effektspor.config.diagnostics import Diagnostics


@dataclass(frozen=True)
class Words:
    """One text in both languages."""

    da: str
    en: str


LABELS = {
    "placebo": Words(
        "Placebo: starter i {0} mod starter i {1}", "Placebo: started in {0} against {1}"
    ),
    "placebo_joint": Words("Alle placebopar under ét", "All placebo pairs together"),
    "placebo_rate": Words(
        "Placebo for startraten: starter i {0} mod starter i {1}",
        "Placebo of the start rate: started in {0} against {1}",
    ),
    "placebo_rate_joint": Words(
        "Startraten: alle placebopar under ét", "The start rate: all placebo pairs together"
    ),
    "breakdown_rate": Words(
        "Brud på parallelle startrater, som rateforholdet kan bære, i gange den største "
        "placeboafvigelse",
        "Violation of parallel start rates that the rate ratio can bear, in multiples of the "
        "largest placebo gap",
    ),
    "robust_interval_rate": Words(
        "Rateforholdet, når startraterne må afvige så meget",
        "The rate ratio where start rates may differ by that much",
    ),
    "negative_prior_internship": Words(
        "Negativ kontrol: praktikuger i året før start",
        "Negative control: internship weeks in the year before the start",
    ),
    "negative_lost": Words(
        "Negativ kontrol: død eller udvandret inden for 52 uger",
        "Negative control: dead or emigrated within 52 weeks",
    ),
    "balance_largest": Words(
        "Største forskel i baggrund mellem grupperne",
        "Largest difference in background between the groups",
    ),
    "did_covariates": Words(
        "Ændret sammensætning: største forskel i forskelle i baggrund",
        "Changed composition: largest difference-in-differences in background",
    ),
    "did_inflow": Words(
        "Ændret tilgang: forskel i forskelle i logaritmen af antal starter",
        "Changed inflow: difference-in-differences in the log of the number of starts",
    ),
    "overlap_cut": Words(
        "Opfølgning kun til projektets begyndelse for den tidlige kohorte",
        "Follow-up only to the project's beginning for the earlier cohort",
    ),
    "overlap_later": Words(
        "De senere uger, hvor projektet kan have nået den tidlige kohorte",
        "The later weeks, in which the project may have reached the earlier cohort",
    ),
    "equal_inflow": Words(
        "Lige lang tilgang: starter i {0} mod starter i {1}",
        "Inflow of equal length: started in {0} against {1}",
    ),
    "since_start": Words(
        "Uger siden start i stedet for kalenderuger", "Weeks since start instead of calendar weeks"
    ),
    "breakdown": Words(
        "Brud på parallelle udviklinger, som effekten kan bære, i gange den største "
        "placeboafvigelse",
        "Violation of parallel trends that the effect can bear, in multiples of the largest "
        "placebo gap",
    ),
    "robust_interval": Words(
        "Effekten, når udviklingerne må afvige så meget",
        "The effect where trends may differ by that much",
    ),
    "without_largest": Words(
        "Uden den største deltagerkommune", "Without the largest participating municipality"
    ),
    "few_clusters": Words(
        "Effektivt antal deltagerkommuner", "Effective number of participating municipalities"
    ),
    "adjustment": Words("Justeret for baggrund", "Adjusted for background"),
    "weighting": Words(
        "Den anden vægtning (borgere eller kommuner)", "The other weighting (persons or "
        "municipalities)"
    ),
}  # fmt: skip

RULES = {
    "gap": Words(
        "Bestået: intervallet ligger helt inden for ±{small} {unit}, eller afvigelsen er højst "
        "{small} {unit} med p på mindst {p_pass} og interval inden for ±{bound} {unit}. Ikke "
        "bestået: afvigelsen er over {large} {unit} med p under {alpha}. Ellers forbehold.",
        "Pass: the interval lies wholly within ±{small} {unit}, or the gap is at most {small} "
        "{unit} with p of at least {p_pass} and an interval within ±{bound} {unit}. Fail: the gap "
        "is above {large} {unit} with p below {alpha}. Otherwise concern.",
    ),
    "joint": Words(
        "Bestået: alle par består, og p korrigeret for deres antal er mindst {p_pass}. Ikke "
        "bestået: "
        "korrigeret p under {alpha}, og den største afvigelse er over {large} {unit}. Ellers "
        "forbehold.",
        "Pass: all pairs pass and p adjusted for their number is at least {p_pass}. Fail: adjusted "
        "p below {alpha} and the largest gap is above {large} {unit}. Otherwise concern.",
    ),
    "balance": Words(
        "Bestået: største standardiserede forskel er højst {small}. Ikke bestået: over {large}. "
        "Ellers forbehold.",
        "Pass: the largest standardised difference is at most {small}. Fail: above {large}. "
        "Otherwise concern.",
    ),
    "covariates": Words(
        "Bestået: alle standardiserede ændringer er højst {small}, og mindste p (Holm) er mindst "
        "{p_pass}. Ikke bestået: en ændring over {large} med p (Holm) under {alpha}. Ellers "
        "forbehold.",
        "Pass: all standardised changes are at most {small} and the smallest p (Holm) is at least "
        "{p_pass}. Fail: a change above {large} with p (Holm) below {alpha}. Otherwise concern.",
    ),
    "stable": Words(
        "Bestået: estimatet ligger højst {small} af effekten fra hovedestimatet. Ikke bestået: "
        "over "
        "{large} af effekten fra, og hovedestimatet ligger uden for intervallet. Ellers forbehold.",
        "Pass: the estimate is within {small} of the effect from the main estimate. Fail: more "
        "than "
        "{large} of the effect away, and the main estimate lies outside the interval. Otherwise "
        "concern.",
    ),
    "agrees": Words(
        "Bestået: begge signifikante ved p under {alpha} og med samme fortegn. Ikke bestået: begge "
        "signifikante med modsat fortegn. Ellers forbehold.",
        "Pass: both significant at p below {alpha} and with the same sign. Fail: both significant "
        "with opposite signs. Otherwise concern.",
    ),
    "breakdown": Words(
        "Bestået: også intervallet ligger på den ene side af nul, når udviklingerne må afvige "
        "{breakdown} gange en placeboafvigelse pr. år, hvert par i sine egne uger; det par, der "
        "taler mest imod, tæller. Ikke bestået: en signifikant effekt i de uger kan helt skyldes "
        "det. Ellers forbehold.",
        "Pass: the interval too lies on one side of nought where trends may differ by {breakdown} "
        "times a placebo gap per year, each pair over its own weeks; the pair that speaks most "
        "against it counts. Fail: a significant effect in those weeks may be due to that wholly. "
        "Otherwise concern.",
    ),
    "few_clusters": Words(
        "Bestået: mindst {effective_treated} effektive deltagerkommuner, ingen kommune bærer over "
        "{leverage} af informationen, og ingen enkelt kommune afgør fortegnet. Ikke bestået: under "
        "{fewest_degrees} frihedsgrader (CR2). Ellers forbehold.",
        "Pass: at least {effective_treated} effective participating municipalities, none carries "
        "more than {leverage} of the information, and none decides the sign. Fail: fewer than "
        "{fewest_degrees} degrees of freedom (CR2). Otherwise concern.",
    ),
}

EFFECT_UNIT = Words("af effekten i de samme uger", "of the effect in the same weeks")
LOG_EFFECT_UNIT = Words("af effekten i logaritme", "of the effect in logs")
EFFECT_NOTE = Words(
    " Effekten regnes for mindst den halve bredde af sit eget interval.",
    " The effect counts as no less than half the width of its own interval.",
)
SD_UNIT = Words("standardafvigelser", "standard deviations")
LOG_UNIT = Words("i logaritme", "in logs")

WHY = {
    "equivalent": Words(
        "Hele intervallet ligger inden for det, der er uden betydning.",
        "The whole interval lies within what does not matter.",
    ),
    "small": Words(
        "Lille og ikke signifikant, og intervallet holder sig inden for reglens grænse.",
        "Small and not significant, and the interval keeps within the rule's bound.",
    ),
    "imprecise": Words(
        "Lille og ikke signifikant, men for upræcist: en afvigelse af betydning kan ikke "
        "udelukkes.",
        "Small and not significant, but imprecise: a gap that matters cannot be excluded.",
    ),
    "significant": Words("Signifikant, men ikke stor.", "Significant, but not large."),
    "not_small": Words(
        "Ikke både lille og tydeligt insignifikant: der kan ikke konkluderes.",
        "Not both small and clearly insignificant: no conclusion either way.",
    ),
    "large_and_significant": Words("Stor og signifikant.", "Large and significant."),
    "joint_small": Words(
        "Alle par består, også under ét.", "All pairs pass, together as well."
    ),
    "joint_not_all": Words(
        "Ikke alle par består hver for sig.", "Not every pair passes by itself."
    ),
    "joint_significant": Words(
        "Signifikant under ét, men ingen stor afvigelse.",
        "Significant together, but no gap is large.",
    ),
    "joint_large_and_significant": Words(
        "Signifikant under ét, og mindst én afvigelse er stor.",
        "Significant together, and at least one gap is large.",
    ),
    "balanced": Words("Grupperne ligner hinanden.", "The groups are alike."),
    "unbalanced": Words(
        "Mærkbar forskel i niveau; den fjernes kun, hvis dens betydning er ens i begge kohorter.",
        "A notable difference in level; it cancels only if it matters alike in both cohorts.",
    ),
    "far_unbalanced": Words(
        "Stor forskel i niveau; den fjernes kun, hvis dens betydning er ens i begge kohorter.",
        "A large difference in level; it cancels only if it matters alike in both cohorts.",
    ),
    "composition_alike": Words(
        "Ingen forskel i sammensætningens ændring, der er stor nok til at ses.",
        "No difference in the change of composition that is large enough to be seen.",
    ),
    "composition_unsure": Words(
        "Ændringerne er ikke alle små og tydeligt insignifikante.",
        "Not all changes are small and clearly insignificant.",
    ),
    "composition_changed": Words(
        "Sammensætningen ændrede sig forskelligt i de to grupper.",
        "The composition changed differently in the two groups.",
    ),
    "stable": Words("Omtrent samme effekt.", "About the same effect."),
    "moved": Words(
        "Effekten flytter sig mærkbart, men ikke uden for usikkerheden.",
        "The effect moves notably, but not beyond the uncertainty.",
    ),
    "moved_far": Words(
        "Effekten flytter sig langt og ud over usikkerheden.",
        "The effect moves far, and beyond the uncertainty.",
    ),
    "confirmed": Words("Samme fortegn, og signifikant.", "Same sign, and significant."),
    "neither": Words(
        "Ingen af dem er signifikant: det siger intet.", "Neither is significant: it says nothing."
    ),
    "one_only": Words(
        "Kun det ene af de to estimater er signifikant.",
        "Only one of the two estimates is significant.",
    ),
    "signs_differ": Words(
        "Forskelligt fortegn, ingen af dem signifikant.",
        "Different signs, neither of them significant.",
    ),
    "opposite": Words(
        "Signifikant med modsat fortegn.", "Significant with the opposite sign."
    ),
    "survives": Words(
        "Effekten overlever også med sin usikkerhed.", "The effect survives, its uncertainty "
        "included."
    ),
    "survives_without_noise": Words(
        "Estimatet overlever, men ikke med sin usikkerhed.",
        "The estimate survives, but not with its uncertainty.",
    ),
    "breaks": Words(
        "Afvigelser som den største placeboafvigelse kan forklare hele effekten.",
        "Drifts like the largest placebo gap may explain the whole effect.",
    ),
    "no_effect": Words(
        "Effekten er ikke sikkert forskellig fra nul, selv når udviklingerne er parallelle.",
        "The effect is not clearly different from nought even under parallel trends.",
    ),
    "many": Words("Effekten hviler på mange kommuner.", "The effect rests on many municipalities."),
    "few": Words(
        "Få effektive deltagerkommuner: kun metoder til få klynger duer.",
        "Few effective participating municipalities: only methods for few clusters will do.",
    ),
    "leverage": Words(
        "En enkelt kommune bærer det meste af informationen.",
        "One municipality carries most of the information.",
    ),
    "one_decides": Words(
        "Uden en enkelt kommune skifter effekten fortegn.",
        "Without one municipality the effect changes its sign.",
    ),
    "degrees": Words(
        "For få frihedsgrader til en klyngerobust test.",
        "Too few degrees of freedom for a cluster-robust test.",
    ),
    "too_few": Words(
        "For få kommuner eller borgere i mindst én gruppe.",
        "Too few municipalities or persons in at least one group.",
    ),
    "no_placebo_years": Words(
        "Undersøgelsen har ingen år før den tidlige kohorte.",
        "The study has no years before the earlier cohort.",
    ),
    "no_gaps": Words(
        "Ingen placeboafvigelse kunne beregnes.", "No placebo gap could be computed."
    ),
    "not_recorded": Words(
        "Variablen findes ikke i undersøgelsens data.", "The study's data lack the variable."
    ),
    "no_later_weeks": Words(
        "Opfølgningen har ingen uger efter projektets begyndelse.",
        "Follow-up has no weeks after the project's beginning.",
    ),
}  # fmt: skip


def label(key: str, *parts: object) -> Words:
    """Label of a diagnostic, with what belongs into its places."""
    words = LABELS[key]
    return Words(words.da.format(*parts), words.en.format(*parts))


def why(key: str, named: Words | None = None) -> Words:
    """The reason of a verdict, and what it is about."""
    words = WHY[key]
    if named is None:
        return words
    return Words(f"{words.da} Størst: {named.da}.", f"{words.en} Largest: {named.en}.")


def rule(key: str, settings: Diagnostics, prefix: str = "", unit: Words | None = None) -> Words:
    """A rule with its thresholds.

    Parameters
    ----------
    prefix
        Which of the settings' small, large and bound are meant: gap, difference, inflow or change.
    unit
        Unit of the sizes, where the rule names one.
    """
    values = {"alpha": settings.alpha, "p_pass": settings.p_pass, "breakdown": settings.breakdown}
    for name in ("effective_treated", "fewest_degrees", "leverage"):
        values[name] = getattr(settings, name)
    if prefix:
        values["small"] = getattr(settings, f"{prefix}_small")
        values["large"] = getattr(settings, f"{prefix}_large")
        values["bound"] = getattr(settings, f"{prefix}_bound", values["large"])
    plain = {name: f"{value:g}" for name, value in values.items()}
    danish = {name: value.replace(".", ",") for name, value in plain.items()}
    words, of = RULES[key], unit or Words("", "")
    note = EFFECT_NOTE if prefix in ("gap", "change") else Words("", "")
    return Words(
        words.da.format(unit=of.da, **danish) + note.da,
        words.en.format(unit=of.en, **plain) + note.en,
    )
