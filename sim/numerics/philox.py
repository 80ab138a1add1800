"""Random draws by address: Philox4x32-10, keyed by the seed, counted by (run, day, place, purpose).

A draw has an address instead of a place in a queue. So the order in which agents act, the number of workers
and the number of draws another agent made cannot change it, and two regimes run under one seed meet the same
shocks. Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.

An *address* is the tuple ``(key_low, key_high, run, day)`` of integers.
"""

from __future__ import annotations

import numpy as np

from sim.numerics.rule import rule, rule_of

_MASK = np.uint64(0xFFFFFFFF)
_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_32, _12, _20 = np.uint64(32), np.uint64(12), np.uint64(20)
_SCALE = 2.0**-52


@rule_of("UniTuple(uint64, 4)(int64, int64, int64, int64, int64, int64)")
def block(c0, c1, c2, c3, k0, k1):
    """One Philox4x32-10 block: four 32-bit words (held in uint64) from a counter and a key.

    Known answer (Random123 test vectors): all zeros give 6627e8d5 e169c58d bc57ac4c 9b00dbd8.
    """
    x0, x1, x2, x3 = np.uint64(c0), np.uint64(c1), np.uint64(c2), np.uint64(c3)
    a, b = np.uint64(k0), np.uint64(k1)
    for _ in range(10):
        p0 = _M0 * x0
        p1 = _M1 * x2
        x0 = (p1 >> _32) ^ x1 ^ a
        x1 = p1 & _MASK
        x2 = (p0 >> _32) ^ x3 ^ b
        x3 = p0 & _MASK
        a = (a + _W0) & _MASK
        b = (b + _W1) & _MASK
    return x0, x1, x2, x3


@rule
def unit(high, low):
    """A number strictly between 0 and 1 from two 32-bit words, exact to 2**-52 (never 0, never 1)."""
    bits = (high << _20) | (low >> _12)
    return (np.float64(bits) + 0.5) * _SCALE


@rule_of("UniTuple(float64, 2)(UniTuple(int64, 4), int64, int64)")
def uniform_pair(address, place, purpose):
    """Two independent uniforms in (0, 1) at one address; one block serves both sides of a sector."""
    w0, w1, w2, w3 = block(address[2], address[3], place, purpose, address[0], address[1])
    return unit(w0, w1), unit(w2, w3)


@rule_of("float64(UniTuple(int64, 4), int64, int64)")
def uniform(address, place, purpose):
    """One uniform in (0, 1) at an address."""
    return uniform_pair(address, place, purpose)[0]


def run_number(run: int) -> int:
    """A run number as it is.

    Raises
    ------
    ValueError
        A number that is not from 0 to 2**32 - 1: cut short it would be another's.
    """
    if not 0 <= run < 2**32:
        raise ValueError(f"run number {run} is not from 0 to 2**32 - 1")
    return int(run)


def key(seed: int) -> tuple[int, int]:
    """The two 32-bit halves of a seed.

    Raises
    ------
    ValueError
        A seed that is not from 0 to 2**64 - 1: cut short it would be another's.
    """
    if not 0 <= seed < 2**64:
        raise ValueError(f"seed {seed} is not a whole number from 0 to 2**64 - 1")
    return seed & 0xFFFFFFFF, (seed >> 32) & 0xFFFFFFFF
