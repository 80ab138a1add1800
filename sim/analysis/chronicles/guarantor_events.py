"""The events of one ceasefire in Washington and Brussels: guarantee, sanctions, aid, elections, signals."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sim.agents.united_states import is_election
from sim.analysis.chronicles.event import BREAK_WEEKS, Event, spells, weekly
from sim.analysis.chronicles.history import DAYS_A_YEAR, History, logistic
from sim.engine.calendar import DAYS_PER_WEEK
from sim.incentives.guarantees import NEVER


def guarantor_events(h: History) -> Iterator[Event]:
    """What Washington and Brussels did, and what their guarantee came to."""
    p, g = h.scenario, h.worlds["guarantors"]
    weeks = h.weighed if h.weighed else int((h.ends % DAYS_PER_WEEK == 0).sum())
    yield from _guarantee(h, weeks)
    before = h.start["guarantors"]
    for i in range(weeks):
        week, now = i + 1, g[i]
        earlier = g[i - 1] if i else before[0]
        tally = h.worlds["tally"][i]
        tally_earlier = h.worlds["tally"][i - 1] if i else h.start["tally"][0]
        if is_election(week, h.scenario.politics.first_election):
            was, usual = (logistic(x["attention_usual"]) for x in (earlier, now))
            text = f"American election: usual attention from {was:.0%} to {usual:.0%}"
            yield weekly(week, "election", "", text, f"US election: {usual:.0%}")
        if tally["renewals_lost"] > tally_earlier["renewals_lost"]:
            shares = f"from {earlier['kept']:.0%} to {now['kept']:.0%}"
            text = f"the EU fails to renew sanctions: share in force {shares}"
            yield weekly(week, "renewal_lost", "", text, "EU renewal lost")
        if tally["snapbacks"] > tally_earlier["snapbacks"]:
            text = f"snap-back in effect: relief of {earlier['relief']:.0%} withdrawn"
            yield weekly(week, "snapback", "", text, "snap-back in effect")
        elif now["snapback_rest"] > earlier["snapback_rest"]:
            yield weekly(
                week, "snapback_failed", "", "snap-back comes up and is not agreed", "snap-back fails"
            )
        if now["snapback_due"] >= 0 and earlier["snapback_due"] < 0:
            text = f"snap-back called, to take effect in week {max(math.ceil(now['snapback_due']), week + 1)}"
            yield weekly(week, "snapback_called", "", text, "snap-back called")
        if tally["distractions"] > tally_earlier["distractions"]:
            change = f"from {earlier['attention']:.0%} to {now['attention']:.0%}"
            text = f"a crisis elsewhere takes American attention away: {change}"
            yield weekly(week, "distraction", "", text, "crisis elsewhere")
        if tally["council_suspensions"] > tally_earlier["council_suspensions"] and earlier["council"] > 0.05:
            text = f"NATO-Russia consultation is suspended until week {math.ceil(now['council_rest'])}"
            yield weekly(week, "council_suspended", "", text, "council suspended", major=False)
        if tally["member_day"] >= 0 > tally_earlier["member_day"]:
            text = "Ukraine joins the European Union: article 42.7 applies"
            yield weekly(week, "member", "", text, "Ukraine joins the EU")
        if (
            now["troops"] == 0 < earlier["troops"]
            and week * DAYS_PER_WEEK >= p.guarantee.leave_year * DAYS_A_YEAR
        ):
            text = f"the guarantors' troops leave ({earlier['troops']:.0f} thousand)"
            yield weekly(week, "troops_leave", "", text, "troops leave")
        if p.assets.use != "held" and now["assets_paid"] >= p.assets.total > earlier["assets_paid"]:
            whose = "spent" if p.assets.use == "without_consent" else "paid out"
            yield weekly(week, "assets_spent", "", f"the frozen assets are all {whose}", "assets all paid")
        years = week * DAYS_PER_WEEK / DAYS_A_YEAR
        if years >= p.aid.cut_year > years - DAYS_PER_WEEK / DAYS_A_YEAR:
            flows = f"{earlier['aid']:.0f} to {now['aid']:.0f} billion dollars a year"
            text = f"aid cut by {p.aid.cut_share:.0%}: {flows}"
            yield weekly(week, "aid_cut", "", text, "aid cut")
    for number, (first, last) in enumerate(spells(g["signal"][: h.weighed] > 0, gap=BREAK_WEEKS)):
        text = f"nuclear signalling{f', on and off to week {last}' if last > first else ''}"
        yield weekly(first, "nuclear_signal", "russia", text, "nuclear signals", major=number == 0)


def _guarantee(h: History, weeks: int) -> Iterator[Event]:
    """Whether the guarantee comes into force, and what ends when it does not in time."""
    p, g = h.scenario.guarantee, h.worlds["guarantors"]
    if p.commitment == 0 and p.stationed_troops == 0:
        return
    begun = np.flatnonzero(g["in_force"][:weeks] > 0)
    if len(begun):
        text = f"guarantee in force (credibility {g['credibility'][begun[0]]:.0%})"
        yield weekly(int(begun[0]) + 1, "guarantee_in_force", "", text, "guarantee in force")
    # The first week in which nothing is left of what stood there before ratification.
    lapse = max(math.ceil(p.interim_years * DAYS_A_YEAR / DAYS_PER_WEEK), 1)
    if lapse > weeks or (len(begun) and begun[0] + 1 <= lapse):
        return
    ends = f"; the interim share of {p.interim:.0%} ends" if p.interim > 0 and p.interim_years > 0 else ""
    if h.start["guarantors"]["in_force_week"][0] >= NEVER:
        text = f"the guarantee's conditions are never met: it will not come into force{ends}"
        yield weekly(lapse, "guarantee_never", "", text, "guarantee: conditions not met")
    elif ends:
        text = f"the guarantee is not ratified in time{ends}"
        yield weekly(lapse, "interim_ends", "", text, "interim guarantee ends")
