"""The terms of the incentive to attack against complying, by index; a decision keeps each of them.

Every term is in per cent of the actor's own annual GDP, present value over its planning horizon. Positive
pushes towards an attack, negative towards keeping the ceasefire.
"""

TERMS = (
    "gains",  # aims times the chance that an attack succeeds
    "losses",  # of a failed attack
    "fighting",  # cost of the war itself
    "sanctions",  # snap-back of relief and further sanctions
    "assets",  # what frozen assets would be lost
    "guarantee",  # what the guarantors would inflict or withhold
    "escalation",  # risk of a nuclear or wider war
    "aid",  # aid that an own attack would cost
    "deal",  # dividend of the peace, offers, accession
    "fear",  # of being attacked first
    "grievance",  # red lines crossed, insecurity
    "dependence",  # on China, that a new war would bring
    "incidents",  # anger over fire suffered and not accounted for
    "weariness",  # of the public
    "politics",  # domestic pressure, drawn
)
(
    GAINS,
    LOSSES,
    FIGHTING,
    SANCTIONS,
    ASSETS,
    GUARANTEE,
    ESCALATION,
    AID,
    DEAL,
    FEAR,
    GRIEVANCE,
    DEPENDENCE,
    INCIDENTS,
    WEARINESS,
    POLITICS,
) = range(len(TERMS))
N_TERMS = len(TERMS)
