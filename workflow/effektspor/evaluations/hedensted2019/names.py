"""What is called how in the titles of artefacts, in both languages."""

from effektspor.artefacts import Text

PARTIES = {
    "municipality": Text(da="Kommunen", en="The municipality"),
    "region": Text(da="Regionen", en="The region"),
    "state": Text(da="Staten", en="The state"),
    "citizen": Text(da="Borgerne", en="The citizens"),
    "all": Text(da="Alle parter", en="All parties"),
}
UNITS = {
    "cluster": Text(da="lignende kommuner", en="similar municipalities"),
    "region": Text(da="regionens øvrige kommuner", en="other municipalities of the region"),
    "national": Text(da="resten af landet", en="the rest of the country"),
}
STATES = {
    "jobafklaring": Text(da="Jobafklaringsforløb", en="Job clarification"),
    "sygedagpenge": Text(da="Sygedagpenge", en="Sickness benefit"),
    "job": Text(da="Job uden ydelse", en="Job without benefit"),
    "flexjob": Text(da="Fleksjob", en="Flexjob"),
    "ledighedsydelse": Text(da="Ledighedsydelse", en="Unemployment benefit of flexjobs"),
    "dagpenge": Text(da="A-dagpenge", en="Unemployment insurance"),
    "ressourceforloeb": Text(da="Ressourceforløb", en="Resource course"),
    "pension": Text(da="Førtidspension", en="Disability pension"),
    "other": Text(da="Andet", en="Something else"),
    "gone": Text(da="Død eller udvandret", en="Dead or emigrated"),
}
MEASURES = {
    "stock_share": Text(da="Andel af befolkningen i forløb", en="Share of inhabitants in it"),
    "inflow": Text(da="Nye i forløb på et år", en="New in it in a year"),
    "over_1y": Text(da="Andel over et år", en="Share over one year"),
    "over_2y": Text(da="Andel over to år", en="Share over two years"),
    "exit_job": Text(da="Endt i job", en="Ended to a job"),
    "exit_flexjob": Text(da="Endt i fleksjob", en="Ended to a flexjob"),
    "exit_dagpenge": Text(da="Endt på a-dagpenge", en="Ended to unemployment insurance"),
    "duration": Text(da="Måneder i forløb indtil nu", en="Months in it so far"),
}
TARGETS = {
    "fewer_persons": Text(da="Færre i forløb", en="Fewer in it"),
    "ordinary_job": Text(da="Afsluttet til ordinært job", en="Ended to an ordinary job"),
    "flexjob": Text(da="Afsluttet til fleksjob", en="Ended to a flexjob"),
    "unemployment_benefit": Text(
        da="Afsluttet til a-dagpenge", en="Ended to unemployment insurance"
    ),
    "over_1y": Text(da="Over et år", en="Over one year"),
    "over_2y": Text(da="Over to år", en="Over two years"),
    "no_offer": Text(da="Uden aktivt tilbud", en="Without an active offer"),
    "internship": Text(da="I virksomhedspraktik", en="In company internship"),
    "wage": Text(da="Løntimer eller løntilskud", en="Paid hours or wage subsidy"),
    "active_internship": Text(da="I praktik, af de aktive", en="In internship, of the active"),
    "active_wage": Text(da="Løn, af de aktive", en="Paid, of the active"),
}


def named(names: dict[str, Text], key: str) -> Text:
    """The name of a key; the key itself where it has none."""
    return names.get(key, Text(da=f"»{key}«", en=f'"{key}"'))


def joined(*parts: Text) -> Text:
    """Parts of a title with commas between."""
    return Text(da=", ".join(part.da for part in parts), en=", ".join(part.en for part in parts))
