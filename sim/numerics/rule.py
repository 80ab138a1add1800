"""A rule: a scalar function of the model, written once, compiled for the batch and callable from a Mesa agent.

Rules are compiled without any freedom for the compiler to change results (no fast-math, no contraction into
fused operations), and inlined into their callers, which is what makes the batch fast. They use only
arithmetic, ``math.sqrt`` and the functions of :mod:`sim.numerics.elementary`, so that the same bits come out on
any machine, and out of plain Python when compilation is switched off (``NUMBA_DISABLE_JIT=1``).

Numba's on-disk cache does not notice that a rule *called* by a cached function has changed. Each version of the
sources therefore has a cache folder of its own, named by a hash of every file that holds rules.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba

#: Folders under ``sim/`` that hold rules; a change in any of their files starts a fresh cache.
RULE_ROOMS = ("numerics", "line", "incentives", "agents", "negotiation", "engine")


def sources_hash() -> str:
    """Hash (first 16 hex digits of SHA-256) of every file that holds rules."""
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parent.parent
    for room in RULE_ROOMS:
        for file in sorted((package / room).glob("*.py")):
            digest.update(f"{room}/{file.name}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _use_cache_folder() -> bool:
    """Point Numba at a cache folder of this version of the rules; False when none can be written."""
    root = os.environ.get("CEASEFIRE_CACHE") or os.environ.get("XDG_CACHE_HOME")
    candidates = [Path(root)] if root else [Path.home() / ".cache"]
    candidates.append(Path(tempfile.gettempdir()))
    for candidate in candidates:
        folder = candidate / "ceasefire" / f"{sources_hash()}-numba{numba.__version__}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            numba.config.CACHE_DIR = str(folder)
            return True
    return False


_CACHE = _use_cache_folder() and not os.environ.get("NUMBA_BOUNDSCHECK")


def rule(function: Callable[..., Any]) -> Any:
    """Compile a scalar rule, to be inlined wherever a compiled function calls it."""
    return numba.njit(forceinline=True, fastmath=False, error_model="numpy", cache=_CACHE)(function)


def rule_of(signature: str) -> Callable[[Callable[..., Any]], Any]:
    """Compile a rule for one signature only; for rules called with constants, which Numba would else compile anew."""
    return numba.njit(signature, forceinline=True, fastmath=False, error_model="numpy", cache=_CACHE)


def compiled(function: Callable[..., Any]) -> Any:
    """Compile a function of records or arrays: an actor's turn, a pass over the line."""
    return numba.njit(fastmath=False, error_model="numpy", cache=_CACHE)(function)


def released(function: Callable[..., Any]) -> Any:
    """Compile a function that lets go of the interpreter lock, so that several threads can run it at once."""
    return numba.njit(nogil=True, fastmath=False, error_model="numpy", cache=_CACHE)(function)
