"""Agents of a researcher's own: classes named in a study, to take the place of the model's (``engine: mesa``)."""

from __future__ import annotations

import hashlib
import importlib
import inspect
import sys
from collections.abc import Mapping
from pathlib import Path

from sim.scenario.errors import InputError

#: Who can be replaced; the names are those of ``sim.engine.mesa_model.AGENTS``.
ROLES = ("commander", "team", "mission", "united_states", "european_union", "russia", "ukraine")


def check(agents: object, engine: str, *, file: Path | None = None) -> dict[str, str]:
    """The ``agents`` entry of a study, checked as far as can be without importing anything.

    Parameters
    ----------
    agents : role -> ``"module:Class"``; None for none.
    engine : the study's engine; only Mesa's agents can be replaced.

    Raises
    ------
    InputError
        Not a mapping, an unknown role, an entry that is not ``module:Class``, or another engine than Mesa.
    """
    if agents is None:
        return {}
    if not isinstance(agents, Mapping):
        raise InputError(
            "wrong type", where="agents", file=file, value=agents, allowed="role: module:Class lines"
        )
    if agents and engine != "mesa":
        raise InputError("agents of your own need engine: mesa", where="engine", file=file, value=engine)
    for role, name in agents.items():
        if role not in ROLES:
            raise InputError(
                "unknown agent", where="agents", file=file, value=role, allowed=", ".join(ROLES), names=ROLES
            )
        if not isinstance(name, str) or name.count(":") != 1:
            raise InputError("not a class", where=f"agents.{role}", value=name, allowed="module:Class")
    return dict(agents)


def classes(agents: Mapping[str, str], folder: Path | None = None) -> dict[str, type]:
    """The classes themselves; modules are looked for beside the study, then as usual.

    Raises
    ------
    InputError
        A module or class that is not there, or a class that is no agent of that role.
    """
    from sim.engine.mesa_model import AGENTS

    found = {}
    for role, name in agents.items():
        module_name, _, class_name = name.partition(":")
        if folder is not None and str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
        try:
            module = importlib.import_module(module_name)
        except ImportError as error:
            raise InputError(
                f"cannot be imported ({error})", where=f"agents.{role}", value=module_name
            ) from None
        made = getattr(module, class_name, None)
        if not (isinstance(made, type) and issubclass(made, AGENTS[role])):
            allowed = f"a subclass of {AGENTS[role].__module__}.{AGENTS[role].__name__}"
            raise InputError(
                "no such agent class", where=f"agents.{role}", value=name, allowed=allowed, names=vars(module)
            )
        found[role] = made
    return found


def fingerprints(agents: Mapping[str, str], folder: Path | None = None) -> dict[str, str]:
    """What the manifest keeps of replaced agents: role -> class and hash of the source file it came from."""
    made = {}
    for role, agent in classes(agents, folder).items() if agents else ():
        source = inspect.getsourcefile(agent)
        content = Path(source).read_bytes() if source else b""
        made[role] = f"{agents[role]} sha256:{hashlib.sha256(content).hexdigest()[:16]}"
    return made
