"""The states between which simulated persons move, as indices of arrays."""

STATES = (
    "self_support", "work", "unemployment", "sickness", "social_assistance", "ressourceforloeb",
    "flexjob", "ledighedsydelse", "pension", "dead", "emigrated", "programme",
)  # fmt: skip
INDEX = {name: number for number, name in enumerate(STATES)}
WORK, PROGRAMME = INDEX["work"], INDEX["programme"]
DEAD, EMIGRATED = INDEX["dead"], INDEX["emigrated"]
FAMILY_OF = {
    "unemployment": "dagpenge",
    "sickness": "sygedagpenge",
    "social_assistance": "kontanthjaelp",
    "ressourceforloeb": "ressourceforloeb",
    "flexjob": "fleksjob",
    "ledighedsydelse": "ledighedsydelse",
    "pension": "foertidspension",
}
"""Benefit families of the states, as the code list names them."""
