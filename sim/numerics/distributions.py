"""Normal, Poisson and binomial draws from given uniforms: one uniform, one draw, no rejection loops.

Inversion keeps draws aligned between two runs that differ in a parameter: a slightly higher rate moves the same
uniform to the same or a higher count, which is what makes paired comparisons sharp.
"""

from __future__ import annotations

import math

from sim.numerics.elementary import exp, log
from sim.numerics.rule import rule


@rule
def normal(u):
    """Standard normal quantile of u in (0, 1). Wichura's AS 241 (PPND16), relative error 1e-16."""
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        a = (
            (
                (
                    (
                        ((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
                        + 45921.953931549871457
                    )
                    * r
                    + 13731.693765509461125
                )
                * r
                + 1971.5909503065514427
            )
            * r
            + 133.14166789178437745
        ) * r + 3.387132872796366608
        b = (
            (
                (
                    (
                        ((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
                        + 21213.794301586595867
                    )
                    * r
                    + 5394.1960214247511077
                )
                * r
                + 687.1870074920579083
            )
            * r
            + 42.313330701600911252
        ) * r + 1.0
        return q * a / b
    tail = u if q < 0.0 else 1.0 - u
    r = math.sqrt(-log(tail))
    if r <= 5.0:
        r = r - 1.6
        a = (
            (
                (
                    (
                        (
                            (7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r
                            + 0.24178072517745061177
                        )
                        * r
                        + 1.27045825245236838258
                    )
                    * r
                    + 3.64784832476320460504
                )
                * r
                + 5.7694972214606914055
            )
            * r
            + 4.6303378461565452959
        ) * r + 1.42343711074968357734
        b = (
            (
                (
                    (
                        (
                            (1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r
                            + 0.0151986665636164571966
                        )
                        * r
                        + 0.14810397642748007459
                    )
                    * r
                    + 0.68976733498510000455
                )
                * r
                + 1.6763848301838038494
            )
            * r
            + 2.05319162663775882187
        ) * r + 1.0
    else:
        r = r - 5.0
        a = (
            (
                (
                    (
                        (
                            (2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r
                            + 0.0012426609473880784386
                        )
                        * r
                        + 0.026532189526576123093
                    )
                    * r
                    + 0.29656057182850489123
                )
                * r
                + 1.7848265399172913358
            )
            * r
            + 5.4637849111641143699
        ) * r + 6.6579046435011037772
        b = (
            (
                (
                    (
                        (
                            (2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r
                            + 1.8463183175100546818e-5
                        )
                        * r
                        + 7.868691311456132591e-4
                    )
                    * r
                    + 0.0148753612908506148525
                )
                * r
                + 0.13692988092273580531
            )
            * r
            + 0.59983220655588793769
        ) * r + 1.0
    return -a / b if q < 0.0 else a / b


@rule
def lognormal(u, sd):
    """A lognormal factor with mean 1 and log-sd ``sd``."""
    return exp(sd * normal(u) - 0.5 * sd * sd)


@rule
def gamma_factor(u, variance):
    """A Gamma factor with mean 1 and the given variance (Wilson-Hilferty cube of a normal, good to about 1 %)."""
    s2 = variance / 9.0
    x = 1.0 - s2 + math.sqrt(s2) * normal(u)
    return x * x * x if x > 0.0 else 0.0


@rule
def poisson(u, mean):
    """Poisson count by inversion of one uniform; above a mean of 50 by the normal quantile, rounded."""
    if mean <= 0.0:
        return 0.0
    if mean > 50.0:
        n = math.floor(mean + math.sqrt(mean) * normal(u) + 0.5)
        return n if n > 0.0 else 0.0
    p = exp(-mean)
    total = p
    n = 0.0
    while u > total and n < 500.0:
        n += 1.0
        p *= mean / n
        total += p
    return n


@rule
def binomial(u, n, p):
    """Binomial count by inversion of one uniform; n is a whole number held as a float, p in [0, 1].

    Above a variance of 50 by the normal quantile, rounded.
    """
    if n <= 0.0 or p <= 0.0:
        return 0.0
    if p >= 1.0:
        return n
    if n == 1.0:  # the common case, and no need for a logarithm
        return 1.0 if u > 1.0 - p else 0.0
    variance = n * p * (1.0 - p)
    if variance > 50.0:
        k = math.floor(n * p + math.sqrt(variance) * normal(u) + 0.5)
        return 0.0 if k < 0.0 else (n if k > n else k)
    # Count the rarer outcome: its chance of none cannot underflow at this variance.
    flipped = p > 0.5
    q = 1.0 - p if flipped else p
    x = 1.0 - u if flipped else u
    ratio = q / (1.0 - q)
    mass = exp(n * log(1.0 - q))
    total = mass
    k = 0.0
    while x > total and k < n:
        mass *= ratio * (n - k) / (k + 1.0)
        k += 1.0
        total += mass
    return n - k if flipped else k
