"""What Washington and Brussels decide together: the guarantee, snap-back, talks with Moscow (M11, M15, M18, M21)."""

from __future__ import annotations

from sim.agents.european_union import settled_unity
from sim.agents.purposes import SNAPBACK
from sim.agents.united_states import stake
from sim.incentives import asks, consultation, escalation, goodwill, sanctions
from sim.incentives.guarantees import NEVER, credibility, floor, small_force, will
from sim.incentives.politics import share
from sim.incentives.stockpiles import ready
from sim.numerics.elementary import clip
from sim.numerics.philox import uniform
from sim.numerics.rule import compiled, rule

NO_DATE = -1.0
#: Weeks before a failed or carried-out snap-back can come up again.
REST_WEEKS = 13.0
#: Article 42.7: obliges by all means, with some discretion, and lives on the Union's standing bodies.
CLAUSE_BINDS, CLAUSE_UPKEEP = 0.5, 0.4


@rule
def support(attention, unity):
    """Support for a common step: 1 at usual attention and unity (0.62 each), 0 when either is gone."""
    return attention * unity / 0.3844


@compiled
def readiness_to_penalise(world, p):
    """Support for penalties on Moscow now, less what Washington gives away while it needs Moscow's help."""
    g = world.guarantors
    return support(g.attention, g.unity) * asks.leverage(p.asks.help, p.asks.help_leverage)


@compiled
def stand(world, p, number):
    """What of the guarantee is there in week ``number``: in force or in the interim, troops, friction they cause."""
    g, front = world.guarantors, world.front
    g.in_force = 1.0 if number >= g.in_force_week else 0.0
    waiting = number * 7.0 < p.guarantee.interim_years * 365.0
    g.present = 1.0 if g.in_force > 0.0 else (p.guarantee.interim if waiting else 0.0)
    g.pursued = 1.0 if waiting or g.in_force_week < NEVER else 0.0
    here = 1.0 if number * 7.0 < p.guarantee.leave_year * 365.0 else 0.0
    g.troops = here * g.present * p.guarantee.stationed_troops
    g.standing = floor(g.troops, p.guarantee.troops_half, front.km)
    front.presence = 1.0 + p.guarantee.tripwire_friction * small_force(
        g.troops, p.guarantee.troops_half, front.km
    )
    if world.mission.people == 0.0:
        # The rates of the sectors are laid out with patrols in place; where they have left, that is undone.
        front.presence *= 1.0 + front.armed_at_start / p.patrols.half_density


@compiled
def promised(attention, unity, alert, fear, world, p):
    """Credibility of the guarantee at an attention and a unity (0 to 1)."""
    g = world.guarantors
    american = will(g.standing, attention, p.guarantee.upkeep)
    european = will(g.standing, unity, p.guarantee.upkeep)
    readiness = p.guarantee.american_share * american + (1.0 - p.guarantee.american_share) * european
    # Massing that was seen concentrates minds: readiness rises by a fifth that week.
    readiness = clip(readiness * (1.0 + 0.2 * alert), 0.0, 1.0)
    return g.present * credibility(
        p.guarantee.commitment,
        p.guarantee.bindingness,
        readiness,
        g.standing,
        fear,
        p.guarantee.most_credible,
    )


@compiled
def assess(world, p):
    """The guarantee's credibility and the help to be expected, from what stands, attention, unity and fear."""
    g = world.guarantors
    fear = escalation.fear(
        p.escalation.asymmetry,
        g.signal,
        p.escalation.signal_effect,
        p.meetings.hotline,
        g.party,
        p.escalation.cobelligerent_fear,
    )
    usual_attention, usual_unity = share(p.politics.attention + stake(p), 0.0), share(settled_unity(p), 0.0)
    g.credibility = promised(g.attention, g.unity, g.alert, fear, world, p)
    g.credibility_usual = promised(usual_attention, usual_unity, g.alert, fear, world, p)
    stocks = 1.0 - p.guarantee.american_share * (1.0 - ready(g.stock, p.stockpiles.held_back))
    g.help = g.credibility * p.guarantee.response_force * stocks
    if g.progress >= 1.0:
        clause = credibility(
            p.accession.clause,
            CLAUSE_BINDS,
            will(0.0, g.unity, CLAUSE_UPKEEP),
            0.0,
            fear,
            p.guarantee.most_credible,
        )
        if clause > g.credibility:
            g.credibility = clause
            g.credibility_usual = clause
        if clause * p.accession.clause_force > g.help:
            g.help = clause * p.accession.clause_force


@compiled
def talk(world, p, number):
    """Talks with Moscow: the council works, or is suspended after massing was seen; trust grows or is shaken."""
    g, tally = world.guarantors, world.tally
    if g.alert > 0.0 and number >= g.council_rest and p.consultation.suspension > 0.0:
        if g.council > 0.0:
            tally.council_suspensions += 1.0
        g.council = 0.0
        g.council_rest = number + p.consultation.suspension
    elif number >= g.council_rest:
        g.council = consultation.next_council(g.council, p.consultation.level, p.consultation.build_up)
    w = p.goodwill
    target = goodwill.steps(w.ngo_funding, w.joint_patrols, w.intelligence_sharing, w.space)
    shaken = 1.0 if g.alert > 0.0 or g.signal > 0.0 else 0.0
    g.trust = goodwill.next_trust(g.trust, target, w.years, w.setback, shaken)
    programmes = (w.joint_patrols + w.intelligence_sharing + w.space) / 3.0
    tally.goodwill_cost += programmes * w.cost / 52.0


@compiled
def relieve(world, p, address, number):
    """Relief is phased in; findings past the threshold call for snap-back, which is voted and takes effect."""
    g, s = world.guarantors, p.sanctions
    if g.snapback_due >= 0.0 and number >= g.snapback_due:
        g.relief *= 1.0 - s.bite
        g.promised = g.relief
        g.snapback_due = NO_DATE
        g.snapback_rest = number + REST_WEEKS
        world.tally.snapbacks += 1.0
    called = p.attribution.trust_third * world.russia.findings > s.threshold
    if not called:
        g.relief = sanctions.next_relief(g.relief, g.promised, s.relief, s.schedule_years)
    elif g.promised > 0.0 and s.bite > 0.0 and g.snapback_due < 0.0 and number >= g.snapback_rest:
        chance = sanctions.snapback_chance(
            s.snapback, s.automatic_execution, s.vote_execution, readiness_to_penalise(world, p)
        )
        if uniform(address, 0, SNAPBACK) < chance:
            g.snapback_due = number + s.delay_weeks
        else:
            g.snapback_rest = number + REST_WEEKS


@compiled
def week(world, p, address, number):
    """The guarantors' week: what stands, how credible it is, talks with Moscow, relief and its snap-back."""
    g, tally = world.guarantors, world.tally
    g.party = escalation.party(p.escalation.cobelligerency, g.aid)
    stand(world, p, number)
    assess(world, p)
    if g.credibility < tally.lowest_credibility:
        tally.lowest_credibility = g.credibility
    talk(world, p, number)
    relieve(world, p, address, number)
    tally.guarantee_cost += g.troops * p.guarantee.troop_cost / 52.0
    tally.offers_cost += p.deal.offers * p.deal.offers_cost / 52.0
    tally.sanctions_forgone += 0.01 * g.relief * p.sanctions.annual_cost * p.economy.russia / 52.0
