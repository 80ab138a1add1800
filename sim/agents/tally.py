"""The tally of a run: what every run counts while it goes on, and how it ended."""

from __future__ import annotations

import numpy as np

#: How a ceasefire ended, by code. 0 means that it held to the horizon.
HELD, RUSSIAN_OFFENSIVE, UKRAINIAN_OFFENSIVE, ESCALATION, EROSION = range(5)
CAUSES = ("held", "russian_offensive", "ukrainian_offensive", "escalation", "erosion")

#: One row a run. Days count from the start of the ceasefire; -1 = did not happen. Money in billions of 2025 dollars.
TALLY = np.dtype(
    [
        ("days", "f8"),  # days until collapse, or the horizon
        ("cause", "i8"),  # index into CAUSES
        ("first_violation_day", "f8"),
        ("first_serious_day", "f8"),
        ("violations", "f8"),  # fired
        ("recorded", "f8"),  # logged by the monitors
        ("bouts", "f8"),
        ("battle_deaths", "f8"),
        ("civilian_casualties", "f8"),
        ("peak_deaths_365d", "f8"),  # highest trailing-year sum
        ("findings_russia", "f8"),  # findings delivered against Moscow
        ("findings_ukraine", "f8"),
        ("snapbacks", "f8"),
        ("renewals_lost", "f8"),  # 1 if an EU renewal of sanctions failed, which ends them for good
        ("assets_paid", "f8"),
        ("aid", "f8"),
        ("mission_cost", "f8"),  # people of the mission
        ("sensors_cost", "f8"),
        ("guarantee_cost", "f8"),
        ("offers_cost", "f8"),
        ("goodwill_cost", "f8"),
        ("sanctions_forgone", "f8"),  # what relief in force spares Moscow
        ("grey_zone_weeks", "f8"),  # in which Moscow pressed off the line
        ("grey_zone_weeks_ukraine", "f8"),
        ("grey_zone_acts", "f8"),  # of both sides
        ("grey_zone_damage", "f8"),
        ("denied_sector_weeks", "f8"),  # weeks times sectors closed to the mission
        ("distractions", "f8"),  # crises elsewhere
        ("council_suspensions", "f8"),
        ("member_day", "f8"),  # on which Ukraine joined the European Union
        ("peace_majority_weeks", "f8"),  # with a Ukrainian majority that puts peace first
        ("nuclear_signal_weeks", "f8"),
        ("massing_weeks_russia", "f8"),
        ("massing_weeks_ukraine", "f8"),
        ("lowest_credibility", "f8"),
        ("agreed", "f8"),  # 1 if there was a ceasefire at all
        (
            "months_at_war",
            "f8",
        ),  # from the start of the talks to the ceasefire, or until the road was given up
        ("war_end", "i8"),  # index into the ends of a war
        ("meetings", "f8"),
        ("failed_rounds", "f8"),
        ("ultimatums_carried_out", "f8"),
        ("terms_quality", "f8"),  # -1 where the terms were given and not negotiated
        ("legitimacy", "f8"),  # of the terms in Ukraine
        ("terms_tilt", "f8"),  # 0 Moscow's, 1 Kyiv's; -1 where given
        ("imposed", "f8"),  # how far the terms were imposed, on whichever side more
        ("war_losses_russia", "f8"),  # thousand, until the ceasefire
        ("war_losses_ukraine", "f8"),
        ("war_territory", "f8"),  # km2 taken by Moscow until the ceasefire
        ("war_aid", "f8"),
        (
            "losses_year_after",
            "f8",
        ),  # thousand on both sides in the first year of a war that came back; -1 if none
    ],
    align=True,
)
