"""Draws by address: the published generator, and uniforms that share nothing with their neighbours."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.numerics.philox import block, key, uniform, uniform_pair, unit

WORD = st.integers(0, 2**32 - 1)
HOME = (11, 0, 3, 5)


def philox_by_hand(counter: tuple[int, ...], keys: tuple[int, ...]) -> tuple[int, ...]:
    """Philox4x32-10 in whole numbers, written from the paper (Salmon and others 2011, section 3.3)."""
    (left_1, right_1, left_2, right_2), (k0, k1) = counter, keys
    for _ in range(10):
        high_1, low_1 = divmod(0xD2511F53 * left_1, 2**32)
        high_2, low_2 = divmod(0xCD9E8D57 * left_2, 2**32)
        left_1, right_1, left_2, right_2 = high_2 ^ right_1 ^ k0, low_2, high_1 ^ right_2 ^ k1, low_1
        k0, k1 = (k0 + 0x9E3779B9) % 2**32, (k1 + 0xBB67AE85) % 2**32
    return left_1, right_1, left_2, right_2


@pytest.mark.parametrize(
    ("counter", "keys", "words"),
    [
        ([0] * 4, [0] * 2, "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ([0xFFFFFFFF] * 4, [0xFFFFFFFF] * 2, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        (
            [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344],
            [0xA4093822, 0x299F31D0],
            "d16cfe09 94fdcceb 5001e420 24126ea1",
        ),
    ],
    ids=["zeros", "ones", "digits of pi"],
)
def test_published_vectors(counter: list[int], keys: list[int], words: str) -> None:
    """A block equals the test vectors that the generator's authors publish."""
    assert " ".join(f"{int(word):08x}" for word in block(*counter, *keys)) == words


@given(st.tuples(WORD, WORD, WORD, WORD), st.tuples(WORD, WORD))
def test_block_equals_the_generator_in_whole_numbers(counter: tuple[int, ...], keys: tuple[int, ...]) -> None:
    """Compiled and as plain Python, a block equals the generator written with Python's whole numbers."""
    expected = philox_by_hand(counter, keys)
    assert tuple(int(word) for word in block(*counter, *keys)) == expected
    assert tuple(int(word) for word in block.py_func(*counter, *keys)) == expected


@given(WORD, WORD)
def test_unit_is_strictly_between_0_and_1(high: int, low: int) -> None:
    """No two words give 0 or 1, and the first 52 bits count, each at its place."""
    u = unit(np.uint64(high), np.uint64(low))
    assert 0.0 < u < 1.0
    assert u == ((high << 20 | low >> 12) + 0.5) / 2**52


@pytest.mark.parametrize(("word", "expected"), [(0, 2.0**-53), (2**32 - 1, 1.0 - 2.0**-53)])
def test_unit_at_the_ends(word: int, expected: float) -> None:
    """The smallest and the largest uniform are half a step from 0 and from 1."""
    assert unit(np.uint64(word), np.uint64(word)) == expected


def test_a_draw_has_an_address_and_no_history() -> None:
    """The same address gives the same draw however often and in whatever order it is asked for."""
    addresses = [(HOME, place, purpose) for place in range(20) for purpose in range(1, 20)]
    forward = [uniform(*a) for a in addresses]
    assert [uniform(*a) for a in reversed(addresses)][::-1] == forward
    assert len(set(forward)) == len(addresses)


@pytest.mark.parametrize("part", range(4), ids=["seed, low half", "seed, high half", "run", "day"])
def test_every_part_of_an_address_matters(part: int) -> None:
    """Another seed, run or day gives another draw."""
    moved = list(HOME)
    moved[part] += 1
    assert uniform_pair(tuple(moved), 7, 4) != uniform_pair(HOME, 7, 4)


def test_draws_are_uniform_and_neighbours_independent() -> None:
    """Over 20,000 days draws are uniform, and uncorrelated with their pair, neighbour, next day and next run."""
    days = range(20_000)
    first, second = np.transpose([uniform_pair((1, 0, 0, day), 0, 4) for day in days])
    others = {
        "pair": second,
        "place": [uniform((1, 0, 0, day), 1, 4) for day in days],
        "purpose": [uniform((1, 0, 0, day), 0, 5) for day in days],
        "run": [uniform((1, 0, 1, day), 0, 4) for day in days],
        "seed": [uniform((2, 0, 0, day), 0, 4) for day in days],
        "next day": np.roll(first, 1),
    }
    assert stats.kstest(first, "uniform").pvalue > 0.001
    assert stats.kstest(second, "uniform").pvalue > 0.001
    for name, other in others.items():
        assert abs(np.corrcoef(first, other)[0, 1]) < 4.0 / np.sqrt(len(days)), name


@given(st.integers(0, 2**64 - 1))
def test_key_keeps_all_64_bits_of_a_seed(seed: int) -> None:
    """The two halves of a key give the seed back."""
    low, high = key(seed)
    assert high << 32 | low == seed
    assert max(low, high) < 2**32
