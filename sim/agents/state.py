"""The state that both schedulers share: one record for the world, one row a quantity of the line.

``world.russia.belief`` reads the same in a compiled rule and (through a field name) in Python. The full state of
a run is the world record and the line's rows, and nothing else; the two schedulers are compared on all of it.
"""

from __future__ import annotations

import numpy as np

from sim.agents.tally import TALLY
from sim.incentives.terms import N_TERMS

#: Findings wait at most this many weeks for their delay.
MAIL_WEEKS = 56
YEAR_DAYS = 365

BELLIGERENT = np.dtype(
    [
        ("aims", "f8"),  # % of GDP, drawn once
        ("tactical", "f8"),  # 0 or 1, drawn once
        ("pressure", "f8"),  # domestic pressure, % of GDP
        ("support", "f8"),  # share of its public that puts peace first
        ("misperceives", "f8"),  # share of misperception that talk has left
        ("misreads", "f8"),  # share of local incidents that it still reads as hostile
        ("belief", "f8"),  # log-odds that the other side will attack
        ("force", "f8"),  # thousand
        ("massing", "f8"),  # weeks of build-up
        ("moved", "f8"),  # 1 once its heavy equipment is pulled back
        ("weapons", "f8"),  # factor on the size of its bouts from that
        ("slow", "f8"),  # factor on the time its attack needs
        ("ready", "f8"),  # 1 if its forces were ready for an attack when it weighed one
        ("pledge", "f8"),  # strength of the orders given at the start
        ("orders", "f8"),  # strength of standing orders
        ("orders_now", "f8"),  # what the line is told this week
        ("stance", "i8"),  # index into STANCES
        ("next_stance", "i8"),
        ("launched", "f8"),  # 1 once the attack it prepared begins
        ("grey", "f8"),  # 1 while it presses off the line
        ("acts", "f8"),  # grey-zone acts of the week
        ("alarm", "f8"),  # 1 in a week in which it sees the other massing
        ("hostility", "f8"),  # fire suffered last week, as capitals feel it
        ("findings", "f8"),  # findings against it delivered this week
        ("mail", "f8", (MAIL_WEEKS,)),  # findings against it on their way, by week of delivery
        ("chance", "f8"),  # that an attack of its own would succeed
        ("terms", "f8", (N_TERMS,)),
        ("incentive", "f8"),  # sum of the terms
        ("weights", "f8", (4,)),  # of the moves, as weighed last
    ],
    align=True,
)

GUARANTORS = np.dtype(
    [
        ("attention_mood", "f8"),
        ("distraction", "f8"),  # what crises elsewhere take from attention
        ("attention_usual", "f8"),  # shifted by elections
        ("attention", "f8"),  # American, 0 to 1
        ("unity_mood", "f8"),
        ("unity", "f8"),  # European, 0 to 1
        ("in_force_week", "f8"),
        ("in_force", "f8"),  # 0 or 1
        ("pursued", "f8"),  # 1 while it is in force or may still come
        ("present", "f8"),  # share of promise and troops that is there now
        ("troops", "f8"),  # stationed now, thousand
        ("standing", "f8"),  # share of the promise that stationed troops make certain
        ("stock", "f8"),  # American stockpiles, 0 to 1
        ("progress", "f8"),  # on Ukraine's path into the EU, 1 member
        ("council", "f8"),  # how far NATO and Russia consult now
        ("council_rest", "f8"),  # week until which the council is suspended
        ("trust", "f8"),  # between Washington and Moscow
        ("grey_mood", "f8"),  # what grey-zone acts have taken from European unity
        ("party", "f8"),  # how far aid makes them party to the war
        ("credibility", "f8"),
        ("credibility_usual", "f8"),  # what it would be at usual attention and unity
        ("signal", "f8"),  # 1 in a week of nuclear signalling
        ("alert", "f8"),  # 1 in a week after Russian massing was seen
        ("relief", "f8"),  # share of sanctions lifted now
        ("promised", "f8"),  # share that is to be lifted when the schedule is done
        ("lapsed", "f8"),  # 1 once the EU has failed to renew its sanctions
        ("kept", "f8"),  # share of sanctions in force now
        ("snapback_due", "f8"),  # week in which it takes effect, -1 none
        ("snapback_rest", "f8"),  # week before which no new vote is held
        ("assets_paid", "f8"),  # billion dollars
        ("help", "f8"),  # force to be expected in case of need, thousand: credibility times what is there
        ("aid_american", "f8"),  # billion dollars a year
        ("aid", "f8"),  # billion dollars a year, all givers
    ],
    align=True,
)

MISSION = np.dtype(
    [
        ("working", "f8"),  # share of sensors that work
        ("coverage", "f8"),  # share of the line that the budget pays for
        ("effective", "f8"),  # share of the line watched now
        ("access", "f8"),  # share of sectors open to it this week
        ("people", "f8"),  # 1 until its people leave
        ("sensors", "f8"),  # an even share of them, see monitoring.density
        ("verified", "f8"),  # how far the mission's word counts, 0 to 1
        ("sight", "f8"),  # chance a week that massing is seen
        ("observed", "f8"),  # chance that a bout is found out and penalised, line-wide mean
    ],
    align=True,
)

FRONT = np.dtype(
    [
        ("level", "f8"),  # line-wide level of violence, standard normal
        ("crisis", "f8"),
        ("suffered_russia", "f8"),  # bouts suffered this week and not accounted for
        ("suffered_ukraine", "f8"),
        ("found_russia", "f8"),  # findings this week, not yet delivered
        ("found_ukraine", "f8"),
        ("fired_week", "f8"),  # violations fired this week
        ("deaths_year", "f8"),
        ("crisis_deaths_year", "f8"),
        ("deaths", "f8", (YEAR_DAYS,)),
        ("crisis_deaths", "f8", (YEAR_DAYS,)),
        ("unleashed", "f8"),  # 1 once a side was told to fire at will: restraint may be below none
        ("slow", "f8"),  # factor on the time an attack of either side needs, from zone and patrols
        ("armed", "f8"),  # armed patrols a km now
        ("armed_at_start", "f8"),
        (
            "presence",
            "f8",
        ),  # factor on all fire from foreign troops in the country, and from patrols that left
        ("km", "f8"),
        ("watched_km", "f8"),
    ],
    align=True,
)

#: Issues of a settlement, and tracks of talks; their names are in sim/negotiation/issues.py.
N_ISSUES, N_TRACKS = 7, 4

ROAD = np.dtype(
    [
        ("week", "f8"),  # of the road
        ("end", "i8"),  # index into the ends of a war
        ("intensity", "f8"),  # of the war, 1 usual
        ("drawn_in", "f8"),  # what others add to it for good
        ("steps_hold", "f8"),  # 1 while first steps are kept
        ("energy", "f8"),  # generation capacity of Ukraine, 0 to 1
        ("supply", "f8"),  # of Kyiv's forces, 1 usual
        ("aid_factor", "f8"),  # on American aid, once an ultimatum is carried out
        ("advance", "f8"),  # km2 this week
        ("advance_mood", "f8"),
        ("trend", "f8"),  # of the advance, km2 in 30 days
        ("territory", "f8"),  # km2 since the talks began
        ("losses", "f8"),  # Russian casualties this week, thousand
        ("trust", "f8"),  # won in talks and by first steps, 0 to 1
        ("tilt", "f8"),  # of the terms: 0 Moscow's, 1 Kyiv's
        ("settled", "f8", (N_ISSUES,)),  # how far each issue is settled, 0 to 1
        ("reach", "f8", (N_ISSUES,)),  # how far those at the table can settle it
        ("depth", "f8"),  # how much of what is settled is substance, 0 to 1
        ("pushed_russia", "f8"),  # what pressure by blame and deadline adds to signing, % of GDP
        ("pushed_ukraine", "f8"),
        ("threat", "f8"),  # 1 while an ultimatum runs
        ("doubted", "f8"),  # 1 once Washington has threatened Kyiv
        ("fighting_russia", "f8"),  # worth of fighting on, % of GDP
        ("fighting_ukraine", "f8"),
        ("worth_russia", "f8"),  # of the text on the table
        ("worth_ukraine", "f8"),
        ("wish_russia", "f8"),  # what a full text would be worth over fighting on
        ("wish_ukraine", "f8"),
        ("own_russia", "f8"),  # what the text on the table is worth over fighting on, without pressure
        ("own_ukraine", "f8"),
        ("surplus_russia", "f8"),  # the same under pressure
        ("surplus_ukraine", "f8"),
        ("imposed_russia", "f8"),  # how far the terms were imposed, 0 to 1
        ("imposed_ukraine", "f8"),
        ("rest", "f8", (N_TRACKS,)),  # week before which a track does not meet again
        ("met", "f8", (N_TRACKS,)),  # meetings this week
        ("taken_up", "i8", (N_TRACKS,)),  # the issue, -1 none
        ("steps", "f8", (N_TRACKS,)),  # meetings that settled something
        ("failed", "f8", (N_TRACKS,)),  # 1 where a side walked out
        ("scuttled", "f8"),  # 1 in a week in which a summit failed
    ],
    align=True,
)

WORLD = np.dtype(
    [
        ("russia", BELLIGERENT),
        ("ukraine", BELLIGERENT),
        ("guarantors", GUARANTORS),
        ("mission", MISSION),
        ("front", FRONT),
        ("road", ROAD),
        ("tally", TALLY),
        ("day", "i8"),
        ("over", "i8"),  # 1 once the ceasefire has collapsed
    ],
    align=True,
)

#: Rows of the line: one value a sector.
ROWS = (
    "base",  # bouts a day of either side without restraint, this run
    "watched_km",
    "odds_russia",
    "odds_ukraine",
    "supported_russia",  # odds that orders and accountability support
    "supported_ukraine",
    "erosion_russia",  # a day
    "erosion_ukraine",
    "tension_russia",
    "tension_ukraine",
    "taking_russia",  # how the commander takes orders, drawn once
    "taking_ukraine",
    "heard_russia",  # 1 once the order has arrived
    "heard_ukraine",
    "suffered_russia",  # bouts suffered today and not accounted for
    "suffered_ukraine",
    "detection",  # chance that a bout is detected in a usual week
    "visible",  # the same this week: 0 where the mission is shut out
    "recent",  # recorded violations of the last weeks, smoothed
    "fired",  # violations fired so far
)
ROW = {name: index for index, name in enumerate(ROWS)}
(
    BASE,
    WATCHED_KM,
    ODDS_RUSSIA,
    ODDS_UKRAINE,
    SUPPORTED_RUSSIA,
    SUPPORTED_UKRAINE,
    EROSION_RUSSIA,
    EROSION_UKRAINE,
    TENSION_RUSSIA,
    TENSION_UKRAINE,
    TAKING_RUSSIA,
    TAKING_UKRAINE,
    HEARD_RUSSIA,
    HEARD_UKRAINE,
    SUFFERED_RUSSIA,
    SUFFERED_UKRAINE,
    DETECTION,
    VISIBLE,
    RECENT,
    FIRED,
) = range(len(ROWS))
