"""Sums drawn from one side of the split."""

import numpy as np

from .sums import Split, Sum, split_of


def drawn_sum(random: np.random.Generator, digits: int, wanted: Split) -> Sum:
    """A sum of two numbers of this many digits, uniform over those of a split."""
    low, high = (10 ** (digits - 1) if digits > 1 else 0), 10**digits
    while True:
        problem = Sum(int(random.integers(low, high)), int(random.integers(low, high)))
        if split_of(problem) == wanted:
            return problem


def distinct_sums(random: np.random.Generator, digits: int, wanted: Split, count: int) -> list[Sum]:
    """At most `count` different sums; all of them where a split holds fewer (one digit)."""
    if digits == 1:
        every = [Sum(a, b) for a in range(10) for b in range(10) if split_of(Sum(a, b)) == wanted]
        return [every[index] for index in random.permutation(len(every))[:count]]
    found: dict[Sum, None] = {}
    while len(found) < count:
        found[drawn_sum(random, digits, wanted)] = None
    return list(found)
