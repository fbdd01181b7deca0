"""Made-up answers of staff in three waves, roles and municipalities, as survey ingest writes them."""

import numpy as np
import pandas as pd

from effektspor.surveys.tables import ANSWERS

ITEMS = {
    "prep": 4, "ready": 3, "referral": 3, "plan": 4, "cv": 3, "followup": 3, "match": 4,
    "belief": 4,
}  # fmt: skip
ROLES = ("leader", "projectleader", "caseworker", "consultant", "mentor")
MUNICIPALITIES = (101, 159, 165, 185, 187, 270, 316, 430)


def staff_waves(seed=1, persons=120, *, silent=0.05, waves=(1, 2, 3), stay=0.6):
    """Answers of three waves; of each wave the part `stay` goes on to the next."""
    rng = np.random.default_rng(seed)
    people = pd.DataFrame({
        "respondent": [f"r{i}" for i in range(persons * 3)],
        "municipality": rng.choice(MUNICIPALITIES, persons * 3),
        "role": rng.choice(ROLES, persons * 3, p=[0.2, 0.1, 0.5, 0.08, 0.12]),
        "bent": rng.normal(0, 0.8, persons * 3),
    })  # fmt: skip
    frames, there, new = [], np.arange(persons), persons
    for wave in waves:
        for element, items in ITEMS.items():
            for item in range(1, items + 1):
                latent = people.loc[there, "bent"] + rng.normal(0, 1, len(there)) + 0.25 * wave
                value = np.clip(np.round(3 + latent), 1, 5).astype(int)
                quiet = rng.random(len(there)) < silent
                frames.append(
                    people.loc[there, ["respondent", "municipality", "role"]].assign(
                        survey="staff", wave=wave, weight=1.0, item=f"{element}_{item}",
                        element=element,
                        value=pd.array(np.where(quiet, None, value), dtype="Int8"),
                        counts=pd.array(np.where(quiet, None, value >= 4), dtype="Int8"),
                        state=np.where(quiet, "dont_know", "answered"),
                    )
                )  # fmt: skip
        kept = there[: int(stay * len(there))]
        there = np.concatenate([kept, np.arange(new, new + persons - len(kept))])
        new += persons - len(kept)
    return ANSWERS.conform(pd.concat(frames))
