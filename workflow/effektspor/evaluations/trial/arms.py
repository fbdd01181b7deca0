"""The two arms of the trial, in the order in which tables have them."""

OTHER_ACTOR, MUNICIPALITY, ALL = "other_actor", "municipality", "all"
ARMS = (OTHER_ACTOR, MUNICIPALITY)
LABELS = {
    OTHER_ACTOR: ("Andre aktører", "Other actors"),
    MUNICIPALITY: ("Kommuner", "Municipalities"),
    ALL: ("Alle", "All"),
}
DIFFERENCE = "difference"
