"""What the artefacts of open series say of themselves."""

from effektspor.artefacts import Text, Unit

SERIES: dict[str, Text] = {
    "awards_age": Text(da="Nye førtidspensioner efter alder", en="New disability pensions by age"),
    "awards_cause": Text(
        da="Nye førtidspensioner efter årsag", en="New disability pensions by cause"
    ),
    "fulltime": Text(
        da="Fuldtidspersoner på fire ydelser", en="Full-time persons on four benefits"
    ),
}
POPULATION: dict[str, Text] = {
    "awards_age": Text(
        da="Alle nye tilkendelser af førtidspension i hele landet.",
        en="All new awards of disability pension in the country.",
    ),
    "fulltime": Text(
        da="Alle på førtidspension, fleksjob, ledighedsydelse og ressourceforløb i hele landet, "
        "regnet om til fuldtidspersoner.",
        en="All on disability pension, flexjob, ledighedsydelse and ressourceforløb in the country, "
        "counted as full-time persons.",
    ),
}
POPULATION["awards_cause"] = POPULATION["awards_age"]
UNIT: dict[str, Unit] = {
    "awards_age": "persons",
    "awards_cause": "persons",
    "fulltime": "full_time_persons",
}
METHOD = Text(
    da="Serien er læst som kilden giver den og lagt sammen til undersøgelsens grupper. En værdi, som "
    "kilden ikke har, er ikke gættet.",
    en="The series is read as the source gives it and added up to the groups of the study. A value "
    "that the source does not have is not guessed.",
)
COUNTED: dict[str, Text] = {
    "awards_age": Text(
        da="En tilkendelse er én person, som får bevilget førtidspension i perioden; alderen er den, "
        "kilden angiver. Den, der allerede har pension, tæller ikke med.",
        en="An award is one person granted disability pension in the period; the age is as the source "
        "gives it. Those who already have a pension do not count.",
    ),
    "awards_cause": Text(
        da="En tilkendelse er én person, som får bevilget førtidspension i perioden; årsagen er den ene, "
        "som kilden angiver for tilkendelsen.",
        en="An award is one person granted disability pension in the period; the cause is the one that "
        "the source gives for the award.",
    ),
    "fulltime": Text(
        da="En fuldtidsperson svarer til én, der er på ydelsen i hele perioden; den, der er på den i "
        "halvdelen, tæller som en halv.",
        en="A full-time person is worth one who is on the benefit for the whole period; who is on it for "
        "half of it counts as a half.",
    ),
}
LEVEL = Text(
    da="Før: gennemsnit pr. periode i de sidste hele år, der ender før årene op til reformen. Efter: "
    "gennemsnit i de seneste hele år frem til opgørelsen. Tilkendelser er personer, de øvrige er "
    "fuldtidspersoner.",
    en="Before: mean of a period in the last whole years that end ahead of those just before the reform. "
    "After: mean of the last whole years up to the date of the study. Awards are persons, the others "
    "full-time persons.",
)
READ = Text(
    da="En række er en linje i filen, et hul er en periode i en gruppe uden tal, og en ændret værdi er "
    "en anden end i den forrige hentning.",
    en="A row is a line of the file, a gap a period of a group without a number, and a revised value one "
    "that differs from the earlier download.",
)
COUNTRY = Text(
    da="Hele landet; hvad der er talt, står ved hver serie.",
    en="The whole country; what is counted stands at each series.",
)
UNCERTAINTY = Text(
    da="Alle er talt med, så der er ingen stikprøveusikkerhed. Kilden kan rette tal bagud.",
    en="Everybody is counted, so there is no sampling error. The source may revise earlier numbers.",
)
BEFORE = Text(
    da="Gennemsnit pr. periode i de sidste hele år, der ender før årene op til reformen.",
    en="Mean of a period in the last whole years that end ahead of those just before the reform.",
)
AFTER = Text(
    da="Gennemsnit pr. periode i de seneste hele år frem til opgørelsen.",
    en="Mean of a period in the last whole years up to the date of the study.",
)
CHANGE = Text(
    da="Niveauet efter reformen minus niveauet før den.",
    en="The level after the reform minus the level before it.",
)
RATIO = Text(
    da="Niveauet efter reformen divideret med niveauet før den.",
    en="The level after the reform divided by the level before it.",
)
PEAK = Text(
    da="Den største værdi i perioden lige før reformen, som ikke indgår i niveauet.",
    en="The largest value just before the reform, where the level is not taken.",
)
USUAL = Text(
    da="Den største værdi i de år, som niveauet før reformen er målt over.",
    en="The largest value in the years of the level before the reform.",
)
EXCESS = Text(
    da="Den største værdi lige før reformen minus den største i årene for niveauet før.",
    en="The largest value just before the reform minus the largest in the years of the level before.",
)
MARGIN = Text(
    da="Så meget større skal den største værdi lige før reformen være, for at der er tale om en "
    "ophobning: en fast del af den største i niveauårene, og mindst to standardafvigelser på "
    "forskellen mellem to antal, der varierer tilfældigt.",
    en="How much larger the largest value just before the reform must be to be a rush: a fixed share of "
    "the largest in the years of the level, and at least two standard deviations of the difference of "
    "two counts that vary by chance.",
)
LAST = Text(
    da="Den sidste værdi, der slutter senest ved opgørelsen.",
    en="The last value that ends by the date of the study.",
)
SINCE = Text(
    da="Den sidste værdi minus den sidste værdi før reformen.",
    en="The last value minus the last value before the reform.",
)
FALLING = Text(
    da="Antal årsager ud over psykiske lidelser, hvor niveauet er faldet, men mindre end for psykiske "
    "lidelser.",
    en="Causes besides mental disorders whose level has fallen, but by less than theirs.",
)
PERIOD = (
    Text(da="Periodens længde i måneder", en="Months of a period"),
    Text(da="Måneder i en periode af serien.", en="Months of a period of the series."),
)
AGREE: dict[str, tuple[Text, Text]] = {
    "totals_compared": (
        Text(da="Perioder med kildens egen total", en="Periods with a total of the source"),
        Text(
            da="Perioder, hvor kilden har en total, og alle grupper er kendt.",
            en="Periods with a total of the source in which all groups are known.",
        ),
    ),
    "totals_differ": (
        Text(da="Perioder, hvor totalen er en anden", en="Periods with another total"),
        Text(
            da="Perioder, hvor kildens egen total ikke er summen af grupperne, ud over afrunding.",
            en="Periods in which the source's own total is not the sum of the groups, beyond rounding.",
        ),
    ),
    "divisions_compared": (
        Text(da="Perioder med begge opdelinger", en="Periods with both divisions"),
        Text(
            da="Perioder, hvor alle tilkendelser er kendt både efter alder og efter årsag.",
            en="Periods in which all awards are known both by age and by cause.",
        ),
    ),
    "divisions_differ": (
        Text(da="Perioder, hvor opdelingerne er uens", en="Periods in which divisions differ"),
        Text(
            da="Perioder, hvor summen efter alder og summen efter årsag ikke er ens, ud over afrunding.",
            en="Periods in which the sums by age and by cause differ, beyond rounding.",
        ),
    ),
}
COUNTS: dict[str, tuple[Text, Text]] = {
    "gaps": (
        Text(da="Værdier, som kilden ikke har", en="Values that the source does not have"),
        Text(da="Perioder i en gruppe uden tal.", en="Periods of a group without a number."),
    ),
    "provisional": (
        Text(da="Foreløbige værdier", en="Provisional values"),
        Text(da="Værdier, som kilden kalder foreløbige.", en="Values called provisional there."),
    ),
    "revised": (
        Text(da="Ændrede værdier", en="Revised values"),
        Text(
            da="Værdier, der er andre end i den forrige hentning.",
            en="Values that differ from the earlier download.",
        ),
    ),
    "regrouped": (
        Text(da="Omgrupperede perioder", en="Regrouped periods"),
        Text(
            da="Perioder, hvor kilden deler op på en anden måde end i den sidste.",
            en="Periods in which the source divides otherwise than in the last.",
        ),
    ),
    "cached": (
        Text(da="Filer, der ikke kunne hentes igen", en="Files that could not be fetched anew"),
        Text(
            da="Filer, hvor det seneste forsøg på at hente nye tal mislykkedes.",
            en="Files whose last attempt to fetch them anew failed.",
        ),
    ),
}
