"""What docs/validation.md says beyond its tables."""

# ruff: noqa: E501  (a paragraph of the page is a line)

from __future__ import annotations

from typing import Any

import pandas as pd

#: Likely reasons of the largest misses, by id. Judgements, from general knowledge of the cases.
REMARKS = {
    "CRO92": "A zone and 13,000 lightly armed troops on paper; Croatia rearmed behind them and drove through. The model "
    "takes zone and troops at their worth, and a beaten revisionist recovers too slowly.",
    "LEB81": "The attack went through the peacekeepers, who stood aside. The model takes 6,000 troops on 80 km to be in "
    "the way; that one side had decided to drive the other out is no fact of the table.",
    "NK94": "Unwithdrawn and existential, and held for 26 years: the winner sat in mountains, and the loser had no army "
    "until it had oil. The ratio of powers is of states, not of armies in the field.",
    "KYRTAJ21": "Low stakes for both capitals; fights over water and roads begin below them. Here capitals decide, and "
    "hardly anything collapses of itself.",
    "NK20D": "The guarantor was busy with another war from its second year on. The model has distractions at their "
    "usual rate only, and takes an armed Russian force for resolute.",
    "SIXSYR67": "Not pulled back, so taken for massed to go on; but the battle had been decided. Held 6.3 years, a little "
    "past the five that are scored.",
    "NETINDO48": "Signed under pressure by the stronger side, which then struck at a government it did not recognise. "
    "Form, zone and commission are taken at face value.",
    "SIXJOR67": "As with Syria in 1967: not pulled back, but the loser had no army to go on with, and tacit contacts.",
    "NETINDO49": "The stronger side gave way under threat to its aid and handed over sovereignty within months: the "
    "truce became a settlement, which the model does not have.",
    "ISRJOR49": "Coded existential; but the weaker side held the land that it wanted, and had an interest in the line.",
}

_READING = """\
**How to read this.** The order of cases comes from the mapping, which was written down before any case was scored: the prior alone, which has learnt nothing from them, does as well as what was learnt ({prior}). What was learnt shifts the level a little and narrows few constants.
So the scores are a test of the mapping and of the rules, not of the fit; and they are worth what the mapping's blindness is worth. It was written without looking at outcomes, but by authors who know this history as every reader does, after a prototype that had been fitted to the same cases, from which several shared constants still come.
Cases kept back from all of this are the stricter test."""

_CANNOT_TELL = """\
## What the data cannot tell

- **The strength of guarantees.** `punishment` keeps {punishment:.0%} of its prior width. Five cases have a treaty without troops, one of which fell within ten years; cases with a guarantee also have better terms. That guarantees help is in the model by assumption, and how much is the prior's.
- **Most constants.** The median constant keeps {median:.0%} of its width; none keeps less than {least:.0%} (`{narrowest}`). Together they learn about one thing, the general level of temptation: aims, cost of war, precision and strength trade off against each other.
- **Small differences between models.** Concordance has a 90 % interval of {c_low:.2f} to {c_high:.2f}: {conflicts} conflicts, one of which has a quarter of the cases. Against the wider Cox regression, which is told nearly the same facts, differences in concordance, AUC and Brier at 5 years are within what resampling of conflicts moves.
- **Timing within the first days.** The record is steeper at the start than data made by the model: Weibull shape {shape_record:.2f} against {shape_made:.2f} ({shape_low:.2f} to {shape_high:.2f}), hazard of the first month {early_record:.0f} times that of years two to five against {early_made:.0f}. Truces of a day are battles that paused; capitals that decide by the week cannot break off on the first day.
- **Who begins.** The defender begins {who_made:.0%} of simulated collapses; in the record {who_began} of {who_known} of those within ten years.
- **Codes with hindsight.** A truce that dies in a day has no withdrawal, observers or commission *because* it died. When nothing of what was agreed or stationed is told, the order is still better than chance (concordance {bare_c:.2f}), but the Brier score at 5 years is {bare_b:.2f}, no better than the flat line's {flat_b:.2f}: what then stands in, a bare truce everywhere, gets the level wrong. How much of the rest is hindsight, these rows cannot say.
- **What is not in the table**: decisions of single leaders, wars elsewhere that draw a guarantor away, settlements that end a dispute, local fights below the capitals. The misses above are mostly these.

## Which facts carry the signal

Scores when a fact is not told, nothing learnt anew, {blank_runs} runs of each case under the committed sample; *not* cross-validated, so only differences between rows mean something. Facts travel together, so one alone is easily made up for by others. Error of a difference about 0.01.

"""


def reading(found: dict[str, Any]) -> str:
    """How the scores should be read."""
    table = pd.DataFrame(found["differences"])
    table = table[(table["subset"] == "all cases") & (table["against"] == "prior alone")].set_index("score")
    named = {"concordance": "concordance", "auc_5y": "AUC", "brier_5y": "Brier at 5 years"}
    return _READING.format(
        prior=", ".join(f"{words} {table.loc[name, 'difference']:+.3f}" for name, words in named.items())
    )


def cannot_tell(found: dict[str, Any], conflicts: int, blank_runs: int) -> str:
    """What the data cannot tell, with the numbers that say so."""
    width = pd.DataFrame(found["constants"]).set_index("constant")["narrower"].astype(float)
    scores = pd.DataFrame(found["scores"])
    own = scores[(scores["subset"] == "all cases") & (scores["predictor"] == "this model")].set_index("score")
    alike = pd.DataFrame(found["alike"]).set_index("statistic")
    shape = alike.loc["Weibull shape, pooled, ten years"]
    early = alike.loc["hazard of the first month over that of years 2 to 5"]
    bare = found["blanked"][-1]
    every = scores[scores["subset"] == "all cases"].set_index(["predictor", "score"])["value"]
    flat = every["Kaplan-Meier of all cases", "brier_5y"]
    began, known = found["by_defender"]["record"]
    return _CANNOT_TELL.format(
        punishment=width["punishment"],
        median=width.median(),
        least=width.min(),
        narrowest=width.idxmin(),
        c_low=own.loc["concordance", "low"],
        c_high=own.loc["concordance", "high"],
        conflicts=conflicts,
        shape_record=shape["record"],
        shape_made=shape["made_up"],
        shape_low=shape["low"],
        shape_high=shape["high"],
        early_record=early["record"],
        early_made=early["made_up"],
        who_made=found["by_defender"]["simulated"],
        who_began=began,
        who_known=known,
        bare_c=bare["concordance"],
        bare_b=bare["brier_5y"],
        flat_b=flat,
        blank_runs=blank_runs,
    )


def truths_found(simulated: dict[str, Any]) -> str:
    """How often truths that simulated their own data are found, on average over constants, in a sentence."""
    used, whole = (
        pd.DataFrame(simulated[power])["inside"].astype(float).mean() for power in sorted(simulated)
    )
    short = "a little short of it, which is what the smoothing costs" if whole < 0.78 else "as it should be"
    return (
        f"On average over constants, simulated: {whole:.2f} at power 1, {short}, and {used:.2f} at power 1/4, which is "
        "the one that is used."
    )
