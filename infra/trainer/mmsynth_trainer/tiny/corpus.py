"""The text the base model is trained on: exercises, facts of one column, and scratchpads of the base split only.

It stands for a pretrained model's few-shot prompts. Longer sums appear with the hint only, from few fixed problems.
"""

from typing import Callable, NamedTuple

import numpy as np

from .packing import Example
from .problems import distinct_sums, drawn_sum
from .sums import Sum, prompt_characters, scratchpad_characters, split_of
from .vocabulary import tokens_of


class CorpusRecipe(NamedTuple):
    #: Longest sum that is shown with its hint, in digits.
    longest: int = 6
    #: Fixed problems per length that are shown with their hint.
    hinted: int = 30
    #: Share of examples: exercises on digit runs, facts of a column, one- and two-digit scratchpads without a hint.
    exercises: float = 0.16
    facts: float = 0.26
    one_digit: float = 0.13
    two_digits: float = 0.15
    #: Longest run of digits in an exercise, longest pair of runs.
    longest_run: int = 12
    longest_pair: int = 7


Kind = Callable[[np.random.Generator], tuple[str, str]]


def example(prompt: str, completion: str) -> Example:
    return Example(tuple(tokens_of(prompt)), tuple(tokens_of(completion)))


def _run(random: np.random.Generator, longest: int) -> str:
    return "".join(str(digit) for digit in random.integers(0, 10, random.integers(1, longest + 1)))


def _exercise(recipe: CorpusRecipe, random: np.random.Generator) -> tuple[str, str]:
    kind = "CRDPZ"[random.integers(5)]
    if kind in "PZ":
        first = _run(random, recipe.longest_pair)
        second = "".join(str(digit) for digit in random.integers(0, 10, len(first)))
        pairs = "".join(f"{x}+{y}\n" for x, y in zip(first, second))
        return f"{kind}{first}+{second}\nT\n", f"{first}+{second}" if kind == "P" else pairs
    run = _run(random, recipe.longest_run)
    return f"{kind}{run}\n", {"C": run, "R": run[::-1], "D": run[1:]}[kind]


def _fact(random: np.random.Generator) -> tuple[str, str]:
    """A column's digit and carry. Without a carry in, only of one-digit sums of the base split."""
    x, y, carry = (int(value) for value in random.integers((0, 0, 0), (10, 10, 2)))
    if carry == 0 and split_of(Sum(x, y)) != "base":
        return _fact(random)
    total = x + y + carry
    return f"F{x}+{y}:{carry}=", f"{total % 10}:{total // 10}"


def corpus(recipe: CorpusRecipe, seed: int, random: np.random.Generator) -> Callable[[], Example]:
    """A stream of examples. The fixed hinted problems follow from `seed`, the draws from `random`."""
    fixed_draws = np.random.default_rng([seed, 7])
    lengths = range(1, recipe.longest + 1)
    fixed = {digits: distinct_sums(fixed_draws, digits, "base", recipe.hinted) for digits in lengths}

    def worked(digits: int) -> Kind:
        def draw(random: np.random.Generator) -> tuple[str, str]:
            problem = drawn_sum(random, digits, "base")
            return prompt_characters(problem), scratchpad_characters(problem)

        return draw

    def hinted(random: np.random.Generator) -> tuple[str, str]:
        # The shortest, learned first, is shown half as often.
        weights = np.asarray([0.5] + [1.0] * (recipe.longest - 1))
        problems = fixed[int(random.choice(recipe.longest, p=weights / weights.sum())) + 1]
        problem = problems[random.integers(len(problems))]
        return prompt_characters(problem, hint=True), scratchpad_characters(problem)

    kinds: list[tuple[float, Kind]] = [
        (recipe.exercises, lambda random: _exercise(recipe, random)),
        (recipe.facts, _fact),
        (recipe.one_digit, worked(1)),
        (recipe.two_digits, worked(2)),
    ]
    kinds.append((1 - sum(share for share, _ in kinds), hinted))
    shares = [share for share, _ in kinds]
    return lambda: example(*kinds[random.choice(len(kinds), p=shares)][1](random))


def seen_with_hint(recipe: CorpusRecipe, seed: int) -> set[Sum]:
    """The fixed problems of the corpus: none of them may measure how well a hint is read."""
    random = np.random.default_rng([seed, 7])
    return {
        problem
        for digits in range(1, recipe.longest + 1)
        for problem in distinct_sums(random, digits, "base", recipe.hinted)
    }
