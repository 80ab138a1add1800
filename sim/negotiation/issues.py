"""The issues of a settlement, and the tracks on which they are taken up (M29, M31)."""

from __future__ import annotations

from sim.numerics.rule import rule

ISSUES = ("line", "zone", "monitoring", "guarantees", "sanctions", "assets", "alignment")
LINE, ZONE, MONITORING, GUARANTEES, SANCTIONS, ASSETS, ALIGNMENT = range(len(ISSUES))
N_ISSUES = len(ISSUES)

TRACKS = ("kyiv_moscow", "contact_group", "washington_moscow", "nato_russia")
KYIV_MOSCOW, CONTACT_GROUP, WASHINGTON_MOSCOW, NATO_RUSSIA = range(len(TRACKS))
N_TRACKS = len(TRACKS)


@rule
def is_held(track, kyiv, europe, nato_russia):
    """Whether a track meets at all, given who is at the table (0 or 1 each)."""
    if track == KYIV_MOSCOW:
        return kyiv > 0.0
    if track == CONTACT_GROUP:
        return kyiv > 0.0 or europe > 0.0
    if track == NATO_RUSSIA:
        return europe > 0.0 and nato_russia > 0.0
    return True


@rule
def takes_up(track, issue, kyiv):
    """Whether a track takes an issue up. Without Kyiv, Washington and Moscow talk about everything."""
    if track == KYIV_MOSCOW:
        return issue <= MONITORING
    if track == CONTACT_GROUP:
        return issue in (MONITORING, GUARANTEES, ASSETS)
    if track == NATO_RUSSIA:
        return issue in (ALIGNMENT, GUARANTEES)
    return kyiv == 0.0 or issue in (SANCTIONS, ALIGNMENT)


@rule
def attainable(issue, kyiv, undrawn):
    """How far an issue can be settled on paper by those at the table, 0 to 1.

    A line that one of those who hold it has not drawn stays undrawn by the share ``undrawn``.
    """
    if issue in (LINE, ZONE):
        return 1.0 - undrawn * (1.0 - kyiv)
    return 1.0


@rule
def carried(european, europe, carried_without):
    """Share of what was agreed that is carried out, where ``european`` of it is for Europe to do (0 to 1 each).

    Europe carries out what it agreed to, and ``carried_without`` of what others agreed to for it.
    """
    return 1.0 - european * (1.0 - europe) * (1.0 - carried_without)


@rule
def weight(issue):
    """Weight of an issue in the quality of terms; the weights add up to 1."""
    if issue <= GUARANTEES:
        return 0.2
    return 0.1 if issue == SANCTIONS else 0.05
