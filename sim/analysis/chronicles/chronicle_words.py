"""What a told story calls things: sides, terms of the incentive, causes; numbers for people."""

from __future__ import annotations

#: What the sides are called in a told story.
CAPITALS = {"russia": "Moscow", "ukraine": "Kyiv"}
#: The terms of the incentive in words.
TERM_WORDS = {
    "gains": "what an attack would win",
    "losses": "what a failed attack would cost",
    "fighting": "the cost of fighting",
    "sanctions": "sanctions it would bring",
    "assets": "frozen assets at stake",
    "guarantee": "the guarantors' answer",
    "escalation": "risk of a wider war",
    "aid": "aid it would lose",
    "deal": "worth of keeping the deal",
    "fear": "fear of being attacked first",
    "grievance": "grievance or exposure under the terms",
    "dependence": "dependence on China it would bring",
    "incidents": "anger over fire suffered",
    "weariness": "war-weariness",
    "politics": "domestic pressure",
}
CAUSE_WORDS = {
    "held": "held to the horizon",
    "russian_offensive": "Moscow's offensive",
    "ukrainian_offensive": "Kyiv's offensive",
    "escalation": "escalation nobody ordered",
    "erosion": "erosion past the threshold of war",
}


def weeks(count: int) -> str:
    """A number of weeks."""
    return f"{count} week{'' if count == 1 else 's'}"


def percent(share: float) -> str:
    """A probability; never rounded to certainty."""
    if 0 < share < 0.001:
        return "less than 0.1%"
    if 0.999 < share < 1:
        return "more than 99.9%"
    return f"{share:.0%}" if 0.0495 <= share <= 0.9505 else f"{share:.1%}"
