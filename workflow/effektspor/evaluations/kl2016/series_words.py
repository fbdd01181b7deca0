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
GROUPS = Text(
    da="Grupperne er kildens egne, lagt sammen efter undersøgelsens liste.",
    en="The groups are those of the source, added up by the list of the study.",
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
    da="Gennemsnit pr. periode i det sidste hele niveauår, før tilgangen op til reformen begyndte.",
    en="Mean of a period in the last whole years before the rush that preceded the reform.",
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
