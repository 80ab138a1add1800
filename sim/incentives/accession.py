"""Ukraine's path into the European Union: something to lose at once, and article 42.7 at its end (M19)."""

from __future__ import annotations

from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Accession(Group):
    """How real the path is, how long it takes, and what stands at its end."""

    path: float = parameter(
        0.3, low=0.0, high=1.0, unit="share of the path", source="H: EU membership path", mechanism="M19",
        doc="how real Ukraine's path into the EU is",
    )  # fmt: skip
    worth: float = parameter(
        12.0, low=5.0, high=25.0, possible=(0.0, 200.0), unit="% of Ukrainian GDP", source="assumption",
        mechanism="M19", doc="what Kyiv would lose of a full path by breaking the ceasefire, half-way along it",
    )  # fmt: skip
    years: float = parameter(
        8.0, low=5.0, high=15.0, possible=(0.5, 75.0), unit="years",
        source="Croatia 10, Poland 10, Finland 3 years from application; assumption", mechanism="M19",
        doc="time from the ceasefire to membership on a full path at usual European unity",
    )  # fmt: skip
    clause: float = parameter(
        0.6, low=0.3, high=0.8, possible=(0.0, 1.0), unit="share",
        source="guarantee_precedents.csv: EU Article 42.7 TEU (strength 0.6)", mechanism="M19",
        doc="commitment of article 42.7 once Ukraine is a member",
    )  # fmt: skip
    clause_force: float = parameter(
        100.0, low=40.0, high=200.0, possible=(0.0, 2000.0), unit="thousand (equivalent)", source="assumption",
        mechanism="M19", doc="force that members would send, as far as they would act",
    )  # fmt: skip


@rule
def next_progress(progress, path, years, unity):
    """Progress on the path a week on (1: member); members move it along as far as they are united (usual 0.62)."""
    moved = progress + path * unity / (0.62 * 52.0 * years)
    return moved if moved < 1.0 else 1.0


@rule
def at_stake(path, worth, progress):
    """What Kyiv would lose, % of its GDP: more the further it has come."""
    return path * worth * (0.8 + 0.4 * progress)
