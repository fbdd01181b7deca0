"""What every artefact of the survey of staff says of itself."""

from effektspor.artefacts import Text

RESPONDENTS = Text(
    da="Ledere og medarbejdere i deltagerkommunerne, der har svaret på mindst ét udsagn om "
    "kerneelementet.",
    en="Leaders and staff in the participating municipalities who answered at least one statement "
    "on the core element.",
)
DEFINITION = Text(
    da="Andel enig eller helt enig af alle gyldige svar på udsagnene om kerneelementet; ved ikke, "
    "ønsker ikke at svare og manglende svar er ikke talt med. Ændringen er regnet på hele procent.",
    en="Share agreeing or strongly agreeing of all valid answers to the statements on the core "
    "element; don't know, refused and missing answers are left out. The change is of whole per "
    "cents.",
)
METHOD = Text(
    da="Svarene er lagt sammen over udsagn og respondenter, uden vægte.",
    en="Answers are pooled over statements and respondents, without weights.",
)
UNCERTAINTY = Text(
    da="Wilsons interval med respondenten som enhed; for ændringer Newcombes, hvor den, der har "
    "svaret begge gange, tæller én gang.",
    en="Wilson's interval with the respondent as the unit; for changes Newcombe's, in which those "
    "who answered both times count once.",
)
SURVEY = Text(
    da="Spørgeskema til ledere og medarbejdere om fidelitet og belief; egne beregninger.",
    en="Survey of leaders and staff on fidelity and belief; own calculations.",
)
SYNTHETIC_SURVEY = Text(
    da="Syntetisk svarfil, uden virkelige personer; egne beregninger.",
    en="Synthetic file of answers, without real persons; own calculations.",
)
COMPARED = Text(
    da="Undersøgelsens egne andele og kildens tabel 1, 2 og 3 (DISCUS, september 2019).",
    en="The survey's own shares and tables 1, 2 and 3 of the source (DISCUS, September 2019).",
)
SYNTHETIC_COMPARED = Text(
    da="En syntetisk svarfil, der er indstillet efter kildens tabeller, og kildens tabel 1, 2 og 3 "
    "(DISCUS, september 2019).",
    en="A synthetic file of answers that is set to the tables of the source, and its tables 1, 2 "
    "and 3 (DISCUS, September 2019).",
)
DIFFERENCE = Text(
    da="Egen andel, ikke afrundet, minus den trykte i hele procent.",
    en="Own share, not rounded, minus the printed one in whole per cent.",
)
CELL_BY_CELL = Text(da="Sammenligning celle for celle.", en="A comparison cell by cell.")
NO_INTERVAL = Text(
    da="Intet interval: de trykte tal har ingen oplyst usikkerhed.",
    en="No interval: the printed figures have no stated uncertainty.",
)
WEIGHTS = Text(
    da="Gruppens del af svarene, hvis de trykte andele for grupperne skal give den trykte andel for "
    "alle, samme del for alle kerneelementer og med højde for afrunding.",
    en="The group's part of the answers, if the printed shares of the groups are to give the "
    "printed share of all, the same for all core elements and with room for rounding.",
)
PROGRAMME = Text(
    da="Lineær programmering på de trykte tal.", en="Linear programming on the printed figures."
)
RELIABLE = Text(
    da="Alfa og omega: hvor stor en del af variationen i summen af udsagnene, der er fælles for dem.",
    en="Alpha and omega: how much of the variation in the sum of the statements they share.",
)
COMPLETE = Text(
    da="Respondenter med gyldigt svar på alle udsagn om kerneelementet.",
    en="Respondents with a valid answer to all statements on the core element.",
)
FACTOR = Text(
    da="Cronbachs alfa; omega af én fælles faktor (minres). Svarene er på hele skalaen.",
    en="Cronbach's alpha; omega of one common factor (minres). Answers are on the whole scale.",
)
BOOTSTRAP = Text(da="Bootstrap over respondenter (BCa).", en="Bootstrap over respondents (BCa).")
