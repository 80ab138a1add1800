"""The settlement: how far each issue is settled, and in whose favour, becomes the ceasefire's scenario (M28-M33).

The scenario of a road holds what is on offer: the terms of a full text. A text in which less is settled holds less
of each, and a tilt moves what is Moscow's and what is Kyiv's. What is signed is the scenario of the ceasefire.
"""

from __future__ import annotations

from sim.agents.united_states import ELECTION_WEEKS
from sim.incentives.assets import HELD
from sim.negotiation.channels import made_good, openness
from sim.negotiation.issues import (
    ALIGNMENT,
    ASSETS,
    GUARANTEES,
    LINE,
    MONITORING,
    N_ISSUES,
    SANCTIONS,
    ZONE,
    carried,
    weight,
)
from sim.numerics.elementary import clip
from sim.numerics.rule import compiled, rule

#: The most aid of one giver that a scenario takes, billion dollars a year.
MOST_AID = 300.0


@rule
def for_kyiv(tilt):
    """Factor on what is Kyiv's in the terms: 1 in a text that is even-handed (tilt 0.5)."""
    return 0.5 + tilt


@rule
def for_moscow(tilt):
    """Factor on what is Moscow's in the terms."""
    return 1.5 - tilt


@rule
def share(offered, settled, favour):
    """A share from 0 to 1 as settled, and as tilted towards the side whose it is."""
    return clip(offered * settled * favour, 0.0, 1.0)


@compiled
def quality(settled):
    """Quality of terms, 0 to 1: how far all issues are settled, by weight; ``settled`` has a value an issue."""
    total = 0.0
    for issue in range(N_ISSUES):
        total += weight(issue) * settled[issue]
    return total


@rule
def legitimacy(usual, at_table, excluded, tilt, settled, imposed, homecoming):
    """How far Ukrainians see terms as their own, 0 to 1."""
    heard = at_table + (1.0 - at_table) * excluded
    even = clip(0.6 + 0.8 * tilt, 0.0, 1.2)
    return clip(usual * heard * even * (0.7 + 0.3 * settled) * (1.0 - 0.6 * imposed) + homecoming, 0.0, 1.0)


@rule
def next_election(first, weeks):
    """Weeks from the signature to the next American election; ``first`` was counted from the start of the talks."""
    left = first - weeks
    while left < 0.0:
        left += ELECTION_WEEKS
    return left


@compiled
def write(text, p, road, settled, imposed):
    """Write the terms of a text into ``text`` from what is on offer in ``p``; ``settled`` has a value an issue.

    Depth and tilt are the road's; ``imposed`` is how far the terms are imposed on Kyiv.
    """
    depth, tilt = road.depth, road.tilt
    line, zone, watch = depth * settled[LINE], depth * settled[ZONE], depth * settled[MONITORING]
    text.violations.line_clarity = p.violations.line_clarity * line
    text.violations.disengagement = p.violations.disengagement * line
    text.zone.front_km = p.zone.front_km * zone
    text.zone.river_km = p.zone.river_km * zone
    text.zone.border_km = p.zone.border_km * zone
    text.zone.deployment_limits = p.zone.deployment_limits * zone
    text.pullback.artillery = p.pullback.artillery * zone
    text.pullback.rockets = p.pullback.rockets * zone
    text.pullback.long_range = p.pullback.long_range * zone
    text.monitoring.coverage = p.monitoring.coverage * watch
    text.patrols.personnel = p.patrols.personnel * watch
    text.patrols.access = p.patrols.access * (0.5 + 0.5 * watch)
    text.accountability.penalty = p.accountability.penalty * watch
    text.meetings.commission = p.meetings.commission * watch
    text.meetings.hotline = p.meetings.hotline * watch
    text.meetings.flag_meetings = made_good(
        p.meetings.flag_meetings * watch, p.channels.dates_announced, p.channels.prepared
    )
    text.restraint.delivery = made_good(p.restraint.delivery, p.channels.dates_announced, p.channels.prepared)
    for_neutral = p.table.neutral_trust * p.table.neutrals
    text.attribution.trust_russia = made_good(p.attribution.trust_russia, 1.0, for_neutral)
    text.attribution.trust_ukraine = made_good(p.attribution.trust_ukraine, 1.0, for_neutral)
    promised = clip(depth * settled[GUARANTEES] * for_kyiv(tilt), 0.0, 1.0)
    trusted = 1.0 - p.pressure.doubt * road.doubted * p.guarantee.american_share
    text.guarantee.commitment = p.guarantee.commitment * promised * trusted
    text.guarantee.stationed_troops = p.guarantee.stationed_troops * promised
    text.guarantee.response_force = p.guarantee.response_force * promised
    text.sanctions.relief = share(p.sanctions.relief, settled[SANCTIONS], for_moscow(tilt))
    paid = depth * settled[ASSETS]
    text.assets.use = p.assets.use if paid > 0.0 else HELD
    text.assets.total = p.assets.total * paid if paid > 0.0 else p.assets.total
    text.assets.rebuilding = p.assets.rebuilding * paid
    text.deal.offers = p.deal.offers * paid
    text.accession.path = p.accession.path * paid
    aligned = depth * settled[ALIGNMENT]
    favour = for_moscow(tilt)
    text.alignment.non_alignment = share(p.alignment.non_alignment, aligned, favour)
    text.alignment.no_foreign_forces = share(p.alignment.no_foreign_forces, aligned, favour)
    text.alignment.no_colour_revolutions = share(p.alignment.no_colour_revolutions, aligned, favour)
    text.deal.recognition = share(p.deal.recognition, aligned, favour)
    text.aid.mutual_limit = p.aid.mutual_limit * aligned
    text.consultation.level = p.consultation.level * aligned
    limits = p.first_steps.depth_limits * p.first_steps.strike_depth
    text.consultation.strike_limits = made_good(p.consultation.strike_limits * aligned, 1.0, limits)
    text.asks.help = p.asks.help * aligned
    text.asks.withdrawal = p.asks.withdrawal * zone
    good = depth * quality(settled)
    text.deal.formality = p.deal.formality * good
    home = p.first_steps.homecoming * p.first_steps.prisoners
    text.deal.legitimacy = legitimacy(
        p.deal.legitimacy, p.table.kyiv, p.table.excluded_legitimacy, tilt, good, imposed, home
    )


@compiled
def believed(trust, p):
    """Log-odds that either side gives to an attack by the other once the guns are silent, as trust has grown."""
    c = p.channels
    reached = openness(c.envoys, c.dates_announced, c.announced)
    calmer = p.rounds.trust_carried * trust + c.clearer * reached
    return clip(p.fear.initial - calmer, -5.0, 3.0)


@compiled
def carry_out(text, p):
    """Take from a text what a Europe that was not at the table does not carry out."""
    t = p.table
    most = carried(1.0, t.europe, t.carried_without)
    text.sanctions.relief *= carried(0.5, t.europe, t.carried_without)
    european = carried(1.0 - p.guarantee.american_share, t.europe, t.carried_without)
    text.guarantee.commitment *= european
    text.guarantee.stationed_troops *= european
    text.guarantee.response_force *= european
    text.assets.total *= most
    text.accession.path *= most
    text.deal.offers *= most


@compiled
def conclude(world, text, p):
    """Write into ``text`` the terms signed, and what the road leaves behind: forces, moods, what was imposed."""
    road = world.road
    write(text, p, road, road.settled, road.imposed_ukraine)
    carry_out(text, p)
    text.deal.imposed_on_moscow = road.imposed_russia
    text.deal.imposed_on_kyiv = road.imposed_ukraine
    text.deterrence.force_russia = world.russia.force
    text.deterrence.force_ukraine = world.ukraine.force
    text.weariness.majority = world.ukraine.support
    text.aid.american = clip(p.aid.american * road.aid_factor, 0.0, MOST_AID)
    text.fear.initial = believed(road.trust, p)
    text.politics.first_election = next_election(p.politics.first_election, road.week)
