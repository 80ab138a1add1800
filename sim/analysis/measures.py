"""Which columns of an outcome the summary and the report are made from."""

from __future__ import annotations

from sim.analysis.costs import PARTS
from sim.engine.outcome import AGREED_YEARS, PEACEFUL_YEARS

#: Of the ceasefire.
CEASEFIRE = ("days", "collapsed", "cause", "agreed", "recorded", "violations", *(p.column for p in PARTS))
#: Of the road to it: shares of all runs ...
SHARES = tuple(f"agreed_{years}y" for years in AGREED_YEARS)
#: ... means over all runs ...
MEANS = ("meetings", "failed_rounds", "war_losses_russia", "war_losses_ukraine", "war_territory", "war_aid")
#: ... means over the runs in which there is something to measure ...
MEANS_WHERE_THERE = ("months_to_ceasefire", "terms_quality", "legitimacy", "imposed", "losses_year_after")
#: ... and the whole: what rushing and waiting trade off.
PEACEFUL = f"peaceful_years_{PEACEFUL_YEARS}y"
ROAD = ("months_at_war", "war_end", *SHARES, *MEANS, *MEANS_WHERE_THERE, PEACEFUL)
#: Ends of a war that are no ceasefire, as shares of all runs.
LOST = ("ukraine_broken", "russia_broken", "at_war")
